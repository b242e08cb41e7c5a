"""The lock of a site: a second concurrent build waits."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from onrecord.layout import Layout


@contextmanager
def locked(layout: Layout, say: Callable[[str], None]) -> Iterator[None]:
    """Hold the site's lock; if another build has it, say so and wait."""
    layout.work.mkdir(exist_ok=True)
    ignored = layout.work / ".gitignore"
    if not ignored.exists():
        ignored.write_text("*\n", encoding="utf-8")
    # The system releases the lock when the process ends, even if it is killed.
    with (layout.work / "lock").open("ab") as file:
        if not _lock(file.fileno(), wait=False):
            say("another build of this site is running; waiting for it")
            _lock(file.fileno(), wait=True)
        yield


if sys.platform == "win32":
    import msvcrt
    import time

    def _lock(handle: int, *, wait: bool) -> bool:
        while True:
            try:
                msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
            except OSError:
                if not wait:
                    return False
                time.sleep(0.1)
            else:
                return True
else:
    import fcntl

    def _lock(handle: int, *, wait: bool) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            return False
        return True

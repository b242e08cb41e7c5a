"""The lock of a site: a second concurrent build waits."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from onrecord.engine import system
from onrecord.layout import LOCK, Layout


@contextmanager
def locked(layout: Layout, say: Callable[[str], None]) -> Iterator[None]:
    """Hold the site's lock; if another build has it, say so and wait."""
    layout.work.mkdir(exist_ok=True)
    ignored = layout.work / ".gitignore"
    if not ignored.exists():
        ignored.write_text("*\n", encoding="utf-8")
    # The system releases the lock when the process ends, even if it is killed.
    lock = layout.work / LOCK
    if lock.is_dir():
        shutil.rmtree(lock)
    with lock.open("ab") as file:
        if not system.lock(file.fileno(), wait=False):
            say("another build of this site is running; waiting for it")
            system.lock(file.fileno(), wait=True)
        yield

"""Kill builds at one of their changes to the disk, or at another moment."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from onrecord.interface.cli import main

# Python's audit events for changes to the disk, besides files opened for writing.
CHANGES = frozenset(
    "os.rename os.remove os.mkdir os.rmdir os.chmod os.link os.symlink shutil.rmtree ctypes.dlsym".split()
)


class Watch:
    """Kills this process at its n-th change to the disk, or at its n-th audit event of any kind.

    Such events are the opening of a file or the import of a module.

    Args:
        kill_at: the number of the change or event, from 1; 0 for never.
        any_moment: whether all events count.
    """

    def __init__(self, kill_at: int, *, any_moment: bool = False) -> None:
        self.seen = 0
        self._kill_at = kill_at
        self._any_moment = any_moment
        sys.addaudithook(self._watch)

    def _watch(self, event: str, details: tuple[object, ...]) -> None:
        is_change = event in CHANGES or (event == "open" and "w" in str(details[1]))
        if is_change or self._any_moment:
            self.seen += 1
            if self.seen == self._kill_at:
                os.kill(os.getpid(), signal.SIGKILL)


def build_killed_at(root: Path, change: int) -> None:
    """Run a build in another process and kill it before its n-th change; with fewer changes it completes."""
    child = os.fork()
    if child:
        os.waitpid(child, 0)
        return
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        Watch(change)
        main(["--root", str(root)])
    finally:
        os._exit(0)

"""Builds that are killed at one of their changes to the disk, or at another moment."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from onrecord.interface.cli import main

# The events that Python tells of a change to the disk; a file that is opened for writing is another one.
CHANGES = frozenset(
    "os.rename os.remove os.mkdir os.rmdir os.chmod os.link os.symlink shutil.rmtree ctypes.dlsym".split()
)


class Watch:
    """Kills this process at its n-th change to the disk, or at its n-th moment of any kind.

    Moments are those that Python reports as audit events: a file is opened, a module imported.

    Args:
        kill_at: the number of the change or moment, from 1; 0 kills at none.
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
    """A build in another process, which is killed before its n-th change; with fewer of them it ends."""
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

"""Builds that are killed at one of their changes to the disk."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from onrecord.cli import main

# The events that Python tells of a change to the disk; a file that is opened for writing is another one.
CHANGES = frozenset(
    "os.rename os.remove os.mkdir os.rmdir os.chmod os.link os.symlink shutil.rmtree ctypes.dlsym".split()
)


def build_killed_at(root: Path, change: int) -> None:
    """A build in another process, which is killed before its n-th change; with fewer of them it ends."""
    child = os.fork()
    if child:
        os.waitpid(child, 0)
        return
    left = change

    def watch(event: str, details: tuple[object, ...]) -> None:
        nonlocal left
        if event in CHANGES or (event == "open" and "w" in str(details[1])):
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        sys.addaudithook(watch)
        main(["--root", str(root)])
    finally:
        os._exit(0)

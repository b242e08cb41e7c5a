"""The program's commands in this process, and work in several."""

from __future__ import annotations

import contextlib
import io
import json
import multiprocessing
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from onrecord.interface.cli import main

Made = TypeVar("Made")


def run(command: str, root: Path) -> tuple[int, list[dict[str, Any]]]:
    """Run a command on a root; return its exit status, and the problems that it tells."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
        status = main([command, "--root", str(root), "--format", "json", "--no-progress"])
    return status, json.loads(out.getvalue() or "[]")


def in_processes(number: int, work: Callable[[int], Made]) -> list[Made]:
    """What some work makes of 0, 1, 2 …, each in a process of its own."""
    fork = multiprocessing.get_context("fork")
    started = []
    for at in range(number):
        ours, theirs = fork.Pipe(duplex=False)
        process = fork.Process(target=lambda at=at, theirs=theirs: theirs.send(work(at)))
        process.start()
        theirs.close()  # so that the end of a process that fails is noticed
        started.append((process, ours))
    made = [ours.recv() for _, ours in started]
    for process, _ in started:
        process.join()
    return made

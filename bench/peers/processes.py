"""A command as a whole process: how long it takes, and how much memory all its processes have at once.

Memory is the sum of PSS (each page of memory that several processes share counts in parts, so that the sum
counts it once), read from `/proc/*/smaps_rollup` every 50 ms over the processes of the session that the
command is started in.  So it counts alike for one process with threads and for several, forked or not.
Reading takes the machine's time too: it is done less often where it would take more than a twentieth of it.
"""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from bench.peers.results import Run

PAUSE, SHARE = 0.05, 0.05
PROC = Path("/proc")


class FailedError(Exception):
    """A command ended with another status than 0; holds the end of what it said."""


def measured(
    command: Sequence[str | Path], cwd: Path, limit: float, environment: Mapping[str, str] | None = None
) -> Run:
    """Run a command to its end.

    Args:
        command: with its arguments.
        cwd: where.
        limit: seconds after which it is stopped.
        environment: of the command, without what would have Python compile or write differently.

    Raises:
        FailedError: its exit status is not 0.
    """
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    with tempfile.TemporaryFile() as said:
        began = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=cwd,
            env=kept | dict(environment or {}),
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            start_new_session=True,
        )
        watch = _Watch(process.pid, began + limit)
        try:
            status = process.wait()
            seconds = time.perf_counter() - began
        finally:
            watch.end()
        if watch.stopped:
            return Run(limit, watch.peak, finished=False)
        if status:
            said.seek(0)
            raise FailedError(said.read().decode(errors="replace")[-2000:])
        return Run(round(seconds, 4), watch.peak)


class _Watch:
    """Looks at a session's memory until it is told to end, and stops the session at its limit.

    Attributes:
        peak: the most bytes at once; none where the system does not tell.
        stopped: whether the limit was reached.
    """

    def __init__(self, session: int, until: float) -> None:
        self._session, self._until = session, until
        self._ended = threading.Event()
        self.peak: int | None = None
        self.stopped = False
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def end(self) -> None:
        self._ended.set()
        self._thread.join()
        with suppress(ProcessLookupError, PermissionError):  # whatever a command leaves running
            os.killpg(self._session, signal.SIGKILL)

    def _run(self) -> None:
        pause = PAUSE / 5  # Even a short run is looked at.
        while not self._ended.wait(pause):
            began = time.perf_counter()
            if began > self._until:
                self.stopped = True
                with suppress(ProcessLookupError):
                    os.killpg(self._session, signal.SIGKILL)
                return
            now = session_memory(self._session)
            if now:
                self.peak = max(self.peak or 0, now)
            pause = max(PAUSE, (time.perf_counter() - began) / SHARE)


def session_memory(session: int, proc: Path = PROC) -> int:
    """Bytes that the processes of a session have together; 0 where nothing can be read."""
    return sum(map(_memory, _processes(session, proc)))


def _processes(session: int, proc: Path) -> Iterator[Path]:
    with suppress(OSError):
        for folder in proc.iterdir():
            if folder.name.isdigit():
                with suppress(OSError):  # It has come to its end meanwhile.
                    if session_of((folder / "stat").read_text(errors="replace")) == session:
                        yield folder


def _memory(process: Path) -> int:
    try:
        return pss_of((process / "smaps_rollup").read_text())
    except OSError:
        return 0


def session_of(stat: str) -> int:
    """The session of a process, from its `stat`, in which a name of any characters stands in brackets."""
    return int(stat.rpartition(")")[2].split()[3])


def pss_of(rollup: str) -> int:
    """Bytes, from the text of a `smaps_rollup`; 0 where it is empty, as that of a process that ends is."""
    for line in rollup.split("\n"):
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    return 0

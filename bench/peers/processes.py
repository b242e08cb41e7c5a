"""Run a command as a whole process, and measure its time and the peak memory of all its processes.

Memory is the sum of PSS (a memory page that several processes share counts once in the sum), read from
`/proc/*/smaps_rollup` every 50 ms for all processes in the command's session. So threads, processes and forks
count alike. If the reading took more than a twentieth of the time, it is done less often.
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
    """A command's exit status was not 0; has the end of its output."""


def measured(
    command: Sequence[str | Path], cwd: Path, limit: float, environment: Mapping[str, str] | None = None
) -> Run:
    """Run a command to its end.

    Args:
        command: with its arguments.
        cwd: its working folder.
        limit: seconds after which it is stopped.
        environment: of the command, without variables that change how Python compiles or writes.

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
    """Watches a session's memory until it is told to end, and stops the session at its limit.

    Attributes:
        peak: the peak memory in bytes; None if the system does not tell.
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
        with suppress(ProcessLookupError, PermissionError):  # processes that a command leaves running
            os.killpg(self._session, signal.SIGKILL)

    def _run(self) -> None:
        pause = PAUSE / 5  # So that a short run is measured too.
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
    """The memory of all processes in a session, in bytes; 0 if nothing can be read."""
    return sum(map(_memory, _processes(session, proc)))


def _processes(session: int, proc: Path) -> Iterator[Path]:
    with suppress(OSError):
        for folder in proc.iterdir():
            if folder.name.isdigit():
                with suppress(OSError):  # It has ended meanwhile.
                    if session_of((folder / "stat").read_text(errors="replace")) == session:
                        yield folder


def _memory(process: Path) -> int:
    try:
        return pss_of((process / "smaps_rollup").read_text())
    except OSError:
        return 0


def session_of(stat: str) -> int:
    """The session of a process, from its `stat`, in which the name in brackets may have any characters."""
    return int(stat.rpartition(")")[2].split()[3])


def pss_of(rollup: str) -> int:
    """The bytes in the text of a `smaps_rollup`; 0 if it is empty, as for a process that ends."""
    for line in rollup.split("\n"):
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    return 0

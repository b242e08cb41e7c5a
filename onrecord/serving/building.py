"""Builds of the preview in a process of their own, which starts each time from the same memory.

A copy of this process is made before it has threads.  The copy waits for orders, and is itself copied for
each build: so a build finds the program loaded, and what it leaves in memory is gone with it.  On systems
without such copies builds run in this process.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from multiprocessing.connection import Connection, Pipe

from msgspec import Struct

from onrecord import build
from onrecord.checking.stored_problem import BuildSummary, StoredProblem, to_stored
from onrecord.engine import last_build, system
from onrecord.engine.machine import failure_of_machine
from onrecord.engine.progress import Progress
from onrecord.layout import Layout
from onrecord.markdown.rendering import TemplateError
from onrecord.publishing.staging import recover


class Outcome(Struct, frozen=True):
    """The outcome of a build.

    Attributes:
        problems: the problems found.
        summary: the summary of the build; None if it failed and changed nothing.
        failure: why it failed if no problem says so, as one or more lines.
        said: what a build says to whoever runs it.
    """

    problems: tuple[StoredProblem, ...] = ()
    summary: BuildSummary | None = None
    failure: str = ""
    said: tuple[str, ...] = ()


class Builder:
    """Builds a preview.

    Args:
        layout: the preview's; its folder exists.
        progress: called with the state of the work of the first build.
        strict: whether warnings stop a build.
    """

    def __init__(self, layout: Layout, progress: Progress, *, strict: bool) -> None:
        self._layout, self._progress, self._strict = layout, progress, strict
        self._orders: Connection | None = None
        self._process = 0
        if system.can_fork():
            self._orders, there = Pipe()
            self._process = os.fork()
            if not self._process:
                self._orders.close()
                _alone(partial(self._obey, there))
            there.close()
            with suppress(PermissionError):
                os.setpgid(self._process, self._process)  # So that a build ends together with its workers.

    def build(self, jobs: int) -> Outcome:
        """Build; waits until it is done.

        Args:
            jobs: use at most this many processes.

        Raises:
            EOFError: `close` was called meanwhile.
        """
        if self._orders is None:
            return self._built(jobs)
        self._orders.send_bytes(str(jobs).encode())
        outcome: Outcome = pickle.loads(self._orders.recv_bytes())  # noqa: S301 - from a process of our own
        self._progress = _silent
        return outcome

    def close(self) -> None:
        """End the build that is running, if one is."""
        if self._process:
            with suppress(ProcessLookupError):
                os.killpg(self._process, signal.SIGKILL)
            os.waitpid(self._process, 0)
            self._process = 0

    def _obey(self, orders: Connection) -> None:
        os.setpgid(0, 0)  # Whoever comes first, this process or the one that made it.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        while True:
            try:
                jobs = int(orders.recv_bytes())
            except EOFError:  # Nobody gives orders any more.
                return
            here, there = os.pipe()
            child = os.fork()
            if not child:
                os.close(here)
                _alone(partial(self._build_into, there, jobs))
            os.close(there)
            with os.fdopen(here, "rb") as answer:
                data = answer.read()
            _, status = os.waitpid(child, 0)
            killed = Outcome(failure=f"the build was ended (status {status})")
            with suppress(OSError):  # Nobody waits for it any more; the next order tells.
                orders.send_bytes(data or pickle.dumps(killed))
            self._progress = _silent

    def _build_into(self, pipe: int, jobs: int) -> None:
        """Build, and write the outcome into a pipe."""
        with os.fdopen(pipe, "wb") as out:
            out.write(pickle.dumps(self._built(jobs)))

    def _built(self, jobs: int) -> Outcome:
        said: list[str] = []
        try:
            if self._layout.left_behind():
                recover(self._layout)
            last = last_build.load(self._layout, jobs)
            built = build.build_with_ledger(
                self._layout, last, self._progress, said.append, jobs=jobs, strict=self._strict
            )
        except TemplateError as error:
            return Outcome(failure=f"error in a template: {error}", said=tuple(said))
        except Exception as error:
            failure = failure_of_machine(error)
            if failure is None:
                raise
            return Outcome(failure=failure, said=tuple(said))
        return Outcome(tuple(map(to_stored, built.problems)), built.summary, said=tuple(said))


def _silent(_: str, __: int, ___: int) -> None:
    """Show no progress."""


def _alone(work: Callable[[], None]) -> None:
    """Do something in a copy of this process, and end it."""
    status = 1
    try:
        work()
        status = 0
    except Exception as error:  # noqa: BLE001 - whatever it is, it is told, and the copy ends
        sys.excepthook(type(error), error, error.__traceback__)
    finally:
        with suppress(OSError, ValueError):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(status)

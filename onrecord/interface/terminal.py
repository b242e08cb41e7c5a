"""What is printed, and where: the only module that prints."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from onrecord.interface import reporting
from onrecord.interface.repository import path_in_repository
from onrecord.rules.problems import Problem
from onrecord.text.characters import make_visible

FINE, PROBLEMS, WRONG_USE, MACHINE_FAILED = range(4)


def set_encoding(style: str) -> None:
    """Escape characters that the output cannot encode, so that none stops the program."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        encoding = sys.stdout.encoding if style == "text" else "utf-8"
        sys.stdout.reconfigure(encoding=encoding, errors="backslashreplace")


def let_go_of_output() -> None:
    """Keep Python from complaining at exit about output that nobody reads."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def show(
    problems: Sequence[Problem],
    style: str,
    root: Path,
    reasons: reporting.Reasons = reporting.NONE_ACCEPTED,
) -> None:
    """Print problems in a format, and why warnings among them were accepted."""
    if style == "json":
        print(reporting.as_json(problems, reasons))
    elif style == "sarif":
        from onrecord.interface.sarif import as_sarif

        print(as_sarif(problems, reasons, path_in_repository(root, os.environ)))
    elif problems and style == "github":
        print(reporting.as_github(problems, reasons, path_in_repository(root, os.environ)))
    elif problems:
        print(reporting.as_text(problems, reasons, colour=has_colours()))


def has_colours() -> bool:
    """Whether standard output is a terminal on which colours are wanted."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def status_of(problems: Sequence[Problem], strict: bool) -> int:
    """The exit status for some problems."""
    stops = any(problem.is_error or strict for problem in problems)
    return PROBLEMS if stops else FINE


def stdout_line(style: str, *lines: str) -> None:
    """Print what was done: on standard output after the problems; on standard error if the output is data."""
    print(*lines, sep="\n", file=sys.stdout if style == "text" else sys.stderr)


def stderr_line(line: str) -> None:
    """Print a line on standard error."""
    with suppress(OSError):  # That nobody reads it is no reason to stop.
        print(line, file=sys.stderr)


def shown(path: Path) -> str:
    """A path, relative to the current folder if it is inside."""
    with suppress(ValueError, OSError):  # It is outside, or the current folder no longer exists.
        path = path.relative_to(Path.cwd())
    return make_visible(str(path))


def can_ask() -> bool:
    """Whether somebody can answer a question: both sides of the conversation are a terminal."""
    return sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty()


def ask(lines: Sequence[str], answers: Sequence[str]) -> str:
    """Ask a question until one of the answers is given; no answer, or the end of the input, is the last one.

    Args:
        lines: the question.
        answers: what may be typed; only its first letter needs to be.
    """
    print(*lines, sep="\n")
    while True:
        try:
            typed = input(f"[{'/'.join(answers)}] ").strip().casefold()
        except EOFError:
            typed = ""
        found = [answer for answer in answers if answer.startswith(typed)] if typed else [answers[-1]]
        if found:
            return found[0]


class Progress:
    """A progress bar on one line of a terminal; nothing in a pipe."""

    _WIDTH = 30

    def __init__(self, *, enabled: bool) -> None:
        self._enabled = enabled and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
        self._shown = ""

    def __call__(self, doing: str, done: int, total: int) -> None:
        if not self._enabled:
            return
        full = self._WIDTH * done // total if total else 0
        bar = f"[{'#' * full}{'.' * (self._WIDTH - full)}] {done} of {total}" if total else str(done)
        line = f"{doing} {bar}"
        if line != self._shown:
            print(f"\r\033[K{line}", end="", file=sys.stderr, flush=True)
            self._shown = line

    def clear(self) -> None:
        """Remove the line; call it before printing anything else."""
        if self._shown:
            print("\r\033[K", end="", file=sys.stderr, flush=True)
            self._shown = ""

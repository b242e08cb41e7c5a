"""Edits of a file's text, and the fixes that are made of them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from msgspec import Struct

from onrecord.metadata.tree import LINE_BREAK
from onrecord.rules.problems import Problem


class Edit(Struct, frozen=True, order=True):
    """A stretch of a text, and what replaces it.

    Attributes:
        start, end: in code points; equal for an insertion.
    """

    start: int
    end: int
    new: str


class Choice(Struct, frozen=True):
    """One way to correct a problem.

    Attributes:
        label: what changes, for people.
        edits: of the file that has the problem; they do not overlap.
    """

    label: str
    edits: tuple[Edit, ...]


class Fix(Struct, frozen=True):
    """What can be done about a problem.

    Attributes:
        choices: at least one.
        question: what to ask before one of them is made; empty if there is only one and it is right.
    """

    problem: Problem
    choices: tuple[Choice, ...]
    question: str = ""


def edited(text: str, edits: Iterable[Edit]) -> str:
    """A text after some edits that do not overlap."""
    parts: list[str] = []
    done = 0
    for edit in sorted(edits):
        parts += (text[done : edit.start], edit.new)
        done = edit.end
    return "".join([*parts, text[done:]])


class Lines:
    """The beginnings of a text's lines."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [0, *(match.end() for match in LINE_BREAK.finditer(text))]

    def offset(self, line: int, column: int) -> int:
        """The place of a line and column, both from 1, in the text."""
        return self._starts[line - 1] + column - 1

    def line(self, offset: int) -> int:
        """The number, from 1, of the line of a place."""
        return bisect_right(self._starts, offset)

    def end(self, line: int) -> int:
        """The end of a line, from 1, without its line break."""
        if line >= len(self._starts):
            return len(self._text)
        start, end = self._starts[line - 1], self._starts[line]
        return start + len(self._text[start:end].rstrip("\r\n"))


def line_break_of(text: str) -> str:
    """The line break that a text uses: the first one; a line feed if it has none."""
    match = LINE_BREAK.search(text)
    return match.group() if match else "\n"

r"""Find escapes in double-quoted YAML values that readers would not see, or that an editor did not mean.

In double quotation marks a backslash begins an escape: `"C:\new"` is `C:`, a line break and `ew`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.metadata.tree import Document, Scalar
from onrecord.rules import syntax as rules
from onrecord.rules.problems import Location, Problem
from onrecord.text.characters import describe, is_hidden

_HEX = "[0-9A-Fa-f]"
ESCAPE = re.compile(rf"\\(?:x({_HEX}{{2}})|u({_HEX}{{4}})|U({_HEX}{{8}})|(.))")
_SHORT_ESCAPES = dict(zip("0abevfNLP", "\0\a\b\x1b\v\f\x85\u2028\u2029", strict=True))
_NO_BACKSLASH = "if the backslash is text, put ' around the value instead of \", or write it twice"
# Escapes of white space, which a value of one line would lose without a trace.
_SPACES = {"n": "a line break", "r": "a line break", "t": "a tab", " ": "a space"}
_ESCAPE_OR_END = re.compile(r"\\(.)|(\")")
# Programs write the paragraphs of a summary with `\\n`; only after C: it is a folder's name.
_PARAGRAPHS = frozenset(["summary"])
_LONGEST_INDENT = 200
_DRIVE = re.compile(r"(?<![A-Za-z])[A-Za-z]:$")


def scan_escapes(document: Document, scalar: Scalar, last_line: int) -> Iterator[Problem]:
    """Find hidden characters written as escapes in a double-quoted value; the first of each kind."""
    found = {character for at, character in enumerate(scalar.value) if is_hidden(scalar.value, at)}
    if not found:
        return
    for line, column, character in _escapes(document, scalar, last_line):
        if character in found:
            found.remove(character)
            yield _hidden(document.at(line, column), character)
    for character in sorted(found):
        yield _hidden(document.of(scalar), character)


def _hidden(place: Location, character: str) -> Problem:
    message = f"{describe(character)} is here, and would be invisible on the page"
    help_text = f"remove this escape; {_NO_BACKSLASH}"
    return Problem(rules.INVISIBLE_CHARACTER, place, message, help_text)


def _escapes(document: Document, scalar: Scalar, last_line: int) -> Iterator[tuple[int, int, str]]:
    """The escapes of a value: line, column, and the character that each stands for."""
    for line in range(scalar.line, last_line + 1):
        start = scalar.column if line == scalar.line else 0
        for match in ESCAPE.finditer(document.lines[line - 1], start):
            *numbers, short = match.groups()
            number = next(filter(None, numbers), None)
            character = chr(int(number, 16)) if number else _SHORT_ESCAPES.get(short, short)
            yield line, match.start() + 1, character


def lost_backslash(document: Document, key: str, scalar: Scalar) -> Problem | None:
    """The first escape of white space in a double-quoted value of the editor's own, if it cannot be meant.

    Args:
        document: the file.
        key: the nearest key above the value.
        scalar: the value.
    """
    if scalar.style != '"' or not any(map(scalar.value.__contains__, "\n\r\t ")):
        return None
    start = scalar.column
    for number in range(scalar.line, len(document.lines) + 1):
        line = document.lines[number - 1]
        for match in _ESCAPE_OR_END.finditer(line, start):
            if match[2]:
                return None
            if match[1] in _SPACES and not _may_be_meant(key, line, match.start()):
                message = (
                    f"\\{match[1]} is {_SPACES[match[1]]} to YAML, not a backslash and {_letter(match[1])}"
                )
                place = document.at(number, match.start() + 1)
                help_text = f"write a space instead; {_NO_BACKSLASH}"
                return Problem(rules.INVISIBLE_CHARACTER, place, message, help_text)
        start = 0
    return None


def _may_be_meant(key: str, line: str, at: int) -> bool:
    """Whether a program may have written an escape of white space, which is at a place in a line."""
    if line[at + 1] == " ":  # Programs begin the next line of a value with this escape.
        return at < _LONGEST_INDENT and not line[:at].strip()
    return line[at + 1] == "n" and key in _PARAGRAPHS and not _DRIVE.search(line[max(at - 3, 0) : at])


def _letter(letter: str) -> str:
    return "a space" if letter == " " else letter

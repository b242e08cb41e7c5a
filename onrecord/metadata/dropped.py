"""What YAML drops from a text, or joins to it, without a word: comments, list items, keys and values.

PyYAML gives the text that is left; what an editor meant is seen only in the lines that it was read from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.metadata import syntax_errors as found
from onrecord.metadata.tree import Document, Scalar
from onrecord.rules.problems import Problem

_ENTRY = re.compile(r"(?P<indent> *)(?P<hyphens>(?:- +)*)(?P<key>[\w-]+:(?:\s|$))?")
_CUTTING_COMMENT = re.compile(r"( +)#(.?)")


def unclosed_quote(document: Document, scalar: Scalar, last_line: int) -> Problem | None:
    """A quotation mark that another value's closes: what is between are keys and items, not text."""
    place = document.of(scalar)
    start, own_key, own_hyphens = _entry_of(place.text)
    limit = start + len(own_hyphens) - (0 if own_key else 1)
    for number in range(scalar.line + 1, last_line + 1):
        start, key, hyphens = _entry_of(document.lines[number - 1])
        if (key or hyphens) and start <= limit:
            return found.unclosed_quote(place, number)
    return None


def dropped(document: Document, scalar: Scalar, last_line: int, end: int) -> Iterator[Problem]:
    """What an unquoted text has lost or swallowed; a comment that may be meant is noted in it.

    Args:
        document: the file.
        scalar: the text.
        last_line: its last one.
        end: how many characters of that line come before the text's end.
    """
    comment = _CUTTING_COMMENT.match(document.lines[last_line - 1], end)
    if comment:
        gap, next_character = comment.groups()
        where = last_line, end + len(gap) + 1
        if next_character.strip():
            yield found.cut_by_hash(document.at(*where))
        elif len(gap) == 1:
            scalar.tight_comment = where
    for number in range(scalar.line + 1, last_line + 1):
        text = document.lines[number - 1]
        if text.lstrip().startswith("- "):
            yield found.swallowed_item(document.at(number, len(text) - len(text.lstrip()) + 1))
            break


def _entry_of(line: str) -> tuple[int, str, str]:
    """How far in a line begins, and the key and the hyphens that it begins with, if any."""
    match = _ENTRY.match(line)
    assert match is not None, "the expression matches the empty text"
    return match.end("indent"), match["key"] or "", match["hyphens"]

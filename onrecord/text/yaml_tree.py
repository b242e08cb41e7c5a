"""A YAML file as a plain tree: texts, lists and mappings, each with its line and column.

For files that only the program's own words or settings are in.  Nothing is converted, no tag is honoured, no
anchor is followed: an alias is a node of its own, so that no file is larger in memory than on disk.  Whoever
walks the tree decides what a tag, an alias or a key that occurs twice means.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from typing import Any

import yaml
from msgspec import Struct, field

from onrecord.rules.problems import Location
from onrecord.text.yaml_events import Event, EventReader

_TEXT_TAG = "tag:yaml.org,2002:str"
_LINE_BREAK = re.compile(r"\r\n|[\r\n]")
_YAML_BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
_WIDE_BREAKS = frozenset("\x85\u2028\u2029")


class _Placed(Struct, kw_only=True):
    """What all nodes have.

    Attributes:
        line: from 1.
        column: from 1.
        tag: as YAML resolves it, such as `!ENV` or `tag:yaml.org,2002:python/name:…`; empty for none.
        anchor: the name that an alias may call it by; empty for none.
    """

    line: int
    column: int
    tag: str = ""
    anchor: str = ""


class Text(_Placed, gc=False):
    """A text; `style` is the quote or block sign that it was written with, empty for none."""

    value: str
    style: str

    @property
    def is_plain_text(self) -> bool:
        """Whether it has no tag but that of a text."""
        return self.tag in ("", _TEXT_TAG)


class List(_Placed):
    """A list."""

    items: list[Tree] = field(default_factory=list)


class Mapping(_Placed):
    """Keys and values in the file's order, also those whose key occurs twice."""

    entries: list[tuple[Tree, Tree]] = field(default_factory=list)


class Alias(_Placed, gc=False):
    """A reference to the node whose anchor has this name."""

    name: str


Tree = Text | List | Mapping | Alias


class UnreadableError(Exception):
    """Why a file cannot be read, and where: line and column from 1."""

    def __init__(self, message: str, line: int, column: int) -> None:
        super().__init__(message)
        self.line = line
        self.column = column


def read_tree(text: str, max_depth: int) -> Tree | None:
    """The document of a file; None where there is none.

    Args:
        text: the file's characters.
        max_depth: how many lists and mappings may be open at once.

    Raises:
        UnreadableError: this is not YAML, is nested too deep, or has a second document.
    """
    try:
        return _TreeReader(max_depth).read(text)
    except yaml.YAMLError as error:
        reason = getattr(error, "problem", None) or "it has a character that YAML does not allow"
        mark: Any = getattr(error, "problem_mark", None)
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        raise UnreadableError(f"YAML cannot read this: {reason}", line, column) from None


def places_in(name: str, text: str) -> Callable[[int, int], Location]:
    """Makes locations in a file of YAML's lines and columns, both from 1.

    YAML breaks lines at more characters (U+0085, U+2028, U+2029) than the programs that show a line's number.
    """
    lines, starts = _LINE_BREAK.split(text), _starts(_LINE_BREAK, text)
    to_yaml = starts if _WIDE_BREAKS.isdisjoint(text) else _starts(_YAML_BREAK, text)

    def at(line: int, column: int) -> Location:
        # Where a file ends without a line break, an error may be in the line after it.
        offset = to_yaml[line - 1] + column - 1 if line <= len(to_yaml) else len(text)
        number = bisect_right(starts, offset)
        return Location(name, number, offset - starts[number - 1] + 1, lines[number - 1])

    return at


def _starts(line_break: re.Pattern[str], text: str) -> list[int]:
    """The offsets at which the lines of a text begin."""
    return [0, *(match.end() for match in line_break.finditer(text))]


class _TreeReader(EventReader[Tree]):
    def __init__(self, max_depth: int) -> None:
        super().__init__()
        self.max_depth = max_depth

    def after_document(self, end: Event) -> None:  # noqa: ARG002 - where it ended says nothing
        """Refuse what follows, as all who read a whole file do, MkDocs among them."""
        event = self.following()
        if type(event) is not yaml.StreamEndEvent:
            raise UnreadableError("a second document begins here, and a file holds one", *_place(event))

    def scalar(self, event: Event) -> Text:
        return Text(**_common(event), value=event.value, style=event.style or "")

    def alias(self, event: Event) -> Alias:
        line, column = _place(event)
        return Alias(line=line, column=column, name=event.anchor)

    def sequence(self, event: Event) -> List:
        return List(**_common(event), items=list(self.items()))

    def mapping(self, event: Event) -> Mapping:
        return Mapping(**_common(event), entries=[(key, self.value()) for key in self.keys()])

    def too_deep(self, event: Event) -> UnreadableError:
        return UnreadableError(f"this is nested more than {self.max_depth} levels deep", *_place(event))


def _common(event: Event) -> dict[str, Any]:
    line, column = _place(event)
    return {"line": line, "column": column, "tag": event.tag or "", "anchor": event.anchor or ""}


def _place(event: Event) -> tuple[int, int]:
    return event.start_mark.line + 1, event.start_mark.column + 1

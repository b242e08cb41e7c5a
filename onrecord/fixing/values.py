"""The characters of each value of a YAML file, also of one that YAML reads only in part."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from functools import cached_property
from typing import Any

import yaml
from msgspec import Struct

from onrecord.fixing.edits import Lines
from onrecord.metadata.characters import PLACEHOLDER, scan_characters
from onrecord.metadata.list_signs import with_hyphens
from onrecord.metadata.reading import MAX_DEPTH
from onrecord.metadata.tree import Document, MappingNode
from onrecord.text.yaml_events import Event, EventReader


class Value(Struct, frozen=True):
    """A text in a file: a value, an item of a list, or a key.

    Attributes:
        start, end: its place in the file's text, with its quotation marks or block sign.
        words: the text that YAML reads, on one line.
        style: the YAML quote or block sign; empty for a plain text.
        owner: the column, from 0, of the key or hyphen that it belongs to; lines of it begin further in.
        is_key: whether it is a key.
        in_brackets: whether it is in square or curly brackets.
    """

    start: int
    end: int
    words: str
    style: str
    owner: int
    is_key: bool
    in_brackets: bool


class YamlText:
    """A file's text and its values.

    Args:
        name: of the file, for problems.
        text: its characters.
    """

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.text = text
        self.lines = Lines(text)

    @cached_property
    def with_hyphens(self) -> str:
        """The text with hyphens where other signs begin list items, of the same length."""
        return with_hyphens(Document(self.name, self.text, MappingNode(1, 1)), self.text)[0]

    @cached_property
    def plain(self) -> str:
        """The text as it is parsed: of the same length, without misleading characters."""
        return scan_characters(Document(self.name, self.text, MappingNode(1, 1)), self.with_hyphens).text

    @cached_property
    def values(self) -> Sequence[Value]:
        """All texts in the file's order, up to the place where YAML stops."""
        reader = _Reader(self.lines)
        with suppress(yaml.YAMLError, _TooDeepError):
            reader.read(self.plain)
        return reader.found

    def at(self, line: int, column: int) -> Value | None:
        """The value that begins at a line and column, both from 1."""
        place = self.lines.offset(line, column)
        return next((value for value in self.values if value.start == place), None)

    def last_before(self, place: int) -> Value | None:
        """The last text that begins at or before a place."""
        return next((value for value in reversed(self.values) if value.start <= place), None)


class _TooDeepError(Exception):
    """The file is nested too deep to be a briefing."""


class _Reader(EventReader[None]):
    max_depth = MAX_DEPTH

    def __init__(self, lines: Lines) -> None:
        super().__init__()
        self.found: list[Value] = []
        self._lines = lines
        self._owner = -1
        self._is_key = False

    def scalar(self, event: Event) -> None:
        self.found.append(
            Value(
                start=self._offset(event.start_mark),
                end=self._offset(event.end_mark),
                words=" ".join(event.value.replace(PLACEHOLDER, "").split()),
                style=(event.style or "").strip(),
                owner=self._owner,
                is_key=self._is_key,
                in_brackets=any(above.flow_style for above in self.open),
            )
        )

    def alias(self, event: Event) -> None:
        """It has no text."""

    def sequence(self, event: Event) -> None:
        owner, self._owner, self._is_key = self._owner, event.start_mark.column, False
        list(self.items())
        self._owner = owner

    def mapping(self, event: Event) -> None:
        owner = self._owner
        column = event.start_mark.column
        self._is_key = True
        for _ in self.keys():
            self._owner, self._is_key = column, False
            self.value()
            self._owner, self._is_key = owner, True
        self._is_key = False

    def too_deep(self, event: Event) -> Exception:
        return _TooDeepError(str(event))

    def _offset(self, mark: Any) -> int:
        return self._lines.offset(mark.line + 1, mark.column + 1)

"""Drafts: briefings that are checked and not published, and what is still to be written in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from msgspec import Struct
from pydantic import BaseModel

from onrecord.metadata.briefs import BriefFile
from onrecord.metadata.registers import MAX_YAML_BYTES
from onrecord.metadata.tree import MappingNode, Node, Scalar, SequenceNode
from onrecord.rules import fields
from onrecord.rules.problems import Problem
from onrecord.schema.models import Brief, ListedActor, Position, Question, Source, keys_of
from onrecord.text.counting import counted

# The groups and lists of a briefing whose required keys an editor writes.
_PARTS: Final[Mapping[str, type[BaseModel]]] = {
    "source": Source,
    "actors": ListedActor,
    "positions": Position,
    "open_questions": Question,
}
# What an item of a list is called in messages; they name so many lines, and count the rest.
_ITEMS: Final = {"positions": "position", "actors": "actor", "open_questions": "question"}
MAX_NAMED = 8
_MARK = re.compile(rb"^draft:[ \t]+[\"']?true[\"']?[ \t\r]*(?:[ \t]#.*)?$", re.MULTILINE)


class Gap(Struct, frozen=True, array_like=True):
    """A required key that has no value yet.

    Attributes:
        part: the group or list that it belongs to; empty for the briefing itself.
        lines: the line of each place where it is missing: of the key, or of the item without it.
    """

    part: str
    key: str
    lines: tuple[int, ...]

    def explains(self, problem: Problem) -> bool:
        """Whether a problem only says that the key has no value here."""
        return (
            problem.rule in (fields.EMPTY_VALUE, fields.MISSING_KEY)
            and problem.location.line in self.lines
            and problem.message.startswith(f"`{self.key}` ")
        )

    @property
    def words(self) -> str:
        """What is missing, with the lines, in a few words."""
        if self.part in _ITEMS:
            return f"{counted(len(self.lines), _ITEMS[self.part])} without `{self.key}` ({self._lines})"
        return f"`{self.key}` of the source" if self.part else f"no `{self.key}`"

    @property
    def _lines(self) -> str:
        named = ", ".join(map(str, self.lines[:MAX_NAMED]))
        more = len(self.lines) - MAX_NAMED
        return f"line{'s' if len(self.lines) > 1 else ''} {named}{f' and {more} more' if more > 0 else ''}"


def gaps_of(file: BriefFile) -> tuple[Gap, ...]:
    """The required keys of a draft without a value, in the order of the schema."""
    root = file.document.root
    found = list(_missing("", Brief, [root]))
    for part, model in _PARTS.items():
        node = root.values.get(part)
        found += _missing(part, model, [item for item in _items(node) if isinstance(item, MappingNode)])
    return tuple(found)


def _items(node: Node | None) -> list[Node]:
    return node.items if isinstance(node, SequenceNode) else [node] if isinstance(node, MappingNode) else []


def _missing(part: str, model: type[BaseModel], items: list[MappingNode]) -> Iterator[Gap]:
    for key, field in keys_of(model).items():
        if not field.is_required():
            continue
        lines = [line for item in items if (line := _line_without(item, key))]
        if lines:
            yield Gap(part, key, tuple(lines))


def _line_without(item: MappingNode, key: str) -> int:
    """The line where a key has no value; 0 if it has one."""
    value = item.values.get(key)
    if value is None:
        return 0 if key == "date" and _has_published(item) else item.line
    return item.keys[key].line if isinstance(value, Scalar) and value.is_empty else 0


def _has_published(root: MappingNode) -> bool:
    source = root.values.get("source")
    return isinstance(source, MappingNode) and "published" in source.values


def is_marked_as_draft(path: Path) -> bool:
    """Whether a briefing that cannot be read as YAML has the line `draft: true`."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return _MARK.search(file.read(MAX_YAML_BYTES)) is not None

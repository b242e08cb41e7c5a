"""A YAML file as a tree of texts with places; data only."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

from msgspec import Struct, field

from onrecord.rules.problems import Location

LINE_BREAK = re.compile("\\r\\n|\\r|\\n")
# A note lists this many further lines, and counts the rest.
MAX_LINES_NAMED = 8


class Scalar(Struct, gc=False):
    """A text.

    Attributes:
        style: the YAML quote or block sign; empty for a plain text.
        doubtful: a problem already says that YAML reads it differently than meant, so its value is not
            checked.
        tight_comment: line and column of a comment that follows an unquoted value after a single space.
    """

    line: int
    column: int
    value: str
    style: str
    doubtful: bool = False
    tight_comment: tuple[int, int] | None = None

    @property
    def is_empty(self) -> bool:
        """Whether the value is missing."""
        return not (self.value or self.style)


class SequenceNode(Struct):
    """A list."""

    line: int
    column: int
    items: list[Node] = field(default_factory=list)


class MappingNode(Struct):
    """Keys and values in the file's order, with the places of the keys."""

    line: int
    column: int
    keys: dict[str, Scalar] = field(default_factory=dict)
    values: dict[str, Node] = field(default_factory=dict)


Node = Scalar | SequenceNode | MappingNode
Path = Sequence[str | int]


def lines_of(text: str) -> list[str]:
    """The lines of a file, without their line breaks."""
    return LINE_BREAK.split(text) if "\r" in text else text.split("\n")


class Document:
    """A YAML file as a tree, with its lines, so that problems can show the place of a value."""

    def __init__(self, path: str, text: str, root: MappingNode) -> None:
        self.path = path
        self.root = root
        self.lines: Sequence[str] = lines_of(text)

    @cached_property
    def scalars(self) -> Sequence[tuple[str, Scalar]]:
        """All texts, each with the nearest key above it; for use after the file has been read."""
        return scalars(self.root)

    def at(self, line: int, column: int) -> Location:
        """The location of a line and column, both from 1; limited to the end of the file."""
        number, column = self.clamped(line, column)
        return Location(self.path, number, column, self.lines[number - 1])

    def clamped(self, line: int, column: int) -> tuple[int, int]:
        """A line and a column, both from 1, limited to the end of the file."""
        if line > len(self.lines):
            return len(self.lines), len(self.lines[-1]) + 1
        return line, min(column, len(self.lines[line - 1]) + 1)

    def of(self, node: Node) -> Location:
        """The place at which a node begins."""
        return self.at(node.line, node.column)

    def node(self, path: Path) -> Node:
        """The node at a path of keys and indexes, or the nearest one above it."""
        node: Node = self.root
        for step in path:
            if isinstance(node, MappingNode) and isinstance(step, str) and step in node.values:
                node = node.values[step]
            elif isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.items):
                node = node.items[step]
            else:
                break
        return node

    def value(self, path: Path) -> Location:
        """The place at which the value at a path begins."""
        return self.of(self.node(path))

    def key(self, path: Path) -> Location:
        """The place of the last key of a path; of the nearest value above if the key is missing."""
        *above, last = path
        parent = self.node(above)
        if isinstance(parent, MappingNode) and last in parent.keys:
            return self.of(parent.keys[str(last)])
        return self.value(path)

    def find(self, words: str, node: Node) -> Location:
        """The place of words in a text; the text's beginning if they are written differently."""
        for number in range(node.line, len(self.lines) + 1):
            column = self.lines[number - 1].find(words, node.column - 1 if number == node.line else 0)
            if column >= 0:
                return self.at(number, column + 1)
        return self.of(node)


def scalars(node: Node) -> list[tuple[str, Scalar]]:
    """All texts below a node, each with the nearest key above it."""
    if isinstance(node, Scalar):
        return [("", node)]
    found: list[tuple[str, Scalar]] = []
    _add_scalars(node, "", found)
    return found


def _add_scalars(node: SequenceNode | MappingNode, key: str, found: list[tuple[str, Scalar]]) -> None:
    below = node.values.items() if isinstance(node, MappingNode) else ((key, item) for item in node.items)
    for name, value in below:
        if isinstance(value, Scalar):
            found.append((name, value))
        else:
            _add_scalars(value, name, found)


def items(root: MappingNode, key: str) -> Iterator[MappingNode]:
    """The groups of keys in one of the file's lists; other items are skipped."""
    node = root.values.get(key)
    if isinstance(node, SequenceNode):
        for item in node.items:
            if isinstance(item, MappingNode):
                yield item


def also_in(lines: Sequence[int]) -> tuple[str, ...]:
    """A note with the other lines of the same mistake; empty if there are none."""
    if not lines:
        return ()
    named = [str(line) for line in lines[:MAX_LINES_NAMED]]
    more = len(lines) - len(named)
    end = f"{more} more" if more else named.pop()
    start = ", ".join(named)
    noun = "lines" if len(lines) > 1 else "line"
    return (f"also in {noun} {start}{' and ' if start else ''}{end}",)

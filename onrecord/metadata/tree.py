"""A YAML file as a tree of text with places: nothing of YAML but data."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

from msgspec import Struct, field

from onrecord.problems import Location

LINE_BREAK = re.compile("\\r\\n|\\r|\\n")
# A note names this many further lines; the rest is a number.
MAX_LINES_NAMED = 8


class Scalar(Struct, gc=False):
    """A text.

    Attributes:
        style: the YAML quote or block sign that it was written with, empty for none.
        doubtful: a problem says already that it was read otherwise than it was meant, so what is
            wrong with its value would be said twice.
        tight_comment: line and column of a comment after an unquoted value that a single space
            sets off.
    """

    line: int
    column: int
    value: str
    style: str
    doubtful: bool = False
    tight_comment: tuple[int, int] | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all was written."""
        return not (self.value or self.style)


class SequenceNode(Struct):
    """A list."""

    line: int
    column: int
    items: list[Node] = field(default_factory=list)


class MappingNode(Struct):
    """Keys and values, in the file's order; the keys' own places are kept."""

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
    """A YAML file as a tree, with its lines, so that any value's place can be shown."""

    def __init__(self, path: str, text: str, root: MappingNode) -> None:
        self.path = path
        self.root = root
        self.lines: Sequence[str] = lines_of(text)

    @cached_property
    def scalars(self) -> Sequence[tuple[str, Scalar]]:
        """All texts, each with the nearest key above it; asked for once the file has been read."""
        return scalars(self.root)

    def at(self, line: int, column: int) -> Location:
        """A location by line and column, both from 1; after the file's end: the end."""
        number, column = self.clamped(line, column)
        return Location(self.path, number, column, self.lines[number - 1])

    def clamped(self, line: int, column: int) -> tuple[int, int]:
        """A line and a column, both from 1; after the file's end: the end."""
        if line > len(self.lines):
            return len(self.lines), len(self.lines[-1]) + 1
        return line, min(column, len(self.lines[line - 1]) + 1)

    def of(self, node: Node) -> Location:
        """Where a node begins."""
        return self.at(node.line, node.column)

    def node(self, path: Path) -> Node:
        """The node that a path of keys and indexes leads to, or the nearest one above it."""
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
        """Where the value that a path leads to begins."""
        return self.of(self.node(path))

    def key(self, path: Path) -> Location:
        """Where the last key of a path stands; the nearest value above where it has no such key."""
        *above, last = path
        parent = self.node(above)
        if isinstance(parent, MappingNode) and last in parent.keys:
            return self.of(parent.keys[str(last)])
        return self.value(path)

    def find(self, words: str, node: Node) -> Location:
        """Where words stand in a text of the file; where they are written otherwise, its beginning."""
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
    """The groups of keys in one of the file's lists, whatever else may be wrong with it."""
    node = root.values.get(key)
    if isinstance(node, SequenceNode):
        for item in node.items:
            if isinstance(item, MappingNode):
                yield item


def also_in(lines: Sequence[int]) -> tuple[str, ...]:
    """A note that names the lines where a mistake stands again; none where it stands once."""
    if not lines:
        return ()
    named = [str(line) for line in lines[:MAX_LINES_NAMED]]
    more = len(lines) - len(named)
    end = f"{more} more" if more else named.pop()
    start = ", ".join(named)
    noun = "lines" if len(lines) > 1 else "line"
    return (f"also in {noun} {start}{' and ' if start else ''}{end}",)

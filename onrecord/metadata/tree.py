"""A YAML file as a tree of text with places: nothing of YAML but data."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from onrecord.problems import Location

LINE_BREAK = re.compile("\\r\\n|\\r|\\n")


@dataclass(slots=True)
class Scalar:
    """A text.  `style` is the YAML quote or block sign it was written with, empty for none."""

    line: int
    column: int
    value: str
    style: str
    # Line and column of a comment behind an unquoted value, where a single space sets it off.
    tight_comment: tuple[int, int] | None = None


@dataclass(slots=True)
class SequenceNode:
    """A list."""

    line: int
    column: int
    items: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class MappingNode:
    """Keys and values, in the file's order; the keys' own places are kept."""

    line: int
    column: int
    keys: dict[str, Scalar] = field(default_factory=dict)
    values: dict[str, Node] = field(default_factory=dict)


Node = Scalar | SequenceNode | MappingNode
Path = Sequence[str | int]


class Document:
    """A YAML file as a tree, with its lines, so that any value's place can be shown."""

    def __init__(self, path: str, text: str, root: MappingNode) -> None:
        self.path = path
        self.root = root
        self._lines = LINE_BREAK.split(text)

    def at(self, line: int, column: int) -> Location:
        """A location by line and column, both from 1."""
        text = self._lines[line - 1] if line <= len(self._lines) else ""
        return Location(self.path, line, column, text)

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
        return self.of(parent)


def scalars(node: Node, key: str = "") -> Iterator[tuple[str, Scalar]]:
    """All texts below a node, each with the nearest key above it."""
    if isinstance(node, Scalar):
        yield key, node
    elif isinstance(node, MappingNode):
        for name, value in node.values.items():
            yield from scalars(value, name)
    else:
        for item in node.items:
            yield from scalars(item, key)

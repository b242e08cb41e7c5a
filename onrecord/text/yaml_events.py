"""YAML read event by event: the one loop behind every file of ours that is YAML.

PyYAML's events rather than its values or nodes: each text stays what was written (`NO` is no boolean) and
knows its place, whatever a file has no use for can be refused, and depth is bounded before anything recursive
sees the file.  What becomes of an event is up to the subclass: `yaml_tree` makes a plain tree.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from typing import Any, Generic, TypeVar

import yaml

# libyaml where PyYAML was built with it: ten times as fast, the same events.
LOADER: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_N = TypeVar("_N")
# PyYAML's two parsers share no type of event that is sure to have both its marks.
Event = Any


class EventReader(ABC, Generic[_N]):
    """Makes something of the first document of a file, node by node; reads one file.

    Attributes:
        max_depth: how many lists and mappings may be open at once.
        top: the event that the file's content begins with.
        latest: the event that was read last.
        open: the beginnings of the lists and mappings that have not ended, the outermost first.
    """

    max_depth: int

    def __init__(self) -> None:
        self.top: Event = None
        self.latest: Event = None
        self.open: list[Event] = []
        self.following: Callable[[], Event] = _nothing

    def read(self, text: str) -> _N | None:
        """The top node; None where the file has none.

        Raises:
            yaml.YAMLError: this is not YAML; `top`, `latest` and `open` say how far it was.
        """
        parser: Any = LOADER(text)
        self.following = parser.get_event
        root: _N | None = None
        try:
            while type(event := self.following()) is not yaml.StreamEndEvent:
                if isinstance(event, yaml.NodeEvent):
                    self.top = event
                    root = self.node(event)
                elif type(event) is yaml.DocumentEndEvent:
                    self.after_document(event)
                    break
        finally:
            parser.dispose()
        return root

    def node(self, event: Event) -> _N:
        """The node that begins with an event, read to its end."""
        self.latest = event
        if type(event) is yaml.ScalarEvent:
            return self.scalar(event)
        if type(event) is yaml.AliasEvent:
            return self.alias(event)
        if len(self.open) == self.max_depth:
            raise self.too_deep(event)
        self.open.append(event)
        node = self.sequence(event) if type(event) is yaml.SequenceStartEvent else self.mapping(event)
        self.open.pop()
        return node

    def items(self) -> Iterator[_N]:
        """The nodes up to the end of the list that is open; each is read when it is asked for."""
        while type(event := self.following()) is not yaml.SequenceEndEvent:
            yield self.node(event)
        self.latest = event

    def keys(self) -> Iterator[_N]:
        """The keys up to the end of the mapping that is open; after each one its `value` has to be read."""
        while type(event := self.following()) is not yaml.MappingEndEvent:
            yield self.node(event)
        self.latest = event

    def value(self) -> _N:
        """The value of the key that was read last."""
        return self.node(self.following())

    def after_document(self, end: Event) -> None:
        """Called at the end of the first document; what follows is not read."""

    @abstractmethod
    def scalar(self, event: Event) -> _N:
        """A text."""

    @abstractmethod
    def alias(self, event: Event) -> _N:
        """A reference to an anchor, `*name`."""

    @abstractmethod
    def sequence(self, event: Event) -> _N:
        """A list; has to read all of its `items`."""

    @abstractmethod
    def mapping(self, event: Event) -> _N:
        """A mapping; has to read all of its `keys`, each with its `value`."""

    @abstractmethod
    def too_deep(self, event: Event) -> Exception:
        """What to raise where a list or mapping begins below too many others."""


def _nothing() -> Event:
    raise AssertionError("no file is read yet")

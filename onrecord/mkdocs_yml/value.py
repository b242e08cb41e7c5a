"""A value of mkdocs.yml: what MkDocs makes of it, what was written, and where."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from onrecord.problems import Location


class Value(Struct, frozen=True):
    """A value and its place.

    Attributes:
        data: None, bool, int, float, str, bytes or a date; of a list a tuple of values, of a mapping a
            dict of values.  None for a value whose tag is not read.
        place: where the value begins.
        key: where its key is; of a value without a key, where the value begins.
        text: of a scalar what was written, or what the environment's variable holds; else empty.
        tag: a tag that only MkDocs reads, such as `!relative` or one that names code; else empty.
        size: how many values this one is made of, each as often as an alias repeats it.
        depth: how many of them are in one another, this one included.
    """

    data: Any
    place: Location
    key: Location
    text: str = ""
    tag: str = ""
    size: int = 1
    depth: int = 1

    def get(self, *keys: str) -> Value | None:
        """The value below some keys; None where there is none."""
        value: Value | None = self
        for key in keys:
            value = value.data.get(key) if value is not None and isinstance(value.data, dict) else None
        return value

    def words(self, *keys: str) -> str:
        """The text below some keys, on one line; empty for what is no text or says nothing."""
        value = self.get(*keys)
        if value is None or value.data is None or isinstance(value.data, bytes):
            return ""
        return " ".join(value.text.split())

    def plain(self) -> Any:
        """The value as MkDocs has it, without places: lists, dicts and scalars."""
        if isinstance(self.data, dict):
            return {key: value.plain() for key, value in self.data.items()}
        if isinstance(self.data, tuple):
            return [value.plain() for value in self.data]
        return self.data

    def tagged(self) -> Iterator[Value]:
        """All values in this one that have a tag which only MkDocs reads."""
        if self.tag:
            yield self
        below = self.data.values() if isinstance(self.data, dict) else self.data
        for value in below if isinstance(self.data, dict | tuple) else ():
            yield from value.tagged()


def merged(parent: Value, child: Value) -> Value:
    """A file's values over those that it inherits, as MkDocs merges them: mappings key by key, and of
    anything else the child's.
    """
    if not isinstance(parent.data, dict) or not isinstance(child.data, dict):
        return child
    data = dict(parent.data)
    for key, value in child.data.items():
        data[key] = merged(data[key], value) if key in data else value
    return replace(child, data=data)

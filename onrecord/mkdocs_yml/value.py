"""A value of mkdocs.yml: as MkDocs reads it, as it was written, and its place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from onrecord.rules.problems import Location


class Value(Struct, frozen=True):
    """A value and its place.

    Attributes:
        data: None, bool, int, float, str, bytes or a date; a tuple of values for a list, a dict of values for
            a mapping.  None for a value whose tag only MkDocs reads.
        place: the place where the value begins.
        key: the place of its key; for a value without a key, where the value begins.
        text: the text of a scalar as written, or the text of the environment variable; empty for others.
        tag: a tag that only MkDocs reads, such as `!relative` or one that names code; empty for others.
        size: the number of values in this one, itself included; aliases count like copies.
        depth: the number of levels of nesting, this one included.
        variable: the environment variable that the value comes from; empty for others.
    """

    data: Any
    place: Location
    key: Location
    text: str = ""
    tag: str = ""
    size: int = 1
    depth: int = 1
    variable: str = ""

    def get(self, *keys: str) -> Value | None:
        """The value below some keys; None if there is none."""
        value: Value | None = self
        for key in keys:
            value = value.data.get(key) if value is not None and isinstance(value.data, dict) else None
        return value

    def words(self, *keys: str) -> str:
        """The text below some keys, on one line; empty if there is none."""
        value = self.get(*keys)
        if value is None or value.data is None or isinstance(value.data, bytes):
            return ""
        return " ".join(value.text.split())

    @property
    def shown(self) -> str:
        """The text for messages: of an environment variable only its name, for its value may be a secret."""
        return f"${self.variable}" if self.variable else self.text

    def plain(self) -> Any:
        """The value as MkDocs reads it, without places: lists, dicts and scalars."""
        if isinstance(self.data, dict):
            return {key: value.plain() for key, value in self.data.items()}
        if isinstance(self.data, tuple):
            return [value.plain() for value in self.data]
        return self.data

    def from_environment(self) -> Iterator[Value]:
        """All values in this one, itself included, that come from an environment variable."""
        if self.variable:
            yield self
        below = self.data.values() if isinstance(self.data, dict) else self.data
        for value in below if isinstance(self.data, dict | tuple) else ():
            yield from value.from_environment()


def merged(parent: Value, child: Value) -> Value:
    """Merge a file's values over inherited ones as MkDocs does: mappings key by key; for anything else the
    child's value replaces the parent's.
    """
    if not isinstance(parent.data, dict) or not isinstance(child.data, dict):
        return child
    data = dict(parent.data)
    for key, value in child.data.items():
        data[key] = merged(data[key], value) if key in data else value
    return replace(child, data=data)

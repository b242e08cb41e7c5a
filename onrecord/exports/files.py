"""A file beside the pages, and how JSON is written in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import msgspec
from msgspec import Struct

LIST_HEAD, LIST_BETWEEN, LIST_TAIL = "[\n", ",\n", "\n]"
GENERATOR = {"generator": "onrecord"}
JSON_MARK = '"generator": "onrecord"'  # in the head of the JSON that is no table and no feed


class Export(Struct, frozen=True):
    """A file to publish beside the pages.

    Attributes:
        path: in site_src, and on the site.
        text: its content; UTF-8, its line breaks as they are.
    """

    path: str
    text: str

    @property
    def data(self) -> bytes:
        """Its content as it is written."""
        return self.text.encode()


class BinaryExport(Struct, frozen=True):
    """A file to publish beside the pages that is no text.

    Attributes:
        path: in site_src, and on the site.
        data: its content.
    """

    path: str
    data: bytes


class Piece(Struct, frozen=True):
    """A part of a long file.

    Attributes:
        name: no other part of the file has it.
        make: what it holds; never empty.
    """

    name: str
    make: Callable[[], str]


class LongExport(Struct, frozen=True):
    """A file whose parts can be made one without the other.

    Attributes:
        path: in site_src, and on the site.
        head: what stands before the parts.
        between: what stands between two of them.
        tail: what stands after them.
    """

    path: str
    head: str
    pieces: Sequence[Piece]
    between: str
    tail: str

    @property
    def text(self) -> str:
        """The whole file, all of it made."""
        return self.head + self.between.join(piece.make() for piece in self.pieces) + self.tail


def as_json(data: Mapping[str, Any]) -> str:
    """JSON with a line for each member, and for each item of a member that is a list.

    So two versions of a file can be compared by their lines.
    """
    members = ",\n".join(f"{_line(key)}: {_lines(value)}" for key, value in data.items())
    return f"{{\n{members}\n}}\n"


def as_lines(items: Sequence[Any]) -> str:
    """Some items of a JSON array with a line for each; `LIST_HEAD` and so on stand around all of them."""
    return LIST_BETWEEN.join(map(_line, items))


def _lines(value: Any) -> str:
    if not isinstance(value, list) or not value:
        return _line(value)
    return f"{LIST_HEAD}{as_lines(value)}{LIST_TAIL}"


def _line(value: Any) -> str:
    """JSON on one line, with spaces: as Python writes it, in a third of the time."""
    return msgspec.json.format(_encode(value), indent=0).decode()


def compact_json(value: Any) -> str:
    """JSON on one line, without spaces; much faster than Python's own."""
    return _encode(value).decode()


def _text(value: Any) -> str:
    """Text of another class than `str`, as text."""
    if not isinstance(value, str):
        raise TypeError(f"{type(value).__name__} is not JSON")
    return str.__str__(value)


_encode = msgspec.json.Encoder(enc_hook=_text).encode

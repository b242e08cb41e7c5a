"""A file as a build makes it, whole or in parts, and how it is written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from msgspec import Struct


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


def write_new(path: Path, data: bytes) -> None:
    """Write a file of a build's own.

    Raises:
        OSError: with the file's name, which the system does not tell where the disk is full.
    """
    try:
        path.write_bytes(data)
    except OSError as error:
        error.filename = str(path)
        raise

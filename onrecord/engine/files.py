"""A file as a build makes it, whole or in parts, and how it is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import ClassVar

from msgspec import Struct


class Content(Struct, frozen=True):
    """The content of a file.

    Attributes:
        data: as it is written.
        notes: what was to be said when it was made.
    """

    data: bytes
    notes: tuple[str, ...] = ()


class Export(Struct, frozen=True):
    """A text to publish beside the pages.

    Attributes:
        path: in site_src, and on the site.
        text: its content; UTF-8, its line breaks as they are.
    """

    path: str
    text: str
    notes: ClassVar[tuple[str, ...]] = ()

    @property
    def data(self) -> bytes:
        """Its content as it is written."""
        return self.text.encode()


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


def files_in(folder: Path) -> Iterator[str]:
    """The paths of all files in a folder, as seen from it."""
    for path in folder.rglob("*"):
        if not path.is_dir() or path.is_symlink():
            yield path.relative_to(folder).as_posix()

"""The content of files that a build makes, whole or in parts, and how it is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import ClassVar

from msgspec import Struct

from onrecord.engine.opening import NotAFileError, read_bytes


class Content(Struct, frozen=True):
    """The content of a file.

    Attributes:
        data: the bytes.
        notes: warnings from making it.
    """

    data: bytes
    notes: tuple[str, ...] = ()


class Export(Struct, frozen=True):
    """A text file that is published beside the pages.

    Attributes:
        path: in `site_src/`, and on the site.
        text: its content; written as UTF-8, with its line breaks unchanged.
    """

    path: str
    text: str
    notes: ClassVar[tuple[str, ...]] = ()

    @property
    def data(self) -> bytes:
        """The bytes to write."""
        return self.text.encode()


class Piece(Struct, frozen=True):
    """A part of a long file.

    Attributes:
        name: unique in the file.
        make: returns its text, which is never empty.
    """

    name: str
    make: Callable[[], str]


class LongExport(Struct, frozen=True):
    """A long file whose parts can be made independently.

    Attributes:
        path: in `site_src/`, and on the site.
        head: the text before the parts.
        pieces: the parts, in order.
        between: the text between two parts.
        tail: the text after the parts.
    """

    path: str
    head: str
    pieces: Sequence[Piece]
    between: str
    tail: str

    @property
    def text(self) -> str:
        """The text of the whole file; makes every part."""
        return self.head + self.between.join(piece.make() for piece in self.pieces) + self.tail


def write_new(path: Path, data: bytes) -> None:
    """Write a file in a folder of the build's own.

    Raises:
        OSError: with the file's name, which the system leaves out when the disk is full.
    """
    try:
        path.write_bytes(data)
    except OSError as error:
        error.filename = str(path)
        raise


def write_if_changed(path: Path, data: bytes) -> bool:
    """Write a file in one step, unless it has these bytes already; returns whether it was written.

    A link in its place is replaced, not followed.

    Raises:
        OSError: the file cannot be read or written.
    """
    try:
        if not path.is_symlink() and read_bytes(path, len(data)) == data:
            return False
    except (FileNotFoundError, NotAFileError):
        pass
    beside = path.with_name(f".{path.name}.new")
    beside.unlink(missing_ok=True)  # A killed program may have left it, and it may be a link.
    try:
        with beside.open("xb") as file:
            file.write(data)
        beside.replace(path)
    except OSError:
        beside.unlink(missing_ok=True)
        raise
    return True


def files_in(folder: Path) -> Iterator[str]:
    """The paths of all files in a folder and below it, relative to that folder."""
    for path in folder.rglob("*"):
        if not path.is_dir() or path.is_symlink():
            yield path.relative_to(folder).as_posix()

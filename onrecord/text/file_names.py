"""Names of files, which are the same if they are the same text (Unicode's canonical equivalence)."""

from __future__ import annotations

import os
from pathlib import Path
from unicodedata import normalize


def as_on_disk(folder: Path, written: str) -> str:
    """A path with the names that its folders and its file have on the disk.

    macOS stores some letters in two characters each ('u' and an umlaut), editors write one.  Both are the
    same name, unless there are files of both.

    Args:
        folder: the folder that the path begins at.
        written: the path, with slashes.

    Raises:
        OSError: a folder cannot be listed.
        ValueError: this cannot be a path.
    """
    if written.isascii():
        return written
    parts: list[str] = []
    for part in written.split("/"):
        parts.append(_name_in(folder.joinpath(*parts), part))
    return "/".join(parts)


def _name_in(folder: Path, written: str) -> str:
    if written.isascii() or os.path.lexists(folder / written) or not folder.is_dir():
        return written
    normal = normalize("NFC", written)
    with os.scandir(folder) as entries:
        same = [entry.name for entry in entries if normalize("NFC", entry.name) == normal]
    return min(same, default=written)

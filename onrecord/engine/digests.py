"""Digests of content, of values and of the program, which the ledger compares."""

from __future__ import annotations

import hashlib
import os
import stat
import struct
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from onrecord.engine.opening import read_bytes

BYTES = 16
SHORT_BYTES = 8  # for digests that are stored in large numbers


def digest_of(*parts: bytes) -> bytes:
    """A digest of some parts, of `BYTES`; the lengths of the parts count too."""
    digest = hashlib.blake2b(
        struct.pack(f">{len(parts) + 1}Q", len(parts), *map(len, parts)), digest_size=BYTES
    )
    for part in parts:
        digest.update(part)
    return digest.digest()


def value_digest(value: Any) -> bytes:
    """A digest of a value that MessagePack can hold, of `SHORT_BYTES`."""
    if type(value) is date:  # Dates are many, and none is longer than a digest.
        return value.toordinal().to_bytes(SHORT_BYTES, "big")
    return short_digest(_encode(value))


def short_digest(data: bytes) -> bytes:
    """A digest of `SHORT_BYTES`."""
    return hashlib.blake2b(data, digest_size=SHORT_BYTES).digest()


def _plain(value: Any) -> Any:
    """A substitute for a value that MessagePack cannot encode: the fields of a model, or its `repr`."""
    if hasattr(value, "model_dump"):  # A Pydantic model; Pydantic is slow to import.
        return value.model_dump(exclude_defaults=True)
    assert "__repr__" in vars(type(value)), f"{value!r} is another one in each process"
    return repr(value)


_encode = msgspec.msgpack.Encoder(enc_hook=_plain).encode


def program_digest() -> bytes:
    """A digest of the program itself, and of the versions of Python and of the installed libraries."""
    own = files_digest(program_files(Path(__file__).resolve().parent.parent))
    libraries = Path(msgspec.__file__).resolve().parent.parent
    installed = sorted(name for name in os.listdir(libraries) if name.endswith(".dist-info"))  # noqa: PTH208 - names
    return digest_of(sys.version.encode(), *map(str.encode, installed), own)


def program_files(package: Path) -> list[Path]:
    """The files of the program's package that determine its results: its modules and their word lists."""
    return [*package.rglob("*.py"), *package.glob("*/data/*")]


def files_digest(paths: Iterable[Path]) -> bytes:
    """A digest of files and their names."""
    return digest_of(*(part for path in sorted(paths) for part in (os.fsencode(path), path.read_bytes())))


def file_digest(path: Path) -> str | None:
    """The SHA-256 of a file's content, in hexadecimal; None if there is no such file, or it is a link."""
    try:
        if not stat.S_ISREG(os.lstat(path).st_mode):
            return None
        return hashlib.sha256(read_bytes(path)).hexdigest()
    except (OSError, ValueError):
        return None


def content_digest(path: Path) -> bytes | None:
    """A digest of a file's content; None if there is no such file, or it is a link."""
    if path.is_symlink() or not path.is_file():
        return None
    return digest_of(path.read_bytes())

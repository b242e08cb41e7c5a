"""What the cache compares: digests of content, of the program, of the registers."""

from __future__ import annotations

import hashlib
import os
import stat
import struct
import sys
from collections.abc import Iterable
from pathlib import Path

import msgspec

from onrecord.metadata.registers import Registers

BYTES = 16


def digest_of(*parts: bytes) -> bytes:
    """A digest of some parts, each of its own length."""
    digest = hashlib.blake2b(
        struct.pack(f">{len(parts) + 1}Q", len(parts), *map(len, parts)), digest_size=BYTES
    )
    for part in parts:
        digest.update(part)
    return digest.digest()


def program_digest() -> bytes:
    """A digest of the program itself, and of the versions of Python and of the libraries beside ours."""
    own = files_digest(program_files(Path(__file__).resolve().parent.parent))
    libraries = Path(msgspec.__file__).resolve().parent.parent
    installed = sorted(name for name in os.listdir(libraries) if name.endswith(".dist-info"))  # noqa: PTH208 - names
    return digest_of(sys.version.encode(), *map(str.encode, installed), own)


def program_files(package: Path) -> list[Path]:
    """The files of the program's package that decide what it finds: its modules, and their lists of words."""
    return [*package.rglob("*.py"), *package.glob("*/data/*")]


def files_digest(paths: Iterable[Path]) -> bytes:
    """A digest of files and of their names."""
    return digest_of(*(part for path in sorted(paths) for part in (os.fsencode(path), path.read_bytes())))


def registers_digest(registers: Registers) -> bytes:
    """A digest of what the examination of a briefing sees of the registers."""
    actors = [(id_, actor.name, actor.also, actor.of, actor.kind) for id_, actor in registers.actors.items()]
    issues = [(id_, issue.proposition is not None) for id_, issue in registers.issues.items()]
    sound = registers.actors_file.sound, registers.issues_file.sound
    return digest_of(msgspec.msgpack.encode((actors, issues, sound)))


def file_digest(path: Path) -> str | None:
    """The SHA-256 of a file's content; None where there is no such file, or only a link to one."""
    try:
        if not stat.S_ISREG(os.lstat(path).st_mode):
            return None
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except (OSError, ValueError):
        return None

"""The outputs in the cache: what each file was made from, so that a build knows which ones to make again.

A key of the record (`onrecord.tracking`) has a number, and with it the digest of what stood behind it when
the last build went well, and the numbers of those who read it: of outputs, and of families, as negative ones.
A reader that has since ceased to read a key is no harm: it is made once too often.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import repeat
from typing import Any

import msgspec
from msgspec import Struct

from onrecord.cache.digests import BYTES, digest_of
from onrecord.tracking import DIGEST_BYTES

_MADE_FROM, _KEYS = "outputs are made from", "keys"
# So many are asked for at once; SQLite's own limit is higher.
_AT_ONCE = 500
ALWAYS = 0  # the number of a key that counts as changed in every build
_DIGEST, _NUMBER = "Q", "i"  # in an array: `DIGEST_BYTES` each; half as much
_NONE = bytes(DIGEST_BYTES)  # stands for the digest of a key that is not there


class _Keys(Struct, frozen=True, array_like=True):
    """All keys, in the order of their numbers, the first being 1, and their digests in the same order."""

    names: list[str]
    digests: bytes


class StoredPiece(Struct, frozen=True, array_like=True):
    """A part of a long file: how many bytes it has, and the keys that it was made from."""

    name: str
    size: int
    keys: tuple[int, ...]


class StoredPieces(Struct, frozen=True, array_like=True):
    """How a long file is put together.

    Attributes:
        start: where the first part begins, in bytes.
        between: how many bytes stand between two parts.
        keys: what the file was made from beside its parts.
    """

    start: int
    between: int
    keys: tuple[int, ...]
    pieces: tuple[StoredPiece, ...]


class Row(Struct, frozen=True):
    """What is known of an output: its number, digests of what it was given, and of its content."""

    id: int
    given: bytes
    digest: bytes


class Outputs:
    """What the cache knows of outputs.

    Args:
        connection: to the cache's file.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._digests: Mapping[str, bytes] = {}
        self._new_readers: dict[int, array[int]] = {}
        self.keys: dict[str, int] = {}
        self.changed: frozenset[int] = frozenset()

    def compare(self, made_from: bytes, digests: Mapping[str, bytes]) -> None:
        """Find out which keys have changed; `keys` and `changed` are their numbers.

        Args:
            made_from: a digest of all that every output is made from; with another one all are forgotten.
            digests: of what stands behind each key now.
        """
        connection = self._connection
        row = connection.execute("SELECT value FROM meta WHERE name = ?", (_MADE_FROM,)).fetchone()
        if row != (made_from,):
            for table in ("families", "outputs", "pieces", "readers"):
                connection.execute(f"DELETE FROM {table}")  # noqa: S608 - a name of our own
            connection.execute("DELETE FROM meta WHERE name = ?", (_KEYS,))
            connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_MADE_FROM, made_from))
        known = self.fact(_KEYS)
        keys = _NAMES.decode(_opened(known)) if known else _Keys([], b"")
        self.keys = dict(zip(keys.names, range(1, len(keys.names) + 1), strict=True))
        # There may be a hundred thousand keys, and few have changed: all at once is ten times as fast.
        now, then = _joined(digests, keys.names), array(_DIGEST, keys.digests)
        pairs = enumerate(zip(array(_DIGEST, now), then, strict=True), start=1)
        self.changed = frozenset([ALWAYS, *(id_ for id_, (here, there) in pairs if here != there)])
        self._digests = digests
        for name in [name for name in digests if name not in self.keys]:
            self.number(name)

    def number(self, key: str) -> int:
        """The number of a key; a new one where it has none."""
        return self.keys.setdefault(key, len(self.keys) + 1)

    def fact(self, name: str) -> bytes:
        """What was kept under a name; empty where nothing was."""
        row = self._connection.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return row[0] if row else b""

    def keep_fact(self, name: str, value: bytes) -> None:
        """Keep something under a name of its own."""
        self._connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))

    def readers(self) -> tuple[set[int], set[int]]:
        """The numbers of the outputs and of the families that read what has changed."""
        found: set[int] = set()
        for (data,) in self._chosen("SELECT outputs FROM readers WHERE key IN", self.changed):
            found.update(array(_NUMBER, _opened(data)))
        return {id_ for id_ in found if id_ > 0}, {-id_ for id_ in found if id_ < 0}

    def families(self) -> dict[str, tuple[int, bytes]]:
        """Number and digest of what it was given, of each family by name."""
        rows = self._connection.execute("SELECT name, id, given FROM families")
        return {name: (id_, given) for name, id_, given in rows}

    def of_family(self, id_: int, among: Collection[int] | None = None) -> dict[str, Row]:
        """The outputs of a family by path: all, or those among some numbers."""
        columns = "SELECT path, id, family, given, digest, seal FROM outputs"
        if among is None:
            rows: Iterable[tuple[Any, ...]] = self._connection.execute(f"{columns} WHERE family = ?", (id_,))
        else:
            rows = (row for row in self._chosen(f"{columns} WHERE id IN", among) if row[2] == id_)
        found = {}
        for path, number, family, given, digest, seal in rows:
            if seal != _seal_of(path, family, given, digest):
                raise sqlite3.DatabaseError(f"the cache's entry of {path} is damaged")
            found[path] = Row(number, given, digest)
        return found

    def families_of(self, ids: Collection[int]) -> set[int]:
        """The numbers of the families that some outputs belong to."""
        return {row[0] for row in self._chosen("SELECT DISTINCT family FROM outputs WHERE id IN", ids)}

    def ids(self, paths: Collection[str]) -> set[int]:
        """The numbers of the outputs at some paths."""
        return {row[0] for row in self._chosen("SELECT id FROM outputs WHERE path IN", paths)}

    def paths(self) -> dict[str, bytes]:
        """A digest of the content of each output, by path."""
        return dict(self._connection.execute("SELECT path, digest FROM outputs"))

    def pieces(self, ids: Collection[int]) -> dict[int, StoredPieces]:
        """How some long files are put together."""
        rows = self._chosen("SELECT output, pieces FROM pieces WHERE output IN", ids)
        return {id_: _PIECES.decode(_opened(data)) for id_, data in rows}

    def _chosen(self, query: str, values: Collection[int] | Collection[str]) -> Iterator[tuple[Any, ...]]:
        listed = list(values)
        for start in range(0, len(listed), _AT_ONCE):
            some = listed[start : start + _AT_ONCE]
            marks = ",".join("?" * len(some))
            yield from self._connection.execute(f"{query} ({marks})", some).fetchall()

    def keep_family(self, name: str, given: bytes, reads: Iterable[str]) -> int:
        """Keep what a family was planned from; return its number."""
        query = (
            "INSERT INTO families (name, given) VALUES (?1, ?2)"
            " ON CONFLICT (name) DO UPDATE SET given = ?2 RETURNING id"
        )
        (id_,) = self._connection.execute(query, (name, given)).fetchone()
        self._read(-id_, map(self.number, reads))
        return int(id_)

    def keep(
        self, path: str, family: int, given: bytes, digest: bytes, keys: Iterable[int], pieces: bytes
    ) -> None:
        """Keep what an output was made from: the keys that were read, and how a long file is put together."""
        query = (
            "INSERT INTO outputs (path, family, given, digest, seal) VALUES (?1, ?2, ?3, ?4, ?5)"
            " ON CONFLICT (path) DO UPDATE SET family = ?2, given = ?3, digest = ?4, seal = ?5 RETURNING id"
        )
        row = path, family, given, digest
        (id_,) = self._connection.execute(query, (*row, _seal_of(*row))).fetchone()
        self._read(id_, keys)
        if pieces:
            self._connection.execute("INSERT OR REPLACE INTO pieces VALUES (?, ?)", (id_, _sealed(pieces)))

    def _read(self, reader: int, keys: Iterable[int]) -> None:
        readers = self._new_readers
        for key in keys:
            if key not in readers:
                readers[key] = array(_NUMBER)
            readers[key].append(reader)

    def forget(self, paths: Iterable[str], families: Iterable[int]) -> None:
        """Forget outputs that are no longer made, and families that are no longer there."""
        for path in paths:
            self._connection.execute(
                "DELETE FROM pieces WHERE output IN (SELECT id FROM outputs WHERE path = ?)", (path,)
            )
            self._connection.execute("DELETE FROM outputs WHERE path = ?", (path,))
        self._connection.executemany("DELETE FROM families WHERE id = ?", ((id_,) for id_ in families))

    def settle(self) -> None:
        """Put down who read what, and what stands behind the keys now; the caller commits."""
        connection = self._connection
        names = list(self.keys)
        self.keep_fact(_KEYS, _sealed(msgspec.msgpack.encode(_Keys(names, _joined(self._digests, names)))))
        before: dict[int, bytes] = {}
        for key, data in self._chosen("SELECT key, outputs FROM readers WHERE key IN", self._new_readers):
            before[key] = _opened(data)
        rows = []
        for key, new in self._new_readers.items():
            known = array(_NUMBER, before.get(key, b""))
            known.extend(dict.fromkeys(new).keys() - set(known) if known else dict.fromkeys(new))
            if len(known) * known.itemsize > len(before.get(key, b"")):
                rows.append((key, _sealed(known.tobytes())))
        connection.executemany("INSERT OR REPLACE INTO readers VALUES (?, ?)", rows)


def _joined(digests: Mapping[str, bytes], names: Iterable[str]) -> bytes:
    return b"".join(map(digests.get, names, repeat(_NONE)))


def _sealed(data: bytes) -> bytes:
    """Data with a digest before it."""
    return digest_of(data) + data


def _opened(data: bytes) -> bytes:
    """The data that `_sealed` was given.

    Raises:
        sqlite3.DatabaseError: it is damaged.
    """
    seal, content = data[:BYTES], data[BYTES:]
    if seal != digest_of(content):
        raise sqlite3.DatabaseError("the cache's entry of some outputs is damaged")
    return content


def _seal_of(path: str, family: int, given: bytes, digest: bytes) -> bytes:
    return digest_of(path.encode(), str(family).encode(), given, digest)


_PIECES = msgspec.msgpack.Decoder(StoredPieces)
_NAMES = msgspec.msgpack.Decoder(_Keys)

"""The outputs in the cache: what each file was made from, so that a build knows which ones to make again.

A key of the record (`onrecord.engine.reads`) has a number, and with it the digest of its value when
the last build went well, and the numbers of those who read it: of outputs, and of families, as negative ones.
A reader that has since ceased to read a key is no harm: it is made once too often.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import partial
from itertools import count, repeat
from typing import Any

import msgspec
from msgspec import Struct

from onrecord.engine.digests import SHORT_BYTES, digest_of
from onrecord.engine.meta import fact, keep_fact, sealed, unsealed

# The names of all keys, in the order of their numbers, the first being 1; and their digests.
_MADE_FROM, _NAMES, _DIGESTS = "outputs are made from", "names of keys", "digests of keys"
# So many are asked for at once; SQLite's own limit is higher.
_AT_ONCE = 500
ALWAYS = 0  # the number of a key that counts as changed in every build
_DIGEST, _NUMBER = "Q", "i"  # in an array: `SHORT_BYTES` each; half as much
_NONE = bytes(SHORT_BYTES)  # stands for the digest of a key that is not there


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
    """What is known of an output: its number; digests of what it was given, of its content, of its keys."""

    id: int
    given: bytes
    digest: bytes
    reads: bytes


class Outputs:
    """What the cache knows of outputs.

    Attributes:
        keys: the number of each key.
        changed: the numbers of those that have changed.
        forgotten: the paths of outputs of which nothing is known but that the last build left them.

    Args:
        connection: to the cache's file.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._digests: Mapping[str, bytes] = {}
        self._new_readers: defaultdict[int, array[int]] = defaultdict(partial(array, _NUMBER))
        self._before = b""
        self._stored = 0
        self.keys: dict[str, int] = {}
        self.changed: frozenset[int] = frozenset()
        self.forgotten: frozenset[str] = frozenset()

    def recall(self, made_from: bytes) -> dict[str, bytes]:
        """Digests of the value of each key when the last build went well; empty where none has.

        Args:
            made_from: a digest of all that every output is made from; with another one all are forgotten.
        """
        connection = self._connection
        if fact(connection, _MADE_FROM) != made_from:
            self.forgotten = frozenset(self.paths())
            for table in ("families", "outputs", "pieces", "readers"):
                connection.execute(f"DELETE FROM {table}")  # noqa: S608 - a name of our own
            connection.execute("DELETE FROM meta WHERE name IN (?, ?)", (_NAMES, _DIGESTS))
            keep_fact(connection, _MADE_FROM, made_from)
        stored, self._before = fact(connection, _NAMES), fact(connection, _DIGESTS)
        names = _DECODE_NAMES(stored) if stored else []
        self.keys, self._stored = dict(zip(names, count(1))), len(names)
        if len(self._before) != len(names) * SHORT_BYTES:
            raise sqlite3.DatabaseError("the cache does not have a digest of each key")
        starts = range(0, len(self._before), SHORT_BYTES)
        before = zip(names, (self._before[start : start + SHORT_BYTES] for start in starts), strict=True)
        return {name: digest for name, digest in before if digest != _NONE}

    def compare(self, digests: Mapping[str, bytes]) -> None:
        """Find out which keys have changed since then; `keys` and `changed` are their numbers.

        Args:
            digests: of the current value of each key.
        """
        # There may be a hundred thousand keys, and few have changed: all at once is ten times as fast.
        now, then = array(_DIGEST, _joined(digests, self.keys)), array(_DIGEST, self._before)
        pairs = enumerate(zip(now, then, strict=True), start=1)
        self.changed = frozenset([ALWAYS, *(id_ for id_, (here, there) in pairs if here != there)])
        self._digests = digests
        for name in [name for name in digests if name not in self.keys]:
            self.number(name)

    def number(self, key: str) -> int:
        """The number of a key; a new one where it has none."""
        return self.keys.setdefault(key, len(self.keys) + 1)

    def readers(self) -> tuple[set[int], set[int]]:
        """The numbers of the outputs and of the families that read what has changed."""
        found: set[int] = set()
        for (data,) in self._chosen("SELECT outputs FROM readers WHERE key IN", self.changed):
            found.update(array(_NUMBER, unsealed(data)))
        return {id_ for id_ in found if id_ > 0}, {-id_ for id_ in found if id_ < 0}

    def families(self) -> dict[str, tuple[int, bytes]]:
        """Number and digest of what it was given, of each family by name."""
        rows = self._connection.execute("SELECT name, id, given FROM families")
        return {name: (id_, given) for name, id_, given in rows}

    def of_family(self, id_: int, among: Collection[int] | None = None) -> dict[str, Row]:
        """The outputs of a family by path: all, or those among some numbers."""
        columns = "SELECT path, id, family, given, digest, reads, seal FROM outputs"
        if among is None:
            rows: Iterable[tuple[Any, ...]] = self._connection.execute(f"{columns} WHERE family = ?", (id_,))
        else:
            rows = (row for row in self._chosen(f"{columns} WHERE id IN", among) if row[2] == id_)
        found = {}
        for path, number, family, given, digest, reads, seal in rows:
            if seal != _seal_of(path, family, given, digest, reads):
                raise sqlite3.DatabaseError(f"the cache's entry of {path} is damaged")
            found[path] = Row(number, given, digest, reads)
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
        return {id_: _PIECES.decode(unsealed(data)) for id_, data in rows}

    def _chosen(self, query: str, values: Collection[int] | Collection[str]) -> Iterator[tuple[Any, ...]]:
        listed = list(values)
        for start in range(0, len(listed), _AT_ONCE):
            some = listed[start : start + _AT_ONCE]
            marks = ",".join("?" * len(some))
            yield from self._connection.execute(f"{query} ({marks})", some).fetchall()

    def keep_family(self, name: str, given: bytes, keys: Iterable[str]) -> int:
        """Keep what a family was planned from; return its number."""
        numbers = sorted(map(self.number, keys))
        reads = _digest_of(numbers)
        row = self._connection.execute("SELECT reads FROM families WHERE name = ?", (name,)).fetchone()
        query = (
            "INSERT INTO families (name, given, reads) VALUES (?1, ?2, ?3)"
            " ON CONFLICT (name) DO UPDATE SET given = ?2, reads = ?3 RETURNING id"
        )
        (id_,) = self._connection.execute(query, (name, given, reads)).fetchone()
        if row != (reads,):
            self._read(-id_, numbers)
        return int(id_)

    def keep(
        self,
        path: str,
        family: int,
        given: bytes,
        digest: bytes,
        keys: Collection[int],
        pieces: bytes,
        before: Row | None,
    ) -> None:
        """Keep what an output was made from: the keys that were read, and how a long file is put together."""
        query = (
            "INSERT INTO outputs (path, family, given, digest, reads, seal) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
            " ON CONFLICT (path) DO UPDATE SET family = ?2, given = ?3, digest = ?4, reads = ?5, seal = ?6"
            " RETURNING id"
        )
        reads = _digest_of(sorted(keys))
        row = path, family, given, digest, reads
        (id_,) = self._connection.execute(query, (*row, _seal_of(*row))).fetchone()
        if before is None or before.reads != reads:
            self._read(id_, keys)
        if pieces:
            self._connection.execute("INSERT OR REPLACE INTO pieces VALUES (?, ?)", (id_, sealed(pieces)))

    def _read(self, reader: int, keys: Iterable[int]) -> None:
        readers = self._new_readers
        for key in keys:
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
        """Put down who read what, and the values of the keys now; the caller commits."""
        connection = self._connection
        names = list(self.keys)
        if len(names) > self._stored:
            keep_fact(connection, _NAMES, msgspec.msgpack.encode(names))
        keep_fact(connection, _DIGESTS, _joined(self._digests, names))
        before: dict[int, bytes] = {}
        for key, data in self._chosen("SELECT key, outputs FROM readers WHERE key IN", self._new_readers):
            before[key] = unsealed(data)
        rows = []
        for key, new in self._new_readers.items():
            known = array(_NUMBER, before.get(key, b""))
            known.extend(dict.fromkeys(new).keys() - set(known) if known else dict.fromkeys(new))
            if len(known) * known.itemsize > len(before.get(key, b"")):
                rows.append((key, sealed(known.tobytes())))
        connection.executemany("INSERT OR REPLACE INTO readers VALUES (?, ?)", rows)


def _joined(digests: Mapping[str, bytes], names: Iterable[str]) -> bytes:
    return b"".join(map(digests.get, names, repeat(_NONE)))


def _digest_of(keys: Iterable[int]) -> bytes:
    return digest_of(array(_NUMBER, keys).tobytes())


def _seal_of(path: str, family: int, *digests: bytes) -> bytes:
    return digest_of(path.encode(), str(family).encode(), *digests)


_PIECES = msgspec.msgpack.Decoder(StoredPieces)
_DECODE_NAMES = msgspec.msgpack.Decoder(list[str]).decode

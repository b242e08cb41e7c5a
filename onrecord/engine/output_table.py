"""The outputs of one stage in the ledger, and the keys of the record that each of them read.

Each key of the record (`onrecord.engine.reads`) has a number.  The ledger stores the digest of its value in
the last successful build and the numbers of its readers: those of outputs are positive, those of groups
negative.  Stale readers are harmless: an output may be rebuilt once too often.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from functools import partial
from itertools import count, repeat
from typing import Any

import msgspec
from msgspec import Struct

from onrecord.engine.digests import SHORT_BYTES, digest_of
from onrecord.engine.ledger import Ledger, sealed, unsealed

# The stages that make files, each named after the folder of its files.
SITE_SRC, SITE = "site_src", "site"
_TABLES_OF_STAGE = """
CREATE TABLE {0}_groups (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, key BLOB NOT NULL,
    reads BLOB NOT NULL);
CREATE TABLE {0}_outputs (id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, in_group INTEGER NOT NULL,
    key BLOB NOT NULL, digest BLOB NOT NULL, reads BLOB NOT NULL, seal BLOB NOT NULL);
CREATE INDEX {0}_outputs_in_group ON {0}_outputs (in_group);
CREATE TABLE {0}_pieces (output INTEGER PRIMARY KEY, pieces BLOB NOT NULL);
CREATE TABLE {0}_readers (key INTEGER PRIMARY KEY, outputs BLOB NOT NULL);
"""
TABLES = "".join(map(_TABLES_OF_STAGE.format, (SITE_SRC, SITE)))
ALWAYS = 0  # the number of a key that counts as changed in every build
_DIGEST, _NUMBER = "Q", "i"  # array type codes: items of `SHORT_BYTES`, and of half as many bytes
_NONE = bytes(SHORT_BYTES)  # the digest of a key that is not in the record


class StoredPiece(Struct, frozen=True, array_like=True):
    """A part of a long file: a digest of its name, its size in bytes, and the numbers of the keys it read."""

    name: bytes
    size: int
    keys: tuple[int, ...]


class StoredPieces(Struct, frozen=True, array_like=True):
    """The parts of a long file.

    Attributes:
        start: the offset of the first part, in bytes.
        between: the number of bytes between two parts.
        keys: the numbers of the keys that the rest of the file read.
        pieces: the parts, in order.
    """

    start: int
    between: int
    keys: tuple[int, ...]
    pieces: tuple[StoredPiece, ...]


class Row(Struct, frozen=True):
    """An output as the ledger stores it.

    Attributes:
        id: its number.
        key: a digest of its key.
        digest: a digest of its content.
        reads: a digest of the numbers of the keys that it read.
    """

    id: int
    key: bytes
    digest: bytes
    reads: bytes


class MadeOutput(Struct, frozen=True, array_like=True):
    """An output that this build has made.

    Attributes:
        path: in the folder of its stage.
        digest: a digest of its content.
        differs: whether it differs from the file in the folder, or there is none; then it was staged.
        keys: the numbers of the keys that it read.
        unknown: the names of the keys that it read and that have no number yet.
        pieces: the `StoredPieces` of a long file, as MessagePack; empty for other files.
        notes: warnings from making it.
    """

    path: str
    digest: bytes
    differs: bool
    keys: tuple[int, ...]
    unknown: tuple[str, ...]
    pieces: bytes
    notes: tuple[str, ...]


class OutputTable:
    """The outputs of one stage in the ledger.

    Attributes:
        keys: the number of each key, by name.
        changed: the numbers of the keys that have changed since the last successful build.
        was_empty: whether no output was known, or `load` deleted all entries.
        forgotten: the paths of the outputs whose entries `load` deleted.

    Args:
        ledger: has the tables.
        stage: the name of the stage.
    """

    def __init__(self, ledger: Ledger, stage: str) -> None:
        self._ledger = ledger
        self._stage = stage
        self._digests: Mapping[str, bytes] = {}
        self._new_readers: defaultdict[int, array[int]] = defaultdict(partial(array, _NUMBER))
        self._before = b""
        self._stored = 0
        self.keys: dict[str, int] = {}
        self.changed: frozenset[int] = frozenset()
        self.was_empty = False
        self.forgotten: frozenset[str] = frozenset()

    def load(self, made_from: bytes) -> dict[str, bytes]:
        """Load the digests of the values of the keys in the last successful build, by name.

        Args:
            made_from: a digest of the inputs that all outputs share; if it has changed, all entries of the
                stage are deleted, and the result is empty.
        """
        ledger, stage = self._ledger, self._stage
        self.was_empty = ledger.get(f"{stage} is made from") != made_from
        if self.was_empty:
            self.forgotten = frozenset(self.paths())
            self.forget()
            ledger.put(f"{stage} is made from", made_from)
        # The names are in the order of their numbers, which start at 1.
        stored, self._before = ledger.get(f"names of {stage}"), ledger.get(f"digests of {stage}")
        names = _DECODE_NAMES(stored) if stored else []
        self.keys, self._stored = dict(zip(names, count(1))), len(names)
        if len(self._before) != len(names) * SHORT_BYTES:
            raise sqlite3.DatabaseError("the cache does not have a digest of each key")
        starts = range(0, len(self._before), SHORT_BYTES)
        before = zip(names, (self._before[start : start + SHORT_BYTES] for start in starts), strict=True)
        return {name: digest for name, digest in before if digest != _NONE}

    def forget(self) -> None:
        """Delete all entries of the stage."""
        for table in ("groups", "outputs", "pieces", "readers"):
            self._ledger.execute(f"DELETE FROM {self._stage}_{table}")
        for name in ("names of {}", "digests of {}", "{} is made from"):
            self._ledger.put(name.format(self._stage), b"")

    def find_changed(self, digests: Mapping[str, bytes]) -> None:
        """Set `changed` to the keys that have changed since the last successful build, and number new keys.

        Args:
            digests: digests of the current values of all keys, by name.
        """
        # There may be 100,000 keys, few of them changed: comparing arrays is ten times as fast as one by one.
        now, then = array(_DIGEST, _joined(digests, self.keys)), array(_DIGEST, self._before)
        pairs = enumerate(zip(now, then, strict=True), start=1)
        self.changed = frozenset([ALWAYS, *(id_ for id_, (here, there) in pairs if here != there)])
        self._digests = digests
        for name in [name for name in digests if name not in self.keys]:
            self.number(name)

    def complete(self, digests: Mapping[str, bytes]) -> None:
        """Add the digests of keys that were numbered since `find_changed`, because outputs have read them."""
        self._digests = {**digests, **self._digests}

    def number(self, key: str) -> int:
        """The number of a key; a new number if it has none."""
        return self.keys.setdefault(key, len(self.keys) + 1)

    def dependents(self) -> tuple[set[int], set[int]]:
        """The numbers of the outputs and of the groups that read a changed key."""
        found: set[int] = set()
        query = f"SELECT outputs FROM {self._stage}_readers WHERE key IN"
        for (data,) in self._ledger.chosen(query, self.changed):
            found.update(array(_NUMBER, unsealed(data)))
        return {id_ for id_ in found if id_ > 0}, {-id_ for id_ in found if id_ < 0}

    def groups(self) -> dict[str, tuple[int, bytes]]:
        """The number of each group and the digest of its key, by name."""
        rows = self._ledger.execute(f"SELECT name, id, key FROM {self._stage}_groups")
        return {name: (id_, key) for name, id_, key in rows}

    def of_group(self, id_: int, among: Collection[int] | None = None) -> dict[str, Row]:
        """The outputs of a group by path: all of them, or only those with some numbers."""
        columns = f"SELECT path, id, in_group, key, digest, reads, seal FROM {self._stage}_outputs"
        if among is None:
            rows: Iterable[tuple[Any, ...]] = self._ledger.execute(f"{columns} WHERE in_group = ?", (id_,))
        else:
            rows = (row for row in self._ledger.chosen(f"{columns} WHERE id IN", among) if row[2] == id_)
        found = {}
        for path, number, group, key, digest, reads, seal in rows:
            if seal != _seal_of(path, group, key, digest, reads):
                raise sqlite3.DatabaseError(f"the cache's entry of {path} is damaged")
            found[path] = Row(number, key, digest, reads)
        return found

    def groups_of(self, ids: Collection[int]) -> set[int]:
        """The numbers of the groups of some outputs."""
        query = f"SELECT DISTINCT in_group FROM {self._stage}_outputs WHERE id IN"
        return {row[0] for row in self._ledger.chosen(query, ids)}

    def ids(self, paths: Collection[str]) -> set[int]:
        """The numbers of the outputs at some paths."""
        query = f"SELECT id FROM {self._stage}_outputs WHERE path IN"
        return {row[0] for row in self._ledger.chosen(query, paths)}

    def paths(self) -> dict[str, bytes]:
        """The digests of the content of all outputs, by path."""
        return dict(self._ledger.execute(f"SELECT path, digest FROM {self._stage}_outputs"))

    def pieces(self, ids: Collection[int]) -> dict[int, StoredPieces]:
        """The parts of some long files, by the numbers of their outputs."""
        query = f"SELECT output, pieces FROM {self._stage}_pieces WHERE output IN"
        return {id_: _PIECES.decode(unsealed(data)) for id_, data in self._ledger.chosen(query, ids)}

    def put_group(self, name: str, key: bytes, keys: Iterable[str]) -> int:
        """Store the inputs of a group's plan; return the group's number."""
        numbers = sorted(map(self.number, keys))
        reads = _digest_of(numbers)
        table = f"{self._stage}_groups"
        row = self._ledger.execute(f"SELECT reads FROM {table} WHERE name = ?", (name,)).fetchone()
        query = (
            f"INSERT INTO {table} (name, key, reads) VALUES (?1, ?2, ?3)"
            " ON CONFLICT (name) DO UPDATE SET key = ?2, reads = ?3 RETURNING id"
        )
        (id_,) = self._ledger.execute(query, (name, key, reads)).fetchone()
        if row != (reads,):
            self._add_reader(-id_, numbers)
        return int(id_)

    def put(self, made: MadeOutput, group: int, key: bytes, before: Row | None) -> None:
        """Store an output that was made.

        Args:
            made: the output.
            group: the number of its group.
            key: a digest of its key.
            before: the stored output; None if there is none.
        """
        query = (
            f"INSERT INTO {self._stage}_outputs"
            " (path, in_group, key, digest, reads, seal) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
            " ON CONFLICT (path) DO UPDATE SET in_group = ?2, key = ?3, digest = ?4, reads = ?5, seal = ?6"
            " RETURNING id"
        )
        keys = {*made.keys, *map(self.number, made.unknown)}
        reads = _digest_of(sorted(keys))
        row = made.path, group, key, made.digest, reads
        (id_,) = self._ledger.execute(query, (*row, _seal_of(*row))).fetchone()
        if before is None or before.reads != reads:
            self._add_reader(id_, keys)
        if made.pieces:
            query = f"INSERT OR REPLACE INTO {self._stage}_pieces VALUES (?, ?)"
            self._ledger.execute(query, (id_, sealed(made.pieces)))

    def _add_reader(self, reader: int, keys: Iterable[int]) -> None:
        readers = self._new_readers
        for key in keys:
            readers[key].append(reader)

    def remove(self, paths: Iterable[str], groups: Iterable[int]) -> None:
        """Delete outputs and groups that no longer exist."""
        outputs = f"{self._stage}_outputs"
        for path in paths:
            chosen = f"(SELECT id FROM {outputs} WHERE path = ?)"
            self._ledger.execute(f"DELETE FROM {self._stage}_pieces WHERE output IN {chosen}", (path,))
            self._ledger.execute(f"DELETE FROM {outputs} WHERE path = ?", (path,))
        query = f"DELETE FROM {self._stage}_groups WHERE id = ?"
        self._ledger.executemany(query, ((id_,) for id_ in groups))

    def save(self) -> None:
        """Store the new readers and the current digests of the keys; the caller commits."""
        ledger, stage = self._ledger, self._stage
        names = list(self.keys)
        if len(names) > self._stored:
            ledger.put(f"names of {stage}", msgspec.msgpack.encode(names))
        ledger.put(f"digests of {stage}", _joined(self._digests, names))
        query = f"SELECT key, outputs FROM {stage}_readers WHERE key IN"
        before = {key: unsealed(data) for key, data in ledger.chosen(query, self._new_readers)}
        rows = []
        for key, new in self._new_readers.items():
            known = array(_NUMBER, before.get(key, b""))
            known.extend(dict.fromkeys(new).keys() - set(known) if known else dict.fromkeys(new))
            if len(known) * known.itemsize > len(before.get(key, b"")):
                rows.append((key, sealed(known.tobytes())))
        ledger.executemany(f"INSERT OR REPLACE INTO {stage}_readers VALUES (?, ?)", rows)


def _joined(digests: Mapping[str, bytes], names: Iterable[str]) -> bytes:
    return b"".join(map(digests.get, names, repeat(_NONE)))


def _digest_of(keys: Iterable[int]) -> bytes:
    return digest_of(array(_NUMBER, keys).tobytes())


def _seal_of(path: str, group: int, *digests: bytes) -> bytes:
    return digest_of(path.encode(), str(group).encode(), *digests)


_PIECES = msgspec.msgpack.Decoder(StoredPieces)
_DECODE_NAMES = msgspec.msgpack.Decoder(list[str]).decode

"""The outputs of one stage in the ledger: for each file the keys that it was made from.

A key of the record (`onrecord.engine.reads`) has a number.  With it is kept the digest of its value in the
last build that went well, and the numbers of its readers: of outputs, and of groups as negative numbers.  A
reader that no longer reads a key does no harm: it is made once too often.
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

# The stages that make files, each named for the folder that its files are in.
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
_DIGEST, _NUMBER = "Q", "i"  # in an array: `SHORT_BYTES` each; half as much
_NONE = bytes(SHORT_BYTES)  # stands for the digest of a key that is not there


class StoredPiece(Struct, frozen=True, array_like=True):
    """A part of a long file: a digest of its name, its size in bytes, and the keys that it was made from."""

    name: bytes
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
    """An output as it was made.

    Attributes:
        id: its number.
        key: a digest of its key.
        digest: of its content.
        reads: of the numbers of the keys that were read.
    """

    id: int
    key: bytes
    digest: bytes
    reads: bytes


class MadeOutput(Struct, frozen=True, array_like=True):
    """An output that was made.

    Attributes:
        path: in the folder of its stage.
        digest: of its content.
        is_new: whether the folder has another file there, or none; if so it was put among the staged ones.
        keys: numbers of the keys that were read.
        unknown: names of keys that were read and have no number.
        pieces: how a long file is put together, as MessagePack; empty for others.
        notes: what was to be said when it was made.
    """

    path: str
    digest: bytes
    is_new: bool
    keys: tuple[int, ...]
    unknown: tuple[str, ...]
    pieces: bytes
    notes: tuple[str, ...]


class OutputTable:
    """The outputs of a stage, as the ledger has them.

    Attributes:
        keys: the number of each key.
        changed: the numbers of the keys that have changed.
        is_new: whether nothing is known of any output.
        forgotten: the paths of outputs of which nothing is known but that the last build left them.

    Args:
        ledger: has the tables.
        stage: its name.
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
        self.is_new = False
        self.forgotten: frozenset[str] = frozenset()

    def load(self, made_from: bytes) -> dict[str, bytes]:
        """Digests of the value of each key in the last build that went well; empty where none has.

        Args:
            made_from: a digest of all that every output is made from; with another one all are forgotten.
        """
        ledger, stage = self._ledger, self._stage
        self.is_new = ledger.get(f"{stage} is made from") != made_from
        if self.is_new:
            self.forgotten = frozenset(self.paths())
            for table in ("groups", "outputs", "pieces", "readers"):
                ledger.execute(f"DELETE FROM {stage}_{table}")
            ledger.put(f"names of {stage}", b"")
            ledger.put(f"digests of {stage}", b"")
            ledger.put(f"{stage} is made from", made_from)
        # The names are in the order of their numbers, the first of which is 1.
        stored, self._before = ledger.get(f"names of {stage}"), ledger.get(f"digests of {stage}")
        names = _DECODE_NAMES(stored) if stored else []
        self.keys, self._stored = dict(zip(names, count(1))), len(names)
        if len(self._before) != len(names) * SHORT_BYTES:
            raise sqlite3.DatabaseError("the cache does not have a digest of each key")
        starts = range(0, len(self._before), SHORT_BYTES)
        before = zip(names, (self._before[start : start + SHORT_BYTES] for start in starts), strict=True)
        return {name: digest for name, digest in before if digest != _NONE}

    def find_changed(self, digests: Mapping[str, bytes]) -> None:
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

    def dependents(self) -> tuple[set[int], set[int]]:
        """The numbers of the outputs and of the groups that read a key that has changed."""
        found: set[int] = set()
        query = f"SELECT outputs FROM {self._stage}_readers WHERE key IN"
        for (data,) in self._ledger.chosen(query, self.changed):
            found.update(array(_NUMBER, unsealed(data)))
        return {id_ for id_ in found if id_ > 0}, {-id_ for id_ in found if id_ < 0}

    def groups(self) -> dict[str, tuple[int, bytes]]:
        """Number and digest of the key of each group, by name."""
        rows = self._ledger.execute(f"SELECT name, id, key FROM {self._stage}_groups")
        return {name: (id_, key) for name, id_, key in rows}

    def of_group(self, id_: int, among: Collection[int] | None = None) -> dict[str, Row]:
        """The outputs of a group by path: all, or those among some numbers."""
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
        """The numbers of the groups that some outputs belong to."""
        query = f"SELECT DISTINCT in_group FROM {self._stage}_outputs WHERE id IN"
        return {row[0] for row in self._ledger.chosen(query, ids)}

    def ids(self, paths: Collection[str]) -> set[int]:
        """The numbers of the outputs at some paths."""
        query = f"SELECT id FROM {self._stage}_outputs WHERE path IN"
        return {row[0] for row in self._ledger.chosen(query, paths)}

    def paths(self) -> dict[str, bytes]:
        """A digest of the content of each output, by path."""
        return dict(self._ledger.execute(f"SELECT path, digest FROM {self._stage}_outputs"))

    def pieces(self, ids: Collection[int]) -> dict[int, StoredPieces]:
        """How some long files are put together."""
        query = f"SELECT output, pieces FROM {self._stage}_pieces WHERE output IN"
        return {id_: _PIECES.decode(unsealed(data)) for id_, data in self._ledger.chosen(query, ids)}

    def put_group(self, name: str, key: bytes, keys: Iterable[str]) -> int:
        """Keep what a group was planned from; return its number."""
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
        """Keep an output that was made.

        Args:
            made: the output.
            group: the number of its group.
            key: a digest of its key.
            before: the output as it was made before; None where that is not known.
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
        """Forget outputs that are no longer made, and groups that are no longer there."""
        outputs = f"{self._stage}_outputs"
        for path in paths:
            chosen = f"(SELECT id FROM {outputs} WHERE path = ?)"
            self._ledger.execute(f"DELETE FROM {self._stage}_pieces WHERE output IN {chosen}", (path,))
            self._ledger.execute(f"DELETE FROM {outputs} WHERE path = ?", (path,))
        query = f"DELETE FROM {self._stage}_groups WHERE id = ?"
        self._ledger.executemany(query, ((id_,) for id_ in groups))

    def save(self) -> None:
        """Put down the readers and the values of the keys now; the caller commits."""
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

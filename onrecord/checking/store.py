"""The briefings in the ledger, and the results of examining them."""

from __future__ import annotations

import os
import sqlite3
import struct
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from msgspec import Struct

from onrecord.checking.result import ANCHORED, ENCODER, RESULTS, Answer, BriefResult
from onrecord.engine.digests import digest_of
from onrecord.engine.ledger import Ledger
from onrecord.record import AnchoredBrief

TABLES = """
CREATE TABLE briefs (slug TEXT PRIMARY KEY, made_from BLOB NOT NULL, result BLOB NOT NULL,
    entry BLOB NOT NULL, settled INTEGER NOT NULL, digest INTEGER NOT NULL);
CREATE INDEX unsettled ON briefs (settled) WHERE NOT settled;
CREATE TABLE contents (slug TEXT PRIMARY KEY, digest BLOB NOT NULL, anchored BLOB NOT NULL,
    seal INTEGER NOT NULL);
"""
# The briefings that stay in memory, some 25 KB each. Where all pages are made, by several processes, each
# briefing is opened again and again; a build in one process makes few, while others are waiting for it.
_MOST_OPEN, _FEWER_OPEN = 1024, 256
# Commit after this many briefings: until then they are in memory, since other processes may be reading.
_UNWRITTEN = 256
_MANY = 100  # If more digests than this are wanted, all are read.
_SETTLED = "settled briefings"


class StoredBrief(Struct, frozen=True):
    """A briefing's row in the ledger, without the briefing itself.

    Attributes:
        slug: the briefing's.
        made_from: a digest of all inputs of its examination.
        result: the result of its examination.
        entry: its encoded entry for the record.
        settled: whether a build has succeeded since it was examined.
    """

    slug: str
    made_from: bytes
    result: BriefResult
    entry: bytes
    settled: bool


class Store:
    """The briefings of one site, in its ledger.

    Attributes:
        brief: loads a briefing by its slug; the last ones stay in memory.

    Args:
        ledger: has the tables.
        jobs: how many processes open briefings; one keeps fewer of them in memory.
    """

    def __init__(self, ledger: Ledger, jobs: int = 1) -> None:
        self.ledger = ledger
        self._connection = ledger.connection
        self._process = os.getpid()
        self._unwritten = 0
        self.brief = lru_cache(_MOST_OPEN if jobs > 1 else _FEWER_OPEN)(self._decoded)

    def stored(self) -> Iterator[StoredBrief]:
        """The stored briefings; without damaged rows."""
        rows = self.ledger.execute("SELECT slug, made_from, result, entry, settled, digest FROM briefs")
        sound = [row for row in rows if row[5] == _seal_of(*row[:4])]
        # Decoding all at once is twice as fast as one by one.
        results = RESULTS.decode(b"".join((_ARRAY_OF(0xDD, len(sound)), *(row[2] for row in sound))))
        for (slug, made_from, _, entry, settled, _), result in zip(sound, results, strict=True):
            yield StoredBrief(slug, made_from, result, entry, bool(settled))

    def put(self, slug: str, made_from: bytes | None, answer: Answer) -> None:
        """Store the answer for a briefing; without a digest of its inputs no later build will use it."""
        made_from = made_from or b""
        result = ENCODER.encode(answer.result)
        digest = _seal_of(slug, made_from, result, answer.entry)
        row = slug, made_from, result, answer.entry, digest
        self.ledger.execute("INSERT OR REPLACE INTO briefs VALUES (?, ?, ?, ?, 0, ?)", row)
        content = slug, digest_of(answer.anchored), answer.anchored, _seal_of(slug, answer.anchored)
        self.ledger.execute("INSERT OR REPLACE INTO contents VALUES (?, ?, ?, ?)", content)
        self._unwritten += 1
        if self._unwritten == _UNWRITTEN:
            self.ledger.commit()
            self._unwritten = 0

    def remove(self, slugs: Iterable[str]) -> None:
        """Delete briefings."""
        gone = [(slug,) for slug in slugs]
        self.ledger.executemany("DELETE FROM briefs WHERE slug = ?", gone)
        self.ledger.executemany("DELETE FROM contents WHERE slug = ?", gone)

    def _decoded(self, slug: str) -> AnchoredBrief:
        if os.getpid() != self._process and self.ledger.path:
            # A fork must neither use nor close a connection that its parent opened.
            self._connection, self._process = sqlite3.connect(self.ledger.path), os.getpid()
        query = "SELECT anchored, seal FROM contents WHERE slug = ?"
        row = self._connection.execute(query, (slug,)).fetchone()
        if row is None or row[1] != _seal_of(slug, row[0]):
            raise sqlite3.DatabaseError(f"the cache's entry of {slug} is damaged")
        return ANCHORED.decode(row[0])

    def is_settled(self, stored: Mapping[str, StoredBrief]) -> bool:
        """Whether the stored briefings are exactly those of the last successful build.

        A briefing that is put is unsettled; so if as many are settled as were then, they are the same.
        """
        number = sum(entry.settled for entry in stored.values())
        return number == len(stored) and self.ledger.get(_SETTLED) == _LENGTH(number)

    def digests(self, slugs: Collection[str]) -> dict[str, bytes]:
        """The digests of some briefings by slug, or, if they are many, those of all."""
        if len(slugs) > _MANY:
            return dict(self.ledger.execute("SELECT slug, digest FROM contents"))
        one = "SELECT slug, digest FROM contents WHERE slug = ?"
        return dict(row for slug in slugs for row in self.ledger.execute(one, (slug,)))

    def settle(self) -> None:
        """Mark all stored briefings as settled, since a build has succeeded; the caller commits."""
        self.ledger.execute("UPDATE briefs SET settled = 1 WHERE NOT settled")
        (number,) = self.ledger.execute("SELECT count(*) FROM briefs").fetchone()
        self.ledger.put(_SETTLED, _LENGTH(number))


def _seal_of(slug: str, *parts: bytes) -> int:
    """A checksum, which detects accidental damage."""
    return zlib.crc32(b"".join((slug.encode(), *map(_LENGTH, map(len, parts)), *parts)))


_LENGTH = struct.Struct(">Q").pack
_ARRAY_OF = struct.Struct(">BI").pack  # the head of a MessagePack array: 0xdd and the number of its items


class StoredBriefs(Mapping[str, AnchoredBrief]):
    """A mapping of slugs to briefings, which are read from the ledger when they are needed.

    Args:
        store: has all of the briefings.
        slugs: their slugs, in the mapping's order.
    """

    def __init__(self, store: Store, slugs: Mapping[str, Any]) -> None:
        self._brief = store.brief
        self._slugs = slugs

    def __getitem__(self, slug: str) -> AnchoredBrief:
        if slug not in self._slugs:
            raise KeyError(slug)
        return self._brief(slug)

    def __iter__(self) -> Iterator[str]:
        return iter(self._slugs)

    def __len__(self) -> int:
        return len(self._slugs)

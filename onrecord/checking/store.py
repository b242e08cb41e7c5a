"""The briefings in the cache: what came of each when it was last examined."""

from __future__ import annotations

import os
import sqlite3
import struct
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from msgspec import Struct

from onrecord.checking.result import ANCHORED, ENCODER, KNOWN, Answer, Known
from onrecord.engine.digests import digest_of
from onrecord.engine.tables import new_database
from onrecord.model import AnchoredBrief

_OPEN_BRIEFS = 128
# What is kept stands in memory until it is written, for others may read; so now and then it is written.
_UNWRITTEN = 256
_MANY = 100  # Where more are asked for, all are read.
_TOKEN_BYTES = 8


class Kept(Struct, frozen=True):
    """What the cache knows of a briefing.

    Attributes:
        made_from: a digest of all that it was examined with.
        known: what came of it.
        entry: what the record takes from it, encoded.
        settled: whether a build went well since this was found out.
    """

    slug: str
    made_from: bytes
    known: Known
    entry: bytes
    settled: bool


class Memory:
    """What stands for a cache where there is none: it knows nothing, and keeps briefings while it lives.

    Attributes:
        keeps: whether it does; a check has no use for them.
        brief: a briefing that is kept, by slug; the last ones stay open.

    Args:
        keeps: whether it does; a check has no use for them.
    """

    def __init__(self, *, keeps: bool = True) -> None:
        self.connection = new_database()
        self.token = b""
        self.keeps = keeps
        self._anchored: dict[str, bytes] = {}
        self.brief = lru_cache(_OPEN_BRIEFS)(lambda slug: ANCHORED.decode(self._anchored[slug]))

    def known(self) -> Iterator[Kept]:
        """Nothing."""
        return iter(())

    def keep(self, slug: str, made_from: bytes | None, answer: Answer) -> None:  # noqa: ARG002 - likewise
        """Keep a briefing."""
        if self.keeps:
            self._anchored[slug] = answer.anchored

    def forget(self, slugs: Iterable[str]) -> None:
        """Nothing was known."""

    def is_settled(self, _: Mapping[str, Kept]) -> bool:
        """There was no build."""
        return False

    def contents(self, slugs: Collection[str]) -> dict[str, bytes]:
        """A digest of each of some briefings, by slug."""
        return {slug: digest_of(self._anchored[slug]) for slug in slugs}

    def save(self) -> None:
        """There is no next build."""

    def settle(self) -> bytes:
        """There is no next build."""
        return self.token


class Cache:
    """The cache of one site, while it is open.

    Attributes:
        connection: to its file.
        keeps: whether briefings are kept.
        brief: a briefing that is kept, by slug; the last ones stay open.

    Args:
        path: of its file.
        connection: to it.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.connection, self.keeps = connection, True
        self._path = path
        self._process = os.getpid()
        self._unwritten = 0
        self.brief = lru_cache(_OPEN_BRIEFS)(self._decoded)

    def known(self) -> Iterator[Kept]:
        """What is known of all briefings without an error."""
        rows = self.connection.execute("SELECT slug, made_from, known, entry, settled, digest FROM briefs")
        sound = [row for row in rows if row[5] == _seal_of(*row[:4])]
        # All at once is twice as fast as one by one.
        all_known = KNOWN.decode(b"".join((_ARRAY_OF(0xDD, len(sound)), *(row[2] for row in sound))))
        for (slug, made_from, _, entry, settled, _), known in zip(sound, all_known, strict=True):
            yield Kept(slug, made_from, known, entry, bool(settled))

    def keep(self, slug: str, made_from: bytes | None, answer: Answer) -> None:
        """Keep what came of a briefing; of no use to another build where nobody can say what it is from."""
        made_from = made_from or b""
        known = ENCODER.encode(answer.known)
        digest = _seal_of(slug, made_from, known, answer.entry)
        row = slug, made_from, known, answer.entry, digest
        self.connection.execute("INSERT OR REPLACE INTO briefs VALUES (?, ?, ?, ?, 0, ?)", row)
        content = slug, digest_of(answer.anchored), answer.anchored, _seal_of(slug, answer.anchored)
        self.connection.execute("INSERT OR REPLACE INTO contents VALUES (?, ?, ?, ?)", content)
        self._unwritten += 1
        if self._unwritten == _UNWRITTEN:
            self.save()

    def forget(self, slugs: Iterable[str]) -> None:
        """Forget briefings."""
        gone = [(slug,) for slug in slugs]
        self.connection.executemany("DELETE FROM briefs WHERE slug = ?", gone)
        self.connection.executemany("DELETE FROM contents WHERE slug = ?", gone)

    def _decoded(self, slug: str) -> AnchoredBrief:
        if os.getpid() != self._process:  # A fork may not use the connection that it was born with.
            self._born_with = self.connection
            self.connection, self._process = sqlite3.connect(self._path), os.getpid()
        query = "SELECT anchored, seal FROM contents WHERE slug = ?"
        row = self.connection.execute(query, (slug,)).fetchone()
        if row is None or row[1] != _seal_of(slug, row[0]):
            raise sqlite3.DatabaseError(f"the cache's entry of {slug} is damaged")
        return ANCHORED.decode(row[0])

    def is_settled(self, kept: Mapping[str, Kept]) -> bool:
        """Whether what was kept is just what the last build that went well has left.

        Whoever keeps a briefing unsettles it, so where as many are settled as were then, they are the same.
        """
        row = self.connection.execute("SELECT value FROM meta WHERE name = 'settled'").fetchone()
        return row is not None and row[0] == sum(entry.settled for entry in kept.values()) == len(kept)

    def contents(self, slugs: Collection[str]) -> dict[str, bytes]:
        """A digest of each of some briefings, by slug."""
        if len(slugs) > _MANY:
            return dict(self.connection.execute("SELECT slug, digest FROM contents"))
        one = "SELECT slug, digest FROM contents WHERE slug = ?"
        return dict(row for slug in slugs for row in self.connection.execute(one, (slug,)))

    def save(self) -> None:
        """Write what was kept, for the next build."""
        self.connection.commit()
        self.connection.execute("PRAGMA shrink_memory")
        self._unwritten = 0

    @property
    def token(self) -> bytes:
        """Which build it was that settled what is kept; empty where none has."""
        row = self.connection.execute("SELECT value FROM meta WHERE name = 'token'").fetchone()
        return row[0] if row else b""

    def settle(self) -> bytes:
        """Write what was kept by a build that went well; return a new token.

        A briefing is settled where its files were last seen to change before such a build.
        """
        token = os.urandom(_TOKEN_BYTES)
        self.connection.execute("UPDATE briefs SET settled = 1 WHERE NOT settled")
        self.connection.execute("INSERT OR REPLACE INTO meta SELECT 'settled', count(*) FROM briefs")
        self.connection.execute("INSERT OR REPLACE INTO meta VALUES ('token', ?)", (token,))
        self.connection.commit()
        return token


def _seal_of(slug: str, *parts: bytes) -> int:
    """A checksum: of damage alone, which is all that can have happened."""
    return zlib.crc32(b"".join((slug.encode(), *map(_LENGTH, map(len, parts)), *parts)))


_LENGTH = struct.Struct(">Q").pack
_ARRAY_OF = struct.Struct(">BI").pack  # MessagePack's head of an array: 0xdd and how many things are in it


class StoredBriefs(Mapping[str, AnchoredBrief]):
    """Briefings that are read from the cache when they are needed.

    Args:
        cache: has all of them.
        slugs: in the mapping's order.
    """

    def __init__(self, cache: Cache | Memory, slugs: Mapping[str, Any]) -> None:
        self._brief = cache.brief
        self._slugs = slugs

    def __getitem__(self, slug: str) -> AnchoredBrief:
        if slug not in self._slugs:
            raise KeyError(slug)
        return self._brief(slug)

    def __iter__(self) -> Iterator[str]:
        return iter(self._slugs)

    def __len__(self) -> int:
        return len(self._slugs)

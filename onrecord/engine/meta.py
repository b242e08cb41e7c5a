"""What the cache keeps under a name, and the seals that tell whether it is whole."""

from __future__ import annotations

import sqlite3
from typing import Any

from onrecord.engine.digests import BYTES, digest_of


def fact(connection: sqlite3.Connection, name: str) -> bytes:
    """What was kept under a name; empty where nothing was.

    Raises:
        sqlite3.DatabaseError: it is damaged.
    """
    row = connection.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
    return unsealed(row[0]) if row else b""


def keep_fact(connection: sqlite3.Connection, name: str, value: bytes) -> None:
    """Keep something under a name of its own."""
    connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, sealed(value)))


def sealed(data: bytes) -> bytes:
    """Data with a digest before it."""
    return digest_of(data) + data


def unsealed(data: Any) -> bytes:
    """The data that `sealed` was given.

    Raises:
        sqlite3.DatabaseError: it is damaged.
    """
    if not isinstance(data, bytes) or data[:BYTES] != digest_of(data[BYTES:]):
        raise sqlite3.DatabaseError("an entry of the cache is damaged")
    return data[BYTES:]

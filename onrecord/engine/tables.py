"""The tables of the cache.

Those with long rows keep their row ids: without them SQLite takes thrice as long to read one.
"""

from __future__ import annotations

import sqlite3

_TABLES = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE briefs (slug TEXT PRIMARY KEY, made_from BLOB NOT NULL, known BLOB NOT NULL,
    entry BLOB NOT NULL, settled INTEGER NOT NULL, digest INTEGER NOT NULL);
CREATE INDEX unsettled ON briefs (settled) WHERE NOT settled;
CREATE TABLE contents (slug TEXT PRIMARY KEY, digest BLOB NOT NULL, anchored BLOB NOT NULL,
    seal INTEGER NOT NULL);
CREATE TABLE families (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, given BLOB NOT NULL,
    reads BLOB NOT NULL);
CREATE TABLE outputs (id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, family INTEGER NOT NULL,
    given BLOB NOT NULL, digest BLOB NOT NULL, reads BLOB NOT NULL, seal BLOB NOT NULL);
CREATE INDEX outputs_of_family ON outputs (family);
CREATE TABLE pieces (output INTEGER PRIMARY KEY, pieces BLOB NOT NULL);
CREATE TABLE readers (key INTEGER PRIMARY KEY, outputs BLOB NOT NULL);
"""


def create_tables(connection: sqlite3.Connection) -> None:
    """Make the tables in an empty database."""
    connection.executescript(_TABLES)


def new_database() -> sqlite3.Connection:
    """A database in memory."""
    connection = sqlite3.connect(":memory:")
    create_tables(connection)
    return connection

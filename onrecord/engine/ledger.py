"""The ledger: everything that one build leaves for the next one to know, in one SQLite file.

It may be deleted, or copied to another machine.  A file that is damaged, or that another version of the
program wrote, is thrown away, and all is built again.  Each entry has a digest of itself beside it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import msgspec

from onrecord.engine.digests import BYTES, digest_of, program_digest

FILE = "cache.sqlite"
# So many values are asked for at once; SQLite's own limit is higher.
_AT_ONCE = 500

_TABLES = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE states (folder BLOB PRIMARY KEY, files BLOB NOT NULL);
"""


class DamagedError(Exception):
    """Something in the ledger cannot be read; `throw_away` and begin again."""


class UnusableError(Exception):
    """The ledger's file can be neither used nor replaced, as on a full disk; a build can do without."""


class Ledger:
    """The ledger of one site, while it is open.

    Args:
        connection: to its tables.
        path: its file; None where it is in memory, and ends with the build.
        is_new: whether it knows nothing yet.
    """

    def __init__(
        self, connection: sqlite3.Connection, path: Path | None = None, *, is_new: bool = False
    ) -> None:
        self.connection = connection
        self.path = path
        self.is_new = is_new
        self.execute, self.executemany = connection.execute, connection.executemany

    def get(self, name: str) -> bytes:
        """The value that was put under a name; empty where none was.

        Raises:
            sqlite3.DatabaseError: it is damaged.
        """
        row = self.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return unsealed(row[0]) if row else b""

    def put(self, name: str, value: bytes) -> None:
        """Keep a value under a name of its own."""
        self.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, sealed(value)))

    def chosen(self, query: str, values: Collection[int] | Collection[str]) -> Iterator[tuple[Any, ...]]:
        """The rows of a query that ends in `IN`, for some values."""
        listed = list(values)
        for start in range(0, len(listed), _AT_ONCE):
            some = listed[start : start + _AT_ONCE]
            marks = ",".join("?" * len(some))
            yield from self.execute(f"{query} ({marks})", some).fetchall()

    def commit(self) -> None:
        """Write what was put; a build that is killed later has not lost it."""
        self.connection.commit()
        self.execute("PRAGMA shrink_memory")


def in_memory(tables: str = "") -> Ledger:
    """A ledger that knows nothing and is not kept, for builds that cannot use a file."""
    connection = sqlite3.connect(":memory:")
    connection.executescript(_TABLES + tables)
    return Ledger(connection, is_new=True)


@contextmanager
def opened(folder: Path, tables: str, say: Callable[[str], None]) -> Iterator[Ledger]:
    """Open the ledger in a folder, or make it.

    Args:
        folder: a site's work folder.
        tables: SQL that makes the tables of those who keep something in it.
        say: told where a ledger that was there is of no use.

    Raises:
        DamagedError: while it is in use, something in it proves to be damaged.
        UnusableError: its file can be neither used nor replaced.
    """
    path = folder / FILE
    try:
        with closing(_connected(path, tables, say)) as connection:
            is_new = not connection.execute("SELECT count(*) FROM states").fetchone()[0]
            yield Ledger(connection, path, is_new=is_new)
    except sqlite3.OperationalError as error:
        if _is_about_content(error):
            raise DamagedError(str(error)) from error
        raise UnusableError(str(error)) from error
    except (sqlite3.DatabaseError, msgspec.DecodeError) as error:
        raise DamagedError(str(error)) from error


def throw_away(folder: Path) -> None:
    """Remove the ledger in a folder."""
    path = folder / FILE
    for left in (path, path.with_name(f"{path.name}-journal")):
        left.unlink(missing_ok=True)


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


def _is_about_content(error: sqlite3.OperationalError) -> bool:
    """Whether there is another table than ours, or text that is none, and not a disk or a lock in the way."""
    code = getattr(error, "sqlite_errorcode", None)  # Python's own errors have none.
    return code in (None, sqlite3.SQLITE_ERROR)


def _connected(path: Path, tables: str, say: Callable[[str], None]) -> sqlite3.Connection:
    program = program_digest()
    is_there = path.exists()
    connection = sqlite3.connect(path)
    try:
        _set_up(connection)
        if connection.execute("SELECT value FROM meta WHERE name = 'program'").fetchone() == (program,):
            return connection
        reason = "another version of the program wrote it"
    except sqlite3.DatabaseError as error:
        reason = str(error)
    connection.close()
    if is_there:
        say(f"rebuilding the cache: {reason}")
    throw_away(path.parent)
    connection = sqlite3.connect(path)
    # Many rows are longer than a page of the usual 4 KB, and the rest of them is scattered over the file.
    connection.execute("PRAGMA page_size = 16384")
    _set_up(connection)
    connection.executescript(_TABLES + tables)
    connection.execute("INSERT INTO meta VALUES ('program', ?)", (program,))
    connection.commit()
    return connection


def _set_up(connection: sqlite3.Connection) -> None:
    # A build that is killed leaves a whole file; after a fall of the machine the digests tell.
    connection.execute("PRAGMA synchronous = OFF")
    # Else a long transaction would lock out the workers, who read what is committed.
    connection.execute("PRAGMA cache_spill = OFF")

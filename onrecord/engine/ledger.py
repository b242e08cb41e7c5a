"""The ledger: everything that one build keeps for the next one, in one SQLite file.

Messages call it the cache.  It may be deleted, or copied to another machine.  A ledger that is damaged, or
that another version of the program wrote, is thrown away, and everything is rebuilt.  Each entry is stored
with a digest of itself, and all of them together with their sum (`onrecord.engine.seal`), which is checked
whenever the file is not as the last build left it.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Collection, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import msgspec

from onrecord.engine.digests import BYTES, digest_of, program_digest
from onrecord.engine.seal import Sum, attest, begin, check_whole, is_as_left

FILE = "cache.sqlite"
# The number of values in one query; SQLite's own limit is higher.
_AT_ONCE = 500

_TABLES = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE states (folder BLOB PRIMARY KEY, files BLOB NOT NULL);
"""


class DamagedError(Exception):
    """An entry of the ledger cannot be read; call `throw_away` and start again."""


class UnusableError(Exception):
    """The ledger's file can be neither used nor replaced, as on a full disk; a build works without it."""


class Ledger:
    """The ledger of one site, while it is open.

    Args:
        connection: to its tables.
        path: its file; None if it is in memory, and not kept.
        is_new: whether no build has saved anything in it.
        total: the sum of its rows, which every commit stores; None for reading only.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        path: Path | None = None,
        *,
        is_new: bool = False,
        total: Sum | None = None,
    ) -> None:
        self.connection = connection
        self._total = total
        self.path = path
        self.is_new = is_new
        self.execute, self.executemany = connection.execute, connection.executemany

    def get(self, name: str) -> bytes:
        """The value with a name; empty if there is none.

        Raises:
            sqlite3.DatabaseError: the value is damaged.
        """
        row = self.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return unsealed(row[0]) if row else b""

    def put(self, name: str, value: bytes) -> None:
        """Store a value under a name."""
        self.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, sealed(value)))

    def chosen(self, query: str, values: Collection[int] | Collection[str]) -> Iterator[tuple[Any, ...]]:
        """The rows of a query that ends in `IN`, which is completed with some values."""
        listed = list(values)
        for start in range(0, len(listed), _AT_ONCE):
            some = listed[start : start + _AT_ONCE]
            marks = ",".join("?" * len(some))
            yield from self.execute(f"{query} ({marks})", some).fetchall()

    def commit(self) -> None:
        """Write the stored values to the file; they survive if the build is killed later."""
        if self._total:
            self._total.store()
        self.connection.commit()
        self.execute("PRAGMA shrink_memory")


def in_memory(tables: str = "") -> Ledger:
    """An empty ledger that is not kept, for builds that cannot use a file."""
    connection = sqlite3.connect(":memory:")
    connection.executescript(_TABLES + tables)
    return Ledger(connection, is_new=True)


@contextmanager
def opened(folder: Path, tables: str, say: Callable[[str], None]) -> Iterator[Ledger]:
    """Open the ledger in a folder; create it if there is none.

    Args:
        folder: a site's work folder.
        tables: SQL that creates the tables of the ledger's users.
        say: called with a message if an existing ledger has to be replaced.

    Raises:
        DamagedError: an entry proves to be damaged while the ledger is open.
        UnusableError: the file can be neither used nor replaced.
    """
    path = folder / FILE
    try:
        with closing(_connected(path, tables, say)) as connection:
            is_new = not connection.execute("SELECT count(*) FROM states").fetchone()[0]
            yield Ledger(connection, path, is_new=is_new, total=Sum(connection))
        attest(path)
    except sqlite3.OperationalError as error:
        if _is_about_content(error):
            raise DamagedError(str(error)) from error
        raise UnusableError(str(error)) from error
    except (sqlite3.Error, msgspec.DecodeError) as error:
        raise DamagedError(str(error)) from error


def throw_away(folder: Path) -> None:
    """Remove the ledger in a folder, with what SQLite has beside it, or what is in their places."""
    path = folder / FILE
    for left in (path, *(path.with_name(f"{path.name}-{end}") for end in ("journal", "wal", "shm"))):
        if left.is_dir() and not left.is_symlink():
            shutil.rmtree(left)
        else:
            left.unlink(missing_ok=True)


def sealed(data: bytes) -> bytes:
    """The data after a digest of it."""
    return digest_of(data) + data


def unsealed(data: Any) -> bytes:
    """The data that was passed to `sealed`.

    Raises:
        sqlite3.DatabaseError: the data is damaged.
    """
    if not isinstance(data, bytes) or data[:BYTES] != digest_of(data[BYTES:]):
        raise sqlite3.DatabaseError("an entry of the cache is damaged")
    return data[BYTES:]


def _is_about_content(error: sqlite3.OperationalError) -> bool:
    """Whether an error is about the content, such as a wrong table, and not about a full disk or a lock."""
    code = getattr(error, "sqlite_errorcode", None)  # Errors that Python raises itself have none.
    if code is None or code == sqlite3.SQLITE_ERROR:
        return True
    # A new file can be opened and written where this one cannot, unless it is the folder that cannot.
    kind = code & 0xFF
    return kind in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY) and code != (
        sqlite3.SQLITE_READONLY_DIRECTORY
    )


def _connected(path: Path, tables: str, say: Callable[[str], None]) -> sqlite3.Connection:
    program = program_digest()
    is_there = path.exists()
    is_sound = is_as_left(path)
    try:
        connection = sqlite3.connect(path)
        try:
            _set_up(connection)
            stored = connection.execute("SELECT value FROM meta WHERE name = 'program'").fetchone()
            if stored == (program,):
                if not is_sound:
                    check_whole(connection)
                return connection
            reason = "another version of the program wrote it"
        except BaseException:
            connection.close()
            raise
        connection.close()
    except (sqlite3.Error, UnicodeError) as error:  # Damaged names of tables are in SQLite's messages.
        reason = str(error)
    if is_there:
        say(f"rebuilding the cache: {reason}")
    throw_away(path.parent)
    connection = sqlite3.connect(path)
    # Many rows are longer than a default page of 4 KB; the rest of such a row is scattered over the file.
    connection.execute("PRAGMA page_size = 16384")
    _set_up(connection)
    connection.executescript(_TABLES + tables)
    connection.execute("INSERT INTO meta VALUES ('program', ?)", (program,))
    begin(connection)
    connection.commit()
    return connection


def _set_up(connection: sqlite3.Connection) -> None:
    # The file stays whole if a build is killed; after a crash of the machine the digests show the damage.
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA temp_store = MEMORY")  # Else SQLite writes files outside the site's folder.
    # Otherwise a long transaction would lock out the workers, which read committed values.
    connection.execute("PRAGMA cache_spill = OFF")

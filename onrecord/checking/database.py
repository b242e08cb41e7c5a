"""The cache's file: opened, or rebuilt where it cannot be used."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import msgspec

from onrecord.checking.store import Cache
from onrecord.engine.digests import program_digest
from onrecord.engine.tables import create_tables

FILE = "cache.sqlite"


class DamagedError(Exception):
    """What stands in the cache cannot be read; `throw_away` and begin again."""


class UnusableError(Exception):
    """The cache's file can be neither used nor replaced, as on a full disk; a build can do without."""


@contextmanager
def opened(folder: Path, say: Callable[[str], None]) -> Iterator[Cache]:
    """Open the cache in a folder, or make it.

    Args:
        folder: a site's work folder.
        say: told where a cache that was there is of no use.

    Raises:
        DamagedError: while it is in use, something in it proves to be damaged.
        UnusableError: its file can be neither used nor replaced.
    """
    path = folder / FILE
    try:
        with closing(_connect(path, say)) as connection:
            yield Cache(path, connection)
    except sqlite3.OperationalError as error:
        if _is_about_content(error):
            raise DamagedError(str(error)) from error
        raise UnusableError(str(error)) from error
    except (sqlite3.DatabaseError, msgspec.DecodeError) as error:
        raise DamagedError(str(error)) from error


def _is_about_content(error: sqlite3.OperationalError) -> bool:
    """Whether there is another table than ours, or text that is none, and not a disk or a lock in the way."""
    code = getattr(error, "sqlite_errorcode", None)  # Python's own errors have none.
    return code in (None, sqlite3.SQLITE_ERROR)


def throw_away(folder: Path) -> None:
    """Remove the cache in a folder."""
    path = folder / FILE
    for left in (path, path.with_name(f"{path.name}-journal")):
        left.unlink(missing_ok=True)


def _connect(path: Path, say: Callable[[str], None]) -> sqlite3.Connection:
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
    _set_up(connection)
    create_tables(connection)
    connection.execute("INSERT INTO meta VALUES ('program', ?)", (program,))
    connection.commit()
    return connection


def _set_up(connection: sqlite3.Connection) -> None:
    # A build that is killed leaves a whole file; after a fall of the machine the digests tell.
    connection.execute("PRAGMA synchronous = OFF")
    # Else a long transaction would lock out those who read what stands: the workers.
    connection.execute("PRAGMA cache_spill = OFF")

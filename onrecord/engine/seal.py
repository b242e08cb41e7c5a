"""The seal of the ledger: whether its file is as the last build left it, and if not, whether it is whole.

The digest of an entry shows that the entry is damaged, and not that an entry, or the index that leads to it,
is missing.  So the ledger stores the sum of the digests of all of its rows, which changes with each row.
Adding it up again takes as long as reading the file, and is done only if another file is there than the one
that the last build left, by its size, times and inode: after a build that was killed, after the machine was
started anew, and in a copy.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import msgspec

from onrecord.engine.digests import SHORT_BYTES, short_digest
from onrecord.engine.file_states import wait_for_clock

FILE = "seal"
_NAME = "sum"  # of the row with the sum, which does not count itself
_SIZE = 1 << (8 * SHORT_BYTES)
_STARTED = Path("/proc/sys/kernel/random/boot_id")


class Sum:
    """The sum of the digests of all rows, kept up to date while a connection changes them.

    Args:
        connection: to a ledger, with its sum.

    Raises:
        sqlite3.DatabaseError: there is no sum.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._total = _stored(connection)
        connection.create_function("changed", -1, self._change)
        # `INSERT OR REPLACE` deletes a row, too.
        connection.execute("PRAGMA recursive_triggers = ON")
        for table, columns in _tables(connection):
            old, new = (", ".join(f"{which}.{name}" for name in columns) for which in ("OLD", "NEW"))
            others = {
                which: f"WHEN {which}.name != '{_NAME}'" if table == "meta" else ""
                for which in ("OLD", "NEW")
            }
            for event, which, change in (
                ("INSERT", "NEW", f"changed(1, '{table}', {new})"),
                ("DELETE", "OLD", f"changed(-1, '{table}', {old})"),
                ("UPDATE", "OLD", f"changed(-1, '{table}', {old}), changed(1, '{table}', {new})"),
            ):
                connection.execute(
                    f"CREATE TEMP TRIGGER IF NOT EXISTS {event}_{table} AFTER {event} ON main.{table}"
                    f" {others[which]} BEGIN SELECT {change}; END"
                )

    def store(self) -> None:
        """Store the sum; the caller commits."""
        _store(self._connection, self._total)

    def _change(self, sign: int, *row: object) -> None:
        self._total = (self._total + sign * _digest(row)) % _SIZE


def begin(connection: sqlite3.Connection) -> None:
    """Store the sum of a new ledger; the caller commits."""
    _store(connection, _added_up(connection))


def check_whole(connection: sqlite3.Connection) -> None:
    """Check that a ledger has exactly the rows that the program wrote, and that its indexes lead to them.

    Raises:
        sqlite3.DatabaseError: it does not.
    """
    if _stored(connection) != _added_up(connection):
        raise sqlite3.DatabaseError("its entries are not those that the last build wrote")
    (found,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if found != "ok":
        raise sqlite3.DatabaseError(" ".join(str(found).split()))


def attest(path: Path) -> None:
    """Note beside a ledger, which is closed, how the program left its file."""
    with suppress(OSError):  # Without the note the next build checks the whole file.
        wait_for_clock(os.stat(path).st_ctime_ns)  # noqa: PTH116 - as in `file_states`
        path.with_name(FILE).write_bytes(_state(path))


def is_as_left(path: Path) -> bool:
    """Whether a ledger's file is the one that the program left, and was not touched since."""
    try:
        return path.with_name(FILE).read_bytes() == _state(path)
    except OSError:
        return False


def _state(path: Path) -> bytes:
    status = os.stat(path, follow_symlinks=False)  # noqa: PTH116 - as above
    # Pages that were not yet on the disk when the machine failed may be older ones.
    started = _STARTED.read_text(encoding="ascii").strip() if _STARTED.exists() else ""
    journal = path.with_name(f"{path.name}-journal").exists()
    return repr(
        (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino, started, journal)
    ).encode()


def _store(connection: sqlite3.Connection, total: int) -> None:
    value = total.to_bytes(SHORT_BYTES, "big")
    connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_NAME, value))


def _stored(connection: sqlite3.Connection) -> int:
    row = connection.execute("SELECT value FROM meta WHERE name = ?", (_NAME,)).fetchone()
    if row is None or not isinstance(row[0], bytes):
        raise sqlite3.DatabaseError("the sum of its entries is missing")
    return int.from_bytes(row[0], "big")


def _added_up(connection: sqlite3.Connection) -> int:
    total = 0
    for table, columns in _tables(connection):
        for row in connection.execute(f"SELECT {', '.join(columns)} FROM {table}"):  # noqa: S608 - our names
            if (table, row[0]) != ("meta", _NAME):
                total += _digest((table, *row))
    return total % _SIZE


def _tables(connection: sqlite3.Connection) -> Iterator[tuple[str, list[str]]]:
    """The name and the columns of each table."""
    for (table,) in connection.execute("SELECT name FROM main.sqlite_schema WHERE type = 'table'").fetchall():
        yield table, [row[1] for row in connection.execute(f"PRAGMA main.table_info({table})")]


def _digest(row: tuple[object, ...]) -> int:
    return int.from_bytes(short_digest(msgspec.msgpack.encode(row)), "big")

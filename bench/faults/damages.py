"""Damage to what is kept in `.onrecord/`: to bytes of any file, to pages, tables and version of the ledger,
and other files and folders in the place of those that belong there.
"""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

from msgspec import Struct

from bench.faults.trial import Outcome, chosen, trial, warm_up
from onrecord.engine.ledger import FILE
from onrecord.engine.seal import attest

_PAGE = 16384
_INDEX, _TABLE = 10, 13  # the kinds of SQLite's leaf pages


class _Kept(Struct, frozen=True):
    """What is to be damaged.

    Attributes:
        work: the folder.
        dice: what is left to chance.
        old: the bytes of an earlier ledger.
    """

    work: Path
    dice: random.Random
    old: bytes

    @property
    def ledger(self) -> Path:
        return self.work / FILE


def damages(seed: int, number: int) -> dict[str, Outcome]:
    """Damage what is kept before an edit is built; the kinds take turns."""
    warm_up()
    outcomes = {name: Outcome() for name in KINDS}
    with trial() as site:
        work = site.root / ".onrecord"
        kept = _Kept(work, chosen(seed, "damages"), (work / FILE).read_bytes())
        for turn in range(number):
            edition = turn % 2
            name = list(KINDS)[turn % len(KINDS)]
            KINDS[name](kept)
            site.choose(edition)
            site.judge(outcomes[name], edition, site.build())
    return outcomes


def _bytes(change: Callable[[bytearray, random.Random], None], kept: _Kept) -> None:
    """Change bytes of the ledger, or just as often of another file: of a compiled template, a page …

    The pages of the spare site are links to those of the site, which are damaged with them.  Data and feeds
    are links to files in `site_src/` too, which is the editors' folder, and are left out.
    """
    path = kept.ledger
    if kept.dice.random() < 0.5:
        among = kept.dice.choice(sorted(kept.work.iterdir()))
        files = [p for p in (among, *sorted(among.rglob("*"))) if p.is_file() and p.stat().st_nlink < 3]
        path = kept.dice.choice([p for p in files if p.stat().st_size] or [path])
    data = bytearray(path.read_bytes())
    change(data, kept.dice)
    path.write_bytes(data)


def _bit(data: bytearray, dice: random.Random) -> None:
    data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)


def _some_bytes(data: bytearray, dice: random.Random) -> None:
    for _ in range(20):
        data[dice.randrange(len(data))] = dice.randrange(256)


def _zeros(data: bytearray, dice: random.Random) -> None:
    start = dice.randrange(len(data))
    length = min(dice.choice((16, 512, 4096, _PAGE)), len(data) - start)
    data[start : start + length] = bytes(length)


def _cut(data: bytearray, dice: random.Random) -> None:
    del data[dice.randrange(len(data)) :]


def _swapped(kept: _Kept) -> None:
    data, dice = bytearray(kept.ledger.read_bytes()), kept.dice
    one, other = (dice.randrange(len(data) // _PAGE) * _PAGE for _ in range(2))
    first, second = data[one : one + _PAGE], data[other : other + _PAGE]
    data[one : one + _PAGE], data[other : other + _PAGE] = second, first
    kept.ledger.write_bytes(data)


def _shorter(kind: int, kept: _Kept) -> None:
    """Take the last entries of a page, as if they had never been written."""
    data = bytearray(kept.ledger.read_bytes())
    with closing(sqlite3.connect(kept.ledger)) as connection:
        query = "SELECT rootpage FROM sqlite_schema WHERE type = 'index'"
        indexes = {(page - 1) * _PAGE for (page,) in connection.execute(query)}
    pages = indexes if kind == _INDEX else set(range(_PAGE, len(data), _PAGE)) - indexes
    at = kept.dice.choice(sorted(at for at in pages if data[at] == kind and data[at + 4] > 1))
    data[at + 4] -= kept.dice.randrange(1, data[at + 4])
    kept.ledger.write_bytes(data)


def _older_pages(kept: _Kept) -> None:
    data, old = bytearray(kept.ledger.read_bytes()), kept.old
    for at in range(0, min(len(data), len(old)), _PAGE):
        if kept.dice.random() < 0.5:
            data[at : at + _PAGE] = old[at : at + _PAGE]
    kept.ledger.write_bytes(data)


def _another_version(kept: _Kept) -> None:
    """Say that another version of the program wrote the ledger, which is whole and sealed."""
    with closing(sqlite3.connect(kept.ledger)) as connection, connection:
        connection.execute("UPDATE meta SET value = ? WHERE name = 'program'", (kept.dice.randbytes(32),))
    attest(kept.ledger)


def _other_tables(kept: _Kept) -> None:
    """Change a table as a version does that does not say that it is another one."""
    with closing(sqlite3.connect(kept.ledger)) as connection, connection:
        names = "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name"
        table = kept.dice.choice([name for (name,) in connection.execute(names)])
        (*_, column) = connection.execute(f"PRAGMA table_info({table})")
        change = kept.dice.choice(
            (
                f"DROP TABLE {table}",
                f"ALTER TABLE {table} RENAME TO former",
                f"ALTER TABLE {table} RENAME COLUMN {column[1]} TO former",
                f"ALTER TABLE {table} ADD COLUMN later",
                f"CREATE TABLE later AS SELECT * FROM {table}",  # noqa: S608 - SQLite named it
                f"DELETE FROM {table}",  # noqa: S608 - as above
            )
        )
        connection.execute(change)


def _newer_format(kept: _Kept) -> None:
    """Give the file the format of a later SQLite: of writing it, of reading it, or of its schema."""
    data, dice = bytearray(kept.ledger.read_bytes()), kept.dice
    data[dice.choice((18, 19, 47))] = dice.randrange(5, 256)
    kept.ledger.write_bytes(data)


def _foreign(kept: _Kept) -> None:
    names = sorted({*(p.name for p in kept.work.iterdir()), f"{FILE}-journal", f"{FILE}-wal", "later"})
    place = kept.work / kept.dice.choice(names)
    if place.is_dir():
        shutil.rmtree(place)
    else:
        place.unlink(missing_ok=True)
    if kept.dice.random() < 0.5:
        (place / "foreign").mkdir(parents=True)
    else:
        place.write_bytes(kept.dice.choice((b"", b"foreign", kept.old, kept.dice.randbytes(5000))))


KINDS: dict[str, Callable[[_Kept], None]] = {
    "a bit": partial(_bytes, _bit),
    "20 bytes": partial(_bytes, _some_bytes),
    "zeros": partial(_bytes, _zeros),
    "the end cut off": partial(_bytes, _cut),
    "two pages swapped": _swapped,
    "half of the pages as an earlier build left them": _older_pages,
    "a page of a table without its last rows": partial(_shorter, _TABLE),
    "an index without its last rows": partial(_shorter, _INDEX),
    "a ledger of another version": _another_version,
    "tables of another version": _other_tables,
    "the format of a later SQLite": _newer_format,
    "a folder or a foreign file in the place of one": _foreign,
}

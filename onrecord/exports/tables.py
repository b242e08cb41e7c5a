"""Positions and questions as tables, in CSV and JSON; positions also as JSON Lines.

If there are many, there is one table per year.

CSV follows RFC 4180, in UTF-8, with a header. It begins with a byte order mark: without one Excel reads it in
the system's old encoding. Spreadsheets run text that begins with certain signs as a formula, and some start a
new cell at a semicolon; so CSV has an apostrophe before such a sign (OWASP, 'CSV Injection'). JSON has the
text unchanged.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain, groupby
from operator import attrgetter
from typing import Any

from msgspec import Struct

from onrecord.engine.files import LongExport, Piece
from onrecord.exports import passages
from onrecord.exports.addresses import Addresses
from onrecord.exports.files import LIST_BETWEEN, LIST_HEAD, LIST_TAIL, as_lines, compact_json
from onrecord.exports.rows import (
    POSITION_COLUMNS,
    QUESTION_COLUMNS,
    Column,
    Row,
    position_rows,
    question_rows,
)
from onrecord.record import Record
from onrecord.text.dates import When

MAX_ROWS = 5000
BYTE_ORDER_MARK = "\ufeff"
_SLUG = attrgetter("slug")
# The start of a cell, or of what some programs take for one, then optional white space and quotation marks,
# then a sign that begins a formula. An apostrophe there gets another one, so that removing one always
# restores the text.
_BEGINNING = r"(?:^|(?<=[;\t\r\n]))"
_FORMULA = re.compile(rf"^(?=[\t\r\n])|{_BEGINNING}(?='|(?:[^\S\n]|\")*[=+\-@＝＋－＠])")
_LATER_BEGINNING = re.compile(r"[;\t\r\n]")  # Most cells have no such sign.


class Table(Struct, frozen=True):
    """A table of all briefings, or of one year.

    Attributes:
        name: the name of its files, without the ending.
        year: None if the table has all years.
        columns: its columns by name, in order.
        size: the number of rows.
        slugs: the briefings with rows in it, newest first.
    """

    name: str
    year: int | None
    columns: Mapping[str, Column]
    size: int
    slugs: tuple[str, ...]


def tables_of(record: Record) -> Iterator[Table]:
    """Both tables, each split by the briefings' year if it has more than `MAX_ROWS`."""
    days = dict(record.days.items())
    positions = Counter(map(_SLUG, chain.from_iterable(record.positions_of.values())))
    yield from _split("positions", POSITION_COLUMNS, days, positions)
    yield from _split("questions", QUESTION_COLUMNS, days, Counter(map(_SLUG, record.questions)))


def _split(
    name: str, columns: Mapping[str, Column], days: Mapping[str, When], rows: Mapping[str, int]
) -> Iterator[Table]:
    """A table in parts; `rows` has the number of rows per briefing."""
    slugs = [slug for slug in days if rows.get(slug)]
    size = sum(rows.values())
    if size <= MAX_ROWS:
        yield Table(name, None, columns, size, tuple(slugs))
        return
    for year, group in groupby(slugs, key=lambda slug: days[slug].year):
        of_year = tuple(group)
        yield Table(f"{name}-{year:04}", year, columns, sum(rows[slug] for slug in of_year), of_year)


RowsOf = Callable[[str], Sequence[Row]]


def rows_of(record: Record, table: Table, addresses: Addresses) -> RowsOf:
    """A function that makes a briefing's rows of a table, from its slug."""
    rows = position_rows if table.columns is POSITION_COLUMNS else question_rows
    return lambda slug: tuple(rows(record, record.briefs[slug], addresses))


def csv_file(table: Table, rows: RowsOf) -> LongExport:
    """A table as CSV."""

    def lines(slug: str) -> str:
        return csv_lines(table.columns, rows(slug))

    return csv_table(table.name, table.columns, [Piece(slug, partial(lines, slug)) for slug in table.slugs])


def csv_table(name: str, columns: Mapping[str, Column], pieces: Sequence[Piece]) -> LongExport:
    """A table as CSV, with the header of its columns; the pieces are made by `csv_lines`."""
    head = BYTE_ORDER_MARK + _as_csv([list(csv_columns(columns))])
    return LongExport(f"data/{name}.csv", head, pieces, "", "")


def csv_lines(columns: Mapping[str, Column], rows: Iterable[Row]) -> str:
    """Rows of a table as lines of CSV."""
    names = list(csv_columns(columns))
    return _as_csv([_cell(name, row[name]) for name in names] for row in rows)


def json_file(table: Table, rows: RowsOf) -> LongExport:
    """A table as JSON."""

    def lines(slug: str) -> str:
        return as_lines([as_object(table, row) for row in rows(slug)])

    pieces = [Piece(slug, partial(lines, slug)) for slug in table.slugs]
    path = f"data/{table.name}.json"
    if not pieces:
        return LongExport(path, "[]\n", (), "", "")
    return LongExport(path, LIST_HEAD, pieces, LIST_BETWEEN, f"{LIST_TAIL}\n")


def json_lines_file(table: Table, rows: RowsOf) -> LongExport:
    """A table as JSON Lines: the objects of the JSON file, one per line."""

    def lines(slug: str) -> str:
        return "".join(f"{compact_json(as_object(table, row))}\n" for row in rows(slug))

    pieces = [Piece(slug, partial(lines, slug)) for slug in table.slugs]
    return LongExport(f"data/{table.name}.jsonl", "", pieces, "", "")


def has_json_lines(table: Table) -> bool:
    """Whether a table exists as JSON Lines too: that of positions does, unless it is empty.

    An empty file could not be told from somebody else's.
    """
    return table.columns is POSITION_COLUMNS and table.size > 0


def csv_columns(columns: Mapping[str, Column]) -> dict[str, Column]:
    """The columns that CSV has, by name, in order."""
    return {name: column for name, column in columns.items() if column.csv}


def _as_csv(lines: Iterable[Sequence[str]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(lines)
    return out.getvalue()


def _cell(name: str, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if name.endswith("passage"):
        return defused(passages.as_lines(value))
    if isinstance(value, tuple):
        return " ".join(value)
    if name == "gist":
        value = " ".join(value.split())
    return defused(str(value))


def defused(text: str) -> str:
    """Text that spreadsheets do not run as a formula."""
    if _LATER_BEGINNING.search(text) or _FORMULA.match(text):
        return _FORMULA.sub("'", text)
    return text


def as_object(table: Table, row: Row) -> dict[str, Any]:
    """A row as a JSON object."""
    values = ((name, row[name]) for name in table.columns)
    return {name: value.isoformat() if isinstance(value, When) else value for name, value in values}

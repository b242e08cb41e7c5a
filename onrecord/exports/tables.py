"""The positions and the questions as tables, in CSV and in JSON; one table a year where there are many.

CSV is what RFC 4180 says, in UTF-8, with a header.  Spreadsheet programs run text as a formula where
it begins with certain signs, and some begin a cell at a semicolon as well; so in CSV an apostrophe
stands before such a sign (OWASP, 'CSV Injection').  JSON is never changed.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import Field, dataclass, fields
from datetime import date
from typing import Any

from onrecord.exports.addresses import Addresses
from onrecord.exports.files import Export, as_json_list
from onrecord.exports.passages import as_lines
from onrecord.exports.rows import PositionRow, QuestionRow, Row, position_rows, question_rows
from onrecord.model import AnchoredBrief, Record

MAX_ROWS = 5000
# The beginning of a cell, or where some programs begin one; then the signs that begin a formula, white
# space and quotation marks before them or not.  An apostrophe that stands there gets another one, so that
# taking one away always restores the text.
_BEGINNING = r"(?:^|(?<=[;\t\r\n]))"
_FORMULA = re.compile(rf"^(?=[\t\r\n])|{_BEGINNING}(?='|(?:[^\S\n]|\")*[=+\-@＝＋－＠])")
_DEFUSED = re.compile(rf"{_BEGINNING}'")


@dataclass(frozen=True, slots=True)
class Table:
    """A table, of all briefings or of a year's.

    Attributes:
        name: of its files, without the ending.
        year: None where the table has all years.
        row: the class of its rows.
        size: how many it has.
    """

    name: str
    year: int | None
    row: type[Row]
    size: int


def tables_of(record: Record) -> Iterator[Table]:
    """Both tables, each split by the briefings' year where it would pass `MAX_ROWS`."""
    yield from _split("positions", PositionRow, record, lambda brief: len(brief.positions))
    yield from _split("questions", QuestionRow, record, lambda brief: len(brief.questions))


def _split(
    name: str, row: type[Row], record: Record, rows: Callable[[AnchoredBrief], int]
) -> Iterator[Table]:
    sizes: Counter[int] = Counter()
    for brief in record.briefs.values():
        sizes[brief.brief.date.year] += rows(brief)
    if sizes.total() <= MAX_ROWS:
        yield Table(name, None, row, sizes.total())
        return
    for year in sorted(sizes, reverse=True):
        if sizes[year]:
            yield Table(f"{name}-{year:04}", year, row, sizes[year])


def table_files(record: Record, table: Table, addresses: Addresses) -> Iterator[Export]:
    """A table's two files."""
    yield Export(f"data/{table.name}.csv", _as_csv(table.row, _rows(record, table, addresses)))
    yield Export(f"data/{table.name}.json", as_json_list(map(as_object, _rows(record, table, addresses))))


def _rows(record: Record, table: Table, addresses: Addresses) -> Iterator[Row]:
    rows: Callable[[Record, AnchoredBrief, Addresses], Iterator[Row]]
    rows = position_rows if table.row is PositionRow else question_rows
    for brief in record.briefs.values():
        if table.year in (None, brief.brief.date.year):
            yield from rows(record, brief, addresses)


def csv_columns(row: type[Row]) -> list[Field[Any]]:
    """The columns that CSV has, in order."""
    return [column for column in fields(row) if column.metadata["csv"]]


def _as_csv(row: type[Row], rows: Iterable[Row]) -> str:
    names = [column.name for column in csv_columns(row)]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(names)
    writer.writerows([_cell(name, getattr(row, name)) for name in names] for row in rows)
    return out.getvalue()


def _cell(name: str, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if name == "passage":
        return defused(as_lines(value))
    if isinstance(value, tuple):
        return " ".join(value)
    return defused(str(value))


def defused(text: str) -> str:
    """Text that no spreadsheet program takes for a formula."""
    return _FORMULA.sub("'", text)


def restored(cell: str) -> str:
    """The text that `defused` was given."""
    return _DEFUSED.sub("", cell)


def as_object(row: Row) -> dict[str, Any]:
    """A row as JSON's types have it."""
    values = ((column.name, getattr(row, column.name)) for column in fields(row))
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values}

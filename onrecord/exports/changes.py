"""Changes of position as a table in CSV, one row per change, with the words before and after it.

There are few of them, a row for two positions at the least, so it is not divided by years.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import get_args

from onrecord.addresses import briefing_path
from onrecord.engine.files import LongExport, Piece
from onrecord.exports.addresses import Addresses
from onrecord.exports.passages import pieces_of
from onrecord.exports.rows import POSITION_COLUMNS, Column, Row, column
from onrecord.exports.tables import csv_lines, csv_table
from onrecord.record import ChangeKind, ChangePath, Record, Statement

NAME = "changes"
KEY = ("after_briefing", "after_id")
_WORDINGS = {
    "before": "Of the position before the change:",
    "between": "Of the unclear answer between the two, if there is one:",
    "after": "Of the position after the change:",
}
_OF_A_POSITION = (
    *("briefing", "id", "actor_role", "stance", "basis", "words_basis", "unnamed", "relayed_by"),
    *("passage", "translation", "language", "publisher", "address"),
)


def _of_wording(when: str, introduction: str) -> Iterator[tuple[str, Column]]:
    """The columns of a wording: those that the table of positions has, not all of them required."""
    day = POSITION_COLUMNS["said"]
    text = "when it was said, or else the briefing's date, as a day, a month or a year (ISO 8601)."
    yield f"{when}_date", column(f"{introduction} {text}", **day.constraints)
    for name in _OF_A_POSITION:
        known = POSITION_COLUMNS[name]
        constraints = dict(known.constraints)
        if when == "between":
            constraints.pop("required", None)
        description = f"{introduction} {known.description[0].lower()}{known.description[1:]}"
        yield f"{when}_{name}", Column(description, known.kind, known.csv, constraints)


CHANGE_COLUMNS: Mapping[str, Column] = {
    "kind": column(
        "What changed. reversed: from for to against, or back; moved: to or from conditional; became_clear: "
        "from unclear, or back to the same stance over an unclear answer; became_unclear: to unclear.",
        required=True,
        enum=list(get_args(ChangeKind)),
    ),
    **{name: POSITION_COLUMNS[name] for name in ("actor", "actor_name", "issue", "issue_title")},
    "proposition": column("The sentence that the stances are towards, if the issue has one."),
    **{
        name: made
        for when, introduction in _WORDINGS.items()
        for name, made in _of_wording(when, introduction)
    },
}


def changes_file(record: Record, paths: Sequence[ChangePath], addresses: Addresses) -> LongExport:
    """The table of the given changes."""

    def line(path: ChangePath) -> str:
        return csv_lines(CHANGE_COLUMNS, [_row(record, path, addresses)])

    # A row is named by all of its positions: another one before the change makes another row.
    pieces = [
        Piece(" ".join(f"{one.slug}#{one.id}" for one in path.statements), partial(line, path))
        for path in paths
    ]
    return csv_table(NAME, CHANGE_COLUMNS, pieces)


def _row(record: Record, path: ChangePath, addresses: Addresses) -> Row:
    later = path.later
    issue = record.issues[later.issue]
    row = dict.fromkeys(CHANGE_COLUMNS) | {
        "kind": path.kind,
        "actor": later.actor,
        "actor_name": record.actors[later.actor].name,
        "issue": later.issue,
        "issue_title": issue.title,
        "proposition": issue.proposition,
    }
    whens = ("before", "after") if len(path.statements) == 2 else tuple(_WORDINGS)
    for when, statement in zip(whens, path.statements, strict=True):
        of_wording = _wording(record, statement, addresses)
        row |= {f"{when}_{name}": value for name, value in of_wording.items()}
    return row


def _wording(record: Record, statement: Statement, addresses: Addresses) -> Row:
    brief = record.briefs[statement.slug]
    position = brief.position(statement.id)
    roles = {actor.id: actor.role for actor in brief.brief.actors}
    return {
        "date": statement.date,
        "briefing": statement.slug,
        "id": statement.id,
        "actor_role": roles.get(statement.actor),
        "stance": statement.stance,
        "basis": position.basis.value,
        "words_basis": position.words_basis.value,
        "unnamed": record.is_unnamed(statement),
        "relayed_by": statement.relayed_by,
        "passage": pieces_of(brief.article, position.anchors),
        "translation": position.stated.translation,
        "language": brief.brief.source.language,
        "publisher": brief.brief.source.publisher,
        "address": addresses.of(briefing_path(statement.slug), statement.id),
    }

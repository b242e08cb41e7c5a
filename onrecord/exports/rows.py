"""Positions and questions as rows of tables: the columns' values, descriptions and constraints.

A row maps the names of `POSITION_COLUMNS` or `QUESTION_COLUMNS`, in any order, to values.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, get_args

from msgspec import Struct

from onrecord.addresses import briefing_path
from onrecord.exports.addresses import Addresses
from onrecord.exports.passages import extent, pieces_of
from onrecord.model import AnchoredBrief, AnchoredPosition, AnchoredQuestion, Basis, Record
from onrecord.schema import Kind, Stance, Status

_ID = {"pattern": "[a-z0-9]([a-z0-9-]*[a-z0-9])?"}
# Table Schema has types for days, months and years, but none for a value that may be any of them.
_DATE = {"pattern": "[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"}
_OR = "or the month or the year (ISO 8601: 2031-05-02, 2031-05, 2031)."
_PASSAGE = "The article's own words. JSON: a list of passages, each a list of its pieces, verbatim; "
_PASSAGE += "CSV: a piece a line, a blank line between passages, white space in a piece made one space."


class Column(Struct, frozen=True):
    """A column as `datapackage.json` describes it.

    Attributes:
        description: of its values.
        kind: its type in Table Schema.
        csv: its type in CSV; None if CSV does not have the column.
        constraints: as in Table Schema.
    """

    description: str
    kind: str
    csv: str | None
    constraints: dict[str, Any]


def column(description: str, kind: str = "string", *, in_csv: str | None = "", **constraints: Any) -> Column:
    """A `Column`; `in_csv` is its type in CSV, if that differs."""
    return Column(description, kind, kind if in_csv == "" else in_csv, constraints)


_PLACE = {
    "briefing": column("The briefing's id, which is the name of its page.", required=True, **_ID),
    "id": column("The id on the briefing's page: the fragment of its address.", required=True, **_ID),
    "briefing_title": column("The briefing's title.", required=True),
    "briefing_date": column(f"The day that the briefing is about, {_OR}", required=True, **_DATE),
}
_EVIDENCE = {
    "passage": column(_PASSAGE, "array", in_csv="string"),
    "start": column(
        "Where the first of these words begins in the article, in Unicode code points from 0; a byte "
        "order mark is not counted.",
        "integer",
        minimum=0,
    ),
    "end": column("Where the last of these words ends, itself excluded.", "integer", minimum=1),
    "spans": column("Start and end of each piece, in the arrangement of `passage`.", "array", in_csv=None),
    "language": column("The language of the article, as a BCP 47 tag.", required=True),
    "source_file": column("The article's file, in seeds/.", required=True),
    "source_sha256": column(
        "The SHA-256 of that file's bytes, in hexadecimal.",
        required=True,
        pattern="[0-9a-f]{64}",
    ),
    "publisher": column("Who published the article.", required=True),
    "source_url": column("The article's address, where it is recorded."),
    "address": column(
        "The address on this site; seen from the site's first page, unless the site says where it is "
        "published.",
        required=True,
    ),
}
_STATED = {
    "actor": column("The id of the actor whose position it is.", required=True, **_ID),
    "actor_name": column("The actor's name.", required=True),
    "actor_kind": column("What the actor is.", required=True, enum=list(get_args(Kind))),
    "actor_role": column("Who the actor is in this story."),
    "issue": column("The id of the issue that the position is on.", required=True, **_ID),
    "issue_title": column("The issue.", required=True),
    "stance": column("The stance towards the issue's proposition.", enum=list(get_args(Stance))),
    "says": column("The position in one sentence, in the editor's words.", required=True),
    "basis": column(
        "How much of the passage is inside quotation marks in the article: all, some, or none of it; or "
        "`relayed`: the words are those of `relayed_by`, who says that the actor said so.",
        required=True,
        enum=[basis.value for basis in Basis],
    ),
    "words_basis": column(
        "How much of the passage is inside quotation marks, whoever says these words. Another one than "
        "`basis` only where that is `relayed`.",
        required=True,
        enum=[basis.value for basis in Basis if basis is not Basis.RELAYED],
    ),
    "unnamed": column(
        "Whether the source is one that the article does not name: the actor, or the one in `relayed_by`.",
        "boolean",
        required=True,
    ),
    "gist": column(
        "Some of the passage's words, verbatim and in one piece, that lists may show for all of them. CSV: "
        "white space made one space."
    ),
    "gist_start": column(
        "Where the gist begins in the article, counted as `start`.",
        "integer",
        minimum=0,
    ),
    "gist_end": column("Where the gist ends, itself excluded.", "integer", minimum=1),
    "said": column(f"The day it was said, where the article tells, {_OR}", **_DATE),
    "setting": column("To whom it was said, and where."),
    "relayed_by": column("The id of the actor who says that they said it.", **_ID),
    "toward": column(
        "The ids of the actors whom it is addressed to. CSV: with spaces between them.",
        "array",
        in_csv="string",
    ),
    "translation": column("The passage in the site's language, by the editor."),
}
_ASKED = {
    "ask": column("The question.", required=True),
    "issue": column("The id of the issue that it is on.", **_ID),
    "issue_title": column("The issue."),
    "status": column("Whether it is still open.", required=True, enum=list(get_args(Status))),
    "watch": column("What would answer it."),
    "answer": column("The answer."),
    "answered_by": column("The position that answers it: its briefing and its id, a # between."),
}
POSITION_COLUMNS: Mapping[str, Column] = _PLACE | _STATED | _EVIDENCE
QUESTION_COLUMNS: Mapping[str, Column] = _PLACE | _ASKED | _EVIDENCE

Row = Mapping[str, Any]


def position_rows(record: Record, brief: AnchoredBrief, addresses: Addresses) -> Iterator[Row]:
    """The rows of a briefing's positions, in the editor's order."""
    roles = {actor.id: actor.role for actor in brief.brief.actors}
    for position in brief.positions:
        stated, gist = position.stated, position.gist
        actor = record.actors[stated.actor]
        yield {
            **_shared(brief, position, addresses),
            "actor": stated.actor,
            "actor_name": actor.name,
            "actor_kind": actor.kind,
            "actor_role": roles.get(stated.actor),
            "issue": stated.issue,
            "issue_title": record.issues[stated.issue].title,
            "stance": stated.stance,
            "says": stated.says,
            "basis": position.basis.value,
            "words_basis": position.words_basis.value,
            "unnamed": record.is_unnamed(stated),
            "gist": brief.article.words(gist) if gist else None,
            "gist_start": gist.start if gist else None,
            "gist_end": gist.end if gist else None,
            "said": stated.date,
            "setting": stated.setting,
            "relayed_by": stated.relayed_by,
            "toward": stated.toward,
            "translation": stated.translation,
        }


def question_rows(record: Record, brief: AnchoredBrief, addresses: Addresses) -> Iterator[Row]:
    """The rows of a briefing's questions, in the editor's order."""
    for question in brief.questions:
        asked = question.asked
        yield {
            **_shared(brief, question, addresses),
            "ask": asked.ask,
            "issue": asked.issue,
            "issue_title": record.issues[asked.issue].title if asked.issue else None,
            "status": asked.status,
            "watch": asked.watch,
            "answer": asked.answer,
            "answered_by": asked.answered_by,
        }


def _shared(
    brief: AnchoredBrief, item: AnchoredPosition | AnchoredQuestion, addresses: Addresses
) -> dict[str, Any]:
    source, span = brief.brief.source, extent(item.anchors)
    return {
        "briefing": brief.slug,
        "id": item.id,
        "briefing_title": brief.title,
        "briefing_date": brief.brief.date,
        "passage": pieces_of(brief.article, item.anchors),
        "start": span.start if span else None,
        "end": span.end if span else None,
        "spans": tuple(tuple((p.start, p.end) for p in anchor.pieces) for anchor in item.anchors),
        "language": source.language,
        "source_file": source.file,
        "source_sha256": brief.article.sha256,
        "publisher": source.publisher,
        "source_url": source.url,
        "address": addresses.of(briefing_path(brief.slug), item.id),
    }

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
from onrecord.record import AnchoredBrief, AnchoredPosition, AnchoredQuestion, Basis, Record
from onrecord.schema.models import Kind, Stance, Status

_ID = {"pattern": "[a-z0-9]([a-z0-9-]*[a-z0-9])?"}
# Table Schema has types for days, months and years, but none for a value that may be any of them.
_DATE = {"pattern": "[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"}
_OR = "as a day, a month or a year (ISO 8601: 2031-05-02, 2031-05, 2031)."
_PASSAGE = "The article's own words. JSON: a list of passages, each a list of its pieces, verbatim; "
_PASSAGE += "CSV: one piece per line, a blank line between passages, single spaces within a piece."


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
    "briefing_date": column(f"The date of the events in the briefing, {_OR}", required=True, **_DATE),
}
_EVIDENCE = {
    "passage": column(_PASSAGE, "array", in_csv="string"),
    "start": column(
        "The position of the first of these words in the article, in Unicode code points from 0, without "
        "a byte order mark.",
        "integer",
        minimum=0,
    ),
    "end": column(
        "The position after the last of these words, counted in the same way.", "integer", minimum=1
    ),
    "spans": column("Start and end of each piece, nested like `passage`.", "array", in_csv=None),
    "language": column("The language of the article, as a BCP 47 tag.", required=True),
    "source_file": column("The path of the article's file in seeds/.", required=True),
    "source_sha256": column(
        "The SHA-256 of that file's bytes, in hexadecimal.",
        required=True,
        pattern="[0-9a-f]{64}",
    ),
    "publisher": column("The publisher of the article.", required=True),
    "source_url": column("The article's web address, if recorded."),
    "address": column(
        "The address on this site: absolute if the site has a `site_url`, else relative to its home page.",
        required=True,
    ),
}
_STATED = {
    "actor": column("The id of the actor.", required=True, **_ID),
    "actor_name": column("The actor's name.", required=True),
    "actor_kind": column("The kind of actor.", required=True, enum=list(get_args(Kind))),
    "actor_role": column("The actor's role in this story."),
    "issue": column("The id of the issue.", required=True, **_ID),
    "issue_title": column("The issue's title.", required=True),
    "stance": column("The stance towards the issue's proposition.", enum=list(get_args(Stance))),
    "says": column("The position in one sentence, in the editor's words.", required=True),
    "basis": column(
        "How much of the passage is inside quotation marks in the article: all, some, or none of it; or "
        "`relayed`: the words are those of `relayed_by`, who says that the actor said so.",
        required=True,
        enum=[basis.value for basis in Basis],
    ),
    "words_basis": column(
        "How much of the passage is inside quotation marks, whoever says these words. It differs from "
        "`basis` only if that is `relayed`.",
        required=True,
        enum=[basis.value for basis in Basis if basis is not Basis.RELAYED],
    ),
    "unnamed": column(
        "Whether the article does not name the source: the actor, or the actor in `relayed_by`.",
        "boolean",
        required=True,
    ),
    "gist": column(
        "A part of the passage, verbatim and in one piece, which lists may show instead of the passage. "
        "CSV: with single spaces."
    ),
    "gist_start": column(
        "The position of the gist in the article, counted like `start`.",
        "integer",
        minimum=0,
    ),
    "gist_end": column("The position after the gist, counted like `end`.", "integer", minimum=1),
    "said": column(f"When it was said, if the briefing records it, {_OR}", **_DATE),
    "setting": column("Where and to whom it was said."),
    "relayed_by": column("The id of the actor who says that `actor` said it.", **_ID),
    "toward": column(
        "The ids of the actors addressed. CSV: separated by spaces.",
        "array",
        in_csv="string",
    ),
    "translation": column("The editor's translation of the passage into the site's language."),
}
_ASKED = {
    "ask": column("The question.", required=True),
    "issue": column("The id of the issue, if there is one.", **_ID),
    "issue_title": column("The issue's title."),
    "status": column(
        "The status: open, answered, or overtaken by events.", required=True, enum=list(get_args(Status))
    ),
    "watch": column("What would answer it."),
    "answer": column("The answer."),
    "answered_by": column("The position that answers it: its briefing and its id, joined by #."),
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

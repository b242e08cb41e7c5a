"""A position and a question as rows of a table: each column's value, meaning and constraints.

A column is a field of the row's dataclass, and its metadata is what `datapackage.json` says of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, get_args

from onrecord.addresses import briefing_path
from onrecord.exports.addresses import Addresses
from onrecord.exports.passages import Pieces, extent, pieces_of
from onrecord.model import AnchoredBrief, AnchoredPosition, AnchoredQuestion, Basis, Record
from onrecord.schema import Kind, Stance, Status

# Of each passage the start and the end of its pieces.
Spans = tuple[tuple[tuple[int, int], ...], ...]
_ID = {"pattern": "[a-z0-9]([a-z0-9-]*[a-z0-9])?"}
_PASSAGE = "The article's own words. JSON: a list of passages, each a list of its pieces, verbatim; "
_PASSAGE += "CSV: a piece a line, a blank line between passages, white space in a piece made one space."


def column(
    description: str, kind: str = "string", *, in_csv: str | None = "", **constraints: Any
) -> dict[str, Any]:
    """The metadata of a column.

    Args:
        description: what it holds.
        kind: its type in Table Schema's words.
        in_csv: its type in CSV where that is another one; None where CSV has no such column.
        constraints: in Table Schema's words.
    """
    in_csv = kind if in_csv == "" else in_csv
    return {"text": description, "json": kind, "csv": in_csv, "constraints": constraints}


@dataclass(frozen=True, kw_only=True)
class _Place:
    briefing: str = field(
        metadata=column("The briefing's id, which is the name of its page.", required=True, **_ID)
    )
    id: str = field(
        metadata=column("The id on the briefing's page: the fragment of its address.", required=True, **_ID)
    )
    briefing_title: str = field(metadata=column("The briefing's title.", required=True))
    briefing_date: date = field(metadata=column("The day that the briefing is about.", "date", required=True))


@dataclass(frozen=True, kw_only=True)
class _Evidence:
    passage: Pieces = field(metadata=column(_PASSAGE, "array", in_csv="string"))
    start: int | None = field(
        metadata=column(
            "Where the first of these words begins in the article, in Unicode code points from 0; a byte "
            "order mark is not counted.",
            "integer",
            minimum=0,
        )
    )
    end: int | None = field(
        metadata=column("Where the last of these words ends, itself excluded.", "integer", minimum=1)
    )
    spans: Spans = field(
        metadata=column("Start and end of each piece, in the arrangement of `passage`.", "array", in_csv=None)
    )
    language: str = field(metadata=column("The language of the article, as a BCP 47 tag.", required=True))
    source_file: str = field(metadata=column("The article's file, in seeds/.", required=True))
    source_sha256: str = field(
        metadata=column(
            "The SHA-256 of that file's bytes, in hexadecimal.", required=True, pattern="[0-9a-f]{64}"
        )
    )
    publisher: str = field(metadata=column("Who published the article.", required=True))
    source_url: str | None = field(metadata=column("The article's address, where it is recorded."))
    address: str = field(
        metadata=column(
            "The address on this site; seen from the site's first page, unless the site says where it is "
            "published.",
            required=True,
        )
    )


@dataclass(frozen=True, kw_only=True)
class _Stated:
    actor: str = field(metadata=column("The id of the actor whose position it is.", required=True, **_ID))
    actor_name: str = field(metadata=column("The actor's name.", required=True))
    actor_kind: str = field(metadata=column("What the actor is.", required=True, enum=list(get_args(Kind))))
    actor_role: str | None = field(metadata=column("Who the actor is in this story."))
    issue: str = field(metadata=column("The id of the issue that the position is on.", required=True, **_ID))
    issue_title: str = field(metadata=column("The issue.", required=True))
    stance: str | None = field(
        metadata=column("The stance towards the issue's proposition.", enum=list(get_args(Stance)))
    )
    says: str = field(metadata=column("The position in one sentence, in the editor's words.", required=True))
    basis: str = field(
        metadata=column(
            "How much of the passage stands inside quotation marks in the article: all, some, or none of it.",
            required=True,
            enum=[basis.value for basis in Basis],
        )
    )
    unnamed: bool = field(
        metadata=column("Whether the source is one that the article does not name.", "boolean", required=True)
    )
    said: date | None = field(metadata=column("The day it was said, where the article tells.", "date"))
    setting: str | None = field(metadata=column("To whom it was said, and where."))
    relayed_by: str | None = field(metadata=column("The id of the actor who says that they said it.", **_ID))
    toward: tuple[str, ...] = field(
        metadata=column(
            "The ids of the actors whom it is addressed to. CSV: with spaces between them.",
            "array",
            in_csv="string",
        )
    )
    translation: str | None = field(metadata=column("The passage in the site's language, by the editor."))


@dataclass(frozen=True, kw_only=True)
class _Asked:
    ask: str = field(metadata=column("The question.", required=True))
    issue: str | None = field(metadata=column("The id of the issue that it is on.", **_ID))
    issue_title: str | None = field(metadata=column("The issue."))
    status: str = field(
        metadata=column("Whether it is still open.", required=True, enum=list(get_args(Status)))
    )
    watch: str | None = field(metadata=column("What would answer it."))
    answer: str | None = field(metadata=column("The answer."))
    answered_by: str | None = field(
        metadata=column("The position that answers it: its briefing and its id, a # between.")
    )


# Python takes the fields from the last class first: place, statement, evidence.
@dataclass(frozen=True, kw_only=True)
class PositionRow(_Evidence, _Stated, _Place):
    """A position."""


@dataclass(frozen=True, kw_only=True)
class QuestionRow(_Evidence, _Asked, _Place):
    """A question that an article leaves open."""


Row = PositionRow | QuestionRow


def position_rows(record: Record, brief: AnchoredBrief, addresses: Addresses) -> Iterator[PositionRow]:
    """A briefing's positions, in its own order."""
    roles = {actor.id: actor.role for actor in brief.brief.actors}
    for position in brief.positions:
        stated = position.stated
        actor = record.actors[stated.actor]
        yield PositionRow(
            **_shared(brief, position, addresses),
            actor=stated.actor,
            actor_name=actor.name,
            actor_kind=actor.kind,
            actor_role=roles.get(stated.actor),
            issue=stated.issue,
            issue_title=record.issues[stated.issue].title,
            stance=stated.stance,
            says=stated.says,
            basis=position.basis.value,
            unnamed=actor.kind == "unnamed",
            said=stated.date,
            setting=stated.setting,
            relayed_by=stated.relayed_by,
            toward=stated.toward,
            translation=stated.translation,
        )


def question_rows(record: Record, brief: AnchoredBrief, addresses: Addresses) -> Iterator[QuestionRow]:
    """A briefing's questions, in its own order."""
    for question in brief.questions:
        asked = question.asked
        yield QuestionRow(
            **_shared(brief, question, addresses),
            ask=asked.ask,
            issue=asked.issue,
            issue_title=record.issues[asked.issue].title if asked.issue else None,
            status=asked.status,
            watch=asked.watch,
            answer=asked.answer,
            answered_by=asked.answered_by,
        )


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

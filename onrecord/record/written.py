"""A briefing's values after the check, as the editor wrote them.

The keys are those of `onrecord.schema.models`, which documents and checks them. These structs are not checked
again: every page and feed that shows a part of a briefing opens it, and checking took ten times as long as
reading.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

from msgspec import Struct

from onrecord.schema.models import Stance, Status
from onrecord.text.dates import When


class Source(Struct, frozen=True, array_like=True):
    """The article of a briefing."""

    file: str
    publisher: str
    author: str | None = None
    published: When | None = None
    url: str | None = None
    archived: str | None = None
    retrieved: dt.date | None = None
    language: str = "en"
    relays: str | None = None
    show: Literal["excerpts", "full"] = "excerpts"
    headline: str | None = None
    kind: Literal["article", "transcript", "statement"] = "article"
    speaker: str | None = None


class ListedActor(Struct, frozen=True, array_like=True):
    """An actor of a briefing."""

    id: str
    role: str | None = None


class Position(Struct, frozen=True, array_like=True, kw_only=True):
    """A stated position."""

    actor: str
    issue: str
    says: str
    passage: tuple[str, ...]
    gist: str | None = None
    prefix: str | None = None
    suffix: str | None = None
    date: When | None = None
    setting: str | None = None
    relayed_by: str | None = None
    toward: tuple[str, ...] = ()
    stance: Stance | None = None
    translation: str | None = None
    id: str | None = None


class Question(Struct, frozen=True, array_like=True, kw_only=True):
    """A question that the article leaves open."""

    ask: str
    issue: str | None = None
    passage: tuple[str, ...] = ()
    watch: str | None = None
    status: Status = "open"
    answer: str | None = None
    answered_by: str | None = None
    id: str | None = None


class Correction(Struct, frozen=True, array_like=True):
    """A correction of a briefing."""

    date: dt.date
    note: str


class Brief(Struct, frozen=True, array_like=True, kw_only=True):
    """A briefing without its positions and questions, which are kept with their passages."""

    title: str | None = None
    date: When
    updated: dt.date | None = None
    summary: str
    tags: tuple[str, ...] = ()
    formerly: tuple[str, ...] = ()
    source: Source
    actors: tuple[ListedActor, ...]
    corrections: tuple[Correction, ...] = ()

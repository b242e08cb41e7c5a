"""What an editor wrote of a briefing, once it is checked.

The keys are those of `onrecord.schema`, which says what each of them means and checks it.  It is not asked
again: a briefing is opened for every page and every feed that shows something of it, and checking it each
time took ten times as long as reading it.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

from msgspec import Struct

from onrecord.schema import Stance, Status
from onrecord.text.dates import When


class Source(Struct, frozen=True, array_like=True):
    """The article that a briefing rests on."""

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
    """A briefing but for its positions and questions, which go with what shows them."""

    title: str | None = None
    date: When
    updated: dt.date | None = None
    summary: str
    tags: tuple[str, ...] = ()
    source: Source
    actors: tuple[ListedActor, ...]
    corrections: tuple[Correction, ...] = ()

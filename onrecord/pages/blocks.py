"""The blocks of a briefing's page: positions by issue, actors, questions."""

from __future__ import annotations

from msgspec import Struct

from onrecord.pages.entries import AnswerEntry
from onrecord.pages.links import Link
from onrecord.pages.quoting import Passage
from onrecord.record import Basis
from onrecord.schema.models import Kind, Stance, Status
from onrecord.text.dates import When


class PositionLine(Struct, frozen=True):
    """A position in the list of all positions of its briefing.

    Attributes:
        link: to the position, by the actor's name.
        passages: the words, without their sentences.
        is_gist: whether these are the gist, which is only a part of the passages.
        via: the name of the actor who relays it.
    """

    link: Link
    passages: tuple[Passage, ...]
    is_gist: bool
    via: str | None


class PositionBlock(Struct, frozen=True):
    """A position on its briefing's page.

    Attributes:
        id: the fragment of its address.
        number: from 1, in the order of the page.
        kind: of the actor, as in the register.
        passages: each in its sentence.
        line: what the list of all positions shows: a link to this one, and the gist; without a gist the
            passages without their sentences.
        words_basis: the basis of the words, whoever says them.
        unnamed: whether the source is one that the article does not name.
        answers: to the questions that it answers, of this or an earlier briefing.
        in_source: to where the first passage stands in the source section.
        elsewhere: to where the passages stand on the publisher's own page, and in the archived copy.
    """

    id: str
    number: int
    actor: Link
    kind: Kind
    role: str | None
    says: str
    passages: tuple[Passage, ...]
    line: PositionLine
    translation: str | None
    basis: Basis
    words_basis: Basis
    unnamed: bool
    stance: Stance | None
    said: When | None
    setting: str | None
    toward: tuple[Link, ...]
    relayed_by: Link | None
    answers: tuple[Link, ...]
    in_source: Link
    elsewhere: tuple[Link, ...]


class IssueGroup(Struct, frozen=True):
    """The positions of a briefing on one issue."""

    issue: Link
    proposition: str | None
    positions: tuple[PositionBlock, ...]


class ActorLine(Struct, frozen=True):
    """An actor of the briefing, with the role there."""

    actor: Link
    kind: Kind
    role: str | None


class QuestionBlock(Struct, frozen=True):
    """An open question.

    Attributes:
        raised_by: the passages that raise it, as in `PositionBlock`.
        in_source: a link to the first of them in the source section.
    """

    id: str
    ask: str
    issue: Link | None
    raised_by: tuple[Passage, ...]
    in_source: Link | None
    watch: str | None
    status: Status
    answer: str | None
    answered_by: AnswerEntry | None

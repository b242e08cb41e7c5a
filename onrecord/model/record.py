"""Stage 4: who said what on which issue, across all briefings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from onrecord.model.anchored import AnchoredBrief, AnchoredPosition, AnchoredQuestion
from onrecord.model.written import Position
from onrecord.schema import Actor, Issue, Stance, Status
from onrecord.text.dates import When, in_order


class Reference(Struct, frozen=True, array_like=True):
    """Names a position or a question: the slug of its briefing and its id there."""

    slug: str
    id: str


class Statement(Reference, frozen=True, array_like=True):
    """What the indexes know of a position: enough to order and compare without its briefing.

    Attributes:
        briefed: the briefing's date.
        date: when it was said; the briefing's date where the editor gives none.
    """

    actor: str
    issue: str
    briefed: When
    date: When
    stance: Stance | None
    relayed_by: str | None


class Inquiry(Reference, frozen=True, array_like=True):
    """What the indexes know of a question.

    Attributes:
        asked: the date of the briefing that asks it.
        answered_by: the position that answers it, where the editor names one.
        answered: the date of that position's briefing.
    """

    issue: str | None
    asked: When
    status: Status
    answered_by: Reference | None
    answered: When | None


class Listing(Struct, frozen=True, array_like=True):
    """An actor listed in a briefing, with the role in that story and the briefing's date."""

    slug: str
    date: When
    role: str | None


class Entry(Struct, frozen=True, array_like=True):
    """What the indexes take from a briefing.

    Attributes:
        newest: the day of the briefing or of its newest update or correction.
        inquiries: without `answered`, which is not the briefing's own.
        listed: its actors, with the roles that they have in it.
        silent: ids of actors without a position in it.
    """

    slug: str
    date: When
    newest: When
    statements: tuple[Statement, ...]
    inquiries: tuple[Inquiry, ...]
    listed: tuple[tuple[str, str | None], ...]
    silent: tuple[str, ...]


class Record(Struct, frozen=True):
    """Who said what on which issue, across all briefings.

    The indexes hold names and what is needed to order them, not briefings; where not said otherwise
    they are newest briefing first, and inside a briefing in the editor's order.

    Attributes:
        briefs: by slug, newest first, then by slug.
        days: the date of each briefing, by slug, in the same order.
        changed: the newest day of each briefing, its updates and its corrections, likewise.
        actors: the register, by id.
        issues: the register, by id.
        positions_of: actor id to that actor's positions.
        positions_on: issue id to the positions on it.
        relayed_by: actor id to the positions of others that it relays.
        questions: all questions.
        questions_on: issue id to the questions on it.
        answers: slug of a briefing to the questions that its positions answer.
        listed_in: actor id to the briefings that list the actor.
        silent_in: actor id to the slugs of the briefings that list the actor, or whose article
            names it, and that give no position of it.
        members_of: actor id to those that belong to it, in the register's order.
    """

    briefs: Mapping[str, AnchoredBrief]
    days: Mapping[str, When]
    changed: Mapping[str, When]
    actors: Mapping[str, Actor]
    issues: Mapping[str, Issue]
    positions_of: Mapping[str, tuple[Statement, ...]]
    positions_on: Mapping[str, tuple[Statement, ...]]
    relayed_by: Mapping[str, tuple[Statement, ...]]
    questions: Sequence[Inquiry]
    questions_on: Mapping[str, tuple[Inquiry, ...]]
    answers: Mapping[str, tuple[Inquiry, ...]]
    listed_in: Mapping[str, tuple[Listing, ...]]
    silent_in: Mapping[str, tuple[str, ...]]
    members_of: Mapping[str, tuple[str, ...]]

    @property
    def newest(self) -> When | None:
        """How new the record is: the newest day of a briefing, an update or a correction."""
        return max(self.changed.values(), key=in_order, default=None)

    def is_unnamed(self, said: Position | Statement) -> bool:
        """Whether a position is an unnamed source's: its actor's, or that of the one who relays it."""
        sources = said.actor, said.relayed_by
        return any(self.actors[source].kind == "unnamed" for source in sources if source)

    def position(self, reference: Reference) -> AnchoredPosition:
        """The position that a reference names."""
        return self.briefs[reference.slug].position(reference.id)

    def question(self, reference: Reference) -> AnchoredQuestion:
        """The question that a reference names."""
        return self.briefs[reference.slug].question(reference.id)

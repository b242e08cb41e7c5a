"""Stage 4: who said what on which issue, across all briefings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from onrecord.model.anchored import AnchoredBrief, AnchoredPosition, AnchoredQuestion
from onrecord.model.written import Position
from onrecord.schema import Actor, Issue, Stance, Status
from onrecord.text.dates import When, in_order


class Reference(Struct, frozen=True, array_like=True):
    """A reference to a position or a question: its briefing's slug and its id there."""

    slug: str
    id: str


class Statement(Reference, frozen=True, array_like=True):
    """A position in the indexes: enough to sort and compare it without opening its briefing.

    Attributes:
        briefed: the briefing's date.
        date: when it was said; the briefing's date if the editor gives none.
    """

    actor: str
    issue: str
    briefed: When
    date: When
    stance: Stance | None
    relayed_by: str | None


class Inquiry(Reference, frozen=True, array_like=True):
    """A question in the indexes.

    Attributes:
        asked: the date of the briefing that asks it.
        answered_by: the position that answers it, if the editor names one.
        answered: the date of that position's briefing.
    """

    issue: str | None
    asked: When
    status: Status
    answered_by: Reference | None
    answered: When | None


class Listing(Struct, frozen=True, array_like=True):
    """An actor in a briefing's list, with the role there and the briefing's date."""

    slug: str
    date: When
    role: str | None


class Entry(Struct, frozen=True, array_like=True):
    """A briefing as the indexes need it.

    Attributes:
        newest: the latest of the briefing's date, update and corrections.
        inquiries: its questions, without `answered`, which another briefing decides.
        listed: its actors, with their roles in it.
        silent: the ids of actors without a position in it.
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

    The indexes hold references and sort keys, not briefings. Unless stated otherwise, they have the newest
    briefing first, and the editor's order within a briefing.

    Attributes:
        briefs: all briefings by slug, newest first, then by slug.
        days: the date of each briefing, by slug, in the same order.
        changed: the latest of each briefing's date, update and corrections, in the same form.
        actors: the register, by id.
        issues: the register, by id.
        positions_of: actor id to that actor's positions.
        positions_on: issue id to the positions on it.
        relayed_by: actor id to the positions of others that this actor relays.
        questions: all questions.
        questions_on: issue id to the questions on it.
        answers: slug of a briefing to the questions that its positions answer.
        listed_in: actor id to the briefings that list the actor.
        silent_in: actor id to the slugs of briefings that list the actor, or whose article names it, and that
            have no position of it.
        members_of: actor id to the actors that belong to it, in the register's order.
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
        """The latest date of a briefing, update or correction; None if there are no briefings."""
        return max(self.changed.values(), key=in_order, default=None)

    def is_unnamed(self, said: Position | Statement) -> bool:
        """Whether the actor of a position, or the actor who relays it, is an unnamed source."""
        sources = said.actor, said.relayed_by
        return any(self.actors[source].kind == "unnamed" for source in sources if source)

    def position(self, reference: Reference) -> AnchoredPosition:
        """The position of a reference; opens its briefing."""
        return self.briefs[reference.slug].position(reference.id)

    def question(self, reference: Reference) -> AnchoredQuestion:
        """The question of a reference; opens its briefing."""
        return self.briefs[reference.slug].question(reference.id)

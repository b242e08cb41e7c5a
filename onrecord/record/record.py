"""Stage 4: who said what on which issue, across all briefings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from msgspec import Struct

from onrecord.record.anchored import AnchoredBrief, AnchoredPosition, AnchoredQuestion, Basis
from onrecord.record.written import Position
from onrecord.schema.models import Actor, Issue, Stance, Status
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


ChangeKind = Literal["reversed", "moved", "became_clear", "became_unclear"]
_OPPOSITE = {"for", "against"}


class ChangePath(Struct, frozen=True, array_like=True):
    """A change of position as lists show it: from a stance to another one, maybe over an unclear answer.

    Attributes:
        statements: two, or three if the one in the middle is unclear; oldest first.
    """

    statements: tuple[Statement, ...]

    @property
    def earlier(self) -> Statement:
        """The statement before the change."""
        return self.statements[0]

    @property
    def later(self) -> Statement:
        """The statement with the new stance; no other path has the same one, so it identifies the path."""
        return self.statements[-1]

    @property
    def kind(self) -> ChangeKind:
        """What changed, by the stances at both ends.

        From for to against or back, `reversed`; to or from conditional, `moved`; from unclear, or back to the
        same stance over an unclear answer, `became_clear`; to unclear, `became_unclear`.
        """
        before, after = self.earlier.stance, self.later.stance
        if after == "unclear":
            return "became_unclear"
        if before in ("unclear", after):
            return "became_clear"
        return "reversed" if {before, after} == _OPPOSITE else "moved"


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


class Filed(Struct, frozen=True, array_like=True):
    """A briefing in a list of those with the same tag or publisher."""

    slug: str
    date: When


class Known(Struct, frozen=True, array_like=True):
    """How a position is known: its actor, who relays it, and its basis."""

    actor: str
    relayed_by: str | None
    basis: Basis


class Published(Filed, frozen=True, array_like=True):
    """A briefing in the list of its article's publisher.

    Attributes:
        relays: the publisher's own sources, as the editor names them.
        known: how each of its positions is known.
    """

    relays: str | None
    known: tuple[Known, ...]


class Entry(Struct, frozen=True, array_like=True):
    """A briefing as the indexes need it.

    Attributes:
        newest: the latest of the briefing's date, update and corrections.
        inquiries: its questions, without `answered`, which another briefing decides.
        listed: its actors, with their roles in it.
        silent: the ids of actors without a position in it.
        publisher: of its article.
        relays: the publisher's own sources, as the editor names them.
        known: how each of its positions is known.
        formerly: its earlier slugs.
    """

    slug: str
    date: When
    newest: When
    statements: tuple[Statement, ...]
    inquiries: tuple[Inquiry, ...]
    listed: tuple[tuple[str, str | None], ...]
    silent: tuple[str, ...]
    publisher: str
    relays: str | None = None
    tags: tuple[str, ...] = ()
    known: tuple[Known, ...] = ()
    formerly: tuple[str, ...] = ()


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
        changes: all changes of position, the newest first.
        questions: all questions.
        questions_on: issue id to the questions on it.
        answers: slug of a briefing to the questions that its positions answer.
        listed_in: actor id to the briefings that list the actor.
        silent_in: actor id to the slugs of briefings that list the actor, or whose article names it, and that
            have no position of it.
        members_of: actor id to the actors that belong to it, in the register's order.
        moved: the path of each page that was at another one, by that earlier path.
        outlets: publisher's name to the briefings on its articles.
        outlet_ids: publisher's name to its id; the publisher of the oldest briefing first.
        tagged: tag to the briefings that have it.
        tag_ids: tag to its id, in the same form.
    """

    briefs: Mapping[str, AnchoredBrief]
    days: Mapping[str, When]
    changed: Mapping[str, When]
    actors: Mapping[str, Actor]
    issues: Mapping[str, Issue]
    positions_of: Mapping[str, tuple[Statement, ...]]
    positions_on: Mapping[str, tuple[Statement, ...]]
    relayed_by: Mapping[str, tuple[Statement, ...]]
    changes: Sequence[ChangePath]
    questions: Sequence[Inquiry]
    questions_on: Mapping[str, tuple[Inquiry, ...]]
    answers: Mapping[str, tuple[Inquiry, ...]]
    listed_in: Mapping[str, tuple[Listing, ...]]
    silent_in: Mapping[str, tuple[str, ...]]
    members_of: Mapping[str, tuple[str, ...]]
    moved: Mapping[str, str]
    outlets: Mapping[str, tuple[Published, ...]]
    outlet_ids: Mapping[str, str]
    tagged: Mapping[str, tuple[Filed, ...]]
    tag_ids: Mapping[str, str]

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

"""Stage 4, continued: what the record tells over time: changes of position, standings, roles.

Pure, and over the record's indexes alone: no briefing is opened.  What comes in is in the record's own
order, newest briefing first and inside a briefing the editor's; where days do not decide, that order does.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby

from msgspec import Struct

from onrecord.model import Listing, Statement
from onrecord.schema import Stance

# So that agreement and disagreement are seen at a glance; inside a stance all are treated alike.
_ORDER: dict[Stance | None, int] = {"for": 0, "conditional": 1, "unclear": 2, "against": 3, None: 4}


class Change(Struct, frozen=True):
    """The same actor, on the same issue, with another stance on a later day."""

    earlier: Statement
    later: Statement


class Standing(Struct, frozen=True):
    """Where an actor stands on an issue.

    Attributes:
        latest: the latest statement with a stance; without any, the latest of all.
        before: the statements with a stance before it, oldest first.
        count: of all of the actor's statements on the issue.
    """

    actor: str
    latest: Statement
    before: tuple[Statement, ...]
    count: int


class Opposed(Struct, frozen=True):
    """Those whose latest stances on an issue contradict one another; neither is empty."""

    for_it: tuple[Standing, ...]
    against_it: tuple[Standing, ...]


class Role(Struct, frozen=True):
    """A role that an actor had in one or several consecutive briefings, with the days of first and last."""

    title: str
    first: date
    last: date


def newest_first(statements: Iterable[Statement]) -> list[Statement]:
    """By the day of saying, then by the briefing's."""
    return sorted(statements, key=lambda s: (s.date, s.briefed), reverse=True)


def changes(statements: Iterable[Statement]) -> tuple[Change, ...]:
    """All changes of position, the newest first.

    A stance counts as another one if nothing that was said on the last day before with a stance has it.
    So what was said on one and the same day changes nothing; words that another relays do count.
    """
    said: dict[tuple[str, str], list[Statement]] = defaultdict(list)
    for statement in newest_first(statements):
        if statement.stance is not None:
            said[statement.actor, statement.issue].append(statement)
    found = [change for group in said.values() for change in _changes(group)]
    return tuple(sorted(found, key=lambda change: (change.later.date, change.later.briefed), reverse=True))


def _changes(said: Sequence[Statement]) -> Iterator[Change]:
    """The changes of one actor on one issue."""
    before: list[Statement] = []
    for _, of_day in groupby(sorted(said, key=lambda s: s.date), key=lambda s: s.date):
        today = list(of_day)
        known = {statement.stance for statement in before}
        for statement in today:
            if before and statement.stance not in known:
                known.add(statement.stance)
                yield Change(before[0], statement)
        before = today


def standings(statements: Iterable[Statement], names: dict[str, str]) -> tuple[Standing, ...]:
    """Where each actor stands: for, conditional, unclear, against, without a stance.

    Args:
        statements: on one issue.
        names: the actors' names by their ids; inside a stance, after the day, they decide.
    """
    said: dict[str, list[Statement]] = defaultdict(list)
    for statement in newest_first(statements):
        said[statement.actor].append(statement)
    found = []
    for actor, of_actor in said.items():
        with_stance = [statement for statement in of_actor if statement.stance is not None]
        latest, *before = with_stance or of_actor[:1]
        found.append(Standing(actor, latest, tuple(reversed(before)), len(of_actor)))
    return tuple(sorted(found, key=lambda standing: _place(standing, names[standing.actor])))


def newest_of(found: Sequence[Standing], names: dict[str, str], limit: int) -> tuple[Standing, ...]:
    """Of many standings those with the newest statements, whatever their stance, in their order.

    Args:
        found: as `standings` gives them.
        names: as there.
        limit: how many.
    """

    def rank(at: int) -> tuple[int, int, str, str]:
        latest, actor = found[at].latest, found[at].actor
        return -latest.date.toordinal(), -latest.briefed.toordinal(), names[actor].casefold(), actor

    return tuple(found[at] for at in sorted(sorted(range(len(found)), key=rank)[:limit]))


def _place(standing: Standing, name: str) -> tuple[int, int, str, str]:
    latest = standing.latest
    return _ORDER[latest.stance], -latest.date.toordinal(), name.casefold(), standing.actor


def opposed(standings: Iterable[Standing]) -> Opposed | None:
    """Those for and those against, in the order that they come in; None unless there are both."""
    by_stance: dict[Stance | None, list[Standing]] = defaultdict(list)
    for standing in standings:
        by_stance[standing.latest.stance].append(standing)
    if not (by_stance["for"] and by_stance["against"]):
        return None
    return Opposed(tuple(by_stance["for"]), tuple(by_stance["against"]))


def roles(listings: Iterable[Listing]) -> tuple[Role, ...]:
    """An actor's roles, oldest first; a briefing that gives none neither adds one nor ends one."""
    in_time = sorted((listing for listing in listings if listing.role), key=lambda x: (x.date, x.slug))
    found = []
    for title, run in groupby(in_time, key=lambda listing: listing.role or ""):
        days = [listing.date for listing in run]
        found.append(Role(title, days[0], days[-1]))
    return tuple(found)

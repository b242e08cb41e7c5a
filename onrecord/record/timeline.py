"""Stage 4, continued: what the record tells over time: changes of position, standings, roles.

Pure, and over the record's indexes alone: no briefing is opened.  What comes in is in the record's own
order, newest briefing first and inside a briefing the editor's; where dates do not decide, that order does.

A date may be a month or a year.  Lists go by `in_order`; that something was earlier or later is said only
where it is beyond doubt (`is_before`), so never of two positions of one day, or of a month and a day in it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from msgspec import Struct

from onrecord.model import Listing, Statement
from onrecord.schema import Stance
from onrecord.text.dates import When, first_day, in_order, is_before, last_day

# So that agreement and disagreement are seen at a glance; inside a stance all are treated alike.
_ORDER: dict[Stance | None, int] = {"for": 0, "conditional": 1, "unclear": 2, "against": 3, None: 4}


class Change(Struct, frozen=True):
    """The same actor, on the same issue, with another stance on a later day."""

    earlier: Statement
    later: Statement


class Standing(Struct, frozen=True):
    """Where an actor stands on an issue.

    Attributes:
        latest: the latest statement with a stance; without any, the latest of all.  Of several that may be
            the latest, the first in their order.
        before: the statements with a stance before it, oldest first.
        beside: those with a stance of which nobody can say whether they were before it, in order.
        count: of all of the actor's statements on the issue.
    """

    actor: str
    latest: Statement
    before: tuple[Statement, ...]
    beside: tuple[Statement, ...]
    count: int


class Opposed(Struct, frozen=True):
    """Those whose latest stances on an issue contradict one another; neither is empty."""

    for_it: tuple[Standing, ...]
    against_it: tuple[Standing, ...]


class Role(Struct, frozen=True):
    """A role that an actor had in one or several consecutive briefings, with the dates of first and last.

    Where one of the two dates is in the other, both are the longer one.
    """

    title: str
    first: When
    last: When


def newest_first(statements: Iterable[Statement]) -> list[Statement]:
    """By the date of saying, then by the briefing's."""
    return sorted(statements, key=_in_order, reverse=True)


def _in_order(statement: Statement) -> tuple[int, int]:
    return in_order(statement.date), in_order(statement.briefed)


def changes(statements: Iterable[Statement]) -> tuple[Change, ...]:
    """All changes of position, the newest first.

    A stance counts as another one if nothing that was said last before, with a stance, has it.  Before is
    what was earlier beyond doubt, and last of that whatever nothing else of it is after.  So what was said on
    one and the same day changes nothing; words that another relays do count.
    """
    said: dict[tuple[str, str], list[Statement]] = defaultdict(list)
    for statement in newest_first(statements):
        if statement.stance is not None:
            said[statement.actor, statement.issue].append(statement)
    found = [change for group in said.values() for change in _changes(group)]
    return tuple(sorted(found, key=lambda change: _in_order(change.later), reverse=True))


def _changes(said: Sequence[Statement]) -> Iterator[Change]:
    """The changes of one actor on one issue.

    Args:
        said: newest first.
    """
    in_time = sorted(enumerate(said), key=lambda item: (in_order(item[1].date), item[0]))
    waiting = sorted(in_time, key=lambda item: last_day(item[1].date), reverse=True)
    before: list[tuple[int, Statement]] = []  # what was last before, each with its place in `said`
    told: set[tuple[int, Stance | None]] = set()
    for _, later in in_time:
        begins, passed = first_day(later.date), False
        while waiting and last_day(waiting[-1][1].date) < begins:
            before.append(waiting.pop())
            passed = True
        if passed:
            newest = max(first_day(statement.date) for _, statement in before)
            before = sorted(item for item in before if last_day(item[1].date) >= newest)
        if not before or any(statement.stance == later.stance for _, statement in before):
            continue
        at, earlier = before[0]
        if (at, later.stance) not in told:
            told.add((at, later.stance))
            yield Change(earlier, later)


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
        latest, *others = with_stance or of_actor[:1]
        before = [statement for statement in others if is_before(statement.date, latest.date)]
        beside = [statement for statement in others if not is_before(statement.date, latest.date)]
        found.append(Standing(actor, latest, tuple(reversed(before)), tuple(beside), len(of_actor)))
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
        return -in_order(latest.date), -in_order(latest.briefed), names[actor].casefold(), actor

    return tuple(found[at] for at in sorted(sorted(range(len(found)), key=rank)[:limit]))


def _place(standing: Standing, name: str) -> tuple[int, int, str, str]:
    latest = standing.latest
    return _ORDER[latest.stance], -in_order(latest.date), name.casefold(), standing.actor


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
    in_time = sorted(
        (listing for listing in listings if listing.role), key=lambda x: (in_order(x.date), x.slug)
    )
    found = []
    for title, run in groupby(in_time, key=lambda listing: listing.role or ""):
        dates = [listing.date for listing in run]
        first, last = dates[0], max(dates, key=last_day)
        if not is_before(first, last):
            first = last = min(first, last, key=in_order)
        found.append(Role(title, first, last))
    return tuple(found)

"""Stage 4, continued: changes of position, standings and roles over time.

Pure; uses the record's indexes only and opens no briefing. The arguments are in the record's order (newest
briefing first, then the editor's order), which decides if dates do not.

A date may be a month or a year. Lists are sorted by `in_order`. Two positions count as earlier and later only
if that is certain (`is_before`): not on the same day, and not for a month and a day in it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from msgspec import Struct

from onrecord.record import ChangePath, Listing, Statement
from onrecord.schema.models import Stance
from onrecord.text.dates import When, first_day, in_order, is_before, last_day

# The order of stances in lists, which shows agreement and disagreement at a glance.
ORDER: dict[Stance | None, int] = {"for": 0, "conditional": 1, "unclear": 2, "against": 3, None: 4}


class Change(Struct, frozen=True):
    """A change of position: an actor's new stance on an issue, on a later day."""

    earlier: Statement
    later: Statement


class Standing(Struct, frozen=True):
    """An actor's stance on an issue, with its history.

    Attributes:
        latest: the latest statement with a stance; if there is none, the latest statement. If several may be
            the latest, the first in list order.
        said: the statements with a stance, or all of them if none has one; newest first.
    """

    actor: str
    latest: Statement
    said: tuple[Statement, ...]


class Role(Struct, frozen=True):
    """A role of an actor in consecutive briefings, with the dates of the first and the last.

    If one of the two dates contains the other, both fields have the longer one.
    """

    title: str
    first: When
    last: When


def newest_first(statements: Iterable[Statement]) -> list[Statement]:
    """Statements by the date of saying, then by the briefing's date, the newest first."""
    return sorted(statements, key=_in_order, reverse=True)


def _in_order(statement: Statement) -> tuple[int, int]:
    return in_order(statement.date), in_order(statement.briefed)


def changes(statements: Iterable[Statement]) -> tuple[Change, ...]:
    """Find all changes of position, the newest first.

    A statement is a change if none of the actor's last previous stances is the same. 'Previous' are
    statements that are certainly earlier; 'last' are those of them that no other one certainly follows. So
    several statements on one day are not changes of each other. Relayed statements count.
    """
    found = [change for group in _by_actor_and_issue(statements) for change in _changes(group)]
    return tuple(sorted(found, key=lambda change: _in_order(change.later), reverse=True))


def _first_told(item: tuple[int, Statement]) -> tuple[int, int]:
    """Of what was said on one day, the words of the first briefing count, not those that tell it again."""
    at, statement = item
    return in_order(statement.briefed), at


def change_paths(statements: Iterable[Statement]) -> tuple[ChangePath, ...]:
    """The changes of position as lists show them, the newest first.

    They are those of `changes`, but a change to unclear and the next one from there are one path: against,
    unclear, for. If an actor was unclear more than once in between, the path has the first such statement.
    """
    found = [path for group in _by_actor_and_issue(statements) for path in _joined(_changes(group))]
    return tuple(sorted(found, key=_newest_path_first))


def _newest_path_first(path: ChangePath) -> tuple[int, int, str, str]:
    """By its own content to the last, so that another statement moves no path of the same day."""
    day, briefed = _in_order(path.later)
    return -day, -briefed, path.later.slug, path.later.id


def _joined(changes: Iterable[Change]) -> list[ChangePath]:
    """The paths of one actor on one issue.

    Args:
        changes: oldest first.
    """
    found: list[ChangePath] = []
    for change in changes:
        last = found[-1] if found else None
        if (
            last
            and last.kind == "became_unclear"
            and change.earlier.stance == "unclear"
            and is_before(last.later.date, change.later.date)
        ):
            found[-1] = ChangePath((*last.statements, change.later))
        else:
            found.append(ChangePath((change.earlier, change.later)))
    return found


def _by_actor_and_issue(statements: Iterable[Statement]) -> Iterator[list[Statement]]:
    """What each actor said with a stance on each issue, the newest first; only if there are two stances."""
    said: dict[tuple[str, str], list[Statement]] = {}
    for statement in statements:
        if statement.stance is not None:
            said.setdefault((statement.actor, statement.issue), []).append(statement)
    for group in said.values():
        if any(statement.stance != group[0].stance for statement in group):
            yield newest_first(group)


def _changes(said: Sequence[Statement]) -> Iterator[Change]:
    """The changes of one actor on one issue.

    Args:
        said: newest first.
    """
    in_time = sorted(enumerate(said), key=lambda item: (in_order(item[1].date), _first_told(item)))
    waiting = sorted(in_time, key=lambda item: last_day(item[1].date), reverse=True)
    before: list[tuple[int, Statement]] = []  # the last previous statements, each with its index in `said`
    told: set[tuple[int, Stance | None]] = set()
    for _, later in in_time:
        begins, passed = first_day(later.date), False
        while waiting and last_day(waiting[-1][1].date) < begins:
            before.append(waiting.pop())
            passed = True
        if passed:
            newest = max(first_day(statement.date) for _, statement in before)
            last = [item for item in before if last_day(item[1].date) >= newest]
            before = sorted(last, key=lambda item: (-in_order(item[1].date), _first_told(item)))
        if not before or any(statement.stance == later.stance for _, statement in before):
            continue
        at, earlier = before[0]
        if (at, later.stance) not in told:
            told.add((at, later.stance))
            yield Change(earlier, later)


def standings(
    statements: Iterable[Statement], sort_keys: Mapping[str, tuple[str, ...]]
) -> tuple[Standing, ...]:
    """The standing of each actor, sorted by stance: for, conditional, unclear, against, none.

    Args:
        statements: those on one issue.
        sort_keys: of the actors by id; the order of those with the same stance.
    """
    said: dict[str, list[Statement]] = defaultdict(list)
    for statement in newest_first(statements):
        said[statement.actor].append(statement)
    found = []
    for actor, of_actor in said.items():
        told = [statement for statement in of_actor if statement.stance is not None] or of_actor
        found.append(Standing(actor, told[0], tuple(told)))
    return tuple(sorted(found, key=lambda one: (ORDER[one.latest.stance], sort_keys[one.actor])))


def newest_of(
    found: Sequence[Standing], sort_keys: Mapping[str, tuple[str, ...]], limit: int
) -> tuple[Standing, ...]:
    """The standings with the newest statements, of any stance, in the given order.

    Args:
        found: from `standings`.
        sort_keys: of the actors by id; they decide between statements of the same day.
        limit: the maximum number.
    """

    def rank(at: int) -> tuple[int, int, tuple[str, ...]]:
        latest, actor = found[at].latest, found[at].actor
        return -in_order(latest.date), -in_order(latest.briefed), sort_keys[actor]

    return tuple(found[at] for at in sorted(sorted(range(len(found)), key=rank)[:limit]))


def roles(listings: Iterable[Listing]) -> tuple[Role, ...]:
    """An actor's roles, oldest first; briefings that give no role are skipped."""
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

"""What the record tells over time: changes of position, standings, roles."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Listing, Statement
from onrecord.schema import Stance
from onrecord.timeline import Change, changes, newest_first, newest_of, opposed, roles, standings

FIRST = date(2031, 1, 1)
NAMES = {"ana": "Ana", "ben": "ben", "cal": "Cal", "dov": "Dov"}


def said(
    day: int, stance: Stance | None, actor: str = "ana", *, issue: str = "levy", briefed: int | None = None
) -> Statement:
    """A statement of a day, in a briefing of the same or another day."""
    on = FIRST + timedelta(days=day)
    in_briefing = on if briefed is None else FIRST + timedelta(days=briefed)
    name = f"{actor}-{issue}-{day}-{stance}"
    return Statement(f"b-{in_briefing}", name, actor, issue, in_briefing, on, stance, None)


def days_and_stances(found: Sequence[Change]) -> list[tuple[int, Stance | None, int, Stance | None]]:
    return [
        (
            (change.earlier.date - FIRST).days,
            change.earlier.stance,
            (change.later.date - FIRST).days,
            change.later.stance,
        )
        for change in found
    ]


@pytest.mark.parametrize(
    ("statements", "expected"),
    [
        ([], []),
        ([said(0, "for")], []),
        ([said(0, "for"), said(3, "for")], []),
        ([said(0, "for"), said(3, "against")], [(0, "for", 3, "against")]),
        # Without a stance nothing changes, and nothing is forgotten.
        ([said(0, "for"), said(2, None), said(3, "against")], [(0, "for", 3, "against")]),
        # What is said on one day is no change of itself.
        ([said(0, "for"), said(0, "against")], []),
        # Both were said before, so neither is another stance.
        ([said(0, "for"), said(0, "against"), said(1, "for"), said(2, "for")], []),
        # One that was not said before is, whatever else is said that day.
        ([said(0, "for"), said(1, "for"), said(1, "unclear")], [(0, "for", 1, "unclear")]),
        # There and back again: two changes, the newest first.
        (
            [said(0, "for"), said(1, "against"), said(2, "for")],
            [(1, "against", 2, "for"), (0, "for", 1, "against")],
        ),
        # The day of saying counts, not that of the briefing.
        ([said(0, "for", briefed=9), said(3, "against", briefed=4)], [(0, "for", 3, "against")]),
        # Another actor, another issue.
        ([said(0, "for"), said(1, "against", "ben")], []),
        ([said(0, "for"), said(1, "against", issue="fish")], []),
    ],
)
def test_changes(
    statements: list[Statement], expected: list[tuple[int, Stance | None, int, Stance | None]]
) -> None:
    assert days_and_stances(changes(statements)) == expected
    assert days_and_stances(changes(reversed(statements))) == expected


def test_a_relayed_statement_makes_a_change_too() -> None:
    earlier, later = said(0, "for"), said(1, "against")
    relayed = Statement(
        later.slug, later.id, "ana", "levy", later.briefed, later.date, later.stance, relayed_by="ben"
    )
    (change,) = changes([earlier, relayed])
    assert change.later.relayed_by == "ben"


def test_standings_show_agreement_and_disagreement() -> None:
    found = standings(
        [
            said(1, "against", "ben"),
            said(2, "for", "ana"),
            said(4, "conditional", "ana"),
            said(5, None, "ana"),
            said(3, None, "dov"),
            said(6, "against", "cal"),
            said(0, "unclear", "ben"),
        ],
        NAMES,
    )
    assert [(one.actor, one.latest.stance) for one in found] == [
        ("ana", "conditional"),
        ("cal", "against"),
        ("ben", "against"),
        ("dov", None),
    ]
    # What came last has no stance: the latest that has one stands for the actor.
    assert [statement.stance for statement in found[0].before] == ["for"]
    assert [one.count for one in found] == [3, 1, 2, 1]


def test_on_the_same_day_names_decide() -> None:
    found = standings([said(1, "for", "cal"), said(1, "for", "ben"), said(1, "for", "ana")], NAMES)
    assert [one.actor for one in found] == ["ana", "ben", "cal"]


def test_for_and_against_stand_opposed() -> None:
    found = standings([said(1, "for", "ana"), said(2, "against", "ben"), said(3, "unclear", "cal")], NAMES)
    both = opposed(found)
    assert both is not None
    assert [one.actor for one in both.for_it] == ["ana"]
    assert [one.actor for one in both.against_it] == ["ben"]


@pytest.mark.parametrize(
    "statements",
    [
        [],
        [said(1, "for", "ana"), said(2, "conditional", "ben")],
        # It is the latest stance that counts.
        [said(1, "for", "ana"), said(2, "against", "ben"), said(3, "for", "ben")],
    ],
)
def test_without_both_nobody_is_opposed(statements: list[Statement]) -> None:
    assert opposed(standings(statements, NAMES)) is None


def test_who_spoke_last_is_kept_whatever_the_stance() -> None:
    found = standings(
        [said(5, "against", "dov"), *(said(1, "for", name) for name in "ana ben cal".split())], NAMES
    )
    assert [one.actor for one in newest_of(found, NAMES, 2)] == ["ana", "dov"]
    assert newest_of(found, NAMES, 4) == found


def listed(day: int, role: str | None) -> Listing:
    return Listing(f"b-{day:03}", FIRST + timedelta(days=day), role)


@pytest.mark.parametrize(
    ("listings", "expected"),
    [
        ([], []),
        ([listed(0, None)], []),
        ([listed(4, "Envoy"), listed(0, "Envoy")], [("Envoy", 0, 4)]),
        ([listed(4, "Minister"), listed(0, "Envoy")], [("Envoy", 0, 0), ("Minister", 4, 4)]),
        # Left out in between: nothing is known of another role.
        ([listed(0, "Envoy"), listed(2, None), listed(4, "Envoy")], [("Envoy", 0, 4)]),
        (
            [listed(0, "Envoy"), listed(2, "Minister"), listed(4, "Envoy")],
            [("Envoy", 0, 0), ("Minister", 2, 2), ("Envoy", 4, 4)],
        ),
    ],
)
def test_roles(listings: list[Listing], expected: list[tuple[str, int, int]]) -> None:
    found = [(role.title, (role.first - FIRST).days, (role.last - FIRST).days) for role in roles(listings)]
    assert found == expected


stances: st.SearchStrategy[Stance | None] = st.sampled_from(
    ["for", "against", "conditional", "unclear", None]
)
some_statements = st.lists(
    st.builds(
        said,
        st.integers(0, 6),
        stances,
        st.sampled_from(sorted(NAMES)),
        issue=st.sampled_from(["levy", "fish"]),
        briefed=st.none() | st.integers(0, 9),
    ),
    max_size=25,
)


@given(some_statements)
def test_a_change_is_of_one_actor_on_one_issue_to_another_stance_later(statements: list[Statement]) -> None:
    found = changes(statements)
    for change in found:
        earlier, later = change.earlier, change.later
        assert {earlier, later} <= set(statements)
        assert (earlier.actor, earlier.issue) == (later.actor, later.issue)
        assert earlier.date < later.date
        assert earlier.stance != later.stance
        assert None not in (earlier.stance, later.stance)
        between = [
            s
            for s in statements
            if s.stance
            and (s.actor, s.issue) == (later.actor, later.issue)
            and earlier.date < s.date < later.date
        ]
        assert between == []
    assert len({change.later for change in found}) == len(found)
    assert [change.later.date for change in found] == sorted((c.later.date for c in found), reverse=True)


@given(some_statements)
def test_whoever_said_the_same_all_the_time_changed_nothing(statements: list[Statement]) -> None:
    changed = {(change.later.actor, change.later.issue) for change in changes(statements)}
    by_pair: dict[tuple[str, str], set[Stance | None]] = {}
    for statement in statements:
        if statement.stance:
            by_pair.setdefault((statement.actor, statement.issue), set()).add(statement.stance)
    assert changed <= {pair for pair, had in by_pair.items() if len(had) > 1}


@given(some_statements)
def test_every_statement_counts_in_one_standing(statements: list[Statement]) -> None:
    found = standings(statements, NAMES)
    assert sorted(one.actor for one in found) == sorted({statement.actor for statement in statements})
    assert sum(one.count for one in found) == len(statements)
    for one in found:
        in_time = [*one.before, one.latest]
        assert [s.date for s in in_time] == sorted(s.date for s in in_time)
        with_stance = [s for s in statements if s.actor == one.actor and s.stance]
        assert len(in_time) == max(len(with_stance), 1)


@given(some_statements)
def test_newest_first_loses_nothing(statements: list[Statement]) -> None:
    in_order = newest_first(statements)
    assert sorted(map(repr, in_order)) == sorted(map(repr, statements))
    assert [s.date for s in in_order] == sorted((s.date for s in statements), reverse=True)

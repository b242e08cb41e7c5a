"""Changes of position, standings and roles over time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.dates import days_of, when
from onrecord.record import ChangeKind, ChangePath, Listing, Statement
from onrecord.record.timeline import (
    Change,
    change_paths,
    changes,
    newest_first,
    newest_of,
    roles,
    standings,
)
from onrecord.schema.models import Stance
from onrecord.text.dates import first_day

FIRST = date(2031, 1, 1)
YEAR, MONTH, DAY = len("2031"), len("2031-01"), len("2031-01-01")
KEYS = {"ana": ("ana",), "ben": ("ben",), "cal": ("cal",), "dov": ("dov",)}


def said(
    day: int,
    stance: Stance | None,
    actor: str = "ana",
    *,
    issue: str = "levy",
    briefed: int | None = None,
    known: int = DAY,
) -> Statement:
    """A statement on a day, in a briefing of the same or another day; the date may be a month or a year."""
    on = FIRST + timedelta(days=day)
    in_briefing = on if briefed is None else FIRST + timedelta(days=briefed)
    name = f"{actor}-{issue}-{day}-{known}-{stance}"
    dated = when(on.isoformat()[:known])
    return Statement(f"b-{in_briefing}", name, actor, issue, in_briefing, dated, stance, None)


def days_and_stances(found: Sequence[Change]) -> list[tuple[int, Stance | None, int, Stance | None]]:
    return [
        (
            (first_day(change.earlier.date) - FIRST).days,
            change.earlier.stance,
            (first_day(change.later.date) - FIRST).days,
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
        # Statements on one day are not changes of each other.
        ([said(0, "for"), said(0, "against")], []),
        # Both stances were there before, so neither is new.
        ([said(0, "for"), said(0, "against"), said(1, "for"), said(2, "for")], []),
        # A new stance is a change, whatever else is said on that day.
        ([said(0, "for"), said(1, "for"), said(1, "unclear")], [(0, "for", 1, "unclear")]),
        # There and back again: two changes, the newest first.
        (
            [said(0, "for"), said(1, "against"), said(2, "for")],
            [(1, "against", 2, "for"), (0, "for", 1, "against")],
        ),
        # The date of saying counts, not that of the briefing.
        ([said(0, "for", briefed=9), said(3, "against", briefed=4)], [(0, "for", 3, "against")]),
        # A month, and a day in it: neither is later.
        ([said(0, "for", known=MONTH), said(9, "against")], []),
        ([said(0, "for"), said(9, "against", known=MONTH)], []),
        ([said(0, "for", known=YEAR), said(40, "against", known=MONTH)], []),
        # The next month is certainly later, and so is a day in it.
        ([said(9, "for", known=MONTH), said(31, "against", known=MONTH)], [(0, "for", 31, "against")]),
        ([said(9, "for", known=MONTH), said(40, "against")], [(0, "for", 40, "against")]),
        # All statements that may be the last previous one count.
        ([said(0, "for", known=MONTH), said(9, "against"), said(40, "for")], []),
        (
            [said(0, "for", known=MONTH), said(9, "against"), said(40, "unclear")],
            [(9, "against", 40, "unclear")],
        ),
        # If a year may or may not be earlier, there is no change.
        ([said(0, "for", known=YEAR), said(9, "against"), said(400, "for")], []),
        # A day in the previous month: a statement that may be later does not hide the change.
        ([said(0, "for"), said(40, "against", known=MONTH), said(45, "for")], [(0, "for", 31, "against")]),
        # One change, although a day and its month both show it.
        (
            [said(0, "for"), said(40, "against", known=MONTH), said(45, "against")],
            [(0, "for", 31, "against")],
        ),
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


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        ("for", "against", "reversed"),
        ("against", "for", "reversed"),
        ("for", "conditional", "moved"),
        ("against", "conditional", "moved"),
        ("conditional", "for", "moved"),
        ("conditional", "against", "moved"),
        ("unclear", "for", "became_clear"),
        ("unclear", "conditional", "became_clear"),
        ("unclear", "against", "became_clear"),
        ("for", "unclear", "became_unclear"),
        ("conditional", "unclear", "became_unclear"),
        ("against", "unclear", "became_unclear"),
    ],
)
def test_a_change_has_a_kind(before: Stance, after: Stance, kind: ChangeKind) -> None:
    (path,) = change_paths([said(0, before), said(3, after)])
    assert path.kind == kind


def stances_of(paths: Sequence[ChangePath]) -> list[tuple[ChangeKind, list[tuple[int, Stance | None]]]]:
    return [
        (path.kind, [((first_day(one.date) - FIRST).days, one.stance) for one in path.statements])
        for path in paths
    ]


@pytest.mark.parametrize(
    ("statements", "expected"),
    [
        # Over an unclear answer: one entry, of the kind of its ends.
        (
            [said(0, "against"), said(2, "unclear"), said(5, "for")],
            [("reversed", [(0, "against"), (2, "unclear"), (5, "for")])],
        ),
        (
            [said(0, "against"), said(2, "unclear"), said(5, "conditional")],
            [("moved", [(0, "against"), (2, "unclear"), (5, "conditional")])],
        ),
        # Back to where it was.
        (
            [said(0, "for"), said(2, "unclear"), said(5, "for")],
            [("became_clear", [(0, "for"), (2, "unclear"), (5, "for")])],
        ),
        # The first of several unclear answers is the change.
        (
            [said(0, "for"), said(2, "unclear"), said(3, "unclear"), said(5, "against")],
            [("reversed", [(0, "for"), (2, "unclear"), (5, "against")])],
        ),
        # It ends unclear: no more than that is known.
        ([said(0, "for"), said(2, "unclear")], [("became_unclear", [(0, "for"), (2, "unclear")])]),
        # Two ways over unclear answers are two entries.
        (
            [said(0, "for"), said(1, "unclear"), said(2, "against"), said(3, "unclear"), said(4, "for")],
            [
                ("reversed", [(2, "against"), (3, "unclear"), (4, "for")]),
                ("reversed", [(0, "for"), (1, "unclear"), (2, "against")]),
            ],
        ),
        # Other stances on the way stay entries of their own.
        (
            [said(0, "for"), said(1, "conditional"), said(2, "against")],
            [
                ("moved", [(1, "conditional"), (2, "against")]),
                ("moved", [(0, "for"), (1, "conditional")]),
            ],
        ),
        # An unclear answer and another stance on one day: what came last is not known, so nothing is joined.
        ([said(0, "for"), said(0, "unclear")], []),
        # Another actor's or another issue's unclear answer joins nothing.
        (
            [said(0, "against"), said(2, "unclear", "ben"), said(2, "unclear", issue="fish"), said(5, "for")],
            [("reversed", [(0, "against"), (5, "for")])],
        ),
    ],
)
def test_a_change_over_an_unclear_answer_is_one(
    statements: list[Statement], expected: list[tuple[ChangeKind, list[tuple[int, Stance | None]]]]
) -> None:
    assert stances_of(change_paths(statements)) == expected
    assert stances_of(change_paths(reversed(statements))) == expected


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
        KEYS,
    )
    assert [(one.actor, one.latest.stance) for one in found] == [
        ("ana", "conditional"),
        ("ben", "against"),
        ("cal", "against"),
        ("dov", None),
    ]
    # The last statement has no stance, so the latest one with a stance counts.
    assert [statement.stance for statement in found[0].said] == ["conditional", "for"]
    assert [len(one.said) for one in found] == [2, 2, 1, 1]


def test_without_any_stance_all_that_was_said_counts() -> None:
    (found,) = standings([said(1, None), said(3, None), said(2, None)], KEYS)
    assert [(first_day(statement.date) - FIRST).days for statement in found.said] == [3, 2, 1]
    assert found.latest == found.said[0]


def test_those_of_one_stance_are_in_the_order_of_their_names() -> None:
    found = standings([said(9, "for", "cal"), said(2, "for", "ben"), said(1, "for", "ana")], KEYS)
    assert [one.actor for one in found] == ["ana", "ben", "cal"]


def test_who_spoke_last_is_kept_whatever_the_stance() -> None:
    found = standings(
        [said(5, "against", "dov"), *(said(1, "for", name) for name in "ana ben cal".split())], KEYS
    )
    assert [one.actor for one in newest_of(found, KEYS, 2)] == ["ana", "dov"]
    assert newest_of(found, KEYS, 4) == found


def listed(day: int, role: str | None) -> Listing:
    return Listing(f"b-{day:03}", FIRST + timedelta(days=day), role)


@pytest.mark.parametrize(
    ("listings", "expected"),
    [
        ([], []),
        ([listed(0, None)], []),
        ([listed(4, "Envoy"), listed(0, "Envoy")], [("Envoy", 0, 4)]),
        ([listed(4, "Minister"), listed(0, "Envoy")], [("Envoy", 0, 0), ("Minister", 4, 4)]),
        # A briefing without a role does not end one.
        ([listed(0, "Envoy"), listed(2, None), listed(4, "Envoy")], [("Envoy", 0, 4)]),
        (
            [listed(0, "Envoy"), listed(2, "Minister"), listed(4, "Envoy")],
            [("Envoy", 0, 0), ("Minister", 2, 2), ("Envoy", 4, 4)],
        ),
    ],
)
def test_roles(listings: list[Listing], expected: list[tuple[str, int, int]]) -> None:
    found = [
        (role.title, (first_day(role.first) - FIRST).days, (first_day(role.last) - FIRST).days)
        for role in roles(listings)
    ]
    assert found == expected


stances: st.SearchStrategy[Stance | None] = st.sampled_from(
    ["for", "against", "conditional", "unclear", None]
)
some_statements = st.lists(
    st.builds(
        said,
        st.integers(0, 6) | st.integers(28, 34) | st.integers(362, 368),
        stances,
        st.sampled_from(sorted(KEYS)),
        issue=st.sampled_from(["levy", "fish"]),
        briefed=st.none() | st.integers(0, 9),
        known=st.sampled_from([YEAR, MONTH, DAY]),
    ),
    max_size=25,
)


def surely_before(one: Statement, other: Statement) -> bool:
    """Whether every possible day of one is before every possible day of the other."""
    return max(days_of(str(one.date))) < min(days_of(str(other.date)))


@given(some_statements)
def test_a_change_is_of_one_actor_on_one_issue_to_another_stance_later(statements: list[Statement]) -> None:
    found = changes(statements)
    for change in found:
        earlier, later = change.earlier, change.later
        assert {earlier, later} <= set(statements)
        assert (earlier.actor, earlier.issue) == (later.actor, later.issue)
        assert surely_before(earlier, later)
        assert earlier.stance != later.stance
        assert None not in (earlier.stance, later.stance)
        between = [
            s
            for s in statements
            if s.stance
            and (s.actor, s.issue) == (later.actor, later.issue)
            and surely_before(earlier, s)
            and surely_before(s, later)
        ]
        assert between == []
    assert len({change.later for change in found}) == len(found)
    dates = [str(change.later.date) for change in found]
    assert dates == sorted(dates, reverse=True)


@given(some_statements)
def test_a_change_is_told_wherever_all_that_was_said_last_before_differs(statements: list[Statement]) -> None:
    """By the definition, pair by pair; equal changes count once."""
    with_stance = [s for s in statements if s.stance]
    wanted = set()
    for later in with_stance:
        of_both = [s for s in with_stance if (s.actor, s.issue) == (later.actor, later.issue)]
        before = [s for s in of_both if surely_before(s, later)]
        last = [s for s in before if not any(surely_before(s, other) for other in before)]
        if last and later.stance not in {s.stance for s in last}:
            wanted.add((later.actor, later.issue, later.stance, frozenset(s.id for s in last)))
    found = changes(statements)
    told = {(c.later.actor, c.later.issue, c.later.stance, c.earlier.id) for c in found}
    for actor, issue, stance, last_ids in wanted:
        assert any((actor, issue, stance, earlier) in told for earlier in last_ids)
    for actor, issue, stance, earlier in told:
        assert any((actor, issue, stance) == one[:3] and earlier in one[3] for one in wanted)


@given(some_statements)
def test_paths_have_every_change_once(statements: list[Statement]) -> None:
    paths = change_paths(statements)
    new = [statement for path in paths for statement in path.statements[1:]]
    assert sorted(map(repr, new)) == sorted(repr(change.later) for change in changes(statements))
    dates = [str(path.later.date) for path in paths]
    assert dates == sorted(dates, reverse=True)
    for path in paths:
        assert len({(one.actor, one.issue) for one in path.statements}) == 1
        assert all(surely_before(*pair) for pair in pairwise(path.statements))
        assert [one.stance for one in path.statements[1:-1]] in ([], ["unclear"])
        assert len(path.statements) == 2 or "unclear" not in (path.earlier.stance, path.later.stance)


@given(some_statements, st.integers(0))
def test_another_statement_changes_the_order_of_no_other_path(
    statements: list[Statement], which: int
) -> None:
    paths = change_paths(statements)
    less = [s for s in statements if statements and s is not statements[which % len(statements)]]
    kept = set(paths) & set(change_paths(less))
    assert [p for p in paths if p in kept] == [p for p in change_paths(less) if p in kept]


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
    found = standings(statements, KEYS)
    assert sorted(one.actor for one in found) == sorted({statement.actor for statement in statements})
    for one in found:
        of_actor = [s for s in statements if s.actor == one.actor]
        wanted = [s for s in of_actor if s.stance] or of_actor
        assert sorted(map(repr, one.said)) == sorted(map(repr, wanted))
        assert one.latest == one.said[0]
        assert not any(surely_before(one.latest, s) for s in one.said)


@given(some_statements)
def test_newest_first_loses_nothing(statements: list[Statement]) -> None:
    in_order = newest_first(statements)
    assert sorted(map(repr, in_order)) == sorted(map(repr, statements))
    assert [str(s.date) for s in in_order] == sorted((str(s.date) for s in statements), reverse=True)
    for at, statement in enumerate(in_order):
        assert not any(surely_before(statement, older) for older in in_order[at:])

"""Days as columns: few days, or months, or quarters, and what one actor said in each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.dates import days_of, whens
from onrecord.record import Statement
from onrecord.record.columns import MAX_DAYS, MAX_PERIODS, Columns, Period, columns_of, period_of, runs_of
from onrecord.record.timeline import changes
from onrecord.schema.models import Stance
from onrecord.text.dates import Month, Quarter, When, Year

FIRST = date(2031, 1, 1)
STANCES: tuple[Stance, ...] = ("for", "against", "conditional", "unclear")


def days(count: int, apart: int) -> list[When]:
    return [FIRST + timedelta(number * apart) for number in range(count)]


def said(on: When, stance: Stance | None, slug: str = "b", number: int = 0) -> Statement:
    return Statement(slug, f"{on}-{stance}-{number}", "ana", "levy", FIRST, on, stance, None)


@pytest.mark.parametrize(
    ("dates", "unit", "periods", "is_cut"),
    [
        ([], "day", [], False),
        ([FIRST, FIRST], "day", [FIRST], False),
        (days(MAX_DAYS, 400), "day", days(MAX_DAYS, 400), False),
        # A year and a month are columns too, before what they hold.
        ([FIRST, Month(2031, 1), Year(2031)], "day", [Year(2031), Month(2031, 1), FIRST], False),
        (days(9, 10), "month", [Month(2031, 1), Month(2031, 2), Month(2031, 3)], False),
        ([*days(8, 1), Month(2031, 1)], "month", [Month(2031, 1)], False),
        ([*days(9, 1), Year(2031), Year(2030)], "month", [Year(2030), Year(2031), Month(2031, 1)], False),
        (days(10, 31), "month", [Month(2031, month) for month in range(1, 11)], False),
        (days(11, 31), "quarter", [Quarter(2031, number) for number in range(1, 5)], False),
        (
            days(12, 92),
            "quarter",
            [
                *(Quarter(2031 + n // 4, n % 4 + 1) for n in range(2, 8)),
                *(Quarter(2033, n) for n in range(1, 5)),
            ],
            True,
        ),
    ],
)
def test_columns(dates: list[When], unit: str, periods: list[Period], is_cut: bool) -> None:
    found = columns_of(dates)
    assert (found.unit, list(found.periods), found.is_cut) == (unit, periods, is_cut)


@pytest.mark.parametrize(
    ("when", "quarter"),
    [
        (date(2031, 1, 1), Quarter(2031, 1)),
        (date(2031, 3, 31), Quarter(2031, 1)),
        (date(2031, 4, 1), Quarter(2031, 2)),
        (date(2031, 12, 31), Quarter(2031, 4)),
        (Month(2031, 9), Quarter(2031, 3)),
        (Year(2031), Year(2031)),
    ],
)
def test_the_quarter_of_a_date(when: When, quarter: Period) -> None:
    assert period_of(when, "quarter") == quarter


some_dates = st.lists(whens(st.dates(date(2031, 1, 1), date(2036, 12, 31))), max_size=40)


@given(some_dates)
def test_each_date_has_a_column_or_is_before_them(dates: list[When]) -> None:
    columns = columns_of(dates)
    assert len(columns.periods) <= MAX_PERIODS
    assert len(set(columns.periods)) == len(columns.periods)
    assert {columns.of(when) for when in dates} - {None} == set(columns.periods)
    outside = [when for when in dates if columns.of(when) is None]
    assert bool(outside) is columns.is_cut
    # Whatever is left out begins before everything that is shown.
    inside = [when for when in dates if columns.of(when) is not None]
    first = min((min(days_of(str(when))) for when in inside), default=date.max)
    assert all(min(days_of(str(when))) <= first for when in outside)


def runs(
    statements: Sequence[Statement], columns: Columns
) -> dict[Period | None, list[tuple[str, int, bool]]]:
    return {
        period: [(str(run.stance), run.articles, run.is_change) for run in of_period]
        for period, of_period in runs_of(statements, columns).items()
    }


def test_what_one_actor_said_in_each_column() -> None:
    later = FIRST + timedelta(1)
    statements = [
        said(FIRST, "for", "b1"),
        said(FIRST, "for", "b2"),
        said(FIRST, "for", "b2", 1),
        said(later, "against", "b1"),
        said(later, "for", "b3"),
        said(later, "against", "b2"),
    ]
    columns = columns_of([FIRST, later])
    # Of one day: each stance once, in the order of stances; the first one was there the day before.
    assert runs(statements, columns) == {
        FIRST: [("for", 2, False)],
        later: [("for", 1, False), ("against", 2, True)],
    }
    assert runs(statements[::-1], columns) == runs(statements, columns)
    in_month = Columns("month", (Month(2031, 1),), is_cut=False)
    assert runs(statements, in_month) == {Month(2031, 1): [("for", 3, False), ("against", 2, True)]}
    later_still = Columns("day", (later,), is_cut=True)
    assert runs(statements, later_still)[None] == [("for", 2, False)]


@given(
    st.lists(
        st.builds(
            said,
            whens(st.dates(FIRST, date(2033, 12, 31))),
            st.sampled_from([*STANCES, None]),
            st.sampled_from("abc"),
        ),
        max_size=30,
    )
)
def test_nothing_that_was_said_is_lost(statements: list[Statement]) -> None:
    columns = columns_of(statement.date for statement in statements)
    found = runs_of(statements, columns)
    for period, of_period in found.items():
        here = [s for s in statements if columns.of(s.date) == period]
        assert {run.stance for run in of_period} == {s.stance for s in here}
        assert all(run.newest in here for run in of_period)
        assert all(one.stance != other.stance for one, other in pairwise(of_period))
        assert all(1 <= run.articles <= len({s.slug for s in here}) for run in of_period)
    changed = {change.later.stance for change in changes(statements)}
    assert {run.stance for of_period in found.values() for run in of_period if run.is_change} == changed

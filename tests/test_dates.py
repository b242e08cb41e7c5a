"""How much time lies between two days, as pages tell it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.text.dates import time_between


@pytest.mark.parametrize(
    ("start", "end", "time"),
    [
        pytest.param("2031-03-10", "2031-03-10", (0, 0, 0), id="same-day"),
        pytest.param("2031-03-10", "2031-03-09", (0, 0, 0), id="end-before-the-start"),
        pytest.param("2031-03-10", "2031-03-11", (0, 0, 1), id="a-day"),
        pytest.param("2031-01-01", "2031-03-01", (0, 0, 59), id="59-days"),
        pytest.param("2031-01-01", "2031-03-02", (0, 2, 0), id="60-days"),
        pytest.param("2031-03-10", "2031-06-09", (0, 2, 0), id="day-before-the-month-is-whole"),
        pytest.param("2031-03-10", "2031-06-10", (0, 3, 0), id="its-day-comes-round"),
        pytest.param("2031-08-31", "2031-11-29", (0, 2, 0), id="day-before-the-last-of-a-shorter-month"),
        pytest.param("2031-08-31", "2031-11-30", (0, 3, 0), id="last-of-a-shorter-month"),
        pytest.param("2031-08-30", "2032-02-29", (0, 6, 0), id="last-of-february"),
        pytest.param("2030-03-10", "2032-03-09", (0, 23, 0), id="day-before-two-years"),
        pytest.param("2030-03-10", "2032-03-10", (2, 0, 0), id="two-years"),
        pytest.param("2030-03-10", "2032-06-10", (2, 3, 0), id="years-and-months"),
        pytest.param("9999-01-01", "9999-12-31", (0, 11, 0), id="last-day-of-all"),
    ],
)
def test_time_between(start: str, end: str, time: tuple[int, int, int]) -> None:
    assert time_between(date.fromisoformat(start), date.fromisoformat(end)) == time


@given(st.dates(), st.integers(0, 4000))
def test_time_that_is_said_fits_into_the_days_counted(start: date, days: int) -> None:
    """A year has 365 or 366 days, a month 28 to 31; what is less than the unit is left out."""
    end = min(start, date.max - timedelta(days)) + timedelta(days)
    start = end - timedelta(days)
    years, months, rest = time_between(start, end)
    assert 365 * years + 28 * months + rest <= days
    assert days <= 366 * years + 31 * (months + (1 if days >= 60 else 0)) + rest

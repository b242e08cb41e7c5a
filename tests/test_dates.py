"""Days, months and years: which is earlier, their order, the time between days."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Struct

from helpers.dates import days_of, texts, when, whens
from onrecord.schema.models import Brief
from onrecord.text.dates import When, first_day, in_order, is_before, last_day, time_between


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
    """A year has 365 or 366 days, a month 28 to 31; the rest below the unit is dropped."""
    end = min(start, date.max - timedelta(days)) + timedelta(days)
    start = end - timedelta(days)
    years, months, rest = time_between(start, end)
    assert 365 * years + 28 * months + rest <= days
    assert days <= 366 * years + 31 * (months + (1 if days >= 60 else 0)) + rest


@given(whens(st.dates(date(1, 1, 1), date(9998, 12, 31))))
def test_a_date_stands_for_the_days_that_begin_with_it(written: When) -> None:
    days = days_of(str(written))
    assert (first_day(written), last_day(written)) == (min(days), max(days))


@pytest.mark.parametrize(
    ("written", "last"), [("9999", date.max), ("9999-12", date.max), ("0001", date(1, 12, 31))]
)
def test_the_first_and_the_last_year(written: str, last: date) -> None:
    assert last_day(when(written)) == last


@given(texts(), texts())
def test_earlier_is_what_is_earlier_on_all_of_its_days(one: str, other: str) -> None:
    certain = all(day < later for day in days_of(one) for later in (min(days_of(other)), max(days_of(other))))
    assert is_before(when(one), when(other)) == certain
    if days_of(one) & days_of(other):
        assert not is_before(when(one), when(other))
        assert not is_before(when(other), when(one))
        assert days_of(one) <= days_of(other) or days_of(other) <= days_of(one)
    else:
        assert is_before(when(one), when(other)) != is_before(when(other), when(one))


@given(whens(), whens(), whens())
def test_earlier_is_a_partial_order(one: When, other: When, third: When) -> None:
    assert not is_before(one, one)
    if is_before(one, other):
        assert not is_before(other, one)
        if is_before(other, third):
            assert is_before(one, third)


@given(texts(), texts())
def test_lists_have_the_order_of_the_text_and_never_turn_what_is_certain(one: str, other: str) -> None:
    assert (in_order(when(one)) < in_order(when(other))) == (one < other)
    assert (in_order(when(one)) == in_order(when(other))) == (one == other)
    if is_before(when(one), when(other)):
        assert in_order(when(one)) < in_order(when(other))


@given(whens(), whens())
def test_how_much_time_it_was_is_told_between_days_alone(start: When, end: When) -> None:
    if not (isinstance(start, date) and isinstance(end, date)):
        assert time_between(start, end) == (0, 0, 0)


class Kept(Struct, array_like=True):
    """A date as in the cache."""

    when: When | None


@given(texts())
def test_a_date_is_itself_after_yaml_and_the_cache(written: str) -> None:
    data = {"summary": "s", "date": written, "source": {"file": "f", "publisher": "p", "published": written}}
    brief = Brief.model_validate({**data, "actors": [{"id": "a"}]})
    assert brief.date == brief.source.published == when(written)
    assert f"{brief.date}" == brief.date.isoformat() == written
    kept = msgspec.msgpack.decode(msgspec.msgpack.encode(Kept(brief.date)), type=Kept)
    assert kept.when == brief.date
    assert type(kept.when) is type(when(written))

"""Days, months and years, each with the days that it may mean, as an independent definition."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from hypothesis import strategies as st

from onrecord.text.dates import Month, When, Year

_LENGTHS = len("2024"), len("2024-10"), len("2024-10-02")
_CLOSE = st.dates(date(1999, 11, 1), date(2001, 2, 10))


@cache
def days_of(text: str) -> frozenset[date]:
    """All days whose ISO date begins with a text, which has at least a year."""
    first = date(int(text[:4]), 1, 1)
    days = (first + timedelta(days=at) for at in range(366))
    return frozenset(day for day in days if day.isoformat().startswith(text))


def when(text: str) -> When:
    """The date in a text."""
    year, *rest = map(int, text.split("-"))
    if not rest:
        return Year(year)
    return Month(year, rest[0]) if len(rest) == 1 else date.fromisoformat(text)


def texts(days: st.SearchStrategy[date] = _CLOSE) -> st.SearchStrategy[str]:
    """Dates as text: days, months or years."""
    return st.builds(lambda day, length: day.isoformat()[:length], days, st.sampled_from(_LENGTHS))


def whens(days: st.SearchStrategy[date] = _CLOSE) -> st.SearchStrategy[When]:
    """Days, months and years, close enough to meet."""
    return texts(days).map(when)

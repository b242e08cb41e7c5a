"""Dates that are a day, a month or a year; their certain order; the time between days.

A month is written 2024-10 and a year 2024 (ISO 8601 with reduced precision). Each means one unknown day of
that month or year. Of two such periods, one contains the other, or they have no day in common; only then is
one of them earlier (`is_before`). So there is no `<` for them.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import TypeAlias

from msgspec import Struct

DAYS_UP_TO = 60
MONTHS_UP_TO = 24


class Month(Struct, frozen=True, array_like=True, tag="month"):
    """A month of a year."""

    year: int
    month: int

    def isoformat(self) -> str:
        """As ISO 8601 writes it: 2024-10."""
        return f"{self.year:04}-{self.month:02}"

    __str__ = isoformat


class Year(Struct, frozen=True, array_like=True, tag="year"):
    """A year."""

    year: int

    def isoformat(self) -> str:
        """As ISO 8601 writes it: 2024."""
        return f"{self.year:04}"

    __str__ = isoformat


class Quarter(Struct, frozen=True):
    """Three months of a year; no date is written so, but several may be shown together.

    Attributes:
        quarter: 1 to 4.
    """

    year: int
    quarter: int


# Days are `date`, which Python and msgspec handle fast: nearly all dates are days.
When: TypeAlias = date | Month | Year


def first_day(when: When) -> date:
    """The earliest possible day."""
    if isinstance(when, date):
        return when
    return date(when.year, when.month if isinstance(when, Month) else 1, 1)


def last_day(when: When) -> date:
    """The latest possible day."""
    if isinstance(when, date):
        return when
    month = when.month if isinstance(when, Month) else 12
    return date(when.year, month, monthrange(when.year, month)[1])


def is_before(earlier: When, later: When) -> bool:
    """Whether one is certainly earlier than the other; False if they have a day in common."""
    return last_day(earlier) < first_day(later)


def in_order(when: When) -> int:
    """The sort key for lists: the first day's number times three, plus 2 for a day or 1 for a month.

    This is the order of the dates as text: a year before its months, a month before its days. A date that is
    certainly earlier (`is_before`) has a smaller key.
    """
    if isinstance(when, date):
        return when.toordinal() * 3 + 2
    return first_day(when).toordinal() * 3 + isinstance(when, Month)


def time_between(start: When, end: When) -> tuple[int, int, int]:
    """The time between two days as years, months and days.

    In days below 60 days, in whole months below two years, then in years and whole months. A month is
    complete on the same day of the next one, or on the last day of a shorter one. All three are 0 on the same
    day, if the end is before the start, and if either date is not a day.
    """
    if not (isinstance(start, date) and isinstance(end, date)):
        return 0, 0, 0
    days = (end - start).days
    if days <= 0:
        return 0, 0, 0
    if days < DAYS_UP_TO:
        return 0, 0, days
    months = (end.year - start.year) * 12 + end.month - start.month
    if end.day < start.day and not _ends_month(end):
        months -= 1
    if months < MONTHS_UP_TO:
        return 0, months, 0
    return *divmod(months, 12), 0


def _ends_month(day: date) -> bool:
    """Whether a day is the last of its month; it must not be `date.max`."""
    return date.fromordinal(day.toordinal() + 1).month != day.month

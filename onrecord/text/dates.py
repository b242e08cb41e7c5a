"""When something was: a day, a month or a year; what is certain of two of them, and the time between days.

A month is written 2024-10 and a year 2024 (ISO 8601 with reduced precision).  Each stands for a stretch of
days of which nobody knows more.  Of two stretches one is inside the other, or they have no day in common;
only in the second case is one of them earlier (`is_before`).  So there is no `<` between them.
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


# Days stay what Python and msgspec know: nearly all dates are days, and these cost no more than before.
When: TypeAlias = date | Month | Year


def first_day(when: When) -> date:
    """The earliest day that it can have been."""
    if isinstance(when, date):
        return when
    return date(when.year, when.month if isinstance(when, Month) else 1, 1)


def last_day(when: When) -> date:
    """The latest day that it can have been."""
    if isinstance(when, date):
        return when
    month = when.month if isinstance(when, Month) else 12
    return date(when.year, month, monthrange(when.year, month)[1])


def is_before(earlier: When, later: When) -> bool:
    """Whether one was earlier than the other beyond doubt; False where they have a day in common."""
    return last_day(earlier) < first_day(later)


def in_order(when: When) -> int:
    """The key by which lists are sorted: the first day's number times three, plus 2 for a day, 1 for a month.

    It is the order of the dates as text: a year comes before its months, a month before its days.  What is
    before something else beyond doubt comes before it here too.
    """
    if isinstance(when, date):
        return when.toordinal() * 3 + 2
    return first_day(when).toordinal() * 3 + isinstance(when, Month)


def time_between(start: When, end: When) -> tuple[int, int, int]:
    """How much time lies between two days: years, months, days.

    Days below 60 days, whole months below two years, years and whole months from there on; a month is
    whole when its day comes round, or on the last of a month too short to have it.  Nothing on the same
    day, where the end is before the start, and where either is no day: how much it was is not known then.
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
    """Whether a day that is not the last of all is the last of its month."""
    return date.fromordinal(day.toordinal() + 1).month != day.month

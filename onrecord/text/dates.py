"""Stretches of time between days."""

from __future__ import annotations

from datetime import date

DAYS_UP_TO = 60
MONTHS_UP_TO = 24


def time_between(start: date, end: date) -> tuple[int, int, int]:
    """How much time lies between two days: years, months, days.

    Days below 60 days, whole months below two years, years and whole months from there on; a month is
    whole when its day comes round, or on the last of a month too short to have it.  Nothing on the same
    day, and where the end is before the start.
    """
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

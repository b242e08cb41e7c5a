"""Dates and stretches of time in words, the same whatever the machine's language."""

from __future__ import annotations

from datetime import date

MONTHS = "January February March April May June July August September October November December".split()
DAYS_UP_TO = 60
MONTHS_UP_TO = 24


def in_words(day: date) -> str:
    """A date as it is read: 2 October 2024."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def time_between(start: date, end: date) -> str:
    """How much time lies between two days: `12 days`, `6 months`, `2 years and 3 months`.

    Days below 60 days, whole months below two years, years and whole months from there on; a month is
    whole when its day comes round, or on the last of a month too short to have it.  Nothing on the same
    day, and where the end is before the start.
    """
    days = (end - start).days
    if days <= 0:
        return ""
    if days < DAYS_UP_TO:
        return _counted(days, "day")
    months = (end.year - start.year) * 12 + end.month - start.month
    if end.day < start.day and not _ends_month(end):
        months -= 1
    if months < MONTHS_UP_TO:
        return _counted(months, "month")
    years, months = divmod(months, 12)
    return _counted(years, "year") + (f" and {_counted(months, 'month')}" if months else "")


def _ends_month(day: date) -> bool:
    return day == date.max or date.fromordinal(day.toordinal() + 1).month != day.month


def _counted(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"

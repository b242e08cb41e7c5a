"""The time axis of a chart: where a day is on it, and which days are named below it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from msgspec import Struct

from onrecord.charts.svg import room_of
from onrecord.languages import Wording

_MAX_TICKS = 7
_DAYS = 45  # up to here days are marked, beyond it months or years


class TimeScale(Struct, frozen=True):
    """Days on a line from left to right.

    Attributes:
        first: the first day.
        last: the last one; it may be the first.
        left: where the first one is.
        right: where the last one is; a single day is in the middle.
    """

    first: date
    last: date
    left: float
    right: float

    def x(self, day: date) -> float:
        """Where a day is."""
        if self.first == self.last:
            return (self.left + self.right) / 2
        return self.left + (self.right - self.left) * ((day - self.first) / (self.last - self.first))

    def ticks(self, words: Wording) -> list[tuple[date, str]]:
        """Days to name, and their names: where names are so long that they would meet, every second one."""
        ticks = self._all_ticks(words)
        if words.tag == "en":  # Its names of months are short enough.
            return ticks
        ends = [(self.x(day), room_of(said) / 2) for day, said in ticks]
        meet = any(x + half > y - other for (x, half), (y, other) in pairwise(ends))
        return ticks[::2] if meet else ticks

    def _all_ticks(self, words: Wording) -> list[tuple[date, str]]:
        """Single days, firsts of months or firsts of years, at most seven, and their names."""
        first, last = self.first, self.last
        span = (last - first).days
        if span <= _DAYS:
            step = span // _MAX_TICKS + 1
            days = [date.fromordinal(first.toordinal() + at) for at in range(0, span + 1, step)]
            named = [words.short_day(day) for day in days]
            return [(days[0], words.day(days[0])), *zip(days[1:], named[1:], strict=True)]
        # In months from the year 0, so that there is no day after the last.
        begin = first.year * 12 + first.month - (first.day == 1)
        end = last.year * 12 + last.month - 1
        months = next(step for step in _steps() if end // step - (begin - 1) // step <= _MAX_TICKS)
        named_months = range(-(-begin // months) * months, end + 1, months)
        days = [date(month // 12, month % 12 + 1, 1) for month in named_months]
        return [
            (day, words.number(day.year) if months >= 12 else words.short_month(day.year, day.month))
            for day in days
        ]


def _steps() -> Iterator[int]:
    """Lengths in months that divide a year, a decade or a century evenly."""
    yield from (1, 2, 3, 6)
    years = 1
    while True:
        yield from (12 * years, 24 * years, 60 * years)
        years *= 10

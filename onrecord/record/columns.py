"""Stage 4, continued: the days of an issue's positions as the columns of a table.

A few days are a column each; more of them are joined to months, and months to quarters, so that a table fits
on a page. A date that is a year alone belongs to no month: it is a column of its own, before those.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import groupby
from typing import Literal, TypeAlias

from msgspec import Struct

from onrecord.record import Statement
from onrecord.record.timeline import ORDER, changes
from onrecord.schema.models import Stance
from onrecord.text.dates import Month, Quarter, When, Year, in_order

MAX_DAYS = 8
MAX_PERIODS = 10  # months or quarters

Period: TypeAlias = When | Quarter
Unit = Literal["day", "month", "quarter"]


class Columns(Struct, frozen=True):
    """The columns of a table.

    Attributes:
        periods: oldest first.
        is_cut: whether there are positions before the first of them.
    """

    unit: Unit
    periods: tuple[Period, ...]
    is_cut: bool

    def of(self, when: When) -> Period | None:
        """The column of a date; None if it is before them."""
        period = period_of(when, self.unit)
        return period if period in self.periods else None


class Run(Struct, frozen=True):
    """Consecutive positions of one actor with the same stance.

    Attributes:
        newest: of them.
        articles: the number of briefings that report them.
        is_change: whether one of them is a change of position.
    """

    newest: Statement
    articles: int
    is_change: bool

    @property
    def stance(self) -> Stance | None:
        """The stance of all of them."""
        return self.newest.stance


def period_of(when: When, unit: Unit) -> Period:
    """The day, the month or the quarter that a date is in; a longer time stays as it is."""
    if unit == "day" or isinstance(when, Year):
        return when
    return Month(when.year, when.month) if unit == "month" else Quarter(when.year, (when.month + 2) // 3)


def columns_of(dates: Iterable[When]) -> Columns:
    """The columns for some dates: at most `MAX_DAYS` days, or else the newest `MAX_PERIODS` periods."""
    every = set(dates)
    if len(every) <= MAX_DAYS:
        return Columns("day", _oldest_first(every), is_cut=False)
    months = _oldest_first({period_of(when, "month") for when in every})
    if len(months) <= MAX_PERIODS:
        return Columns("month", months, is_cut=False)
    quarters = _oldest_first({period_of(when, "quarter") for when in every})
    return Columns("quarter", quarters[-MAX_PERIODS:], is_cut=len(quarters) > MAX_PERIODS)


def runs_of(statements: Sequence[Statement], columns: Columns) -> dict[Period | None, tuple[Run, ...]]:
    """What one actor said on one issue, by column, oldest first; what was said before them under None.

    On one day, positions with the same stance are one run, whatever their order.
    """
    new = {change.later for change in changes(statements)}
    in_time = sorted(statements, key=lambda said: (in_order(said.date), ORDER[said.stance]))
    return {
        period: tuple(_run(list(run), new) for _, run in groupby(group, key=lambda said: said.stance))
        for period, group in groupby(in_time, key=lambda said: columns.of(said.date))
    }


def _run(run: Sequence[Statement], new: Collection[Statement]) -> Run:
    newest = max(run, key=lambda said: (in_order(said.date), in_order(said.briefed)))
    return Run(newest, len({said.slug for said in run}), any(said in new for said in run))


def _oldest_first(periods: Iterable[Period]) -> tuple[Period, ...]:
    return tuple(sorted(periods, key=lambda period: in_order(start_of(period))))


def start_of(period: Period) -> When:
    """What a period begins with: of a quarter its first month."""
    return Month(period.year, 3 * period.quarter - 2) if isinstance(period, Quarter) else period

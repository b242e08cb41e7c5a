"""Stances over time: a row an actor, a mark a position, its shape the stance.

Of a position that is dated to a month or a year a line shows the days that it may be of; the mark is in its
middle, for want of a better place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import chain

from msgspec import Struct
from msgspec.structs import replace

from onrecord.charts.svg import across, at_end, figure, key, label, number, text, turned
from onrecord.charts.timescale import TimeScale
from onrecord.languages import Wording, english
from onrecord.languages.wording import capital
from onrecord.schema import Stance
from onrecord.text.dates import When, first_day, in_order, last_day
from onrecord.text.phrases import Phrase, phrase

MAX_ROWS = 40
MAX_MARKS = 120
_MAX_LANES = 4

_WIDTH = 720.0
_NAMES = 190.0  # up to here the actors' names
_LEFT, _RIGHT = 216.0, 690.0  # the middle of the first mark and of the last
_TOP, _BOTTOM = 6.0, 30.0
_ROW, _LANE = 36.0, 20.0
_MARK = 18.0  # so far apart two marks do not touch
_STROKE = 4.0  # up and down from the ends of a line

# Around 0 0: told apart by their shape alone, and of about the same weight.
_SHAPES: dict[Stance, str] = {
    "for": "M0-8 8 6.5H-8Z",
    "conditional": "M0-8.5 8.5 0 0 8.5-8.5 0Z",
    "unclear": "M0-6.5a6.5 6.5 0 1 1 0 13a6.5 6.5 0 1 1 0-13Z",
    "against": "M0 8 8-6.5H-8Z",
}


class Mark(Struct, frozen=True):
    """A position.

    Attributes:
        href: its address as the browser sees it from the page.
        label: what it is, in words.
    """

    when: When
    stance: Stance
    href: str
    label: str | Phrase


class Row(Struct, frozen=True):
    """An actor and the positions to draw.

    Attributes:
        name: rows are ordered by it.
        label: what is written before the row; the name unless given.
    """

    name: str
    marks: tuple[Mark, ...]
    label: str | Phrase = ""


class _Placed(Struct, frozen=True):
    """A mark, and where the line begins and ends that it is on; of a day all three are one."""

    mark: Mark
    start: float
    x: float
    end: float
    lane: int


def stance_chart(rows: Sequence[Row], words: Wording | None = None) -> str:
    """The chart as a `<figure>`.

    Of more than `MAX_ROWS` rows it draws those with the newest marks, whatever their stance; of more than
    `MAX_MARKS` marks the newest, but of each row one at least.

    Args:
        rows: from top to bottom, each with a mark; at least one row.
        words: the site's language; English unless given.  Of one that is read from the right, names stand
            on the right, and time runs to the left.

    Returns:
        Raw HTML, its ids `mark_*` and `chart_*`.
    """
    words = words or english()
    drawn = _newest_marks(_newest_rows(rows))
    dates = [mark.when for row in drawn for mark in row.marks]
    scale = TimeScale(min(map(first_day, dates)), max(map(last_day, dates)), _LEFT, _RIGHT)
    parts: list[str] = []
    y, left_out = _TOP, sum(len(row.marks) for row in rows)
    is_stretched = not all(isinstance(when, date) for when in dates)
    for row in drawn:
        placed = list(_placed(row.marks, scale))
        height = _ROW + _LANE * max((mark.lane for mark in placed), default=0)
        parts += _row(row, placed, y, height, words)
        left_out -= len(placed)
        y += height
    ticks = chain.from_iterable(_tick(scale.x(day), said, y, words) for day, said in scale.ticks(words))
    shapes = "".join(
        f'<g id="mark_{stance}"><circle r="12" fill="none" pointer-events="all"/><path d="{shape}"/></g>'
        for stance, shape in _SHAPES.items()
    )
    return figure(
        "chart_caption",
        (_WIDTH, y + _BOTTOM),
        "group",
        [f"<defs>{shapes}</defs>", *ticks, *parts],
        _caption(len(rows) - len(drawn), left_out, words, has_lines=is_stretched),
        words,
    )


def _newest_rows(rows: Sequence[Row]) -> list[Row]:
    """In their order; of rows of the same day the name decides, so that no stance comes before another."""

    def rank(at: int) -> tuple[int, str, int]:
        newest = max(in_order(mark.when) for mark in rows[at].marks)
        return -newest, rows[at].name, at

    return [rows[at] for at in sorted(sorted(range(len(rows)), key=rank)[:MAX_ROWS])]


def _newest_marks(rows: Sequence[Row]) -> list[Row]:
    ranked: list[tuple[bool, int, int, int]] = []
    for number_of_row, row in enumerate(rows):
        newest = sorted(range(len(row.marks)), key=lambda at: in_order(row.marks[at].when), reverse=True)
        ranked += [(at != newest[0], -in_order(row.marks[at].when), number_of_row, at) for at in newest]
    kept = {place[2:] for place in sorted(ranked)[:MAX_MARKS]}
    return [
        replace(row, marks=tuple(mark for at, mark in enumerate(row.marks) if (number_of_row, at) in kept))
        for number_of_row, row in enumerate(rows)
    ]


def _placed(marks: Iterable[Mark], scale: TimeScale) -> Iterator[_Placed]:
    """Marks side by side or, where days are close, below one another; none where that takes too much room."""
    ends = [float("-inf")] * _MAX_LANES
    for mark in sorted(marks, key=lambda mark: in_order(mark.when)):
        start, end = scale.x(first_day(mark.when)), scale.x(last_day(mark.when))
        x = (start + end) / 2
        # Half a mark is on either side of what is kept free.
        left, right = min(x, start + _MARK / 2), max(x, end - _MARK / 2)
        lane = next((lane for lane, taken in enumerate(ends) if taken <= left), None)
        if lane is not None:
            ends[lane] = right + _MARK
            yield _Placed(mark, start, x, end, lane)


def _row(row: Row, placed: Iterable[_Placed], y: float, height: float, words: Wording) -> Iterator[str]:
    bottom = number(y + height)
    yield f'<path class="rule" d="M0 {bottom}H{number(_WIDTH)}" stroke="currentColor" stroke-width=".5"/>'
    names, ends = across(_NAMES, _WIDTH, words), at_end(True, words)
    yield label(words.said(row.label or row.name), names, y + _ROW / 2, _NAMES, words, ends=ends)
    for at in placed:
        middle = y + _ROW / 2 + at.lane * _LANE
        yield (
            f'<a href="{text(at.mark.href)}"><title>{text(words.said(at.mark.label))}</title>'
            f'{_stretch(at, middle, words)}<use href="#mark_{at.mark.stance}" class="{at.mark.stance}"'
            f' x="{number(across(at.x, _WIDTH, words))}" y="{number(middle)}"/></a>'
        )


def _stretch(at: _Placed, middle: float, words: Wording) -> str:
    """The line that a mark is on, with a stroke at both ends; none for a day."""
    if isinstance(at.mark.when, date):
        return ""
    start, end = (number(across(x, _WIDTH, words)) for x in (at.start, at.end))
    top, bottom = number(middle - _STROKE), number(middle + _STROKE)
    return (
        f'<path d="M{start} {number(middle)}H{end}M{start} {top}V{bottom}M{end} {top}V{bottom}"'
        ' fill="none" stroke="currentColor"/>'
    )


def _tick(at: float, said: str, bottom: float, words: Wording) -> Iterator[str]:
    x = number(across(at, _WIDTH, words))
    yield f'<path class="rule" d="M{x} 0V{number(bottom + 5)}" stroke="currentColor" stroke-width=".5"/>'
    yield f'<text x="{x}" y="{number(bottom + 21)}" text-anchor="middle"{turned(words)}>{text(said)}</text>'


def _caption(rows: int, marks: int, words: Wording, *, has_lines: bool) -> str:
    """The legend, and in words what a line means, where there is one, and what is left out."""
    box = 'viewBox="-10 -10 20 20" width="16" height="16"'
    legend = " ".join(
        key(
            box,
            f'<use href="#mark_{stance}" class="{stance}"/>',
            capital(words.text(f"stances.{stance}")),
        )
        for stance in _SHAPES
    )
    left_out = [phrase("counts.actors", number=rows)] if rows else []
    left_out += [phrase("counts.positions", number=marks)] if marks else []
    both = phrase("chart.both", actors=left_out[0], positions=left_out[1]) if len(left_out) > 1 else left_out
    omitted = (
        f" {words.text('chart.not_drawn', left_out=both if left_out[1:] else left_out[0])}"
        if left_out
        else ""
    )
    lines = f" {words.text('chart.stretch')}" if has_lines else ""
    return f"{legend} <span>{text(words.text('chart.caption') + lines + omitted)}</span>"

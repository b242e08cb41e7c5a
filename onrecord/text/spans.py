"""A stretch of a text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import attrgetter

from msgspec import Struct

OMISSION = " […] "  # between stretches that are shown as one, for what is left out
_START, _END = attrgetter("start"), attrgetter("end")


class Span(Struct, frozen=True, array_like=True, order=True, gc=False):
    """A stretch of a text, from `start` up to but not including `end`, in code points."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """Whether the two have a character in common."""
        return self.start < other.end and other.start < self.end


def overlapping(spans: Sequence[Span], span: Span) -> Sequence[Span]:
    """Those that have a character in common with a span, of some in order that have none in common."""
    first = bisect_right(spans, span.start, key=_END)
    last = bisect_left(spans, span.end, first, key=_START)
    return spans[first:last]

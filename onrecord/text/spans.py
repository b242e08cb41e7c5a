"""A stretch of a text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import attrgetter

from msgspec import Struct

OMISSION = " […] "  # the sign for omitted words between stretches that are shown together
_START, _END = attrgetter("start"), attrgetter("end")


class Span(Struct, frozen=True, array_like=True, order=True, gc=False):
    """A stretch of a text, from `start` up to but not including `end`, in code points."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """Whether the two have a character in common."""
        return self.start < other.end and other.start < self.end


def overlapping(spans: Sequence[Span], span: Span) -> Sequence[Span]:
    """The spans that share a character with `span`; `spans` must be in order and without overlap."""
    first = bisect_right(spans, span.start, key=_END)
    last = bisect_left(spans, span.end, first, key=_START)
    return spans[first:last]

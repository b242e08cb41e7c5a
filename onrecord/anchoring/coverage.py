"""The basis of passages, and the paragraphs and quotations of an article that they leave uncited."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from msgspec import Struct

from onrecord.record import Anchor, Article, Basis, Coverage
from onrecord.text.spans import Span, overlapping


class Run(Struct, frozen=True):
    """A stretch of an article that is all inside quotation marks or all outside of them."""

    span: Span
    quoted: bool


def runs_of(article: Article, span: Span) -> Iterator[Run]:
    """Split a span where a quotation begins or ends."""
    at = span.start
    for quoted in overlapping(article.quoted, span):
        start, end = max(quoted.start, span.start), min(quoted.end, span.end)
        if at < start:
            yield Run(Span(at, start), quoted=False)
        yield Run(Span(start, end), quoted=True)
        at = end
    if at < span.end:
        yield Run(Span(at, span.end), quoted=False)


def basis_of(article: Article, anchors: Sequence[Anchor]) -> Basis:
    """The basis of a position's words: how many letters and digits of its passages are quoted."""
    quoted = reported = False
    for anchor in anchors:
        for piece in anchor.pieces:
            for run in runs_of(article, piece):
                if any(character.isalnum() for character in article.words(run.span)):
                    quoted |= run.quoted
                    reported |= not run.quoted
    if quoted and reported:
        return Basis.PARTLY_QUOTED
    return Basis.QUOTED if quoted else Basis.REPORTED


def coverage_of(article: Article, anchors: Iterable[Anchor]) -> Coverage:
    """The paragraphs and quotations of an article that none of the passages cites."""
    spans = sorted(piece for anchor in anchors for piece in anchor.pieces)
    starts = [span.start for span in spans]
    ends = list(accumulate((span.end for span in spans), max))  # of this one or one before it

    def is_cited(stretch: Span) -> bool:
        before = bisect_left(starts, stretch.end)
        return before > 0 and ends[before - 1] > stretch.start

    return Coverage(
        paragraphs=tuple(paragraph.number for paragraph in article.paragraphs),
        uncited_paragraphs=tuple(
            paragraph.number for paragraph in article.paragraphs if not is_cited(paragraph.span)
        ),
        quotations=len(article.quotations),
        uncited_quotations=tuple(
            quotation for quotation in article.quotations if not any(map(is_cited, quotation.spans))
        ),
    )

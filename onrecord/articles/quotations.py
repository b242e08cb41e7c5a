"""Where an article quotes: the spans inside its quotation marks.

A position's basis rests on this, so a doubtful mark never makes more text count as quoted: a mark
without its partner opens nothing, and a pair that crosses a surer one is dropped.

Each family of marks is paired by itself, paragraph by paragraph, the unmistakable ones first;
what is left are the outermost pairs.  By the convention of English and many other newspapers a
quotation that runs over several paragraphs opens in each and closes only in the last; such a
chain counts when its last paragraph closes it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from msgspec import Struct

from onrecord.articles.marks import (
    CORNERS,
    DOUBLE,
    INWARD,
    ONE_WAY,
    OUTWARD,
    SINGLE,
    Family,
    Mark,
    marks_of,
)
from onrecord.model import Quotation
from onrecord.text.spans import Span, overlapping


def find_quotations(text: str, paragraphs: Sequence[Span]) -> tuple[Quotation, ...]:
    """Find the outermost quotations of an article, marks included, in its order.

    Args:
        text: the article, raw.
        paragraphs: the spans to look in, in order; a quotation that runs on into the next
            paragraph has a span in each.
    """
    outermost = _Outermost()
    for family in _families(text):
        if not any(opening in text for opening in family.closers):
            continue
        found = sorted(_pair(text, paragraphs, family), key=lambda pair: _extent(pair.quotation))
        for pair in found:
            outermost.add(pair)
    return outermost.quotations()


def _families(text: str) -> Iterator[Family]:
    """The families to look for, the surest first."""
    yield from (DOUBLE, CORNERS)
    for outward, inward, one_way in zip(OUTWARD, INWARD, ONE_WAY, strict=True):
        ((left, right),) = outward.closers.items()
        if left in text and right in text:
            yield from (outward, inward)
        elif right in text:  # As in Finnish; where the other direction occurs, a slip.
            yield one_way
    yield SINGLE


class _Pair(Struct, frozen=True):
    """A quotation that may count.

    Attributes:
        frail: whether both of its ends may be apostrophes.
    """

    quotation: Quotation
    frail: bool


def _pair(text: str, paragraphs: Sequence[Span], family: Family) -> Iterator[_Pair]:
    """Pair one family's marks; yield each pair and each chain of paragraphs."""
    chain: list[Span] = []
    for paragraph in paragraphs:
        marks = marks_of(text, paragraph, family)
        pairs, unclosed = _pair_in_paragraph(marks, family)
        first = marks[0].at if marks else -1
        runs_on = bool(chain) and first == paragraph.start and text[first] == text[chain[0].start]
        for opening, closing in pairs:
            span = Span(opening.at, closing.at + 1)
            frail = opening.sign == "'" and not closing.sure
            if runs_on and opening.at == first:
                yield _Pair(Quotation((*chain, span)), frail)
            else:
                yield _Pair(Quotation((span,)), frail)
        if unclosed is None or not _may_run_on(text, unclosed.at, paragraph):
            chain = []
        else:
            if not (runs_on and unclosed.at == first):
                chain = []
            chain.append(Span(unclosed.at, paragraph.end))


def _pair_in_paragraph(marks: Sequence[Mark], family: Family) -> tuple[list[tuple[Mark, Mark]], Mark | None]:
    """The pairs, by their ends, and the mark that opens a quotation which may run on."""
    pairs: list[tuple[Mark, Mark]] = []
    still_open: list[Mark] = []
    for mark in marks:
        depth = _closed_by(mark, still_open, family)
        if depth is not None:
            pairs.append((still_open[depth], mark))
            del still_open[depth:]
        elif mark.opens:
            if still_open and still_open[-1].sign == mark.sign in family.closers[mark.sign]:
                still_open.pop()  # The same mark opens and closes: the one before was never closed.
            still_open.append(mark)
    if len(still_open) != 1 or any(opening.at > still_open[0].at for opening, _ in pairs):
        return pairs, None
    return pairs, still_open[0]


def _closed_by(mark: Mark, still_open: Sequence[Mark], family: Family) -> int | None:
    """Which of the open marks a mark closes: the last one that it can."""
    if not mark.closes:
        return None
    for depth in range(len(still_open) - 1, -1, -1):
        opening = still_open[depth].sign
        inches = mark.sign == '"' != opening and not mark.sure
        if mark.sign in family.closers[opening] and not inches:
            return depth
    return None


def _may_run_on(text: str, opening: int, paragraph: Span) -> bool:
    """Whether a quotation that nothing closes may be meant to go on in the next paragraph.

    It begins like a sentence and its paragraph ends like one.  Else a mark was forgotten.
    """
    words = text[opening + 1 : paragraph.end].lstrip("'\"‘“«‹([ \u00a0\u202f…")
    return bool(words) and not words[0].islower() and not words[-1].isalnum()


def _extent(quotation: Quotation) -> tuple[int, int]:
    """Sorts by the beginning, the longer one first."""
    return quotation.spans[0].start, -quotation.spans[-1].end


class _Outermost:
    """Quotations that neither overlap nor lie inside one another."""

    def __init__(self) -> None:
        self._spans: list[Span] = []  # Sorted, without overlap.
        self._owners: dict[Span, Quotation] = {}

    def add(self, pair: _Pair) -> None:
        """Take a quotation in, in place of those inside it, unless it is inside or crosses one."""
        quotation = pair.quotation
        inside: list[Span] = []
        for part in quotation.spans:
            for span in overlapping(self._spans, part):
                if not part.start <= span.start < span.end <= part.end:
                    return
                inside.append(span)
        if inside and pair.frail:
            return
        replaced = {self._owners[span] for span in inside}
        if sum(len(other.spans) for other in replaced) != len(inside):
            return
        for span in inside:
            self._spans.remove(span)
            del self._owners[span]
        for span in quotation.spans:
            self._spans.insert(bisect_left(self._spans, span), span)
            self._owners[span] = quotation

    def quotations(self) -> tuple[Quotation, ...]:
        """Those that were kept, in the article's order."""
        return tuple(dict.fromkeys(self._owners[span] for span in self._spans))

"""The quotations of an article: the spans inside its quotation marks.

A position's basis depends on this, so a doubtful mark never makes more text count as quoted: a mark without
its partner opens nothing; a pair that crosses a more reliable one is dropped, and so is one in which the
narrator speaks.

Each family of marks is paired separately, paragraph by paragraph, the most reliable first; the outermost
pairs are the quotations. In English and many other newspapers a quotation over several paragraphs opens in
each of them and closes only in the last; such a chain counts if its last paragraph closes it.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from onrecord.articles.blocks import ends_sentence
from onrecord.articles.families import Family, families_of, may_be_doubled
from onrecord.articles.marks import Mark, marks_of
from onrecord.articles.narration import is_narrated
from onrecord.articles.outermost import Pair, Part, extent, outermost
from onrecord.record import Quotation
from onrecord.text.spans import Span, overlapping

# A text with more marks than this is not an article; its marks are ignored.
MAX_MARKS = 100_000
# The maximum depth of quotations inside quotations.
MAX_DEPTH = 12


class Quoting(Struct, frozen=True):
    """The quotations of an article, and its unpaired marks.

    Attributes:
        quotations: the outermost ones, marks included, in the article's order.
        unpaired: places of marks outside the quotations that have no partner, in order.
        too_many: whether there are so many marks that they were ignored.
    """

    quotations: tuple[Quotation, ...] = ()
    unpaired: tuple[int, ...] = ()
    too_many: bool = False


def read_marks(text: str, parts: Sequence[Sequence[Span]]) -> Quoting:
    """Find the outermost quotations, and the marks that belong to no quotation.

    Args:
        text: the article, raw.
        parts: groups of its paragraphs, in order; no quotation runs from one group into the next.
    """
    accepted: list[Part] = []
    alone: list[int] = []
    count = 0
    doubled = may_be_doubled(text)
    for family in families_of(text):
        if not any(map(text.__contains__, family.signs)):
            continue
        found: list[Pair] = []
        for paragraphs in parts:
            reader = _Reader(text, family, doubled)
            count += reader.read(paragraphs, MAX_MARKS - count)
            if count > MAX_MARKS:
                return Quoting(too_many=True)
            found += reader.pairs
            alone += reader.alone
        if found:
            found.sort(key=lambda pair: extent(pair.quotation))
            accepted = outermost(accepted, found)
    spans = [part.span for part in accepted]
    outside = sorted(at for at in set(alone) if not overlapping(spans, Span(at, at + 1)))
    # By identity: hashing a quotation over thousands of paragraphs once for each of them takes too long.
    quotations = {id(part.quotation): part.quotation for part in accepted}
    return Quoting(tuple(quotations.values()), tuple(outside))


class _Reader:
    """Pairs the marks of one family.

    Attributes:
        pairs: the quotations: pairs, and chains of paragraphs.
        alone: places of marks without a partner, apostrophes and the like not included.
    """

    def __init__(self, text: str, family: Family, doubled: bool) -> None:
        self._text = text
        self._family = family
        self._doubled = doubled
        self._paragraph = Span(0, 0)
        self._is_sentence: bool | None = None
        self.pairs: list[Pair] = []
        self.alone: list[int] = []

    def read(self, paragraphs: Sequence[Span], room: int) -> int:
        """Read the marks of consecutive paragraphs; returns their number."""
        chain: list[Span] = []
        count = last = 0
        for number, found in self._family.matches(self._text, paragraphs, room + 1, self._doubled):
            count += len(found)
            if count > room:
                break
            marks = marks_of(self._text, paragraphs[number], self._family, found)
            if chain and (number > last + 1 or not marks):
                self._leave(chain)
                chain = []
            if marks:
                chain = self._read_paragraph(paragraphs[number], marks, chain)
            last = number
        self._leave(chain)
        return count

    def _read_paragraph(self, paragraph: Span, marks: Sequence[Mark], chain: list[Span]) -> list[Span]:
        """Pair the marks of a paragraph; returns the chain of paragraphs that is open after it."""
        text = self._text
        self._paragraph, self._is_sentence = paragraph, None
        pairs, unclosed = self._pair(marks)
        first = marks[0].at
        runs_on = bool(chain) and first == paragraph.start and text[first] == text[chain[0].start]
        used = False
        for opening, closing in pairs:
            span = Span(opening.at, closing.end)
            frail = opening.sign in "'`" and not closing.sure
            if is_narrated(text, span):
                self._alone(opening)
            elif runs_on and opening.at == first:
                self.pairs.append(Pair(Quotation((*chain, span)), frail))
                used = True
            else:
                self.pairs.append(Pair(Quotation((span,)), frail))
        rest = Span(unclosed.at, paragraph.end) if unclosed else None
        # Corner brackets are closed in every paragraph.
        goes_on = (
            rest is not None
            and not self._family.always
            and _may_run_on(text, rest)
            and not is_narrated(text, rest, unclosed=True)
        )
        if unclosed and rest and goes_on and runs_on and unclosed.at == first:
            chain.append(rest)
            return chain
        if not used:
            self._leave(chain)
        if rest and goes_on:
            return [rest]
        if unclosed:
            self._alone(unclosed)
        return []

    def _pair(self, marks: Sequence[Mark]) -> tuple[list[tuple[Mark, Mark]], Mark | None]:
        """The pairs, ordered by their ends, and the mark that opens a quotation which may run on."""
        family = self._family
        pairs: list[tuple[Mark, Mark]] = []
        still_open: list[Mark] = []
        for number, mark in enumerate(marks):
            if mark.loose and not self._fits(marks, number, still_open):
                self._alone(*still_open, mark)
                still_open.clear()
                continue
            depth = self._closed_by(mark, still_open)
            if depth is not None:
                pairs.append((still_open[depth], mark))
                self._alone(*still_open[depth + 1 :])
                del still_open[depth:]
            elif mark.opens:
                if still_open and still_open[-1].sign == mark.sign and mark.sign in family.two_way:
                    self._alone(still_open.pop())  # The one before was never closed.
                still_open.append(mark)
                if len(still_open) > MAX_DEPTH:
                    self._alone(still_open.pop(0))
            else:
                self._alone(mark)
        # The same mark follows, so its closing mark was forgotten: the quotation does not run on.
        first = still_open[0] if len(still_open) == 1 else None
        if first is None or any(opening.at > first.at and opening.sign == first.sign for opening, _ in pairs):
            self._alone(*still_open)
            return pairs, None
        return pairs, first

    def _fits(self, marks: Sequence[Mark], number: int, still_open: Sequence[Mark]) -> bool:
        """Whether a mark between spaces clearly opens or clearly closes; leaves it only that role."""
        mark = marks[number]
        following = marks[number + 1] if number + 1 < len(marks) else None
        if not mark.closes:
            return not still_open
        if not mark.opens:
            return True
        if len(still_open) == 1:
            mark.opens = False
            return not still_open[0].loose and (following is None or following.opens) and self._ends(mark)
        mark.closes = False
        return not still_open and following is not None and following.closes and not following.opens

    def _ends(self, mark: Mark) -> bool:
        """Whether there is punctuation before a mark, as at the end of most quotations."""
        before = self._text[max(mark.at - 3, 0) : mark.at].rstrip()
        return bool(before) and not before[-1].isalnum()

    def _closed_by(self, mark: Mark, still_open: Sequence[Mark]) -> int | None:
        """The index of the open mark that a mark closes: the last one that it can close."""
        if not mark.closes:
            return None
        for depth in range(len(still_open) - 1, -1, -1):
            opening = still_open[depth].sign
            inches = mark.sign == '"' != opening and not mark.sure
            if self._family.pointed or (mark.sign in self._family.closers[opening] and not inches):
                return depth
        return None

    def _alone(self, *marks: Mark) -> None:
        """Record marks without a partner, except apostrophes, inches and arrows."""
        if not self._family.single:
            self.alone += [mark.at for mark in marks if mark.sure and not self._is_arrow(mark)]

    def _is_arrow(self, mark: Mark) -> bool:
        """Whether a guillemet is an arrow: « Back, Home » News."""
        if not self._family.pointed:
            return False
        around = self._text[max(mark.at - 1, 0) : mark.at] + self._text[mark.end : mark.end + 1]
        if around.strip(" \n\r\t"):
            return False
        if self._is_sentence is None:  # Asked for every mark, and the same for all of a paragraph.
            words = self._text[self._paragraph.start : self._paragraph.end]
            self._is_sentence = ends_sentence(words.rstrip("«»‹› \u00a0\u202f"))
        return not self._is_sentence

    def _leave(self, chain: Sequence[Span]) -> None:
        """Drop a chain of paragraphs that no mark closes."""
        if not self._family.single:
            self.alone += [span.start for span in chain]


def _may_run_on(text: str, rest: Span) -> bool:
    """Whether an unclosed quotation may continue in the next paragraph.

    It does if it begins like a sentence and its paragraph ends like one; otherwise a mark was forgotten.
    """
    words = text[rest.start + 1 : rest.end].lstrip("'\"‘“«‹([ \u00a0\u202f…")
    return bool(words) and not words[0].islower() and not words[-1].isalnum()

"""Cut quotations out of an article, so that `check` finds each in one place as it is written."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from msgspec import Struct
from msgspec.structs import replace

from onrecord.anchoring.matching import match_passage
from onrecord.drafting.yaml_text import can_be_written, one_line
from onrecord.record import Article, Quotation
from onrecord.text.folding import Folded, fold, fold_text
from onrecord.text.quotation_marks import QUOTATION_MARKS
from onrecord.text.spans import Span

# A longer prefix would not be copied by anybody.
MAX_PREFIX = 12
# Words that are there so often tell nothing, whatever is around them.
MAX_PLACES = 60
_FAR = 400  # characters
_SIGNS = QUOTATION_MARKS + " "
_SPACES = " \t\r\n\u00a0\u202f>"
_COMMAS = ",،、，"


class Passage(Struct, frozen=True):
    """A passage as a draft writes it.

    Attributes:
        span: of the article's words, from the first to the last.
        text: one line.
        prefix, suffix: what tells its place from others; empty if it is the only one.
    """

    span: Span
    text: str
    prefix: str = ""
    suffix: str = ""


class Cutter:
    """Cuts passages out of one article.

    Args:
        article: the article.
    """

    def __init__(self, article: Article) -> None:
        self._article = article
        self._folded: Folded = fold(article.text)
        self._frequent: set[str] = set()  # words in too many places to look at all of them again

    def of_quotation(self, quotation: Quotation) -> Passage | None:
        """The words of a quotation, from its first paragraph to its last, without the marks around them."""
        first, last = quotation.spans[0], quotation.spans[-1]
        return self.of(self.without_marks(Span(first.start, last.end)))

    def without_marks(self, span: Span) -> Span:
        """A span without the marks around it, which may be typed twice, and without the comma at its end."""
        text, start, end = self._article.text, span.start, span.end
        if start < end and text[start] in QUOTATION_MARKS:
            opening = text[start]
            while start < end and text[start] == opening:
                start += 1
        if start < end and text[end - 1] in QUOTATION_MARKS:
            closing = text[end - 1]
            while start < end and text[end - 1] == closing:
                end -= 1
        while start < end and text[start] in _SPACES:
            start += 1
        while start < end and (text[end - 1] in _SPACES or text[end - 1] in _COMMAS):
            end -= 1
        return Span(start, end)

    def of(self, span: Span) -> Passage | None:
        """The words of a span, with the shortest prefix that tells their place; None if they cannot be found.

        Where no prefix does, the shortest suffix.
        """
        words = one_line(self._article.words(span))
        if words in self._frequent or not can_be_written(words):
            return None
        if self._is_found(Passage(span, words)):
            return Passage(span, words)
        places = list(islice(self._folded.find(fold_text(words)), MAX_PLACES))
        if len(places) == MAX_PLACES:
            self._frequent.add(words)
            return None
        text = self._folded.text
        others = [place for place in places if not self._folded.to_raw(place).overlaps(span)]
        before = [text[max(0, place.start - _FAR) : place.start].rstrip(_SIGNS) for place in others]
        after = [text[place.end : place.end + _FAR].lstrip(_SIGNS + _COMMAS + ".") for place in others]
        block = self._article.blocks[self._article.block_at(span.start)]
        for around in (block, Span(max(0, span.start - _FAR), span.end + _FAR)):
            for context in self._contexts(span, around):
                prefix, suffix = fold_text(context.prefix), fold_text(context.suffix)
                if prefix and any(words.endswith(prefix.rstrip(_SIGNS)) for words in before):
                    continue
                if suffix and any(words.startswith(suffix) for words in after):
                    continue
                if self._is_found(found := replace(context, text=words)):
                    return found
        return None

    def _contexts(self, span: Span, around: Span) -> Iterator[Passage]:
        """A span with the words before it, more and more of them, then with those after it."""
        text = self._article.text
        before = one_line(text[max(around.start, span.start - _FAR) : span.start]).rstrip(_SIGNS).split(" ")
        after = one_line(text[span.end : min(around.end, span.end + _FAR)])
        following = after.lstrip(_SIGNS + _COMMAS + ".").split(" ")
        for number in range(1, min(MAX_PREFIX, len(before)) + 1):
            yield Passage(span, "", prefix=" ".join(before[-number:]))
        for number in range(1, min(MAX_PREFIX, len(following)) + 1):
            yield Passage(span, "", suffix=" ".join(following[:number]).rstrip(_SIGNS + _COMMAS + "."))

    def _is_found(self, passage: Passage) -> bool:
        if not all(map(can_be_written, filter(None, (passage.prefix, passage.suffix)))):
            return False
        if (passage.prefix or passage.suffix) and not any(map(str.isalnum, passage.prefix + passage.suffix)):
            return False
        match = match_passage(self._folded, passage.text, passage.prefix or None, passage.suffix or None)
        if match.failure is not None or len(match.pieces) != 1:
            return False
        found = self._folded.to_raw(match.pieces[0])
        return (
            found.start <= passage.span.start + 1
            and passage.span.end <= found.end + 1
            and found.overlaps(passage.span)
        )

"""A passage's pieces with the rest of their sentences, as far as the rules read.

Texts here are *plain*: quotation marks of every style are ``"`` or ``'``, spaces of every kind and line
breaks are spaces, and characters that nobody sees are left out.  At most `REACH` characters to either side
of a piece are looked at, so a hostile article costs no more than an honest one.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from operator import attrgetter

from msgspec import Struct

from onrecord.meaning.patterns import Token, tokens_of
from onrecord.model import Anchor, Article
from onrecord.text.sentences import Sentences
from onrecord.text.spans import Span

REACH = 400
# As many letters of a piece are needed to know whether a sentence ends before it.
_AHEAD = 3
# So much of a piece's end is needed to know whether it ends its sentence.
_KEPT = 12
_LONGEST_WORD = 40
_LONGEST_TEXT = 100_000  # a longer one is made plain a stretch at a time

_SINGLE = "‘’‚‛ʼ＇´`"
_DOUBLE = "“”„‟«»‹›「」『』〝〞〟＂"
_SPACES = "\u00a0\u202f\u2009\u2007\u2002\u2003\u200a\t\n\r\u2028\u2029\u0085"
_UNSEEN = "\u00ad\u200b\u200e\u200f\u2060\u2066\u2067\u2068\u2069\u202a\u202b\u202c\u202d\u202e\ufeff"
_PLAIN = str.maketrans(
    dict.fromkeys(_SINGLE, "'")
    | dict.fromkeys(_DOUBLE, '"')
    | dict.fromkeys(_SPACES, " ")
    | dict.fromkeys(_UNSEEN)
    | {"\u2010": "-", "\u2011": "-", "،": ",", "؛": ";", "؟": "?", "？": "?", "，": ",", "；": ";"}
)
# The signs that most articles have, and whatever else of the table one may have.
_USUAL = (("’", "'"), ("“", '"'), ("”", '"'), ("‘", "'"), ("\n", " "), ("\r", " "), ("\t", " "))
# Vowel signs and the stretching line of Arabic.
_ARABIC = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670\u0640"
_ARABIC_SIGNS = re.compile(f"[{_ARABIC}]")
_UNUSUAL = [*map(chr, _PLAIN.keys() - {ord(sign) for sign, _ in _USUAL}), *_ARABIC]

_ENDS = ".!?…。！"
_ABBREVIATION = 20  # characters before such a sign that tell what it is


def plain(text: str) -> str:
    """A text with plain marks and spaces."""
    if text.isascii() and "`" not in text:
        return text.replace("\n", " ").replace("\r", " ").replace("\t", " ")
    if not any(map(text.__contains__, _UNUSUAL)):  # The same, in a tenth of the time.
        for sign, usual in _USUAL:
            text = text.replace(sign, usual)
        return text
    text = text.translate(_PLAIN)
    return _ARABIC_SIGNS.sub("", text) if max(text, default="") > "\u0600" else text


class Piece(Struct, frozen=True, dict=True):
    """A piece of a passage in its sentence; all three texts are plain.

    Attributes:
        before: from the beginning of its sentence, of its block or the end of the piece before it.
        words: the piece itself; of a long one its beginning and its end.
        after: to the end of its sentence or block, or to the next piece.
        first, last: whether no other piece of its passage stands before it, or after it.
    """

    before: str
    words: str
    after: str
    first: bool = True
    last: bool = True

    @cached_property
    def before_tokens(self) -> list[Token]:
        """What stands before it, as words and signs."""
        return tokens_of(self.before)

    @cached_property
    def after_tokens(self) -> list[Token]:
        """What stands after it."""
        return tokens_of(self.after)

    @cached_property
    def own_tokens(self) -> list[Token]:
        """The piece's own words and signs."""
        return tokens_of(self.words)

    @property
    def first_word(self) -> str:
        """Its first word without capitals; empty where it begins with a sign."""
        return next(iter(tokens_of(self.words[:_LONGEST_WORD])), Token("", "", 0)).word

    @property
    def last_sign(self) -> str:
        """Its last character."""
        return self.words[-1:]

    @property
    def sentence(self) -> str:
        """The sentence or sentences that it stands in."""
        return self.before + self.words + self.after


class Reader:
    """Reads the sentences around the passages of one text.

    Args:
        text: the text.
        blocks: its paragraphs and the like, in order.
        sentences: knows where those of its language end.
    """

    def __init__(self, text: str, blocks: Sequence[Span], sentences: Sentences) -> None:
        self._text = text
        self._blocks = blocks
        self._sentences = sentences
        whole = plain(text) if len(text) <= _LONGEST_TEXT else ""
        # Where nothing was left out, a stretch of the plain text is plain for the same stretch of the text.
        self._plain = whole if len(whole) == len(text) else None
        self._ends = [sign for sign in _ENDS if sign in text]

    def pieces(self, spans: Sequence[Span]) -> Iterator[Piece]:
        """The pieces of a passage, each with the rest of its sentence."""
        final = len(spans) - 1
        for number, span in enumerate(spans):
            floor = spans[number - 1].end if number else 0
            ceiling = spans[number + 1].start if number < final else len(self._text)
            first = last = self._block_of(span.start)
            if span.end > first.end:
                last = self._block_of(span.end - 1)
            words = self._words(span)
            before = self._before(max(floor, first.start), span)
            after = self._after(span, min(ceiling, max(last.end, span.end)), words)
            yield Piece(before, words, after, number == 0, number == final)

    def between(self, start: int, end: int) -> str:
        """A stretch of the text, plain."""
        return plain(self._text[start:end]) if self._plain is None else self._plain[start:end]

    def _block_of(self, at: int) -> Span:
        """The block that holds a position; one of nothing where none does."""
        number = bisect_right(self._blocks, at, key=_START)
        return self._blocks[number - 1] if number else Span(at, at)

    def _words(self, span: Span) -> str:
        if span.end - span.start <= 2 * REACH:
            return self.between(span.start, span.end)
        return f"{self.between(span.start, span.start + REACH)} {self.between(span.end - REACH, span.end)}"

    def _before(self, floor: int, span: Span) -> str:
        start = span.start
        if floor >= start:
            return ""
        low = max(floor, start - REACH)
        # Mostly the last sign that may end a sentence does.
        last = max([self._text.rfind(sign, low, start) for sign in self._ends], default=-1)
        near = max(last - _ABBREVIATION, low)
        while True:
            window = self.between(near, start)
            following = self.between(start, start + _AHEAD)
            end = self._sentences.last_end(window + following, len(window))
            if end or near == low:
                return window[end:]
            near = low

    def _after(self, span: Span, ceiling: int, words: str) -> str:
        # What ends the sentence may be the last sign of the piece itself.
        following = self.between(span.end, min(ceiling, span.end + REACH))
        return self._sentences.rest(words[-_KEPT:], following)


_START = attrgetter("start")


def pieces_of(article: Article, anchor: Anchor, sentences: Sentences) -> Iterator[Piece]:
    """The pieces of one passage of an article, each with the rest of its sentence."""
    return Reader(article.text, article.stretches, sentences).pieces(anchor.pieces)


def piece_at(text: str, span: Span, sentences: Sentences) -> Piece:
    """A piece of a text that has no paragraphs, with the rest of its sentence there."""
    return next(Reader(text, [Span(0, len(text))], sentences).pieces([span]))

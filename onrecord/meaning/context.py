"""A passage's pieces in their sentences.

Texts here are *plain*: quotation marks of every style are ``"`` or ``'``, white space of every kind is
spaces, and invisible characters are left out. At most `REACH` characters on either side of a piece are read,
so a hostile article takes no more time than an honest one.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from operator import attrgetter

from msgspec import Struct

from onrecord.meaning.patterns import Token, tokens_of
from onrecord.record import Anchor, Article
from onrecord.text.sentence_ends import ALL, with_plain_question_marks
from onrecord.text.sentences import Sentences
from onrecord.text.spans import Span

REACH = 400
# This many characters of a piece decide whether a sentence ends before it.
_AHEAD = 3
# This many characters of a piece's end decide whether it ends its sentence.
_KEPT = 12
_LONGEST_WORD = 40
_LONGEST_TEXT = 100_000  # only the parts that are read of a longer one are made plain

_SINGLE = "‘’‚‛ʼ＇´`"
_DOUBLE = "“”„‟«»‹›「」『』〝〞〟＂"
_SPACES = "\u00a0\u202f\u2009\u2007\u2002\u2003\u200a\t\n\r\u2028\u2029\u0085"
_UNSEEN = "\u00ad\u200b\u200e\u200f\u2060\u2066\u2067\u2068\u2069\u202a\u202b\u202c\u202d\u202e\ufeff"
_PLAIN = str.maketrans(
    dict.fromkeys(_SINGLE, "'")
    | dict.fromkeys(_DOUBLE, '"')
    | dict.fromkeys(_SPACES, " ")
    | dict.fromkeys(_UNSEEN)
    | {"\u2010": "-", "\u2011": "-", "،": ",", "؛": ";", "，": ",", "；": ";"}
)
# The signs that most articles have; `_UNUSUAL` are the others of the table.
_USUAL = (("’", "'"), ("“", '"'), ("”", '"'), ("‘", "'"), ("\n", " "), ("\r", " "), ("\t", " "))
# Arabic vowel signs, and the tatweel.
_ARABIC = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670\u0640"
_ARABIC_SIGNS = re.compile(f"[{_ARABIC}]")
_UNUSUAL = [*map(chr, _PLAIN.keys() - {ord(sign) for sign, _ in _USUAL}), *_ARABIC]

_ABBREVIATION = 20  # characters before a full stop that decide what it is


def plain(text: str) -> str:
    """A text with plain marks and spaces."""
    if text.isascii() and "`" not in text:
        return text.replace("\n", " ").replace("\r", " ").replace("\t", " ")
    text = with_plain_question_marks(text)
    if not any(map(text.__contains__, _UNUSUAL)):  # The same result, in a tenth of the time.
        for sign, usual in _USUAL:
            text = text.replace(sign, usual)
        return text
    text = text.translate(_PLAIN)
    return _ARABIC_SIGNS.sub("", text) if max(text, default="") > "\u0600" else text


class Piece(Struct, frozen=True, dict=True):
    """A piece of a passage in its sentence; all three texts are plain.

    Attributes:
        before: the text before it, from the start of its sentence or block, or from the end of the piece
            before.
        words: the piece itself; for a long one, its beginning and its end.
        after: the text after it, to the end of its sentence or block, or to the next piece.
        first, last: whether it is the first or the last piece of its passage.
    """

    before: str
    words: str
    after: str
    first: bool = True
    last: bool = True

    @cached_property
    def before_tokens(self) -> list[Token]:
        """The tokens before it."""
        return tokens_of(self.before)

    @cached_property
    def after_tokens(self) -> list[Token]:
        """The tokens after it."""
        return tokens_of(self.after)

    @cached_property
    def own_tokens(self) -> list[Token]:
        """The tokens of the piece."""
        return tokens_of(self.words)

    @property
    def first_word(self) -> str:
        """Its first word without capitals; empty if it begins with punctuation."""
        return next(iter(tokens_of(self.words[:_LONGEST_WORD])), Token("", "", 0)).word

    @property
    def last_sign(self) -> str:
        """Its last character."""
        return self.words[-1:]

    @property
    def sentence(self) -> str:
        """The sentence or sentences around it."""
        return self.before + self.words + self.after


class Reader:
    """Reads the sentences around the passages of one text.

    Args:
        text: the text.
        blocks: its paragraphs and the like, in order.
        sentences: finds the ends of sentences in its language.
    """

    def __init__(self, text: str, blocks: Sequence[Span], sentences: Sentences) -> None:
        self._text = text
        self._blocks = blocks
        self._sentences = sentences
        whole = plain(text) if len(text) <= _LONGEST_TEXT else ""
        # If nothing was left out, positions in the plain text are those of the text.
        self._plain = whole if len(whole) == len(text) else None
        self._ends = [sign for sign in f"{ALL};\u037e" if sign in text]

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
        """The block at a position; an empty span if there is none."""
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
        # Usually the last sign that can end a sentence does end one.
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
        # The sentence may end with the piece itself.
        following = self.between(span.end, min(ceiling, span.end + REACH))
        return self._sentences.rest(words[-_KEPT:], following)


_START = attrgetter("start")


def pieces_of(article: Article, anchor: Anchor, sentences: Sentences) -> Iterator[Piece]:
    """The pieces of one passage of an article, each with the rest of its sentence."""
    return Reader(article.text, article.stretches, sentences).pieces(anchor.pieces)


def piece_at(text: str, span: Span, sentences: Sentences) -> Piece:
    """A piece of a text without paragraphs, with the rest of its sentence."""
    return next(Reader(text, [Span(0, len(text))], sentences).pieces([span]))

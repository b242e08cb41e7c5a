"""A passage's pieces with the rest of their sentences, as far as the rules read.

Texts here are *plain*: quotation marks of every style are ``"`` or ``'``, spaces of every kind and line
breaks are spaces, and characters that nobody sees are left out.  At most `REACH` characters to either side
of a piece are looked at, so a hostile article costs no more than an honest one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

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
_OTHERS = "".join(map(chr, _PLAIN.keys() - {ord(sign) for sign, _ in _USUAL}))
_UNUSUAL = re.compile(f"[{re.escape(_OTHERS)}\u064b-\u0652\u0670\u0640]")
# Vowel signs and the stretching line of Arabic.
_ARABIC_SIGNS = re.compile("[\u064b-\u0652\u0670\u0640]")

_ENDS = ".!?…。！"
_ABBREVIATION = 20  # characters before such a sign that tell what it is


def plain(text: str) -> str:
    """A text with plain marks and spaces."""
    if text.isascii() and "`" not in text:
        return text.replace("\n", " ").replace("\r", " ").replace("\t", " ")
    if not _UNUSUAL.search(text):  # The same, in a tenth of the time.
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


def pieces_of(article: Article, anchor: Anchor, sentences: Sentences) -> Iterator[Piece]:
    """The pieces of a passage, each with the rest of its sentence."""
    spans = anchor.pieces
    blocks = article.stretches
    for number, span in enumerate(spans):
        floor = spans[number - 1].end if number else 0
        ceiling = spans[number + 1].start if number + 1 < len(spans) else len(article.text)
        first, last = _block_of(blocks, span.start), _block_of(blocks, span.end - 1)
        words = _shortened(article.text, span)
        yield Piece(
            _before(article.text, max(floor, first.start), span, sentences),
            words,
            _after(article.text, span, min(ceiling, max(last.end, span.end)), sentences, words),
            first=number == 0,
            last=number + 1 == len(spans),
        )


def piece_at(text: str, span: Span, sentences: Sentences) -> Piece:
    """A piece of a text that has no paragraphs, with the rest of its sentence there."""
    words = _shortened(text, span)
    return Piece(_before(text, 0, span, sentences), words, _after(text, span, len(text), sentences, words))


def _block_of(blocks: tuple[Span, ...], at: int) -> Span:
    """The block that holds a position; one of nothing where none does."""
    low, high = 0, len(blocks)
    while low < high:
        middle = (low + high) // 2
        if blocks[middle].start <= at:
            low = middle + 1
        else:
            high = middle
    return blocks[low - 1] if low else Span(at, at)


def _shortened(text: str, span: Span) -> str:
    if span.end - span.start <= 2 * REACH:
        return plain(text[span.start : span.end])
    return f"{plain(text[span.start : span.start + REACH])} {plain(text[span.end - REACH : span.end])}"


def _before(text: str, floor: int, span: Span, sentences: Sentences) -> str:
    if floor >= span.start:
        return ""
    low = max(floor, span.start - REACH)
    following = plain(text[span.start : span.start + _AHEAD])
    # Mostly the last sign that may end a sentence does.
    near = max(max(text.rfind(sign, low, span.start) for sign in _ENDS) - _ABBREVIATION, low)
    while True:
        window = plain(text[near : span.start])
        end = sentences.last_end(window + following, len(window))
        if end or near == low:
            return window[end:]
        near = low


def _after(text: str, span: Span, ceiling: int, sentences: Sentences, words: str) -> str:
    # What ends the sentence may be the last sign of the piece itself.
    return sentences.rest(words[-_KEPT:], plain(text[span.end : min(ceiling, span.end + REACH)]))

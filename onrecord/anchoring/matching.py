"""Find one passage in an article, verbatim.

A passage is one text, or several pieces with ``[…]`` between them that follow one another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum, auto
from itertools import islice

from msgspec import Struct

from onrecord.text.folding import Folded, fold_text
from onrecord.text.spans import Span
from onrecord.text.words import cuts_word

# The search for an ambiguous passage ends after this many places.
MAX_PLACES = 100
# If the pieces of a passage do not follow one another, the article is searched for at most this many.
MAX_PIECES_LOOKED_FOR = 100
# At most this many marks and spaces may be between a passage and its prefix or suffix.
MAX_SIGNS_BETWEEN = 10
# Folded, so that [...] counts as […].
_OMISSION = re.compile(r" ?\[…\] ?")


class Failure(Enum):
    """Why a passage was not found."""

    NOT_FOUND = auto()
    OTHER_CONTEXT = auto()
    OUT_OF_ORDER = auto()
    AMBIGUOUS = auto()


class Match(Struct, frozen=True):
    """The place of a passage, or why it has none.

    Attributes:
        pieces: spans of the folded text, one for each piece; empty on failure.
        failure: None if it was found.
        missing: the folded piece that was not found, for NOT_FOUND.
        candidates: the places of an ambiguous passage, or, for OTHER_CONTEXT, those that prefix or suffix
            rule out; at most `MAX_PLACES`.
    """

    pieces: tuple[Span, ...] = ()
    failure: Failure | None = None
    missing: str = ""
    candidates: tuple[Span, ...] = ()


def match_passage(
    article: Folded, passage: str, prefix: str | None = None, suffix: str | None = None
) -> Match:
    """Find the one place of a passage.

    Args:
        article: the folded article.
        passage: the words as the editor wrote them.
        prefix: words just before it.
        suffix: words just after it.
    """
    whole = fold_text(passage)
    if not prefix and not suffix:  # A shortcut for most passages.
        found = tuple(islice(article.find(whole), 2))
        if len(found) == 1:
            return Match(found)
    texts = [whole]
    if "[…]" in whole and _first(article.find(whole)) is None:
        texts = [piece for piece in _OMISSION.split(whole) if piece] or [whole]
    last = len(texts) - 1
    pieces = [
        _Piece(
            article,
            text,
            prefix=fold_text(prefix) if prefix and number == 0 else "",
            suffix=fold_text(suffix) if suffix and number == last else "",
        )
        for number, text in enumerate(texts)
    ]
    earliest = _earliest(pieces)
    if len(earliest) < len(pieces):
        return _why_not(article, pieces, len(earliest))
    for piece, first, final in zip(pieces, earliest, _latest(pieces, len(article.text)), strict=True):
        if first != final:
            places = islice(piece.places(first.start), MAX_PLACES)
            return Match(failure=Failure.AMBIGUOUS, candidates=tuple(s for s in places if s <= final))
    return Match(tuple(earliest))


class _Piece(Struct, frozen=True):
    """A piece of a passage, folded, with its prefix and suffix."""

    article: Folded
    text: str
    prefix: str
    suffix: str

    def places(self, start: int = 0) -> Iterator[Span]:
        """The places of the piece, from a position on."""
        return filter(self._fits, self.article.find(self.text, start))

    def places_backwards(self, end: int) -> Iterator[Span]:
        """The places of the piece, the last one first."""
        return filter(self._fits, self.article.find_backwards(self.text, end))

    def _fits(self, span: Span) -> bool:
        text = self.article.text
        return (not self.prefix or _stands_before(text, span.start, self.prefix)) and (
            not self.suffix or _stands_behind(text, span.end, self.suffix)
        )


def _first(spans: Iterable[Span]) -> Span | None:
    return next(iter(spans), None)


def _why_not(article: Folded, pieces: Sequence[_Piece], number: int) -> Match:
    """Why pieces do not follow one another in the article: the first that does not is number `number`."""
    for piece in pieces[number : number + MAX_PIECES_LOOKED_FOR]:
        if _first(article.find(piece.text)) is None:
            return Match(failure=Failure.NOT_FOUND, missing=piece.text)
    for piece in (pieces[0], pieces[-1]):
        if _first(piece.places()) is None:
            ruled_out = tuple(islice(article.find(piece.text), MAX_PLACES))
            return Match(failure=Failure.OTHER_CONTEXT, candidates=ruled_out)
    return Match(failure=Failure.OUT_OF_ORDER)


def _earliest(pieces: Sequence[_Piece]) -> list[Span]:
    """The earliest places that follow one another without overlap, one of each piece, as far as there are."""
    chain: list[Span] = []
    for piece in pieces:
        span = _first(piece.places(chain[-1].end if chain else 0))
        if span is None:
            break
        chain.append(span)
    return chain


def _latest(pieces: Sequence[_Piece], end: int) -> list[Span]:
    """The latest such places; there must be some."""
    chain: list[Span] = []
    for piece in reversed(pieces):
        span = _first(piece.places_backwards(chain[-1].start if chain else end))
        assert span is not None, "what has earliest places has latest ones"
        chain.append(span)
    return chain[::-1]


def _stands_before(text: str, at: int, prefix: str) -> bool:
    """Whether a prefix comes right before a place, apart from marks and spaces."""
    nearest = at
    while nearest > max(at - MAX_SIGNS_BETWEEN, 0) and not text[nearest - 1].isalnum():
        nearest -= 1
    return any(
        text.endswith(prefix, 0, end) and not cuts_word(text, end - len(prefix))
        for end in range(nearest, at + 1)
    )


def _stands_behind(text: str, at: int, suffix: str) -> bool:
    nearest = at
    while nearest < min(at + MAX_SIGNS_BETWEEN, len(text)) and not text[nearest].isalnum():
        nearest += 1
    return any(
        text.startswith(suffix, start) and not cuts_word(text, start + len(suffix))
        for start in range(at, nearest + 1)
    )

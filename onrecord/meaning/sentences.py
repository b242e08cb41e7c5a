"""The sentence around a passage: it shows readers a 'not' that no rule noticed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from msgspec import Struct

from onrecord.meaning.wordlists import sentences_of
from onrecord.record import AnchoredBrief, Article
from onrecord.text.sentences import Sentence
from onrecord.text.spans import Span, overlapping


class InSentence(Struct, frozen=True):
    """The pieces of a passage, widened to the sentences that the first and the last of them are in.

    Attributes:
        pieces: as many as the passage has; omissions between them remain.
        begins: whether the first piece starts its sentence; if not, the sentence is too long to show.
        ends: whether the last piece ends its sentence; if not, likewise.
    """

    pieces: tuple[Span, ...]
    begins: bool
    ends: bool


def in_sentence(anchored: AnchoredBrief, pieces: Sequence[Span]) -> InSentence:
    """The pieces of a passage in their sentence, which is never wider than its paragraph."""
    first, last = pieces[0], pieces[-1]
    before, after = (_stretch(anchored.article, at) for at in (first.start, last.end - 1))
    opening = _around(anchored, before, first)
    # Most passages are one piece in one paragraph.
    closing = opening if len(pieces) == 1 and before == after else _around(anchored, after, last)
    widened = list(pieces)
    widened[0] = Span(opening.span.start, first.end)
    widened[-1] = Span(widened[-1].start, closing.span.end)
    return InSentence(tuple(widened), opening.begins, closing.ends)


def _stretch(article: Article, at: int) -> Span | None:
    """The paragraph or the byline that a character is in; None where it is in neither."""
    return next(iter(overlapping(article.stretches, Span(at, at + 1))), None)


def _around(anchored: AnchoredBrief, stretch: Span | None, piece: Span) -> Sentence:
    """The sentence around the part of a piece that is in a stretch."""
    if stretch is None:
        return Sentence(piece, begins=True, ends=True)
    within = Span(max(piece.start, stretch.start), min(piece.end, stretch.end))
    return _found(anchored.brief.source.language, anchored.article.text, stretch, within)


@lru_cache(256)  # A briefing's page and data, which are made together, show the same sentences several times.
def _found(language: str, text: str, stretch: Span, words: Span) -> Sentence:
    return sentences_of(language).around(text, stretch, words)

"""The sentence that a passage was cut out of: what shows a reader a 'not' that no rule noticed."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from onrecord.meaning.wordlists import sentences_of
from onrecord.model import AnchoredBrief, Article
from onrecord.text.sentences import Sentence
from onrecord.text.spans import Span, overlapping


class InSentence(Struct, frozen=True):
    """The pieces of a passage, widened to the sentences that the first and the last of them are in.

    Attributes:
        pieces: as many as the passage has; what is left out between them stays left out.
        begins: whether the first one begins its sentence; else that is too long to be shown as a whole.
        ends: whether the last one ends its sentence, likewise.
    """

    pieces: tuple[Span, ...]
    begins: bool
    ends: bool


def in_sentence(anchored: AnchoredBrief, pieces: Sequence[Span]) -> InSentence:
    """The pieces of a passage in their sentence, which is never wider than its paragraph."""
    article, language = anchored.article, anchored.brief.source.language
    first, last = pieces[0], pieces[-1]
    opening = _around(article, language, Span(first.start, first.start + 1), first)
    closing = _around(article, language, Span(last.end - 1, last.end), last)
    widened = list(pieces)
    widened[0] = Span(opening.span.start, first.end)
    widened[-1] = Span(widened[-1].start, closing.span.end)
    return InSentence(tuple(widened), opening.begins, closing.ends)


def _around(article: Article, language: str, edge: Span, piece: Span) -> Sentence:
    """The sentence around a piece, in the paragraph that one of its edges is in."""
    for block in overlapping(article.stretches, edge):
        within = Span(max(piece.start, block.start), min(piece.end, block.end))
        return sentences_of(language).around(article.text, block, within)
    return Sentence(piece, begins=True, ends=True)

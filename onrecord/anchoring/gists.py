"""A position's gist: a few of its passage's own words, found there as a passage is found in the article."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from onrecord.record import Anchor
from onrecord.text.folding import Folded, fold_text
from onrecord.text.spans import Span


def gist_places(article: Folded, gist: str, anchors: Sequence[Anchor]) -> list[Span]:
    """The places of a gist, each within one piece of a position's passages.

    Args:
        article: the folded article.
        gist: the words as the editor wrote them.
        anchors: the position's passages.

    Returns:
        Spans of the raw article, at most two: more than one is an error already.
    """
    words = fold_text(gist)
    places: list[Span] = []
    for anchor in anchors:
        for piece in anchor.pieces:
            start, end = (bisect_left(article.starts, at) for at in (piece.start, piece.end))
            for span in article.find(words, start):
                if span.end > end:
                    break
                place = article.to_raw(span)
                if place not in places:  # Passages may overlap.
                    places.append(place)
                if len(places) == 2:
                    return places
    return places

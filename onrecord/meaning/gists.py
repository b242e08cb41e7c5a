"""A gist is cut from its passage as the passage is from the article: the same checks apply."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.meaning.context import Piece, piece_at
from onrecord.meaning.findings import Finding
from onrecord.record import Anchor, Article
from onrecord.rules import meaning as rules
from onrecord.text.sentences import Sentences
from onrecord.text.spans import Span

_HELP = "make the gist longer, so that it keeps this; or leave it out: lists then show the passage"


def gist_in_passage(article: Article, anchors: Sequence[Anchor], gist: Span, sentences: Sentences) -> Piece:
    """A gist with the rest of its sentence within its passage.

    Text that the passage leaves out is not included: the check of the passage reports it.

    Args:
        article: the article.
        anchors: the passages; one piece of one of them has the gist.
        gist: its span in the article.
        sentences: finds the ends of sentences.
    """
    for anchor in anchors:
        start = 0  # The start of each piece in the joined text.
        for piece in anchor.pieces:
            if piece.start <= gist.start and gist.end <= piece.end:
                start += gist.start - piece.start
                text = " ".join(map(article.words, anchor.pieces))
                return piece_at(text, Span(start, start + gist.end - gist.start), sentences)
            start += piece.end - piece.start + 1
    raise LookupError("no passage has the gist")


def of_gist(finding: Finding) -> Finding:
    """A finding about a cut passage, reworded for a gist."""
    return Finding(rules.GIST_CHANGES_MEANING, finding.message, _HELP)

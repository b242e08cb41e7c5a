"""The article's words for a position or a question, as exports write them."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.record import Anchor, Article
from onrecord.text.spans import OMISSION, Span

# The pieces of each passage: several if the editor left words out.
Pieces = tuple[tuple[str, ...], ...]


def pieces_of(article: Article, anchors: Sequence[Anchor]) -> Pieces:
    """The pieces of all passages, character by character."""
    return tuple(tuple(article.words(piece) for piece in anchor.pieces) for anchor in anchors)


def as_lines(pieces: Pieces) -> str:
    """One line per piece, with a blank line between passages.

    White space inside a piece becomes one space, so that a line break always means a new piece. (`[…]` could
    not mark that: an article may contain it.)
    """
    return "\n\n".join("\n".join(" ".join(piece.split()) for piece in passage) for passage in pieces)


def as_text(passage: Sequence[str]) -> str:
    """One passage for people to read."""
    return OMISSION.join(" ".join(piece.split()) for piece in passage)


def extent(anchors: Sequence[Anchor]) -> Span | None:
    """The span from the first passage's start to the last one's end; None without passages."""
    spans = [piece for anchor in anchors for piece in anchor.pieces]
    if not spans:
        return None
    return Span(min(span.start for span in spans), max(span.end for span in spans))

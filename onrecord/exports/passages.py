"""The article's own words for a position or a question, as exports write them."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.model import Anchor, Article
from onrecord.text.spans import OMISSION, Span

# Of each passage its pieces: several where the editor left words out.
Pieces = tuple[tuple[str, ...], ...]


def pieces_of(article: Article, anchors: Sequence[Anchor]) -> Pieces:
    """The pieces of all passages, character by character."""
    return tuple(tuple(article.words(piece) for piece in anchor.pieces) for anchor in anchors)


def as_lines(pieces: Pieces) -> str:
    """Each piece on a line, a blank line between passages.

    White space inside a piece becomes a space, so that a line break can only mean a new piece: an
    article may have a `[…]` of its own.
    """
    return "\n\n".join("\n".join(" ".join(piece.split()) for piece in passage) for passage in pieces)


def as_text(passage: Sequence[str]) -> str:
    """One passage for people to read."""
    return OMISSION.join(" ".join(piece.split()) for piece in passage)


def extent(anchors: Sequence[Anchor]) -> Span | None:
    """From the first character of all passages to after the last one; None without any."""
    spans = [piece for anchor in anchors for piece in anchor.pieces]
    if not spans:
        return None
    return Span(min(span.start for span in spans), max(span.end for span in spans))

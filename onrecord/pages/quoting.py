"""The words of an article as a page shows them: what is quoted there, and what is reporting."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from onrecord.anchoring.coverage import runs_of
from onrecord.model import Article
from onrecord.text.spans import Span, overlapping


class Segment(Struct, frozen=True):
    """Words of the article that are all quoted there, or all reporting.

    Attributes:
        text: as the article has it; for an omission the sign for it.
    """

    text: str
    quoted: bool


Lines = tuple[tuple[Segment, ...], ...]  # one for each paragraph of the article


def lines_of(article: Article, pieces: Sequence[Span]) -> Lines:
    """The words of some pieces, by the article's paragraphs; ``[…]`` where words are left out."""
    lines: list[list[Segment]] = []
    for number, piece in enumerate(pieces):
        for at, part in enumerate(_by_block(article, piece)):
            if at or not lines:
                lines.append([])
            elif number:
                lines[-1].append(Segment(" […] ", quoted=False))
            lines[-1] += [Segment(article.words(run.span), run.quoted) for run in runs_of(article, part)]
    return tuple(tuple(line) for line in lines)


def _by_block(article: Article, span: Span) -> Iterator[Span]:
    """A span cut at the ends of paragraphs, without the white space between them."""
    for block in overlapping(article.stretches, span):
        yield Span(max(block.start, span.start), min(block.end, span.end))

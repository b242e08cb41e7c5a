"""An article's words as pages show them, with quoted and reported parts told apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from onrecord.anchoring.coverage import runs_of
from onrecord.meaning.sentences import in_sentence
from onrecord.record import Anchor, AnchoredBrief, Article
from onrecord.text.spans import OMISSION, Span, overlapping


class Segment(Struct, frozen=True):
    """Words of the article that are all quoted or all reported.

    Attributes:
        text: the article's text, or the sign of an omission.
    """

    text: str
    quoted: bool


Lines = tuple[tuple[Segment, ...], ...]  # one for each paragraph of the article
_LEFT_OUT = OMISSION.strip()


class Passage(Struct, frozen=True):
    """Marked words of the article on a page, in their sentence.

    Attributes:
        kind: `passage`, of a position or a question, or `excerpt`, of the source section.
        name: `SLUG#ID/N` for a passage, with its number from 1 in the position or question; `SLUG#ID/0` for a
            gist; the number on the page for an excerpt.
        lines: the words, one line per paragraph.
        before: the part of the sentence before the words, verbatim; empty if the page does not show it.
        after: the part of the sentence after the words, likewise.
    """

    kind: Literal["passage", "excerpt"]
    name: str
    lines: Lines
    before: str = ""
    after: str = ""

    @property
    def text(self) -> str:
        """The whole text as shown, without markup."""
        return self.before + "".join(segment.text for line in self.lines for segment in line) + self.after


def passages_of(slug: str, id_: str, article: Article, anchors: Iterable[Anchor]) -> tuple[Passage, ...]:
    """The passages of a position or a question, without their sentences."""
    return tuple(
        Passage("passage", f"{slug}#{id_}/{number}", lines_of(article, anchor.pieces))
        for number, anchor in enumerate(anchors, start=1)
    )


def gist_of(slug: str, id_: str, article: Article, gist: Span) -> Passage:
    """The gist of a position."""
    return Passage("passage", f"{slug}#{id_}/0", lines_of(article, [gist]))


def whole_sentence(passage: Passage, anchored: AnchoredBrief, pieces: Sequence[Span]) -> Passage:
    """A passage or an excerpt with the rest of its sentence."""
    text, found = anchored.article.text, in_sentence(anchored, pieces)
    before = text[found.pieces[0].start : pieces[0].start]
    after = text[pieces[-1].end : found.pieces[-1].end]
    return replace(
        passage,
        before=before if found.begins else f"{_LEFT_OUT} {before}",
        after=after if found.ends else f"{after} {_LEFT_OUT}",
    )


def passages_in_sentences(
    anchored: AnchoredBrief, id_: str, anchors: Sequence[Anchor]
) -> tuple[Passage, ...]:
    """The passages of a position or a question of a briefing, each in its sentence."""
    passages = passages_of(anchored.slug, id_, anchored.article, anchors)
    return tuple(
        whole_sentence(passage, anchored, anchor.pieces)
        for passage, anchor in zip(passages, anchors, strict=True)
    )


def lines_of(article: Article, pieces: Sequence[Span]) -> Lines:
    """The words of some pieces, one line per paragraph, with ``[…]`` for omissions."""
    lines: list[list[Segment]] = []
    for number, piece in enumerate(pieces):
        for at, part in enumerate(_by_block(article, piece)):
            if at or not lines:
                lines.append([])
            elif number:
                lines[-1].append(Segment(OMISSION, quoted=False))
            lines[-1] += [Segment(article.words(run.span), run.quoted) for run in runs_of(article, part)]
    return tuple(tuple(line) for line in lines)


def _by_block(article: Article, span: Span) -> Iterator[Span]:
    """A span split into paragraphs, without the white space between them."""
    for block in overlapping(article.stretches, span):
        yield Span(max(block.start, span.start), min(block.end, span.end))

"""The source section of a briefing's page: facts about the article, and its cited parts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from msgspec import Struct

from onrecord.addresses import briefing_path
from onrecord.pages.links import Link, Linker
from onrecord.pages.quoting import Passage, lines_of, whole_sentence
from onrecord.record import Anchor, AnchoredBrief, Article, Record
from onrecord.record.attribution import attributed
from onrecord.text.dates import When
from onrecord.text.phrases import Phrase, phrase
from onrecord.text.spans import Span


class Excerpt(Struct, frozen=True):
    """A cited stretch of the article; overlapping passages are merged.

    Attributes:
        number: from 1, in the article's order.
        id: the fragment of its words on the page.
        note_id: the fragment of the list of its citations, if the whole article is shown.
        passage: its words, in their sentence.
        place: where it begins, such as 'Paragraph 3'.
        cited_by: links to the positions, by number and actor, and to the questions that cite it.
    """

    number: int
    id: str
    note_id: str
    passage: Passage
    place: Phrase
    cited_by: tuple[Link, ...]


class Stretch(Struct, frozen=True):
    """A stretch of the whole article.

    Attributes:
        excerpt: the excerpt that it belongs to; None if it is not cited.
        begins: whether the excerpt begins here.
    """

    text: str
    excerpt: Excerpt | None = None
    begins: bool = False


class SourceBlock(Struct, frozen=True):
    """The source section.

    Attributes:
        outlet: a link to the page of the publisher.
        copy: the address of the stored copy; None if readers cannot have it.
        sha256: of the article's file, so that readers can identify a copy.
        excerpts: the cited stretches, in the article's order.
        full_text: with `show: full`, the whole article by paragraphs; else empty.
        uncited_paragraphs: their numbers.
        paragraphs: how many there are.
    """

    headline: str
    publisher: str
    outlet: Link
    relays: str | None
    author: str | None
    author_is_byline: bool
    published: When | None
    url: str | None
    archived: str | None
    retrieved: date | None
    language: str
    file: str
    copy: str | None
    sha256: str
    excerpts: tuple[Excerpt, ...]
    full_text: tuple[tuple[Stretch, ...], ...]
    paragraphs: int
    uncited_paragraphs: tuple[int, ...]
    quotations: int
    uncited_quotations: tuple[str, ...]


def numbered(anchored: AnchoredBrief) -> dict[str, int]:
    """The number of each position on the page, from 1, by id: the positions on one issue stand together."""
    issues = list(dict.fromkeys(position.stated.issue for position in anchored.positions))
    in_order = sorted(anchored.positions, key=lambda position: issues.index(position.stated.issue))
    return {position.id: number for number, position in enumerate(in_order, start=1)}


def cited_spans(anchored: AnchoredBrief) -> tuple[Span, ...]:
    """The spans that positions and questions cite, in the article's order; overlapping ones are merged."""
    spans = sorted(piece for anchor in anchored.anchors for piece in anchor.pieces)
    merged: list[Span] = []
    for span in spans:
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)


def source_block(
    record: Record, anchored: AnchoredBrief, cited: Sequence[Span], copy: str | None = None
) -> SourceBlock:
    """The source section.

    Args:
        record: for the names of actors.
        anchored: the briefing.
        cited: its `cited_spans`.
        copy: the address of the stored copy.
    """
    article = anchored.article
    source, coverage = anchored.brief.source, anchored.coverage
    byline = article.byline
    excerpts = tuple(_excerpts(record, anchored, cited))
    return SourceBlock(
        headline=article.title,
        publisher=source.publisher,
        outlet=Linker(record, briefing_path(anchored.slug)).outlet(source.publisher),
        relays=source.relays,
        author=source.author or (byline.names if byline else None),
        author_is_byline=source.author is None,
        published=source.published,
        url=source.url,
        archived=source.archived,
        retrieved=source.retrieved,
        language=source.language,
        file=f"seeds/{source.file}",
        copy=copy,
        sha256=article.sha256,
        excerpts=excerpts,
        full_text=tuple(_full_text(article, cited, excerpts)) if source.show == "full" else (),
        paragraphs=len(coverage.paragraphs),
        uncited_paragraphs=coverage.uncited_paragraphs,
        quotations=coverage.quotations,
        uncited_quotations=tuple(
            " ".join(article.words(span) for span in quotation.spans)
            for quotation in coverage.uncited_quotations
        ),
    )


def _excerpts(record: Record, anchored: AnchoredBrief, cited: Sequence[Span]) -> Iterator[Excerpt]:
    positions = numbered(anchored)
    for number, span in enumerate(cited, start=1):
        cited_by = [
            Link(
                phrase("source.position", number=positions[p.id], actor=attributed(record, p.stated)),
                f"#{p.id}",
            )
            for p in anchored.positions
            if _rests_on(p.anchors, span)
        ]
        cited_by += [
            Link(phrase("source.question", ask=question.asked.ask), f"#{question.id}")
            for question in anchored.questions
            if _rests_on(question.anchors, span)
        ]
        words = Passage("excerpt", str(number), lines_of(anchored.article, [span]))
        yield Excerpt(
            number=number,
            id=f"source_{number}",
            note_id=f"cited_{number}",
            passage=whole_sentence(words, anchored, [span]),
            place=_place(anchored.article, span),
            cited_by=tuple(cited_by),
        )


def _place(article: Article, span: Span) -> Phrase:
    block = article.block_at(span.start)
    paragraph = block - (len(article.blocks) - len(article.paragraphs))
    if paragraph >= 0:
        return phrase("source.paragraph", number=paragraph + 1)
    return phrase("source.headline" if block == 0 and article.has_headline else "source.standfirst")


def _full_text(
    article: Article, cited: Sequence[Span], excerpts: Sequence[Excerpt]
) -> Iterator[tuple[Stretch, ...]]:
    for block in article.stretches:
        stretches: list[Stretch] = []
        at = block.start
        for span, excerpt in zip(cited, excerpts, strict=True):
            if not span.overlaps(block):
                continue
            start, end = max(span.start, block.start), min(span.end, block.end)
            if at < start:
                stretches.append(Stretch(article.text[at:start]))
            begins = span.start >= block.start
            stretches.append(Stretch(article.text[start:end], excerpt, begins))
            at = end
        if at < block.end:
            stretches.append(Stretch(article.text[at : block.end]))
        yield tuple(stretches)


def _rests_on(anchors: Sequence[Anchor], span: Span) -> bool:
    return any(piece.overlaps(span) for anchor in anchors for piece in anchor.pieces)

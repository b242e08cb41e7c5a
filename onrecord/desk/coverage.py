"""What a briefing cites of its article, for its editor: stretch by stretch, errors or not.  Pure."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby, pairwise

from msgspec import Struct

from onrecord.addresses import position_id, question_id
from onrecord.anchoring.anchor import Anchoring, Cited
from onrecord.anchoring.coverage import coverage_of
from onrecord.record import Article, Quotation
from onrecord.schema import models as schema
from onrecord.schema.models import Actor
from onrecord.speakers.finding import Finder
from onrecord.text.spans import OMISSION, Span


class Citation(Struct, frozen=True):
    """A position or an open question, as the marks in the article refer to it.

    Attributes:
        number: from 1: first the positions, then the questions, each in the briefing's order.
        id: its fragment on the briefing's page.
        actor: the id of a position's actor; None for a question.
        line: the line of the briefing's file that it begins on.
        spans: the stretches of the article that it cites.
    """

    number: int
    id: str
    actor: str | None
    line: int
    spans: tuple[Span, ...]


class Stretch(Struct, frozen=True):
    """A stretch of a paragraph that the same citations cite, or none.

    Attributes:
        text: its words, on one line.
        cited_by: the numbers of the citations, in order.
    """

    text: str
    cited_by: tuple[int, ...]


class Block(Struct, frozen=True):
    """A block of the article.

    Attributes:
        label: 'headline', 'standfirst', or the paragraph's number.
        line: its first line in the article's file.
    """

    label: str
    line: int
    stretches: tuple[Stretch, ...]


class UncitedQuotation(Struct, frozen=True):
    """A quotation that nothing cites.

    Attributes:
        words: as in the article, on one line, with its quotation marks.
        speaker: the article's words for its speaker; None if they do not tell.
        line: in the article's file.
    """

    words: str
    speaker: str | None
    line: int


class NamedActor(Struct, frozen=True):
    """An actor whom the article names, or who has a position here.

    Attributes:
        positions: the numbers of their positions.
    """

    id: str
    name: str
    positions: tuple[int, ...]


class CoverageReport(Struct, frozen=True):
    """What a briefing cites of its article.

    Attributes:
        brief: the path of its file, relative to the root.
        source: the path of the article, relative to the root.
        title: the article's headline.
        language: the article's language, a BCP 47 tag.
        citations: the positions and questions.
        blocks: the whole article.
        uncited_quotations: in the article's order.
        quotations: how many there are in all.
        uncited_paragraphs: their numbers.
        paragraphs: how many there are in all.
        named: first those without a position.
    """

    brief: str
    source: str
    title: str
    language: str
    citations: tuple[Citation, ...]
    blocks: tuple[Block, ...]
    uncited_quotations: tuple[UncitedQuotation, ...]
    quotations: int
    uncited_paragraphs: tuple[int, ...]
    paragraphs: int
    named: tuple[NamedActor, ...]

    @property
    def cited_paragraphs(self) -> int:
        """How many paragraphs are cited, at least in part."""
        return self.paragraphs - len(self.uncited_paragraphs)

    @property
    def cited_quotations(self) -> int:
        """How many quotations are cited, at least in part."""
        return self.quotations - len(self.uncited_quotations)


def coverage_report(anchoring: Anchoring, actors: Mapping[str, Actor]) -> CoverageReport:
    """What a briefing cites of its article.

    Args:
        anchoring: the briefing's passages; those that were not found are missing from the report.
        actors: the register.
    """
    article, file = anchoring.article, anchoring.file
    citations = tuple(_citation(anchoring, number, item) for number, item in enumerate(anchoring.cited, 1))
    covered = coverage_of(article, (anchor for item in anchoring.cited for _, anchor in item.passages))
    language = file.brief.source.language
    return CoverageReport(
        brief=f"briefs/{file.slug}.yml",
        source=f"seeds/{article.file}",
        title=article.title,
        language=language,
        citations=citations,
        blocks=tuple(_blocks(article, citations)),
        uncited_quotations=tuple(_uncited(article, language, covered.uncited_quotations)),
        quotations=covered.quotations,
        uncited_paragraphs=covered.uncited_paragraphs,
        paragraphs=len(covered.paragraphs),
        named=tuple(_named(anchoring.named, citations, actors)),
    )


def ranges(numbers: Iterable[int]) -> str:
    """Numbers in words, runs of them as ranges: '2, 5–7'.

    Args:
        numbers: in ascending order.
    """
    runs = groupby(enumerate(numbers), lambda pair: pair[1] - pair[0])
    return ", ".join(_range([number for _, number in run]) for _, run in runs)


def _range(run: Sequence[int]) -> str:
    return f"{run[0]}" if len(run) == 1 else f"{run[0]}–{run[-1]}"


def _citation(anchoring: Anchoring, number: int, item: Cited) -> Citation:
    if isinstance(item.stated, schema.Position):
        name, actor = position_id(item.stated), item.stated.actor
    else:
        name, actor = question_id(item.stated), None
    return Citation(
        number=number,
        id=name,
        actor=actor,
        line=anchoring.file.document.value(item.path).line,
        spans=tuple(piece for _, anchor in item.passages for piece in anchor.pieces),
    )


def _blocks(article: Article, citations: Sequence[Citation]) -> Iterator[Block]:
    """The article's blocks, divided where a citation begins or ends."""
    numbers = {paragraph.span: f"{paragraph.number}" for paragraph in article.paragraphs}
    cuts = sorted({cut for one in citations for span in one.spans for cut in (span.start, span.end)})
    for span in article.blocks:
        top = "headline" if article.has_headline and span == article.headline else "standfirst"
        inside = cuts[bisect_right(cuts, span.start) : bisect_left(cuts, span.end)]
        edges = [span.start, *inside, span.end]
        stretches = (_stretch(article, Span(*pair), citations) for pair in pairwise(edges))
        yield Block(numbers.get(span, top), article.line_at(span.start), tuple(stretches))


def _stretch(article: Article, span: Span, citations: Sequence[Citation]) -> Stretch:
    cited_by = (one.number for one in citations if any(map(span.overlaps, one.spans)))
    return Stretch(_WHITE_SPACE.sub(" ", article.words(span)), tuple(cited_by))


def _uncited(article: Article, language: str, quotations: Sequence[Quotation]) -> Iterator[UncitedQuotation]:
    finder = Finder(article, language)
    numbers = {quotation.spans[0].start: number for number, quotation in enumerate(article.quotations)}
    for quotation in quotations:
        words = OMISSION.join(" ".join(article.words(span).split()) for span in quotation.spans)
        speech = finder.of_quotation(numbers[quotation.spans[0].start])
        speaker = " ".join(article.words(speech.mention.span).split()) if speech else None
        yield UncitedQuotation(words, speaker, article.line_at(quotation.spans[0].start))


def _named(
    named: Collection[str], citations: Sequence[Citation], actors: Mapping[str, Actor]
) -> Iterator[NamedActor]:
    positions: dict[str, list[int]] = {actor: [] for actor in named}
    for citation in citations:
        if citation.actor is not None:
            positions.setdefault(citation.actor, []).append(citation.number)
    for actor in sorted(positions, key=lambda actor: (bool(positions[actor]), actor)):
        name = actors[actor].name if actor in actors else actor
        yield NamedActor(actor, name, tuple(positions[actor]))


_WHITE_SPACE = re.compile(r"\s+")

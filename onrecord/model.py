"""What each phase of a build hands to the next: frozen dataclasses, one family a phase.

* `Article`: a source as text, with its parts found.
* `Brief` and the registers are what an editor wrote; their types are in `onrecord.metadata.schema`,
  since the YAML's keys, their documentation and their checks are one thing.
* `AnchoredBrief`: a briefing whose every passage is a span of the article.
* `Record`: who said what on which issue, across all briefings.

All positions in texts are counted in Unicode code points, the end excluded.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from operator import attrgetter

from onrecord.schema import Actor, Brief, Issue, Position, Question
from onrecord.text.spans import Span

# --- stage 1: articles ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Quotation:
    """What stands inside one pair of quotation marks, the marks included.

    Attributes:
        spans: one; or one a paragraph, where the quotation runs over several.
    """

    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of an article's body, numbered from 1."""

    number: int
    span: Span


@dataclass(frozen=True, slots=True)
class Byline:
    """The line that names an article's authors, and the names in it as they are written."""

    span: Span
    names: str


@dataclass(frozen=True, slots=True)
class Article:
    """The text of a source, with its parts found.

    Attributes:
        file: its path inside ``seeds/``.
        sha256: of the file's bytes, in hexadecimal.
        text: all of its characters, but for a byte order mark.
        standfirst: the sentence under the headline that is not a paragraph yet.
        quotations: the outermost ones, in the article's order.
        blocks: headline, standfirst and paragraphs, in this order.
    """

    file: str
    sha256: str
    text: str
    headline: Span
    standfirst: Span | None
    paragraphs: tuple[Paragraph, ...]
    byline: Byline | None
    quotations: tuple[Quotation, ...]

    blocks: tuple[Span, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Put the blocks together once: every name and every passage is looked up in them."""
        top = (self.headline,) if self.standfirst is None else (self.headline, self.standfirst)
        object.__setattr__(self, "blocks", (*top, *(paragraph.span for paragraph in self.paragraphs)))

    def words(self, span: Span) -> str:
        """The article's own characters."""
        return self.text[span.start : span.end]

    def block_at(self, position: int) -> int:
        """The index in `blocks` of the one that holds a position, or begins last before it."""
        return max(bisect_right(self.blocks, position, key=attrgetter("start")) - 1, 0)

    def line_at(self, position: int) -> int:
        """The line of the file that a position is on, counted from 1."""
        breaks = ("\n", "\r", "\r\n")
        line_feeds, returns, both = (self.text.count(sign, 0, position) for sign in breaks)
        return line_feeds + returns - both + 1


# --- stage 3: anchored briefings -----------------------------------------------------------


class Basis(StrEnum):
    """What a position rests on: how much of its passage stands inside quotation marks."""

    QUOTED = "quoted"
    PARTLY_QUOTED = "partly quoted"
    REPORTED = "reported"


@dataclass(frozen=True, slots=True)
class Anchor:
    """One passage, found in the article.

    Attributes:
        pieces: the spans of the article that its words are; several where the editor left out
            words with ``[…]``.  In the article's order, without overlap.
    """

    pieces: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class AnchoredPosition:
    """A position with the words that show it.

    Attributes:
        id: its fragment on the briefing's page.
        stated: what the editor wrote.
        anchors: one for each passage, in the editor's order.
        basis: worked out from where the passages stand.
    """

    id: str
    stated: Position
    anchors: tuple[Anchor, ...]
    basis: Basis


@dataclass(frozen=True, slots=True)
class AnchoredQuestion:
    """An open question; `anchors` is empty where no passage raises it."""

    id: str
    asked: Question
    anchors: tuple[Anchor, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """What of the article the briefing cites.

    Attributes:
        paragraphs: numbers of all paragraphs.
        uncited_paragraphs: numbers of those that no position or question cites.
        quotations: how many the article has.
        uncited_quotations: those that no position or question cites.
    """

    paragraphs: tuple[int, ...]
    uncited_paragraphs: tuple[int, ...]
    quotations: int
    uncited_quotations: tuple[Quotation, ...]

    @property
    def cited_paragraphs(self) -> int:
        """How many paragraphs a position or question cites."""
        return len(self.paragraphs) - len(self.uncited_paragraphs)

    @property
    def cited_quotations(self) -> int:
        """How many quotations a position or question cites."""
        return self.quotations - len(self.uncited_quotations)


@dataclass(frozen=True, slots=True)
class AnchoredBrief:
    """A briefing that may be published: each of its passages is a span of its article.

    Attributes:
        slug: the name of its file and the address of its page.
        brief: what the editor wrote, complete and checked.
        silent: ids of actors, listed here or named in the article, without a position here.
    """

    slug: str
    brief: Brief
    article: Article
    positions: tuple[AnchoredPosition, ...]
    questions: tuple[AnchoredQuestion, ...]
    coverage: Coverage
    silent: tuple[str, ...]

    @property
    def anchors(self) -> Iterator[Anchor]:
        """The anchors of all positions and questions."""
        for position in self.positions:
            yield from position.anchors
        for question in self.questions:
            yield from question.anchors

    @property
    def title(self) -> str:
        """The editor's title, or the article's headline."""
        return self.brief.title or " ".join(self.article.words(self.article.headline).split())


# --- stage 4: the record -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Reference:
    """Names a position or a question: the slug of its briefing and its id there."""

    slug: str
    id: str


@dataclass(frozen=True, slots=True)
class Record:
    """Who said what on which issue, across all briefings.

    Attributes:
        briefs: by slug, newest first, then by slug.
        actors: the register, by id.
        issues: the register, by id.
        positions_of: actor id to that actor's positions, newest briefing first.
        positions_on: issue id to the positions on it, newest briefing first.
        questions_on: issue id to the questions on it, newest briefing first.
        listed_in: actor id to the slugs of the briefings that list the actor.
    """

    briefs: Mapping[str, AnchoredBrief]
    actors: Mapping[str, Actor]
    issues: Mapping[str, Issue]
    positions_of: Mapping[str, tuple[Reference, ...]]
    positions_on: Mapping[str, tuple[Reference, ...]]
    questions_on: Mapping[str, tuple[Reference, ...]]
    listed_in: Mapping[str, tuple[str, ...]]

    def position(self, reference: Reference) -> AnchoredPosition:
        """The position that a reference names."""
        return next(p for p in self.briefs[reference.slug].positions if p.id == reference.id)

    def question(self, reference: Reference) -> AnchoredQuestion:
        """The question that a reference names."""
        return next(q for q in self.briefs[reference.slug].questions if q.id == reference.id)

    def questions(self) -> Iterator[Reference]:
        """All questions, newest briefing first, in the order of each briefing."""
        for slug, anchored in self.briefs.items():
            for question in anchored.questions:
                yield Reference(slug, question.id)

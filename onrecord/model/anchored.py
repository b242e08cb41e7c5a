"""Stage 3: a briefing whose every passage is a span of the article."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from msgspec import Struct

from onrecord.model.article import Article, Quotation
from onrecord.model.written import Brief, Position, Question
from onrecord.text.spans import Span


class Basis(StrEnum):
    """What a position rests on.

    The first three say how much of its passage is inside quotation marks, as the words of the position's own
    actor; `RELAYED` that the words are those of another actor, who says that this one said so.
    """

    QUOTED = "quoted"
    PARTLY_QUOTED = "partly quoted"
    REPORTED = "reported"
    RELAYED = "relayed"


class Anchor(Struct, frozen=True, array_like=True):
    """One passage, found in the article.

    Attributes:
        pieces: the spans of the article that its words are; several where the editor left out
            words with ``[…]``.  In the article's order, without overlap.
    """

    pieces: tuple[Span, ...]


class AnchoredPosition(Struct, frozen=True, array_like=True):
    """A position with the words that show it.

    Attributes:
        id: its fragment on the briefing's page.
        stated: what the editor wrote.
        anchors: one for each passage, in the editor's order.
        words_basis: how much of the passages is inside quotation marks, whoever says these words; never
            `RELAYED`.
        gist: the part of one of the passages' pieces that the editor chose for lists; None for all of them.
    """

    id: str
    stated: Position
    anchors: tuple[Anchor, ...]
    words_basis: Basis
    gist: Span | None = None

    @property
    def basis(self) -> Basis:
        """What the position rests on: where another actor relays it, these are not its own actor's words."""
        return Basis.RELAYED if self.stated.relayed_by else self.words_basis


class AnchoredQuestion(Struct, frozen=True, array_like=True):
    """An open question; `anchors` is empty where no passage raises it."""

    id: str
    asked: Question
    anchors: tuple[Anchor, ...]


class Coverage(Struct, frozen=True, array_like=True):
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


class AnchoredBrief(Struct, frozen=True, array_like=True):
    """A briefing that may be published: each of its passages is a span of its article.

    Attributes:
        slug: the name of its file and the address of its page.
        brief: what the editor wrote, but for positions and questions.
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

    def position(self, id_: str) -> AnchoredPosition:
        """The position with an id."""
        for position in self.positions:  # A generator would take twice as long, and this is often asked.
            if position.id == id_:
                return position
        raise LookupError(f"{self.slug} has no position {id_!r}")

    def question(self, id_: str) -> AnchoredQuestion:
        """The question with an id."""
        return next(question for question in self.questions if question.id == id_)

    @property
    def title(self) -> str:
        """The editor's title, or the article's headline."""
        return self.brief.title or self.article.title

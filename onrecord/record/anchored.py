"""Stage 3: a briefing with every passage as spans of the article."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from msgspec import Struct

from onrecord.record.article import Article, Quotation
from onrecord.record.written import Brief, Position, Question
from onrecord.text.spans import Span


class Basis(StrEnum):
    """How a position is known.

    The first three say how much of the passage is inside quotation marks, as the position's actor's own
    words. `RELAYED` means that another actor says that this one said so.
    """

    QUOTED = "quoted"
    PARTLY_QUOTED = "partly quoted"
    REPORTED = "reported"
    RELAYED = "relayed"


class Anchor(Struct, frozen=True, array_like=True):
    """One passage, found in the article.

    Attributes:
        pieces: its spans of the article, in order, without overlap; several if the editor left out words with
            ``[…]``.
    """

    pieces: tuple[Span, ...]


class AnchoredPosition(Struct, frozen=True, array_like=True):
    """A position with the words that show it.

    Attributes:
        id: its fragment on the briefing's page.
        stated: what the editor wrote.
        anchors: one for each passage, in the editor's order.
        words_basis: how much of the passages is inside quotation marks, whoever says them; never `RELAYED`.
        gist: the editor's choice of words for lists, within a piece of a passage; None for all passages.
    """

    id: str
    stated: Position
    anchors: tuple[Anchor, ...]
    words_basis: Basis
    gist: Span | None = None

    @property
    def basis(self) -> Basis:
        """How the position is known: `RELAYED` if another actor relays it, else `words_basis`."""
        return Basis.RELAYED if self.stated.relayed_by else self.words_basis


class AnchoredQuestion(Struct, frozen=True, array_like=True):
    """An open question; `anchors` is empty if no passage raises it."""

    id: str
    asked: Question
    anchors: tuple[Anchor, ...]


class Coverage(Struct, frozen=True, array_like=True):
    """How much of the article the briefing cites.

    Attributes:
        paragraphs: the numbers of all paragraphs, from 1.
        uncited_paragraphs: the numbers of those that no position or question cites.
        quotations: the number of quotations in the article.
        uncited_quotations: those that no position or question cites.
    """

    paragraphs: tuple[int, ...]
    uncited_paragraphs: tuple[int, ...]
    quotations: int
    uncited_quotations: tuple[Quotation, ...]


class AnchoredBrief(Struct, frozen=True, array_like=True):
    """A briefing that may be published: each of its passages was found in its article.

    Attributes:
        slug: the name of its file and of its page.
        brief: the editor's values, without positions and questions.
        silent: the ids of actors that are listed here or named in the article, and have no position here.
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
        for position in self.positions:  # A loop takes half the time of a generator; this is called often.
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

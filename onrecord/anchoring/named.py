"""The actors that an article names, and warnings about listed actors that it does not name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from onrecord.anchoring.names import NameIndex
from onrecord.metadata.briefs import BriefFile
from onrecord.record import Anchor, Article
from onrecord.rules import references
from onrecord.rules.problems import Problem
from onrecord.schema.models import Actor
from onrecord.text.folding import Folded


class NamedActors:
    """The actors that an article names.

    Attributes:
        named: their ids.
    """

    def __init__(
        self, article: Article, folded: Folded, names: NameIndex, actors: Mapping[str, Actor]
    ) -> None:
        self._actors = actors
        byline = article.byline.span if article.byline else None  # a byline names no participant
        self._article = article
        self._places: list[tuple[int, str]] = []
        for at, actor in names.find(folded.text):
            raw = folded.starts[at]
            if byline is None or not byline.start <= raw < byline.end:
                self._places.append((raw, actor))
        self.named = {actor for _, actor in self._places}

    @cached_property
    def _named_in(self) -> Mapping[int, set[str]]:
        """Blocks of the article to the actors named there."""
        named: dict[int, set[str]] = {}
        for at, actor in self._places:
            named.setdefault(self._article.block_at(at), set()).add(actor)
        return named

    def near(self, anchor: Anchor) -> set[str]:
        """Ids of the actors who are named in the paragraphs of a passage or in the one before them."""
        blocks = {self._article.block_at(anchor.pieces[0].start) - 1}
        for piece in anchor.pieces:
            first, last = self._article.block_at(piece.start), self._article.block_at(piece.end - 1)
            blocks.update(range(first, last + 1))
        return set().union(*(self._named_in.get(block, ()) for block in blocks))

    def without_trace(self, file: BriefFile) -> Iterator[Problem]:
        """Warn of actors who are listed, hold no position and are not named in the article."""
        if file.wrong & {"actors", "positions"}:
            return
        holding = {position.actor for position in file.brief.positions}
        for number, listed in enumerate(file.brief.actors):
            actor = self._actors.get(listed.id)
            if actor is None or listed.id in holding or listed.id in self.named:
                continue
            place = file.document.value((*file.item("actors", number), "id"))
            message = f"{actor.name} holds no position here and is not named in the article"
            help_text = "remove the actor, or add the article's name for them under `as`"
            yield Problem(references.ACTOR_WITHOUT_TRACE, place, message, help_text)

"""Who is named where in an article, and what is doubtful about those who are not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from onrecord.anchoring.names import NameIndex
from onrecord.metadata.briefs import BriefFile
from onrecord.model import Anchor, Article
from onrecord.problems import Location, Problem
from onrecord.rules import passages as rules
from onrecord.rules import references
from onrecord.schema import Actor
from onrecord.text.folding import Folded


class Speakers:
    """The actors that an article names.

    Attributes:
        named: their ids.
    """

    def __init__(
        self, article: Article, folded: Folded, names: NameIndex, actors: Mapping[str, Actor]
    ) -> None:
        self._article = article
        self._actors = actors
        # Block of the article to the actors named in it; the byline names nobody.
        self._named_in: dict[int, set[str]] = {}
        byline = article.byline
        for at, actor in names.find(folded.text):
            raw = folded.starts[at]
            if byline is None or not byline.span.start <= raw < byline.span.end:
                self._named_in.setdefault(article.block_at(raw), set()).add(actor)
        self.named: set[str] = set().union(*self._named_in.values())

    def far(self, actor_id: str, anchor: Anchor, place: Location) -> Iterator[Problem]:
        """Warn where neither the actor nor whom the actor belongs to is named near a passage."""
        actor = self._actors.get(actor_id)
        if actor is None:
            return
        blocks = {self._article.block_at(anchor.pieces[0].start) - 1}
        for piece in anchor.pieces:
            first, last = self._article.block_at(piece.start), self._article.block_at(piece.end - 1)
            blocks.update(range(first, last + 1))
        near = set().union(*(self._named_in.get(block, ()) for block in blocks))
        if not {actor_id, actor.of} & near:
            message = f"no name of {actor.name} stands in this paragraph or the one before"
            help_text = "is it their position? Add to `also` the name that the article uses"
            yield Problem(rules.SPEAKER_NOT_NEAR, place, message, help_text)

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
            help_text = "take the actor out, or add to `also` the name that the article uses"
            yield Problem(references.ACTOR_WITHOUT_TRACE, place, message, help_text)

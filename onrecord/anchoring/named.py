"""Which actors an article names, and what is doubtful about those it does not name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from onrecord.anchoring.names import NameIndex
from onrecord.metadata.briefs import BriefFile
from onrecord.model import Article
from onrecord.problems import Problem
from onrecord.rules import references
from onrecord.schema import Actor
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
        byline = article.byline.span if article.byline else None  # it names nobody who takes part
        self.named: set[str] = set()
        for at, actor in names.find(folded.text):
            if byline is None or not byline.start <= folded.starts[at] < byline.end:
                self.named.add(actor)

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

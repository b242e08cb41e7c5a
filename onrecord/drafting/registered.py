"""The actors of the register that an article names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from msgspec import Struct

from onrecord.anchoring.names import NameIndex
from onrecord.drafting.names import NameForms
from onrecord.record import Article
from onrecord.schema.models import Actor
from onrecord.speakers.identity import Names, names_of, plain
from onrecord.speakers.speech import Kind, Mention
from onrecord.text.folding import fold
from onrecord.text.spans import Span


class Who(Struct, frozen=True):
    """Whom a mention means.

    Attributes:
        actor: the id of an actor of the register or of a new entry; empty if nothing tells.
        candidates: the ids of those that it may be, if nothing tells which.
        note: what the actor rests on, if that is less than a name.
    """

    actor: str = ""
    candidates: tuple[str, ...] = ()
    note: str = ""


class Registered:
    """The register, for one article.

    Attributes:
        actors: the register.

    Args:
        article: the article.
        actors: the register.
        forms: of its names.
    """

    def __init__(self, article: Article, actors: Mapping[str, Actor], forms: NameForms) -> None:
        self._article = article
        self._forms = forms
        self._known_names: dict[str, Names] = {}
        self.actors = actors

    @cached_property
    def places(self) -> list[tuple[int, str]]:
        """Where the article names actors of the register, in its own characters, and their ids."""
        folded = fold(self._article.text)
        found = NameIndex(self.actors).find(folded.text)
        return sorted((folded.starts[at], actor) for at, actor in found)

    def named(self) -> list[str]:
        """The actors that the article names, in its order; its byline does not count."""
        byline = self._article.byline.span if self._article.byline else Span(0, 0)
        places = (actor for at, actor in self.places if not byline.start <= at < byline.end)
        return list(dict.fromkeys(places))

    def names(self, actor: str) -> Names:
        """The names of an actor."""
        if actor not in self._known_names:
            self._known_names[actor] = names_of(self.actors[actor])
        return self._known_names[actor]

    def who(self, mention: Mention) -> Who:
        """The actor whose name has the mention's head; nobody if no name or several fit."""
        head = plain(self._article.words(mention.head))
        found: dict[str, None] = {}
        for at, actor in self.places:
            if mention.span.start <= at <= mention.head.start and head in self.names(actor).words:
                found[actor] = None
        if mention.kind is Kind.LIST and len(found) != 1:
            return Who()
        if found or mention.kind is not Kind.NAME:
            return _only(list(found))
        form = self._forms.read(Span(mention.span.start, mention.head.end))
        full = {plain(word) for word in form.name.split()}
        similar = (actor for actor in self.actors if self.names(actor).surname == head)
        return _only([actor for actor in similar if full <= self.names(actor).words])

    def persons_in(self, span: Span) -> Iterator[str]:
        """The persons of the register that a stretch of the article names, in its order."""
        for at, actor in self.places:
            if span.start <= at < span.end and self.actors[actor].kind == "person":
                yield actor


def _only(found: list[str]) -> Who:
    return Who(found[0]) if len(found) == 1 else Who(candidates=tuple(found))

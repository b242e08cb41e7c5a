"""Entity linking: decide whether a mention is the actor of a passage, or certainly another one."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from onrecord.record import Article
from onrecord.speakers.finding import Finder
from onrecord.speakers.given import Given
from onrecord.speakers.identity import (
    Names,
    Register,
    can_be,
    is_title,
    mention_words,
    names_of,
    plain,
)
from onrecord.speakers.pronouns import resolve
from onrecord.speakers.speech import Kind, Mention, Speech

_SURVEYS = frozenset("poll polls survey surveys study studies".split())  # not words of a person
# Words for an unnamed source of any role.
_ANYBODY = frozenset("person people man men woman women official source member supporter critic".split())
_NO_PLURAL = frozenset(("business", "police"))


class Linker:
    """Compares mentions of one article with the actors of the register.

    In doubt a mention is neither the actor nor certainly another one: both questions are answered with no.

    Args:
        article: the article.
        finder: its speakers.
        register: all actors.
        listed: the ids of the briefing's actors.
        called: for each actor, more names in this article.
    """

    def __init__(
        self,
        article: Article,
        finder: Finder,
        register: Register,
        listed: Collection[str],
        called: Mapping[str, Sequence[str]],
    ) -> None:
        self._article = article
        self._finder = finder
        self._register = register
        self._listed = listed
        self._called = called

    def names(self, actor: str) -> Names:
        """The names that the article can have for an actor."""
        called = self._called.get(actor)
        return names_of(self._register.actors[actor], called) if called else self._register.names(actor)

    def all_names(self) -> list[Names]:
        """The names that the article can have for each of the briefing's actors."""
        return [self.names(actor) for actor in self._listed]

    def allowed(self, given: Given) -> list[Names]:
        """The names of all who may say the passage: the actor, its kin, and the actor who relays it."""
        allowed = self._register.allowed(given.actor, given.relayed_by)
        if self._called.keys().isdisjoint(allowed):
            return self._register.names_of_all(allowed)
        return [self.names(actor) for actor in allowed]

    def is_actor(self, given: Given, mention: Mention) -> bool:
        """Whether a mention can be one of those who may say the passage."""
        lexicon = self._finder.lexicon
        known = self._resolved(mention)
        if lexicon is None or known is None:
            return False
        return any(can_be(self._article, known, names, lexicon) for names in self.allowed(given))

    def other(self, given: Given, speech: Speech) -> Mention | None:
        """The mention of the speaker, if it is certainly not the actor; else None."""
        lexicon, mention = self._finder.lexicon, self._resolved(speech.mention)
        if lexicon is None or mention is None or self.is_actor(given, mention):
            return None
        names = self.names(given.actor)
        if mention.kind is Kind.DESCRIPTION:
            another = names.is_person or self._has_another_role(given, mention)
            return mention if another and self._is_indefinite(mention) else None
        if is_title(self._article, mention, lexicon) or not mention_words(self._article, mention, lexicon):
            return None
        if mention.kind is Kind.LIST and not self._all_known(mention):
            return None
        cue = self._article.words(speech.cue)
        if ("spokes" in cue or not names.is_person) and names.are_in(cue):
            return None
        return mention

    def differ(self, one: Mention, other: Mention) -> bool:
        """Whether two mentions name two different actors of the briefing."""
        lexicon = self._finder.known_lexicon
        if Kind.NAME is not one.kind or other.kind is not Kind.NAME:
            return False
        if is_title(self._article, one, lexicon) or is_title(self._article, other, lexicon):
            return False
        words = [mention_words(self._article, mention, lexicon) for mention in (one, other)]
        known = [next((a for a in self._listed if self.names(a).words & part), "") for part in words]
        return all(words) and not words[0] & words[1] and all(known) and known[0] != known[1]

    def _resolved(self, mention: Mention) -> Mention | None:
        """The mention; for a pronoun, the mention that it certainly refers to; None if that is unknown."""
        if mention.kind is not Kind.PRONOUN:
            return mention
        return resolve(self._article, self._finder.chains, mention) if self._finder.chains else None

    def _all_known(self, mention: Mention) -> bool:
        words = mention_words(self._article, mention, self._finder.known_lexicon)
        return sum(bool(self.names(actor).words & words) for actor in self._listed) > 1

    def _has_another_role(self, given: Given, mention: Mention) -> bool:
        """Whether a description has a role that no unnamed actor has: 'a pilot' against 'Officials'."""
        if self._register.actors[given.actor].kind != "unnamed" or self._finder.chains is None:
            return False
        role = plain(self._article.words(mention.head)).removesuffix("s")
        own = {word.removesuffix("s") for names in self.allowed(given) for word in names.words}
        return role not in own | _ANYBODY

    def _is_indefinite(self, mention: Mention) -> bool:
        lexicon = self._finder.known_lexicon
        words = self._article.words(mention.span).lower().split()
        head = self._article.words(mention.head).lower()
        if head not in lexicon.roles and head not in _SURVEYS:
            return False
        bare_plural = words[0] not in lexicon.determiners and head.endswith("s") and head not in _NO_PLURAL
        return words[0] in lexicon.indefinites or bare_plural

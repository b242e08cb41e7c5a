"""Decide whether a mention in an article can be an actor of the register.

Names are compared by their words, without titles: 'President Holt' can be Mira Holt, 'Holt spokeswoman Ana
Reyes' can be either.  One word in common is enough, so that different spellings of a name never make two
people.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import takewhile

from msgspec import Struct

from onrecord.record import Article
from onrecord.schema.models import Actor
from onrecord.speakers.lexicon import RoleWords
from onrecord.speakers.speech import Kind, Mention
from onrecord.text.words import UNSPACED_SCRIPTS, is_in_word

_WORD = re.compile(r"(?:[^\W_]\.){2,}|[^\W_]+(?:['’.&][^\W_]+)*")
# Letters without case may be joined to a name in other letters, so names in them may be anywhere.
_CASELESS = re.compile(f"[\u0590-\u08ff\u1100-\u11ff\uac00-\ud7af{UNSPACED_SCRIPTS}]+")
_ELIDED = re.compile(r"(?:[ldLD]|[Qq]u)['’](?=[^\W\d_])")
MAX_ACRONYM = 3  # letters; a longer word in capitals is not an acronym
_POSSESSIVE = re.compile(r"['’]s?$")
# The role of an unnamed source comes before these.
_COMPLEMENT = frozenset("of in at from for with within on by to near close familiar who that".split())
_COUNTS = frozenset("a an the some several many most few two three other".split())
_ANYBODY = frozenset("people person persons man men woman women one some others somebody".split())
_IGNORED = frozenset("the a an and of for in at to on by with und der die das des von".split())


class Names(Struct, frozen=True):
    """The names that a briefing's article can have for an actor.

    Attributes:
        words: the words of all names, without articles and prepositions.
        phrases: the names with single spaces, without an article at the beginning.
        anywhere: the names in scripts that put no space between words or join particles to them.
        surname: the surname of a person; empty for others.
        head: the role of an unnamed source, such as "officials" of "two officials of Torvia"; empty for
            others.
        labels: names that consist of small words, like the A of questions and answers; they count only before
            a colon.
    """

    words: frozenset[str]
    phrases: frozenset[str]
    anywhere: frozenset[str]
    surname: str
    is_person: bool
    labels: tuple[str, ...] = ()
    head: str = ""

    def are_in(self, text: str) -> bool:
        """Whether a text has one of the names, or a person's surname."""
        if any(name in text for name in self.anywhere):
            return True
        if self.labels and text.startswith(self.labels):
            return True
        words = words_of(text)
        if self.words.isdisjoint(words):
            return False
        if self.surname in words:
            return True
        joined = f" {' '.join(words)} "
        return any(f" {phrase} " in joined for phrase in self.phrases)

    def are_described(self, mention: str) -> bool:
        """Whether a mention is only the role of an unnamed source."""
        return self.head != "" and [word for word in words_of(mention) if word not in _COUNTS] == [self.head]

    def are_label(self, label: str) -> bool:
        """Whether the label of a turn in a transcript has one of the names, ignoring case."""
        words = words_of(label)
        return not self.words.isdisjoint((*words, *map(str.lower, words))) or f"{label}:" in self.labels


def names_of(actor: Actor, more: Iterable[str] = ()) -> Names:
    """The names of an actor.

    Args:
        actor: an entry of the register.
        more: more names in this article.
    """
    written = (actor.name, *actor.also, *more)
    cut = [words_of(name) for name in written]
    parts = [part[1:] if part[0] in ("the", "a", "an") and len(part) > 1 else part for part in cut if part]
    person = actor.kind == "person"
    return Names(
        words=frozenset(word for part in parts for word in part if word not in _IGNORED),
        phrases=frozenset(" ".join(part) for part in parts),
        anywhere=frozenset(name for name in written if not any(map(is_in_word, name[:1]))),
        surname=_surname(parts[0]) if person and parts and len(parts[0]) > 1 else "",
        is_person=person,
        labels=tuple(
            f"{name}:" for name, part in zip(written, cut, strict=True) if part and _IGNORED.issuperset(part)
        ),
        head=_head(parts[0]) if actor.kind == "unnamed" and parts else "",
    )


def _head(parts: Sequence[str]) -> str:
    """The last word before 'of', 'from', 'with' and the like; empty if it is a common word."""
    words = list(takewhile(lambda word: word not in _COMPLEMENT, parts))
    return words[-1] if words and words[-1] not in _ANYBODY else ""


def _surname(parts: Sequence[str]) -> str:
    words = [word for word in parts if word not in ("jr", "sr", "ii", "iii", "iv")]
    return words[-1] if words else ""


@lru_cache(maxsize=1024)  # the same names again and again
def words_of(text: str) -> tuple[str, ...]:
    """The words of a text for comparing names; "l'Ostmere" gives only the name."""
    found: list[str] = []
    if not text.isascii():
        text = _CASELESS.sub(" ", text)
    for match in _WORD.finditer(text):
        word = match.group()
        elided = _ELIDED.match(word)
        found.append(plain(word[elided.end() :] if elided else word))
    return tuple(found)


def plain(word: str) -> str:
    """A word without full stops and possessive ending, in lower case unless it is an acronym: US, us."""
    bare = word if word.isalpha() else _POSSESSIVE.sub("", word).replace(".", "").replace("’", "'")
    return bare if bare.isupper() and 1 < len(bare) <= MAX_ACRONYM else bare.lower()


def mention_words(article: Article, mention: Mention, lexicon: RoleWords) -> frozenset[str]:
    """The words of a mention for comparing names: its capitalised words without titles."""
    found = [word for word in _WORD.findall(article.words(mention.span)) if word[:1].isupper()]
    words = [part for word in found for part in words_of(word)]
    parts = {part for word in found if "-" in word for part in word.lower().split("-")}
    return frozenset(word for word in words if word not in lexicon.titles and word not in _IGNORED) | parts


def is_title(article: Article, mention: Mention, lexicon: RoleWords) -> bool:
    """Whether the head of a mention is a title or a role, not a name."""
    head = plain(article.words(mention.head))
    return head in lexicon.titles or head in lexicon.roles or head in lexicon.things


def can_be(article: Article, mention: Mention, names: Names, lexicon: RoleWords) -> bool:
    """Whether a mention can be the actor who has these names."""
    text = article.words(mention.span)
    if mention_words(article, mention, lexicon) & names.words:
        return True
    if mention.kind in (Kind.NAME, Kind.LIST):
        return _initials(text) & names.words != frozenset()
    lower = " ".join(words_of(text))
    head = plain(article.words(mention.head))
    return any(
        f" {phrase} " in f" {lower} " or phrase.rpartition(" ")[2] in (head, f"{head}s")
        for phrase in names.phrases
    )


def _initials(text: str) -> frozenset[str]:
    """The possible acronyms of a name: 'Gulf Herald Trust' may be known as GHT."""
    capitals = [word[0].lower() for word in _WORD.findall(text) if word[:1].isupper()]
    return frozenset({"".join(capitals)}) if len(capitals) > 1 else frozenset()


class Register:
    """The actors of the register, with the names that an article can have for them.

    Args:
        actors: the register, by id.
    """

    def __init__(self, actors: Mapping[str, Actor]) -> None:
        self.actors = actors
        self._names: dict[str, Names] = {}
        self._allowed: dict[tuple[str, str | None], tuple[str, ...]] = {}
        self._allowed_names: dict[tuple[str, ...], list[Names]] = {}
        self._members: dict[str, list[str]] = {}
        for actor_id, actor in actors.items():
            if actor.of:
                self._members.setdefault(actor.of, []).append(actor_id)

    def names(self, actor_id: str) -> Names:
        """The names of an actor of the register."""
        found = self._names.get(actor_id)
        if found is None:
            found = self._names[actor_id] = names_of(self.actors[actor_id])
        return found

    def allowed(self, actor_id: str, relayed_by: str | None) -> tuple[str, ...]:
        """The ids of all who may say an actor's words: the actor, its kin, and the actor who relays them."""
        key = actor_id, relayed_by
        if key not in self._allowed:
            relaying = self.kin(relayed_by) if relayed_by is not None and relayed_by in self.actors else []
            self._allowed[key] = tuple(dict.fromkeys([*self.kin(actor_id), *relaying]))
        return self._allowed[key]

    def names_of_all(self, actor_ids: tuple[str, ...]) -> list[Names]:
        """The names of several actors."""
        if actor_ids not in self._allowed_names:
            self._allowed_names[actor_ids] = [self.names(actor_id) for actor_id in actor_ids]
        return self._allowed_names[actor_ids]

    def kin(self, actor_id: str) -> list[str]:
        """The ids of an actor, the one it belongs to, and its members: each may speak for the other."""
        of = self.actors[actor_id].of
        return [actor_id, *([of] if of in self.actors else []), *self._members.get(actor_id, ())]

"""Find the actors that a text names: names of the register, as whole words.

The longest name wins at each place: 'US officials' names the group, not the state. Case matters ('US', 'us'),
except in the article before a name and in the first letter of a description ('harbour officials'). A person's
last name is known without being in the register, and so is a name in capitals, as transcripts write it,
unless another actor has the same one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from onrecord.anchoring.name_groups import NameGroup
from onrecord.metadata.name_words import last_name
from onrecord.schema.models import Actor
from onrecord.text.folding import fold_text
from onrecord.text.words import is_in_word

_WORD = re.compile(r"\w+")
_ARTICLE = re.compile(r"^(?:the|The) (?=\w)")

# Replaces every ASCII character that is in no word by a space.
_APART = {code: " " for code in range(128) if not (chr(code).isalnum() or chr(code) == "_")}
# A shorter name in capitals may be something else: US, Who.
MIN_CAPITALS = 4

_Names = Mapping[str, NameGroup]


class NameIndex:
    """The names of all actors, by their first words, so that a text is read once."""

    def __init__(self, actors: Mapping[str, Actor]) -> None:
        by_word: dict[str, list[tuple[str, str]]] = defaultdict(list)
        # Names in scripts without word boundaries may be anywhere.
        by_letter: dict[str, list[tuple[str, str]]] = defaultdict(list)
        self._bearers = _bearers(actors)
        for name, bearers in self._bearers.items():
            named = [(name, actor_id) for actor_id in bearers]
            if is_in_word(name[0]):
                by_word[_first_word(name)] += named
            else:
                by_letter[name[0]] += named
        # The first word or letter of a name -> all names that begin with it.
        self._by_word = _grouped(by_word)
        self._by_letter = _grouped(by_letter)
        self._look_for()

    def _look_for(self) -> None:
        initials = "".join(sorted({word[0] for word in self._by_word}))
        # Finds candidates for the first word of a name; a letter of a script without spaces may precede it.
        # A pattern that begins with a set of characters is searched twice as fast as one that looks behind.
        self._first = re.compile(rf"[{re.escape(initials)}](?<![A-Za-z0-9_].)\w*") if initials else None
        letters = re.escape("".join(self._by_letter))
        self._letters = re.compile(f"[{letters}]") if letters else None

    def bearers(self, name: str) -> Sequence[str]:
        """The ids of the actors who have a name."""
        return self._bearers.get(_key(name), ())

    def with_names(self, names: Mapping[str, Sequence[str]]) -> NameIndex:
        """A new index with more names for some actors, by id; this one is not changed."""
        index = NameIndex.__new__(NameIndex)
        by_word: dict[str, list[tuple[str, str]]] = defaultdict(list)
        by_letter: dict[str, list[tuple[str, str]]] = defaultdict(list)
        index._bearers = dict(self._bearers)
        for actor_id, more in names.items():
            for name in dict.fromkeys(map(_key, more)):
                if not name or actor_id in index._bearers.get(name, ()):
                    continue
                index._bearers[name] = [*index._bearers.get(name, ()), actor_id]
                group, first = (by_word, _first_word(name)) if is_in_word(name[0]) else (by_letter, name[0])
                group[first].append((name, actor_id))
        index._by_word = _with_more(self._by_word, by_word)
        index._by_letter = _with_more(self._by_letter, by_letter)
        index._look_for()
        return index

    def find(self, text: str) -> Iterator[tuple[int, str]]:
        """Yield place and actor id for each name in a folded text; not in order of place."""
        for at, _, found in self.places(text):
            yield from ((at, actor_id) for actor_id in found)

    def places(self, text: str) -> Iterator[tuple[int, int, Sequence[str]]]:
        """Yield place, length and actor ids for each name in a folded text; not in order of place."""
        end = 0
        known = self._by_word
        for at, word in _words(text, known, self._first) if self._first else ():
            if at >= end:
                length, found = known[word].longest(text, at)
                end = at + length
                if found:
                    yield at, length, found
        end = 0
        for match in self._letters.finditer(text) if self._letters else ():
            if match.start() >= end:
                length, found = self._by_letter[match.group()].longest(text, match.start())
                end = match.start() + length
                if found:
                    yield match.start(), length, found


def _bearers(actors: Mapping[str, Actor]) -> dict[str, list[str]]:
    """The actors by name: names of the register, and those that are derived from them."""
    bearers: dict[str, list[str]] = {}
    implied: dict[str, set[str]] = defaultdict(set)
    for actor_id, actor in actors.items():
        names = dict.fromkeys(map(_key, (actor.name, *actor.also)))
        for name in filter(None, names):
            bearers.setdefault(name, []).append(actor_id)
        if actor.kind == "person":
            last = _key(last_name(actor.name))
            names[last] = None
            implied[last].add(actor_id)
        for name in names:
            for form in _forms(name):
                implied[form].add(actor_id)
    for name, of in implied.items():
        if name and len(of) == 1 and name not in bearers:
            bearers[name] = [*of]
    return bearers


def _key(name: str) -> str:
    """A name as the index has it: folded, without an article or marks around it."""
    folded = _ARTICLE.sub("", fold_text(name))
    first = _WORD.search(folded)
    return folded[first.start() :].rstrip("'") if first else ""


def _forms(name: str) -> Iterator[str]:
    """A name in capitals, and with the other first letter if it is a description."""
    if len(name) >= MIN_CAPITALS:
        yield name.upper()
    first, rest = name[:1], name[1:]
    if first.islower():
        yield first.upper() + rest
    elif " " in rest and rest.islower():
        yield first.lower() + rest


def _first_word(name: str) -> str:
    word = _WORD.match(name)
    assert word is not None, "a name begins with a letter or a digit"
    return next(_parts(word.group()))[1]


def _grouped(names: Mapping[str, Sequence[tuple[str, str]]]) -> _Names:
    return {first: NameGroup(entries) for first, entries in names.items()}


def _with_more(groups: _Names, names: Mapping[str, Sequence[tuple[str, str]]]) -> _Names:
    """The groups with more names, by their first words or letters."""
    changed = {
        first: groups[first].with_names(entries) if first in groups else NameGroup(entries)
        for first, entries in names.items()
    }
    return {**groups, **changed}


def _words(text: str, known: _Names, first: re.Pattern[str]) -> Iterator[tuple[int, str]]:
    """The words of a text that begin a name, with their positions, in order."""
    if text.isascii():  # The same result in half the time.
        yield from _places_of(filter(known.__contains__, text.translate(_APART).split()), text)
        return
    found = first.findall(text)
    if "".join(found).isascii():
        yield from _places_of(filter(known.__contains__, found), text)
        return
    for match in first.finditer(text):
        word, start = match.group(), match.start()
        inside = start > 0 and not text[start - 1].isascii() and is_in_word(text[start - 1])
        if inside or not word.isascii():
            parts = islice(_parts(word), inside, None)
            yield from ((start + at, part) for at, part in parts if part in known)
        elif word in known:
            yield start, word


def _places_of(words: Iterable[str], text: str) -> Iterator[tuple[int, str]]:
    """The positions of ASCII words that are known to follow one another in a text.

    Few words of a text begin a name: searching for those again takes half the time of matching every word.
    """
    at = 0
    for word in words:
        at = text.find(word, at)
        while not _was_found(text, at, at + len(word)):
            at = text.find(word, at + 1)
        if at == 0 or text[at - 1].isascii() or not is_in_word(text[at - 1]):
            yield at, word
        at += len(word)


def _was_found(text: str, start: int, end: int) -> bool:
    """Whether the pattern for first words matches exactly from `start` to `end`."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if before != " " and before.isascii() and (before.isalnum() or before == "_"):
        return False
    return after in " .,'" or not (after.isalnum() or after == "_")


def _parts(word: str) -> Iterator[tuple[int, str]]:
    """The parts of a word, with their positions: letters of a script without spaces end a word of another."""
    if word.isascii() or all(map(is_in_word, word)):
        yield 0, word
        return
    start = 0
    for end in range(1, len(word) + 1):
        if end == len(word) or is_in_word(word[end]) != is_in_word(word[end - 1]):
            yield start, word[start:end]
            start = end

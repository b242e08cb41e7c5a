"""Where actors are named in a text: by the names of the register, as whole words.

The longest name wins at each place: in 'US officials' the group is named, not the state.  Upper
and lower case differ ('US', 'us'), but for the article before a name; for a name all in capitals, as
transcripts write it; and for the first letter of a description ('harbour officials').
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from itertools import islice

from onrecord.schema import Actor
from onrecord.text.folding import fold_text
from onrecord.text.words import cuts_word, is_in_word

_WORD = re.compile(r"\w+")
_ARTICLE = re.compile(r"^(?:the|The) (?=\w)")

# A shorter name in capitals may be something else: US, Who.
MIN_CAPITALS = 4

_Names = Mapping[str, Sequence[tuple[str, str]]]


class NameIndex:
    """The names of all actors, by their first words, so that a text is read once."""

    def __init__(self, actors: Mapping[str, Actor]) -> None:
        by_word: dict[str, list[tuple[str, str]]] = defaultdict(list)
        # Names in scripts without word boundaries that can be known may stand anywhere.
        by_letter: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for actor_id, actor in actors.items():
            written = dict.fromkeys(_key(name) for name in (actor.name, *actor.also))
            for name in dict.fromkeys(form for key in written if key for form in _forms(key)):
                if is_in_word(name[0]):
                    by_word[_first_word(name)].append((name, actor_id))
                else:
                    by_letter[name[0]].append((name, actor_id))
        # The first word or letter of a name to all names that begin with it, the longest first.
        self._by_word = _longest_first(by_word)
        self._by_letter = _longest_first(by_letter)
        initials = "".join(sorted({word[0] for word in by_word}))
        # What may be the first word of a name; before it may be a letter of a script without spaces.
        self._first = re.compile(rf"(?<![A-Za-z0-9_])[{re.escape(initials)}]\w*") if initials else None
        self._letters = re.compile(f"[{re.escape(''.join(by_letter))}]") if by_letter else None

    def find(self, text: str) -> Iterator[tuple[int, str]]:
        """Yield place and actor id for each name in a folded text; not in order of place."""
        end = 0
        known = self._by_word
        for at, word in _words(text, known, self._first) if self._first else ():
            if at >= end:
                length, found = _longest(known[word], text, at)
                end = at + length
                yield from ((at, actor_id) for actor_id in found)
        end = 0
        for match in self._letters.finditer(text) if self._letters else ():
            if match.start() >= end:
                length, found = _longest(self._by_letter[match.group()], text, match.start())
                end = match.start() + length
                yield from ((match.start(), actor_id) for actor_id in found)


def _key(name: str) -> str:
    """A name as it is looked for: folded, without an article and marks around it."""
    folded = _ARTICLE.sub("", fold_text(name))
    first = _WORD.search(folded)
    return folded[first.start() :].rstrip("'") if first else ""


def _forms(name: str) -> Iterator[str]:
    """A name as it is written, in capitals, and with the other first letter if it is a description."""
    yield name
    if len(name) >= MIN_CAPITALS and not name.isupper():
        yield name.upper()
    first, rest = name[0], name[1:]
    if first.islower():
        yield first.upper() + rest
    elif " " in rest and rest.islower():
        yield first.lower() + rest


def _first_word(name: str) -> str:
    word = _WORD.match(name)
    assert word is not None, "a name begins with a letter or a digit"
    return next(_parts(word.group()))[1]


def _longest_first(names: _Names) -> _Names:
    return {first: sorted(entries, key=lambda entry: -len(entry[0])) for first, entries in names.items()}


def _longest(names: Sequence[tuple[str, str]], text: str, at: int) -> tuple[int, list[str]]:
    """The length of the longest name that stands at a place, and the actors who bear it."""
    length = 0
    actors: list[str] = []
    for name, actor_id in names:
        if len(name) < length:
            break
        if text.startswith(name, at) and not cuts_word(text, at + len(name)):
            length = len(name)
            actors.append(actor_id)
    return length, actors


def _words(text: str, known: Container[str], first: re.Pattern[str]) -> Iterator[tuple[int, str]]:
    """Those of a text's words that are known, and where they begin."""
    for match in first.finditer(text):
        word, start = match.group(), match.start()
        inside = start > 0 and not text[start - 1].isascii() and is_in_word(text[start - 1])
        if inside or not word.isascii():
            parts = islice(_parts(word), inside, None)
            yield from ((start + at, part) for at, part in parts if part in known)
        elif word in known:
            yield start, word


def _parts(word: str) -> Iterator[tuple[int, str]]:
    """The parts of a word, and where they begin: a script without spaces ends a word of another."""
    if word.isascii() or all(map(is_in_word, word)):
        yield 0, word
        return
    start = 0
    for end in range(1, len(word) + 1):
        if end == len(word) or is_in_word(word[end]) != is_in_word(word[end - 1]):
            yield start, word[start:end]
            start = end

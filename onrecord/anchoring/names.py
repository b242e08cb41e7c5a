"""Where actors are named in a text: by the names of the register, as whole words.

The longest name wins at each place: in 'US officials' the group is named, not the state.  Upper
and lower case differ ('US', 'us'), but for the article before a name.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from onrecord.schema import Actor
from onrecord.text.folding import cuts_word, fold_text

_WORD = re.compile(r"\w+")


class NameIndex:
    """The names of all actors, by their first words, so that a text is read once."""

    def __init__(self, actors: Mapping[str, Actor]) -> None:
        # First word of a name to the names that begin with it, the longest first.
        self._by_word: dict[str, list[tuple[str, str]]] = defaultdict(list)
        # Names in scripts without word boundaries that can be known; they may stand anywhere.
        self._anywhere: list[tuple[str, str]] = []
        for actor_id, actor in actors.items():
            for name in dict.fromkeys([actor.name, *actor.also]):
                self._add(fold_text(name), actor_id)
        for names in self._by_word.values():
            names.sort(key=lambda entry: -len(entry[0]))

    def _add(self, name: str, actor_id: str) -> None:
        name = re.sub(r"^(?:the|The) (?=\w)", "", name)
        first = _WORD.search(name)
        if first is None:
            return
        if name[first.start()].lower() == name[first.start()].upper() and not name[0].isdigit():
            self._anywhere.append((name, actor_id))
        else:
            self._by_word[first.group()].append((name[first.start() :], actor_id))

    def find(self, text: str) -> Iterator[tuple[int, str]]:
        """Yield place and actor id for each name in a folded text; not in order of place."""
        end_of_last = 0
        for word in _WORD.finditer(text):
            at = word.start()
            if at < end_of_last:
                continue
            longest = 0
            for name, actor_id in self._by_word.get(word.group(), ()):
                if len(name) < longest:
                    break
                if text.startswith(name, at) and not cuts_word(text, at + len(name)):
                    longest = len(name)
                    yield at, actor_id
            end_of_last = at + longest
        for name, actor_id in self._anywhere:
            at = text.find(name)
            while at != -1:
                yield at, actor_id
                at = text.find(name, at + 1)

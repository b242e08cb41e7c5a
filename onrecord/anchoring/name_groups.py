"""Names that begin with the same word or letter: which of them is at a place in a text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from onrecord.text.words import cuts_word

# Longer names are compared one by one; all others by one look-up for each length that a name has.
_LONG = 200


class NameGroup:
    """Names with one beginning, each with the actors who have it.

    A collection may have thousands of names with the same first word, so a place in a text is not compared
    with each of them.

    Args:
        names: pairs of a name, folded, and the id of an actor.
    """

    __slots__ = ("_actors", "_lengths", "_long")

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        self._actors: dict[str, list[str]] = {}
        for name, actor_id in names:
            self._actors.setdefault(name, []).append(actor_id)
        self._lengths = sorted({len(name) for name in self._actors if len(name) <= _LONG}, reverse=True)
        self._long: dict[str, list[str]] = {}
        for name in sorted(filter(_is_long, self._actors), key=len, reverse=True):
            self._long.setdefault(name[:_LONG], []).append(name)

    def with_names(self, names: Iterable[tuple[str, str]]) -> NameGroup:
        """A new group with more names."""
        own = ((name, actor_id) for name, actors in self._actors.items() for actor_id in actors)
        return NameGroup([*own, *names])

    def longest(self, text: str, at: int) -> tuple[int, Sequence[str]]:
        """The length of the longest name at a place, and the actors who have it; 0 and none if no name is."""
        if self._long:
            for name in self._long.get(text[at : at + _LONG], ()):
                if text.startswith(name, at) and not cuts_word(text, at + len(name)):
                    return len(name), self._actors[name]
        for length in self._lengths:
            actors = self._actors.get(text[at : at + length])
            if actors is not None and not cuts_word(text, at + length):
                return length, actors
        return 0, ()


def _is_long(name: str) -> bool:
    return len(name) > _LONG

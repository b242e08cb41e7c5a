"""Where the words of a text are, for texts in which thousands of passages are looked for."""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence
from itertools import islice

# Making the index takes as long as a few hundred searches.
SEARCHES = 500
# A passage is looked for at the places of the rarest of its first words, unless that is in too many places.
_WORDS, _PLACES = 8, 50
_RUN = re.compile(r"[A-Za-z0-9]+")


class WordPlaces:
    """The places of all runs of ASCII letters and digits in a text; made after `SEARCHES` look-ups.

    Args:
        text: the text.
    """

    __slots__ = ("_looked_up", "_places", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._looked_up = 0
        self._places: dict[str, array[int]] | None = None

    def candidates(self, needle: str) -> Sequence[int] | None:
        """The only places, in order, at which words can begin without cutting a word at either end.

        Returns:
            The places, some of which may have other words; or None if the text is better searched.
        """
        self._looked_up += 1
        if self._looked_up <= SEARCHES:
            return None
        if self._places is None:
            self._places = _places_in(self._text)
        best: tuple[array[int], int] | None = None
        for match in islice(_RUN.finditer(needle), _WORDS):
            found = self._places.get(match.group())
            if found is None:
                return ()
            if best is None or len(found) < len(best[0]):
                best = found, match.start()
        if best is None or len(best[0]) > _PLACES:
            return None
        return [at - best[1] for at in best[0] if at >= best[1]]


def _places_in(text: str) -> dict[str, array[int]]:
    places: dict[str, array[int]] = {}
    for match in _RUN.finditer(text):
        word = match.group()
        if word not in places:
            places[word] = array("I")
        places[word].append(match.start())
    return places

"""'Did you mean …?': find the known name that an unknown one was probably meant to be."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final
from unicodedata import normalize

from onrecord.text.characters import describe
from onrecord.text.confusables import skeleton
from onrecord.text.ignorable import leave_out

# Longer texts are not names, and comparing them would be slow.
MAX_LENGTH_COMPARED = 200
# Of a file with more unknown names than this it is clear that something else is wrong with it.
MAX_LOOKED_FOR = 300
# At most one letter in three is wrong, as in the Rust compiler's suggestions.
FARTHEST: Final = 1 / 3
_BETWEEN_WORDS = re.compile(r"[\W_]+")


class KnownNames:
    """The names of one kind of things; each wrong name is looked up only once.

    Args:
        names: the known names; their order does not matter.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._names = tuple(names)
        self._found: dict[str, str] = {}
        self._with_word: dict[str, set[str]] = {}

    def nearest(self, written: str) -> str:
        """The name that was probably meant, never one that looks like `written`; empty if none is similar."""
        if written not in self._found:
            if len(written) > MAX_LENGTH_COMPARED or len(self._found) >= MAX_LOOKED_FOR:
                return ""
            self._found[written] = self._look_for(written)
        return self._found[written]

    def suggest(self, written: str) -> str:
        """'did you mean …?', or an empty text."""
        return did_you_mean(self.nearest(written), written)

    def _look_for(self, written: str) -> str:
        """The name with the fewest edits, else the only one with all the written words and more.

        An edit is a letter too many, missing, or replaced, or two neighbours that changed places (the optimal
        string alignment distance, after Damerau 1964), relative to the longer name.  Case does not count.
        """
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        near = process.extract_iter(
            written,
            self._names,
            scorer=OSA.normalized_distance,
            processor=str.lower,
            score_cutoff=FARTHEST,
        )
        ranked = sorted((distance, name) for name, distance, _ in near if not _is_same(name, written))
        return ranked[0][1] if ranked else self._with_all_words_of(written)

    def _with_all_words_of(self, written: str) -> str:
        words = _words_of(written)
        if not words:
            return ""
        if not self._with_word:
            for name in self._names:
                for word in _words_of(name):
                    self._with_word.setdefault(word, set()).add(name)
        rarest = min((self._with_word.get(word, set()) for word in words), key=len)
        having = {name for name in rarest if words < _words_of(name)}
        return having.pop() if len(having) == 1 else ""


def did_you_mean(near: str, written: str) -> str:
    """'did you mean …?', with the character that differs if the two look the same; empty without a name."""
    if not near:
        return ""
    differing = _hidden_difference(near, written)
    return f"did you mean {near}? What is written has {differing}" if differing else f"did you mean {near}?"


def _hidden_difference(near: str, written: str) -> str:
    """The first character by which a text differs from one that looks the same; empty if they do not."""
    one, other = normalize("NFC", written), normalize("NFC", near)
    if (one + other).isascii() or skeleton(leave_out(one)[0]) != skeleton(leave_out(other)[0]):
        return ""
    at = next((at for at, pair in enumerate(zip(one, other, strict=False)) if len(set(pair)) > 1), None)
    if at is None:
        at = min(len(one), len(other))
    if at < len(one) and not one[at].isascii():
        return describe(one[at])
    return f"{describe(one[at]) if at < len(one) else 'nothing'} in place of {describe(other[at])}"


def suggest(written: str, names: Iterable[str]) -> str:
    """'did you mean …?' with the nearest of some names, or an empty text; for a single look-up."""
    return KnownNames(names).suggest(written)


def _is_same(name: str, written: str) -> bool:
    """Whether two names look the same: they have the same letters, stored as one character or as two."""
    return name == written or normalize("NFC", name) == normalize("NFC", written)


def _words_of(name: str) -> frozenset[str]:
    return frozenset(filter(None, _BETWEEN_WORDS.split(name.lower())))

"""The index of phrases, which are found word for word.

It has the places of words: the words of a segment are numbered through, and a thing begins at a multiple of
`STEP`, so that a browser knows from one digit per thing which thing a place is in. Frequent words would have
lists that are too long to load; they are written only together with their neighbours, as `right_to` and
`to_respond`. (Search engines call these common grams.) A phrase is found where all its grams are, each at its
distance from the first.

The format is that of `postings`, with places instead of units and things: a place is written as the distance
from the one before, its last digit from one alphabet, all others from the other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from msgspec import Struct

from onrecord.search.postings import SKIPS, THINGS, hash_of
from onrecord.search.words import STOP_WORDS, words_of

STEP = 16


class Phrases(Struct, frozen=True):
    """The phrases of a segment.

    Attributes:
        parts: for each file, its grams with their places.
        lengths: for each thing how many times `STEP` words it has room for.
    """

    parts: tuple[str, ...]
    lengths: str


def phrases_of(things: Iterable[Sequence[str]], files: int) -> Phrases:
    """The index of phrases.

    Args:
        things: the texts of each thing.
        files: the number of files.
    """
    places: dict[str, list[int]] = defaultdict(list)
    lengths: list[str] = []
    begin = 0
    for texts in things:
        words = [word for text in texts for word in (*words_of(text), "")]
        for gram, at in grams_of(words):
            places[gram].append(begin + at)
        steps = -(-len(words) // STEP)
        lengths.append(_number(steps))
        begin += steps * STEP
    parts: list[list[str]] = [[] for _ in range(files)]
    for gram in sorted(places):
        parts[hash_of(gram) % files].append(f" {gram}|{_distances(places[gram])}")
    return Phrases(tuple(map("".join, parts)), "".join(lengths))


def grams_of(words: Sequence[str]) -> Iterator[tuple[str, int]]:
    """The grams of words, each with its place; an empty word is a gap."""
    for at, (word, following) in enumerate(zip(words, (*words[1:], ""), strict=False)):
        if not word:
            continue
        if word not in STOP_WORDS:
            yield word, at
            if following not in STOP_WORDS:
                continue
        if following:
            yield f"{word}_{following}", at


def _distances(places: Sequence[int]) -> str:
    """The places, each as its distance from the one before."""
    steps = zip(places, (-1, *places), strict=False)
    return "".join([_number(place - before - 1) for place, before in steps])


@lru_cache(1 << 14)
def _number(number: int) -> str:
    text = THINGS[number % len(THINGS)]
    number //= len(THINGS)
    while number:
        number -= 1
        text = SKIPS[number % len(SKIPS)] + text
        number //= len(SKIPS)
    return text

"""How the index writes down which things have a term.

A part of the index is a text such as ` harbour|!a#bc levi|%d`: a space, a term, a bar, and its postings.
These are, for each unit that has the term, how many units lie between it and the last one, in digits of one
alphabet, and then each of its things that has the term, as one digit of another.  So a browser needs to
search a text and to read some characters of it, and has nothing to decode first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache

# What JSON writes as one byte, but for the space and the bar.
_ALPHABET = "".join(chr(code) for code in range(0x21, 0x7F) if chr(code) not in '"\\|')
MOST_THINGS = 45
THINGS, SKIPS = _ALPHABET[:MOST_THINGS], _ALPHABET[MOST_THINGS:]
_THING = {digit: number for number, digit in enumerate(THINGS)}
_SKIP = {digit: number for number, digit in enumerate(SKIPS)}
PREFIX = 3  # Terms that begin with the same letters are in one file, where a beginning can be looked up.

Postings = Sequence[tuple[int, Sequence[int]]]  # units, and of each the things that have the term


def encode(postings: Postings) -> str:
    """Postings as text; units and things ascend."""
    parts, last = [], -1
    for unit, things in postings:
        parts.append(_skip(unit - last - 1))
        parts += [THINGS[thing] for thing in things]
        last = unit
    return "".join(parts)


@lru_cache(1 << 12)
def _skip(number: int) -> str:
    digits = SKIPS[number % len(SKIPS)]
    while number >= len(SKIPS):
        number //= len(SKIPS)
        digits = SKIPS[number % len(SKIPS)] + digits
    return digits


def decode(text: str) -> Iterator[tuple[int, tuple[int, ...]]]:
    """The postings that `encode` was given."""
    unit, skip = -1, 0
    things: list[int] = []
    for digit in text:
        if digit in _SKIP:
            if things:
                yield unit, tuple(things)
                skip, things = 0, []
            skip = skip * len(SKIPS) + _SKIP[digit]
        else:
            if not things:
                unit += skip + 1
            things.append(_THING[digit])
    if things:
        yield unit, tuple(things)


def inverted(units: Iterable[Sequence[Collection[str]]]) -> dict[str, str]:
    """The postings of each term.

    Args:
        units: the terms of each of its things.
    """
    written: dict[str, list[str]] = defaultdict(list)
    last: dict[str, int] = {}
    for number, things in enumerate(units):
        for digit, terms in zip(THINGS, things, strict=False):
            for term in terms:
                of_term = written[term]
                before = last.get(term, -1)
                if before != number:
                    of_term.append(_skip(number - before - 1))
                    last[term] = number
                of_term.append(digit)
    return {term: "".join(of_term) for term, of_term in written.items()}


def divided(index: dict[str, str], files: int) -> list[str]:
    """An index as a text for each of so many files; terms are sorted in it."""
    parts: list[list[str]] = [[] for _ in range(files)]
    for term in sorted(index):
        parts[place_of(term, files)].append(f" {term}|{index[term]}")
    return ["".join(part) for part in parts]


def place_of(term: str, files: int) -> int:
    """The number of the file that has a term: it follows from its first letters alone.

    A filter, which has a sign that is in no word, is one by itself.
    """
    return _hash(term if "=" in term else _beginning(term)) % files


def _beginning(term: str) -> str:
    """What terms have in common that are in one file.  Where two characters are a term, it is the first."""
    return term[: PREFIX if term < "\u0e00" else 1]


@lru_cache(1 << 14)
def _hash(text: str) -> int:
    number = 0
    for character in text:
        number = (number * 31 + ord(character)) % 1_000_003
    return number

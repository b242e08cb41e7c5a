"""The format that maps terms to the things with them.

A part of the index is a text such as ` harbour|!a#bc levi|%d`: a space, a term, a bar, and its postings. For
each unit with the term these have the number of units since the previous one, in digits of one alphabet, and
then each of its things with the term, as one digit of another alphabet. So a browser searches the text and
reads a few characters, and need not decode the rest.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache

# The characters that are one byte in JSON, without the space and the bar.
_ALPHABET = "".join(chr(code) for code in range(0x21, 0x7F) if chr(code) not in '"\\|')
MOST_THINGS = 45
THINGS, SKIPS = _ALPHABET[:MOST_THINGS], _ALPHABET[MOST_THINGS:]
_THING = {digit: number for number, digit in enumerate(THINGS)}
_SKIP = {digit: number for number, digit in enumerate(SKIPS)}
PREFIX = 3  # letters; terms that begin alike are in one file, so that beginnings can be looked up

Postings = Sequence[tuple[int, Sequence[int]]]  # units, each with its things that have the term


def encode(postings: Postings) -> str:
    """Postings as text; units and things must be in ascending order."""
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
    """The inverse of `encode`."""
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
        units: for each unit, the terms of each of its things.
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
    """An index divided into `files` texts; the terms of each are sorted."""
    parts: list[list[str]] = [[] for _ in range(files)]
    for term in sorted(index):
        parts[place_of(term, files)].append(f" {term}|{index[term]}")
    return ["".join(part) for part in parts]


def place_of(term: str, files: int) -> int:
    """The number of the file with a term, which depends on its first letters alone.

    A filter, which has a sign that no word has, counts as a whole.
    """
    return hash_of(term if "=" in term else _beginning(term)) % files


def _beginning(term: str) -> str:
    """The part of a term that decides on its file. For terms of two characters, it is the first one."""
    return term[: PREFIX if term < "\u0e00" else 1]


@lru_cache(1 << 14)
def hash_of(text: str) -> int:
    """A number for a text, the same in the browser."""
    number = 0
    for character in text:
        number = (number * 31 + ord(character)) % 1_000_003
    return number

"""Sentences as tokens, and items of the word lists as patterns over them.

The notation of items is explained in `data/en.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cached_property, lru_cache
from itertools import repeat

from msgspec import Struct

# A word, with parts joined by an apostrophe or a hyphen; a number, with separators and a word joined by a
# hyphen; an abbreviation with its full stops; or a sign.
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*(?:-[^\W\d]+)*|(?:[^\W\d_]\.){2,}|\w+(?:['-]\w+)*|[^\w\s]")
# Words for a quick look. They may differ from those of `tokens_of`, but listed words are the same in both.
_WORD = re.compile(r"\w+(?:'\w+)*|'s\b")
_APOSTROPHE_ENDS = ("'s",)


class Token(Struct, frozen=True):
    """A word, a number or a sign.

    Attributes:
        text: as it is written.
        word: the same without capitals; empty for a sign.
        start: its place in the text.
    """

    text: str
    word: str
    start: int

    @property
    def end(self) -> int:
        """The place after it."""
        return self.start + len(self.text)


def tokens_of(text: str) -> list[Token]:
    """The words and signs of a text whose marks are plain (see `context.plain`).

    A word with 's becomes two, so that “the plan's not cheap” has a verb.
    """
    found = []
    for match in _TOKEN.finditer(text):
        written, start = match.group(), match.start()
        if written[-2:] in _APOSTROPHE_ENDS and len(written) > 2:
            found.append(Token(written[:-2], written[:-2].casefold(), start))
            written, start = written[-2:], match.end() - 2
        found.append(Token(written, written.casefold() if written[-1].isalnum() else "", start))
    return found


@lru_cache(256)  # several rules need the same passage
def words_of(text: str) -> tuple[str, ...]:
    """The words of a text without capitals, for a quick look; marks must be plain."""
    return tuple(_WORD.findall(text.casefold()))


class Words(Struct, frozen=True, dict=True):
    """A set of words, beginnings of words, and endings of words."""

    exact: frozenset[str]
    stems: tuple[str, ...]
    ends: tuple[str, ...]

    def __contains__(self, word: str) -> bool:
        return (
            word in self.exact
            or bool(self.stems and word.startswith(self.stems))
            or bool(self.ends and word.endswith(self.ends) and len(word) > 2)
        )

    def any_in(self, words: Collection[str]) -> bool:
        """Whether any of the words is in the set."""
        if not self.exact.isdisjoint(words):
            return True
        if self.stems:
            length, heads = self._heads  # A cheap filter: few words begin like a stem.
            if any(word.startswith(self.stems) for word in words if word[:length] in heads):
                return True
        return self.ends != () and any(map(str.endswith, words, repeat(self.ends)))

    @cached_property
    def _heads(self) -> tuple[int, frozenset[str]]:
        """The length of a beginning that all stems have, at most 2, and these beginnings."""
        length = min(2, *map(len, self.stems))
        return length, frozenset(stem[:length] for stem in self.stems)

    def missing_from(self, words: Iterable[str]) -> set[str]:
        """The words that are not in the set."""
        others = set(words) - self.exact
        return {word for word in others if word not in self} if self.stems or self.ends else others


def word_set(items: str | Iterable[str]) -> Words:
    """The set of items that are single words; `*` marks a beginning or an ending."""
    listed = items.split() if isinstance(items, str) else list(items)
    return Words(
        frozenset(item for item in listed if "*" not in item),
        tuple(item[:-1] for item in listed if item.endswith("*")),
        tuple(item[1:] for item in listed if item.startswith("*")),
    )


def union(*sets: Words) -> Words:
    """The union of some sets."""
    return Words(
        frozenset().union(*(words.exact for words in sets)),
        tuple(dict.fromkeys(stem for words in sets for stem in words.stems)),
        tuple(dict.fromkeys(end for words in sets for end in words.ends)),
    )


class _Step(Struct, frozen=True):
    """One word of a pattern; an optional one may be missing."""

    words: Words | None
    optional: bool


class Pattern(Struct, frozen=True):
    """Consecutive words."""

    steps: tuple[_Step, ...]
    is_adverb: Callable[[str], bool]

    def match(self, tokens: Sequence[Token], at: int) -> int | None:
        """The index of the token after a match that begins at `at`; None without a match."""
        return self._match(tokens, at, 0)

    def _match(self, tokens: Sequence[Token], at: int, step: int) -> int | None:
        while step < len(self.steps):
            wanted = self.steps[step]
            word = tokens[at].word if at < len(tokens) else ""
            if wanted.optional:
                without = self._match(tokens, at, step + 1)
                if without is not None:
                    return without
                if not word or (wanted.words is not None and not self.is_adverb(word)):
                    return None
            elif not word or wanted.words is None or word not in wanted.words:
                return None
            at, step = at + 1, step + 1
        return at


class Patterns(Struct, frozen=True):
    """Several patterns.

    Attributes:
        first: the first words of the patterns, for a quick look.
        keys: for each pattern, its rarest required words; a text without them has no match.
    """

    patterns: tuple[Pattern, ...]
    first: Words
    keys: Words

    def match(self, tokens: Sequence[Token], at: int) -> int | None:
        """The index of the token after the longest match at `at`; None without a match."""
        if not tokens[at].word or tokens[at].word not in self.first:
            return None
        ends = [end for pattern in self.patterns if (end := pattern.match(tokens, at)) is not None]
        return max(ends, default=None)

    def over(self, tokens: Sequence[Token], at: int, after: int, reach: int = 7) -> bool:
        """Whether a match contains a token and ends at or before `after`."""
        for start in range(max(at - reach, 0), at + 1):
            if tokens[start].word and tokens[start].word in self.first:
                for pattern in self.patterns:
                    end = pattern.match(tokens, start)
                    if end is not None and at < end <= after:
                        return True
        return False


_NOTHING = word_set("")


def pattern_set(items: Sequence[str], adverbs: Words = _NOTHING) -> Patterns:
    """The patterns that the items of a list describe."""

    def is_adverb(word: str) -> bool:
        return word.endswith("ly") or word in adverbs

    patterns = []
    firsts: list[str] = []
    keys: list[str] = []
    for item in items:
        steps = []
        for part in item.split():
            if part in ("_", "~"):
                steps.append(_Step(None if part == "_" else _NOTHING, optional=True))
            else:
                steps.append(_Step(word_set(part.split("|")), optional=False))
        firsts += item.split()[0].split("|")
        keys += _rarest(part.split("|") for part in item.split() if part not in ("_", "~"))
        patterns.append(Pattern(tuple(steps), is_adverb))
    return Patterns(tuple(patterns), word_set(firsts), word_set(keys))


def _rarest(parts: Iterable[list[str]]) -> list[str]:
    """The words of a pattern that are probably the rarest: the longest ones, and of these the last."""
    return max(reversed(list(parts)), key=lambda words: min(len(word.strip("*")) for word in words))

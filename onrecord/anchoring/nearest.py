"""'Did you mean': the place in an article that is most like a passage, and what differs.

Only for messages: nothing found here is ever used as a passage.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from msgspec import Struct

from onrecord.text.folding import Folded
from onrecord.text.spans import Span
from onrecord.text.words import UNSPACED_SCRIPTS

# A place with fewer of the passage's words than this share is not shown.
MIN_SHARED = 0.4
# Of a longer passage only this many words are compared, around the first that the article lacks: a message
# shows no more.
MAX_WORDS = 60
# The search starts from at most this many occurrences of the passage's words, the rarest first.
MAX_HINTS = 20_000
MAX_CANDIDATES = 5
# At most this many letters decide between places that share equally many words.
MAX_LETTERS = 200
# A place this similar ends the search.
GOOD_ENOUGH = 0.95
# A message shows at most this many pairs of differing words.
MAX_DIFFERENCES = 4
# How far a candidate window is moved and stretched, in words.
REACH = 3

# Scripts without spaces are compared character by character.
_WORD = re.compile(rf"[{UNSPACED_SCRIPTS}]|[^\s{UNSPACED_SCRIPTS}]+")
_EDGES = "'\"-.,;:!?…()[]、。「」『』，：；！？（） "


class Nearest(Struct, frozen=True):
    """The most similar place.

    Attributes:
        span: in the folded text.
        differences: pairs of words, the passage's and the article's; one of them may be empty.
        shared: how many words both have, in the same order.
        alike: how alike they are, word by word, from 0 to 1; without words that only one has at its ends.
    """

    span: Span
    differences: tuple[tuple[str, str], ...]
    shared: int = 0
    alike: float = 0.0


class _Words(Struct, frozen=True):
    """The words of a folded text: their places, and their forms for comparison."""

    text: str
    starts: Sequence[int]
    bare: Sequence[str]
    ends: Sequence[int]

    def between(self, start: int, end: int) -> str:
        """The text from one word up to another one, which is not included."""
        return self.text[self.starts[start] : self.ends[end - 1]] if start < end else ""

    def part(self, start: int, end: int) -> _Words:
        """Some of the words."""
        return _Words(self.text, self.starts[start:end], self.bare[start:end], self.ends[start:end])


def _bare(word: str) -> str:
    """A word for comparison: without signs at its ends, and without capitals."""
    return word.strip(_EDGES).casefold() or word


def _words(text: str) -> _Words:
    starts, ends, bare = array("I"), array("I"), []
    known: dict[str, str] = {}
    for match in _WORD.finditer(text):
        word = match.group()
        if word not in known:
            known[word] = _bare(word)
        starts.append(match.start())
        ends.append(match.end())
        bare.append(known[word])
    return _Words(text, starts, bare, ends)


class WordIndex:
    """The words of an article, split once for all passages that are looked for in it."""

    def __init__(self, folded: Folded) -> None:
        self._article = _words(folded.text)
        self._places: dict[str, list[int]] = defaultdict(list)
        for place, word in enumerate(self._article.bare):
            self._places[word].append(place)

    def nearest(self, passage: str) -> Nearest | None:
        """The place that shares most words with a folded passage; None if no place is similar."""
        wanted = self._telling_part(_words(passage))
        best = 0.0
        windows: list[tuple[int, int]] = []
        matcher = SequenceMatcher(None, autojunk=False)
        matcher.set_seq2(wanted.bare)
        for begin in self._candidates(wanted.bare):
            ratio, fitted = self._fit(matcher, begin, len(wanted.bare))
            if ratio > best:
                best, windows = ratio, []
            if ratio == best:
                windows.append(self._widen(wanted.bare, *fitted))
            if best > GOOD_ENOUGH:
                break
        if not windows:
            return None
        found = max(
            (self._article.part(*window) for window in dict.fromkeys(windows)),
            key=lambda part: _likeness(wanted, part) if len(windows) > 1 else 1,
        )
        matcher = SequenceMatcher(None, wanted.bare, found.bare, autojunk=False)
        differences = tuple(_differences(wanted, found, matcher))
        span = Span(found.starts[0], found.ends[-1])
        if any(_bare(ours) != _bare(theirs) for ours, theirs in differences):
            span = self._without_edges(span, passage)
        shared = sum(block.size for block in matcher.get_matching_blocks())
        return Nearest(span, differences, shared, best)

    def _without_edges(self, span: Span, passage: str) -> Span:
        """Leave out punctuation at the ends of a place if the passage begins or ends without any."""
        text = self._article.text[span.start : span.end]
        start = len(text) - len(text.lstrip(_EDGES)) if passage[0] not in _EDGES else 0
        end = len(text.rstrip(_EDGES)) if passage[-1] not in _EDGES else len(text)
        return Span(span.start + start, span.start + end) if start < end else span

    def _telling_part(self, passage: _Words) -> _Words:
        """The passage; of a long one, the part around the first word that the article lacks."""
        count = len(passage.starts)
        if count <= MAX_WORDS:
            return passage
        found, missing = 0, count  # The first `found` words are in the article.
        while found + 1 < missing:
            middle = (found + missing) // 2
            if passage.between(0, middle) in self._article.text:
                found = middle
            else:
                missing = middle
        start = max(min(found - MAX_WORDS // 2, count - MAX_WORDS), 0)
        return passage.part(start, start + MAX_WORDS)

    def _candidates(self, wanted: Sequence[str]) -> Iterator[int]:
        """The starts of windows that share many words with the passage.

        If a word is the n-th of the passage, each of its occurrences suggests a window that begins n words
        before it. Occurrences that agree, give or take a few words added or left out, make a candidate.
        """
        width = len(wanted) // 4 + 1
        hints: Counter[int] = Counter()
        room = MAX_HINTS
        for word in sorted(set(wanted), key=lambda word: (len(self._places.get(word, ())), word)):
            offsets = [at for at, other in enumerate(wanted) if other == word][:MAX_CANDIDATES]
            places = self._places.get(word, [])[: room // len(offsets)]
            room -= len(places) * len(offsets)
            for offset in offsets:
                hints.update([(place - offset) // width for place in places])
        pairs = {hint: number + hints.get(hint + 1, 0) for hint, number in hints.items()}
        best = sorted(pairs, key=lambda hint: (-pairs[hint], hint))[:MAX_CANDIDATES]
        needed = Counter(wanted)
        for hint in best:
            starts = range(max(hint * width, 0), max((hint + 2) * width, 1))
            shared = {start: self._shared(needed, start, len(wanted)) for start in starts}
            start = max(shared, key=lambda start: shared[start])
            if shared[start] >= MIN_SHARED * len(wanted):
                yield start

    def _shared(self, needed: Counter[str], start: int, length: int) -> int:
        return (needed & Counter(self._article.bare[start : start + length])).total()

    def _fit(self, matcher: SequenceMatcher[str], begin: int, length: int) -> tuple[float, tuple[int, int]]:
        """Move, then stretch a window until its words are most like the passage's, in order."""
        count = len(self._article.bare)
        best, window = -1.0, (begin, min(begin + length, count))

        def try_window(start: int, end: int) -> None:
            nonlocal best, window
            if not 0 <= start < end <= count:
                return
            matcher.set_seq1(self._article.bare[start:end])
            if matcher.quick_ratio() > best and (ratio := matcher.ratio()) > best:
                best, window = ratio, (start, end)

        for start in range(begin - REACH, begin + REACH + 1):
            try_window(start, min(start + length, count))
        for end in range(window[1] - REACH, window[1] + REACH + 1):
            try_window(window[0], end)
        for start in range(window[0] - REACH, window[0] + REACH + 1):
            try_window(start, window[1])
        return best, window

    def _widen(self, wanted: Sequence[str], start: int, end: int) -> tuple[int, int]:
        """Include the article's words that replace those at the passage's ends."""
        codes = SequenceMatcher(None, wanted, self._article.bare[start:end], autojunk=False).get_opcodes()
        (kind, begin, before, _, _), (last_kind, behind, stop, _, _) = codes[0], codes[-1]
        if kind == "delete":
            start = max(start - (before - begin), 0)
        if last_kind == "delete":
            end = min(end + (stop - behind), len(self._article.bare))
        return start, end


def _likeness(written: _Words, found: _Words) -> float:
    """The similarity of two texts letter by letter; decides between places with equally many words."""
    one, other = (" ".join(words.bare)[:MAX_LETTERS] for words in (written, found))
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _differences(written: _Words, found: _Words, matcher: SequenceMatcher[str]) -> Iterator[tuple[str, str]]:
    different = [codes[1:] for codes in matcher.get_opcodes() if codes[0] != "equal"]
    for a, b, c, d in different:
        ours, theirs = written.between(a, b), found.between(c, d)
        yield ours.strip(_EDGES) or ours, theirs.strip(_EDGES) or theirs
    if not different:  # The words differ in punctuation or capitals only.
        for at in range(len(written.starts)):
            ours, theirs = written.between(at, at + 1), found.between(at, at + 1)
            if ours != theirs:
                yield ours, theirs

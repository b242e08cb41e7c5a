"""'Did you mean': the place in an article that is most like a passage, and what differs.

Only for messages.  Nothing found here is ever taken for a passage.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher

from onrecord.text.folding import Folded
from onrecord.text.spans import Span

# A place with fewer of the passage's words than this share is not shown.
MIN_SHARED = 0.4
# Longer passages are compared by their first words: the message shows no more.
MAX_WORDS = 120
MAX_DIFFERENCES = 4

_WORD = re.compile(r"\S+")
_EDGES = "'\"-.,;:!?…()[] "


@dataclass(frozen=True, slots=True)
class Nearest:
    """The most similar place.

    Attributes:
        span: in the folded text.
        differences: pairs of words, the passage's and the article's; one of them may be empty.
    """

    span: Span
    differences: tuple[tuple[str, str], ...]


class WordIndex:
    """The words of an article, split once for all passages that are looked for in it."""

    def __init__(self, folded: Folded) -> None:
        self._folded = folded
        self._spans = [Span(*match.span()) for match in _WORD.finditer(folded.text)]
        self._words = [_bare(folded.text[span.start : span.end]) for span in self._spans]

    def nearest(self, passage: str) -> Nearest | None:
        """The place that shares most words with a folded passage; None where none is like it."""
        wanted = [_bare(word) for word in passage.split()[:MAX_WORDS]]
        begin = self._best_window(wanted)
        if begin is None:
            return None
        start, end = self._fit(wanted, begin)
        written = passage.split()[:MAX_WORDS]
        return Nearest(
            Span(self._spans[start].start, self._spans[end - 1].end),
            self._differences(written, wanted, start, end),
        )

    def _best_window(self, wanted: list[str]) -> int | None:
        """Where a window as long as the passage has most words in common with it."""
        missing = Counter(wanted)
        size = min(len(wanted), len(self._words))
        shared = best = 0
        best_at: int | None = None
        for at, word in enumerate(self._words):
            if at >= size:
                old = self._words[at - size]
                if old in missing:
                    shared -= missing[old] >= 0
                    missing[old] += 1
            if word in missing:
                missing[word] -= 1
                shared += missing[word] >= 0
            if shared > best:
                best, best_at = shared, at - size + 1
        if best_at is None or best < MIN_SHARED * len(wanted):
            return None
        return max(best_at, 0)

    def _fit(self, wanted: list[str], begin: int) -> tuple[int, int]:
        """Move and stretch the window until its words are most like the passage's, in order."""
        matcher = SequenceMatcher(None, autojunk=False)
        matcher.set_seq2(wanted)
        best, window = -1.0, (begin, min(begin + len(wanted), len(self._words)))
        reach = min(3, len(wanted))
        for start in range(max(begin - reach, 0), min(begin + reach + 1, len(self._words))):
            for length in range(max(len(wanted) - reach, 1), len(wanted) + reach + 1):
                end = min(start + length, len(self._words))
                matcher.set_seq1(self._words[start:end])
                ratio = matcher.ratio()
                if ratio > best:
                    best, window = ratio, (start, end)
        return window

    def _differences(
        self, written: list[str], wanted: list[str], start: int, end: int
    ) -> tuple[tuple[str, str], ...]:
        found = [self._folded.text[s.start : s.end] for s in self._spans[start:end]]
        matcher = SequenceMatcher(None, wanted, self._words[start:end], autojunk=False)
        pairs = [
            (" ".join(written[a:b]), " ".join(found[c:d]))
            for kind, a, b, c, d in matcher.get_opcodes()
            if kind != "equal"
        ]
        if not pairs:  # The same words, and other signs at their ends, or capitals.
            return tuple((w, f) for w, f in zip(written, found, strict=False) if w != f)
        return tuple((a.strip(_EDGES) or a, b.strip(_EDGES) or b) for a, b in pairs)


def _bare(word: str) -> str:
    return word.strip(_EDGES).casefold() or word

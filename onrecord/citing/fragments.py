"""Where on the publisher's own page a passage stands, as the part of its address after `#:~:`.

The format is the WICG's draft Scroll To Text Fragment: `text=[prefix-,]start[,end][,-suffix]`.  A browser
goes to the first place that has it and marks the words; one that does not know it opens the page.  It
compares without case, takes any white space for a space, and takes whole words alone; a single term has to
stand in one block of the page, `start` and `end` may stand in two.  Whether a fragment leads to the passage
and to nothing else is tried on the article as it is stored; what else is on the publisher's page nobody here
knows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise, product
from urllib.parse import quote

from onrecord.model import Anchor, Article
from onrecord.text.spans import Span, overlapping

# Letters and digits with the signs upon them, which Python does not count among them, and what joins them in
# a word or a number (Unicode Standard Annex 29).  In scripts that are written without spaces it runs on to
# the next sign of punctuation, which is the only end of a word that can be known.
_SIGNS = (
    r"\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0963"
    r"\u0966-\u0eff\u1000-\u109f\u1780-\u17ff\u200c\u200d"
)
_WORD = re.compile(rf"[\w{_SIGNS}]+(?:['’.:,·][\w{_SIGNS}]+)*")
MAX_EXACT = 10  # words; of longer passages only those at both ends are named
_AT_ENDS = (4, 6, 9)
_CONTEXT = (3, 6, 12)
_LETTERS = 12  # of a word at most, where words cannot be told apart
MAX_LENGTH = 600  # of a directive; longer addresses some programs cut

_Found = tuple[int, int]


class PublishedText:
    """An article as a browser searches it: blocks, in which all white space is a space.

    Args:
        article: as it is stored.
    """

    def __init__(self, article: Article) -> None:
        self._article = article
        self._starts: dict[int, int] = {}
        blocks: list[str] = []
        at = 0
        for block in article.stretches:
            self._starts[block.start] = at
            blocks.append(" ".join(article.words(block).split()))
            at += len(blocks[-1]) + 1
        self._text = "\n".join(blocks)
        lower = self._text.lower()
        self._folded = lower if len(lower) == len(self._text) else self._text

    def address(self, page: str, anchors: Sequence[Anchor]) -> str | None:
        """The address of the words of some passages on a page.

        Of a passage that leaves words out it is the first piece.

        Args:
            page: the page's address.
            anchors: the passages.

        Returns:
            None where no fragment leads to a passage.
        """
        directives = [self.directive(anchor.pieces[0]) for anchor in anchors]
        made = "&".join(directive for directive in directives if directive)
        if not made:
            return None
        plain = page.partition(":~:")[0]
        return f"{plain}{'' if '#' in plain else '#'}:~:{made}"

    def directive(self, piece: Span) -> str | None:
        """`text=…` for a stretch of the article, widened to whole words; None where none leads there.

        Where the article has the words twice, it names what stands around them as well.
        """
        parts = overlapping(self._article.stretches, piece)
        if not parts:
            return None
        start = self._place(parts[0], max(piece.start, parts[0].start))
        end = self._place(parts[-1], min(piece.end, parts[-1].end))
        words = self._words(start, end)
        if not words:
            return None
        start, end = words[0][0], words[-1][1]
        made = None
        if "\n" not in self._text[start:end] and len(words) <= MAX_EXACT:
            made = self._exact(start, end)
        made = made or self._ends(words)
        return made if made and len(made) <= MAX_LENGTH else None

    def _place(self, block: Span, position: int) -> int:
        before = self._article.text[block.start : position]
        words = " ".join(before.split())
        return self._starts[block.start] + len(words) + bool(words and before[-1].isspace())

    def _words(self, start: int, end: int) -> list[_Found]:
        """All words that have a part in a stretch, whole."""
        first = self._text.rfind("\n", 0, start) + 1
        last = self._text.find("\n", end)
        found = _WORD.finditer(self._text, first, len(self._text) if last < 0 else last)
        return [word.span() for word in found if word.start() < end and start < word.end()]

    def _exact(self, start: int, end: int) -> str | None:
        for before, after in self._around(start, end):
            if self._once(before, after):
                return self._written(before, start, end, after)
        return None

    def _ends(self, words: Sequence[_Found]) -> str | None:
        """With the words at both ends of a passage."""
        start, end = words[0][0], words[-1][1]
        for number in _AT_ENDS:
            first = self._end_of_first(words, number)
            last = self._start_of_last(words, number)
            if first > last or self._folded.find(self._folded[last:end], first) != last:
                continue
            for before, after in self._around(start, first):
                if after == first and self._once(before, first):
                    return self._written(before, start, first, first, (last, end))
        return None

    def _end_of_first(self, words: Sequence[_Found], number: int) -> int:
        """Where some words at the beginning of a passage end, all of them in its first block."""
        start, end = words[0]
        for (_, end_before), (_, end_here) in pairwise(words[:number]):
            if "\n" in self._text[start:end_here] or end_before - start >= number * _LETTERS:
                break
            end = end_here
        return end

    def _start_of_last(self, words: Sequence[_Found], number: int) -> int:
        start, end = words[-1]
        for (start_after, _), (start_here, _) in pairwise(words[: -number - 1 : -1]):
            if "\n" in self._text[start_here:end] or end - start_after >= number * _LETTERS:
                break
            start = start_here
        return start

    def _around(self, start: int, end: int) -> list[_Found]:
        """Where a stretch begins and ends with more and more of what stands around it in its block."""
        found = [(start, end)]
        if self._once(start, end):  # as nearly always
            return found
        first = self._text.rfind("\n", 0, start) + 1
        last = self._text.find("\n", end)
        last = len(self._text) if last < 0 else last
        before = [word.start() for word in _WORD.finditer(self._text, first, start)]
        after = [word.end() for word in _WORD.finditer(self._text, end, last)]
        for number in _CONTEXT:
            befores = [before[-min(number, len(before))]] if before else []
            afters = [after[min(number, len(after)) - 1]] if after else []
            found += product(befores, [end])
            found += product([start], afters)
            found += product(befores, afters)
        return found

    def _once(self, start: int, end: int) -> bool:
        sought = self._folded[start:end]
        return self._folded.find(sought) == start and self._folded.find(sought, start + 1) < 0

    def _written(self, before: int, start: int, end: int, after: int, other_end: _Found | None = None) -> str:
        prefix, suffix = self._text[before:start].rstrip(), self._text[end:after].lstrip()
        terms = [f"{_encoded(prefix)}-"] if prefix else []
        terms.append(_encoded(self._text[start:end]))
        if other_end:
            terms.append(_encoded(self._text[slice(*other_end)]))
        if suffix:
            terms.append(f"-{_encoded(suffix)}")
        return "text=" + ",".join(terms)


def _encoded(term: str) -> str:
    """A term: percent-encoded is what is not unreserved, and the hyphen, which has a meaning here."""
    return quote(term, safe="", errors="replace").replace("-", "%2D")

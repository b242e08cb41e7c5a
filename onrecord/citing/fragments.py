"""Text fragments: links to a passage on the publisher's page, by the part of the address after `#:~:`.

The format is the WICG's draft Scroll To Text Fragment: `text=[prefix-,]start[,end][,-suffix]`.  A browser
scrolls to the first match and marks it; a browser without support opens the page. Matching ignores case,
treats any white space as a space, and finds whole words only. A single term must be in one block of the page;
`start` and `end` may be in two. Whether a fragment matches only the passage is tested on the stored article;
what else is on the publisher's page is not known.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise, product
from urllib.parse import quote

from onrecord.record import Anchor, Article
from onrecord.text.spans import Span, overlapping

# Letters and digits, with combining signs (which Python's `\w` lacks) and the signs that join a word or a
# number (Unicode Standard Annex 29). In scripts without spaces a match runs to the next punctuation: other
# ends of words are not known.
_SIGNS = (
    r"\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0963"
    r"\u0966-\u0eff\u1000-\u109f\u1780-\u17ff\u200c\u200d"
)
_WORD = re.compile(rf"[\w{_SIGNS}]+(?:['’.:,·][\w{_SIGNS}]+)*")
MAX_EXACT = 10  # words; of a longer passage only both ends are named
_AT_ENDS = (4, 6, 9)
_CONTEXT = (3, 6, 12)
_LETTERS = 12  # characters, for scripts without spaces
MAX_LENGTH = 600  # characters of a directive; some programs cut longer addresses

_Found = tuple[int, int]


class PublishedText:
    """An article as a browser searches it: blocks in which all white space is single spaces.

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
        """The address of some passages on a page.

        For a passage with words left out, it links to the first piece.

        Args:
            page: the page's address.
            anchors: the passages.

        Returns:
            None if no fragment can point to a passage.
        """
        directives = [self.directive(anchor.pieces[0]) for anchor in anchors]
        made = "&".join(directive for directive in directives if directive)
        if not made:
            return None
        plain = page.partition(":~:")[0]
        return f"{plain}{'' if '#' in plain else '#'}:~:{made}"

    def directive(self, piece: Span) -> str | None:
        """`text=…` for a stretch of the article, widened to whole words; None if none is unambiguous.

        If the article has the words twice, it includes the words around them.
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
        """The words of a stretch; those at its ends whole."""
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
        """A directive with the words at both ends of a passage."""
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
        """The end of the first `number` words of a passage, all in its first block."""
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
        """Ever wider stretches around a stretch, within its block."""
        found = [(start, end)]
        if self._once(start, end):  # the usual case
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
    """A term, percent-encoded; the hyphen too, because it separates prefix and suffix."""
    return quote(term, safe="", errors="replace").replace("-", "%2D")

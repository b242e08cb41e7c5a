"""Families of quotation marks: which marks pair up, and in which direction."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice

from msgspec import Struct

from onrecord.text.quotation_marks import CORNERS as CORNER_MARKS
from onrecord.text.quotation_marks import STRAIGHT_DOUBLE, STRAIGHT_SINGLE
from onrecord.text.spans import Span

# Characters that are typed for a mark, or are the same mark in another width.
ALIASES: Mapping[str, str] = {
    **dict.fromkeys(STRAIGHT_DOUBLE, '"'),
    **dict.fromkeys(STRAIGHT_SINGLE, "'"),
    "''": '"',
    "``": "“",
    "‘‘": "“",
    "’’": "”",
    ",,": "„",
    "\u2e42": "„",
}
_TYPED_TWICE = tuple(typed for typed in ALIASES if len(typed) > 1)
# Two characters typed for one opening mark; two at the end of a quotation may be two marks.
_TWO_FOR_ONE = re.compile(r"(?<![\w.,!?…'’])(?:''|``|‘‘|,,)(?=\w)")


class Family(Struct, frozen=True, dict=True):
    """Quotation marks that pair up.

    Attributes:
        closers: for each opening mark, those that close it.
        two_way: marks that both open and close; two in a row mean that the first was never closed.
        single: whether its marks double as apostrophes.
        pointed: whether its marks are guillemets, which some languages turn the other way.
        spaced: for guillemets, whether the article has spaces between them and the words inside.
        always: whether its marks always open or always close, whatever is beside them.
    """

    closers: Mapping[str, str]
    two_way: str = ""
    single: bool = False
    pointed: bool = False
    spaced: bool = False
    always: bool = False

    @cached_property
    def endings(self) -> str:
        """The marks that close."""
        return "".join(self.closers.values())

    @cached_property
    def signs(self) -> frozenset[str]:
        """All characters of its marks."""
        own = {*self.closers, *self.endings}
        return frozenset(own | {sign for typed, sign_ in ALIASES.items() if sign_ in own for sign in typed})

    @cached_property
    def _one(self) -> re.Pattern[str]:
        own = {*self.closers, *self.endings}
        own |= {typed for typed, sign in ALIASES.items() if sign in own and len(typed) == 1}
        if not self.single:
            return re.compile(f"[{''.join(sorted(own))}]")
        # Apostrophes between letters, by far the most, are left out.
        return re.compile(rf"[{''.join(sorted(own))}](?:(?<![A-Za-z].)|(?![A-Za-z]))")

    @cached_property
    def _two(self) -> re.Pattern[str]:
        if self.single:
            return re.compile(r"(?<!')'(?!')|(?<!‘)‘(?!‘)|(?<!’)’(?!’)|(?<!`)`(?!`)|[‚‛＇]")
        return re.compile(rf"''(?!')|``|‘‘|’’|,,(?=\w)|{self._one.pattern}")

    @property
    def patterns(self) -> Mapping[str, re.Pattern[str]]:
        """The patterns of its marks; `two` is that for texts with two characters typed for one mark."""
        return {"one": self._one, "two": self._two}

    def matches(
        self, text: str, paragraphs: Sequence[Span], most: int, doubled: bool
    ) -> Iterator[tuple[int, list[re.Match[str]]]]:
        """The indexes of the paragraphs with marks of this family, in order, each with the places of the
        marks.

        Args:
            text: the article.
            paragraphs: some of its spans, in order.
            most: the search ends after this many marks.
            doubled: whether this article may have two characters typed for one mark.
        """
        if doubled and (self is DOUBLE or self.single):
            for number, span in enumerate(paragraphs):
                sign = self._two if _TWO_FOR_ONE.search(text, span.start, span.end) else self._one
                if found := list(islice(sign.finditer(text, span.start, span.end), most)):
                    yield number, found
            return
        if not paragraphs:
            return
        number, found = 0, []
        paragraph = paragraphs[0]
        for match in islice(self._one.finditer(text, paragraph.start, paragraphs[-1].end), most):
            at = match.start()
            while at >= paragraph.end:
                if found:
                    yield number, found
                    found = []
                number += 1
                paragraph = paragraphs[number]
            if at >= paragraph.start:
                found.append(match)
        if found:
            yield number, found


DOUBLE = Family({"„": '“”"‟', "“": '”"“‟', "‟": '”"“', "”": "”“", '"': '"”“'}, two_way='”"')
SINGLE = Family({"‚": "‘’'", "‘": "’'‘", "‛": "’'", "'": "'’", "`": "'’"}, two_way="'", single=True)
CORNERS = Family(CORNER_MARKS, always=True)
_OPENING_OUTWARD = re.compile(r"(?<!\S)[«‹](?=[^\s,.;])|[«‹](?=[\u00a0\u202f])|(?<=[(\u2019'])[«‹](?=\w)")
_CLOSING_OUTWARD = re.compile(r"(?<=\S)[»›](?![^\s,.;:!?)\]…])|(?<=[\u00a0\u202f])[»›]|(?<= )[»›](?=[,.;])")
_OPENING_INWARD = re.compile(r"(?<!\S)[»›](?=[^\s,.;])|(?<=[(])[»›](?=\w)")
_CLOSING_INWARD = re.compile(r"(?<=[^\s:(])[«‹](?![^\s,.;:!?)\]…])")
_SPACED = re.compile(r"[«‹][ \u00a0\u202f]|[ \u00a0\u202f][»›]")


def may_be_doubled(text: str) -> bool:
    """Whether an article may have two characters typed for one mark."""
    return any(map(text.__contains__, _TYPED_TWICE))


def families_of(text: str) -> Iterator[Family]:
    """The families to search an article for, the most reliable first."""
    yield from (DOUBLE, CORNERS)
    if any(map(text.__contains__, "«»‹›")):
        yield from _pointed(text)
    yield SINGLE


def _pointed(text: str) -> Iterator[Family]:
    """The guillemets of an article, in its prevailing direction: «outward», »inward« or »the same»."""
    left_opens, right_closes = _count(_OPENING_OUTWARD, text), _count(_CLOSING_OUTWARD, text)
    right_opens, left_closes = _count(_OPENING_INWARD, text), _count(_CLOSING_INWARD, text)
    only_right = min(right_opens, right_closes) > 2 * (left_opens + left_closes)
    for left, right in ("«»", "‹›"):
        if left not in text and right not in text:
            continue
        if only_right or (left not in text and right_opens):
            yield Family({right: right}, two_way=right, pointed=True)
        elif right_opens + left_closes > left_opens + right_closes:
            yield Family({right: left}, pointed=True)
        else:
            yield Family({left: right}, pointed=True, spaced=bool(_SPACED.search(text)))


def _count(pattern: re.Pattern[str], text: str) -> int:
    """The number of matches, up to a limit: enough to see which of two patterns is more frequent."""
    return sum(1 for _, _ in zip(range(MAX_COUNTED), pattern.finditer(text), strict=False))


MAX_COUNTED = 10_000

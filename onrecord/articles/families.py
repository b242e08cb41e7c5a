"""Families of quotation marks: which are paired with one another, and which way an article turns them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice

from msgspec import Struct

from onrecord.text.quotation_marks import CORNERS as CORNER_MARKS
from onrecord.text.quotation_marks import STRAIGHT_DOUBLE, STRAIGHT_SINGLE
from onrecord.text.spans import Span

# What is typed for a mark, or is the same in another width.
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
# Two marks for one: only where a paragraph opens with them, for two may also end together.
_TWO_FOR_ONE = re.compile(r"(?<![\w.,!?…'’])(?:''|``|‘‘|,,)(?=\w)")


class Family(Struct, frozen=True, dict=True):
    """Marks that are paired with one another.

    Attributes:
        closers: for each opening mark, those that close it.
        two_way: marks that open and close, so that one before its like was never closed.
        single: whether its marks double as apostrophes.
        pointed: whether its marks are guillemets, whose direction differs between languages.
        spaced: for guillemets, whether the article has spaces between them and the words inside.
        always: whether its marks mean the same wherever they are.
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
        """All characters that its marks are made of."""
        own = {*self.closers, *self.endings}
        return frozenset(own | {sign for typed, sign_ in ALIASES.items() if sign_ in own for sign in typed})

    @cached_property
    def _one(self) -> re.Pattern[str]:
        own = {*self.closers, *self.endings}
        own |= {typed for typed, sign in ALIASES.items() if sign in own and len(typed) == 1}
        if not self.single:
            return re.compile(f"[{''.join(sorted(own))}]")
        # An apostrophe between letters is none of them, and they are most of all.
        return re.compile(rf"[{''.join(sorted(own))}](?:(?<![A-Za-z].)|(?![A-Za-z]))")

    @cached_property
    def _two(self) -> re.Pattern[str]:
        if self.single:
            return re.compile(r"(?<!')'(?!')|(?<!‘)‘(?!‘)|(?<!’)’(?!’)|(?<!`)`(?!`)|[‚‛＇]")
        return re.compile(rf"''(?!')|``|‘‘|’’|,,(?=\w)|{self._one.pattern}")

    def matches(
        self, text: str, paragraphs: Sequence[Span], most: int, doubled: bool
    ) -> Iterator[tuple[int, list[re.Match[str]]]]:
        """The numbers of paragraphs that have marks of its own, in order, with where these are.

        Args:
            text: the article.
            paragraphs: some of its spans, in order.
            most: after so many marks nothing more is looked for.
            doubled: whether two signs may be typed for one in this article.
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
    """Whether an article may have two signs that were typed for one mark."""
    return any(map(text.__contains__, _TYPED_TWICE))


def families_of(text: str) -> Iterator[Family]:
    """The families to look for in an article, the surest first."""
    yield from (DOUBLE, CORNERS)
    if any(map(text.__contains__, "«»‹›")):
        yield from _pointed(text)
    yield SINGLE


def _pointed(text: str) -> Iterator[Family]:
    """Guillemets, turned one way in all of an article: «outward» or »inward«, or »the same»."""
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
    """How often, as far as it matters which of two is more often."""
    return sum(1 for _, _ in zip(range(MAX_COUNTED), pattern.finditer(text), strict=False))


MAX_COUNTED = 10_000

"""Quotation marks in a paragraph: which of them can open a quotation where they stand, which close one.

What looks the same may be an apostrophe, an inch, or a mark turned the wrong way by a word
processor; the characters beside it tell.  Where they do not, the mark does nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from msgspec import Struct

from onrecord.text.spans import Span
from onrecord.text.words import is_unspaced

# Letters left out at the beginning of a word: an apostrophe, not a mark.  The typewriter's is
# trusted less than one that a word processor turned into an opening mark.
_ELISION_STRAIGHT = re.compile(
    r"(?:\d\ds?|['’]?n['’]|[nst]|tis|twas|twere|twill|till?|em|im|er|ere|ave|ello|cause|cos|cuz|bout|round"
    r"|neath|gainst|nuff|kay|fraid|scuse)(?!\w)",
    re.IGNORECASE,
)
_ELISION_CURLED = re.compile(r"(?:\d\ds|n['’]|tis|twas|til|em|n)(?!\w)", re.IGNORECASE)
# … and at its end: goin', o', rock 'n' roll.
_CUT_SHORT = re.compile(r"(?:\w{2}in|(?<!\w)(?:n|o|ol|an|th|wi|mo|lil))['’]$", re.IGNORECASE)
_LONGEST_CUT = 4
_NO_BREAK_SPACES = "\u00a0\u202f\u2009"
# Beside a space, what may stand before an opening guillemet: « in German closes.
_BEFORE_OPENING = "([{-–—―/:'’‘“„\"«»‹›¿¡"


class Family(Struct, frozen=True, dict=True):
    """Marks that are paired with one another.

    Attributes:
        closers: for each opening mark, those that close it.
        single: whether its marks double as apostrophes.
        spaced: whether a space may stand between its marks and the words inside.
        pointed: whether its marks are guillemets, whose direction differs between languages.
    """

    closers: Mapping[str, str]
    single: bool = False
    spaced: bool = False
    pointed: bool = False

    @cached_property
    def sign(self) -> re.Pattern[str]:
        """One of its marks."""
        return re.compile(f"[{''.join(self.closers)}{self.endings}]")

    @cached_property
    def endings(self) -> str:
        """The marks that close."""
        return "".join(self.closers.values())


@dataclass(slots=True)
class Mark:
    """A mark in a paragraph.

    Attributes:
        at: its place in the article.
        opens: whether it can open a quotation there.
        closes: whether it can close one.
        sure: whether what stands before it leaves no doubt that it closes one, if one is open: an
            apostrophe, inches and feet stand behind other things.
    """

    at: int
    sign: str
    opens: bool
    closes: bool
    sure: bool


DOUBLE = Family({"„": '“”"', "“": '”"', "‟": '”"', "”": "”", '"': '"”'})
SINGLE = Family({"‚": "‘’'", "‘": "’'", "‛": "’'", "'": "'’"}, single=True)
CORNERS = Family({"「": "」", "『": "』", "｢": "｣", "〝": "〞〟"})
OUTWARD = (Family({"«": "»"}, spaced=True, pointed=True), Family({"‹": "›"}, spaced=True, pointed=True))
INWARD = (Family({"»": "«"}, pointed=True), Family({"›": "‹"}, pointed=True))
ONE_WAY = (Family({"»": "»"}, pointed=True), Family({"›": "›"}, pointed=True))


def marks_of(text: str, paragraph: Span, family: Family) -> list[Mark]:
    """The marks of a family in a paragraph that can do something there."""
    marks = list(_marks(text, paragraph, family))
    if family.single:
        _leave_possessives(text, paragraph, marks)
    return [mark for mark in marks if mark.opens or mark.closes]


def _marks(text: str, paragraph: Span, family: Family) -> Iterator[Mark]:
    for match in family.sign.finditer(text, paragraph.start, paragraph.end):
        at, sign = match.start(), match.group()
        before = text[at - 1] if at > paragraph.start else ""
        after = text[at + 1] if at + 1 < paragraph.end else ""
        # צה"ל, 6"x4", don't; but the other marks are no letter's: “un”believable.
        glued = (family.single or sign == '"') and _glues(before) and _glues(after)
        yield Mark(
            at,
            sign,
            opens=sign in family.closers and not glued and _opens(text, at, before, after, family),
            closes=sign in family.endings and not glued and _closes(text, at, before, after, family),
            sure=not (_ends_cut_short(text, at, before) if family.single else before.isdigit()),
        )


def _opens(text: str, at: int, before: str, after: str, family: Family) -> bool:
    if not after or _glues(before):
        return False
    if after.isspace() and not family.spaced and (text[at] in "'\"" or after not in _NO_BREAK_SPACES):
        return False
    if family.pointed:
        if before and not before.isspace() and before not in _BEFORE_OPENING and not is_unspaced(before):
            return False
        return family.spaced or after.isalnum() or after in _BEFORE_OPENING + "…."
    if family.single:
        elision = _ELISION_STRAIGHT if text[at] == "'" else _ELISION_CURLED
        return not elision.match(text, at + 1)
    return True


def _closes(text: str, at: int, before: str, after: str, family: Family) -> bool:
    sign = text[at]
    if not before or (family.single and text[max(at - 2, 0) : at] in ("’n", "'n", "‘n")):  # rock ’n’ roll
        return False
    if before.isspace():  # A typist's space; but a mark that may open has nothing to close there.
        return family.spaced or (sign == "”" and not _glues(after)) or sign in "」』｣〞〟"
    return not _glues(after) or not (family.single or (family.pointed and not _glues(before)))


def _glues(character: str) -> bool:
    """Whether a mark that stands next to a character may belong to its word."""
    return character.isalnum() and not is_unspaced(character)


def _ends_cut_short(text: str, at: int, before: str) -> bool:
    """Whether an apostrophe may end the word: it is a plural's possessive, feet, or cut short."""
    if before in ("s", "S") or before.isdigit():
        return True
    return bool(_CUT_SHORT.search(text, max(at - _LONGEST_CUT, 0), at + 1))


def _leave_possessives(text: str, paragraph: Span, marks: list[Mark]) -> None:
    """Take a mark behind an s for a plural's apostrophe ('the allies' plan'), not for an end.

    It is one where a mark that can only be an end comes after it, before anything opens again.
    """
    end_follows = False
    for mark in reversed(marks):
        before, after = text[mark.at - 1 : mark.at], text[mark.at + 1 : mark.at + 2]
        if mark.closes and mark.at + 1 < paragraph.end and before in ("s", "S") and after.isspace():
            mark.closes = not end_follows
        if mark.opens:
            end_follows = False
        elif mark.closes and mark.sure:
            end_follows = True

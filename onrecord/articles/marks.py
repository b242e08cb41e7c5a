"""Quotation marks in a paragraph: whether each can open a quotation, close one, or both.

The same character may be an apostrophe, an inch sign, or a mark that a word processor turned the wrong way.
The neighbouring characters decide; if they do not, the mark is ignored.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from onrecord.articles.families import ALIASES, Family
from onrecord.text.sentence_ends import ALL
from onrecord.text.spans import Span
from onrecord.text.words import is_unspaced

# Words whose first letters are left out: the sign before them is an apostrophe, not a mark. The list for the
# typewriter's apostrophe is shorter, because there it is more often a mark.
_ELISION_STRAIGHT = re.compile(
    r"(?:\d\ds?|['’]?n['’]|[nst]|tis|twas|twere|twill|till?|em|im|er|ere|ave|ello|cause|cos|cuz|bout|round"
    r"|neath|gainst|nuff|kay|fraid|scuse)(?!\w)",
    re.IGNORECASE,
)
_ELISION_CURLED = re.compile(r"(?:\d\ds|n['’]|tis|twas|til|em|n)(?!\w)", re.IGNORECASE)
# … and at its end: goin', o', rock 'n' roll.
_CUT_SHORT = re.compile(r"(?:\w{2}in|(?<!\w)(?:n|o|ol|an|th|wi|mo|lil))['’]$", re.IGNORECASE)
_LONGEST_CUT = 4
_STRAIGHT = "\"'"
_SENTENCE_SIGNS = f",،{ALL}"
_NO_BREAK_SPACES = "\u00a0\u202f\u2009"
# A mark opens after a character of the first set, and closes before one of the second.
_BEFORE_OPENING = "([{-–—―/:'’‘“„\"«»‹›¿¡"
_AFTER_CLOSING = f")]}},;:’'”\"»›，、；：،؛{ALL}"
# Prepositions and conjunctions that Hebrew and Arabic join to a quotation.
_PREFIX = re.compile(
    r"(?<!\w)(?:[\u05d1\u05d4\u05d5\u05db\u05dc\u05de\u05e9]{1,3}\u05be?|[\u0627\u0628\u0641\u0643\u0644\u0648\u0633]{1,3}|\w*\u0640)$"
)
_LONGEST_PREFIX = 6
# Feet before inches: 6’2”.
_INCHES = re.compile(r"\d['’] ?\d{1,2}$")
_TWO_LETTERS = re.compile(r"[^\W\d_]{2}|[^\W\d_] ")


class Mark(Struct, gc=False):
    """A mark in a paragraph.

    Attributes:
        at: its place in the article.
        end: where it ends: two apostrophes may be one mark.
        sign: the mark in its usual form.
        opens: whether it can open a quotation.
        closes: whether it can close one.
        sure: whether the character before it leaves no doubt that it closes an open quotation: apostrophes,
            inches and feet follow other characters.
        loose: whether both neighbours are white space or missing, so that it may open or close.
    """

    at: int
    end: int
    sign: str
    opens: bool
    closes: bool
    sure: bool
    loose: bool


def marks_of(text: str, paragraph: Span, family: Family, found: Sequence[re.Match[str]]) -> list[Mark]:
    """The marks of a family in a paragraph that can open or close a quotation.

    Args:
        text: the article.
        paragraph: the paragraph's span.
        family: the family.
        found: the matches of its marks.
    """
    marks = list(_marks(text, paragraph, family, found))
    if family.single and marks:
        _leave_possessives(text, paragraph, marks)
        return [mark for mark in marks if mark.opens or mark.closes]
    return marks


def _marks(text: str, paragraph: Span, family: Family, found: Sequence[re.Match[str]]) -> Iterator[Mark]:
    first, last = paragraph.start, paragraph.end
    for match in found:
        at, end = match.span()
        sign = match.group()
        sign = ALIASES.get(sign, sign)
        before = text[at - 1] if at > first else ""
        after = text[end] if end < last else ""
        opens = closes = loose = False
        if family.pointed:
            opens, closes = _pointed(family, sign, before, after)
        elif family.always:
            opens, closes = sign in family.closers, sign in family.endings
        elif (not before or before.isspace()) and (not after or after.isspace()):
            loose = True
            opens, closes = _loose(sign, before, after)
        else:
            opens = sign in family.closers and _opens(text, match, sign, before, after, family)
            closes = sign in family.endings and _closes(text, at, sign, before, after, family)
        if (opens or closes) and not (before.isdigit() and _INCHES.search(text, max(at - 5, first), at)):
            sure = not (_ends_cut_short(text, at, before) if family.single else before.isdigit())
            yield Mark(at, end, sign, opens, closes, sure, loose)


def _loose(sign: str, before: str, after: str) -> tuple[bool, bool]:
    """Whether a mark between spaces opens, and whether it closes: „ and “ open, ” closes, " may do both."""
    if sign == '"':
        return bool(after), bool(before)
    if sign in "“„‟":
        return bool(after), False
    if sign == "‘":
        return bool(after) and after in _NO_BREAK_SPACES, False
    return False, sign == "”" and bool(before)


def _pointed(family: Family, sign: str, before: str, after: str) -> tuple[bool, bool]:
    """Whether a guillemet opens, and whether it closes: by the article's direction, or clearly against it."""
    if len(family.closers) == 1 and sign in family.closers and sign in family.endings:  # »…», as in Finnish.
        return _may_precede_quoted(before) and bool(after) and not after.isspace(), bool(
            before
        ) and not before.isspace()
    if not family.spaced and sign in family.closers and _looks_closing(before, after):
        return False, True
    if not family.spaced and sign in family.endings and _looks_opening(before, after):
        return False, False
    return sign in family.closers and bool(after), sign in family.endings and bool(before)


def _opens(text: str, match: re.Match[str], sign: str, before: str, after: str, family: Family) -> bool:
    if not after:
        return False
    if _glues(before) and not _is_prefixed(text, *match.span()):
        return False
    if sign in "“‘" and _looks_closing(before, after) and (sign == "“" or before in _SENTENCE_SIGNS):
        return False
    if after.isspace():
        return sign not in _STRAIGHT and (sign in "“„‟" or after in _NO_BREAK_SPACES)
    if family.single:
        elision = _ELISION_STRAIGHT if sign == "'" else _ELISION_CURLED
        return not elision.match(text, match.end())
    return True


def _closes(text: str, at: int, sign: str, before: str, after: str, family: Family) -> bool:
    if not before or (family.single and text[max(at - 2, 0) : at] in ("’n", "'n", "‘n")):  # rock ’n’ roll
        return False
    if before.isspace():  # A stray space before the mark; a mark that may open closes nothing here.
        return sign == "”" and not _glues(after)
    if sign == "“":
        return _looks_closing(before, after) or (_glues(before) and _glues(after))
    if sign == "‘":
        return not _glues(after)
    if not _glues(after) or _is_hangul(after):
        return True
    if family.single:
        return False
    if sign != '"' or not _glues(before):
        return True
    # A suffix on the quotation: "Evet"in; but not צה"ל, 6"x4", "Iran"s.
    return after.islower() and before.isalpha() and not _is_prefixed(text, at, at + 1)


def _may_precede_quoted(before: str) -> bool:
    return not before or before.isspace() or before in _BEFORE_OPENING or is_unspaced(before)


def _looks_closing(before: str, after: str) -> bool:
    """Whether a mark looks closing: there is a word or a sign before it, and none after it."""
    if not before or before.isspace() or before in "([{:¿¡":
        return False
    return not after or after.isspace() or after in _AFTER_CLOSING


def _looks_opening(before: str, after: str) -> bool:
    return (not before or before.isspace()) and (after.isalnum() or after in "¿¡…")


def _glues(character: str) -> bool:
    """Whether a mark next to this character may be part of a word."""
    return character.isalnum() and not is_unspaced(character)


def _is_hangul(character: str) -> bool:
    """Whether a character is of the Korean script, which joins particles to a closing mark."""
    return (
        "\uac00" <= character <= "\ud7a3"
        or "\u1100" <= character <= "\u11ff"
        or "\u3130" <= character <= "\u318f"
    )


def _is_prefixed(text: str, at: int, end: int) -> bool:
    """Whether a mark opens after a joined preposition and is not part of an acronym."""
    return "\u0590" <= text[at - 1] <= "\u06ff" and bool(
        _PREFIX.search(text[max(at - _LONGEST_PREFIX, 0) : at]) and _TWO_LETTERS.match(text, end)
    )


def _ends_cut_short(text: str, at: int, before: str) -> bool:
    """Whether an apostrophe may end the word: a plural possessive, feet, or a shortened word."""
    if before in ("s", "S") or before.isdigit():
        return True
    return bool(_CUT_SHORT.search(text, max(at - _LONGEST_CUT, 0), at + 1))


def _leave_possessives(text: str, paragraph: Span, marks: list[Mark]) -> None:
    """Make a mark after an s a plural possessive ('the allies' plan'), not a closing mark.

    This applies if a mark that can only close follows, before the next opening mark.
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

"""Quotation marks in a paragraph: which of them can open a quotation where they stand, which close one.

What looks the same may be an apostrophe, an inch, or a mark turned the wrong way by a word
processor; the characters beside it tell.  Where they do not, the mark does nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from onrecord.articles.families import ALIASES, Family
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
_STRAIGHT = "\"'"
_SENTENCE_SIGNS = ",.!?…。！？،؟"
_NO_BREAK_SPACES = "\u00a0\u202f\u2009"
# Before a mark they say that it opens, and after it that it closes.
_BEFORE_OPENING = "([{-–—―/:'’‘“„\"«»‹›¿¡"
_AFTER_CLOSING = ")]},.;:!?…’'”\"»›。，、；：！？،؛؟"
# Letters that are joined to a quotation: prepositions and conjunctions in Hebrew and Arabic.
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
        sign: which one it is, or counts as.
        opens: whether it can open a quotation there.
        closes: whether it can close one.
        sure: whether what stands before it leaves no doubt that it closes one, if one is open: an
            apostrophe, inches and feet stand after other things.
        loose: whether there is white space, or nothing, on both of its sides, so that it may do either.
    """

    at: int
    end: int
    sign: str
    opens: bool
    closes: bool
    sure: bool
    loose: bool


def marks_of(text: str, paragraph: Span, family: Family, found: Sequence[re.Match[str]]) -> list[Mark]:
    """The marks of a family in a paragraph that can do something there.

    Args:
        text: the article.
        paragraph: where they are.
        family: whose they are.
        found: their places.
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
    """What a mark with space on both sides can do: „ and “ open, ” closes, a straight one does either."""
    if sign == '"':
        return bool(after), bool(before)
    if sign in "“„‟":
        return bool(after), False
    if sign == "‘":
        return bool(after) and after in _NO_BREAK_SPACES, False
    return False, sign == "”" and bool(before)


def _pointed(family: Family, sign: str, before: str, after: str) -> tuple[bool, bool]:
    """What a guillemet can do: as the article has them, but for one that is clearly turned the wrong way."""
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
    if before.isspace():  # A typist's space; but a mark that may open has nothing to close there.
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
    """Whether a mark is turned away from what follows: words or signs before it, and not after it."""
    if not before or before.isspace() or before in "([{:¿¡":
        return False
    return not after or after.isspace() or after in _AFTER_CLOSING


def _looks_opening(before: str, after: str) -> bool:
    return (not before or before.isspace()) and (after.isalnum() or after in "¿¡…")


def _glues(character: str) -> bool:
    """Whether a mark that stands next to a character may belong to its word."""
    return character.isalnum() and not is_unspaced(character)


def _is_hangul(character: str) -> bool:
    """Whether a character is of the Korean script, which joins particles to a closing mark."""
    return (
        "\uac00" <= character <= "\ud7a3"
        or "\u1100" <= character <= "\u11ff"
        or "\u3130" <= character <= "\u318f"
    )


def _is_prefixed(text: str, at: int, end: int) -> bool:
    """Whether a mark opens after a preposition that is joined to it, and is not part of an acronym."""
    return "\u0590" <= text[at - 1] <= "\u06ff" and bool(
        _PREFIX.search(text[max(at - _LONGEST_PREFIX, 0) : at]) and _TWO_LETTERS.match(text, end)
    )


def _ends_cut_short(text: str, at: int, before: str) -> bool:
    """Whether an apostrophe may end the word: it is a plural's possessive, feet, or cut short."""
    if before in ("s", "S") or before.isdigit():
        return True
    return bool(_CUT_SHORT.search(text, max(at - _LONGEST_CUT, 0), at + 1))


def _leave_possessives(text: str, paragraph: Span, marks: list[Mark]) -> None:
    """Take a mark after an s for a plural's apostrophe ('the allies' plan'), not for an end.

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

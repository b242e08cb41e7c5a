"""Decide whether a position is inside a word or a number."""

from __future__ import annotations

import re
import unicodedata

# The letters after an apostrophe in an English word: 'can't', 'Iran's', 'we'll'.
_CONTRACTED = re.compile(r"(?:t|s|d|m|re|ve|ll)(?!\w)", re.IGNORECASE)
# Thai, Lao, Burmese, Khmer, and the scripts of East Asia.
UNSPACED_SCRIPTS = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
_UNSPACED = tuple(zip(UNSPACED_SCRIPTS[::3], UNSPACED_SCRIPTS[2::3], strict=True))
_MARKS = ("Mn", "Mc", "Me")
# Signs inside numbers: decimals, thousands, hours and minutes; the Swiss apostrophe is folded to '.
_NUMBER_SIGNS = ".,:'"


def cuts_word(text: str, at: int) -> bool:
    """Whether position `at` of a folded text is inside a word or a number.

    'proportionate' is not in 'disproportionate', nor 'can' in 'can't', nor '5 per cent' in '1.5 per cent'.
    ('Iran' is in 'Iran's'.) Scripts without case often have no spaces, or join particles to words, so their
    word boundaries are not known; but a letter is never separated from its combining signs.
    """
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    if after == " " or (before == " " and after.isascii()):
        return False  # The usual case.
    if is_in_word(before) and is_in_word(after):
        return True
    if after in _NUMBER_SIGNS and before.isdigit():
        return text[at + 1 : at + 2].isdigit()
    if before in _NUMBER_SIGNS and after.isdigit():
        return text[at - 2 : at - 1].isdigit()
    if after == "'" and before.isalpha():
        return text[at + 1 : at + 2] in ("t", "T") and not is_in_word(text[at + 2 : at + 3])
    if before == "'" and text[at - 2 : at - 1].isalpha():
        return bool(_CONTRACTED.match(text, at))
    return not after.isascii() and _extends(after)


def is_in_word(character: str) -> bool:
    """Whether a character is a digit, a letter with case, or a combining sign; False for ''."""
    if character.isascii():
        return character.isalnum()
    if character.lower() != character.upper():
        return True
    return unicodedata.category(character) in ("Mn", "Lm", "Nd", "No")


def _extends(character: str) -> bool:
    """Whether a character belongs to the one before it: a vowel sign, an accent, a joined emoji."""
    return (
        unicodedata.category(character) in _MARKS
        or character in "\u200c\u200d"
        or "\u1160" <= character <= "\u11ff"  # Separate Hangul vowels and finals.
    )


def is_unspaced(character: str) -> bool:
    """Whether a character is of a script without spaces between words."""
    return character >= "\u0e00" and any(first <= character <= last for first, last in _UNSPACED)

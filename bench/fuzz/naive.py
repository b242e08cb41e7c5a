"""Slow and plain: what the contract says about finding a passage, written down a second time.

Nothing here is shared with the program.  The lists come from Unicode's own tables (PropList.txt,
DerivedCoreProperties.txt) and from the docstrings that say what else is typed for a sign.
"""

from __future__ import annotations

import re
import unicodedata

# Quotation_Mark, and what people type instead.
_QUOTATION_MARKS = frozenset(
    "\"'\u00ab\u00bb\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u2039\u203a\u2e42\u300c\u300d\u300e\u300f"
    "\u301d\u301e\u301f\ufe41\ufe42\ufe43\ufe44\uff02\uff07\uff62\uff63\u02bc\u05f3\u05f4\u00b4`"
)
_NEVER_SEEN = (
    *((0xAD, 0xAD), (0x61C, 0x61C), (0x17B4, 0x17B5), (0x180E, 0x180E), (0x200B, 0x200B), (0x200E, 0x200F)),
    *(
        (0x202A, 0x202E),
        (0x2060, 0x206F),
        (0x3164, 0x3164),
        (0xFEFF, 0xFEFF),
        (0xFFA0, 0xFFA0),
        (0xFFF0, 0xFFF8),
    ),
    *((0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A), (0xE0000, 0xE001F), (0xE0080, 0xE00FF), (0xE01F0, 0xE0FFF)),
)
_JOINERS = "\u200c\u200d"
# How far a prefix may be from its passage.
_BETWEEN = 10


def fold(raw: str) -> str:
    """The form in which two texts are compared; without white space at its ends."""
    seen = ""
    for character in raw:
        is_joiner = character in _JOINERS and (not seen or not _may_be_joined(seen[-1]))
        if not is_joiner and not any(first <= ord(character) <= last for first, last in _NEVER_SEEN):
            seen += character
    text = "".join(map(_sign, unicodedata.normalize("NFC", seen)))
    for sign in "'- ":
        text = re.sub(rf"{re.escape(sign)}+", sign, text)
    return text.strip(" ")


def _may_be_joined(character: str) -> bool:
    """Whether a joiner after this character is spelling: for the letters that inputs have."""
    return not unicodedata.name(character, "").startswith(("LATIN", "CYRILLIC", "GREEK")) and (
        unicodedata.category(character)[0] in "LM"
    )


def _sign(character: str) -> str:
    if character in _QUOTATION_MARKS:
        return "'"
    if unicodedata.category(character) == "Pd" or character == "\u2212":
        return "-"
    return " " if character.isspace() else character


def places(text: str, needle: str) -> list[tuple[int, int]]:
    """The places of a folded text in another one, where no word is cut; overlapping ones too.

    For texts without numbers, contractions and compounds, for which the program has more rules.
    """
    ends = ((at, at + len(needle)) for at in range(len(text) - len(needle) + 1) if needle)
    return [(a, b) for a, b in ends if text[a:b] == needle and not cuts(text, a) and not cuts(text, b)]


def cuts(text: str, at: int) -> bool:
    """Whether no word ends here: letters with case are on both sides, or a sign joins the one before it."""
    if not 0 < at < len(text):
        return False
    if unicodedata.combining(text[at]) or unicodedata.category(text[at])[0] == "M":
        return True
    return all(sign.isalpha() and sign.lower() != sign.upper() for sign in text[at - 1 : at + 1])


def stands_before(text: str, at: int, prefix: str) -> bool:
    """Whether a folded prefix comes before a place, with at most some signs between them."""
    return any(
        not any(map(str.isalnum, text[end:at]))
        and text[:end].endswith(prefix)
        and not cuts(text, end - len(prefix))
        for end in range(max(at - _BETWEEN, 0), at + 1)
    )


def stands_after(text: str, at: int, suffix: str) -> bool:
    """Whether a folded suffix comes after a place, with at most some signs between them."""
    return any(
        not any(map(str.isalnum, text[at:start]))
        and text[start:].startswith(suffix)
        and not cuts(text, start + len(suffix))
        for start in range(at, min(at + _BETWEEN, len(text)) + 1)
    )

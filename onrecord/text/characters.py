"""Characters that are invisible, or change how others look."""

from __future__ import annotations

import unicodedata

# Hangul fillers, the blank Braille pattern, the grapheme joiner, two vowels of Khmer and Mongolian
# variation selectors: invisible, but letters, symbols or accents by their category.
_BLANK = frozenset("\u115f\u1160\u3164\uffa0\u2800\u034f\u17b4\u17b5\u180b\u180c\u180d\u180f")
# Visible characters of the category Cf (format): Arabic, Syriac, Kaithi and others.
_VISIBLE_FORMAT = frozenset([*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD])
_JOINERS = "\u200c\u200d"
NO_BREAK_SPACE = "\u00a0"


def may_have_hidden(text: str) -> bool:
    """A quick look: False if no character is hidden, a line break, a tab or a wide space."""
    return not text.isprintable() or (not text.isascii() and any(map(text.__contains__, _BLANK)))


def is_hidden(text: str, at: int) -> bool:
    """Whether the character at a place is invisible, changes the direction, or is not assigned.

    Tabs, line breaks and spaces of any width do not count. Nor do the joiners U+200C and U+200D after a
    letter of Persian, of an Indian script or in an emoji, where they are spelling.
    """
    character = text[at]
    if character in _JOINERS:
        before = text[at - 1] if at else " "
        return unicodedata.category(before) not in ("Lo", "Mn", "Mc", "So", "Sk")
    category = unicodedata.category(character)
    if category == "Cf":
        return ord(character) not in _VISIBLE_FORMAT
    if category in ("Cc", "Cs", "Zl", "Zp"):
        return character not in "\t\n\r"
    return character in _BLANK or (ord(character) & 0xFFFE) == 0xFFFE


def describe(character: str) -> str:
    """The number and name of a character, such as ``U+200B ZERO WIDTH SPACE``."""
    name = unicodedata.name(character, "")
    return f"U+{ord(character):04X} {name}".strip()


def make_visible(text: str) -> str:
    """A copy for the terminal, on one line: invisible characters are named, tabs are spaces.

    So no file can move the terminal's cursor or change the order of a message's words.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        f"<U+{ord(character):04X}>"
        if is_hidden(text, at) or character in "\n\r"
        else " "
        if character == "\t"
        else character
        for at, character in enumerate(text)
    )

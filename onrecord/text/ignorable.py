"""Invisible characters without meaning, which comparisons ignore.

They have the Unicode property Default_Ignorable_Code_Point (DerivedCoreProperties.txt), except those that
join letters (the joiners, the grapheme joiner, the Hangul fillers) or choose a glyph (variation selectors,
and tags after a flag). After a Latin, Greek or Cyrillic letter, a space or punctuation the joiners U+200C and
U+200D join nothing, so they are ignored there.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator

_ALWAYS = (
    "\u00ad\u061c\u17b4\u17b5\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufff8"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e001f\U000e0080-\U000e00ff\U000e01f0-\U000e0fff"
)
_TAGS = "\U000e0020-\U000e007f"
_JOINERS = "\u200c\u200d"
# Includes characters that normalize to such letters, and all that fold to a mark, a dash or a space.
_NOT_JOINED = (
    "\x00-\u024f\u0300-\u036f\u0370-\u052f\u058a\u05be\u05f3\u05f4\u1400\u1680\u1806\u1e00-\u1fff"
    "\u2000-\u200b\u200e-\u206f\u2100-\u214f\u2212\u22ef\u2329\u232a\u2e17-\u2e5d\u3000-\u303f\u30a0"
    "\ufe19\ufe31-\ufe63\uff02\uff07\uff0d\uff62\uff63\U00010ead"
)
IGNORABLE = re.compile(
    rf"[{_ALWAYS}]+|(?<![\U0001f3f4{_TAGS}])[{_TAGS}]+|(?:(?<=[{_NOT_JOINED}])|\A)[{_JOINERS}]+"
)


def _characters(ranges: str) -> Iterator[str]:
    """The characters of a set in the notation of regular expressions."""
    for first, last in re.findall(r"(.)(?:-(.))?", ranges):
        yield from map(chr, range(ord(first), ord(last or first) + 1))


_FIRST_SIGHT = frozenset(_characters(_ALWAYS + _TAGS + _JOINERS))
# Fillers and vowel signs, which count as printable in Python.
_PRINTABLE = tuple(filter(str.isprintable, _FIRST_SIGHT))


def may_have_ignorable(text: str) -> bool:
    """A quick look: whether a text may have any of them."""
    if text.replace("\n", "").replace("\r", "").isprintable():
        return not text.isascii() and any(map(text.__contains__, _PRINTABLE))
    return not _FIRST_SIGHT.isdisjoint(text)


def leave_out(raw: str) -> tuple[str, array[int] | None]:
    """The text without them, and for each of its positions (and its end) the raw one; None if they are equal.

    A removed character belongs to the character before it.
    """
    if raw.isascii() or not may_have_ignorable(raw):
        return raw, None
    text, more = raw, array("I", range(len(raw) + 1))
    while IGNORABLE.search(text):  # A removal may leave another joiner without a letter.
        pieces: list[str] = []
        kept = array("I")
        done = 0
        for match in IGNORABLE.finditer(text):
            begin, end = match.span()
            pieces.append(text[done:begin])
            kept.extend(more[done:begin])
            done = end
        pieces.append(text[done:])
        kept.extend(more[done:])
        text, more = "".join(pieces), kept
    more[0] = 0
    return text, more

"""Unicode normalization form C (UAX #15), with the raw position of each character."""

from __future__ import annotations

import re
import unicodedata
from array import array
from functools import cache

# Beyond this no character composes with the one before it, and normalization changes only compatibility
# ideographs.
_LAST_COMPOSING = 0x1FFFF
_COMPATIBILITY_IDEOGRAPHS = "\U0002f800-\U0002fa1d"


def compose(raw: str) -> tuple[str, array[int] | None]:
    """The text in NFC, and for each of its positions (and its end) the raw one; None if they are equal.

    A raw text consists of segments that are normalized independently: a character, and those after it that
    may compose with it or be reordered. All characters of a changed segment have its start as their raw
    position.
    """
    if raw.isascii() or unicodedata.is_normalized("NFC", raw):
        return raw, None
    pieces: list[str] = []
    origins = array("I")
    done = 0
    joining, segment = _segments()
    for match in segment.finditer(raw):
        begin, end = match.span()
        if begin > done and raw[begin] in joining:
            begin -= 1
        pieces.append(raw[done:begin])
        origins.extend(range(done, begin))
        normal = unicodedata.normalize("NFC", raw[begin:end])
        pieces.append(normal)
        origins.extend([begin] * len(normal))
        done = end
    pieces.append(raw[done:])
    origins.extend(range(done, len(raw) + 1))
    return "".join(pieces), origins


@cache
def _segments() -> tuple[frozenset[str], re.Pattern[str]]:
    """The characters that may join the one before them, and a pattern for the rest of a segment.

    (A pattern that begins with a set of characters is several times as fast as one that includes the
    character before.)
    """
    joining = {chr(code) for code in (*range(0x1161, 0x1176), *range(0x11A8, 0x11C3))}  # Hangul
    changing: list[str] = []
    characters = [chr(code) for code in range(0x80, _LAST_COMPOSING + 1) if not 0xD800 <= code <= 0xDFFF]
    for character in characters:
        mapping = unicodedata.decomposition(character)
        if mapping and not mapping.startswith("<"):
            joining.update(chr(int(code, 16)) for code in mapping.split()[1:])
        if unicodedata.normalize("NFC", character) != character:
            changing.append(character)
    joining = {c for c in characters if unicodedata.normalize("NFD", c)[0] in joining or _reorders(c)}
    joins = "".join(map(re.escape, sorted(joining)))
    changes = "".join(map(re.escape, changing)) + _COMPATIBILITY_IDEOGRAPHS
    return frozenset(joining), re.compile(f"[{joins}{changes}][{joins}]*")


def _reorders(character: str) -> bool:
    return unicodedata.combining(unicodedata.normalize("NFD", character)[0]) != 0

"""Folding: the copy of a text that passages are compared in, with the way back.

Two texts count as the same words when their folded copies are equal.  Folding does this and
nothing else:

* Unicode NFC (UAX #15);
* quotation marks and apostrophes of every style become ``'``: the characters with the Unicode
  property Quotation_Mark (PropList.txt), and U+02BC MODIFIER LETTER APOSTROPHE;
* dashes of every style become ``-``: general category Pd and U+2212, and the typewriter's ``--``
  and ``---``;
* ellipses become ``…``: ``...`` and ``. . .``;
* a run of white space becomes one space.

Positions are counted in Unicode code points, as Python does and as the W3C Web Annotation Data
Model asks for (`TextPositionSelector`).
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.text.spans import Span

QUOTATION_MARKS = (
    "\"'«»‘’‚‛“”„‟‹›"
    "\u2e42\u300c\u300d\u300e\u300f\u301d\u301e\u301f"
    "\ufe41\ufe42\ufe43\ufe44\uff02\uff07\uff62\uff63"
    "\u02bc"
)
DASHES = (
    "-\u058a\u05be\u1400\u1806\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2e17\u2e1a\u2e3a\u2e3b"
    "\u2e40\u2e5d\u301c\u3030\u30a0\ufe31\ufe32\ufe58\ufe63\uff0d\U00010ead"
)
_FOLDABLE = re.compile(
    rf"(?P<space>\s+)"
    rf"|(?P<quote>[{re.escape(QUOTATION_MARKS)}])"
    rf"|(?P<dash>-{{2,3}}|[{re.escape(DASHES)}])"
    r"|(?P<ellipsis>…|\.[ \u00a0\u2009\u202f]?\.[ \u00a0\u2009\u202f]?\.)"
)
_FOLDED = {"space": " ", "quote": "'", "dash": "-", "ellipsis": "…"}


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text and the map back to the text that it was made from.

    Attributes:
        raw: the text as it was.
        text: its folded copy.
        starts: for each position in `text`, and for its end, the position in `raw` where the
            characters begin that it was made from.  Never decreases.  Where several folded
            characters were made from raw ones that cannot be told apart (a letter with two
            accents, say) they share one start.
    """

    raw: str
    text: str
    starts: array[int]

    def find(self, needle: str, start: int = 0) -> Iterator[Span]:
        """Yield where the folded `needle` stands in the folded text, overlapping places too.

        Only places that are whole words are given (see `cuts_word`), and only such whose raw
        text, folded, is `needle` again.
        """
        if not needle:
            return
        at = self.text.find(needle, start)
        while at != -1:
            end = at + len(needle)
            if (
                self._is_boundary(at)
                and self._is_boundary(end)
                and not cuts_word(self.text, at)
                and not cuts_word(self.text, end)
            ):
                yield Span(at, end)
            at = self.text.find(needle, at + 1)

    def to_raw(self, span: Span) -> Span:
        """The raw characters that a span of the folded text was made from."""
        return Span(self.starts[span.start], self.starts[span.end])

    def _is_boundary(self, at: int) -> bool:
        return at in (0, len(self.text)) or self.starts[at] != self.starts[at - 1]


def fold(raw: str) -> Folded:
    """Fold `raw`, keeping the map from folded to raw positions."""
    composed, origins = _compose(raw)
    pieces: list[str] = []
    starts = array("I")
    done = 0
    for match in _FOLDABLE.finditer(composed):
        begin, end = match.span()
        pieces.append(composed[done:begin])
        starts.extend(range(done, begin))
        pieces.append(_FOLDED[match.lastgroup or ""])
        starts.append(begin)
        done = end
    pieces.append(composed[done:])
    starts.extend(range(done, len(composed) + 1))
    if origins is not None:
        starts = array("I", (origins[position] for position in starts))
    return Folded(raw, "".join(pieces), starts)


def fold_text(raw: str) -> str:
    """The folded copy of a passage or a name, without white space around it."""
    return fold(raw).text.strip()


def cuts_word(text: str, at: int) -> bool:
    """Whether position `at` of a folded text lies inside a word or a number.

    'proportionate' does not stand, word for word, in 'disproportionate', nor 'can' in 'can't',
    nor '5 per cent' in '1.5 per cent'.  ('Iran' does stand in 'Iran's'.)  Scripts without case,
    several of which write without spaces or join particles to words, have no such boundary that
    a program could know.
    """
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    if _in_word(before) and _in_word(after):
        return True
    if after == "'" and before.isalpha():
        return text[at + 1 : at + 2] == "t" and not text[at + 2 : at + 3].isalnum()
    if after in ".," and before.isdigit():
        return text[at + 1 : at + 2].isdigit()
    if before in ".," and after.isdigit():
        return text[at - 2 : at - 1].isdigit()
    return False


def _in_word(character: str) -> bool:
    if character.isdigit():
        return True
    return character.lower() != character.upper() or unicodedata.category(character) in ("Mn", "Lm")


def _compose(raw: str) -> tuple[str, array[int] | None]:
    """NFC, and for each of its positions (and its end) the raw one; None where they are the same.

    The text is normalized segment by segment: a segment ends before a starter that does not
    compose with what stands before it, so normalizing each is normalizing the whole.
    """
    if raw.isascii() or unicodedata.is_normalized("NFC", raw):
        return raw, None
    pieces: list[str] = []
    origins = array("I")

    def close(segment: str, start: int) -> None:
        normal = unicodedata.normalize("NFC", segment)
        pieces.append(normal)
        origins.extend([start] * len(normal))

    start = 0
    for at in range(1, len(raw)):
        character = raw[at]
        if unicodedata.combining(character) == 0 and (
            character.isascii() or not _composes(raw[start:at], character)
        ):
            close(raw[start:at], start)
            start = at
    close(raw[start:], start)
    origins.append(len(raw))
    return "".join(pieces), origins


def _composes(before: str, character: str) -> bool:
    both = unicodedata.normalize("NFC", before + character)
    return both != unicodedata.normalize("NFC", before) + unicodedata.normalize("NFC", character)

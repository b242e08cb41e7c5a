"""Folding: the form of a text in which passages are compared, with a map to the original.

Two texts count as the same words if their folded forms are equal. Folding does only this:

* invisible characters are removed (`text.ignorable`);
* Unicode NFC (UAX #15);
* quotation marks and apostrophes of every style become ``'`` (`text.quotation_marks`), and several in a row
  become one, because two apostrophes are often typed for a double mark;
* dashes of every style (general category Pd, and U+2212) become ``-``, and several in a row become one, as in
  the typewriter's ``--``;
* ellipses become ``…``: ``...``, ``. . .``, ``⋯`` and ``……``; of four dots the first is a full stop;
* a run of white space becomes one space, with the ``>`` of a block quotation on the next line.

Folding a folded text changes nothing. Positions are counted in Unicode code points, as in Python and in the
W3C Web Annotation Data Model (`TextPositionSelector`).
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence
from functools import cache, cached_property, lru_cache

from msgspec import Struct

from onrecord.text.composition import compose
from onrecord.text.hyphens import is_typed_dash
from onrecord.text.ignorable import leave_out
from onrecord.text.quotation_marks import QUOTATION_MARKS
from onrecord.text.shifts import Shifts
from onrecord.text.spans import Span
from onrecord.text.word_places import WordPlaces
from onrecord.text.words import cuts_word, is_in_word

DASHES = (
    "-\u058a\u05be\u1400\u1806\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2e17\u2e1a\u2e3a\u2e3b"
    "\u2e40\u2e5d\u301c\u3030\u30a0\ufe31\ufe32\ufe58\ufe63\uff0d\U00010ead"
)
ELLIPSES = "…\u22ef\ufe19"
_WHITE_SPACE = "".join(filter(str.isspace, map(chr, range(0x3001)))).replace(" ", "")
# Replacements of the same length, which move no position …
_SIGNS = (
    {mark: "'" for mark in QUOTATION_MARKS if mark != "'"}
    | dict.fromkeys(DASHES[1:], "-")
    | dict.fromkeys(ELLIPSES[1:], "…")
    | dict.fromkeys(_WHITE_SPACE, " ")
)
_ASCII_SIGNS = {sign: usual for sign, usual in _SIGNS.items() if sign.isascii()}
# … and then runs that become shorter: their first character, or an ellipsis.
_RUNS = {
    "  ": r"  +",
    "''": r"''+",
    "--": r"--+",
    "...": r"\.\.\.(?:\.\.\.|…)*+(?!\.)",
    "…": r"…(?:\.\.\.|…)*+(?!\.)",
    ". .": r"\.(?<![.…]\.) +\. +\.(?! *+[.…])",
}
_WIDE_DOTS = re.compile(r"\.  +\.")
# Lines of a block quotation, as in mail and Markdown.
_NEXT_QUOTED = re.compile(r"(?:\r\n|[\n\r])>(?=[ \t\u00a0])")
_BLOCK_QUOTED = re.compile(rf"^>[^\n\r]*(?:{_NEXT_QUOTED.pattern}[^\n\r]*)+", re.MULTILINE)
_COUNTED = array("I", range(1 << 15))

_HYPHENS = "-\u2010\u2011"
_MINUS_SIGNS = "-\u2212\u2013"
_GROUPING_SPACES = "\u00a0\u2009\u202f"
_THREE_DIGITS = re.compile(r"\d{3}(?!\d)")
_ASCII_RUN = re.compile(r"[A-Za-z0-9]+")


class Folded(Struct, frozen=True, dict=True):
    """A folded text with the map to its original.

    Attributes:
        raw: the original text.
        text: its folded form.
        starts: for each position in `text`, and for its end, the position in `raw` at which its original
            characters begin. Never decreases. Folded characters that cannot be mapped separately (such as a
            letter with two accents) share one start.
    """

    raw: str
    text: str
    starts: Sequence[int]

    def find(self, needle: str, start: int = 0) -> Iterator[Span]:
        """Yield the places of the folded `needle` in the folded text, overlapping ones too.

        Only whole words count (see `is_cut`), so the raw text of each place, folded, is `needle` again.
        """
        if not needle:
            return
        candidates = self._word_places.candidates(needle)
        if candidates is not None:
            for at in candidates:
                if at >= start and self.text.startswith(needle, at) and not self._cuts(at, needle):
                    yield Span(at, at + len(needle))
            return
        at = self.text.find(needle, start)
        while at != -1:
            following = at + 1
            if self.is_cut(at):
                following = self._behind_run(at)
            elif not self.is_cut(at + len(needle)):
                yield Span(at, at + len(needle))
            at = self.text.find(needle, following)

    @cached_property
    def _word_places(self) -> WordPlaces:
        return WordPlaces(self.text)

    def _cuts(self, at: int, needle: str) -> bool:
        return self.is_cut(at) or self.is_cut(at + len(needle))

    def find_backwards(self, needle: str, end: int) -> Iterator[Span]:
        """As `find`, backwards from the last place that ends at or before `end`."""
        at = self.text.rfind(needle, 0, end) if needle else -1
        while at != -1:
            if not self._cuts(at, needle):
                yield Span(at, at + len(needle))
            at = self.text.rfind(needle, 0, at + len(needle) - 1)

    def to_raw(self, span: Span) -> Span:
        """The raw span of a span of the folded text."""
        return Span(self.starts[span.start], self.starts[span.end])

    def is_cut(self, at: int) -> bool:
        """Whether a passage that begins or ends here would cut a word, a number or a character.

        In addition to `cuts_word` it uses the raw text: a hyphen joins two words ('proportional' is not in
        'non-proportional'), a dash separates them.
        """
        if not 0 < at < len(self.text):
            return False
        if self.starts[at] == self.starts[at - 1] or cuts_word(self.text, at):
            return True
        before, after = self.text[at - 1], self.text[at]
        return (before in "- " and self._joins(at - 1)) or (after in "- " and self._joins(at))

    def _joins(self, sign: int) -> bool:
        """Whether a dash or a space of the folded text joins its two neighbours."""
        before, after = self.text[sign - 1 : sign], self.text[sign + 1 : sign + 2]
        if self.text[sign] == " " and not before.isdigit():
            return False  # The usual case.
        raw = self.raw[self.starts[sign] : self.starts[sign + 1]]
        if len(raw) > 1:
            raw = leave_out(raw)[0]
        if not after or not raw:
            return False
        if self.text[sign] == " ":  # 1 500 with a no-break space in the number.
            return before.isdigit() and raw in _GROUPING_SPACES and self._three_digits(sign + 1)
        if before.isdigit() and after.isdigit():
            return True
        if not is_in_word(before):
            return raw in _MINUS_SIGNS and after.isdigit()
        return raw in _HYPHENS and is_in_word(after) and not is_typed_dash(self.text, sign)

    def _three_digits(self, at: int) -> bool:
        return bool(_THREE_DIGITS.match(self.text, at))

    def _behind_run(self, at: int) -> int:
        """The position to continue from inside a word: after its ASCII letters.

        Without it, a text of a million letters without spaces would be searched letter by letter.
        """
        run = _ASCII_RUN.match(self.text, at)
        return run.end() if run else at + 1


def fold(raw: str) -> Folded:
    """Fold `raw`, keeping the map from folded to raw positions."""
    visible, kept = leave_out(raw)
    composed, origins = compose(visible)
    plain = _replace_signs(composed)
    runs = _runs_in(plain)
    if origins is None and kept is None and len(plain) > len(_COUNTED):
        return _fold_long(raw, plain, runs)
    pieces: list[str] = []
    starts = array("I")
    done = 0
    for match in runs.finditer(plain) if runs else ():
        begin, end = match.span()
        pieces.append(plain[done:begin])
        starts.extend(_positions(done, begin + 1))
        pieces.append(_shorten(match))
        done = end
    pieces.append(plain[done:])
    starts.extend(_positions(done, len(plain) + 1))
    for earlier in (origins, kept):
        if earlier is not None:
            starts = array("I", [earlier[position] for position in starts])
    return Folded(raw, "".join(pieces), starts)


def _fold_long(raw: str, plain: str, runs: re.Pattern[str] | None) -> Folded:
    """Fold a long text in which only the shortening of runs moves positions."""
    pieces: list[str] = []
    folded, shifted = [0], [0]
    done = length = 0
    for match in runs.finditer(plain) if runs else ():
        begin, end = match.span()
        pieces += (plain[done:begin], _shorten(match))
        length += begin - done + 1
        done = end
        folded.append(length)
        shifted.append(done)
    pieces.append(plain[done:])
    length += len(plain) - done
    return Folded(raw, "".join(pieces), Shifts(length + 1, folded, shifted))


def _positions(begin: int, end: int) -> Sequence[int]:
    """The numbers from `begin` to `end`; copied from a table for texts of usual length."""
    return _COUNTED[begin:end] if end <= len(_COUNTED) else range(begin, end)


@lru_cache(64)  # a passage is folded for the search and for its id
def fold_text(raw: str) -> str:
    """The folded form of a passage or a name, without white space around it."""
    plain = _replace_signs(compose(leave_out(raw)[0])[0])
    runs = _runs_in(plain)
    return (runs.sub(_shorten, plain) if runs else plain).strip()


def _runs_in(text: str) -> re.Pattern[str] | None:
    """A pattern for the kinds of runs that a text has: one for all kinds would be slow."""
    found = [run for run in _RUNS if run in text]
    if found[:1] == ["  "] and found[-1] != ". ." and _WIDE_DOTS.search(text):
        found.append(". .")  # Dots with wide spaces between them count too.
    return _any_of(tuple(found))


@cache
def _any_of(runs: tuple[str, ...]) -> re.Pattern[str] | None:
    return re.compile("|".join(_RUNS[run] for run in runs)) if runs else None


def _replace_signs(text: str) -> str:
    """The text with one style of each sign; positions do not move."""
    if ">" in text:
        text = _BLOCK_QUOTED.sub(_without_signs, text)
    signs = _ASCII_SIGNS if text.isascii() else _SIGNS
    for sign in [*filter(text.__contains__, signs)]:  # A set of its characters would be slower.
        text = text.replace(sign, _SIGNS[sign])
    return text


def _without_signs(lines: re.Match[str]) -> str:
    """Lines of a block quotation, with white space instead of each > but the first."""
    return _NEXT_QUOTED.sub(lambda match: " " * len(match.group()), lines.group())


def _shorten(match: re.Match[str]) -> str:
    first = match.group()[0]
    return "…" if first == "." else first

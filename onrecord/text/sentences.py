"""Find the beginning and the end of a sentence, in an article or in a copy with plain marks.

A full stop ends a sentence unless it belongs to an abbreviation, an initial or an ordinal number, or a small
letter follows. Question and exclamation marks, three dots, and the stops of other scripts end one unless a
small letter follows (“Why?” he asked). Quotation marks and brackets right after the stop belong to the
sentence. Without a stop, the paragraph is the sentence.

If the end found is too late, readers see too much; if it is too early, a 'not' may be hidden. So a doubtful
stop does not end a sentence.
"""

from __future__ import annotations

import re

from msgspec import Struct

from onrecord.text.sentence_ends import ALL, FULL_WIDTH, is_greek_question_mark
from onrecord.text.spans import Span

# characters of a longer sentence that are shown on either side of a passage, in whole words
LONGEST_REST = 600

_CLOSING = "\"'”’“»«›‹」』〞〟)\\]）］"  # or opening, as “ in English: then a space is before it
_CLOSING_EAST = "”’」』〞〟）］"
# French has a space before the closing mark.
_CLOSED = rf"(?:[{_CLOSING}]|[ \u00a0\u202f][»›](?=\s|$))*"
# From the first sign of a run, so that a long run takes linear time. `;` ends a sentence in Greek only.
_STOP = rf"(?P<stop>[{ALL};\u037e](?<![{ALL};\u037e].)[{ALL}]*+{_CLOSED})"
_END = re.compile(
    rf"{_STOP}(?:\s+|$)"
    # Chinese and Japanese have no spaces.
    rf"|(?P<full_width>[{FULL_WIDTH}]+[{_CLOSING_EAST}]*)"
)
# The same for a text without full-width stops: a pattern with one alternative takes half the time.
_SPACED_END = re.compile(rf"{_STOP}(?:\s+|$)(?P<full_width>(?!))?")
_OPENING = "\"'([“‘„‚«»‹›「『（［¿¡—–- \u00a0\u202f"
_LAST_WORD = re.compile(r"[\w.]*[^\W\d_][\w.]*$|\d+$")
_LONGEST_WORD = 12
_INITIALS = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")
# The maximum number of characters from a stop, over marks and spaces, to the next letter.
_AHEAD = 40


class Sentence(Struct, frozen=True):
    """The sentence or sentences around some words.

    Attributes:
        span: the span, without white space at its ends.
        begins: whether the span starts with the sentence; if not, that is more than `LONGEST_REST` away.
        ends: whether the span ends with the sentence; if not, likewise.
    """

    span: Span
    begins: bool
    ends: bool


class Sentences(Struct, frozen=True):
    """The rules for ends of sentences in a language.

    Attributes:
        abbreviations: words whose full stop ends no sentence, in lower case, without that stop.
        ordinals: whether a number with a full stop is an ordinal.
    """

    abbreviations: frozenset[str] = frozenset()
    ordinals: bool = False

    def last_end(self, text: str, end: int) -> int:
        """The end of the last sentence that ends at or before `end`; 0 if there is none."""
        for match in reversed(list(_ends_in(text).finditer(text, 0, end))):
            if self._ends(text, match):
                return match.end()
        return 0

    def rest(self, words: str, after: str) -> str:
        """The part of the text after some words that belongs to their sentence; empty if they end it."""
        text, begin = words + after, len(words)
        for match in _ends_in(text).finditer(text):
            if match.end() >= begin and self._ends(text, match):
                if match.start() < begin:
                    return ""
                return after[: match.end() - begin]
        return after

    def around(self, text: str, paragraph: Span, words: Span) -> Sentence:
        """The sentence or sentences around some words, within a paragraph.

        Args:
            text: of the article.
            paragraph: the span of the paragraph with the words.
            words: not empty.

        Returns:
            A span that contains `words`, within the paragraph. It has at most `LONGEST_REST` characters
            before and after the words, cut at a space.
        """
        begin, begins = self._begin(text, paragraph, words.start)
        end, ends = self._end(text, paragraph, words)
        return Sentence(Span(begin, end), begins, ends)

    def _begin(self, text: str, paragraph: Span, at: int) -> tuple[int, bool]:
        floor = max(paragraph.start, at - LONGEST_REST)
        begin, is_found = floor, floor == paragraph.start
        for match in _END.finditer(text, floor, min(paragraph.end, at + _AHEAD)):
            if match.end() > at:
                break
            if self._ends(text, match):
                begin, is_found = match.end(), True
        if not is_found:
            begin = next((place for place in range(floor, at) if text[place].isspace()), floor)
        while begin < at and text[begin].isspace():
            begin += 1
        return begin, is_found

    def _end(self, text: str, paragraph: Span, words: Span) -> tuple[int, bool]:
        ceiling = min(paragraph.end, words.end + LONGEST_REST)
        for match in _END.finditer(text, max(words.start, words.end - _AHEAD), paragraph.end):
            end = max(match.end("stop"), match.end("full_width"))
            if end > ceiling:
                break
            if end >= words.end and self._ends(text, match):
                return end, True
        end, is_found = ceiling, ceiling == paragraph.end
        if not is_found:
            end = next((place for place in range(end, words.end, -1) if text[place].isspace()), end)
        while end > words.end and text[end - 1].isspace():
            end -= 1
        return end, is_found

    def _ends(self, text: str, match: re.Match[str]) -> bool:
        following = text[match.end() : match.end() + _AHEAD].lstrip(_OPENING)[:1]
        if following.islower():
            return False
        sign = match.group()[:1]
        if sign in ";\u037e":
            return is_greek_question_mark(text, match.start())
        if sign != "." or match.group().startswith(".."):
            # 「…」と言った: in Japanese the reporting words follow.
            return not (match["full_width"] and following == "と")
        word = _last_word(text, match.start())
        if word.isdigit():
            return not (self.ordinals and len(word) <= 2)
        if word.casefold() == "no" and not following.isdigit():
            return True
        if len(word) == 1 and word != "I":
            return text[match.start() - 2 : match.start() - 1] in ("'", "’")
        return word.casefold() not in self.abbreviations and not ("." in word and _INITIALS.fullmatch(word))


def _last_word(text: str, end: int) -> str:
    """The word or number right before a place; empty if there is none."""
    near = text[max(end - _LONGEST_WORD, 0) : end]
    last = near.rpartition(" ")[2]
    if last.isalpha():  # A shortcut for most words, with the same result as below.
        return last
    match = _LAST_WORD.search(near)
    return match.group() if match else ""


def _ends_in(text: str) -> re.Pattern[str]:
    if text.isascii() or not any(map(text.__contains__, FULL_WIDTH)):
        return _SPACED_END
    return _END

"""Where a sentence begins and ends, in an article's own characters or in a copy with plain marks.

A full stop ends a sentence unless it belongs to an abbreviation, an initial or an ordinal number, or the text
goes on with a small letter.  Question and exclamation marks, three dots, and the stops of other scripts end
one unless a small letter follows (“Why?” he asked).  Quotation marks and brackets right after the stop belong
to the sentence.  Where no stop is found, the paragraph is the sentence.

A sentence that is taken to be longer than it is shows a reader too much; one that is taken to be shorter can
hide a 'not'.  So what is doubtful ends no sentence.
"""

from __future__ import annotations

import re

from msgspec import Struct

from onrecord.text.spans import Span

# Of a longer sentence this much is shown on either side of a passage, in whole words.
LONGEST_REST = 600

_CLOSING = "\"'”’“»«›‹」』〞〟)\\]）］"  # or opening, as “ in English: then a space is before it
_CLOSING_EAST = "”’」』〞〟）］"
# French sets a space before the mark that closes.
_CLOSED = rf"(?:[{_CLOSING}]|[ \u00a0\u202f][»›](?=\s|$))*"
_END = re.compile(
    rf"(?P<stop>[.!?…。！？｡؟۔।॥]+{_CLOSED})(?:\s+|$)"
    # Chinese and Japanese set no spaces.
    rf"|(?P<full_width>[。！？｡]+[{_CLOSING_EAST}]*)"
)
_FULL_WIDTH = "。！？｡"
# The same for a text with none of these: a pattern that begins in one way alone is searched in half the time.
_SPACED_END = re.compile(rf"(?P<stop>[.!?…؟۔।॥]+{_CLOSED})(?:\s+|$)(?P<full_width>(?!))?")
_OPENING = "\"'([“‘„‚«»‹›「『（［¿¡—–- \u00a0\u202f"
_LAST_WORD = re.compile(r"[\w.]*[^\W\d_][\w.]*$|\d+$")
_LONGEST_WORD = 12
_INITIALS = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")
# Characters that a stop, with its marks and spaces, may take before the next letter.
_AHEAD = 40


class Sentence(Struct, frozen=True):
    """The sentence, or the sentences, that some words are in.

    Attributes:
        span: without white space at its ends.
        begins: whether that is its beginning; else it goes on farther than `LONGEST_REST`.
        ends: likewise its end.
    """

    span: Span
    begins: bool
    ends: bool


class Sentences(Struct, frozen=True):
    """Knows where sentences end in a language.

    Attributes:
        abbreviations: words whose full stop ends none, without capitals and without that stop.
        ordinals: whether a number with a full stop is an ordinal number.
    """

    abbreviations: frozenset[str] = frozenset()
    ordinals: bool = False

    def last_end(self, text: str, end: int) -> int:
        """Where the last sentence that ends before or at `end` does so; 0 where none does."""
        for match in reversed(list(_ends_in(text).finditer(text, 0, end))):
            if self._ends(text, match):
                return match.end()
        return 0

    def rest(self, words: str, after: str) -> str:
        """What of the text after some words belongs to their sentence; empty where they end it."""
        text, begin = words + after, len(words)
        for match in _ends_in(text).finditer(text):
            if match.end() >= begin and self._ends(text, match):
                if match.start() < begin:
                    return ""
                return after[: match.end() - begin]
        return after

    def around(self, text: str, paragraph: Span, words: Span) -> Sentence:
        """The sentence or sentences that some words are in.

        Args:
            text: of the article.
            paragraph: what the words are in; nothing outside of it is looked at.
            words: not empty.

        Returns:
            A sentence that holds `words` and lies in the paragraph.  Of one that goes on for more than
            `LONGEST_REST` characters before or after the words, the nearest of these, from or up to a space.
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
        if match.group()[:1] != "." or match.group().startswith(".."):
            # 「…」と言った: in Japanese the words that report it follow.
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
    """The word or the number right before a place; empty where none is."""
    near = text[max(end - _LONGEST_WORD, 0) : end]
    last = near.rpartition(" ")[2]
    if last.isalpha():  # As most are; what follows says the same.
        return last
    match = _LAST_WORD.search(near)
    return match.group() if match else ""


def _ends_in(text: str) -> re.Pattern[str]:
    if text.isascii() or not any(map(text.__contains__, _FULL_WIDTH)):
        return _SPACED_END
    return _END

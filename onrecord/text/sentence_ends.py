"""The signs that end sentences, in all scripts that news is written in.

Unicode has a property for them, Sentence_Terminal (PropList.txt), which Python does not offer. Listed are all
question marks that have it, the exclamation marks, and the full stops of scripts in use today.
"""

from __future__ import annotations

import re

QUESTION_MARKS = (
    "?\u061f\u1367\u1945\u203d\u2047\u2048\u2049\u2e2e\u2e54\ua60f\ua6f7\ufe16\ufe56\uff1f\U00011143"
)
EXCLAMATION_MARKS = "!\u07f9\u1944\u203c\ufe15\ufe57\uff01"
FULL_STOPS = (
    ".\u0589\u06d4\u0701\u0702\u0964\u0965\u104b\u1362\u166e\u17d4\u1803\u1809\u1c7e\u1c7f\u3002\ua4ff\uabeb"
    "\ufe52\uff0e\uff61"
)
ALL = f"{FULL_STOPS}{EXCLAMATION_MARKS}{QUESTION_MARKS}…"
# In scripts without spaces, a sentence begins right after one of these.
FULL_WIDTH = "。！？｡"

_GREEK_LETTERS = "\u0370-\u037d\u037f-\u03ff\u1f00-\u1fff"
# The Greek question mark is `;`. Unicode replaces U+037E, which has that name, by `;` (NFC).
GREEK_QUESTION_MARK = rf"(?:\u037e|(?<=[{_GREEK_LETTERS}]);)"
# The Armenian one is over a vowel of the word that asks; the sentence ends with its full stop.
_ARMENIAN_QUESTION_MARK, _ARMENIAN_FULL_STOP = "\u055e\u0589"

_GREEK = re.compile(f"[{_GREEK_LETTERS}]")
_GREEK_MARK = re.compile(GREEK_QUESTION_MARK)
_OTHER_QUESTION_MARKS = QUESTION_MARKS[1:] + _ARMENIAN_QUESTION_MARK


def asks(sentence: str) -> bool:
    """Whether a text ends as a question does: `?`, `?!`, `?..`, or what other scripts have instead.

    Args:
        sentence: one or more sentences, without quotation marks and brackets after the end.
    """
    words = sentence.rstrip(f"{ALL};\u037e")
    end = sentence[len(words) :]
    return (
        any(sign in QUESTION_MARKS for sign in end)
        or "\u037e" in end
        or (";" in end and _GREEK.search(words) is not None)
        or _ARMENIAN_QUESTION_MARK in words.rpartition(_ARMENIAN_FULL_STOP)[2]
    )


def is_greek_question_mark(text: str, at: int) -> bool:
    """Whether the `;` at a place is a question mark."""
    return _GREEK_MARK.match(text, at) is not None


def with_plain_question_marks(text: str) -> str:
    """The text with `?` for the question mark of every script, each in its place."""
    if text.isascii():
        return text
    if ";" in text or "\u037e" in text:
        text = _GREEK_MARK.sub("?", text)
    for mark in filter(text.__contains__, _OTHER_QUESTION_MARKS):
        text = text.replace(mark, "?")
    return text

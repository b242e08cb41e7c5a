"""Letters that look like letters of another script, after Unicode's security mechanisms (UTS 39).

Python has no data on scripts and confusables, only the names of characters, which begin with their script. So
this table has the letters that are most often used to spoof names and web addresses: Cyrillic and Greek
letters that look Latin (confusables.txt), and look-alikes within the Latin script: small capitals, phonetic
signs, mathematical and full-width letters. Scripts that are often mixed (Latin and those of East Asia) are
never doubtful.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

_CYRILLIC = (
    "аa еe оo рp сc уy хx іi јj ѕs ԁd һh ԛq ԝw ӏl кk АA ВB ЕE КK МM НH ОO РP СC ТT ХX УY ІI ЈJ ЅS ԌG ӀI"
)
_GREEK = "ΑA ΒB ΕE ΖZ ΗH ΙI ΚK ΜM ΝN ΟO ΡP ΤT ΥY ΧX οo νv αa ιi κk ρp υu χx γy"
_ARMENIAN = "օo ոn սu հh ցg զq լl ՏS ՍU ՕO"
LATIN_LOOKS: Final = {
    pair[0]: pair[1] for letters in (_CYRILLIC, _GREEK, _ARMENIAN) for pair in letters.split()
}
# Scripts with upper and lower case: a word never mixes two of them. East Asian scripts are not here.
_ALPHABETS = frozenset("LATIN GREEK CYRILLIC ARMENIAN CHEROKEE COPTIC LISU".split())
_ALL_ALIKE = frozenset(["CHEROKEE", "COPTIC", "LISU"])
# Letters of the IPA block that are used in languages of Azerbaijan and Africa.
_SPELLING = frozenset("\u0253\u0254\u0256\u0257\u0259\u025b\u0260\u0263\u0268\u0269\u0272\u0275\u0283"
                      "\u0289\u028a\u028b\u0292")  # fmt: skip
# All characters that the functions below may find doubtful.
_SUSPECT = re.compile(
    "[\u0250-\u02af\u0370-\u058f\u13a0-\u13ff\u1c80-\u1dbf\u2c80-\u2cff\ua4d0-\ua4ff\ua640-\ua69f"
    "\uab70-\uabbf\uff21-\uff5a\U0001d400-\U0001d7ff]"
)
_WORD = re.compile(r"[^\W\d_]+")
_SHORTEST = 2


def doubtful_word(text: str) -> str:
    """The first word with a letter that is not what it looks like; empty if there is none.

    That is a word with look-alikes from another script, a word with letters that no language uses, or a word
    of only look-alikes in a text that is otherwise Latin.
    """
    if text.isascii() or not _SUSPECT.search(text):
        return ""
    words: list[str] = _WORD.findall(text)
    plain = {_script(letter) for word in words if not _is_alike(word) for letter in word}
    for word in words:
        if word.isascii():
            continue
        scripts = {_script(letter) for letter in word} & _ALPHABETS
        if any(map(_is_odd, word)) or (len(scripts) > 1 and any(map(_looks_latin, word))):
            return word
        if len(word) >= _SHORTEST and _is_alike(word) and "LATIN" in plain and not scripts & plain:
            return word
    return ""


def skeleton(text: str) -> str:
    """A form of a text that is equal for texts that look the same, ignoring case."""
    if text.isascii():
        return text.casefold()
    known = unicodedata.normalize("NFKC", text)
    return "".join(map(_look, known)).casefold()


def _look(letter: str) -> str:
    if letter in LATIN_LOOKS:
        return LATIN_LOOKS[letter]
    name = unicodedata.name(letter, "")
    if name.startswith("LATIN LETTER SMALL CAPITAL ") and name[-2] == " ":
        return name[-1].lower()
    return letter


def _is_alike(word: str) -> bool:
    """Whether all letters of a word are of another script and look Latin."""
    return all(map(_looks_latin, word))


def _looks_latin(letter: str) -> bool:
    return letter in LATIN_LOOKS or _script(letter) in _ALL_ALIKE


@lru_cache(4096)
def _script(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0]


@lru_cache(4096)
def _is_odd(letter: str) -> bool:
    """Whether no language uses a letter: it is phonetic, mathematical or full-width."""
    if letter.isascii():
        return False
    if "\u0250" <= letter <= "\u02af":
        return letter not in _SPELLING
    name = unicodedata.name(letter, "")
    return name.startswith(("LATIN LETTER SMALL CAPITAL", "MATHEMATICAL ", "FULLWIDTH LATIN"))

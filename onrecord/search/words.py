"""The terms of a text: its words without case and accents, English ones by their stems.

`termsOf` in templates/theme/js/search.js does the same with a query; tests compare the two.

* Compatibility forms, case and accents are folded; in Arabic and Hebrew also the points; in Arabic also
  letters that are often interchanged, and the article.
* A word of a to z is replaced by its stem.
* In scripts without spaces every two neighbouring characters are a term.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from onrecord.search.stemming import stem
from onrecord.text.words import UNSPACED_SCRIPTS

FOLDED_LETTERS = {
    "ς": "σ", "ß": "ss", "ı": "i", "ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe",
    "ٱ": "ا", "ى": "ي", "ی": "ي", "ة": "ه", "ک": "ك",
}  # fmt: skip
_LETTERS = str.maketrans(FOLDED_LETTERS)
# Accents; Hebrew points; Arabic signs, including the hamza above a letter, and the tatweel.
SIGNS = "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed"
_SIGNS = re.compile(f"[{SIGNS}]+")
_GENITIVE = re.compile("['’]s(?![^\\W_])")
# Letters and digits; also the vowel signs of Indian scripts, which are neither.
INDIC = "\u0900-\u0963\u0966-\u096f\u0971-\u0dff"
_TOKEN = re.compile(f"[{UNSPACED_SCRIPTS}]+|(?:[^\\W_{UNSPACED_SCRIPTS}]|[{INDIC}])+")
_FIRST_UNSPACED = "\u0e00"
_UNSPACED = re.compile(f"[{UNSPACED_SCRIPTS}]")
_ARTICLE = re.compile("^[وبكف]?ال(?=...)")
_ENGLISH = re.compile("[a-z]+")


def fold(text: str) -> str:
    """A folded text: equal for texts that differ only in case, accents and the like."""
    if text.isascii():
        return text.lower()
    lower = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).lower())
    return unicodedata.normalize("NFC", _SIGNS.sub("", lower).translate(_LETTERS))


def terms_of(text: str) -> list[str]:
    """The terms of a text, in order, with repetitions."""
    terms: list[str] = []
    for token in _TOKEN.findall(_GENITIVE.sub("", fold(text))):
        if token[0] >= _FIRST_UNSPACED and _UNSPACED.match(token):
            terms += [token[at : at + 2] for at in range(max(len(token) - 1, 1))]
        else:
            terms.append(term_of(token))
    return terms


@lru_cache(1 << 16)
def term_of(word: str) -> str:
    """The term of a folded word."""
    if _ENGLISH.fullmatch(word):
        return stem(word)
    return word if word.isascii() else _ARTICLE.sub("", word)


@lru_cache(1 << 12)
def terms_of_name(name: str) -> tuple[str, ...]:
    """As `terms_of`, cached: for names and titles, which occur again and again."""
    return tuple(terms_of(name))

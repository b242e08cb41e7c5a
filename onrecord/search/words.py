"""The terms of a text: its words without case and accents, English ones by their stems.

`termsOf` in templates/theme/js/search_words.js does the same with a query; tests compare the two.

* Compatibility forms, case and accents are folded; in Arabic and Hebrew also the points; in Arabic also
  letters that are often interchanged, and the article.
* A word of a to z is replaced by its stem.
* The dots of initials are left out: `U.S.` is `US`. Words joined by hyphens are also one term, so `G-7` is
  found as `G7`, and a page by its slug.
* In scripts without spaces every two neighbouring characters are a term.

For phrases, which are found word for word, `words_of` gives the folded words without anything taken away.
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
_WORD = f"(?:[^\\W_{UNSPACED_SCRIPTS}]|[{INDIC}])+"
_TOKEN = re.compile(f"[{UNSPACED_SCRIPTS}]+|{_WORD}")
_ASCII_TOKEN = re.compile("[a-z0-9]+")  # the same in folded ASCII, in a third of the time
_JOINED = re.compile(f"{_WORD}(?:[-\u2010]{_WORD})+")
_HAS_LETTER = re.compile("[^-\u20100-9]")
# Latin, Greek, Cyrillic and Arabic letters with dots between them.
_LETTER = "[a-z\u00e0-\u024f\u0370-\u03ff\u0400-\u04ff\u0620-\u064a]"
_INITIALS = re.compile(f"(?<![^\\W_]){_LETTER}(?:\\.{_LETTER})+(?![^\\W_])")
_LEFT_OUT = "\u2026"  # also in the sign of an omission
_FIRST_UNSPACED = "\u0e00"
_UNSPACED = re.compile(f"[{UNSPACED_SCRIPTS}]")
_ARTICLE = re.compile("^[وبكف]?ال(?=...)")
# Words that do not count in a query, and that are indexed for phrases only with their neighbours. Not among
# them: words that change what is said, such as `not` and `against`, and `us`, which may be the country.
STOP_WORDS = frozenset(
    "a about an and are as at be been but by did do does for from had has have he her his how i if in is it"
    " its may of on or our said say says she so that the their them they this to was we were what when where"
    " which who whom whose why will with would you"
    " في من على الي عن ان ما هل هذا هذه التي الذي".split()
)
_ENGLISH = re.compile("[a-z]+")


def fold(text: str) -> str:
    """A folded text: equal for texts that differ only in case, accents and the like."""
    if text.isascii():
        return text.lower()
    lower = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).lower())
    return unicodedata.normalize("NFC", _SIGNS.sub("", lower).translate(_LETTERS))


def terms_of(text: str) -> list[str]:
    """The terms of a text, in order, with repetitions; then those of words joined by hyphens."""
    terms: list[str] = []
    folded = _without_dots(_GENITIVE.sub("", fold(text)))
    if folded.isascii():
        terms += map(term_of, _ASCII_TOKEN.findall(folded))
    else:
        for token in _TOKEN.findall(folded):
            if token[0] >= _FIRST_UNSPACED and _UNSPACED.match(token):
                terms += [token[at : at + 2] for at in range(max(len(token) - 1, 1))]
            else:
                terms.append(term_of(token))
    if "-" in folded or "\u2010" in folded:
        terms += [
            term_of(re.sub("[-\u2010]", "", joined))
            for joined in _JOINED.findall(folded)
            if _HAS_LETTER.search(joined)
        ]
    return terms


def words_of(text: str) -> list[str]:
    """The words of a text as phrases have them; characters in scripts without spaces.

    An empty word stands where the text leaves words out, so no phrase goes on there.
    """
    words: list[str] = []
    for number, part in enumerate(text.split(_LEFT_OUT)):
        if number:
            words.append("")
        folded = _without_dots(fold(part))
        if folded.isascii():
            words += _ASCII_TOKEN.findall(folded)
            continue
        for token in _TOKEN.findall(folded):
            words += token if token[0] >= _FIRST_UNSPACED and _UNSPACED.match(token) else [token]
    return words


def _without_dots(folded: str) -> str:
    return _INITIALS.sub(lambda found: found[0].replace(".", ""), folded) if "." in folded else folded


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

"""Stems of English words, by Martin Porter's algorithm Porter2.

http://snowballstem.org/algorithms/english/stemmer.html describes it, with the regions R1 and R2 and the
steps. `stem` in templates/theme/js/search_words.js does the same, and tests compare the two: a query must
give the terms that are in the index. A library would serve here but not in the browser, and takes too long
to load: as long as the whole search work for an edit may take.
"""

from __future__ import annotations

import re

_WHOLE = {
    "skis": "ski",
    "skies": "sky",
    "idly": "idl",
    "gently": "gentl",
    "ugly": "ugli",
    "early": "earli",
    "only": "onli",
    "singly": "singl",
}
_AS_THEY_ARE = frozenset("sky news howe atlas cosmos bias andes".split())
_AFTER_PLURAL = frozenset("inning outing canning herring earring proceed exceed succeed".split())
_CONSONANT_Y = re.compile("(^|[aeiouy])y")
_R1_AS_GIVEN = re.compile("^(?:gener|commun|arsen)")
_R1 = re.compile("[aeiouy][^aeiouy]")
_VOWEL = re.compile("[aeiouy]")
_PLURAL = re.compile("[aeiouy].+s$")
_PAST = re.compile("(?:ingly|edly|ing|ed)$")
_SHORT = re.compile("(?:^[aeiouy][^aeiouy]|[^aeiouy][aeiouy][^aeiouywxY])$")
_DOUBLE = re.compile(r"([bdfgmnprt])\1$")
# Each step replaces the longest of these endings that fits.
_STEP_2 = re.compile(
    "(?:ational|fulness|iveness|ization|ousness|biliti|lessli|tional|alism|aliti|ation|entli|fulli|iviti|ousli"
    "|abli|alli|anci|ator|enci|izer|bli|ogi|li)$"
)
_MADE_IN_2 = {
    "ational": "ate", "fulness": "ful", "iveness": "ive", "ization": "ize", "ousness": "ous", "biliti": "ble",
    "lessli": "less", "tional": "tion", "alism": "al", "aliti": "al", "ation": "ate", "entli": "ent",
    "fulli": "ful", "iviti": "ive", "ousli": "ous", "abli": "able", "alli": "al", "anci": "ance",
    "ator": "ate", "enci": "ence", "izer": "ize", "bli": "ble",
}  # fmt: skip
_STEP_3 = re.compile("(?:ational|tional|alize|ative|icate|iciti|ical|ness|ful)$")
_MADE_IN_3 = {
    "ational": "ate", "tional": "tion", "alize": "al", "icate": "ic", "iciti": "ic", "ical": "ic", "ness": "",
    "ful": "",
}  # fmt: skip
_STEP_4 = re.compile("(?:ement|able|ance|ence|ible|ment|ant|ate|ent|ion|ism|iti|ive|ize|ous|al|er|ic)$")


def stem(word: str) -> str:
    """The stem of a word, which has only the letters a to z."""
    if len(word) < 3 or word in _AS_THEY_ARE:
        return word
    if word in _WHOLE:
        return _WHOLE[word]
    word = _CONSONANT_Y.sub(r"\1Y", word)
    given = _R1_AS_GIVEN.match(word) or _R1.search(word)
    r1 = given.end() if given else len(word)
    later = _R1.search(word, r1)
    r2 = later.end() if later else len(word)
    word = _without_plural(word)
    if word in _AFTER_PLURAL:
        return word
    word = _without_past(word, r1)
    if len(word) > 2 and word[-1] in "yY" and word[-2] not in "aeiouy":
        word = f"{word[:-1]}i"
    word = _without_ending(word, r1, r2)
    if word.endswith("e"):
        if len(word) > r2 or (len(word) > r1 and not _SHORT.search(word[:-1])):
            word = word[:-1]
    elif word.endswith("ll") and len(word) > r2:
        word = word[:-1]
    return word.replace("Y", "y")


def _without_plural(word: str) -> str:
    """Step 1a."""
    if word.endswith("sses"):
        return word[:-2]
    if word.endswith(("ied", "ies")):
        return word[: -2 if len(word) > 4 else -1]
    if word.endswith("s") and not word.endswith(("us", "ss")) and _PLURAL.search(word):
        return word[:-1]
    return word


def _without_past(word: str, r1: int) -> str:
    """Step 1b."""
    for ending in ("eedly", "eed"):
        if word.endswith(ending):
            return f"{word[: -len(ending)]}ee" if len(word) - len(ending) >= r1 else word
    past = _PAST.search(word)
    if past is None or not _VOWEL.search(word, 0, past.start()):
        return word
    word = word[: past.start()]
    if word.endswith(("at", "bl", "iz")):
        return f"{word}e"
    if _DOUBLE.search(word):
        return word[:-1]
    return f"{word}e" if len(word) <= r1 and _SHORT.search(word) else word


def _without_ending(word: str, r1: int, r2: int) -> str:
    """Steps 2 to 4."""
    found = _STEP_2.search(word)
    if found and found.start() >= r1:
        before, ending = word[: found.start()], found[0]
        if ending == "ogi":
            word = f"{before}og" if before.endswith("l") else word
        elif ending == "li":
            word = before if before[-1:] in tuple("cdeghkmnrt") else word
        else:
            word = before + _MADE_IN_2[ending]
    found = _STEP_3.search(word)
    if found and found.start() >= r1:
        if found[0] != "ative":
            word = word[: found.start()] + _MADE_IN_3[found[0]]
        elif found.start() >= r2:
            word = word[: found.start()]
    found = _STEP_4.search(word)
    if found and found.start() >= r2 and (found[0] != "ion" or word[found.start() - 1] in "st"):
        word = word[: found.start()]
    return word

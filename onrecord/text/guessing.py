"""Decide whether a text is clearly in a language, or clearly not.

It uses the letters' script, if the language has only one, and for Latin script common short words. This is
not language detection: it only checks a stated language.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

# The script of languages that have only one, as in the names of Unicode characters.
_SCRIPTS = {
    "ARABIC": "ar fa ur ps ckb arz ary apc acm ajp",
    "HEBREW": "he iw yi",
    "CYRILLIC": "ru uk be bg mk ky",
    "GREEK": "el",
    "ARMENIAN": "hy",
    "GEORGIAN": "ka",
    "CJK": "zh ja yue wuu cmn",
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "HANGUL": "ko",
    "DEVANAGARI": "hi mr ne",
    "BENGALI": "bn as",
    "TAMIL": "ta",
    "TELUGU": "te",
    "THAI": "th",
    "ETHIOPIC": "am ti",
    "LATIN": "en fr de es it pt nl pl cs sk sv da nb no nn fi et lv lt hu ro tr vi id ca eu gl hr sl is ga",
}
_LANGUAGES = {script: frozenset(tags.split()) for script, tags in _SCRIPTS.items()}
_USUAL: dict[str, set[str]] = {}
for _script_name, _tags in _LANGUAGES.items():
    for _tag in _tags:
        _USUAL.setdefault(_tag, set()).add(_script_name)
_SHORT_WORDS = {
    "en": "the of and to in that is was for with as by it from not at be are have has an this which said",
    "fr": "le la les des du et un une en que qui dans pour pas sur au aux est avec par ce cette ont sont il",
    "de": "der die das und den von zu mit dem ist des nicht ein eine auf für als auch sich im an dass wird",
    "es": "el la los las de que y en un una por con para del se no al es lo su como más pero fue ha",
    "it": "il la le gli di che e in un una per con del della non si è da al dei alla sono ha nel come",
    "pt": "o a os as de que e em um uma por com para do da não se no na dos das ao é mais foi como",
    "nl": "de het een van en in is dat op te zijn met voor niet aan er om ook als bij door naar uit maar",
    "pl": "i w na z do nie się jest że to o jak od po za przez dla oraz który ma są było ale czy",
    "sv": "och att det i på som en är för av med den till inte har de om ett var från men sig",
    "tr": "ve bir bu da de için ile olarak çok daha olan gibi ama ne kadar sonra var değil dedi",
}
_STOP = {language: frozenset(words.split()) for language, words in _SHORT_WORDS.items()}
_EAST_ASIAN = frozenset(["CJK", "HIRAGANA", "KATAKANA", "HANGUL"])
_WORD = re.compile(r"[^\W\d_]+")
# The beginning of a longer text is enough.
_MUCH = 1200
_FEWEST_WORDS, _FEWEST_LETTERS = 10, 12
# The share of common short words: at least this in a text of the language, at most this in a text of another.
_MANY, _FEW = 0.16, 0.05
_MOST = 0.8


def is_in(language: str, text: str) -> bool | None:
    """Whether a text is in a language, by its BCP 47 tag; None if that is not clear."""
    primary, *subtags = language.lower().split("-")
    if any(len(subtag) == 4 and subtag.isalpha() for subtag in subtags) or primary not in _USUAL:
        return None
    words = _WORD.findall(text[:_MUCH])
    script = _script_of(words)
    if not script:
        return None
    if script not in _USUAL[primary]:
        is_east_asian = _EAST_ASIAN.issuperset({script, *_USUAL[primary]})
        return None if is_east_asian else False
    if script != "LATIN":
        return True if len(_LANGUAGES[script]) == 1 else None
    if len(words) < _FEWEST_WORDS or primary not in _STOP:
        return None
    lower = [word.lower() for word in words]
    own = _share(lower, primary)
    if _FEW < own < _MANY:
        return None
    other = max(_share(lower, known) for known in _STOP if known != primary)
    if own >= _MANY:
        return True if own > 2 * other else None
    # A single word that is repeated is no sign of another language: `a` is Portuguese, too.
    others = (known for known in _STOP if known != primary and len(_STOP[known].intersection(lower)) > 1)
    return False if any(_share(lower, known) >= _MANY for known in others) else None


def may_be_in(language: str, text: str) -> bool:
    """Whether a text, even a short one, shows signs of a language.

    The signs are at least half of the letters in its script, and in Latin script some of its short words.
    """
    primary = language.partition("-")[0].lower()
    words = _WORD.findall(text[:_MUCH].lower())
    letters = Counter(map(_script, "".join(words)))
    usual = _USUAL.get(primary, set())
    own = sum(letters[script] for script in (_EAST_ASIAN if usual & _EAST_ASIAN else usual))
    if not own or own < letters.total() / 2:
        return False
    if primary not in _STOP:
        return True
    share = _share(words, primary)
    return share > _FEW and share >= max(_share(words, known) for known in _STOP)


def contradicts(language: str, text: str) -> bool:
    """Whether a text is clearly not in a language: `is_in` is False; faster if it is in the language."""
    primary = language.partition("-")[0].lower()
    if primary in _STOP:
        start = text[:_MUCH]
        # A text has at most one word per two characters, plus one; half a text may cut another one.
        fewest = max(_FEWEST_WORDS, _FEW * (len(start) + 1) / 2 + 1)
        is_short = _STOP[primary].__contains__
        # Usually the first half has enough of them.
        enough = any(sum(map(is_short, part.split())) >= fewest for part in (start[: _MUCH // 2], start))
        if enough and _is_mostly_ascii(start):
            return False
    return is_in(language, text) is False


def _share(words: Sequence[str], language: str) -> float:
    """The share of a language's short words among some words."""
    stop = _STOP[language]
    return sum(map(stop.__contains__, words)) / len(words)


def _is_mostly_ascii(text: str) -> bool:
    return text.isascii() or len(text.encode("ascii", "ignore")) >= _MOST * len(text)


def _script_of(words: list[str]) -> str:
    """The script of most letters; empty if there are few letters, or no script has most."""
    letters = Counter(map(_script, "".join(words)))
    total = letters.total()
    if total < _FEWEST_LETTERS:
        return ""
    (script, most), *_ = letters.most_common(1)
    if most >= _MOST * total:
        return script
    if sum(letters[script] for script in _EAST_ASIAN) < _MOST * total:
        return ""
    # Japanese mixes three scripts; Korean may have Chinese letters.
    return "HANGUL" if letters["HANGUL"] > letters["HIRAGANA"] + letters["KATAKANA"] else "HIRAGANA"


@lru_cache(8192)
def _script(letter: str) -> str:
    return "LATIN" if letter.isascii() else unicodedata.name(letter, "").partition(" ")[0]


def length_in_latin(text: str) -> float:
    """The approximate number of letters of a text, or of its translation into a Latin script."""
    return sum(_WEIGHTS.get(_script(letter), 1.0) for letter in text if not letter.isspace())


_WEIGHTS = {"CJK": 3.5, "HANGUL": 2.5, "HIRAGANA": 1.5, "KATAKANA": 1.5, "ARABIC": 1.3, "HEBREW": 1.3}

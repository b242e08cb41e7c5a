"""What drafts know of a language: word lists, one file for each in `data/`."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from msgspec import Struct

from onrecord.text.guessing import is_in, may_be_in

_DATA = Path(__file__).parent / "data"
LANGUAGES = tuple(sorted(path.stem for path in _DATA.glob("*.toml")))
# Those of which `is_in` can be asked. English first: the others are only tried if it is not that.
_GUESSABLE = "en de fr es it pt nl pl sv tr ar fa he ru uk el hy ka zh ja ko hi bn ta te th am".split()
# Of several languages in one script, a text with few of the usual words is taken for the first.
_UNSURE = frozenset("fa uk ja hi".split())


class DraftWords(Struct, frozen=True):
    """The lists of a language.

    Attributes:
        months: the number of each month's name and of its abbreviations, in lower case.
        open: words that leave something open, as patterns.
        furniture: lines at the ends of a page that are not the article's, as patterns.
        paywall: words of a page that shows only the beginning.
        organisations: words that only names of organisations have.
        dates: patterns of dates with the groups day, month and year.
        states: words that only names of states have.
        edges: words in front of a description that do not belong to it.
        without_year: days without a year.
        joins_words: whether a title may be the end of a longer word.
        relaying: a publisher that says whom it relays, with the groups publisher and relays.
    """

    months: dict[str, int]
    open: re.Pattern[str]
    furniture: re.Pattern[str]
    paywall: re.Pattern[str]
    organisations: frozenset[str]
    states: frozenset[str]
    dates: tuple[re.Pattern[str], ...]
    edges: frozenset[str]
    without_year: re.Pattern[str]
    relaying: re.Pattern[str]
    joins_words: bool


def language_of(text: str) -> str:
    """The language that a text seems to be in, by its BCP 47 tag; empty if none does."""
    clear = next((tag for tag in _GUESSABLE if is_in(tag, text)), "")
    return clear or next((tag for tag in _GUESSABLE if tag not in _UNSURE and may_be_in(tag, text)), "")


@cache
def words_of_language(tag: str) -> DraftWords:
    """The lists of a language; those of English for one without lists of its own."""
    name = tag.partition("-")[0].lower()
    return _read(name if name in LANGUAGES else "en")


def has_lists(tag: str) -> bool:
    """Whether there are lists for a language."""
    return tag.partition("-")[0].lower() in LANGUAGES


def _read(name: str) -> DraftWords:
    data: dict[str, Any] = tomllib.loads((_DATA / f"{name}.toml").read_text(encoding="utf-8"))
    months = {
        word: number for number, row in enumerate(data["months"], start=1) for word in row.lower().split()
    }
    month = "|".join(sorted((re.escape(word) for word in months), key=len, reverse=True))
    return DraftWords(
        months=months,
        open=_any(data["open"]),
        furniture=_any(data["furniture"]),
        paywall=_any(data["paywall"]),
        organisations=frozenset(data["organisations"].lower().split()),
        states=frozenset(data["states"].lower().split()),
        dates=tuple(
            re.compile(pattern.replace("MONTH", f"(?P<month>{month})"), re.IGNORECASE)
            for pattern in [*data["dates"], r"\b(?P<year>\d{4})-(?P<number>\d{2})-(?P<day>\d{2})(?!\d)"]
        ),
        edges=frozenset(data["edges"].lower().split()),
        without_year=re.compile(data["dates_without_year"].replace("MONTH", f"(?:{month})"), re.IGNORECASE),
        relaying=re.compile(data["relaying"]),
        joins_words=data.get("joins_words", False),
    )


def _any(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)

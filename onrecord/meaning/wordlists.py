"""The word lists of a language, from `data/<language>.toml`.

The lists of a language are read when the first briefing in it is checked, once per process.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from msgspec import Struct

from onrecord.meaning.patterns import Words, pattern_set, union, word_set
from onrecord.meaning.vocabulary import (
    Clauses,
    Condition,
    Correction,
    Joke,
    Negation,
    Quantity,
    Says,
    Silence,
)
from onrecord.text.sentences import Sentences

_DATA = Path(__file__).parent / "data"
LANGUAGES = frozenset(path.stem for path in _DATA.glob("*.toml"))
# For languages without lists: a passage of one word says little in any language.
SHORTEST = 2


class Wordlist(Struct, frozen=True, dict=True):
    """The lists of a language; None for those that it lacks."""

    shortest: int
    sentences: Sentences
    prefixes: tuple[str, ...]
    clauses: Clauses
    negation: Negation
    condition: Condition
    joke: Joke | None
    quantity: Quantity | None
    silence: Silence | None
    correction: Correction | None
    says: Says | None

    @cached_property
    def before(self) -> Words:
        """The words before a piece that call for a closer check."""
        sets = [self.negation.words, self.negation.before_small_letters, self.negation.denials.keys]
        sets += [self.condition.words.keys, self.condition.doubts.keys, self.condition.inverted]
        if self.joke:
            sets += [self.joke.words.keys, self.joke.after_names, self.joke.at_start.keys]
        return union(*sets)

    @cached_property
    def after(self) -> Words:
        """The words after a piece that call for a closer check."""
        sets = [self.negation.after.keys, self.condition.words.keys]
        if self.negation.after_reach:
            sets += [self.negation.words, self.negation.before_small_letters]
        if self.joke:
            sets.append(self.joke.after)
        return union(*sets)


def wordlist_of(language: str) -> Wordlist | None:
    """The lists of a language, by its BCP 47 tag; None if there are none."""
    name = language.partition("-")[0].lower()
    return _read(name) if name in LANGUAGES else None


@cache
def sentences_of(language: str) -> Sentences:
    """The rules for ends of sentences; without lists, everything that may be an abbreviation is one."""
    words = wordlist_of(language)
    if words is not None:
        return words.sentences
    known = [_read(name).sentences.abbreviations for name in sorted(LANGUAGES)]
    return Sentences(frozenset().union(*known), ordinals=True)


@cache
def _read(name: str) -> Wordlist:
    data = tomllib.loads((_DATA / f"{name}.toml").read_text(encoding="utf-8"))
    adverbs = word_set(data["adverbs"])
    return Wordlist(
        shortest=data["shortest"],
        sentences=Sentences(frozenset(data["abbreviations"].split()), data.get("ordinals", False)),
        prefixes=tuple(data.get("prefixes", "").split()),
        clauses=_clauses(data["negation"], adverbs),
        negation=_negation(data["negation"], adverbs),
        condition=_condition(data["condition"]),
        joke=_joke(data["joke"]) if "joke" in data else None,
        quantity=_quantity(data["quantity"]) if "quantity" in data else None,
        silence=Silence(pattern_set(data["silence"]["words"]), word_set(data["silence"]["unless"]))
        if "silence" in data
        else None,
        correction=Correction(
            pattern_set(data["correction"]["starts"]), word_set(data["correction"]["labels"])
        )
        if "correction" in data
        else None,
        says=_says(data["says"], data.get("numbers", {})) if "says" in data else None,
    )


def _clauses(data: Mapping[str, Any], adverbs: Words) -> Clauses:
    return Clauses(
        breaks=word_set(data["breaks"]),
        negated=word_set(data.get("negated", "")),
        particles=pattern_set(data.get("particles", [])),
        before_subjects=word_set(data.get("before_subjects", "")),
        subjects=word_set(data.get("subjects", "")),
        opens=word_set(data["opens"]),
        opened=word_set(data.get("opened", data["breaks"])),
        joins=word_set(data["joins"]),
        resumes=word_set(data["resumes"]),
        finite=word_set(data.get("finite", "")),
        relatives=word_set(data.get("relatives", "")),
        says=word_set(data["says"]),
        after_comma=word_set(data.get("after_comma", "")),
        adverbs=adverbs,
    )


def _negation(data: Mapping[str, Any], adverbs: Words) -> Negation:
    return Negation(
        reach=data["reach"],
        words=word_set(data["words"]),
        before_small_letters=word_set(data.get("before_small_letters", "")),
        denials=pattern_set(data["denials"]),
        undone_by=word_set(data["undone_by"]),
        harmless=pattern_set(data["harmless"]),
        after=pattern_set(data["after"], adverbs),
        after_reach=data["after_reach"],
        after_breaks=word_set(data.get("after_breaks", "")),
    )


def _condition(data: Mapping[str, Any]) -> Condition:
    return Condition(
        reach=data["reach"],
        words=pattern_set(data["words"]),
        doubts=pattern_set(data["doubts"]),
        harmless=pattern_set(data["harmless"]),
        asks=word_set(data["asks"]),
        inverted=word_set(data.get("inverted", "")),
        starts=word_set(data["starts"]),
        skips=word_set(data["skips"]),
        goes_on=pattern_set(data.get("goes_on", [])),
    )


def _joke(data: Mapping[str, Any]) -> Joke:
    return Joke(
        reach=data["reach"],
        words=pattern_set(data["words"]),
        after_names=word_set(data["after_names"]),
        at_start=pattern_set(data["at_start"]),
        after=word_set(data["after"]),
        pronouns=word_set(data["pronouns"]),
    )


def _quantity(data: Mapping[str, Any]) -> Quantity:
    return Quantity(
        before=pattern_set(data["before"]),
        numbers=word_set(data["numbers"]),
        articles=word_set(data["articles"]),
        wholes=word_set(data["wholes"]),
        units=pattern_set(data["units"]),
    )


def _says(data: Mapping[str, Any], numbers: Mapping[str, int]) -> Says:
    return Says(
        negators=word_set(data["negators"]),
        negative=word_set(data["negative"]),
        lacking=word_set(data["lacking"]),
        ifs=word_set(data["ifs"]),
        than=word_set(data["than"]),
        more_than=pattern_set(data["more_than"]),
        expect_no=pattern_set(data["expect_no"]),
        ends=word_set(data["ends"]),
        function_words=word_set(data["function_words"]),
        first_person=data["first_person"],
        numbers={word: str(value) for word, value in numbers.items()},
    )

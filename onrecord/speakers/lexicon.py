"""The word lists of a language: YAML files in `data/`; each list is a text with words between spaces."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, Protocol

import yaml
from msgspec import Struct, convert

from onrecord.text.yaml_events import LOADER

_DATA = Path(__file__).resolve().parent / "data"

Words = frozenset[str]


class RoleWords(Protocol):
    """The word lists for comparing mentions with names."""

    titles: Words
    roles: Words
    things: Words
    determiners: Words
    indefinites: Words


class _Lists(Struct, frozen=True, forbid_unknown_fields=True):
    """The lists as the file has them."""

    sure: str
    lead: str
    passive: str
    passive_after: str
    not_a_cue_after: str
    pronouns: str
    singular_pronouns: str
    who: str
    auxiliaries: str
    adverbs: str
    weekdays: str
    times: str
    time_openers: str
    prepositions: str
    noun_prepositions: str
    place_prepositions: str
    conjunctions: str
    subordinators: str
    blocked_after: str
    opens_apposition: str
    determiners: str
    indefinites: str
    titles: str
    male_titles: str
    female_titles: str
    name_suffixes: str
    particles: str
    roles: str
    things: str
    third_past: str
    phrases_of_two: str
    not_a_name: str
    abbreviations: str
    verb_endings: str


class Lexicon:
    """The English word lists for the rules; all in lower case except `abbreviations`.

    Attributes:
        cues: every form of every verb of saying.
        sure: the forms of verbs that follow a quotation as well as introduce one.
        bare: forms without an ending, which need a plural subject.
        participles: forms in -ing.
        inverted: forms that can be between a quotation and its speaker (`“…,” said Holt`).
        stops: words that end a noun phrase.
    """

    def __init__(self, lists: _Lists) -> None:
        words = {field: frozenset(getattr(lists, field).split()) for field in lists.__struct_fields__}
        sure, lead = _rows(lists.sure), _rows(lists.lead)
        self.sure: Words = frozenset(form for row in sure for form in row)
        self.cues: Words = self.sure | {form for row in lead for form in row}
        self.bare: Words = frozenset(row[0] for row in (*sure, *lead) if row[0] != row[2])
        self.participles: Words = frozenset(row[3] for row in (*sure, *lead))
        self.inverted: Words = frozenset(
            form for row in sure for form in (*row[1:3], "say") if row[0] != "tell"
        )
        self.passive: Words = words["passive"]
        self.passive_after: Words = words["passive_after"]
        self.not_a_cue_after: Words = words["not_a_cue_after"]
        self.pronouns: Words = words["pronouns"]
        self.singular_pronouns: Words = words["singular_pronouns"]
        self.who: Words = words["who"]
        self.auxiliaries: Words = words["auxiliaries"]
        self.adverbs: Words = words["adverbs"]
        self.weekdays: Words = words["weekdays"]
        self.times: Words = words["times"]
        self.time_openers: Words = words["time_openers"]
        self.prepositions: Words = words["prepositions"]
        self.noun_prepositions: Words = words["noun_prepositions"]
        self.place_prepositions: Words = words["place_prepositions"]
        self.conjunctions: Words = words["conjunctions"]
        self.subordinators: Words = words["subordinators"]
        self.blocked_after: Words = words["blocked_after"]
        self.opens_apposition: Words = words["opens_apposition"]
        self.determiners: Words = words["determiners"]
        self.indefinites: Words = words["indefinites"]
        self.titles: Words = words["titles"]
        self.male_titles: Words = words["male_titles"]
        self.female_titles: Words = words["female_titles"]
        self.name_suffixes: Words = words["name_suffixes"]
        self.particles: Words = words["particles"]
        self.roles: Words = words["roles"] | {f"{role}s" for role in words["roles"]}
        self.things: Words = words["things"]
        self.third_past: Words = words["third_past"]
        self.phrases_of_two: Words = words["phrases_of_two"]
        self.not_a_name: Words = words["not_a_name"]
        self.abbreviations: Words = words["abbreviations"]
        self.verb_endings: tuple[str, ...] = tuple(sorted(words["verb_endings"]))
        self.stops: Words = (
            self.conjunctions | self.auxiliaries | self.pronouns | self.who | (self.cues - self.bare)
        )


def _rows(text: str) -> list[list[str]]:
    return [line.split() for line in text.splitlines()]


@cache
def english() -> Lexicon:
    """The English lists, read when they are first needed."""
    return Lexicon(convert(read_lists("en"), _Lists))


def read_lists(language: str) -> Any:
    """The word lists of a language, as its file has them."""
    return yaml.load((_DATA / f"{language}.yml").read_text(encoding="utf-8"), LOADER)  # noqa: S506 - a safe one

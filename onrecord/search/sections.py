"""The part of a segment in each file."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from onrecord.exports.files import compact_json
from onrecord.record import Record
from onrecord.search.phrases import phrases_of
from onrecord.search.postings import SKIPS, THINGS, divided, inverted
from onrecord.search.segments import Files, Segment
from onrecord.search.things import TITLE, Thing, Unit
from onrecord.search.words import terms_of, terms_of_name, words_of
from onrecord.text.dates import in_order

_DIGITS = THINGS + SKIPS
_FORGIVEN = 4  # letters of a word, and more, in which one may be wrong
_DAY_DIGITS = 4  # added to `in_order`; templates/theme/js/search_index.js turns it back into a date


class Section(Struct, frozen=True):
    """A segment's parts of the index, each as text for a script.

    Attributes:
        facts: the code, day and outlet of each thing, for filters and for the order of results.
        terms: one part per file of terms.
        names: the names of actors or issues with their ids, for the filters, each with what it is filed
            under, unless that is the name in small letters.
        phrases: one part per file of phrases.
        lengths: the room of each thing in the numbering of words, for phrases.
        spellings: the words of names, for queries with a letter wrong.
    """

    facts: str
    terms: tuple[str, ...]
    names: str
    phrases: tuple[str, ...]
    lengths: str
    spellings: str


def section_of(record: Record, segment: Segment, files: Files) -> Section:
    """A segment's part of each file of the index; `files` are the numbers of files."""
    units = list(segment.units(record))
    phrases = phrases_of((texts_of_thing(thing) for unit in units for thing in unit.things), files.phrases)
    terms = inverted([terms_of_thing(thing) for thing in unit.things] for unit in units)
    return Section(
        facts=as_script(_facts(units)),
        terms=tuple(map(as_script, divided(terms, files.words))),
        names=as_script([_named(unit) for unit in units]),
        phrases=tuple(map(as_script, phrases.parts)),
        lengths=as_script(phrases.lengths),
        spellings=as_script(" ".join(sorted(_spellings(units)))),
    )


def _named(unit: Unit) -> list[str]:
    named = [unit.page, unit.title]
    return named if unit.filed == unit.title.lower() else [*named, unit.filed]


def texts_of_thing(thing: Thing) -> tuple[str, ...]:
    """The texts whose phrases find a thing. A title is one of the page's own texts, too."""
    return () if thing.code == TITLE else (*thing.texts, *thing.names)


def _spellings(units: Iterable[Unit]) -> set[str]:
    names = {name for unit in units for name in (unit.outlet, *unit.things[0].texts)}
    return {word for name in names for word in words_of(name) if len(word) >= _FORGIVEN}


def terms_of_thing(thing: Thing) -> set[str]:
    """The terms of a thing, and its filters as terms."""
    terms = set(terms_of("\n".join(thing.texts)))
    for name in thing.names:
        terms.update(terms_of_name(name))
    terms.update(f"{kind}={id_}" for kind, id_ in thing.filters)
    return terms


def _facts(units: Iterable[Unit]) -> list[str | list[str]]:
    """The outlets, and a text with one word per unit: its day, outlet, and the codes of its things."""
    listed = list(units)
    outlets = sorted({unit.outlet for unit in listed})
    number = {outlet: at for at, outlet in enumerate(outlets)}
    words = (
        _number(in_order(unit.day), _DAY_DIGITS)
        + _number(number[unit.outlet], 2)
        + "".join(thing.code for thing in unit.things)
        for unit in listed
    )
    return [outlets, " ".join(words)]


def _number(number: int, digits: int) -> str:
    text = ""
    for _ in range(digits):
        number, digit = divmod(number, len(_DIGITS))
        text = _DIGITS[digit] + text
    return text


def as_script(value: object) -> str:
    """JSON that is also valid JavaScript in every browser."""
    return compact_json(value).replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")

"""The part of a segment in each file."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from onrecord.exports.files import compact_json
from onrecord.model import Record
from onrecord.search.postings import SKIPS, THINGS, divided, inverted
from onrecord.search.segments import Segment
from onrecord.search.things import Thing, Unit
from onrecord.search.words import terms_of, terms_of_name
from onrecord.text.dates import in_order

_DIGITS = THINGS + SKIPS
_DAY_DIGITS = 4  # added to `in_order`; templates/theme/js/search.js turns it back into a date


class Section(Struct, frozen=True):
    """A segment's parts of the index, each as text for a script.

    Attributes:
        facts: the code, day and outlet of each thing, for filters and for the order of results.
        terms: one part per file of terms.
        names: the names of actors or issues with their ids, for the filters.
    """

    facts: str
    terms: tuple[str, ...]
    names: str


def section_of(record: Record, segment: Segment, files: int) -> Section:
    """A segment's part of each file of the index; `files` is the number of files with terms."""
    units = list(segment.units(record))
    terms = inverted([terms_of_thing(thing) for thing in unit.things] for unit in units)
    return Section(
        facts=as_script(_facts(units)),
        terms=tuple(map(as_script, divided(terms, files))),
        names=as_script([[unit.page, unit.title] for unit in units]),
    )


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

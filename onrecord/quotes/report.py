"""The result of a quote check, for people and for programs.  Pure."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from onrecord.quotes.checking import Checked, Outcome, QuoteCheck
from onrecord.quotes.places import Citing, Place
from onrecord.quotes.searching import MAX_FOUND
from onrecord.text.characters import make_visible
from onrecord.text.counting import counted

# The text shows at most this many quotations.
MAX_SHOWN = 300
MAX_CHARACTERS_SHOWN = 240
MAX_DIFFERENCES = 6
_COLOURS = {Outcome.WORD_FOR_WORD: "32", Outcome.DIFFERS: "33", Outcome.NOT_ON_RECORD: "31"}
_SAID = {
    Outcome.WORD_FOR_WORD: "stands word for word",
    Outcome.DIFFERS: "stands differently",
    Outcome.NOT_ON_RECORD: "not on record",
}


def as_text(checked: QuoteCheck, name: str, *, colour: bool = False) -> str:
    """For people: each quotation with its places, but for those of one or two words that are nowhere.

    Args:
        checked: the result.
        name: of the text's file, for places in it.
        colour: whether the terminal shows colours.
    """
    told = [one for one in checked.quotations if one.outcome is not Outcome.SKIPPED]
    blocks = [_block(one, name, colour) for one in told[:MAX_SHOWN]]
    if len(told) > MAX_SHOWN:
        blocks.append(f"{counted(len(told) - MAX_SHOWN, 'more quotation')}; --format json lists all\n")
    return "\n".join(blocks)


def as_json(checked: QuoteCheck, name: str) -> str:
    """For programs: an array with an object per quotation, in the order of the text."""
    return json.dumps([_object(one, name) for one in checked.quotations], ensure_ascii=False, indent=2)


def summary(checked: QuoteCheck) -> str:
    """The numbers, on one line."""
    told = len(checked.quotations) - checked.number(Outcome.SKIPPED)
    numbers = [
        (checked.number(Outcome.WORD_FOR_WORD), "word for word"),
        (checked.number(Outcome.DIFFERS), "differently"),
        (checked.number(Outcome.NOT_ON_RECORD), "not on record"),
    ]
    parts = ", ".join(f"{number:,} {what}" for number, what in numbers if number)
    line = f"{counted(told, 'quotation')}{f': {parts}' if parts else ''}"
    skipped = checked.number(Outcome.SKIPPED)
    if skipped:
        line += f"; skipped {skipped:,} of one or two words, not on record"
    return f"{line}; compared with {counted(checked.articles, 'article')}"


def _block(one: Checked, name: str, colour: bool) -> str:
    said = _SAID[one.outcome]
    place = make_visible(name) + (f":{one.line}:{one.column}" if one.line else "")
    painted = f"\033[1;{_COLOURS[one.outcome]}m{said}\033[0m" if colour else said
    lines = [f"“{_shorten(one.quotation)}”", *_lines(one)]
    return "\n".join([f"{place}: {painted}", *(f"   {make_visible(line)}" for line in lines)]) + "\n"


def _lines(one: Checked) -> Iterator[str]:
    """What follows the words of a quotation."""
    if one.outcome is Outcome.WORD_FOR_WORD:
        for place in one.places:
            yield f"in {place.article}:{place.line}"
            yield from (f"   {line}" for line in _whose(place))
        others = one.articles - len(one.places)
        if others > 0:
            more = " or more" if one.articles == MAX_FOUND else ""
            yield f"and in {counted(others, 'other article')}{more}"
    elif one.outcome is Outcome.DIFFERS:
        (place,) = one.places
        yield f"nearest, {place.article}:{place.line}: “{_shorten(place.words)}”"
        if place.lines_apart:
            lines = ", ".join(map(str, place.lines_apart))
            yield f"differs: its parts do not stand together there (lines {lines})"
        else:
            yield f"differs: {_differing(one.differences)}"
        yield from _whose(place)
    else:
        yield "no article on record has these words, or similar ones"


def _whose(place: Place) -> Iterator[str]:
    yield from (f"cited by {citing.address}: {_name(citing)}" for citing in place.cited_by)
    if not place.cited_by:
        told = f"; beside it the article names “{_shorten(place.speaker)}”" if place.speaker else ""
        marks = "" if place.is_quoted else "; it is not inside quotation marks there"
        yield f"no position cites it{told}{marks}"


def _name(citing: Citing) -> str:
    unnamed = ", unnamed source" if citing.is_unnamed else ""
    via = f" via {citing.via}" if citing.via else ""
    part = "" if citing.is_whole else "; its passage has only a part of these words"
    return f"{citing.name}, {citing.basis}{via}{unnamed}{part}"


def _differing(differences: Sequence[tuple[str, str]]) -> str:
    pairs = [" / ".join(_shorten(side) or "(nothing)" for side in pair) for pair in differences]
    more = " …" if len(pairs) > MAX_DIFFERENCES else ""
    return f"{'; '.join(pairs[:MAX_DIFFERENCES])}{more}"


def _shorten(text: str) -> str:
    return text if len(text) <= MAX_CHARACTERS_SHOWN else f"{text[:MAX_CHARACTERS_SHOWN].rstrip()} …"


def _object(one: Checked, name: str) -> dict[str, Any]:
    return {
        "path": name,
        "line": one.line,
        "column": one.column,
        "quotation": one.quotation,
        "outcome": one.outcome.value.replace(" ", "-"),
        "articles": one.articles,
        "differences": [list(pair) for pair in one.differences],
        "places": [_place(place) for place in one.places],
    }


def _place(place: Place) -> dict[str, Any]:
    return {
        "article": place.article,
        "line": place.line,
        "words": place.words,
        "quoted": place.is_quoted,
        "cited_by": [
            {
                "address": citing.address,
                "actor": citing.actor,
                "name": citing.name,
                "basis": citing.basis,
                "via": citing.via,
                "unnamed": citing.is_unnamed,
                "whole": citing.is_whole,
            }
            for citing in place.cited_by
        ],
        "speaker": place.speaker,
        "lines_apart": list(place.lines_apart),
    }

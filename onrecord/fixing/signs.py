"""Type YAML's own signs where a look-alike stands, or the space after them is missing."""

from __future__ import annotations

import re

from onrecord.fixing.context import Context
from onrecord.fixing.edits import Choice, Edit, Fix
from onrecord.rules.problems import Problem
from onrecord.schema import models as schema
from onrecord.text.folding import DASHES

_DASH = re.compile(
    rf" *(?:(?P<dash>[{re.escape(DASHES.replace('-', ''))}])(?P<gap> ?)(?=[\w\"'“])"
    r"|(?P<hyphen>-)(?=[A-Za-z_]+:(?:\s|$)))"
)
_KEY = re.compile(r"(?P<key>[a-z_]+)(?P<colon>[:：])(?![\s/])")
_OF_BRIEFINGS = schema.Brief, schema.Source, schema.ListedActor, schema.Position, schema.Question
_MODELS = *_OF_BRIEFINGS, schema.Correction, schema.Accepted, schema.Actor, schema.Issue
_KEYS = frozenset(key for model in _MODELS for key in schema.keys_of(model))
_WIDE_COLON = "："
_GAP = re.compile(r"- *")
_NAMES = {":": "colon", "-": "hyphen"}


def sign(problem: Problem, context: Context) -> Fix | None:
    """Add the space after a colon or a hyphen, or replace a dash or a colon that only looks like YAML's."""
    place = context.offset(problem.location)
    text = context.file.text
    gap = _GAP.match(context.file.with_hyphens, place)
    if gap and text[place : gap.end()] != gap.group():
        shown = text[place : gap.end()].strip()
        return Fix(problem, (Choice(f"{shown} → -", (Edit(place, gap.end(), gap.group()),)),))
    here, following = text[place : place + 1], text[place + 1 : place + 2]
    if here in _NAMES and following.strip():
        return _space_after(problem, place, _NAMES[here])
    if here == _WIDE_COLON:
        edit = Edit(place, place + 1, ": " if following.strip() else ":")
        return Fix(problem, (Choice(f"{here} → :", (edit,)),))
    return dash(problem, context)


def key_of(problem: Problem, context: Context, place: int) -> Fix | None:
    """Write the colon and the space after a key that YAML reads as a text: `actor:ana-kresh`."""
    file = context.file
    key = _KEY.match(file.text, place)
    before = file.text[file.lines.offset(file.lines.line(place), 1) : place]
    if key is None or key["key"] not in _KEYS or before.strip(" -"):
        return None
    edit = Edit(key.start("colon"), key.end(), ": ")
    return Fix(problem, (Choice(f"{key.group()} → {key['key']}: ", (edit,)),))


def text_for_keys(problem: Problem, context: Context) -> Fix | None:
    """As `key_of`, for an item that is a text where keys are needed."""
    return key_of(problem, context, context.offset(problem.location))


def dash(problem: Problem, context: Context) -> Fix | None:
    """Write the hyphen and the space that begin an item, in this line or in the one above."""
    lines = context.file.lines
    for number in (problem.location.line - 1, problem.location.line):
        match = _DASH.match(context.file.text, lines.offset(number, 1), lines.end(number)) if number else None
        if match and match["hyphen"]:
            return _space_after(problem, match.end() - 1, "hyphen")
        if match:
            edit = Edit(match.start("dash"), match.end("dash"), "-" if match["gap"] else "- ")
            return Fix(problem, (Choice(f"{match['dash']} → -", (edit,)),))
    return None


def _space_after(problem: Problem, place: int, name: str) -> Fix:
    return Fix(problem, (Choice(f"a space after this {name}", (Edit(place + 1, place + 1, " "),)),))

"""List actors in a briefing who speak in it and are in the register."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.fixing.context import Context
from onrecord.fixing.edits import Choice, Edit, Fix, line_break_of
from onrecord.fixing.values import Value
from onrecord.problems import Problem
from onrecord.rules import fields, rules_of, syntax
from onrecord.text.suggestions import KnownNames

_OF_FORM = frozenset((*rules_of(syntax), *rules_of(fields)))


def not_listed(problem: Problem, context: Context) -> Fix | None:
    """Add an actor to the list; ask if one with a similar id is there.

    If YAML reads the file differently than meant, or a key is wrong, the actor may be listed in another way.
    """
    value = context.value_at(problem.location)
    listed = _listed(context)
    if any(one.is_error and one.rule in _OF_FORM for one in context.problems):
        return None
    if value is None or value.style not in ("", "'", '"') or not listed:
        return None
    add = Choice(f"{value.words} added to `actors`", (_item(value.words, listed, context),))
    near = KnownNames([id_.words for _, id_ in listed]).nearest(value.words)
    if not near:
        return Fix(problem, (add,))
    other = Edit(value.start, value.end, f"{value.style}{near}{value.style}")
    replace = Choice(f"{value.words} → {near}", (other,))
    return Fix(problem, (replace, add), f"is {value.words} the actor {near} of this briefing?")


def _listed(context: Context) -> Sequence[tuple[Value, Value]]:
    """The keys and values of the ids in the list of actors, if each item begins on its own line."""
    found: list[tuple[Value, Value]] = []
    key, group = None, ""
    for value in context.file.values:
        if value.is_key:
            key = value
            group = value.words if value.owner < 0 else group
        elif key is not None and key.words == "id" and group == "actors":
            found.append((key, value))
    return found if not any(value.in_brackets for pair in found for value in pair) else ()


def _item(id_: str, listed: Sequence[tuple[Value, Value]], context: Context) -> Edit:
    """A new item below the last one."""
    key, last = listed[-1]
    file = context.file
    end = line_break_of(file.text)
    number = line = file.lines.line(last.end)
    while file.lines.end(line) < len(file.text):
        line += 1
        text = file.text[file.lines.offset(line, 1) : file.lines.end(line)]
        indent = len(text) - len(text.lstrip(" "))
        if text.strip() and indent <= key.owner:
            break
        number = line if text.strip() else number
    new = f"{' ' * key.owner}- id: {id_}"
    if file.lines.end(number) == len(file.text):
        return Edit(len(file.text), len(file.text), f"{end}{new}")
    place = file.lines.offset(number + 1, 1)
    return Edit(place, place, f"{new}{end}")

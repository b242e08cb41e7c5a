"""List actors in a briefing who speak in it and are in the register."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.fixing.context import Context
from onrecord.fixing.edits import Choice, Edit, Fix
from onrecord.fixing.inserting import CannotWriteError, item_edit, item_lines
from onrecord.fixing.values import Value
from onrecord.rules import fields, rules_of, syntax
from onrecord.rules.problems import Problem
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
    item = _item(value.words, context)
    if item is None:
        return None
    add = Choice(f"{value.words} added to `actors`", (item,))
    near = KnownNames([id_.words for id_ in listed]).nearest(value.words)
    if not near:
        return Fix(problem, (add,))
    other = Edit(value.start, value.end, f"{value.style}{near}{value.style}")
    replace = Choice(f"{value.words} → {near}", (other,))
    return Fix(problem, (replace, add), f"is {value.words} the actor {near} of this briefing?")


def _listed(context: Context) -> Sequence[Value]:
    """The ids in the list of actors, if each item begins on its own line."""
    found: list[Value] = []
    key, group = None, ""
    for value in context.file.values:
        if value.is_key:
            key = value
            group = value.words if value.owner < 0 else group
        elif key is not None and key.words == "id" and group == "actors":
            found.append(value)
    return found if not any(value.in_brackets for value in found) else ()


def _item(id_: str, context: Context) -> Edit | None:
    """A new item below the last one; None if the list is written in a way that is not known."""
    try:
        return item_edit(context.file.name, context.file.text, ["actors"], item_lines({"id": id_}))
    except CannotWriteError:
        return None

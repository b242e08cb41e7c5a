"""Replace tabs, no-break spaces and invisible characters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.fixing.context import Context
from onrecord.fixing.edits import Choice, Edit, Fix, edited
from onrecord.fixing.quoting import quoted
from onrecord.metadata.characters import (
    PLACEHOLDER,
    is_wide_space,
    structural_places,
    substitute,
)
from onrecord.metadata.escapes import ESCAPE
from onrecord.metadata.reading import read_yaml
from onrecord.metadata.tree import scalars
from onrecord.rules.problems import Problem
from onrecord.text.characters import describe, is_hidden
from onrecord.text.counting import counted

_HEAD = re.compile(r"[ \t]*")
# What a tab may stand for: so many spaces, or the distance to the next multiple of so many.
_WIDTHS = 2, 4, 8, 3, 1
_STOPS = 4, 8


def tab(problem: Problem, context: Context) -> Fix | None:
    """Replace tabs by spaces: those that indent by as many as make the file one that can be read."""
    place = context.offset(problem.location)
    start = context.file.lines.offset(problem.location.line, 1)
    if context.file.text[start:place].strip():
        end = context.file.lines.end(problem.location.line)
        edits = tuple(Edit(at, at + 1, " ") for at in _places(context.file.text, "\t", place, end))
        return Fix(problem, (Choice("a space instead of the tab", edits),))
    indented = [
        (number, _HEAD.match(context.file.text, context.file.lines.offset(number, 1)))
        for number in _line_numbers(context)
    ]
    found = [(number, match) for number, match in indented if match and "\t" in match.group()]
    ways = [_spaces(found, width, stops=False) for width in _WIDTHS]
    ways += [_spaces(found, width, stops=True) for width in _STOPS]
    way = _only_reading(context, ways)
    if way is None:
        return None
    label = f"spaces instead of tabs at the beginning of {counted(len(found), 'line')}"
    return Fix(problem, (Choice(label, way),))


def _line_numbers(context: Context) -> range:
    return range(1, context.file.lines.line(len(context.file.text)) + 1)


def _spaces(found: list[tuple[int, re.Match[str]]], width: int, *, stops: bool) -> tuple[Edit, ...]:
    """Edits that replace the tabs at the beginning of lines."""
    edits: list[Edit] = []
    for _, match in found:
        head = match.group()
        new = head.expandtabs(width) if stops else head.replace("\t", " " * width)
        edits.append(Edit(match.start(), match.end(), new))
    return tuple(edits)


def _only_reading(context: Context, ways: list[tuple[Edit, ...]]) -> tuple[Edit, ...] | None:
    """The first way that makes a file that can be read, if all others read the same; else None.

    A file in which only tabs indent has one structure, whatever their width.
    """
    name, text = context.file.name, context.file.text
    readings: list[tuple[tuple[Edit, ...], list[tuple[str, str]]]] = []
    for edits in ways:
        document, problems = read_yaml(name, context.corrected(edited(text, edits)))
        if document is not None and not any(problem.is_error for problem in problems):
            values = [(key, " ".join(scalar.value.split())) for key, scalar in scalars(document.root)]
            readings.append((edits, values))
    if readings:
        (first, values), *others = readings
        return first if all(other == values for _, other in others) else None
    heads = (_HEAD.match(text, context.file.lines.offset(number, 1)) for number in _line_numbers(context))
    if any(" " in head.group() for head in heads if head):
        return None
    return ways[0]


def _places(text: str, sign: str, start: int, end: int) -> Iterator[int]:
    return (at for at in range(start, end) if text[at] == sign)


def invisible(problem: Problem, context: Context) -> Fix | None:
    """Replace a no-break space where YAML needs a space; offer to remove what nobody sees."""
    place = context.offset(problem.location)
    sign = context.file.text[place : place + 1]
    if sign and is_wide_space(sign):
        return _plain_spaces(problem, context)
    start = context.file.lines.offset(problem.location.line, 1)
    line = context.file.text[start : context.file.lines.end(problem.location.line)]
    if sign == "\\":
        return _escape(problem, context, place)
    head = len(line) - len(line.lstrip())
    edits = tuple(
        Edit(start + at, start + at + 1, substitute(line, at, head).replace(PLACEHOLDER, ""))
        for at in range(len(line))
        if line[at] == sign and is_hidden(line, at)
    )
    if not edits:
        return None
    shown = describe(sign)
    return Fix(problem, (Choice(f"{shown} removed", edits),), f"remove {shown} from this line?")


def _escape(problem: Problem, context: Context, place: int) -> Fix | None:
    """Ask about an escape in double quotation marks: of what nobody sees, or of a backslash that is text."""
    text = context.file.text
    escape, value = ESCAPE.match(text, place), context.file.last_before(place)
    if escape is None or value is None:
        return None
    shown = escape.group()
    if shown[1:].isalnum() and len(shown) > len("\\n"):
        removed = Choice(f"{shown} removed", (Edit(place, escape.end(), ""),))
        return Fix(problem, (removed,), f"remove {shown} from this line?")
    choices = [Choice(f"a space instead of {shown}", (Edit(place, escape.end(), " "),))]
    words = text[value.start + 1 : value.end - 1]
    literal = Edit(value.start, value.end, quoted(words))
    if context.reads_as((literal,), value, words):
        choices.insert(0, Choice("the backslash is text: ' around the value", (literal,)))
    return Fix(problem, tuple(choices), f"what is {shown}?")


def _plain_spaces(problem: Problem, context: Context) -> Fix | None:
    """Replace other spaces where YAML needs plain ones; remove those that indent too far."""
    name, text = context.file.name, context.file.text
    for before, label in ((" ", "plain spaces instead of other ones"), ("", "spaces before a key removed")):
        edits = tuple(_other_spaces(context, before))
        touched = {context.file.lines.line(edit.start) for edit in edits}
        document, problems = read_yaml(name, context.corrected(edited(text, edits)))
        if document is not None or touched.isdisjoint(one.location.line for one in problems):
            return Fix(problem, (Choice(label, edits),))
    return None


def _other_spaces(context: Context, before: str) -> Iterator[Edit]:
    """Edits that replace other spaces: by `before` at the beginning of a line, else by plain ones."""
    for number in _line_numbers(context):
        start = context.file.lines.offset(number, 1)
        line = context.file.text[start : context.file.lines.end(number)]
        if line.isascii():
            continue
        head = len(line) - len(line.lstrip())
        for at in sorted(structural_places(line)):
            if is_wide_space(line[at]):
                yield Edit(start + at, start + at + 1, before if at < head else " ")

"""What an editor did when PyYAML says that it cannot go on.

PyYAML describes where its grammar broke; an editor wants to know which quotation mark, colon or
space to mend.  The wording of libyaml and of PyYAML's own parser differs; what is read here is
common to both.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import yaml

from onrecord.problems import Location, Problem
from onrecord.rules import syntax as rules
from onrecord.text.folding import QUOTATION_MARKS

_KEY_LINE = re.compile(r"\s*(?:- +)?[\w-]+:(?:\s|$)")
_BARE_KEY = re.compile(r"\s*(?:- +)*[\w-]+$")
TYPOGRAPHIC_QUOTES = tuple(mark for mark in QUOTATION_MARKS if mark not in "\"'ʼ")

At = Callable[[int, int], Location]


def explain_syntax_error(error: yaml.YAMLError, at: At, latest: yaml.Event | None) -> Problem:
    """Turn PyYAML's error into a problem.

    Args:
        error: what PyYAML raised.
        at: gives the location of a line and column, both from 1.
        latest: the event that was read last before the error, if any.
    """
    context = getattr(error, "context", None) or ""
    problem = getattr(error, "problem", None) or ""
    mark = getattr(error, "problem_mark", None)
    context_mark = getattr(error, "context_mark", None) or mark
    if mark is None or context_mark is None:  # A character that YAML does not allow at all.
        return _other(at(1, 1), str(error).splitlines()[0])
    here, begin = (at(m.line + 1, m.column + 1) for m in (mark, context_mark))
    if "quoted scalar" in context:
        if "escape" in problem:
            message = "a backslash inside double quotes begins an escape, and this one is not known"
            return Problem(rules.YAML_SYNTAX, here, message, "use single quotes around the value")
        return _unclosed(begin)
    if "directive" in context or re.search(r"\b(alias|anchor|tag)\b", context + problem):
        message = "a value that begins with this sign is not text to YAML"
        return Problem(rules.YAML_FEATURE, begin, message, "quote the whole value if it is text")
    if "mapping values" in problem:
        return _colon(here, at, latest)
    if "simple key" in context:
        help_text = "put `key:` before it; if it goes on with the value above, indent it further"
        return Problem(rules.YAML_SYNTAX, begin, "there is no colon in this line", help_text)
    if "flow" in context:
        message = f"this {begin.text[begin.column - 1 : begin.column]} is not closed"
        return Problem(rules.YAML_SYNTAX, begin, message, "close it; if it is text, quote the value")
    if "block" in context and "scalar" not in context:
        return _structure(here, at, latest)
    if "cannot start any token" in problem:
        message = f"a value cannot begin with {here.text[here.column - 1 : here.column]}"
        return Problem(rules.YAML_SYNTAX, here, message, "quote the whole value")
    if "block sequence entries" in problem:
        message = "a list cannot begin behind its key"
        help_text = "begin it on the next line; if the hyphen is text, quote the value"
        return Problem(rules.YAML_SYNTAX, here, message, help_text)
    if "block scalar" in context:
        message = "a value that begins with | or > is a block of lines"
        help_text = "put its text on the lines below, indented; if the sign is text, quote the value"
        return Problem(rules.YAML_SYNTAX, here, message, help_text)
    return _other(here, problem)


def begin_of(event: Any) -> tuple[int, int]:
    """Line and column, from 1, where an event begins.  (PyYAML's two parsers share no type.)"""
    return event.start_mark.line + 1, event.start_mark.column + 1


def end_of(event: Any) -> tuple[int, int]:
    """Line and column, from 1, just behind an event."""
    return event.end_mark.line + 1, event.end_mark.column + 1


def _other(place: Location, problem: str) -> Problem:
    message = f"YAML cannot read this: {problem}"
    return Problem(rules.YAML_SYNTAX, place, message, "quote the value, or compare with an example")


def _unclosed(place: Location) -> Problem:
    help_text = "close it at the value's end; inside single quotes write an apostrophe twice: ''"
    return Problem(rules.UNCLOSED_QUOTE, place, "this quotation mark is not closed", help_text)


def _colon(here: Location, at: At, latest: yaml.Event | None) -> Problem:
    """A colon where none may be: in a value, behind a quoted value, or of a key too far in."""
    before = here.text[: here.column - 1]
    if isinstance(latest, yaml.ScalarEvent):
        value = at(*begin_of(latest))
        if latest.style in ("'", '"'):
            return _text_after_quote(here)
        if here.text[here.column - 1 :].startswith(":") and value.line != here.line:
            if not _KEY_LINE.match(value.text):
                help_text = "write `key: value`, with a colon and a space"
                return Problem(rules.YAML_SYNTAX, value, "there is no colon in this line", help_text)
            if _BARE_KEY.match(before):
                column = len(before) - len(before.lstrip()) + 1
                return _indentation(at(here.line, column))
        if value.text[value.column - 1 : value.column] in TYPOGRAPHIC_QUOTES:
            return smart_quotes(value)
    help_text = "quote the whole value, or take the space behind the colon out"
    message = "a colon and a space inside an unquoted value"
    return Problem(rules.COLON_IN_VALUE, here, message, help_text)


def _structure(here: Location, at: At, latest: yaml.Event | None) -> Problem:
    """Something stands where a key or a list item should: a quote's fault, or indentation's."""
    last_line, behind = end_of(latest) if latest is not None else (0, 0)
    if last_line == here.line:
        between = here.text[behind - 1 : here.column - 1]
        if not between.strip():
            if isinstance(latest, yaml.ScalarEvent) and latest.style in ("'", '"'):
                lines = range(begin_of(latest)[0] + 1, last_line + 1)
                if any(_KEY_LINE.match(at(line, 1).text) for line in lines):
                    return _unclosed(at(*begin_of(latest)))
                return _text_after_quote(here)
            if here.text[: behind - 1].endswith(("]", "}")):
                message = "the value goes on behind a closing bracket"
                help_text = "quote the whole value if the bracket is text"
                return Problem(rules.YAML_SYNTAX, here, message, help_text)
    return _indentation(here)


def _text_after_quote(place: Location) -> Problem:
    message = "the value goes on behind its closing quotation mark"
    help_text = "quote the value with the other kind of mark, or write the inner marks twice ('')"
    return Problem(rules.TEXT_AFTER_QUOTE, place, message, help_text)


def _indentation(place: Location) -> Problem:
    message = "this line is indented unlike the lines it belongs to"
    help_text = "give keys of one item the same number of spaces, and what belongs to a key more"
    return Problem(rules.BAD_INDENTATION, place, message, help_text)


def smart_quotes(place: Location) -> Problem:
    """The problem of a value in typographic quotation marks where YAML needs plain ones."""
    mark = place.text[place.column - 1 : place.column]
    message = f"{mark} is not a quotation mark to YAML, so it became part of the value"
    help_text = "put plain quotation marks (\" or ') around the value, inside or instead of these"
    return Problem(rules.SMART_QUOTES, place, message, help_text)


def cut_by_hash(place: Location) -> Problem:
    """The problem of a value that ends where a `#` begins a comment."""
    return Problem(
        rules.UNQUOTED_HASH,
        place,
        "the value ends here: # begins a comment",
        "quote the whole value; if a comment is meant, put two spaces before # and one behind it",
    )

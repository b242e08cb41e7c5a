"""What an editor did when pydantic says that a value does not fit."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, get_args

from pydantic import BaseModel

from onrecord.metadata.tree import Document, MappingNode, Node, Scalar, SequenceNode
from onrecord.problems import Problem, Rule
from onrecord.rules import RULES, fields, syntax

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

_HELP = {
    fields.EMPTY_VALUE: "write it, or take the key out if it is optional",
    fields.BAD_DATE: "write it as year-month-day with two digits each, such as 2024-10-02",
    fields.IMPOSSIBLE_DATE: "look it up in a calendar; write it as year-month-day",
    fields.BAD_URL: "write the whole address as the browser shows it, with http:// or https://",
    fields.BAD_LANGUAGE: "use a BCP 47 tag such as en, fr, ar or zh-Hant",
    fields.BAD_ID: "use small letters a-z, digits and hyphens, with a letter or digit at both ends",
    fields.BAD_WIKIDATA: "write the item's number with its Q, such as Q6279",
    fields.QUESTION_MARK: "write it as a question",
}


def explain_validation_error(
    model: type[BaseModel], document: Document, above: tuple[str, ...], error: ErrorDetails
) -> Problem:
    """Turn one of pydantic's errors into a problem.

    Args:
        model: the model that the data does not fit.
        document: the file.
        above: the path in the file of what was checked.
        error: one item of `ValidationError.errors()`.
    """
    kind = error["type"]
    path = (*above, *error["loc"])
    node = document.node(path)
    if kind == "extra_forbidden":
        key = str(path[-1])
        known = _keys(model, error["loc"][:-1])
        message = f"`{key}` is not a key here"
        help_text = suggest(key, known) or f"the keys here are {', '.join(known)}"
        return Problem(fields.UNKNOWN_KEY, document.key(path), message, help_text)
    if kind == "missing":
        where = document.of(document.node(path[:-1]))
        message = f"`{path[-1]}` is missing"
        return Problem(fields.MISSING_KEY, where, message, f"add `{path[-1]}:` and its value")
    place = document.value(path)
    if error["input"] is None or kind == "too_short":
        return _problem(fields.EMPTY_VALUE, document.key(path) if path else place, "this is empty")
    if kind == "literal_error":
        known = error.get("ctx", {})["expected"].replace("'", "").replace(" or ", ", ").split(", ")
        written = str(error["input"])
        message = f"{written!r} is none of {', '.join(known)}"
        help_text = suggest(written, known) or f"write one of {', '.join(known)}"
        return Problem(fields.BAD_CHOICE, place, message, help_text)
    if kind == "string_too_long":
        return _problem(fields.BAD_ID, place, "this id is too long")
    if kind in RULES:
        return _problem(RULES[kind], place, error["msg"])
    return _wrong_type(document, node, kind, path)


def suggest(written: str, known: Iterable[str]) -> str:
    """'did you mean …?' for the nearest known name; empty where none is near."""
    near = difflib.get_close_matches(written, list(known), n=1, cutoff=0.6)
    return f"did you mean {near[0]}?" if near else ""


def _problem(rule: Rule, place: Any, message: str) -> Problem:
    return Problem(rule, place, message, _HELP.get(rule, rule.summary))


def _wrong_type(document: Document, node: Node, kind: str, path: tuple[int | str, ...]) -> Problem:
    place = document.of(node)
    if "string" in kind or "date" in kind:
        if isinstance(node, MappingNode) and len(node.keys) == 1:
            # `- he said: no` is a mapping to YAML.
            key = next(iter(node.keys.values()))
            if key.line == next(iter(node.values.values())).line:
                at = document.at(key.line, key.column + len(key.value))
                message = "a colon and a space inside an unquoted value"
                return Problem(syntax.COLON_IN_VALUE, at, message, "quote the whole value")
        expected, help_text = "a text", "write a single text here"
    elif "tuple" in kind or "list" in kind:
        expected, help_text = "a list", "write each item on a line of its own, behind `- `"
    else:
        expected, help_text = "keys with values", "write `key: value` lines, indented, here"
    found = {Scalar: "a text", SequenceNode: "a list", MappingNode: "keys with values"}[type(node)]
    name = next((str(step) for step in reversed(path) if isinstance(step, str)), "this")
    message = f"`{name}` takes {expected}, and this is {found}"
    return Problem(fields.WRONG_TYPE, place, message, help_text)


def _keys(model: type[BaseModel], location: tuple[int | str, ...]) -> list[str]:
    """The keys that the model at a place inside `model` knows."""
    for step in location:
        if isinstance(step, str):
            annotation = model.model_fields[step].annotation
            inner = [annotation, *get_args(annotation)]
            model = next(a for a in inner if isinstance(a, type) and issubclass(a, BaseModel))
    return list(model.model_fields)

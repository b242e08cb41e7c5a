"""The kinds of values that settings take, in words."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from onrecord.mkdocs_yml.value import Value
from onrecord.rules import files as rules
from onrecord.rules.problems import Problem

TEXT, SWITCH = "a text", "true or false"
LIST, MAPPING = "a list", "a mapping"
_WRITTEN_AS: Final = {
    TEXT: "write a text, in quotation marks if it is a number, a date, yes or no",
    SWITCH: "write true or false, without quotation marks",
    LIST: "write each item on a line of its own, after `- `",
    MAPPING: "write `key: value` lines below it, indented",
}


def kind_of(data: Any) -> str:
    """The kind of a value, in words."""
    if data is None:
        return "empty"
    if isinstance(data, bool):
        return SWITCH
    if isinstance(data, str):
        return TEXT
    if isinstance(data, tuple):
        return LIST
    if isinstance(data, dict):
        return MAPPING
    if isinstance(data, date):
        return "a date"
    return "bytes" if isinstance(data, bytes) else "a number"


def is_of(kinds: tuple[str, ...], value: Value) -> bool:
    """Whether a value is of one of some kinds."""
    return kind_of(value.data) in kinds


def wrong_kind(name: str, kinds: tuple[str, ...], value: Value) -> Problem:
    """The problem with a setting whose value is of a wrong kind, at its key."""
    said = f"the tag {value.tag}" if value.tag else kind_of(value.data)
    message = f"{name} takes {' or '.join(kinds)}, and this is {said}"
    return Problem(rules.PUBLISH, value.key, message, _WRITTEN_AS[kinds[0]])

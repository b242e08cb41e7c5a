"""JSON Schemas of the YAML files, for editor programs, made from `onrecord.schema.models`; pure.

A schema accepts whatever the loader accepts. The loader reads every value as text, but editor programs read
YAML 1.2, where `2024` is a number, `true` a boolean and `~` nothing: so a text may be any of these. A schema
may accept more: only `check` can tell whether a day exists, or whether words are in the article.

The form is draft-07, with the keywords that the YAML language server adds: `defaultSnippets`,
`errorMessage`, `patternErrorMessage` and `markdownDescription`. Four things are written as they are for its
sake. It offers `true`, `false` and `null` wherever a type of that name is allowed, so scalars that are no
strings are allowed by `not`. It completes a key whose value is an `anyOf`, but not one with a `oneOf`. It
shows the message of the first alternative alone if that is not a `const`. And alternatives without a title
are all the same to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import inf

from msgspec import Struct
from pydantic import BaseModel

from onrecord.editing.definitions import ACTOR, ISSUE, Definitions
from onrecord.editing.plain_scalars import read_as
from onrecord.editing.values import NO_STRING, OWN_ID, WARNING, Schema, spaced_or
from onrecord.rules import RULES
from onrecord.rules.problems import Severity
from onrecord.schema.fields import RESERVED, SLUG
from onrecord.schema.models import Actor, Brief, Issue


class Entry(Struct, frozen=True):
    """An entry of a register, as editor programs offer it.

    Attributes:
        id: its id.
        title: its name, for people.
        about: more about it; may be empty.
    """

    id: str
    title: str
    about: str = ""


def briefing_schema(actors: Sequence[Entry], issues: Sequence[Entry]) -> Schema:
    """The schema of a briefing.

    Args:
        actors: those of the register; if there are none, any id is accepted.
        issues: the same.
    """
    published, draft = Definitions(is_draft=False), Definitions(is_draft=True)
    top = {
        "if": {
            "type": "object",
            "properties": {"draft": {"enum": [True, "true"]}},
            "required": ["draft"],
        },
        "then": draft.reference(Brief),
        "else": published.reference(Brief),
    }
    ids = {
        ACTOR: _ids(actors, "there is no actor with this id in briefs/actors.yml"),
        ISSUE: _ids(issues, "there is no issue with this id in briefs/issues.yml"),
    }
    return _file("A briefing", top, published.made | draft.made | ids)


def actors_schema(actors: Sequence[Entry]) -> Schema:
    """The schema of `briefs/actors.yml`, with the actors that are in it."""
    return _register("The actors", Actor, {ACTOR: _ids(actors, "there is no actor with this id here")})


def issues_schema() -> Schema:
    """The schema of `briefs/issues.yml`."""
    return _register("The issues", Issue, {})


def _register(title: str, model: type[BaseModel], ids: Schema) -> Schema:
    models = Definitions(is_draft=False)
    reserved = f"(?!(?:{'|'.join(sorted(RESERVED))})$)"
    message = "an id has small letters a-z, digits and hyphens, and is not a reserved name"
    top = {
        "type": "object",
        "propertyNames": {
            "title": "id",
            "pattern": f"^{reserved}{SLUG.pattern}$",
            "patternErrorMessage": message,
        },
        "additionalProperties": models.reference(model),
    }
    return _file(title, top, models.made | ids)


def _file(title: str, top: Schema, definitions: Schema) -> Schema:
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": title,
        **top,
        "definitions": definitions | {WARNING: _warnings()},
    }


def _ids(entries: Sequence[Entry], message: str) -> Schema:
    """One of the ids of a register, offered both as id and by name."""
    offered: Schema = {}
    for entry in entries:
        known = {"title": entry.title, "description": entry.about or entry.title}
        by_name = {"label": entry.title, "description": entry.id, "body": entry.id}
        # An id such as 2024 is a number where it is not in quotation marks.
        for value in dict.fromkeys((entry.id, read_as(entry.id))):
            # JSON has no number as large as 9e999.
            constant = NO_STRING if value == inf else {"const": value}
            snippets = {"defaultSnippets": [by_name]} if isinstance(value, str) else {}
            offered.setdefault(repr(value), constant | known | snippets)
    return spaced_or(list(offered.values()), message) if offered else OWN_ID


def _warnings() -> Schema:
    warnings = [rule for rule in RULES.values() if rule.severity is Severity.WARNING]
    known: list[Schema] = [{"const": rule.name, "description": rule.summary} for rule in warnings]
    return spaced_or(known, "this is not the name of a warning")

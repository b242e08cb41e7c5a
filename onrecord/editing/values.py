"""What the values of the YAML's types are, as JSON Schemas: one for each type of `onrecord.schema.fields`.

The patterns are of the kind that JavaScript and Python read alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from onrecord.schema import fields
from onrecord.text.sentence_ends import QUESTION_MARKS

Schema = dict[str, Any]

# The name of the definition of all warnings.
WARNING: Final = "warning"


def text_of(pattern: str, message: str) -> Schema:
    """A text of some form, and what to say where it has another."""
    return {"type": "string", "pattern": pattern, "patternErrorMessage": message, "errorMessage": message}


def any_of(*alternatives: Schema) -> Schema:
    return {"anyOf": list(alternatives)}


def list_of(item: Schema) -> Schema:
    return {"type": "array", "items": item}


def reference(name: str) -> Schema:
    """A reference to a definition of the same file."""
    return {"$ref": f"#/definitions/{name}"}


def spaced_or(known: Sequence[Schema], message: str) -> Schema:
    """One of some values, or a text with white space at an end, which the loader takes away."""
    return any_of(text_of("^\\s|\\s$", message), *known)


NO_STRING: Final[Schema] = {
    "title": "number, boolean or nothing",
    "not": {"title": "anything else", "type": ["string", "object", "array"]},
}
EMPTY: Final[Schema] = {
    "title": "nothing",
    "not": {"title": "anything", "type": ["string", "number", "boolean", "object", "array"]},
}
TEXT: Final = any_of(
    {"type": "string", "pattern": "\\S", "patternErrorMessage": "there is no text here"}, NO_STRING
)
OWN_ID: Final = any_of(
    text_of(
        f"^\\s*{fields.SLUG.pattern}\\s*$",
        "an id has small letters a-z, digits and hyphens, with a letter or digit at both ends",
    ),
    NO_STRING,
)
_PASSAGES: Final = any_of(*TEXT["anyOf"], {"title": "list", **list_of(TEXT), "minItems": 1})
# Some scripts have the sign inside the last word, or use one that has another meaning elsewhere.
_ASK: Final = text_of(f"[{QUESTION_MARKS};\u037e\u055e]", "write a question, which ends in a question mark")
_REASON: Final = text_of("\\S", "say why, in a few words")
_MONTH, _DAY = "-(?:0[1-9]|1[0-2])", "-(?:0[1-9]|[12][0-9]|3[01])"
_DATE: Final = any_of(
    text_of(
        f"^\\s*[0-9]{{4}}(?:{_MONTH}(?:{_DAY})?)?\\s*$",
        "write a day (2024-10-02), a month (2024-10) or a year (2024)",
    ),
    {"title": "year", "type": "integer", "minimum": 1, "maximum": 9999},
)
# Values for which somebody has to write a sentence, or to copy one.
PROSE: Final = (TEXT, _PASSAGES, _ASK, _REASON)
VALUES: Final[Sequence[tuple[Any, Schema]]] = (
    (fields.Line, TEXT),
    (fields.Block, TEXT),
    (fields.Words, TEXT),
    (fields.Passages, _PASSAGES),
    (fields.Ask, _ASK),
    (fields.Reason, _REASON),
    (fields.Id, OWN_ID),
    (fields.Date, _DATE),
    (fields.Day, text_of(f"^\\s*[0-9]{{4}}{_MONTH}{_DAY}\\s*$", "write a day, such as 2024-10-02")),
    (
        fields.Url,
        text_of("^\\s*[Hh][Tt][Tt][Pp][Ss]?://", "write the whole address, with http:// or https://"),
    ),
    (
        fields.Language,
        text_of("^\\s*[A-Za-z]{1,3}(?:-[A-Za-z0-9]{1,8})*\\s*$", "write its code, such as en, fr or zh-Hant"),
    ),
    (
        fields.PositionReference,
        text_of(
            f"^\\s*{fields.SLUG.pattern}#{fields.SLUG.pattern}\\s*$",
            "write the briefing's file name without .yml, a # and the position's id",
        ),
    ),
    (
        fields.Wikidata,
        text_of("^\\s*Q[1-9][0-9]*\\s*$", "write the item's number with its Q, such as Q6279"),
    ),
    (fields.WarningName, reference(WARNING)),
)

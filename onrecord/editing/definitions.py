"""The definitions of JSON Schemas: the keys of each model, with what the model says about them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import NoneType
from typing import Any, Final, Literal, get_args, get_origin, get_type_hints

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from onrecord.editing.snippets import SNIPPETS
from onrecord.editing.values import EMPTY, PROSE, TEXT, VALUES, Schema, any_of, list_of, reference
from onrecord.schema import fields as kinds
from onrecord.schema.models import (
    Accepted,
    Actor,
    Brief,
    Correction,
    Issue,
    ListedActor,
    Position,
    Question,
    Source,
    keys_of,
)

# The names of the definitions of the ids that the registers have.
ACTOR, ISSUE = "actor-id", "issue-id"
# What the keys with ids of registers name; any other id is that of its own entry.
NAMED: Final[Mapping[tuple[type[BaseModel], str], str]] = {
    (Source, "speaker"): ACTOR,
    (ListedActor, "id"): ACTOR,
    (Position, "actor"): ACTOR,
    (Position, "relayed_by"): ACTOR,
    (Position, "toward"): ACTOR,
    (Position, "issue"): ISSUE,
    (Question, "issue"): ISSUE,
    (Actor, "of"): ACTOR,
}
_NAMES: Final[Mapping[type[BaseModel], str]] = {
    Brief: "briefing",
    Source: "source",
    ListedActor: "listed actor",
    Position: "position",
    Question: "question",
    Correction: "correction",
    Accepted: "accepted warning",
    Actor: "actor",
    Issue: "issue",
}

# Required under a condition.
_SOMETIMES: Final = frozenset([(Brief, "date")])
_STATEMENT: Final = "`speaker` is for statements: write `kind: statement`, or remove it"
_CONDITIONS: Final[Mapping[type[BaseModel], Schema]] = {
    Brief: {
        "if": {"properties": {"source": {"required": ["published"]}}, "required": ["source"]},
        "else": {"required": ["date"]},
    },
    Source: {
        "if": {"properties": {"kind": {"const": "statement"}}, "required": ["kind"]},
        "then": {"required": ["speaker"]},
        "else": {"properties": {"speaker": False}, "errorMessage": _STATEMENT},
    },
    Question: {
        "if": {"properties": {"status": {"const": "answered"}}, "required": ["status"]},
        "then": {"required": ["answer"]},
    },
}


class Definitions:
    """The definitions of models, those of published briefings or those of drafts.

    In a draft every key may be missing or have no value.

    Attributes:
        made: those that were referred to, by name.
    """

    def __init__(self, *, is_draft: bool) -> None:
        self.made: Schema = {}
        self._is_draft = is_draft

    def reference(self, model: type[BaseModel]) -> Schema:
        """A reference to the definition of a model, which is made if it is the first."""
        name = _NAMES[model].replace(" ", "-") + ("-of-draft" if self._is_draft else "")
        if name not in self.made:
            self.made[name] = {}  # It keeps its place before those that it refers to.
            self.made[name] = self._definition(model)
        return reference(name)

    def _definition(self, model: type[BaseModel]) -> Schema:
        hints = get_type_hints(model, include_extras=True)
        schema: Schema = {
            "title": _NAMES[model],
            "type": self._type("object"),
            "properties": {
                field.alias or name: self._property(model, name, hints[name])
                for name, field in model.model_fields.items()
            },
            "additionalProperties": False,
        }
        if not self._is_draft:
            schema["required"] = [
                key
                for key, field in keys_of(model).items()
                if field.is_required() and (model, key) not in _SOMETIMES
            ]
            schema |= _CONDITIONS.get(model, {})
        if model in SNIPPETS:
            schema["defaultSnippets"] = SNIPPETS[model]
        return schema

    def _property(self, model: type[BaseModel], name: str, hint: Any) -> Schema:
        field = model.model_fields[name]
        value = self._value(NAMED.get((model, name), ""), hint)
        described = _described(field.alias or name, field, value)
        if value.get("type") == "array":
            fewest = max((getattr(limit, "min_length", 0) for limit in field.metadata), default=0)
            described |= {"type": self._type("array")} | ({"minItems": fewest} if fewest else {})
        elif self._is_draft and not isinstance(hint, type) and value != TEXT:
            described = {key: of for key, of in described.items() if key not in value}
            described |= any_of(*value.get("anyOf", [value]), EMPTY)
        return described

    def _type(self, name: str) -> str | list[str]:
        return [name, "null"] if self._is_draft else name

    def _value(self, named: str, hint: Any) -> Schema:
        """What the values of a type are, and which ids if they name entries of a register."""
        if named:
            one = reference(named)
            return any_of(one, list_of(one) | {"minItems": 1}) if hint == kinds.Ids else one
        for kind, schema in VALUES:
            if hint == kind:
                return schema
        if isinstance(hint, type):
            return self.reference(hint)
        if get_origin(hint) is Literal:
            return _choice(get_args(hint))
        inner = [argument for argument in get_args(hint) if argument not in (NoneType, Ellipsis)]
        value = self._value(named, inner[0])
        return list_of(value) if get_origin(hint) is tuple else value


def _choice(values: Sequence[str]) -> Schema:
    """One of some words; `true` and `false` are booleans where they are not in quotation marks."""
    if set(values) == {"true", "false"}:
        return any_of({"type": "boolean"}, {"type": "string", "pattern": "^(?:true|false)$"})
    return {"enum": list(values)}


def _described(key: str, field: FieldInfo, value: Schema) -> Schema:
    """A key's value, with what its model says about it.

    A server offers examples for insertion, which is no help where somebody has to write a sentence.  So
    examples of texts are only shown.
    """
    text = field.description or ""
    described: Schema = {"title": key, "description": text}
    examples = field.examples or []
    if value in PROSE or value.get("items") in PROSE:
        lines = (", ".join(example) if isinstance(example, list) else example for example in examples)
        shown = "\n\n".join((text, *(f"*{line}*" for line in lines)))
    else:
        shown = text
        described |= {"examples": examples} if examples else {}
    if shown != text or "`" in text:
        described["markdownDescription"] = shown
    if "enum" in value and isinstance(field.default, str):
        described["default"] = field.default
    return described | value

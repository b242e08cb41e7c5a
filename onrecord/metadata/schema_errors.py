"""What an editor did when pydantic says that a value does not fit."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from pydantic import BaseModel

from onrecord.metadata import syntax_errors as syntax
from onrecord.metadata.date_errors import how_to_write
from onrecord.metadata.tree import Document, MappingNode, Node, Scalar, SequenceNode
from onrecord.rules import RULES, accepting, fields, references
from onrecord.rules.problems import Location, Problem, Rule
from onrecord.schema.fields import RESERVED
from onrecord.schema.models import Actor, Brief, Issue, inner_model, keys_of
from onrecord.text.suggestions import KnownNames, suggest

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

# What stands for a value that was not written: no type of a field takes it.
EMPTY: Final = object()

_HELP = {
    fields.IMPOSSIBLE_DATE: "look it up in a calendar: the month is 01 to 12, and comes before the day",
    fields.BAD_URL: "write the whole address as the browser shows it, with http:// or https://",
    fields.BAD_LANGUAGE: "write its code, such as en, fr, ar or zh-Hant",
    fields.BAD_ID: "use small letters a-z, digits and hyphens, with a letter or digit at both ends",
    fields.BAD_WIKIDATA: "write the item's number with its Q, such as Q6279",
    fields.QUESTION_MARK: "write it as a question",
    accepting.UNKNOWN_RULE: "copy the name from the warning, where it is in square brackets",
    accepting.ERROR_ACCEPTED: "correct what the rule finds, and remove this entry of `accept`",
    accepting.REASON_MISSING: "say why it is right all the same: what the article says, and where",
    references.UNKNOWN_POSITION: "write the briefing's file name without .yml, a # and the position's id",
}


def explain_validation_errors(
    model: type[BaseModel], document: Document, above: tuple[str, ...], errors: Sequence[ErrorDetails]
) -> list[Problem]:
    """Turn pydantic's errors into problems, without those that only follow from others.

    Args:
        model: the model that the data does not fit.
        document: the file.
        above: the path in the file of what was checked.
        errors: of one `ValidationError`.
    """
    swallowed = _swallowed(document, errors) if model is Brief else None
    if swallowed is not None:
        group, (name, first) = swallowed
        errors = [e for e in errors if e["loc"][:1] != (name,) or int(e["loc"][1]) < first]
        place = document.value((name, first))
        problems = [syntax.missing_group(place, group)]
    else:
        problems = []
    mistyped = _mistyped(model, errors)
    for error in errors:
        loc, path = error["loc"], (*above, *error["loc"])
        if loc in mistyped.values() and error["type"] == "missing":
            continue  # A key that is missing because it is mistyped is said once.
        if not _is_doubtful(document, path, error["type"]):
            problems.append(_explain(model, document, above, error, mistyped.get(loc)))
    return problems


_Loc = tuple[int | str, ...]


def _swallowed(document: Document, errors: Sequence[ErrorDetails]) -> tuple[str, tuple[str, int]] | None:
    """The list whose own line is missing, and the path of its first item, which is in another list."""
    for error in errors:
        if error["type"] != "extra_forbidden" or len(error["loc"]) < 3:
            continue
        name, number, *_ = error["loc"]
        item = document.node((name, number))
        if not isinstance(item, MappingNode):
            continue
        for group in Brief.model_fields:
            inner = None if group in document.root.keys else inner_model(Brief, group)
            if inner and len(item.keys) > 1 and item.keys.keys() <= keys_of(inner).keys():
                return group, (str(name), int(number))
    return None


def _mistyped(model: type[BaseModel], errors: Sequence[ErrorDetails]) -> dict[_Loc, _Loc]:
    """For unknown keys, the missing key that each is meant to be: a similar one, or the only one missing."""
    unknown: dict[_Loc, list[_Loc]] = defaultdict(list)
    missing: dict[_Loc, list[_Loc]] = defaultdict(list)
    for error in errors:
        if error["type"] in ("extra_forbidden", "missing"):
            by_group = unknown if error["type"] == "extra_forbidden" else missing
            by_group[error["loc"][:-1]].append(error["loc"])
    meant: dict[_Loc, _Loc] = {}
    for group, written in unknown.items():
        known = KnownNames(_keys(model, group))
        for loc in written:
            near = known.nearest(str(loc[-1]))
            if near:
                meant[loc] = (*group, near)
            elif len(written) == len(missing[group]) == 1:
                meant[loc] = missing[group][0]
    return meant


def _is_doubtful(document: Document, path: tuple[int | str, ...], kind: str) -> bool:
    if kind == "missing":
        return False
    node = document.node(path)
    if kind == "extra_forbidden":
        group = document.node(path[:-1])
        node = group.keys[str(path[-1])] if isinstance(group, MappingNode) else node
    return isinstance(node, Scalar) and node.doubtful


def _explain(
    model: type[BaseModel],
    document: Document,
    above: tuple[str, ...],
    error: ErrorDetails,
    meant: _Loc | None,
) -> Problem:
    kind, loc = error["type"], error["loc"]
    path = (*above, *loc)
    if kind == "extra_forbidden":
        return _unknown_key(model, document, loc, path, meant)
    if kind == "missing":
        return _missing_key(document, path)
    if error["input"] is EMPTY or kind == "too_short":
        message = f"`{_name(path)}` has no value"
        return Problem(fields.EMPTY_VALUE, document.key(path), message, _empty_help(model, loc))
    if kind == "literal_error" and isinstance(error["input"], str):
        return _bad_choice(document.value(path), error["input"], error.get("ctx", {})["expected"])
    if kind in RULES:
        help_text = _help(model, loc, RULES[kind], str(error["input"]), error.get("ctx", {}))
        return Problem(RULES[kind], document.value(path), error["msg"], help_text)
    return _wrong_type(model, document, loc, document.node(path), kind)


def slug_of(text: str) -> str:
    """A text as a name that can be part of an address; empty where no letter of it can."""
    bare = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", re.sub(r"['’]", "", bare)).strip("-")[:60].strip("-")


def _help(
    model: type[BaseModel], loc: tuple[int | str, ...], rule: Rule, written: str, more: Mapping[str, Any]
) -> str:
    """What to do about a value; where it can be told, what to write."""
    if rule is fields.BAD_DATE:
        return how_to_write(written, needs_day="needs_day" in more)
    near = slug_of(written) if rule is fields.BAD_ID else ""
    if near and "," in written and "toward" in loc:
        return f"for several actors write a list: [{written}]"
    if near and near not in RESERVED:
        return f"write {near}, or another name of a-z, 0-9 and hyphens"
    if rule is fields.EMPTY_VALUE:
        return _empty_help(model, loc)
    if rule is accepting.UNKNOWN_RULE:
        return suggest(written, RULES) or _HELP[rule]
    item = re.search(r"\bQ[1-9][0-9]*", written) if rule is fields.BAD_WIKIDATA else None
    return f"write {item.group()} alone" if item else _HELP[rule]


def _empty_help(model: type[BaseModel], loc: tuple[int | str, ...]) -> str:
    if not loc:
        return "write its keys on the lines below, indented, or remove the entry"
    key = loc[-1]
    if isinstance(key, int):
        return "write one, or remove the entry from the list"
    field = keys_of(_model_at(model, loc[:-1]))[key]
    return f"write it: `{key}` is required" if field.is_required() else "write one, or remove the line"


def _unknown_key(
    model: type[BaseModel], document: Document, loc: _Loc, path: _Loc, meant: _Loc | None
) -> Problem:
    key, known, group = str(loc[-1]), _keys(model, loc[:-1]), document.node(path[:-1])
    written = group.keys if isinstance(group, MappingNode) else ()
    lacking = [name for name in known if name not in written]
    elsewhere = next(_where_it_belongs(key), "") if model is Brief else ""
    help_text = elsewhere or suggest(key, lacking) or f"the keys here are {', '.join(known)}"
    if meant and not elsewhere and meant[-1] in lacking and not help_text.startswith("did"):
        help_text = f"if it is meant to be `{meant[-1]}`, which is missing here, write `{meant[-1]}`"
    return Problem(fields.UNKNOWN_KEY, document.key(path), f"`{key}` is not a key here", help_text)


def _where_it_belongs(key: str) -> Iterator[str]:
    """Where else a key would be right."""
    if key in Brief.model_fields:
        yield f"`{key}` belongs to the briefing itself: begin it in the first column"
    for name in Brief.model_fields:
        inner = inner_model(Brief, name)
        if inner and key in keys_of(inner):
            group = f"`{name}`" if name == "source" else f"an item of `{name}`"
            yield f"`{key}` belongs to {group}: indent it like the keys there"
    for model, register in ((Actor, "actors.yml"), (Issue, "issues.yml")):
        if key in model.model_fields:
            yield f"`{key}` belongs to an entry of briefs/{register}"


def _missing_key(document: Document, path: tuple[int | str, ...]) -> Problem:
    *above, key = path
    place = document.of(document.node(above))
    help_text = f"add `{key}:` and its value"
    if not any(isinstance(step, int) for step in above):
        # Perhaps it is there, swallowed by a text or in another group.
        written = re.compile(rf"\s*(?:- +)*{key}\s*:")
        line = next((n for n, text in enumerate(document.lines, start=1) if written.match(text)), None)
        if line and not _is_key_of_its_own(document, key, line):
            help_text = f"`{key}:` in line {line} belongs to something else: correct its indentation"
    return Problem(fields.MISSING_KEY, place, f"`{key}` is missing", help_text)


def _is_key_of_its_own(document: Document, key: int | str, line: int) -> bool:
    """Whether a line's key is where another entry of a register has it."""
    entries = (node for node in document.root.values.values() if isinstance(node, MappingNode))
    return any(key in entry.keys and entry.keys[str(key)].line == line for entry in entries)


def _bad_choice(place: Location, written: str, expected: str) -> Problem:
    known = re.findall(r"'([^']*)'", expected)
    message = f"{written!r} is not one of {', '.join(known)}"
    help_text = suggest(written, known) or f"write one of {', '.join(known)}"
    return Problem(fields.BAD_CHOICE, place, message, help_text)


def _wrong_type(
    model: type[BaseModel], document: Document, loc: tuple[int | str, ...], node: Node, kind: str
) -> Problem:
    place, keys = document.of(node), _keys(model, loc)
    if "string" in kind or "date" in kind or "literal" in kind:
        colon = _colon_in_item(document, node)
        if colon:
            return syntax.colon_in_value(colon)
        expected, help_text = "a text", "write a single text here"
        if place.text[place.column - 1 : place.column] in ("[", "{"):
            help_text += "; if the bracket is part of the text, put quotation marks around the whole value"
    elif "tuple" in kind or "list" in kind:
        if place.text[place.column - 1 : place.column] == "-" and isinstance(node, MappingNode):
            return syntax.no_space(place)
        is_plain = isinstance(loc[-1], str) and not inner_model(_model_at(model, loc[:-1]), loc[-1])
        expected, help_text = "a list", f"write each item on its own line, beginning with `- {keys[0]}:`"
        if is_plain:
            help_text = "put it in square brackets, or write each item on its own line after `- `"
    else:
        tight = syntax.KEY_WITHOUT_SPACE.match(node.value) if isinstance(node, Scalar) else None
        if tight and place.text.startswith(tight.group(), place.column - 1):
            return syntax.no_space(document.at(place.line, place.column + tight.start("colon")))
        known = ", ".join(keys)
        expected, help_text = "keys with values", f"write `key: value`; the keys here are {known}"
    found = {Scalar: "a text", SequenceNode: "a list", MappingNode: "keys with values"}[type(node)]
    name = f"`{_name(loc)}`" if loc else "an entry"
    if loc and isinstance(loc[-1], int):
        name = f"an item of {name}"
    return Problem(fields.WRONG_TYPE, place, f"{name} takes {expected}, and this is {found}", help_text)


def _colon_in_item(document: Document, node: Node) -> Location | None:
    """The colon of `- he said: no`, which is a group of one key to YAML."""
    if not isinstance(node, MappingNode) or len(node.keys) != 1:
        return None
    (key,), (value,) = node.keys.values(), node.values.values()
    start = document.of(node)
    if start.text[start.column - 1] == "{" or key.style or key.line != value.line:
        return None
    colon = start.text.find(":", key.column - 1 + len(key.value))
    return document.at(key.line, colon + 1)


def _name(path: tuple[int | str, ...]) -> str:
    return next((str(step) for step in reversed(path) if isinstance(step, str)), "this")


def _model_at(model: type[BaseModel], location: Iterable[int | str]) -> type[BaseModel]:
    """The model at a place inside `model`."""
    for step in location:
        inner = inner_model(model, step) if isinstance(step, str) else None
        model = inner or model
    return model


def _keys(model: type[BaseModel], location: Iterable[int | str]) -> list[str]:
    return list(keys_of(_model_at(model, location)))

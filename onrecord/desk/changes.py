"""What an editor can change at the desk, as new texts of the files that it concerns.  Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from msgspec import Struct

from onrecord.drafting.register import with_entries
from onrecord.drafting.yaml_text import can_be_written, flow_list, one_line, scalar
from onrecord.fixing.inserting import CannotWriteError, item_lines, with_item, with_value
from onrecord.metadata.reading import read_yaml
from onrecord.metadata.registers import REGISTERS
from onrecord.metadata.tree import MappingNode, Scalar, SequenceNode

ACTORS, ISSUES = REGISTERS
Texts = Mapping[str, str]  # by the name of the file in `briefs/`


class AddPosition(Struct, frozen=True, tag="position", forbid_unknown_fields=True):
    """A new position, of words that were selected.

    Attributes:
        before: the index of the position that it comes before; None for the end.
    """

    actor: str
    issue: str
    says: str
    passage: str
    prefix: str = ""
    suffix: str = ""
    setting: str = ""
    relayed_by: str = ""
    toward: str = ""
    stance: str = ""
    gist: str = ""
    before: int | None = None


class AddQuestion(Struct, frozen=True, tag="question", forbid_unknown_fields=True):
    """A new open question."""

    ask: str
    passage: str = ""
    issue: str = ""
    watch: str = ""


class AddActor(Struct, frozen=True, tag="actor", forbid_unknown_fields=True):
    """A new entry of the register of actors, and of the briefing's list.

    Attributes:
        also: other names by which articles call them.
    """

    id: str
    name: str
    kind: Literal["person", "state", "organisation", "group", "unnamed"]
    role: str = ""
    also: tuple[str, ...] = ()


class AddIssue(Struct, frozen=True, tag="issue", forbid_unknown_fields=True):
    """A new entry of the register of issues."""

    id: str
    title: str
    proposition: str = ""


class Accept(Struct, frozen=True, tag="accept", forbid_unknown_fields=True):
    """A warning that was looked at and found right: of a position or a question, or of the whole briefing."""

    rule: str
    because: str
    part: Literal["", "positions", "open_questions"] = ""
    number: int = 0


class SetValue(Struct, frozen=True, tag="value", forbid_unknown_fields=True):
    """Another value of a key that is edited in place.

    Attributes:
        path: of keys, and indexes of items: `summary`; `actors`, 2, `role`; `positions`, 0, `says`.
    """

    path: tuple[str | int, ...]
    value: str


class Finish(Struct, frozen=True, tag="finish", forbid_unknown_fields=True):
    """The briefing is no draft any more."""


class Together(Struct, frozen=True, tag="together", forbid_unknown_fields=True):
    """What is written and taken back as one: a position, and the new actors and issues that it needs."""

    changes: tuple[AddPosition | AddQuestion | AddActor | AddIssue, ...]


Change = AddPosition | AddQuestion | AddActor | AddIssue | Accept | SetValue | Finish | Together
_DATES = frozenset({("date",), ("source", "published")})
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_IS_DRAFT = re.compile(r"^draft:[ \t]+[\"']?true[\"']?[ \t]*(?:#.*)?(?:\r\n?|\n|\Z)", re.MULTILINE)
# The keys of a position, in the order in which they are written.
_POSITION = (
    *("actor", "issue", "says", "passage", "gist", "prefix", "suffix"),
    *("setting", "relayed_by", "toward", "stance"),
)
# What the desk edits in place; everything else is edited in the file.
_IN_PLACE = frozenset(
    {
        ("date",),
        ("summary",),
        ("source", "publisher"),
        ("source", "published"),
        ("actors", "role"),
        ("positions", "says"),
        ("positions", "issue"),
        ("positions", "stance"),
        ("open_questions", "ask"),
        ("open_questions", "watch"),
    }
)


def changed(name: str, texts: Texts, change: Change) -> dict[str, str]:
    """The texts of the files that a change concerns, as they are after it.

    Args:
        name: of the briefing's file.
        texts: of the briefing and of the registers.
        change: what an editor wants.

    Raises:
        CannotWriteError: it cannot be written.
    """
    text = texts[name]
    if isinstance(change, AddPosition):
        return {name: _with_position(name, text, change)}
    if isinstance(change, AddQuestion):
        lines = item_lines(_fields(change, ("ask", "issue", "passage", "watch")))
        return {name: with_item(name, text, ["open_questions"], lines)}
    if isinstance(change, AddActor):
        entry = _Entry(change.id, {"name": change.name, "kind": change.kind}, change.also)
        return {ACTORS: _with_entry(texts, ACTORS, entry), name: _listed(name, text, change.id, change.role)}
    if isinstance(change, AddIssue):
        entry = _Entry(change.id, {"title": change.title, "proposition": change.proposition})
        return {ISSUES: _with_entry(texts, ISSUES, entry)}
    if isinstance(change, Together):
        return _all(name, texts, change.changes)
    if isinstance(change, Finish):
        return {name: _finished(text)}
    if isinstance(change, Accept):
        return {name: _with_accepted(name, text, change)}
    keys = tuple(step for step in change.path if isinstance(step, str))
    if keys not in _IN_PLACE:
        raise CannotWriteError("the desk does not edit this; edit it in the file")
    is_day = keys in _DATES and bool(_DAY.fullmatch(change.value))
    return {name: with_value(name, text, change.path, change.value, as_it_is=is_day)}


def _all(name: str, texts: Texts, changes: Sequence[Change]) -> dict[str, str]:
    """The texts after one change on top of the other."""
    after: dict[str, str] = {}
    for change in changes:
        after |= changed(name, {**texts, **after}, change)
    return after


def _finished(text: str) -> str:
    after, number = _IS_DRAFT.subn("", text, count=1)
    if not number:
        raise CannotWriteError("the file has no line `draft: true`")
    return after


def _fields(change: Struct, keys: Sequence[str]) -> dict[str, str]:
    return {key: getattr(change, key) for key in keys}


def _with_position(name: str, text: str, change: AddPosition) -> str:
    lines = item_lines(_fields(change, _POSITION))
    after = with_item(name, text, ["positions"], lines, change.before)
    for actor in filter(None, (change.actor, change.relayed_by, change.toward)):
        after = _listed(name, after, actor)
    return after


def _listed(name: str, text: str, actor: str, role: str = "") -> str:
    """The briefing's text with an actor in its list."""
    document, _ = read_yaml(name, text)
    listed = document.root.values.get("actors") if document else None
    items = listed.items if isinstance(listed, SequenceNode) else []
    ids = [item.values.get("id") for item in items if isinstance(item, MappingNode)]
    if actor in [id_.value for id_ in ids if isinstance(id_, Scalar)]:
        return text
    return with_item(name, text, ["actors"], item_lines({"id": actor, "role": role}))


class _Entry(Struct):
    """An entry of a register."""

    id: str
    fields: dict[str, str]
    also: Sequence[str] = ()

    def as_yaml(self) -> Iterator[str]:
        """The lines of the entry."""
        yield f"{self.id}:"
        for key, value in self.fields.items():
            if value:
                yield f"  {key}: {_written(value)}"
        if self.also:
            yield f"  also: {flow_list([_line(one) for one in self.also])}"


def _written(value: str) -> str:
    return scalar(_line(value), typographic=False)


def _line(value: str) -> str:
    """A text on one line.

    Raises:
        CannotWriteError: it has a character that YAML cannot have.
    """
    line = one_line(value)
    if not can_be_written(line):
        raise CannotWriteError("a text has a character that YAML cannot have")
    return line


def _with_entry(texts: Texts, register: str, entry: _Entry) -> str:
    text = texts.get(register, "")
    document, _ = read_yaml(register, text, may_be_empty=True)
    if document is not None and entry.id in document.root.keys:
        raise CannotWriteError(f"{register} has {entry.id} already")
    longer = with_entries(text, [entry])
    if longer is None:
        raise CannotWriteError(f"{register} cannot be written into; `check` says what is wrong with it")
    return longer


def _with_accepted(name: str, text: str, change: Accept) -> str:
    lines = item_lines({"rule": change.rule, "because": change.because})
    return with_item(name, text, [change.part, change.number, "accept"] if change.part else ["accept"], lines)

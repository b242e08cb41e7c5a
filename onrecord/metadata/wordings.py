"""The wordings of positions in earlier versions of a briefing's YAML.

Earlier versions may follow earlier rules, or none: what cannot be read counts as absent. Nothing in them is
checked again, and no article is opened.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from posixpath import normpath

from msgspec import Struct

from onrecord.addresses import default_position_id
from onrecord.text import yaml_tree
from onrecord.text.yaml_tree import Text, Tree, UnreadableError, read_tree

_MAX_DEPTH = 20


class Wording(Struct, frozen=True):
    """A position as a version words it.

    Attributes:
        says: the editor's sentence, with single spaces.
        passages: the article's words, with single spaces.
        source: the article's path inside `seeds/`.
    """

    says: str
    passages: tuple[str, ...]
    source: str


class Correction(Struct, frozen=True):
    """A correction as a version has it; its note has single spaces."""

    day: str
    note: str


class Wordings(Struct, frozen=True):
    """What a version of a briefing says.

    Attributes:
        positions: by id.
        corrections: in the editor's order.
    """

    positions: Mapping[str, Wording]
    corrections: tuple[Correction, ...]


NOTHING = Wordings({}, ())


def wordings_in(data: bytes) -> Wordings | None:
    """The wordings in a briefing's YAML: nothing in a draft; None if it cannot be read."""
    try:
        tree = read_tree(data.decode("utf-8-sig"), _MAX_DEPTH)
    except (UnicodeDecodeError, UnreadableError):
        return None
    top = _entries(tree)
    if _text(top.get("draft")).lower() in ("true", "yes", "on"):
        return NOTHING
    source = _text(_entries(top.get("source")).get("file"))
    return Wordings(
        positions=dict(_positions(top.get("positions"), normpath(source))),
        corrections=tuple(
            Correction(_day(entry.get("date")), _text(entry.get("note")))
            for entry in map(_entries, _items(top.get("corrections")))
        ),
    )


def _positions(tree: Tree | None, source: str) -> Iterator[tuple[str, Wording]]:
    for entry in map(_entries, _items(tree)):
        passages = tuple(filter(None, map(_text, _items(entry.get("passage")))))
        actor, says = _text(entry.get("actor")), _text(entry.get("says"))
        if passages and actor and says:
            id_ = _text(entry.get("id")) or default_position_id(actor, passages[0])
            yield id_, Wording(says, passages, source)


def _entries(tree: Tree | None) -> dict[str, Tree]:
    if not isinstance(tree, yaml_tree.Mapping):
        return {}
    return {key.value: value for key, value in tree.entries if isinstance(key, Text)}


def _items(tree: Tree | None) -> list[Tree]:
    if isinstance(tree, yaml_tree.List):
        return tree.items
    return [] if tree is None else [tree]


def _text(tree: Tree | None) -> str:
    return " ".join(tree.value.split()) if isinstance(tree, Text) else ""


def _day(tree: Tree | None) -> str:
    """A date as ISO 8601 has it; as it was written if it is none."""
    text = _text(tree)
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return text

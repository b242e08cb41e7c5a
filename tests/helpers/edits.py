"""Random edits of an editor's files: briefings and registers, any key of the schema.

The keys come from the schema's models, so new keys are included automatically. PyYAML reads and writes the
YAML with every value as text: the first edit changes the layout of a file, but only the edited values.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from helpers.values import Around, Model, hints_of, models, name_of, nested_in, value
from onrecord.schema.models import Actor, Brief, Issue, Question, keys_of

KEYS: Sequence[tuple[Model, str]] = [(model, key) for model in models() for key in keys_of(model)]
REGISTERS: dict[str, Model] = {"actors": Actor, "issues": Issue}
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # every value is a text
_DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
REMOVED = 0.25  # how often a key is removed instead of changed
REQUIRED_REMOVED = 0.03
WITH_KEY = 0.5  # how often the edited mapping is one that has the key
ONE_OF_SEVERAL = 0.7  # how often an edit of a list changes, adds, removes or moves one item


@dataclass
class Collection:
    """The files of a site's editors.

    Attributes:
        files: the data of each readable YAML file, by its name without `.yml`.
        articles: the texts in `seeds`, by path.
        positions: the references of published positions, with their briefings' days.
    """

    files: dict[str, dict[str, Any]]
    articles: dict[str, str]
    positions: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Place:
    """A mapping in a file, with its model."""

    file: str
    model: Model
    entry: dict[str, Any]


def read(root: Path) -> Collection:
    """Read the files of a site's editors, and the positions that the last build published."""
    files = {}
    for path in sorted((root / "briefs").glob("*.yml")):
        try:
            data = yaml.load(path.read_bytes(), Loader=_LOADER)
        except yaml.YAMLError:
            continue
        if isinstance(data, dict):
            files[path.stem] = data
    seeds = root / "seeds"
    articles = {
        path.relative_to(seeds).as_posix(): path.read_text("utf-8") for path in sorted(seeds.rglob("*.txt"))
    }
    positions = {}
    published = root / "site_src" / "data" / "positions.csv"
    if published.is_file():
        with published.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                positions[f"{row.get('briefing')}#{row.get('id')}"] = row.get("briefing_date") or ""
    return Collection(files, articles, positions)


def write(root: Path, file: str, data: dict[str, Any]) -> None:
    text = yaml.dump(data, Dumper=_DUMPER, allow_unicode=True, sort_keys=False, width=10_000)
    (root / "briefs" / f"{file}.yml").write_text(text, encoding="utf-8")


def edit_key(root: Path, dice: random.Random) -> str:
    """Change one random key in a site; returns a description."""
    collection = read(root)
    edited = edit(collection, dice)
    if edited is None:
        return "no key"
    file, what = edited
    write(root, file, collection.files[file])
    return f"{file}: {what}"


def edit(collection: Collection, dice: random.Random) -> tuple[str, str] | None:
    """Change one random key in a collection.

    Returns:
        The file and the edited key; None if no mapping has a key.
    """
    places = list(_places(collection))
    if not places:
        return None
    present = {place.model for place in places}
    model, key = dice.choice([(model, key) for model, key in KEYS if model in present])
    places = [place for place in places if place.model is model]
    with_key = [place for place in places if key in place.entry]
    place = dice.choice(with_key if with_key and dice.random() < WITH_KEY else places)
    info, there = keys_of(model)[key], key in place.entry
    if there and dice.random() < (REQUIRED_REMOVED if info.is_required() else REMOVED):
        del place.entry[key]
        what = "removed"
    else:
        _change(collection, place, key, dice)
        what = "changed" if there else "added"
    if model is Question:
        _go_with(collection, place, key, dice)
    return place.file, f"{name_of(model, key)} {what}"


def _places(collection: Collection) -> Iterator[Place]:
    for name, data in collection.files.items():
        if name in REGISTERS:
            for entry in data.values():
                yield from _places_in(name, REGISTERS[name], entry)
        else:
            yield from _places_in(name, Brief, data)


def _places_in(file: str, model: Model, entry: Any) -> Iterator[Place]:
    if not isinstance(entry, dict):
        return
    yield Place(file, model, entry)
    for key, hint in hints_of(model).items():
        inner, values = nested_in(hint), entry.get(key)
        if inner is not None:
            for each in values if isinstance(values, list) else [values]:
                yield from _places_in(file, inner, each)


def _change(collection: Collection, place: Place, key: str, dice: random.Random) -> None:
    """Give a key another value; in a list, usually change one item."""
    around = _around(collection, place, key)
    before = place.entry.get(key)
    for _ in range(5):  # The drawn value may be the present one.
        drawn = value(place.model, key, around, dice)
        if isinstance(before, list) and isinstance(drawn, list) and dice.random() < ONE_OF_SEVERAL:
            drawn = _with_one_changed(before, drawn[0], dice)
        place.entry[key] = drawn
        if drawn != before:
            return


def _with_one_changed(items: list[Any], new: Any, dice: random.Random) -> list[Any]:
    items = list(items)
    way = dice.choice(["add", "remove", "move", "replace"])
    if way == "add" or not items:
        items.insert(dice.randint(0, len(items)), new)
        return items
    taken = items.pop(dice.randrange(len(items)))
    if way != "remove":
        items.insert(dice.randint(0, len(items)), taken if way == "move" else new)
    return items


def _go_with(collection: Collection, place: Place, key: str, dice: random.Random) -> None:
    """Keep a question's answer and status consistent after an edit of either."""
    entry = place.entry
    if key in ("answer", "answered_by") and key in entry:
        entry["status"] = "answered"
    if entry.get("status") != "answered":
        entry.pop("answer", None)
        entry.pop("answered_by", None)
    elif "answer" not in entry:
        entry["answer"] = value(Question, "answer", _around(collection, place, "answer"), dice)


def _around(collection: Collection, place: Place, key: str) -> Around:
    files, is_brief = collection.files, place.file not in REGISTERS
    brief = files[place.file] if is_brief else {}
    source = brief.get("source")
    return Around(
        actors=list(files.get("actors", ())) or ["nobody"],
        issues=list(files.get("issues", ())) or ["nothing"],
        positions=collection.positions,
        articles=list(collection.articles) or ["none.txt"],
        brief=brief,
        text=collection.articles.get(source.get("file", ""), "") if isinstance(source, dict) else "",
        entry=place.entry,
        key=key,
    )


def changed_keys(model: Model, before: Any, after: Any) -> Iterator[str]:
    """The names of the keys with different values in two states of a mapping."""
    if not isinstance(before, dict) or not isinstance(after, dict):
        return
    for key, hint in hints_of(model).items():
        here, there = before.get(key), after.get(key)
        if here != there:
            yield name_of(model, key)
            inner = nested_in(hint)
            if inner is not None:
                pairs = zip(*(one if isinstance(one, list) else [one] for one in (here, there)), strict=False)
                for one, other in pairs:
                    yield from changed_keys(inner, one, other)

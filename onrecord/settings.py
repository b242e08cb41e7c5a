"""The site's name and addresses, from `mkdocs.yml`, for what is made beside the pages.

MkDocs reads the same file when it publishes.  It is read here a second time because feeds and data
are made before, by stages that know nothing of MkDocs; as text, with no tag honoured, so that
nothing in it can run.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import yaml
from msgspec import Struct, field

from onrecord.fields import fault_of_address, is_language
from onrecord.languages import Asked, Wording, chosen, english
from onrecord.layout import PROGRAM, Layout
from onrecord.problems import Location, Problem
from onrecord.rules import files as rules
from onrecord.rules import languages
from onrecord.text.files import read_text

MAX_BYTES = 1_000_000
MAX_DEPTH = 100
_TEXT_TAG = "tag:yaml.org,2002:str"
_NULLS = {"", "~", "null", "Null", "NULL"}


class Settings(Struct, frozen=True):
    """What of a site's settings its exports show.

    Attributes:
        site_url: where the site is published, with a slash at its end; None where that is not
            said.  Without it every address in an export is a relative one.
        repo_url: where the site's sources are.
        history: whether pages say when their YAML last changed.
        cards: whether briefings have social cards.
        words: what the site says in its own words, in the language that it has chosen.
        search: whether there is a search page, and its index.
    """

    site_name: str
    site_description: str | None = None
    site_url: str | None = None
    repo_url: str | None = None
    history: bool = False
    cards: bool = False
    search: bool = True
    words: Wording = field(default_factory=english)


UNSAID = Settings("onrecord")  # of a site that says nothing


class _Value(Struct, frozen=True):
    text: str
    place: Location


def read_settings(layout: Layout) -> tuple[Settings, list[Problem]]:
    """Read a site's `mkdocs.yml`.

    A name or description that it lacks is the program's own.  Addresses are not lent: another
    collection is published elsewhere.

    Raises:
        OSError: the file cannot be read.
    """
    values, problems = _read(layout.settings)
    own = values
    if layout.settings != PROGRAM / "mkdocs.yml":
        own, _ = _read(PROGRAM / "mkdocs.yml")
    lent = {**own, **values}
    addresses = {}
    for key in ("site_url", "repo_url"):
        if key in values:
            addresses[key], found = _address(key, values[key])
            problems += found
    site_url = addresses.get("site_url")
    asked = []
    for key in ("language", "content_language"):
        tag, found = _language(f"extra.{key}", values)
        asked.append(tag)
        problems += found
    words, found = chosen(layout, *asked)
    problems += found
    settings = Settings(
        site_name=lent["site_name"].text if "site_name" in lent else UNSAID.site_name,
        site_description=lent["site_description"].text if "site_description" in lent else None,
        site_url=site_url and site_url.rstrip("/") + "/",
        repo_url=addresses.get("repo_url"),
        history=_is_on("extra.history", values),
        cards=_is_on("extra.cards", values),
        words=words,
        search="extra.search" not in values or values["extra.search"].text.lower() != "false",
    )
    if settings.cards and find_spec("PIL") is None:
        message = "social cards are drawn with Pillow, which is not installed"
        help_text = "pip install 'onrecord[cards]', or remove the line"
        problems.append(Problem(rules.PUBLISH, values["extra.cards"].place, message, help_text))
    return settings, problems


def text_values(settings: Path) -> Mapping[str, str]:
    """The keys of an mkdocs.yml that have plain text, such as `theme.custom_dir`; none where it is not YAML.

    Raises:
        OSError: the file cannot be read.
    """
    return {key: value.text for key, value in _read(settings)[0].items()}


def _language(key: str, values: Mapping[str, _Value]) -> tuple[Asked | None, list[Problem]]:
    """A language that is named, by its tag."""
    value = values.get(key)
    if value is None:
        return None, []
    if not is_language(value.text):
        message = f"{key}: `{value.text}` is not a BCP 47 tag"
        return None, [
            Problem(languages.LANGUAGE_FILE, value.place, message, "write a tag, such as ar or pt-BR")
        ]
    return Asked(value.text, value.place), []


def _is_on(key: str, values: Mapping[str, _Value]) -> bool:
    return key in values and values[key].text.lower() == "true"


def _read(path: Path) -> tuple[Mapping[str, _Value], list[Problem]]:
    """The keys that have plain text, such as `site_name` and `extra.history`, and what keeps the file
    from being read.
    """
    text, _, problems = read_text(path, path.name, MAX_BYTES)
    if text is None:
        return {}, problems
    lines = text.splitlines()

    def at(mark: Any) -> Location:  # PyYAML's two parsers share no type of marks.
        line, column = (mark.line, mark.column) if mark else (0, 0)
        return Location(path.name, line + 1, column + 1, lines[line] if line < len(lines) else "")

    values: dict[str, _Value] = {}
    try:
        for key, event in _entries(text):
            words = _words(event)
            values.pop(key, None)  # The last one counts, to MkDocs too, even where it says nothing.
            if words:
                values[key] = _Value(words, at(event.start_mark))
    except _NotSettings as error:
        message, place = str(error), at(None)
    except yaml.YAMLError as error:
        reason = getattr(error, "problem", None) or "it has a character that YAML does not allow"
        message, place = f"YAML cannot read this: {reason}", at(getattr(error, "problem_mark", None))
    else:
        return values, []
    return {}, [Problem(rules.PUBLISH, place, message, "write `key: value` lines, as MkDocs' own guide does")]


class _NotSettings(Exception):
    """The file is YAML, but no mapping."""


def _entries(text: str) -> Iterator[tuple[str, yaml.Event]]:
    """The keys of the first document's mapping and of mappings in it, each with its value's first event.

    By YAML's events: a tree would be built by recursion, as deep as the file asks for.
    """
    depth = 0
    keys: list[str | None] = [None, None]  # of the mapping, and of a mapping in it
    at_key = [True, True]
    in_mapping = True
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        if isinstance(event, yaml.DocumentEndEvent):
            return
        if depth == 0 and isinstance(event, yaml.NodeEvent) and not isinstance(event, yaml.MappingStartEvent):
            raise _NotSettings("these are no settings: the file has to be a mapping of keys to values")
        if (depth == 1 or (depth == 2 and in_mapping)) and isinstance(event, yaml.NodeEvent):
            level = depth - 1
            if at_key[level]:
                keys[level] = event.value if isinstance(event, yaml.ScalarEvent) else None
            elif None not in keys[:depth]:
                yield ".".join(map(str, keys[:depth])), event
            at_key[level] = not at_key[level]
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth == 2:
                keys[1], at_key[1], in_mapping = None, True, isinstance(event, yaml.MappingStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:  # PyYAML's time grows with its square.
            raise _NotSettings("these are no settings: lists in lists, without an end in sight")


def _words(event: yaml.Event) -> str:
    """A value's text; empty for what is no text, has a tag of MkDocs' own, or says nothing."""
    if not isinstance(event, yaml.ScalarEvent) or event.tag not in (None, _TEXT_TAG):
        return ""
    # Quotes make a text of anything; a plain value may stand for nothing.
    is_null = event.style is None and event.tag is None and event.value in _NULLS
    return "" if is_null else " ".join(event.value.split())


def _address(key: str, value: _Value) -> tuple[str | None, list[Problem]]:
    """An http address that others can be made from, or a problem at its place."""
    fault = fault_of_address(value.text)
    if not fault and not set("?#") & set(value.text):
        return value.text, []
    message = f"{key}: {fault or 'an address with ? or # cannot have pages below it'}"
    help_text = f"write {key} as https://… or remove the line"
    return None, [Problem(rules.PUBLISH, value.place, message, help_text)]

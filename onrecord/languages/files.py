"""The file of a language: keys, each with a text or with one for each plural form."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml
from msgspec import Struct

from onrecord.languages.calendars import FORMS
from onrecord.problems import Location, Problem
from onrecord.rules import languages as rules
from onrecord.text.files import read_text

MAX_BYTES = 500_000
MAX_DEPTH = 4
_NAME = re.compile(r"\{([a-z_]+)\}")
_TEXT_TAG = "tag:yaml.org,2002:str"
# The same events, by libyaml where PyYAML was built with it.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Entry(Struct, frozen=True):
    """A key's text, with its place in the file.

    Attributes:
        forms: by plural form; of a text without forms `other` alone.
        is_plural: whether the file gives forms.
        key_place: that of the key.
    """

    forms: dict[str, str]
    is_plural: bool
    place: Location
    key_place: Location

    @property
    def names(self) -> frozenset[str]:
        """The names in braces of all its texts."""
        return frozenset(name for text in self.forms.values() for name in names_in(text))


class LanguageFile(Struct, frozen=True):
    """A language's file, as it is written.

    Attributes:
        entries: by key, the parts of a key joined by full stops.
    """

    path: str
    entries: Mapping[str, Entry]


def names_in(text: str) -> list[str]:
    """The names in braces in a text."""
    return _NAME.findall(text)


def pieces_of(text: str) -> list[str]:
    """A text cut at its names in braces: texts at even places, names at odd ones."""
    return _NAME.split(text)


# The keys that lead to a text, the text, its place and that of its key, as PyYAML marks them.
_Leaf = tuple[tuple[str, ...], str, Any, Any]


class _Fault(Exception):
    def __init__(self, message: str, mark: Any) -> None:
        super().__init__(message)
        self.mark = mark


def read_file(path: Path, name: str) -> tuple[LanguageFile, list[Problem]]:
    """Read a language's file.

    Args:
        path: the file.
        name: what to call it in problems.

    Raises:
        OSError: the file cannot be read.
    """
    text, _, problems = read_text(path, name, MAX_BYTES)
    if text is None:
        return LanguageFile(name, {}), problems
    lines = text.splitlines()

    def at(mark: Any) -> Location:
        line, column = (mark.line, mark.column) if mark else (0, 0)
        return Location(name, line + 1, column + 1, lines[line] if line < len(lines) else "")

    try:
        leaves = list(_leaves(text))
    except _Fault as fault:
        message, place = str(fault), at(fault.mark)
    except yaml.YAMLError as error:
        reason = getattr(error, "problem", None) or "it has a character that YAML does not allow"
        message, place = f"YAML cannot read this: {reason}", at(getattr(error, "problem_mark", None))
    else:
        return _gathered(name, leaves, at)
    help_text = "write `key: text` lines below a heading, as in the program's own files"
    return LanguageFile(name, {}), [Problem(rules.LANGUAGE_FILE, place, message, help_text)]


def _gathered(
    name: str, leaves: list[_Leaf], at: Callable[[Any], Location]
) -> tuple[LanguageFile, list[Problem]]:
    entries: dict[str, Entry] = {}
    problems: list[Problem] = []
    for path, text, mark, key_mark in leaves:
        form = path[-1] if len(path) > 1 and path[-1] in FORMS else None
        key = ".".join(path[:-1] if form else path)
        known = entries.get(key)
        if known and (form is None or not known.is_plural or form in known.forms):
            message = f"`{'.'.join(path)}` is here a second time"
            help_text = "keep one of the two"
            problems.append(Problem(rules.LANGUAGE_FILE, at(mark), message, help_text))
            continue
        forms = {**(known.forms if known else {}), form or "other": text}
        entries[key] = Entry(forms, form is not None, known.place if known else at(mark), at(key_mark))
    return LanguageFile(name, entries), problems


def _leaves(text: str) -> Iterator[_Leaf]:
    """Each text of the first document with the keys that lead to it.

    By YAML's events, so that nothing is read but text, and no tree as deep as the file asks for is built.
    """
    keys: list[str | None] = []
    key_mark: Any = None
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, yaml.DocumentEndEvent):
            return
        if isinstance(event, yaml.SequenceStartEvent | yaml.AliasEvent):
            raise _Fault(
                "a language file has only keys and texts, no lists and no references", event.start_mark
            )
        if isinstance(event, yaml.MappingStartEvent):
            if len(keys) == MAX_DEPTH or (keys and keys[-1] is None):
                raise _Fault("keys are nested too deep here", event.start_mark)
            keys.append(None)
        elif isinstance(event, yaml.MappingEndEvent):
            keys.pop()
            if keys:
                keys[-1] = None
        elif isinstance(event, yaml.ScalarEvent):
            if not keys:
                raise _Fault(
                    "this is not a language file: it must be a mapping of keys to texts", event.start_mark
                )
            if keys[-1] is None:
                keys[-1], key_mark = event.value, event.start_mark
            elif event.tag not in (None, _TEXT_TAG):
                raise _Fault("a text has no tag", event.start_mark)
            else:
                yield tuple(map(str, keys)), event.value, event.start_mark, key_mark
                keys[-1] = None

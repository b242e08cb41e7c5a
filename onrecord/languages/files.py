"""The file of a language: each key has a text, or one text per plural form."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from onrecord.languages.calendars import FORMS
from onrecord.rules import languages as rules
from onrecord.rules.problems import Location, Problem
from onrecord.text.files import read_text
from onrecord.text.yaml_tree import Mapping as Group
from onrecord.text.yaml_tree import Text, Tree, UnreadableError, places_in, read_tree

MAX_BYTES = 500_000
MAX_DEPTH = 4
_NAME = re.compile(r"\{([a-z_]+)\}")


class Entry(Struct, frozen=True):
    """A key's text, with its place in the file.

    Attributes:
        forms: the texts by plural form; a text without forms is under `other`.
        is_plural: whether the file gives plural forms.
        key_place: the place of the key.
    """

    forms: dict[str, str]
    is_plural: bool
    place: Location
    key_place: Location

    @property
    def names(self) -> frozenset[str]:
        """The names in braces in all its texts."""
        return frozenset(name for text in self.forms.values() for name in names_in(text))


class LanguageFile(Struct, frozen=True):
    """A language's file as read.

    Attributes:
        entries: by key; the levels of a key are joined by full stops.
    """

    path: str
    entries: Mapping[str, Entry]


def names_in(text: str) -> list[str]:
    """The names in braces in a text."""
    return _NAME.findall(text)


def pieces_of(text: str) -> list[str]:
    """A text split at its names in braces: texts at even indexes, names at odd ones."""
    return _NAME.split(text)


# The keys that lead to a text, the text, and the place of the last of them.
_Leaf = tuple[tuple[str, ...], Text, Text]


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
    at = places_in(name, text)
    try:
        leaves = list(_leaves(read_tree(text, MAX_DEPTH)))
    except UnreadableError as error:
        help_text = "write `key: text` lines below a heading, as in the program's own files"
        problem = Problem(rules.LANGUAGE_FILE, at(error.line, error.column), str(error), help_text)
        return LanguageFile(name, {}), [problem]
    return _gathered(name, leaves, at)


def _gathered(
    name: str, leaves: list[_Leaf], at: Callable[[int, int], Location]
) -> tuple[LanguageFile, list[Problem]]:
    entries: dict[str, Entry] = {}
    problems: list[Problem] = []
    for path, text, last_key in leaves:
        place = at(text.line, text.column)
        form = path[-1] if len(path) > 1 and path[-1] in FORMS else None
        key = ".".join(path[:-1] if form else path)
        known = entries.get(key)
        if known and (form is None or not known.is_plural or form in known.forms):
            message = f"`{'.'.join(path)}` is here a second time"
            help_text = "keep one of the two"
            problems.append(Problem(rules.LANGUAGE_FILE, place, message, help_text))
            continue
        forms = {**(known.forms if known else {}), form or "other": text.value}
        key_place = at(last_key.line, last_key.column)
        entries[key] = Entry(forms, form is not None, known.place if known else place, key_place)
    return LanguageFile(name, entries), problems


def _leaves(root: Tree | None) -> Iterator[_Leaf]:
    """Each text of a file with the keys that lead to it.

    Raises:
        UnreadableError: there is something else than keys and texts.
    """
    if not isinstance(root, Group):
        message = "this is not a language file: it must be a mapping of keys to texts"
        raise UnreadableError(message, root.line if root else 1, root.column if root else 1)
    yield from _leaves_below(root, ())


def _leaves_below(group: Group, path: tuple[str, ...]) -> Iterator[_Leaf]:
    for key, value in group.entries:
        if not isinstance(key, Text):
            raise UnreadableError("a key must be a text", key.line, key.column)
        here = (*path, key.value)
        if isinstance(value, Group):
            yield from _leaves_below(value, here)
        elif not isinstance(value, Text):
            message = "a language file has only keys and texts, no lists and no references"
            raise UnreadableError(message, value.line, value.column)
        elif not value.is_plain_text:
            raise UnreadableError("a text has no tag", value.line, value.column)
        else:
            yield here, value, key

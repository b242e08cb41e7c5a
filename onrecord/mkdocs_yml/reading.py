"""Read one settings file as MkDocs does, without running any code that it names."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from msgspec import Struct

from onrecord.mkdocs_yml.resolving import MAX_DEPTH, Resolver
from onrecord.mkdocs_yml.tags import Tag, tags_in
from onrecord.mkdocs_yml.value import Value
from onrecord.rules import files as rules
from onrecord.rules.problems import Location, Problem
from onrecord.text.characters import describe
from onrecord.text.files import read_text
from onrecord.text.yaml_tree import Mapping, UnreadableError, places_in, read_tree

MAX_BYTES = 1_000_000
# LibYAML skips a byte order mark at the start of any line; PyYAML's own parser takes it for a letter.
_MARK = re.compile("(?:^|(?<=[\r\n\x85\u2028\u2029]))\ufeff")
_HELP = "write `key: value` lines, as MkDocs' own guide does"


class SettingsFile(Struct, frozen=True):
    """A settings file.

    Attributes:
        path: the file.
        root: its keys and values; an empty mapping if the file cannot be read.
        digest: the SHA-256 of its bytes; empty if they are not valid text.
        variables: the environment variables that it names, with their values; None for one that is not set.
        problems: the reasons why it cannot be read.
        tags: its tags, but for YAML's own types.
    """

    path: Path
    root: Value
    digest: str
    variables: dict[str, str | None]
    problems: list[Problem]
    tags: list[Tag] = []


def read_file(
    path: Path, name: str, *, shows_lines: bool = True, reads_variables: bool = True
) -> SettingsFile:
    """Read one settings file.

    Args:
        path: the file.
        name: its name in problems: a path relative to the root.
        shows_lines: whether problems may show lines of the file.
        reads_variables: whether `!ENV` may read the environment; otherwise no variable is set.

    Raises:
        OSError: the file cannot be read.
    """
    start = Location(name)
    nothing = Value({}, start, start)
    text, digest, problems = read_text(path, name, MAX_BYTES)
    if text is None:
        return SettingsFile(path, nothing, digest, {}, problems)
    at = places_in(name, text) if shows_lines else _without_lines(name)
    resolver = Resolver(at, None if reads_variables else {})
    try:
        if mark := _MARK.search(text):
            message = f"{describe(mark[0])} begins this line, and YAML's parsers differ about it"
            raise UnreadableError(message, 1, mark.start() + 1)  # noqa: TRY301 - reported like the others
        tree = read_tree(text, MAX_DEPTH)
        if tree is not None and not isinstance(tree, Mapping):
            message = "these are no settings: the file has to be a mapping of keys to values"
            raise UnreadableError(message, tree.line, tree.column)  # noqa: TRY301 - as above
        root = resolver.value(tree) if tree else nothing
        if tree is not None and root.tag:
            message = f"the settings as a whole cannot have the tag {root.tag}"
            raise UnreadableError(message, tree.line, tree.column)  # noqa: TRY301 - as above
    except UnreadableError as error:
        problem = Problem(rules.PUBLISH, at(error.line, error.column), str(error), _HELP)
        return SettingsFile(path, nothing, digest, resolver.variables, [problem])
    tags = tags_in(tree, at) if tree else []
    return SettingsFile(path, root, digest, resolver.variables, [], tags)


def _without_lines(name: str) -> Callable[[int, int], Location]:
    return lambda line, column: Location(name, line, column)

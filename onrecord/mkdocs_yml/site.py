"""The settings of a site: its mkdocs.yml, the files that it inherits, and the program's defaults."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path
from typing import Any

from msgspec import Struct

from onrecord.layout import PROGRAM, Layout, path_within
from onrecord.mkdocs_yml.paths import fault_of_path
from onrecord.mkdocs_yml.reading import SettingsFile, read_file
from onrecord.mkdocs_yml.tags import Tag
from onrecord.mkdocs_yml.value import Value, merged
from onrecord.rules import files as rules
from onrecord.rules.problems import Location, Problem

_INHERIT = "INHERIT"
# Keys of the program's own settings that are no defaults, since they are true only of the program's site.
_NOT_LENT = ("site_url", "repo_url")
# The name of the program's own theme, for MkDocs on its own.  A site's copy replaces it.
OWN_THEME = "onrecord"


class SiteSettings(Struct, frozen=True):
    """The settings of a site, and the files that they were read from.

    Attributes:
        layout: the site.
        written: the settings of the site's own file, merged over those that it inherits.
        lent: the defaults, from the program's own file; empty if that is the site's file.
        problems: the reasons why a file cannot be read; if there are any, `written` is incomplete.
        files: the SHA-256 of each file that was read, by real path; empty if it is not valid text.
        variables: the environment variables that the files name, with their values; None for one not set.
        tags: the tags of the site's files, but for YAML's own types.
    """

    layout: Layout
    written: Value
    lent: Value
    problems: list[Problem]
    files: dict[str, str]
    variables: dict[str, str | None]
    tags: list[Tag]

    @property
    def is_programs(self) -> bool:
        """Whether the settings are the program's own."""
        return self.layout.settings == PROGRAM / self.layout.settings.name

    def get(self, *keys: str) -> Value | None:
        """The value below some keys: the site's, or the default if the site lacks the first key."""
        return self._with_lent(keys).get(*keys)

    def words(self, *keys: str) -> str:
        """The text below some keys, on one line; empty if there is none."""
        return self._with_lent(keys).words(*keys)

    def is_on(self, *keys: str) -> bool:
        """Whether the value below some keys is true."""
        value = self.get(*keys)
        return value is not None and value.data is True

    def keys(self) -> dict[str, Any]:
        """All keys and their values, as MkDocs reads them."""
        keys: dict[str, Any] = {**self.lent.plain(), **self.written.plain()}
        return keys

    @property
    def digest(self) -> bytes:
        """A digest of the files' bytes and the variables' values; if it is unchanged, so are the settings."""
        made_from = list(self.files.values()), sorted(self.variables.items())
        return sha256(repr(made_from).encode()).digest()

    def _with_lent(self, keys: tuple[str, ...]) -> Value:
        return self.written if keys[0] in self.written.data else self.lent


def read_site_settings(layout: Layout) -> SiteSettings:
    """Read a site's settings.

    Raises:
        OSError: a file cannot be read.
    """
    chain = _with_inherited(layout)
    start = Location(layout.settings.name)
    written = Value({}, start, start)
    for file in reversed(chain):
        written = merged(written, file.root)
    lent = Value({}, start, start)
    read = list(chain)
    own = PROGRAM / layout.settings.name
    if layout.settings != own:
        read.append(read_file(own, own.name))
        data = read[-1].root.data
        lent = Value({key: data[key] for key in data if key not in _NOT_LENT}, lent.place, lent.key)
    return SiteSettings(
        layout=layout,
        written=_without(_without_own_theme(written), _INHERIT),
        lent=lent,
        problems=[problem for file in chain for problem in file.problems],
        files={os.path.realpath(file.path): file.digest for file in read},
        variables={name: value for file in read for name, value in file.variables.items()},
        tags=[tag for file in chain for tag in file.tags],
    )


def _with_inherited(layout: Layout) -> list[SettingsFile]:
    """A site's settings file, the file that it inherits, and so on."""
    trusted = not layout.is_untrusted
    files = [read_file(layout.settings, layout.settings.name, reads_variables=trusted)]
    seen = {os.path.realpath(layout.settings)}
    while (named := files[-1].root.get(_INHERIT)) is not None:
        path = os.path.normpath(os.path.join(files[-1].path.parent, named.text))  # noqa: PTH118 - as MkDocs does
        problem = _fault_of_inherit(layout, named, path, seen)
        if problem:
            files[-1].problems.append(problem)
            break
        seen.add(os.path.realpath(path))
        files.append(_inherited(layout, Path(path)))
    return files


def _fault_of_inherit(layout: Layout, named: Value, path: str, seen: set[str]) -> Problem | None:
    """The problem with a value of `INHERIT`; None if the file can be read.

    Args:
        layout: the site.
        named: the value.
        path: the file that it names.
        seen: the real paths of the files that inherit it.
    """
    if not isinstance(named.data, str) or not named.text:
        fault = "INHERIT takes the name of a file"
    elif outside := fault_of_path(layout, _INHERIT, named, path):
        return outside
    elif not _exists(path):
        fault = f"there is no file {named.shown}, which INHERIT names"
    elif os.path.realpath(path) in seen:
        fault = f"{named.shown} inherits itself"
    else:
        return None
    return Problem(rules.PUBLISH, named.place, fault, "correct the name, or remove the line")


def _inherited(layout: Layout, path: Path) -> SettingsFile:
    """Read an inherited settings file; problems never show lines of one outside the site's folder."""
    is_inside = path_within(path, [os.path.realpath(layout.root)]) is not None
    name = Path(os.path.relpath(path, layout.root)).as_posix()
    return read_file(path, name, shows_lines=is_inside, reads_variables=not layout.is_untrusted)


def _without_own_theme(written: Value) -> Value:
    """Settings that name the program's own theme, and nothing else of a theme, say nothing about it."""
    theme = written.get("theme")
    if theme is not None and theme.plain() in (OWN_THEME, {"name": OWN_THEME}):
        return _without(written, "theme")
    return written


def _exists(path: str) -> bool:
    try:
        return os.path.exists(path)  # noqa: PTH110 - paths are text, as in MkDocs
    except ValueError:  # An impossible file name.
        return False


def _without(value: Value, key: str) -> Value:
    return Value({k: v for k, v in value.data.items() if k != key}, value.place, value.key)

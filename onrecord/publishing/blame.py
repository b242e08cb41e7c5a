"""Put an error while MkDocs runs down to what caused it: a hook, a plug-in or a Markdown extension.

The cause is the innermost line of the traceback that belongs to one of them.  A line of the program itself
further in means that it is not to blame; lines of MkDocs, Python-Markdown and other libraries are nobody's.
`onrecord.publishing.theme_errors` does the same for templates.
"""

from __future__ import annotations

import errno
import linecache
import os
import sqlite3
from collections.abc import Iterator
from importlib.metadata import entry_points
from pathlib import Path
from traceback import walk_tb
from typing import Final

import msgspec
from mkdocs.exceptions import Abort, MkDocsException
from msgspec import Struct

from onrecord.mkdocs_yml.code import HOOK, PLUGIN, code_of, entries_of
from onrecord.mkdocs_yml.site import SiteSettings
from onrecord.rules import files as rules
from onrecord.rules.problems import Location, Problem

# What Jinja calls a template that was not loaded from a file, such as MkDocs' `extra_templates`.
_NAMELESS = "<template>"
_UNCHANGED = "the site was not changed"
# Errors of the machine, whoever met them.
_OF_MACHINE: Final = frozenset(
    {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO, errno.EMFILE, errno.ENFILE}
)
# Packages that belong to no plug-in: of theirs only the module itself counts.
_SHARED = ("markdown", "mkdocs", "onrecord")


class _Frame(Struct, frozen=True):
    """A line of a traceback."""

    module: str
    file: str
    line: int


class _Installed(Struct, frozen=True):
    """A plug-in or an extension of the settings.

    Attributes:
        kind: what it is, in words.
        name: as the settings name it.
        module: the module or package that its code is in.
        place: where the settings name it.
    """

    kind: str
    name: str
    module: str
    place: Location

    def has(self, frame: _Frame) -> bool:
        return frame.module == self.module or frame.module.startswith(f"{self.module}.")


def put_down(settings: SiteSettings, error: BaseException) -> Problem | None:
    """The problem with whatever caused an error; None if that is none of the site's code.

    Args:
        settings: the site's.
        error: the error, with its traceback.
    """
    if isinstance(error, Abort) and error.__context__ is not None:
        error = error.__context__
    if isinstance(error, OSError) and error.errno in _OF_MACHINE:
        return None
    hooks = _hooks(settings)
    installed = list(_installed(settings))
    reason = f"{type(error).__name__}: {error}".removesuffix(": ")
    for frame in _frames(error):
        if frame.file == _NAMELESS:
            return _in_extra_template(settings, frame, reason)
        name = hooks.get(os.path.realpath(frame.file)) or hooks.get(os.path.realpath(Path(frame.file).parent))
        if name and not frame.module.startswith("onrecord."):
            return _in_hook(settings, frame, reason)
        owner = next((one for one in installed if one.has(frame)), None)
        if owner:
            message = f"error in the {owner.kind} {owner.name} ({frame.module}, line {frame.line}): {reason}"
            help_text = f"correct its settings, update it or remove it; {_UNCHANGED}"
            return Problem(rules.PUBLISH, owner.place, message, help_text)
        if frame.module.partition(".")[0] == "onrecord":
            return None
    return None


def put_down_to_results(settings: SiteSettings, error: BaseException) -> Problem | None:
    """The problem of an error that no code of the site raised, but whose cause it may have returned.

    None if the site has neither hooks nor plug-ins.
    """
    code = next((code for code in code_of(settings) if code.kind in (HOOK, PLUGIN)), None)
    if code is None or isinstance(error, MkDocsException | OSError | sqlite3.Error | msgspec.DecodeError):
        return None
    message = f"{type(error).__name__}: {error}; {code.name} or another of the site's {code.kind} may have"
    help_text = f"check what its functions return; {_UNCHANGED}"
    return Problem(rules.PUBLISH, code.place, f"{message} returned a wrong value", help_text)


def _in_extra_template(settings: SiteSettings, frame: _Frame, reason: str) -> Problem | None:
    templates = entries_of(settings.get("extra_templates"))
    name, _, place = next(templates, ("", None, None))
    if place is None:
        return None
    which = "one of these templates" if next(templates, None) else name
    message = f"error in {which}, line {frame.line}: {reason}"
    return Problem(rules.PUBLISH, place, message, f"correct the template; {_UNCHANGED}")


def warned_by(settings: SiteSettings, file: str, line: int, message: str) -> Problem | None:
    """The problem with a hook that logged a warning; None if another file did."""
    if os.path.realpath(file) not in _hooks(settings):
        return None
    return _in_hook(settings, _Frame("", file, line), message, "warning of")


def _frames(error: BaseException) -> Iterator[_Frame]:
    """The lines of a traceback, the innermost first; of a syntax error first the line itself."""
    if isinstance(error, SyntaxError) and error.filename:
        yield _Frame("", error.filename, error.lineno or 1)
    for frame, line in reversed(list(walk_tb(error.__traceback__))):
        yield _Frame(str(frame.f_globals.get("__name__", "")), frame.f_code.co_filename, line)


def _in_hook(settings: SiteSettings, frame: _Frame, reason: str, what: str = "error in") -> Problem:
    file, root = Path(os.path.realpath(frame.file)), Path(os.path.realpath(settings.layout.root))
    path = file.relative_to(root).as_posix() if file.is_relative_to(root) else file.as_posix()
    linecache.checkcache(frame.file)
    text = linecache.getline(frame.file, frame.line).rstrip("\n") if file.is_relative_to(root) else ""
    place = Location(path, frame.line, len(text) - len(text.lstrip()) + 1, text)
    return Problem(rules.PUBLISH, place, f"{what} this hook: {reason}", f"correct the hook; {_UNCHANGED}")


def _hooks(settings: SiteSettings) -> dict[str, str]:
    """The hooks by the real paths of their files, and of the folders that they may import modules from."""
    named = [name for name, _, _ in entries_of(settings.get("hooks"))]
    files = {os.path.realpath(settings.layout.root / name): name for name in named}
    folders = {str(Path(file).parent): name for file, name in files.items()}
    folders.pop(os.path.realpath(settings.layout.root), None)  # Too much is in there.
    return folders | files


def _installed(settings: SiteSettings) -> Iterator[_Installed]:
    """The plug-ins and extensions of the settings whose modules are known."""
    for key, group, kind in (
        ("plugins", "mkdocs.plugins", "plug-in"),
        ("markdown_extensions", "markdown.extensions", "Markdown extension"),
    ):
        known = {point.name: point.module for point in entry_points(group=group)}
        for name, _, place in entries_of(settings.get(key)):
            module = known.get(name.removeprefix("/")) or name.partition(":")[0]
            top = module.partition(".")[0]
            yield _Installed(kind, name, module if top in _SHARED else top, place)

"""Check the kinds of the places that a build writes to: the site and the work folder; and check one link.

A build looks at these places before it writes anything there, so this module imports little.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

from onrecord.engine.opening import kind_of
from onrecord.layout import Layout, path_within
from onrecord.rules import files as rules
from onrecord.rules.problems import Location, Problem

_OUTSIDE = "this link leads out of the site's folder"
_HIDDEN = "this link leads to a hidden file or folder"
_NOWHERE = "this link is broken: its target does not exist"
_ITSELF = "this link leads back to itself"
_COPY = "remove it; copy the file or folder it should show into the site's folder"
_REMOVE = "remove it; a build makes what it needs in this folder"


def forbidden_outputs(layout: Layout) -> list[Problem]:
    """Find links that lead astray and files of a wrong kind where a build writes; with one, it may not.

    The site may be a link to a folder of a web server, if whoever runs the program allows that folder.
    The work folder is emptied by builds, so it is a folder, with nothing but files and folders in it.

    Raises:
        OSError: the work folder cannot be listed.
    """
    problems = []
    site, work = layout.site, layout.work
    if site.is_symlink() and (fault := fault_of_link(layout, site.name, may_be_missing=True)):
        problems.append(fault)
    if fault := fault_of_folder(work):
        return [*problems, fault]
    if not work.is_dir():
        return problems
    with os.scandir(work) as entries:
        for entry in entries:
            if not entry.is_file(follow_symlinks=False) and not entry.is_dir(follow_symlinks=False):
                mode = entry.stat(follow_symlinks=False).st_mode
                problems.append(_wrong(f"{work.name}/{entry.name}", mode, "file"))
    return problems


def fault_of_folder(folder: Path) -> Problem | None:
    """The problem of something else in the place of a folder of the program's own, even a link to a folder.

    Args:
        folder: in the root; it need not exist.
    """
    try:
        mode = folder.lstat().st_mode
    except FileNotFoundError:
        return None
    return None if stat.S_ISDIR(mode) else _wrong(folder.name, mode, "folder")


def _wrong(path: str, mode: int, belongs: str) -> Problem:
    if stat.S_ISLNK(mode):
        return Problem(rules.LINK_OUTSIDE, Location(path), f"this must be a {belongs}, not a link", _REMOVE)
    return wrong_kind(path, mode, belongs, _REMOVE)


def wrong_kind(path: str, mode: int, belongs: str = "file", help_text: str = "") -> Problem:
    """The problem of something that is not of the kind that belongs in its place.

    Args:
        path: relative to the root.
        mode: what is there, as `os.stat` tells it.
        belongs: what belongs there, a file or a folder.
        help_text: what to do.
    """
    message = f"this is {kind_of(mode)}, not a {belongs}"
    help_text = help_text or f"remove it, or replace it by a {belongs}"
    return Problem(rules.WRONG_FILE_KIND, Location(path), message, help_text)


def fault_of_link(layout: Layout, link: str, *, may_be_missing: bool = False) -> Problem | None:
    """The problem of a link that is forbidden; None if it is allowed.

    The message leaves out the link's target, which may be private.

    Args:
        layout: the site.
        link: its path, relative to the root.
        may_be_missing: whether its target may not exist yet.
    """
    fault = _fault(layout, Path(layout.root, link))
    if not fault or (fault == _NOWHERE and may_be_missing):
        return None
    help_text = f"{_COPY}, or allow its folder with --allow-outside" if fault == _OUTSIDE else _COPY
    return Problem(rules.LINK_OUTSIDE, Location(link), fault, help_text)


def _fault(layout: Layout, path: Path) -> str:
    """Why a link is forbidden; empty if it is allowed."""
    try:
        actual = os.path.realpath(path, strict=True)
    except OSError:
        actual = os.path.realpath(path)
        if not layout.may_read(actual):
            return _OUTSIDE
        if Path(actual).is_symlink():
            return _ITSELF
        # Emacs locks a file with a broken link beside it, which nothing reads.
        return "" if path.name.startswith(".#") else _NOWHERE
    within = layout.within(actual)
    if within is None:
        return _OUTSIDE
    if path_within(path.parent, [actual]) is not None:
        return _ITSELF
    return _HIDDEN if "/." in f"/{within}" else ""

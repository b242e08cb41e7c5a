"""Symbolic links of a site: none may lead out of the site's folder, for what it leads to would be published.

Git keeps links, so one comes with somebody's proposed change as easily as a text does.  A page that is a
link to `/proc/self/environ` would publish every token that a build was given; a briefing that is a link to
a private file would show its lines in messages.  So links are looked at before anything is read.

A link that somebody makes after that and before a file is read is not seen: who can do this can write to
the site's folder while a build runs, and could copy the file as well.
"""

from __future__ import annotations

import os
import posixpath
from pathlib import Path

from onrecord.layout import Layout
from onrecord.mkdocs_yml.reading import read_file
from onrecord.problems import Location, Problem
from onrecord.rules import files as rules

# What a site is read from, as seen from its root.
PLACES = ("briefs", "mkdocs.yml", "seeds", "site_src", "templates")
_OUTSIDE = "this link leads out of the site's folder"
_HIDDEN = "this link leads to a hidden file or folder"
_NOWHERE = "this link is broken: its target does not exist"
_ITSELF = "this link leads back to itself"


def links_outside(layout: Layout) -> list[Problem]:
    """The links that may not be there, in no order; where there is one, nothing of the site may be read.

    Costs a listing of each folder and, without links, no look at a file: 15 ms for 20,000 files.

    Raises:
        OSError: a folder cannot be listed.
    """
    search = _Search(os.path.realpath(layout.root))
    for place in PLACES:
        search.look_at(place)
    if not search.problems:  # Else mkdocs.yml may be one of them.
        search.look_at_settings("mkdocs.yml")
    return search.problems


class _Search:
    """A walk through a site's files.

    Args:
        root: the site's folder, without a link on the way to it.

    Attributes:
        problems: what was found.
    """

    def __init__(self, root: str) -> None:
        self.problems: list[Problem] = []
        self._root = root
        self._walked: set[str] = set()  # folders, without a link on the way to them
        self._read: set[str] = set()  # settings

    def look_at(self, place: str) -> None:
        """Look at a place, seen from the root, at the folders on the way to it, and at all that is in it."""
        parts = place.split("/")
        for depth in range(1, len(parts) + 1):
            path = "/".join(parts[:depth])
            if not os.path.lexists(self._at(path)):
                return
            if self._at(path).is_symlink() and not self._is_allowed(path):
                return
        if self._at(place).is_dir():
            self._walk(place)

    def look_at_settings(self, path: str) -> None:
        """Look at what a file of settings names: another one that it inherits, and a theme."""
        if path in self._read or not os.path.lexists(self._at(path)) or not self._at(path).is_file():
            return
        self._read.add(path)
        settings = read_file(self._at(path), path).root
        inherited = posixpath.join(posixpath.dirname(path), settings.words("INHERIT"))
        # MkDocs takes this path from the site's folder, whichever file names it.
        theme = settings.words("theme", "custom_dir")
        for written, named in ((settings.words("INHERIT"), inherited), (theme, theme)):
            place = posixpath.normpath(named)
            if not written or place.startswith(("/", "../")) or place in (".", ".."):
                continue  # Outside in so many words, or all of the site: not by a link.
            found = len(self.problems)
            self.look_at(place)
            if named is inherited and len(self.problems) == found:
                self.look_at_settings(place)

    def _walk(self, folder: str) -> None:
        """Look at all links in a folder and in those below it."""
        folders = [folder]
        while folders:
            folder = folders.pop()
            actual = os.path.realpath(self._at(folder))
            if actual in self._walked:
                continue
            self._walked.add(actual)
            with os.scandir(actual) as entries:
                for entry in entries:
                    path = f"{folder}/{entry.name}"
                    if (not entry.is_symlink() or self._is_allowed(path)) and entry.is_dir():
                        folders.append(path)

    def _is_allowed(self, link: str) -> bool:
        """Whether a link may be there; else it is a problem."""
        fault = self._fault(link)
        if fault:
            help_text = "remove it; copy the file or folder it should show into the site's folder"
            self.problems.append(Problem(rules.LINK_OUTSIDE, Location(link), fault, help_text))
        return not fault

    def _fault(self, link: str) -> str:
        """What is wrong with a link; never what it leads to, which may itself be nobody's business."""
        path = self._at(link)
        try:
            actual = os.path.realpath(path, strict=True)
        except OSError:
            actual = os.path.realpath(path)
            if not self._is_inside(actual):
                return _OUTSIDE
            if Path(actual).is_symlink():
                return _ITSELF
            # Emacs locks a file by such a link beside it, and nobody reads it.
            return "" if path.name.startswith(".#") else _NOWHERE
        if not self._is_inside(actual):
            return _OUTSIDE
        if f"{os.path.realpath(path.parent)}/".startswith(f"{actual}/"):
            return _ITSELF
        inside = actual.removeprefix(self._root)
        return _HIDDEN if "/." in inside else ""

    def _is_inside(self, actual: str) -> bool:
        return f"{actual}/".startswith(f"{self._root.rstrip('/')}/")

    def _at(self, path: str) -> Path:
        return Path(self._root, path)

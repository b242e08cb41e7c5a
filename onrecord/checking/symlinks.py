"""Check symbolic links: none may lead out of the site's folder, because its target would be published.

Whoever runs the program can name folders outside that links may lead into (`Layout.outside`).

Git stores links, so a proposed change can contain one. A page that is a link to `/proc/self/environ` would
publish every token that a build was given; a briefing that is a link to a private file would show its lines
in messages. So links are checked before anything is read.

A link made between this check and the reading of a file goes unnoticed. But anyone who can make one can write
to the site's folder while a build runs, and could just as well copy the file.
"""

from __future__ import annotations

import os
import posixpath
from pathlib import Path

from onrecord.layout import Layout
from onrecord.mkdocs_yml.reading import read_file
from onrecord.problems import Location, Problem
from onrecord.rules import files as rules

# The paths that a site is read from, relative to its root.
PLACES = ("briefs", "mkdocs.yml", "seeds", "site_src", "templates")
_OUTSIDE = "this link leads out of the site's folder"
_HIDDEN = "this link leads to a hidden file or folder"
_NOWHERE = "this link is broken: its target does not exist"
_ITSELF = "this link leads back to itself"


def links_outside(layout: Layout) -> list[Problem]:
    """Find the forbidden links, in no order; if there is one, nothing of the site may be read.

    Lists each folder, but opens no file unless there is a link: 15 ms for 20,000 files.

    Raises:
        OSError: a folder cannot be listed.
    """
    search = _Search(layout)
    for place in PLACES:
        search.look_at(place)
    if not search.problems:  # Not before: mkdocs.yml may be such a link.
        search.look_at_settings("mkdocs.yml")
    return search.problems


class _Search:
    """A walk through a site's files.

    Args:
        layout: the site.

    Attributes:
        problems: the forbidden links found.
    """

    def __init__(self, layout: Layout) -> None:
        self.problems: list[Problem] = []
        self._layout = layout
        self._root = os.path.realpath(layout.root)
        self._walked: set[str] = set()  # folders, as real paths
        self._read: set[str] = set()  # settings

    def look_at(self, place: str) -> None:
        """Check a path relative to the root, the folders above it, and everything below it."""
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
        """Check the paths that a settings file names: a parent settings file and a theme."""
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
                continue  # Openly outside the site, or the whole site: no link is involved.
            found = len(self.problems)
            self.look_at(place)
            if named is inherited and len(self.problems) == found:
                self.look_at_settings(place)

    def _walk(self, folder: str) -> None:
        """Check all links in a folder and below it, and in the folders that allowed links lead to."""
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
        """Whether a link is allowed; if not, records a problem."""
        fault = self._fault(link)
        if fault:
            help_text = "remove it; copy the file or folder it should show into the site's folder"
            if fault == _OUTSIDE:
                help_text += ", or allow its folder with --allow-outside"
            self.problems.append(Problem(rules.LINK_OUTSIDE, Location(link), fault, help_text))
        return not fault

    def _fault(self, link: str) -> str:
        """Say why a link is forbidden, without its target, which may be private; empty if it is allowed."""
        path = self._at(link)
        try:
            actual = os.path.realpath(path, strict=True)
        except OSError:
            actual = os.path.realpath(path)
            if not self._layout.may_read(actual):
                return _OUTSIDE
            if Path(actual).is_symlink():
                return _ITSELF
            # Emacs locks a file with a broken link beside it, which nothing reads.
            return "" if path.name.startswith(".#") else _NOWHERE
        within = self._layout.within(actual)
        if within is None:
            return _OUTSIDE
        if f"{os.path.realpath(path.parent)}/".startswith(f"{actual}/"):
            return _ITSELF
        return _HIDDEN if "/." in f"/{within}" else ""

    def _at(self, path: str) -> Path:
        return Path(self._root, path)

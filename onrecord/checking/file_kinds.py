"""Check the kinds of a site's files: no link may lead out of its folder, and no pipe be in place of a file.

Git stores links, so a proposed change can contain one. A page that is a link to `/proc/self/environ` would
publish every token that a build was given; a briefing that is a link to a private file would show its lines
in messages. A named pipe never ends, so whoever reads it waits for ever. So all files are looked at before
anything is read. Whoever runs the program can name folders outside that links may lead into
(`Layout.outside`).

A file that changes its kind between this check and its reading goes unnoticed. But anyone who can do that can
write to the site's folder while a build runs, and could just as well copy the file.
"""

from __future__ import annotations

import os
import posixpath
import stat
from pathlib import Path

from onrecord.checking.output_kinds import fault_of_link, forbidden_outputs, wrong_kind
from onrecord.layout import Layout
from onrecord.mkdocs_yml.reading import read_file
from onrecord.rules.problems import Problem

# The folders that a site is read from, relative to its root; and its one file.
FOLDERS = ("briefs", "seeds", "site_src", "templates")
SETTINGS = "mkdocs.yml"
# Names that end like this are files' in folders whose files the program or MkDocs looks for by name.
_FILES = {"briefs": (".yml",), "templates": (".j2", ".html", ".yml")}


def forbidden_files(layout: Layout) -> list[Problem]:
    """Find links that lead astray and files of a wrong kind, in no order; with one, nothing may be read.

    Lists each folder, but opens no file: 15 ms for 20,000 files.

    Raises:
        OSError: a folder cannot be listed.
    """
    search = _Search(layout)
    search.problems += forbidden_outputs(layout)
    for folder in FOLDERS:
        search.look_at(folder)
    if search.reaches(SETTINGS):
        search.must_be_file(SETTINGS)
    if not search.problems:  # Not before: mkdocs.yml may be such a link.
        search.look_at_settings(SETTINGS)
    return search.problems


class _Search:
    """A walk through a site's files.

    Args:
        layout: the site.

    Attributes:
        problems: the forbidden links and files found.
    """

    def __init__(self, layout: Layout) -> None:
        self.problems: list[Problem] = []
        self._layout = layout
        self._root = os.path.realpath(layout.root)
        self._walked: set[str] = set()  # folders, as real paths
        self._read: set[str] = set()  # settings

    def look_at(self, folder: str) -> None:
        """Check a folder, by its path relative to the root, and everything below it."""
        if self.reaches(folder) and self._is_folder(folder):
            self._walk(folder)

    def reaches(self, place: str) -> bool:
        """Whether a path relative to the root exists and may be followed; records a problem if not."""
        parts = place.split("/")
        for depth in range(1, len(parts) + 1):
            path = "/".join(parts[:depth])
            if not os.path.lexists(self._at(path)):
                return False
            if self._at(path).is_symlink() and not self._is_allowed(path):
                return False
        return True

    def look_at_settings(self, path: str) -> None:
        """Check the paths that a settings file names: a parent settings file and a theme."""
        if path in self._read or not os.path.lexists(self._at(path)):
            return
        self._read.add(path)
        trusted = not self._layout.is_untrusted
        settings = read_file(self._at(path), path, reads_variables=trusted).root
        inherited = posixpath.join(posixpath.dirname(path), settings.words("INHERIT"))
        # MkDocs takes this path from the site's folder, whichever file names it.
        theme = settings.words("theme", "custom_dir")
        if settings.words("INHERIT"):
            place = self._named(inherited)
            if place and not self._at(place).is_dir() and self.must_be_file(place):
                self.look_at_settings(place)
        if theme:
            place = self._named(theme)
            if place and self._at(place).is_dir():
                self._walk(place)

    def _named(self, path: str) -> str:
        """A path that settings name, relative to the root; empty if nothing there may be read.

        Whatever reads the settings tells why a path openly outside is not.
        """
        place = posixpath.relpath(posixpath.join(self._root, path), self._root)
        if place == ".." or place.startswith("../"):
            return place if self._layout.may_read(self._at(place)) and self._at(place).exists() else ""
        return place if self.reaches(place) else ""

    def _walk(self, folder: str) -> None:
        """Check everything in a folder and below it, and in the folders that allowed links lead to."""
        file_names = _FILES.get(folder, ())
        folders = [folder]
        while folders:
            folder = folders.pop()
            actual = os.path.realpath(self._at(folder))
            if actual in self._walked:
                continue
            self._walked.add(actual)
            with os.scandir(actual) as entries:
                for entry in entries:
                    if entry.is_file(follow_symlinks=False):
                        continue
                    if folder == "." and entry.name.startswith("."):
                        continue  # MkDocs takes no hidden file from a theme's folder.
                    path = f"{folder}/{entry.name}".removeprefix("./")
                    if entry.is_symlink() and not self._is_allowed(path):
                        continue
                    if entry.is_dir() and not entry.name.endswith(file_names):
                        folders.append(path)
                    elif not _is_lock(entry):
                        self.must_be_file(path)

    def must_be_file(self, path: str) -> bool:
        """Whether a path leads to a file; if not, records a problem."""
        mode = self._at(path).stat().st_mode
        if not stat.S_ISREG(mode):
            self.problems.append(wrong_kind(path, mode))
        return stat.S_ISREG(mode)

    def _is_folder(self, path: str) -> bool:
        """Whether a path leads to a folder; if not, records a problem."""
        mode = self._at(path).stat().st_mode
        if not stat.S_ISDIR(mode):
            self.problems.append(wrong_kind(path, mode, "folder"))
        return stat.S_ISDIR(mode)

    def _is_allowed(self, link: str) -> bool:
        """Whether a link is allowed; if not, records a problem."""
        fault = fault_of_link(self._layout, link)
        if fault:
            self.problems.append(fault)
        return fault is None

    def _at(self, path: str) -> Path:
        return Path(self._root, path)


def _is_lock(entry: os.DirEntry[str]) -> bool:
    """Whether this is the broken link with which Emacs locks a file."""
    return entry.is_symlink() and not os.path.exists(entry.path)  # noqa: PTH110 - paths are text here

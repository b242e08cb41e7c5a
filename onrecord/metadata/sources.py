"""Find the article in `seeds/` that a briefing names, check its path, and list those that none names."""

from __future__ import annotations

import os
import posixpath
import stat
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from onrecord.layout import Layout
from onrecord.metadata.briefs import BriefFile
from onrecord.metadata.outlines import Mention
from onrecord.metadata.tree import Scalar
from onrecord.proof.files import can_be_named
from onrecord.rules import sources as rules
from onrecord.rules.problems import Location, Problem
from onrecord.text.file_names import as_on_disk
from onrecord.text.suggestions import KnownNames, did_you_mean

_UP = ("../", "/")


def without_briefing(layout: Layout, sources: Collection[str]) -> list[str]:
    """The articles that no briefing has as its source; empty if the source of a briefing is unknown.

    Args:
        layout: the site.
        sources: the path of each briefing's article, relative to the root; empty if unknown.

    Raises:
        OSError: a folder cannot be read.
    """
    if "" in sources:
        return []
    found = (path for path in layout.seeds.rglob("*") if path.is_file())
    inside = (path.relative_to(layout.root) for path in found)
    names = (path.as_posix() for path in inside if not any(part.startswith(".") for part in path.parts))
    return sorted(set(names).difference(sources))


def find_source(layout: Layout, inside: Path, file: BriefFile) -> tuple[Mention | None, list[Problem]]:
    """The path of a briefing's article in the folder, with links resolved, or None; and the problems.

    Args:
        layout: the site.
        inside: the real path of its folder of articles.
        file: the briefing's.
    """
    node = file.document.node(("source", "file"))
    written = file.brief.source.file
    if not isinstance(node, Scalar) or " ".join(node.value.split()) != written:
        return None, []  # The value is a placeholder for a wrong or missing one.
    if node.doubtful:
        return None, []  # Another rule says that it is not what was meant.
    place = file.document.of(node)
    seeds = layout.seeds
    path = seeds / written
    with suppress(OSError, ValueError):
        if "/" not in written and stat.S_ISREG(path.lstat().st_mode) and can_be_named(written):
            return Mention(written, place), []  # The usual case.
    try:
        written = as_on_disk(seeds, written)
        path = seeds / written
        actual = path.resolve()
        exists, is_folder = path.is_file(), path.is_dir()
    except PermissionError:
        raise
    except (OSError, ValueError, RuntimeError):  # Such as a name that is too long, or a loop of links.
        return None, [_missing(seeds, place, written, seeds)]
    own_path = posixpath.normpath(written)
    if actual.is_relative_to(inside):
        name = actual.relative_to(inside).as_posix()
    elif any(map(actual.is_relative_to, layout.outside)) and not own_path.startswith(_UP):
        name = own_path  # A link in the folder, whose target has no path there.
    else:
        message = f"{written} is not inside {seeds.name}/"
        if path.is_symlink():
            message = f"{written} is a link to a file outside {seeds.name}/"
        help_text = f"copy the article into {seeds.name}/ and name it here"
        return None, [Problem(rules.SOURCE_OUTSIDE, place, message, help_text)]
    if is_folder:
        return None, [_is_folder(seeds, place, written, actual)]
    if not exists:
        return None, [_missing(seeds, place, written, actual.parent)]
    if not can_be_named(name):
        message = f"the path {seeds.name}/{name[:60]} cannot be published"
        help_text = "rename the article without \\ and control characters, and shorter than 1,000 characters"
        return None, [Problem(rules.MISSING_SOURCE, place, message, help_text)]
    return Mention(name, place), []


def _missing(seeds: Path, place: Location, written: str, folder: Path) -> Problem:
    """The problem of a missing article, with the most similar name in its folder."""
    message, near = f"there is no file {seeds.name}/{written}", _nearest(written, folder)
    if "\\" in written:
        message = f"there is no file {seeds.name}/{written}: write / between folders, not \\"
        meant = as_on_disk(seeds, posixpath.normpath(written.replace("\\", "/")))
        near = meant if not meant.startswith(_UP) and _is_there(seeds / meant) else near
    return _problem(seeds, place, message, near, written)


def _is_folder(seeds: Path, place: Location, written: str, folder: Path) -> Problem:
    """The problem of a folder in place of an article, with the file that was probably meant."""
    inside = min(_articles_in(folder), default="")
    near = _nearest(written, folder.parent) or (posixpath.join(written, inside) if inside else "")
    return _problem(seeds, place, f"{seeds.name}/{written} is a folder", near, written)


def _nearest(written: str, folder: Path) -> str:
    """The path of the article in a folder with the most similar name; empty if none is similar."""
    above, _, name = written.rpartition("/")
    near = KnownNames(_articles_in(folder)).nearest(name)
    return posixpath.join(above, near) if near else ""


def _problem(seeds: Path, place: Location, message: str, near: str, written: str) -> Problem:
    help_text = f"put the article into {seeds.name}/, or correct its name here"
    help_text = did_you_mean(near, written) or help_text
    return Problem(rules.MISSING_SOURCE, place, message, help_text)


def _is_there(path: Path) -> bool:
    """Whether there is a file with a name that may be impossible."""
    with suppress(OSError, ValueError):
        return path.is_file()
    return False


def _articles_in(folder: Path) -> list[str]:
    if not folder.is_dir():
        return []
    with os.scandir(folder) as entries:
        return [entry.name for entry in entries if not entry.name.startswith(".") and entry.is_file()]

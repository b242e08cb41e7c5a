"""Stage 8: the only writer of `site_src/`, and the folder in which files are staged for it and for `site/`.

Generated pages have `onrecord:` in their front matter, and data and feeds begin as only the program's do.
By these marks, and not by a list that could be lost, the program knows which files it may replace or remove.
Everything is made in a staging folder first.  Then each file is renamed into its place in `site_src/`, and
the site is exchanged as one folder (`onrecord.publishing.swap`).  So a build that is killed leaves whole
files and a whole site, and the next build removes its leftovers.
"""

from __future__ import annotations

import errno
import os
import posixpath
import shutil
import stat
import tempfile
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath

from msgspec import Struct

from onrecord.engine import system
from onrecord.engine.last_build import LastBuild
from onrecord.exports.collection import HEAD, is_export
from onrecord.exports.stored_copies import is_stored_copy
from onrecord.layout import LOCK, OLD_SITE, STAGED, Layout
from onrecord.rules import files as rules
from onrecord.rules.problems import Location, Problem
from onrecord.text.generated_mark import has_mark

_TEMPORARY = ".onrecord"


class Staged(Struct, frozen=True):
    """A staging folder: for the files of a build until all of them are made.

    Attributes:
        folder: in the site's work folder.
    """

    folder: Path

    @property
    def source(self) -> Path:
        """The folder of files for `site_src/`."""
        return self.folder / "source"

    @property
    def site(self) -> Path:
        """The folder of files for `site/`."""
        return self.folder / "site"

    @property
    def hand_written(self) -> Path:
        """The folder of links to the hand-written files of `site_src/`."""
        return self.folder / "hand-written"

    def empty(self) -> None:
        """Empty the folder of files for `site/`."""
        shutil.rmtree(self.site)
        self.site.mkdir()

    def link_pages(self, site_src: Path, paths: Iterable[str]) -> None:
        """Fill `hand_written` with links to some files."""
        shutil.rmtree(self.hand_written, ignore_errors=True)
        self.hand_written.mkdir()
        for path in paths:
            link = self.hand_written / path
            link.parent.mkdir(parents=True, exist_ok=True)
            system.refer(site_src / path, link)


def recover(layout: Layout) -> bool:
    """Remove the leftovers of a killed build; if it has moved the site away, put it back.

    Returns:
        Whether there were leftovers.
    """
    old, site = layout.work / OLD_SITE, layout.site.resolve()
    if os.path.lexists(old) and not os.path.lexists(site):
        old.replace(site)
    found = layout.left_behind()
    for left in found:
        remove_tree(left)
    if found:
        for left in layout.site_src.rglob(f".*{_TEMPORARY}"):
            left.unlink()
    return bool(found)


def empty_work_folder(layout: Layout) -> None:
    """Remove everything in the work folder but the lock, which a build holds.

    Raises:
        OSError: something cannot be removed.
    """
    for path in layout.work.iterdir():
        if path.is_dir() and not path.is_symlink():
            remove_tree(path)
        elif path.name != LOCK:
            path.unlink()


def remove_tree(folder: Path) -> None:
    """Remove a folder with all that is in it, also where folders in it are read-only.

    Raises:
        OSError: it cannot be removed, as when it belongs to somebody else.
    """
    shutil.rmtree(folder, ignore_errors=True)
    if not folder.exists():
        return
    folder.chmod(stat.S_IRWXU)
    for above, folders, _ in os.walk(folder):
        for below in (Path(above, name) for name in folders):
            if not below.is_symlink():
                below.chmod(stat.S_IRWXU)
    shutil.rmtree(folder)


def generated_among(layout: Layout, paths: Iterable[str]) -> Iterator[str]:
    """Those of some files in `site_src/` that the program generated; links never count as generated."""
    for name in paths:
        path = layout.site_src / name
        if path.is_symlink() or not path.is_file():
            continue
        with path.open("rb") as file:
            if path.suffix == ".md":
                ours = has_mark(file)
            else:
                ours = is_export(name, file.read(HEAD).decode("utf-8", "replace"))
                ours = ours or is_stored_copy(layout.site_src, name)
        if ours:
            yield name


def in_the_way(layout: Layout, new: Collection[str], ours: Collection[str]) -> list[Problem]:
    """Find files and folders of other origin where a generated file or the site has to go.

    Args:
        layout: the site.
        new: the paths in `site_src/` that have to be written.
        ours: the paths in `site_src/` of generated files.
    """
    problems: list[Problem] = []

    def add(path: str, message: str, help_text: str) -> None:
        problems.append(Problem(rules.FOREIGN_FILE, Location(path), message, help_text))

    source = layout.site_src.name
    site_src = str(layout.site_src)
    for path in new:
        if path not in ours and os.path.lexists(f"{site_src}/{path}"):
            message = "a generated page goes here, but onrecord did not make this file"
            add(f"{source}/{path}", message, "move or rename it; it is not touched")
    folders = set(map(posixpath.dirname, new))
    folders.update(above.as_posix() for folder in list(folders) for above in Path(folder).parents)
    for folder in sorted(folders - {"", "."}):
        place = layout.site_src / folder
        if os.path.lexists(place) and (place.is_symlink() or not place.is_dir()):
            message = "the folder of generated pages goes here, but this is in its place"
            add(f"{source}/{folder}", message, "move or rename it; it is not touched")
    if layout.site.exists() and not _may_be_replaced(layout.site):
        message = "the published site goes here, but this is not a site: it has no index.html"
        add(layout.site.name, message, "move or rename it; a build replaces all that is in this folder")
    return problems


def is_site_known(layout: Layout, last: LastBuild) -> bool:
    """Whether the site exists as the last build left it, apart from files that were touched.

    False if a folder has replaced a file of the site, or a file a folder.
    """
    site, touched = layout.site, last.touched_in(layout.site)
    if touched is None or not site.is_dir():
        return False
    folders = {folder.as_posix() for path in touched for folder in PurePosixPath(path).parents}
    return folders.isdisjoint(touched) and not any((site / path).is_dir() for path in touched)


def _may_be_replaced(site: Path) -> bool:
    if not site.is_dir():
        return False
    return (site / "index.html").exists() or all(path.name.startswith(".") for path in site.iterdir())


@contextmanager
def staging(layout: Layout) -> Iterator[Staged]:
    """Make a staging folder; remove it, with its content, at the end."""
    layout.site_src.mkdir(exist_ok=True)
    staged = Staged(Path(tempfile.mkdtemp(dir=layout.work, prefix=STAGED)))
    try:
        staged.source.mkdir()
        staged.site.mkdir()
        yield staged
    finally:
        shutil.rmtree(staged.folder, ignore_errors=True)
        with suppress(OSError):  # It is not empty if anything was written.
            layout.site_src.rmdir()


def write_outputs(layout: Layout, staged: Staged, gone: Iterable[str]) -> None:
    """Move the staged files into `site_src/`, and remove those that are no longer generated.

    Raises:
        OSError: the disk is full, or a file or folder is not writable.
    """
    move_all(staged.source, layout.site_src)
    remove_all(layout.site_src, gone)


def move_all(source: Path, target: Path) -> None:
    """Move all files of a folder into another one."""
    for folder, _, names in os.walk(source):
        there = os.path.join(target, os.path.relpath(folder, source))  # noqa: PTH118 - paths are text here, for speed
        if names:
            os.makedirs(there, exist_ok=True)  # noqa: PTH103 - as above
        for name in names:
            _move(f"{folder}/{name}", f"{there}/{name}")


def _move(source: str, target: str) -> None:
    try:
        os.replace(source, target)  # noqa: PTH105 - as above
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        beside = Path(target).with_name(f".{Path(target).name}{_TEMPORARY}")
        try:
            shutil.copyfile(source, beside)
            beside.replace(target)
        except OSError:
            beside.unlink(missing_ok=True)
            raise
        Path(source).unlink()


def remove_all(folder: Path, paths: Iterable[str]) -> None:
    """Remove files, and folders that become empty."""
    for path in paths:
        gone = folder / path
        if gone.is_dir() and not gone.is_symlink():  # Not made by the program.
            continue
        with suppress(NotADirectoryError):
            gone.unlink(missing_ok=True)
        for above in gone.parents:
            if above == folder or not _removed(above):
                break


def _removed(folder: Path) -> bool:
    """Remove a folder if it is empty; return whether it no longer exists."""
    try:
        folder.rmdir()
    except FileNotFoundError:
        return True
    except OSError:
        return False
    return True

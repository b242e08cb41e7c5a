"""Stage 8: the only writer of `site_src/`, and what is staged on the way to there and to `site/`.

A page of the program's own carries `onrecord:` in its front matter, and data and feeds begin as only
the program's do; by that, and not by a list that could be lost, it knows what it may replace or
remove.  Everything is made in a folder of its own first; then each file is renamed into its place in
`site_src/`, and the site is exchanged as one folder (`onrecord.publishing.swap`), so that a build that is
killed leaves whole files and a whole site; the next one removes what it left behind.
"""

from __future__ import annotations

import errno
import os
import posixpath
import shutil
import tempfile
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath

from msgspec import Struct

from onrecord.engine.last_build import LastBuild
from onrecord.exports.collection import HEAD, is_export
from onrecord.layout import OLD_SITE, STAGED, Layout
from onrecord.problems import Location, Problem
from onrecord.rules import files as rules
from onrecord.text.generated_mark import has_mark

_TEMPORARY = ".onrecord"


class Staged(Struct, frozen=True):
    """A folder for what a build makes, until all of it is made.

    Attributes:
        folder: in the site's work folder.
    """

    folder: Path

    @property
    def source(self) -> Path:
        """What goes into `site_src`."""
        return self.folder / "source"

    @property
    def site(self) -> Path:
        """What goes into `site`."""
        return self.folder / "site"

    @property
    def hand_written(self) -> Path:
        """Links to what people put into `site_src`."""
        return self.folder / "hand-written"

    def empty(self) -> None:
        """Let nothing be in the site."""
        shutil.rmtree(self.site)
        self.site.mkdir()

    def link_pages(self, site_src: Path, paths: Iterable[str]) -> None:
        """Fill `hand_written`."""
        shutil.rmtree(self.hand_written, ignore_errors=True)
        self.hand_written.mkdir()
        for path in paths:
            link = self.hand_written / path
            link.parent.mkdir(parents=True, exist_ok=True)
            link.symlink_to(site_src / path)


def recover(layout: Layout) -> bool:
    """Remove what a build that was killed left behind; where the site is missing, put it back.

    Returns:
        Whether there was anything of that kind.
    """
    old, site = layout.work / OLD_SITE, layout.site.resolve()
    if os.path.lexists(old) and not os.path.lexists(site):
        old.replace(site)
    found = layout.left_behind()
    for left in found:
        shutil.rmtree(left, ignore_errors=True)
    if found:
        for left in layout.site_src.rglob(f".*{_TEMPORARY}"):
            left.unlink()
    return bool(found)


def link(source: str | Path, target: str | Path) -> None:
    """Let a file be in another place too; as a copy where the file system knows no hard links."""
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError:
        shutil.copy2(source, target, follow_symlinks=False)


def generated_among(layout: Layout, paths: Iterable[str]) -> Iterator[str]:
    """Which of some files in `site_src` the program made.  What a link leads to is not ours."""
    for name in paths:
        path = layout.site_src / name
        if path.is_symlink() or not path.is_file():
            continue
        with path.open("rb") as file:
            if path.suffix == ".md":
                ours = has_mark(file)
            else:
                ours = is_export(name, file.read(HEAD).decode("utf-8", "replace"))
        if ours:
            yield name


def in_the_way(layout: Layout, new: Collection[str], ours: Collection[str]) -> list[Problem]:
    """What somebody else put where a file has to be written, or where the site has to be.

    Args:
        layout: the site.
        new: what has to be written in `site_src`.
        ours: what the program put there.
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
    """Whether the site is there as the last build left it, but for files that were touched.

    It is not where a folder is in the place of a file, or a file in that of a folder.
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
    """A folder to make everything in; it and what is left in it are removed at the end."""
    layout.site_src.mkdir(exist_ok=True)
    staged = Staged(Path(tempfile.mkdtemp(dir=layout.work, prefix=STAGED)))
    try:
        staged.source.mkdir()
        staged.site.mkdir()
        yield staged
    finally:
        shutil.rmtree(staged.folder, ignore_errors=True)
        with suppress(OSError):  # It is not empty where anything was written.
            layout.site_src.rmdir()


def write_outputs(layout: Layout, staged: Staged, gone: Iterable[str]) -> None:
    """Put what was made into `site_src`, and remove what is no longer made.

    Raises:
        OSError: the disk is full, or something may not be written.
    """
    move_all(staged.source, layout.site_src)
    remove_all(layout.site_src, gone)


def move_all(source: Path, target: Path) -> None:
    """Rename all files of a folder into another one."""
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
    """Remove files, and the folders that are empty without them."""
    for path in paths:
        gone = folder / path
        if gone.is_dir() and not gone.is_symlink():  # Somebody else's.
            continue
        with suppress(NotADirectoryError):
            gone.unlink(missing_ok=True)
        for above in gone.parents:
            if above == folder or not _removed(above):
                break


def _removed(folder: Path) -> bool:
    """Remove a folder where nothing is in it, and say whether it is gone."""
    try:
        folder.rmdir()
    except FileNotFoundError:
        return True
    except OSError:
        return False
    return True

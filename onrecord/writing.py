"""Stage 7: the only writer of `site_src/` and the one that exchanges `site/`.

A page of the program's own carries `onrecord:` in its front matter; by that, and not by a list
that could be lost, the program knows what it may replace or remove.  Every file is written beside
its place and renamed into it, so that a build that is killed leaves whole files.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from onrecord.layout import Layout
from onrecord.problems import Location, Problem
from onrecord.rules import files as rules

MARK = "onrecord:"
_HEAD_BYTES = 2000


@contextmanager
def locked(layout: Layout, say: Callable[[str], None]) -> Iterator[None]:
    """Hold the site's lock, so that of two builds at once the second waits, and says so."""
    work = layout.work
    work.mkdir(exist_ok=True)
    (work / ".gitignore").write_text("*\n", encoding="utf-8")
    lock = FileLock(work / "lock")
    try:
        lock.acquire(blocking=False)
    except Timeout:
        say("another build of this site is running; waiting for it")
        lock.acquire()
    try:
        yield
    finally:
        lock.release()


def generated_pages(layout: Layout) -> set[str]:
    """The pages in site_src that the program made, by path."""
    if not layout.site_src.is_dir():
        return set()
    return {
        path.relative_to(layout.site_src).as_posix()
        for path in layout.site_src.rglob("*.md")
        if path.is_file() and _is_generated(path)
    }


def _is_generated(path: Path) -> bool:
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES).decode("utf-8", "replace")
    front, fence, _ = head.removeprefix("---").partition("\n---")
    return bool(head.startswith("---") and fence and re.search(rf"^{MARK}", front, re.MULTILINE))


def lent_pages(layout: Layout, generated: set[str]) -> dict[str, str]:
    """The program's own hand-written pages that the site lacks, marked as the program's."""
    lent = {}
    for path, own in layout.lent_pages.items():
        if path in generated or not os.path.lexists(layout.site_src / path):
            text = own.read_text(encoding="utf-8")
            mark = f"---\n{MARK} the program's own page  # to write your own: take this line out\n"
            lent[path] = text.replace("---\n", mark, 1)
    return lent


def in_the_way(layout: Layout, pages: Mapping[str, str], generated: set[str]) -> list[Problem]:
    """Files of somebody else's where a page has to be written."""
    problems = []
    for path in pages:
        if path not in generated and os.path.lexists(layout.site_src / path):
            place = Location(f"{layout.site_src.name}/{path}")
            message = "this file stands where a generated page belongs, and is not the program's"
            help_text = "move or rename it; it is not touched"
            problems.append(Problem(rules.FOREIGN_FILE, place, message, help_text))
    return problems


def write_pages(layout: Layout, pages: Mapping[str, str], generated: set[str]) -> None:
    """Write the pages that changed, and remove those that are no longer made.

    Raises:
        OSError: the disk is full, or something may not be written.
    """
    for path, text in pages.items():
        _write(layout.site_src / path, text.encode())
    for path in sorted(generated - pages.keys()):
        gone = layout.site_src / path
        gone.unlink()
        for folder in gone.parents:
            if folder == layout.site_src or any(folder.iterdir()):
                break
            folder.rmdir()


def _write(path: Path, data: bytes) -> None:
    if path.is_file() and path.read_bytes() == data:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


@dataclass
class Staged:
    """A folder to publish into.  It becomes `site/` if it is accepted, else it is removed."""

    folder: Path
    accepted: bool = False

    def accept(self) -> None:
        """Let the folder become `site/` when all is done."""
        self.accepted = True


@contextmanager
def staged_site(layout: Layout) -> Iterator[Staged]:
    """A folder beside the site; accepted, it takes the place of `site/` in two renames."""
    _recover(layout)
    staged = Staged(Path(tempfile.mkdtemp(dir=layout.work, prefix="site-")))
    try:
        yield staged
        if staged.accepted:
            staged.folder.chmod(0o777 & ~_umask())
            if os.path.lexists(layout.site):
                layout.site.replace(layout.work / "old-site")
            staged.folder.replace(layout.site)
    finally:
        shutil.rmtree(staged.folder, ignore_errors=True)
        _recover(layout)


def _recover(layout: Layout) -> None:
    """Put the old site back, or remove it, after an exchange that was cut short."""
    old = layout.work / "old-site"
    if os.path.lexists(old):
        if os.path.lexists(layout.site):
            shutil.rmtree(old)
        else:
            old.replace(layout.site)
    for left in layout.work.glob("site-*"):
        shutil.rmtree(left, ignore_errors=True)

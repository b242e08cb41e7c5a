"""Stage 8: the only writer of `site_src/` and the one that exchanges `site/`.

A page of the program's own carries `onrecord:` in its front matter, and data and feeds begin as only
the program's do; by that, and not by a list that could be lost, it knows what it may replace or
remove.  Every file is written beside
its place and renamed into it, and the site is exchanged as one folder, so that a build that is
killed leaves whole files and a whole site; the next one removes what it left behind.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from onrecord.exports.collection import HEAD, is_export
from onrecord.layout import Layout
from onrecord.problems import Location, Problem
from onrecord.rules import files as rules

MARK = "onrecord:"
_TEMPORARY = ".onrecord"
_STAGED = "site-"
_OLD_SITE = "old-site"


@contextmanager
def locked(layout: Layout, say: Callable[[str], None]) -> Iterator[None]:
    """Hold the site's lock, so that of two builds at once the second waits, and says so."""
    layout.work.mkdir(exist_ok=True)
    ignored = layout.work / ".gitignore"
    if not ignored.exists():
        ignored.write_text("*\n", encoding="utf-8")
    # The system lets go of the lock when the process ends, however it ends.
    with (layout.work / "lock").open("ab") as file:
        if not _lock(file.fileno(), wait=False):
            say("another build of this site is running; waiting for it")
            _lock(file.fileno(), wait=True)
        _recover(layout)
        yield


if sys.platform == "win32":
    import msvcrt
    import time

    def _lock(handle: int, *, wait: bool) -> bool:
        while True:
            try:
                msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
            except OSError:
                if not wait:
                    return False
                time.sleep(0.1)
            else:
                return True
else:
    import fcntl

    def _lock(handle: int, *, wait: bool) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            return False
        return True


def _recover(layout: Layout) -> None:
    """Remove what a build that was killed left behind; where the site is missing, put it back."""
    old, site = layout.work / _OLD_SITE, layout.site.resolve()
    if os.path.lexists(old) and not os.path.lexists(site):
        old.replace(site)
    for left in (old, *layout.work.glob(f"{_STAGED}*")):
        shutil.rmtree(left, ignore_errors=True)
    for left in layout.site_src.rglob(f".*{_TEMPORARY}"):
        left.unlink()


def is_marked(page: str) -> bool:
    """Whether a page's front matter says that the program made it."""
    return _is_marked(iter(page.encode().splitlines(keepends=True)))


def generated_files(layout: Layout) -> set[str]:
    """What in site_src the program made, by path.  What a link leads to is not ours."""
    generated = set()
    for path in layout.site_src.rglob("*.*"):
        if path.is_symlink() or not path.is_file():
            continue
        name = path.relative_to(layout.site_src).as_posix()
        with path.open("rb") as file:
            if path.suffix == ".md":
                ours = _is_marked(file)
            else:
                ours = is_export(name, file.read(HEAD).decode("utf-8", "replace"))
        if ours:
            generated.add(name)
    return generated


def _is_marked(lines: Iterator[bytes]) -> bool:
    if next(lines, b"").rstrip() != b"---":
        return False
    for line in lines:
        if line.startswith(MARK.encode()):
            return True
        if line.rstrip() == b"---":
            return False
    return False


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
    """What somebody else put where a page has to be written, or where the site has to be."""
    problems: list[Problem] = []

    def add(path: str, message: str, help_text: str) -> None:
        problems.append(Problem(rules.FOREIGN_FILE, Location(path), message, help_text))

    source = layout.site_src.name
    for path in pages:
        if path not in generated and os.path.lexists(layout.site_src / path):
            message = "this stands where a generated page belongs, and is not the program's"
            add(f"{source}/{path}", message, "move or rename it; it is not touched")
    for folder in sorted({parent.as_posix() for path in pages for parent in Path(path).parents} - {"."}):
        place = layout.site_src / folder
        if os.path.lexists(place) and (place.is_symlink() or not place.is_dir()):
            message = "this stands where the folder of generated pages belongs"
            add(f"{source}/{folder}", message, "move or rename it; it is not touched")
    if layout.site.exists() and not _may_be_replaced(layout.site):
        message = "this stands where the published site belongs, and is not one: it has no index.html"
        add(layout.site.name, message, "move or rename it; a build replaces all that is in this folder")
    return problems


def _may_be_replaced(site: Path) -> bool:
    if not site.is_dir():
        return False
    return (site / "index.html").exists() or all(path.name.startswith(".") for path in site.iterdir())


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
    temporary = path.with_name(f".{path.name}{_TEMPORARY}")
    try:
        temporary.write_bytes(data)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


@contextmanager
def staged_site(layout: Layout) -> Iterator[Path]:
    """A folder to publish into, for `replace_site`; it and what is in it are removed at the end."""
    layout.site_src.mkdir(exist_ok=True)  # MkDocs asks for it, though the pages may all be in memory.
    staged = Path(tempfile.mkdtemp(dir=layout.work, prefix=_STAGED))
    try:
        yield staged
    finally:
        shutil.rmtree(staged, ignore_errors=True)
        with suppress(OSError):  # It is not empty where anything was written.
            layout.site_src.rmdir()


def replace_site(layout: Layout, staged: Path) -> None:
    """Let the staged folder become the site.  The site that stood before is removed.

    What begins with a dot stays: it is not MkDocs' but, for example, Git's.

    Raises:
        OSError: the site cannot be replaced; the one that stood before stands.
    """
    site = layout.site.resolve()  # The site may be a link to a folder that a web server knows.
    if not site.is_dir():
        umask = os.umask(0)
        os.umask(umask)
        staged.chmod(0o777 & ~umask)
        staged.replace(site)
        return
    shutil.copymode(site, staged)
    for hidden in site.glob(".*"):
        if hidden.is_dir() and not hidden.is_symlink():
            shutil.copytree(hidden, staged / hidden.name, symlinks=True, dirs_exist_ok=True)
        else:
            shutil.copy2(hidden, staged / hidden.name, follow_symlinks=False)
    if not _exchange(staged, site):
        old = layout.work / _OLD_SITE
        site.replace(old)
        staged.replace(site)
        shutil.rmtree(old, ignore_errors=True)


def _exchange(one: Path, other: Path) -> bool:
    """Let two folders exchange their names in one step, where the system can; say whether it did."""
    import ctypes

    names = os.fsencode(one), os.fsencode(other)
    try:
        library = ctypes.CDLL(None)
        if sys.platform == "darwin":
            swap = 2  # RENAME_SWAP
            return bool(library.renamex_np(*names, swap) == 0)
        here, exchange = -100, 2  # AT_FDCWD, RENAME_EXCHANGE
        return bool(library.renameat2(here, names[0], here, names[1], exchange) == 0)
    except (AttributeError, OSError, TypeError):  # Another system, or an older one.
        return False

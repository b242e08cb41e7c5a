"""Stage 8: the only writer of `site/`, which is exchanged as one folder, however little of it changed.

The folder that becomes the site is a whole one that was staged, or the standby site: the site before the
last, of which all files that have not changed since are the site's own, by hard links.
"""

from __future__ import annotations

import os
import posixpath
import shutil
import sys
from collections.abc import Collection
from pathlib import Path

import msgspec
from msgspec import Struct

from onrecord.engine.file_states import UNSEEN, FolderState, folder_states
from onrecord.engine.files import files_in
from onrecord.engine.ledger import Ledger
from onrecord.layout import OLD_SITE, Layout
from onrecord.publishing.staging import Staged, link, move_all, remove_all

_STANDBY = "spare"
_LAG = "lag of the standby site"


class _Lag(Struct, frozen=True, array_like=True):
    """What is known of the standby site.

    Attributes:
        differing: the paths of what differs between it and the site.
        folders: the state of each of its folders, by path; in any other state something may be missing, as
            after a build that was killed while it changed them.
    """

    differing: list[str]
    folders: dict[str, FolderState]


def replace_site(layout: Layout, staged: Staged, ledger: Ledger, *, keep_standby: bool) -> None:
    """Let the staged site take the place of the one that is there.

    Args:
        layout: the site.
        staged: has a whole site.
        ledger: is told of the standby site; the caller commits.
        keep_standby: whether the next site may come about by changing this one.

    Raises:
        OSError: the site cannot be replaced; the one that was there still is.
    """
    standby = layout.work / _STANDBY
    _remove(standby)
    site = layout.site.resolve()  # The site may be a link to a folder that a web server knows.
    if site.is_dir():
        _take_over_hidden(site, staged.site)
        _exchange(layout, staged.site, site)
    else:
        staged.site.replace(site)
    lag = _Lag([], folder_states(standby, _link_all(site, standby)) if keep_standby else {})
    ledger.put(_LAG, msgspec.msgpack.encode(lag))


def change_site(
    layout: Layout, staged: Staged, ledger: Ledger, unpublished: Collection[str], touched: Collection[str]
) -> list[str]:
    """Let the site with some changes take the place of the one that is there.

    Args:
        layout: the site.
        staged: has what is new.
        ledger: knows the standby site, and is told what becomes of it; the caller commits.
        unpublished: the paths of what is not published any more.
        touched: the paths of what somebody else has changed in the site.

    Returns:
        The paths of files that are not in the state in which they were.

    Raises:
        OSError: the site cannot be replaced; the one that was there still is.
    """
    standby, site = layout.work / _STANDBY, layout.site.resolve()
    new = sorted(files_in(staged.site))
    try:
        lag = msgspec.msgpack.decode(ledger.get(_LAG), type=_Lag)
        if not lag.folders or folder_states(standby, lag.folders) != lag.folders:
            raise FileNotFoundError
        changed, folders = [*lag.differing, *touched], set(lag.folders)
        remove_all(standby, changed)
        for path in changed:
            if (site / path).exists():
                (standby / path).parent.mkdir(parents=True, exist_ok=True)
                link(site / path, standby / path)
    except (OSError, msgspec.DecodeError):
        _remove(standby)
        folders = _link_all(site, standby)
        changed = list(files_in(site))
    hidden = _take_over_hidden(site, standby)
    remove_all(standby, unpublished)
    move_all(staged.site, standby)
    _exchange(layout, standby, site)
    differing = [*new, *unpublished]
    folders.update(posixpath.dirname(path) for path in (*changed, *differing))
    ledger.put(_LAG, msgspec.msgpack.encode(_Lag(differing, folder_states(standby, folders))))
    return [*changed, *differing, *hidden]


def _remove(left: Path) -> None:
    """Remove what an earlier build left, or whatever else stands in its place."""
    if left.is_dir() and not left.is_symlink():
        shutil.rmtree(left, ignore_errors=True)
    else:
        left.unlink(missing_ok=True)


def _link_all(source: Path, target: Path) -> set[str]:
    """Make a folder whose files are those of another one, but for what begins with a dot there.

    Returns:
        The paths of all folders in it, itself being the empty one.
    """
    made = set()
    for folder, folders, files in os.walk(source):
        here = Path(folder)
        there = target / here.relative_to(source)
        there.mkdir()
        made.add(there.relative_to(target).as_posix().removeprefix("."))
        names = [*files, *(name for name in folders if (here / name).is_symlink())]
        if here == source:
            shutil.copymode(source, target)
            folders[:] = filter(_is_shown, folders)
            names = list(filter(_is_shown, names))
        for name in names:
            link(f"{folder}/{name}", f"{there}/{name}")
    return made


def _is_shown(name: str) -> bool:
    return not name.startswith(".")


def _take_over_hidden(site: Path, staged: Path) -> list[str]:
    """Take over what begins with a dot in the site: it is not MkDocs' but, for example, Git's.

    Returns:
        The paths of the files that it is, but for those that no snapshot has.
    """
    taken = []
    shutil.copymode(site, staged)
    for left in staged.glob(".*"):
        shutil.rmtree(left) if left.is_dir() and not left.is_symlink() else left.unlink()
    for hidden in site.glob(".*"):
        if hidden.is_dir() and not hidden.is_symlink():
            shutil.copytree(hidden, staged / hidden.name, symlinks=True)
            if hidden.name not in UNSEEN:
                taken += [f"{hidden.name}/{path}" for path in files_in(hidden)]
        else:
            shutil.copy2(hidden, staged / hidden.name, follow_symlinks=False)
            taken.append(hidden.name)
    return taken


def _exchange(layout: Layout, staged: Path, site: Path) -> None:
    """Let two folders exchange their names."""
    if not _swap(staged, site):
        old = layout.work / OLD_SITE
        site.replace(old)
        staged.replace(site)
        old.replace(staged)


def _swap(one: Path, other: Path) -> bool:
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

"""Stage 8: the only writer of `site/`, which is exchanged as one folder, however little has changed.

The new folder is either a whole staged site, or the standby site: a copy of an earlier site, whose unchanged
files are hard links to those of the current site.
"""

from __future__ import annotations

import errno
import os
import posixpath
import shutil
from collections.abc import Collection
from pathlib import Path

import msgspec
from msgspec import Struct

from onrecord.engine import system
from onrecord.engine.file_states import UNSEEN, FolderState, folder_states
from onrecord.engine.files import files_in
from onrecord.engine.ledger import Ledger
from onrecord.layout import OLD_SITE, Layout
from onrecord.publishing.staging import Staged, move_all, remove_all, remove_tree

_STANDBY = "spare"
_LAG = "lag of the standby site"


class _Lag(Struct, frozen=True, array_like=True):
    """How the standby site differs from the site.

    Attributes:
        differing: the paths of files that differ between the two.
        folders: the states of its folders, by path; if one has changed, the standby site cannot be used, as
            after a build that was killed while changing it.
    """

    differing: list[str]
    folders: dict[str, FolderState]


def replace_site(layout: Layout, staged: Staged, ledger: Ledger, *, keep_standby: bool) -> None:
    """Replace the site with the staged site.

    Args:
        layout: the site.
        staged: has a whole site.
        ledger: stores the state of the standby site; the caller commits.
        keep_standby: whether to make a standby site, for the next build to change.

    Raises:
        OSError: the site cannot be replaced; the old one is still in place.
    """
    standby = layout.work / _STANDBY
    _remove(standby)
    site = layout.site.resolve()  # The site may be a link to a folder of a web server.
    if site.is_dir():
        _must_be_writable(site)
        _take_over_hidden(site, staged.site)
        _exchange(layout, staged.site, site)
    else:
        staged.site.replace(site)
    lag = _Lag([], folder_states(standby, _link_all(site, standby)) if keep_standby else {})
    ledger.put(_LAG, msgspec.msgpack.encode(lag))


def change_site(
    layout: Layout, staged: Staged, ledger: Ledger, unpublished: Collection[str], touched: Collection[str]
) -> list[str]:
    """Change some files of the site: apply the changes to the standby site, and exchange the two.

    Args:
        layout: the site.
        staged: has the new files.
        ledger: has the state of the standby site, and stores its new state; the caller commits.
        unpublished: the paths of files that are no longer published.
        touched: the paths of files in the site that were touched since the last build.

    Returns:
        The paths of files whose states have changed.

    Raises:
        OSError: the site cannot be replaced; the old one is still in place.
    """
    standby, site = layout.work / _STANDBY, layout.site.resolve()
    _must_be_writable(site)
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
                system.link(site / path, standby / path)
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


def _must_be_writable(site: Path) -> None:
    """Stop before anything is done: the system moves no folder that is read-only into another one."""
    effective = os.access in os.supports_effective_ids
    if not os.access(site, os.R_OK | os.W_OK | os.X_OK, effective_ids=effective):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(site))


def _remove(left: Path) -> None:
    """Remove a folder of an earlier build, or a file or link in its place."""
    if left.is_dir() and not left.is_symlink():
        remove_tree(left)
    else:
        left.unlink(missing_ok=True)


def _link_all(source: Path, target: Path) -> set[str]:
    """Make a folder with hard links to the files of another one, except those whose names begin with a dot.

    Returns:
        The paths of all folders in it, relative to it; of itself the empty path.
    """
    made = set()
    for folder, folders, files in os.walk(source):
        here = Path(folder)
        there = target / here.relative_to(source)
        there.mkdir()
        made.add(there.relative_to(target).as_posix().removeprefix("."))
        names = [*files, *(name for name in folders if (here / name).is_symlink())]
        if here == source:
            folders[:] = filter(_is_shown, folders)
            names = list(filter(_is_shown, names))
        for name in names:
            system.link(f"{folder}/{name}", f"{there}/{name}")
    shutil.copymode(source, target)  # At the end: the site may be read-only.
    return made


def _is_shown(name: str) -> bool:
    return not name.startswith(".")


def _take_over_hidden(site: Path, staged: Path) -> list[str]:
    """Copy the site's files and folders whose names begin with a dot, such as Git's; MkDocs makes none.

    Returns:
        The paths of the copied files, except those that snapshots leave out.
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
    """Exchange the names of two folders."""
    if not system.exchange(staged, site):
        old = layout.work / OLD_SITE
        site.replace(old)
        staged.replace(site)
        old.replace(staged)

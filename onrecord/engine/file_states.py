"""In what state every file is that a build reads or writes, as git tells what was touched.

A file's state is its size, its time of change and its inode.  Whoever writes to a file changes `st_ctime_ns`,
which cannot be set; so a file whose state is the same has not been written to since.
"""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from types import MappingProxyType

import msgspec
from msgspec import Struct

from onrecord.engine.pool import in_parallel
from onrecord.layout import PROGRAM, Layout

# Elsewhere `st_ctime_ns` is when a file was made, and whoever writes to it may leave no trace.
STATES_TELL = os.name == "posix"
# Two writes within a tick of the system's clock may leave one time of change.
_TICK_NS = 12_000_000
_SECOND_NS = 1_000_000_000
_FEW = 8
# Folders that nothing is made from.
UNSEEN = ("__pycache__", ".git")
# Of a folder: its number, and when something was last put into it or taken out.
FolderState = tuple[int, int]
# What stands between two files, and between a file's name and its state: in no name of a file.
_BETWEEN, _STATE = "\0", "/"


class UnknownError(Exception):
    """Something without a state of its own has a say in what a build makes, such as what a link leads to."""


class _Scanned(Struct, array_like=True):
    """A place and all folders in it: path to the names and states of its files, in order.

    Attributes:
        changed: the newest time of change.
        files: how many there are.
        fractions: of how many the time of change is no whole second.
        same: folders that are left out, since they are as they were before.
    """

    folders: dict[str, bytes]
    changed: int = 0
    files: int = 0
    fractions: int = 0
    same: list[str] = []


class Snapshot(Struct, frozen=True, array_like=True):
    """The files of a site and of the program, folder by folder, as they were at one time."""

    folders: dict[str, bytes]

    def touched(self, before: Snapshot) -> frozenset[str]:
        """The paths of files that are not as they were: changed, new or gone."""
        names: set[str] = set()
        for folder in self.folders.keys() | before.folders.keys():
            here, there = self.folders.get(folder, b""), before.folders.get(folder, b"")
            if here != there:
                lines = set(_lines(here)) ^ set(_lines(there))
                names.update(f"{folder}/{line.partition(_STATE)[0]}" for line in lines)
        return frozenset(names)

    def paths(self, place: str) -> Iterable[str]:
        """The paths, as seen from a folder, of all files in it and in those below it."""
        for folder, lines in self.folders.items():
            if folder == place or folder.startswith(f"{place}/"):
                above = f"{folder}/"[len(place) + 1 :]
                yield from (above + line.partition(_STATE)[0] for line in _lines(lines))


def take(
    layout: Layout, jobs: int = 1, before: Snapshot | None = None, beside: Iterable[str] = ()
) -> Snapshot:
    """The state of everything that a build of a site reads or writes, now.

    When it returns, whoever writes to a file changes its state.

    Args:
        layout: the site.
        jobs: how many processes at most look at files.
        before: an earlier state, which most files will still be in.
        beside: the real paths of further files, such as settings that the site's own inherit.

    Raises:
        UnknownError: a link is among the files, or the system does not tell enough.
        OSError: a folder cannot be read.
    """
    if not STATES_TELL:
        raise UnknownError
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120 - paths are text, for speed
    places = [layout.briefs, layout.seeds, layout.site, layout.site_src, layout.root / "templates"]
    places += [layout.root / "mkdocs.yml", PROGRAM / "templates", PROGRAM / "mkdocs.yml"]
    places += [PROGRAM / "site_src" / "about.md", PROGRAM / "build.py"]
    found = dict.fromkeys([*map(os.path.realpath, places), *beside, package])
    # A place in another one, as where the program builds a site in its own folder, is looked at with that.
    actual = [p for p in found if not any(p.startswith(f"{other}/") for other in found)]
    if jobs < 2:
        return _joined(list(map(_scan, actual)))
    known = before.folders if before else {}

    def scanned(place: str) -> bytes:
        """What is in a place; what this process knows as well as its worker need not come back from there."""
        answer = _scan(place)
        answer.same = [folder for folder, lines in answer.folders.items() if known.get(folder) == lines]
        for folder in answer.same:
            del answer.folders[folder]
        return msgspec.msgpack.encode(answer)

    decode = msgspec.msgpack.Decoder(_Scanned).decode
    return _joined(list(map(decode, in_parallel(scanned, actual, jobs, fewest=1))), known)


def _joined(scanned: list[_Scanned], known: Mapping[str, bytes] = MappingProxyType({})) -> Snapshot:
    folders: dict[str, bytes] = {}
    for place in scanned:
        folders |= place.folders
        folders.update((folder, known[folder]) for folder in place.same)
    files = sum(place.files for place in scanned)
    if files > _FEW and not any(place.fractions for place in scanned):
        raise UnknownError  # The file system counts in whole seconds.
    _wait(max((place.changed for place in scanned), default=0))
    return Snapshot(folders)


def _wait(changed: int) -> None:
    """Let the clock go on, where a file could be written to again and look the same."""
    since = time.time_ns() - changed
    if since < _TICK_NS:
        time.sleep(min(_TICK_NS, _TICK_NS - since) / 1e9)


def _scan(place: str) -> _Scanned:
    """The state of a file or of what is in a folder; nothing where there is none."""
    found = _Scanned({})
    try:
        status = os.stat(place)  # noqa: PTH116 - as above
    except FileNotFoundError:
        return found
    if not stat.S_ISDIR(status.st_mode):
        folder, name = os.path.split(place)
        found.folders[f"{folder}/{name}"] = _folder([_line(name, status, found)])
        return found
    folders = [place]
    while folders:
        folder = folders.pop()
        lines = []
        # From a folder that is open the system finds a file faster than by its whole path.
        with _open_folder(folder) as descriptor, os.scandir(descriptor) as entries:
            for entry in entries:
                status = entry.stat(follow_symlinks=False)
                if stat.S_ISREG(status.st_mode):
                    lines.append(_line(entry.name, status, found))
                elif not stat.S_ISDIR(status.st_mode) or not entry.name.isprintable():
                    raise UnknownError
                elif entry.name not in UNSEEN:
                    folders.append(f"{folder}/{entry.name}")
        found.folders[folder] = _folder(lines)
    return found


@contextmanager
def _open_folder(path: str) -> Iterator[int]:
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _folder(lines: Iterable[str]) -> bytes:
    """What stands for a folder."""
    return os.fsencode(_BETWEEN.join(sorted(lines)))


def _lines(folder: bytes) -> list[str]:
    """The files of a folder, each with its name and state."""
    return os.fsdecode(folder).split(_BETWEEN) if folder else []


def _line(name: str, status: os.stat_result, found: _Scanned) -> str:
    changed = status.st_ctime_ns
    if changed > found.changed:
        found.changed = changed
    found.files += 1
    if changed % _SECOND_NS:
        found.fractions += 1
    return f"{name}/{status.st_size}/{changed}/{status.st_ino}/{status.st_mode}"


def refreshed(snapshot: Snapshot, paths: Iterable[str]) -> Snapshot:
    """The snapshot with some files in the state in which they are now, or are no longer."""
    by_folder: dict[str, list[str]] = {}
    for path in paths:
        folder, name = os.path.split(path)
        by_folder.setdefault(folder, []).append(name)
    folders, seen = dict(snapshot.folders), _Scanned({})
    for folder, names in by_folder.items():
        lines = {line.partition(_STATE)[0]: line for line in _lines(folders.get(folder, b""))}
        for name in names:
            try:
                lines[name] = _line(name, os.lstat(f"{folder}/{name}"), seen)
            except FileNotFoundError:
                lines.pop(name, None)
        folders[folder] = _folder(lines.values())
    _wait(seen.changed)
    return Snapshot(folders)


def rescanned(snapshot: Snapshot, place: str) -> Snapshot:
    """The snapshot with a folder as it is now.

    Raises:
        UnknownError: a link is among the files.
        OSError: a folder cannot be read.
    """
    kept = {
        folder: lines
        for folder, lines in snapshot.folders.items()
        if folder != place and not folder.startswith(f"{place}/")
    }
    found = _scan(place)
    _wait(found.changed)
    return Snapshot(kept | found.folders)


def folder_states(place: Path, folders: Iterable[str]) -> dict[str, FolderState]:
    """The states of those of some folders in a place that are there, by path.

    In another one a file may be missing, or may be another.
    """
    states = {}
    for folder in folders:
        with suppress(OSError):
            status = os.stat(f"{place}/{folder}")  # noqa: PTH116 - as above
            states[folder] = status.st_ino, status.st_mtime_ns
    return states

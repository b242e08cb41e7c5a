"""The states of all files that a build reads or writes, which show what was touched, as in git's index.

A file's state is its size, its time of change, its inode and its mode.  Every write to a file changes
`st_ctime_ns`, which cannot be set; so a file with the same state has not been written to.
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

# On other systems `st_ctime_ns` is the time of creation, and a write may leave no trace.
STATES_TELL = os.name == "posix"
# Two writes within one tick of the system's clock may leave the same time of change.
_TICK_NS = 12_000_000
_SECOND_NS = 1_000_000_000
_FEW = 8
# Folders whose content is never an input.
UNSEEN = ("__pycache__", ".git")
# A folder's inode, and the time when an entry was last added or removed.
FolderState = tuple[int, int]
# Separators between two files, and between a file's name and its state; no file name contains them.
_BETWEEN, _STATE = "\0", "/"


class UnknownError(Exception):
    """The states of files do not tell whether an input has changed, as where one of the files is a link."""


class _Scanned(Struct, array_like=True):
    """The result of scanning a place: a file, or a folder with all folders below it.

    Attributes:
        folders: by path, the names and states of the folder's files, sorted.
        changed: the newest time of change, in nanoseconds.
        files: the number of files.
        fractions: the number of files whose time of change is not a whole second.
        same: the paths of unchanged folders, which `folders` leaves out.
    """

    folders: dict[str, bytes]
    changed: int = 0
    files: int = 0
    fractions: int = 0
    same: list[str] = []


class Snapshot(Struct, frozen=True, array_like=True):
    """The states of the files of a site and of the program at one time, by folder."""

    folders: dict[str, bytes]

    def touched(self, before: Snapshot) -> frozenset[str]:
        """The paths of the files that have changed since `before`, are new or are gone."""
        names: set[str] = set()
        for folder in self.folders.keys() | before.folders.keys():
            here, there = self.folders.get(folder, b""), before.folders.get(folder, b"")
            if here != there:
                lines = set(_lines(here)) ^ set(_lines(there))
                names.update(f"{folder}/{line.partition(_STATE)[0]}" for line in lines)
        return frozenset(names)

    def paths(self, place: str) -> Iterable[str]:
        """The paths of all files in a folder and below it, relative to that folder."""
        for folder, lines in self.folders.items():
            if folder == place or folder.startswith(f"{place}/"):
                above = f"{folder}/"[len(place) + 1 :]
                yield from (above + line.partition(_STATE)[0] for line in _lines(lines))


def take(
    layout: Layout, jobs: int = 1, before: Snapshot | None = None, outside: Iterable[str] = ()
) -> Snapshot:
    """Take a snapshot of all files that a build of a site reads or writes.

    Any write to a file after this function has returned changes the file's state.

    Args:
        layout: the site.
        jobs: use at most this many processes.
        before: an earlier snapshot; most files have not changed since.
        outside: the real paths of further files, such as inherited settings.

    Raises:
        UnknownError: one of the files is a link, or the system's times of change are too coarse.
        OSError: a folder cannot be read.
    """
    if not STATES_TELL:
        raise UnknownError
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120 - paths are text, for speed
    places = [layout.briefs, layout.seeds, layout.site, layout.site_src, layout.root / "templates"]
    places += [layout.root / "mkdocs.yml", PROGRAM / "templates", PROGRAM / "mkdocs.yml"]
    places += [PROGRAM / "site_src" / "about.md", PROGRAM / "build.py"]
    found = dict.fromkeys([*map(os.path.realpath, places), *outside, package])
    # A place inside another one is scanned with it, as when the program builds the site in its own folder.
    actual = [p for p in found if not any(p.startswith(f"{other}/") for other in found)]
    if jobs < 2:
        return _joined(list(map(_scan, actual)))
    known = before.folders if before else {}

    def scanned(place: str) -> bytes:
        """Scan in a worker; folders that the parent process knows already are not sent back to it."""
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
        raise UnknownError  # The file system stores whole seconds only.
    wait_for_clock(max((place.changed for place in scanned), default=0))
    return Snapshot(folders)


def wait_for_clock(changed: int) -> None:
    """Wait for the clock's next tick if a file that is written to again now could keep its state."""
    since = time.time_ns() - changed
    if since < _TICK_NS:
        time.sleep(min(_TICK_NS, _TICK_NS - since) / 1e9)


def _scan(place: str) -> _Scanned:
    """The states of a file, or of all files in a folder and below it; empty if it does not exist."""
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
        # The system finds a file faster from an open folder than by its whole path.
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
    """The files of a folder as bytes."""
    return os.fsencode(_BETWEEN.join(sorted(lines)))


def _lines(folder: bytes) -> list[str]:
    """The files of a folder, each as its name and state."""
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
    """The snapshot with the current states of some files; files that no longer exist are removed."""
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
    wait_for_clock(seen.changed)
    return Snapshot(folders)


def rescanned(snapshot: Snapshot, place: str) -> Snapshot:
    """The snapshot with the current states of all files in a folder and below it.

    Raises:
        UnknownError: one of the files is a link.
        OSError: a folder cannot be read.
    """
    kept = {
        folder: lines
        for folder, lines in snapshot.folders.items()
        if folder != place and not folder.startswith(f"{place}/")
    }
    found = _scan(place)
    wait_for_clock(found.changed)
    return Snapshot(kept | found.folders)


def folder_states(place: Path, folders: Iterable[str]) -> dict[str, FolderState]:
    """The states of some folders in a place, by path; without those that do not exist.

    If a folder's state has changed, a file in it may be missing or may have been replaced.
    """
    states = {}
    for folder in folders:
        with suppress(OSError):
            status = os.stat(f"{place}/{folder}")  # noqa: PTH116 - as above
            states[folder] = status.st_ino, status.st_mtime_ns
    return states

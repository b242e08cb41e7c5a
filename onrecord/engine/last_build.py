"""What was touched since the last build that went well; where nothing was, there is nothing to do.

It is told without reading a file, by the state of every file that a build reads or writes
(`onrecord.engine.file_states`).
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import sys
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from types import MappingProxyType
from typing import Final

import msgspec
from msgspec import Struct

from onrecord.engine.digests import content_digest
from onrecord.engine.file_states import Snapshot, UnknownError, take
from onrecord.engine.files import files_in
from onrecord.engine.ledger import FILE, Ledger, sealed, unsealed
from onrecord.engine.progress import Progress
from onrecord.layout import Layout

_SURROUNDINGS, _SUMMARY, _BESIDE = "surroundings", "summary", "read beside"
_MANY = 4_000  # bytes of the states of a folder, from which on two processes look faster than one


class Beside(Struct, frozen=True, array_like=True):
    """What a build has read beside the site's folders and the program.

    Attributes:
        files: their real paths.
        variables: names of environment variables.
    """

    files: list[str] = []
    variables: list[str] = []


class LastBuild(Struct, frozen=True):
    """What is known of the last build that went well.

    Attributes:
        now: the state of all files before this build; None where it cannot be told.
        touched: the paths of files that were touched since that build; None where it cannot be told.
        summary: what that build had to say.
        saved: the states that it left, folder by folder.
        beside: what it had read beside the site's folders.
    """

    now: Snapshot | None = None
    touched: frozenset[str] | None = None
    summary: bytes = b""
    saved: Mapping[str, bytes] = MappingProxyType({})
    beside: Beside = Beside()

    def touched_in(self, place: Path) -> frozenset[str] | None:
        """The paths, seen from a folder, of what was touched in it; None where it cannot be told."""
        if self.touched is None:
            return None
        folder = f"{os.path.realpath(place)}/"
        return frozenset(path.removeprefix(folder) for path in self.touched if path.startswith(folder))

    def state_of(self, place: Path, known: Mapping[str, bytes]) -> tuple[frozenset[str], frozenset[str]]:
        """The paths of all files in a folder, and of outputs that are not there, or not as they were made.

        Args:
            place: the folder.
            known: a digest of the content of each output that the last build left in it, by path.
        """
        touched = self.touched_in(place)
        there = frozenset(self.now.paths(os.path.realpath(place)) if self.now else files_in(place))
        doubtful = known.keys() & (there if touched is None else touched & there)
        modified = {path for path in doubtful if content_digest(place / path) != known[path]}
        return there, frozenset(modified | (known.keys() - there))


NOTHING: Final = LastBuild()


class BuildContext(Struct, frozen=True):
    """One build of one site, as all its stages are told.

    Attributes:
        layout: the site.
        ledger: what earlier builds left.
        last: the last build that went well, and what was touched since.
        progress: told how far the work is.
        jobs: how many processes at most work at once.
    """

    layout: Layout
    ledger: Ledger
    last: LastBuild
    progress: Progress
    jobs: int = 1


def load(layout: Layout, jobs: int = 1) -> LastBuild:
    """What is known of the last build.

    Args:
        layout: the site.
        jobs: how many processes at most look at files.
    """
    surroundings, summary, beside, saved = _loaded(layout.work / FILE)
    before = Snapshot(saved) if saved else None
    is_big = any(len(files) > _MANY for files in saved.values())
    try:
        now = take(layout, jobs if is_big else 1, before, beside.files)
    except (OSError, UnknownError):
        return NOTHING
    if before is None or surroundings != _surroundings(layout, beside):
        return LastBuild(now, saved=saved, beside=beside)
    return LastBuild(now, now.touched(before), summary, saved, beside)


def _loaded(path: Path) -> tuple[bytes, bytes, Beside, dict[str, bytes]]:
    """What was saved: surroundings, summary, what was read, states; empty where it cannot be read."""
    nothing = b"", b"", Beside(), dict[str, bytes]()
    if not path.is_file():
        return nothing
    try:
        with closing(sqlite3.connect(path)) as connection:
            ledger = Ledger(connection)
            states = ledger.execute("SELECT folder, files FROM states").fetchall()
            saved = {os.fsdecode(folder): unsealed(files) for folder, files in states}
            beside = msgspec.msgpack.decode(ledger.get(_BESIDE), type=Beside)
            return ledger.get(_SURROUNDINGS), ledger.get(_SUMMARY), beside, saved
    except (sqlite3.Error, msgspec.DecodeError, TypeError):
        return nothing


def save(context: BuildContext, snapshot: Snapshot | None, summary: Struct, beside: Beside) -> None:
    """Keep what a build said, with the state of all that it read and wrote, and commit.

    Args:
        context: the build.
        snapshot: the states; None where they do not tell whether there is something to do.
        summary: what it said.
        beside: what it has read beside the site's folders.
    """
    ledger, saved = context.ledger, context.last.saved
    try:
        said = msgspec.msgpack.encode(summary)
    except UnicodeEncodeError:  # It tells of a file whose name is no text.
        snapshot, said = None, b""
    folders = dict(snapshot.folders) if snapshot else {}
    for file in set(context.last.beside.files).difference(beside.files):  # Nobody has read it this time.
        folders.pop(file, None)
    gone = [(os.fsencode(folder),) for folder in saved.keys() - folders.keys()]
    ledger.executemany("DELETE FROM states WHERE folder = ?", gone)
    changed = [
        (os.fsencode(folder), sealed(files))
        for folder, files in folders.items()
        if ledger.is_new or saved.get(folder) != files
    ]
    ledger.executemany("INSERT OR REPLACE INTO states VALUES (?, ?)", changed)
    ledger.put(_SURROUNDINGS, _surroundings(context.layout, beside) if snapshot else b"")
    ledger.put(_BESIDE, msgspec.msgpack.encode(beside))
    ledger.put(_SUMMARY, said)
    ledger.commit()


def _surroundings(layout: Layout, beside: Beside) -> bytes:
    """What has a say in a build beside files of the site and of the program.

    Where the site's folders are: what is not there was there before only if they are where they were.
    """
    folders = layout.briefs, layout.seeds, layout.site_src, layout.site, layout.theme, layout.settings
    libraries = Path(msgspec.__file__).resolve().parent.parent
    installed = sorted(os.listdir(libraries))  # noqa: PTH208 - names
    variables = [(name, os.environ.get(name)) for name in ("SOURCE_DATE_EPOCH", *beside.variables)]
    around = sys.version, installed, variables, beside.files, [*map(os.path.realpath, folders)]
    return hashlib.sha256(repr(around).encode()).digest()

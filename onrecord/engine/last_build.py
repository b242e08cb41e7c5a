"""The last successful build, and the files touched since; if there are none, a build has nothing to do.

Touched files are found without reading them, by the state of every file that a build reads or writes
(`onrecord.engine.file_states`).
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import sys
from collections.abc import Callable, Mapping
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
from onrecord.engine.seal import is_as_left
from onrecord.layout import Layout

_SURROUNDINGS, _SUMMARY, _OUTSIDE = "surroundings", "summary", "outside inputs"
_MANY = 4_000  # with more bytes of states than this in a folder, two processes scan faster than one


class OutsideInputs(Struct, frozen=True, array_like=True):
    """The inputs of a build outside the site's folders and the program.

    Attributes:
        files: the real paths of files.
        variables: the names of environment variables.
    """

    files: list[str] = []
    variables: list[str] = []


class LastBuild(Struct, frozen=True):
    """The last successful build, and what was touched since.

    Attributes:
        now: the states of all files before this build; None if unknown.
        touched: the paths of the files that were touched since the last build; None if unknown.
        summary: the summary of the last build, as MessagePack.
        saved: the states that the last build saved, by folder.
        outside: the inputs of the last build outside the site's folders.
    """

    now: Snapshot | None = None
    touched: frozenset[str] | None = None
    summary: bytes = b""
    saved: Mapping[str, bytes] = MappingProxyType({})
    outside: OutsideInputs = OutsideInputs()

    def touched_in(self, place: Path) -> frozenset[str] | None:
        """The paths of the touched files in a folder, relative to that folder; None if unknown."""
        if self.touched is None:
            return None
        folder = f"{os.path.realpath(place)}/"
        return frozenset(path.removeprefix(folder) for path in self.touched if path.startswith(folder))

    def state_of(self, place: Path, known: Mapping[str, bytes]) -> tuple[frozenset[str], frozenset[str]]:
        """The paths of all files in a folder, and of the outputs in it that are missing or were modified.

        Args:
            place: the folder.
            known: digests of the content of the outputs that the last build left in it, by path.
        """
        touched = self.touched_in(place)
        there = frozenset(self.now.paths(os.path.realpath(place)) if self.now else files_in(place))
        doubtful = known.keys() & (there if touched is None else touched & there)
        modified = {path for path in doubtful if content_digest(place / path) != known[path]}
        return there, frozenset(modified | (known.keys() - there))


NOTHING: Final = LastBuild()


class BuildContext(Struct, frozen=True):
    """The context of one build, for all of its stages.

    Attributes:
        layout: the site.
        ledger: the results of earlier builds.
        last: the last successful build, and what was touched since.
        progress: called with the state of the work.
        jobs: use at most this many processes.
        say: called with a line for whoever runs the build.
    """

    layout: Layout
    ledger: Ledger
    last: LastBuild
    progress: Progress
    jobs: int = 1
    say: Callable[[str], None] = lambda _: None


def load(layout: Layout, jobs: int = 1) -> LastBuild:
    """Load what is known of the last build, and find what was touched since.

    Args:
        layout: the site.
        jobs: use at most this many processes.
    """
    surroundings, summary, outside, saved = _loaded(layout.work / FILE)
    before = Snapshot(saved) if saved else None
    is_big = any(len(files) > _MANY for files in saved.values())
    try:
        now = take(layout, jobs if is_big else 1, before, outside.files)
    except (OSError, UnknownError):
        return NOTHING
    if before is None or surroundings != _surroundings(layout, outside):
        return LastBuild(now, saved=saved, outside=outside)
    return LastBuild(now, now.touched(before), summary, saved, outside)


def _loaded(path: Path) -> tuple[bytes, bytes, OutsideInputs, dict[str, bytes]]:
    """The saved surroundings, summary, inputs and states; empty if they cannot be read."""
    nothing = b"", b"", OutsideInputs(), dict[str, bytes]()
    if not is_as_left(path):
        return nothing
    try:
        with closing(sqlite3.connect(path)) as connection:
            ledger = Ledger(connection)
            states = ledger.execute("SELECT folder, files FROM states").fetchall()
            saved = {os.fsdecode(folder): unsealed(files) for folder, files in states}
            outside = msgspec.msgpack.decode(ledger.get(_OUTSIDE), type=OutsideInputs)
            return ledger.get(_SURROUNDINGS), ledger.get(_SUMMARY), outside, saved
    except (sqlite3.Error, msgspec.DecodeError, TypeError, ValueError):
        return nothing


def save(context: BuildContext, snapshot: Snapshot | None, summary: Struct, outside: OutsideInputs) -> None:
    """Save a successful build: its summary and the states of all files that it read or wrote; and commit.

    Args:
        context: the build.
        snapshot: the states; None if they cannot tell whether the next build has something to do.
        summary: its summary.
        outside: its inputs outside the site's folders.
    """
    ledger, saved = context.ledger, context.last.saved
    try:
        said = msgspec.msgpack.encode(summary)
    except UnicodeEncodeError:  # A problem names a file whose name is not valid text.
        snapshot, said = None, b""
    folders = dict(snapshot.folders) if snapshot else {}
    for file in set(context.last.outside.files).difference(outside.files):  # Not an input of this build.
        folders.pop(file, None)
    gone = [(os.fsencode(folder),) for folder in saved.keys() - folders.keys()]
    ledger.executemany("DELETE FROM states WHERE folder = ?", gone)
    changed = [
        (os.fsencode(folder), sealed(files))
        for folder, files in folders.items()
        if ledger.is_new or saved.get(folder) != files
    ]
    ledger.executemany("INSERT OR REPLACE INTO states VALUES (?, ?)", changed)
    ledger.put(_SURROUNDINGS, _surroundings(context.layout, outside) if snapshot else b"")
    ledger.put(_OUTSIDE, msgspec.msgpack.encode(outside))
    ledger.put(_SUMMARY, said)
    ledger.commit()


def move(ledger: Ledger, before: Layout, after: Layout) -> None:
    """Take a site's ledger for that of a copy of the files that builds made; and commit.

    The inputs are the same files as before, in the states that the last build saved.

    Args:
        ledger: a copy of the site's.
        before: the site.
        after: the same site, with its outputs in other folders, which have copies of all files.

    Raises:
        UnknownError: the states of files cannot tell whether they were touched.
        OSError: a folder cannot be read.
    """
    outside = msgspec.msgpack.decode(ledger.get(_OUTSIDE), type=OutsideInputs)
    old, new = (
        tuple(f"{os.path.realpath(place)}/" for place in (layout.site, layout.site_src))
        for layout in (before, after)
    )
    rows = ledger.execute("SELECT folder FROM states").fetchall()
    gone = [row for row in rows if f"{os.fsdecode(row[0])}/".startswith(old)]
    ledger.executemany("DELETE FROM states WHERE folder = ?", gone)
    made = {folder: files for folder, files in take(after).folders.items() if f"{folder}/".startswith(new)}
    ledger.executemany(
        "INSERT OR REPLACE INTO states VALUES (?, ?)",
        [(os.fsencode(folder), sealed(files)) for folder, files in made.items()],
    )
    ledger.put(_SURROUNDINGS, _surroundings(after, outside))
    ledger.commit()


def _surroundings(layout: Layout, outside: OutsideInputs) -> bytes:
    """A digest of a build's inputs that are not files of the site or of the program.

    The paths of the site's folders count too: a file is known to be gone only if its folder has not moved.
    """
    folders = layout.briefs, layout.seeds, layout.site_src, layout.site, layout.theme, layout.settings
    libraries = Path(msgspec.__file__).resolve().parent.parent
    installed = sorted(os.listdir(libraries))  # noqa: PTH208 - names
    variables = [(name, os.environ.get(name)) for name in ("SOURCE_DATE_EPOCH", *outside.variables)]
    around = (
        sys.version,
        installed,
        variables,
        outside.files,
        layout.outside,
        layout.is_untrusted,
        [*map(os.path.realpath, folders)],
    )
    return hashlib.sha256(repr(around).encode()).digest()

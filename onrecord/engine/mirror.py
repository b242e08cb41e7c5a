"""A copy of some files of a folder, kept up to date without reading files that were not touched."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from onrecord.engine.files import write_if_changed

_State = tuple[int, int, int, int]


class Mirror:
    """Copies of some files of a folder, in another folder, which may have further files.

    Args:
        source: the folder; links in it are followed.
        target: the folder of the copies.
        chosen: which of some files of the source, by path, are to be copied.
        ours: which of some files of the target are copies, and not further files.
    """

    def __init__(
        self,
        source: Path,
        target: Path,
        chosen: Callable[[Iterable[str]], Iterator[str]],
        ours: Callable[[Iterable[str]], Iterator[str]],
    ) -> None:
        self._source, self._target = source, target
        self._chosen, self._ours = chosen, ours
        self._states: dict[str, _State] | None = None
        self.copied: frozenset[str] = frozenset()

    def update(self) -> None:
        """Copy what was touched since the last time, and remove the copies of files that are gone.

        Raises:
            OSError: a file cannot be read or written.
        """
        states, before = dict(_states(self._source)), self._states
        if before is None:
            earlier = set(self._ours(path for path, _ in _states(self._target)))
            before = {}
        else:
            earlier = set(self.copied)
        touched = [path for path, state in states.items() if before.get(path) != state]
        copied = set(self._chosen(touched))
        kept = self.copied.intersection(states).difference(touched)
        for path in sorted(copied):
            self._copy(path)
        for path in earlier - copied - kept:
            (self._target / path).unlink(missing_ok=True)
        self._states, self.copied = states, frozenset(copied | kept)

    def _copy(self, path: str) -> None:
        """Copy a file in one step; what is in the place of it or of its folders is removed."""
        place = self._target / path
        for above in reversed(Path(path).parents):
            folder = self._target / above
            if folder.is_file():
                folder.unlink()
        if place.is_dir():
            shutil.rmtree(place)
        place.parent.mkdir(parents=True, exist_ok=True)
        write_if_changed(place, (self._source / path).read_bytes())


def _states(folder: Path) -> Iterator[tuple[str, _State]]:
    """The path and state of each file in a folder and below it."""
    for above, folders, names in os.walk(folder, followlinks=True):
        folders.sort()
        for name in names:
            try:
                status = os.stat(f"{above}/{name}")  # noqa: PTH116 - paths are text here, for speed
            except OSError:  # It is gone, or a broken link: an editor's lock.
                continue
            path = os.path.relpath(f"{above}/{name}", folder).replace(os.sep, "/")
            yield path, (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)

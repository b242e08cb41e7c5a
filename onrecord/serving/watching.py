"""Which of a site's files were touched: the system tells it, or else looking at all of them shows it."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch
from watchdog.observers.polling import PollingObserver

from onrecord.checking.file_kinds import FOLDERS, SETTINGS
from onrecord.layout import PROGRAM, Layout

POLLED_EVERY = 0.5  # seconds
# Not that a file was opened, which every build does.
_TOLD: list[type[FileSystemEvent]] = [
    FileCreatedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileDeletedEvent,
    FileClosedEvent,
    DirCreatedEvent,
    DirMovedEvent,
    DirDeletedEvent,
]
# What editor programs leave beside a file for a moment: Vim's 4913 and swap files, Emacs' locks and backups,
# and files that are renamed over the real one.  In `briefs/` and `seeds/` no build reads them.
_LEFT_BY_EDITORS = re.compile(r"4913|.*~|\..*|#.*#|.*\.sw[a-p]|.*\.tmp(?:\.\w+)*|.*___jb_(?:tmp|old)___")
_READ_BY_NAME = ("briefs", "seeds")

Touched = Callable[[Path], None]


class Watch(FileSystemEventHandler):
    """Watches the files that a site is made from.

    Args:
        layout: the site.
        touched: called with the real path of each file or folder that was touched, in another thread.
        polls: whether to look at all files again and again, because the system does not tell.
    """

    def __init__(self, layout: Layout, touched: Touched, *, polls: bool = False) -> None:
        self._root = Path(os.path.realpath(layout.root))
        self._touched = touched
        self._polls = polls
        self._folders = {self._root / name for name in FOLDERS}
        self._others = {Path(os.path.realpath(folder)) for folder in layout.outside}
        self._templates = Path(os.path.realpath(PROGRAM / "templates"))
        self._observer = self._new_observer()
        self._watched: dict[Path, ObservedWatch] = {}

    def start(self) -> str:
        """Begin to watch; return why files have to be polled, or nothing.

        Raises:
            OSError: the system can neither tell nor be asked.
        """
        try:
            self._begin()
        except OSError as error:  # On Linux: no watches are left, of those that the system has for each user.
            if self._polls:
                raise
            self._polls = True
            self._observer = self._new_observer()
            self._begin()
            return f"the system cannot tell of changes ({error.strerror}), so all files are looked at"
        return ""

    def stop(self) -> None:
        """End watching."""
        if self._observer.is_alive():
            self._observer.stop()

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Tell of a file or folder that was touched."""
        for path in (event.src_path, event.dest_path):
            if path:
                self._tell(Path(os.fsdecode(path)))

    def _tell(self, path: Path) -> None:
        if path in self._folders:  # It was made, renamed or removed just now.
            self._watch_again(path)
        if path.parent == self._root and path not in self._folders and path.name != SETTINGS:
            return
        if path.is_relative_to(self._root):
            folder = path.relative_to(self._root).parts[0]
            if folder in _READ_BY_NAME and _LEFT_BY_EDITORS.fullmatch(path.name):
                return
        self._touched(path)

    def _begin(self) -> None:
        self._watched = {}
        self._observer.schedule(self, str(self._root), event_filter=_TOLD)
        for folder in self._of_site():
            if folder.is_dir():
                self._watch(folder)
        self._observer.start()

    def _watch(self, folder: Path) -> None:
        watch = self._observer.schedule(self, str(folder), recursive=True, event_filter=_TOLD)
        self._watched[folder] = watch

    def _watch_again(self, folder: Path) -> None:
        """Watch what is at the path of a folder now, and no longer what was there."""
        before = self._watched.pop(folder, None)
        if before is not None:
            with suppress(KeyError, OSError):
                self._observer.unschedule(before)
        if folder.is_dir():
            with suppress(OSError):  # It is gone again, which is told too.
                self._watch(folder)

    def _of_site(self) -> Iterable[Path]:
        folders = {Path(os.path.realpath(folder)) for folder in self._folders}
        yield from sorted(folders | self._others | {self._templates})

    def _new_observer(self) -> BaseObserver:
        return PollingObserver(timeout=POLLED_EVERY) if self._polls else Observer()

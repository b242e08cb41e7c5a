"""Open files that people made, which may be anything: a named pipe, or a file that an editor is writing."""

from __future__ import annotations

import errno
import os
import stat
import time
from collections.abc import Callable
from pathlib import Path

from onrecord.engine.system import READ_FLAGS

_KINDS: tuple[tuple[Callable[[int], bool], str], ...] = (
    (stat.S_ISREG, "a file"),
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)
# An editor that saves a file empties it and writes it again, within milliseconds.  So a file that was written
# to less than `FRESH_NS` ago and does not end with a line break may be half of one.  One that does may be
# half of one too, for a pause between two writes may follow a line; but nearly all files end so, so for them
# it is `LINE_NS`.
FRESH_NS, LINE_NS = 100_000_000, 10_000_000
_PAUSE, _PAUSES = 0.01, 100


class NotAFileError(OSError):
    """Something else is in the place of a file; `strerror` says what."""


def kind_of(mode: int) -> str:
    """What something is by its mode, such as 'a named pipe'."""
    return next((name for is_kind, name in _KINDS if is_kind(mode)), "something else")


def read_bytes(path: str | Path, max_bytes: int | None = None, *, is_edited: bool = False) -> bytes:
    """Read a file, again and again while it is being written, for a second at most.

    Args:
        path: the file.
        max_bytes: the limit; of a larger file, a byte more than this is returned.
        is_edited: whether people edit it, so that it may be half a file that ends with a line break.

    Raises:
        NotAFileError: it is a folder, a named pipe, a socket or a device; none of them is waited for.
        OSError: the file cannot be read.
    """
    line = LINE_NS if is_edited else 0
    data, is_whole = _read_once(path, max_bytes, line)
    for _ in range(_PAUSES):
        if is_whole:
            break
        time.sleep(_PAUSE)
        data, is_whole = _read_once(path, max_bytes, line)
    return data


def _read_once(path: str | Path, max_bytes: int | None, line: int) -> tuple[bytes, bool]:
    """The bytes of a file, and whether nobody was writing to it; `line` as `LINE_NS`."""
    try:
        descriptor = os.open(path, READ_FLAGS)
    except OSError as error:
        if error.errno == errno.ENXIO:  # A socket cannot be opened at all.
            raise NotAFileError(errno.EINVAL, "this is a socket, not a file", str(path)) from error
        raise
    try:
        before = os.fstat(descriptor)
        if not stat.S_ISREG(before.st_mode):
            raise NotAFileError(errno.EINVAL, f"this is {kind_of(before.st_mode)}, not a file", str(path))
        with os.fdopen(descriptor, "rb", closefd=False) as file:
            # Files of the system, as in /proc, have no size.
            limit = before.st_size if max_bytes is None else min(before.st_size or max_bytes, max_bytes)
            data = file.read(limit + 1)
        after = os.fstat(descriptor)
    finally:
        os.close(descriptor)
    if _state(before) != _state(after) or len(data) < min(before.st_size, limit):
        return data, False
    fresh = line if data.endswith(b"\n") or len(data) > limit else FRESH_NS
    return data, not 0 <= time.time_ns() - after.st_mtime_ns < fresh


def _state(status: os.stat_result) -> tuple[int, int, int]:
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns

"""What only some systems can do, each with its other way: the only module that asks for it.

Linux has all of it, macOS nearly all.  Windows has no fork and no `flock`, exchanges no folders in one step,
and lets few people make symbolic links.
"""

from __future__ import annotations

import os
import shutil
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

# Opening a named pipe would wait for a writer; the flag exists where named pipes do.
READ_FLAGS = (
    os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
)
_PAUSE = 0.1


def cores() -> int:
    """The number of cores that this process may use; of the machine where the system does not tell."""
    with suppress(AttributeError):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def can_fork() -> bool:
    """Whether this process can be copied; otherwise all work is done in this one."""
    return hasattr(os, "fork")


def trim_heap() -> None:
    """Return free memory to the system: otherwise each fork inherits it, and in time copies it.

    Only the GNU C library has a function for it; elsewhere nothing happens.
    """
    with suppress(AttributeError, OSError):
        _c_library().malloc_trim(0)


def exchange(one: Path, other: Path) -> bool:
    """Exchange the names of two folders in one step, if the system can; return whether it did.

    Linux's renameat2(2) with RENAME_EXCHANGE, macOS's renamex_np(2) with RENAME_SWAP.
    """
    names = os.fsencode(one), os.fsencode(other)
    try:
        library = _c_library()
        if sys.platform == "darwin":
            swap = 2  # RENAME_SWAP
            return bool(library.renamex_np(*names, swap) == 0)
        here, exchanged = -100, 2  # AT_FDCWD, RENAME_EXCHANGE
        return bool(library.renameat2(here, names[0], here, names[1], exchanged) == 0)
    except (AttributeError, OSError):
        return False


def _c_library() -> Any:
    """The C library of this process.

    Raises:
        OSError: there is none under this name.
    """
    try:
        import ctypes

        return ctypes.CDLL(None)
    except (ImportError, TypeError) as error:  # Python without libffi; Windows wants the name of a file.
        raise OSError(str(error)) from error


def refer(source: Path, target: Path) -> None:
    """Make a symbolic link to a file; where links may not be made, a hard link, or a copy."""
    try:
        target.symlink_to(source)
    except (OSError, NotImplementedError):
        link(source, target)


def link(source: str | Path, target: str | Path) -> None:
    """Make a hard link to a file, or a copy if the file system does not support hard links.

    Of a symbolic link the link itself, where the system can tell the two apart.
    """
    follows = os.link not in os.supports_follow_symlinks
    try:
        os.link(source, target, follow_symlinks=follows)
    except OSError:
        shutil.copy2(source, target, follow_symlinks=follows)


def lock(handle: int, *, wait: bool) -> bool:
    """Lock an open file until it is closed or the process ends, even if it is killed.

    Returns:
        Whether it is locked; False if another process has it and this one does not wait.
    """
    try:
        import fcntl
    except ImportError:
        return _lock_on_windows(handle, wait=wait)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except BlockingIOError:
        return False
    return True


def _lock_on_windows(handle: int, *, wait: bool) -> bool:
    from importlib import import_module

    msvcrt: Any = import_module("msvcrt")
    while True:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            if not wait:
                return False
            time.sleep(_PAUSE)
        else:
            return True

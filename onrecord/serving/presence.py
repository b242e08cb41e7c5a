"""At most one preview of a site at a time, and a port that is free."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

from onrecord.engine import system
from onrecord.layout import LOCK

_ADDRESS = "address"
_PORTS = 100  # ports are tried
_HIGHEST = 65535

_Server = TypeVar("_Server")


class ServedError(Exception):
    """Another process serves this site already; the argument is its address, empty if unknown."""


@contextmanager
def alone(folder: Path) -> Iterator[Callable[[str], None]]:
    """Be the only one who serves a site; gives a function that notes at which address.

    Args:
        folder: the preview's, which exists.

    Raises:
        ServedError: another process does.
        OSError: the folder is not writable.
    """
    noted = folder / _ADDRESS
    with (folder / LOCK).open("ab") as lock:
        if not system.lock(lock.fileno(), wait=False):
            with suppress(OSError, UnicodeError):
                raise ServedError(noted.read_text("utf-8").strip())
            raise ServedError("")
        try:
            yield lambda address: _note(noted, address)
        finally:
            noted.unlink(missing_ok=True)


def _note(path: Path, address: str) -> None:
    new = path.with_name(f"{path.name}.new")
    new.write_text(address, "utf-8")
    new.replace(path)


def on_free_port(start: Callable[[int], _Server], port: int) -> tuple[_Server, int]:
    """Start a server on a port, or on the next one that is free; return it and its port.

    Args:
        start: starts it on a port.
        port: the port that is wanted.

    Raises:
        OSError: none of them is free, or the address is not this machine's.
    """
    for tried in range(port, min(port + _PORTS, _HIGHEST) + 1):
        try:
            return start(tried), tried
        except OSError as error:
            if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise
    raise OSError(errno.EADDRINUSE, os.strerror(errno.EADDRINUSE))

"""Work spread over processes, where the system can fork; results come in the order of what they are of."""

from __future__ import annotations

import gc
import os
import pickle
import selectors
import signal
import struct
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import BinaryIO, Generic, TypeVar

# For less, starting a process costs more than it saves.
FEWEST = 32
# So many items for each worker are given out before they are asked for, so that none waits for the build.
_AHEAD = 8
_NUMBER = struct.Struct("=Q")
# What a worker says: what it is about, the number of the item, how many bytes follow.
_FRAME = struct.Struct("=BQQ")
_MADE, _FAILED, _RETIRED, _DONE = range(4)

_Item = TypeVar("_Item")


def in_parallel(
    work: Callable[[_Item], bytes],
    items: Sequence[_Item],
    jobs: int,
    fewest: int = FEWEST,
    max_tasks: int | None = None,
) -> Iterator[bytes]:
    """Yield what `work` makes of each item, in order.

    Each worker is a fork of this process: it has all that stands in memory.  Whoever is free takes the next
    item.  A worker whose pipes nobody is at any more ends, so none outlives a build that is killed.

    Args:
        work: called in another process; what it changes there is lost.
        items: what to work on.
        jobs: how many processes at most; with one the work is done in this process.
        fewest: a process more is started for so many items.
        max_tasks: after so many items another worker takes over.  What a worker looks at it comes to have a
            copy of, since Python counts who refers to a value in the value; with it that memory goes.

    Raises:
        Exception: the first one that `work` raised.
    """
    jobs = min(jobs, len(items) // fewest)
    if jobs < 2 or not hasattr(os, "fork"):
        yield from map(work, items)
        return
    trim_heap()
    workers = _Workers(work, items, max_tasks or len(items))
    early: dict[int, bytes] = {}
    try:
        workers.start(jobs)
        for number in range(len(items)):
            while number not in early:
                one, data = workers.next()
                early[one] = data
            yield early.pop(number)
    finally:
        workers.kill_all()


class _Workers(Generic[_Item]):
    """The processes.  They share a pipe with the numbers of the items that are to be taken next: whoever
    reads one has it to itself.

    Args:
        work: as above.
        items: as above.
        max_tasks: as above.
    """

    def __init__(self, work: Callable[[_Item], bytes], items: Sequence[_Item], max_tasks: int) -> None:
        self._work, self._items, self._max_tasks = work, items, max_tasks
        self._processes: dict[int, int] = {}  # by the pipe that each writes to
        self._selector = selectors.DefaultSelector()
        self._to_take, self._given_out = os.pipe()
        self._next = 0

    def start(self, number: int) -> None:
        """Let so many begin."""
        for _ in range(number * _AHEAD):
            self._give_out()
        for _ in range(number):
            self._start_one()

    def next(self) -> tuple[int, bytes]:
        """The next result, with the number of its item.

        Raises:
            Exception: that `work` raised.
        """
        while True:
            ((key, _), *_) = self._selector.select()
            kind, number, length = _FRAME.unpack(_read(key.fd, _FRAME.size))
            data = _read(key.fd, length)
            if kind == _MADE:
                self._give_out()
                return number, data
            if kind == _FAILED:
                error = pickle.loads(data)  # noqa: S301 - of a process of our own
                assert isinstance(error, Exception)
                raise error
            self._end(key.fd)
            if kind == _RETIRED:
                self._start_one()

    def kill_all(self) -> None:
        """Let none be left."""
        for process in self._processes.values():
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        for pipe in list(self._processes):
            self._end(pipe)
        self._selector.close()
        os.close(self._to_take)
        if self._next <= len(self._items):
            os.close(self._given_out)

    def _give_out(self) -> None:
        if self._next < len(self._items):
            os.write(self._given_out, _NUMBER.pack(self._next))
        elif self._next == len(self._items):
            os.close(self._given_out)
        self._next += 1

    def _end(self, pipe: int) -> None:
        self._selector.unregister(pipe)
        os.close(pipe)
        os.waitpid(self._processes.pop(pipe), 0)

    def _start_one(self) -> None:
        reading, writing = os.pipe()
        process = os.fork()
        if process:
            os.close(writing)
            self._processes[reading] = process
            self._selector.register(reading, selectors.EVENT_READ)
            return
        try:  # From here on: in the worker.
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # The keyboard's interrupt is the build's.
            gc.freeze()  # Looking for garbage among what the build has made would copy all of that memory.
            gc.set_threshold(20_000, 20, 100)
            for pipe in (reading, *self._processes):  # Else nobody would notice that the build has ended.
                os.close(pipe)
            if self._next <= len(self._items):
                os.close(self._given_out)
            with os.fdopen(writing, "wb") as out:
                self._worker_loop(out)
        finally:
            os._exit(0)  # Nothing that the build has open is the worker's to flush or to clean up.

    def _worker_loop(self, out: BinaryIO) -> None:
        for _ in range(self._max_tasks):
            taken = os.read(self._to_take, _NUMBER.size)
            if not taken:
                _send(out, _DONE)
                return
            (number,) = _NUMBER.unpack(taken)
            try:
                data = self._work(self._items[number])
            except Exception as error:  # noqa: BLE001 - whatever it is, the build has to know
                _send(out, _FAILED, number, pickle.dumps(error))
                return
            _send(out, _MADE, number, data)
        _send(out, _RETIRED)


def _send(out: BinaryIO, kind: int, number: int = 0, data: bytes = b"") -> None:
    out.write(_FRAME.pack(kind, number, len(data)))
    out.write(data)
    out.flush()


def _read(pipe: int, length: int) -> bytes:
    parts = []
    while length:
        part = os.read(pipe, length)
        if not part:
            raise ChildProcessError("a worker ended before its work was done")
        parts.append(part)
        length -= len(part)
    return b"".join(parts)


def trim_heap() -> None:
    """Give memory that is free back to the system: else all workers have it, and each comes to a copy."""
    import ctypes

    with suppress(AttributeError, OSError):  # Only the GNU C library can be told to.
        ctypes.CDLL(None).malloc_trim(0)

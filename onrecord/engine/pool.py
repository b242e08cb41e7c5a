"""Parallel work in forked processes; results come in the order of the items."""

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

from onrecord.engine import system

# With fewer items, starting a process costs more than it saves.
FEWEST = 32
# The number of items per worker that are handed out in advance, so that no worker waits for the parent.
_AHEAD = 8
_NUMBER = struct.Struct("=Q")
# The head of a worker's message: its kind, the number of the item, the number of bytes that follow.
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
    """Yield the result of `work` for each item, in order.

    Each worker is a fork of this process, so it sees everything in memory.  A free worker takes the next
    item.  A worker ends when the other ends of its pipes are closed, so none outlives a build that is killed.

    Args:
        work: called in another process; what it changes in memory is lost.
        items: the items to work on.
        jobs: use at most this many processes; with 1 the work is done in this process.
        fewest: start at most one process per this many items.
        max_tasks: replace a worker after this many items.  Python stores reference counts inside its objects,
            so a worker gets its own copy of the memory that it reads, which is freed when the worker ends.

    Raises:
        Exception: the first one that `work` raised.
    """
    jobs = min(jobs, len(items) // fewest)
    if jobs < 2 or not system.can_fork():
        yield from map(work, items)
        return
    system.trim_heap()
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
    """The worker processes.  The numbers of the next items are in one pipe that all workers read: an item
    belongs to the worker that has read its number.

    Args:
        work: as in `in_parallel`.
        items: as in `in_parallel`.
        max_tasks: as in `in_parallel`.
    """

    def __init__(self, work: Callable[[_Item], bytes], items: Sequence[_Item], max_tasks: int) -> None:
        self._work, self._items, self._max_tasks = work, items, max_tasks
        self._processes: dict[int, int] = {}  # ids, by the pipe that each process writes to
        self._selector = selectors.DefaultSelector()
        self._to_take, self._given_out = os.pipe()
        self._next = 0

    def start(self, number: int) -> None:
        """Start some workers."""
        for _ in range(number * _AHEAD):
            self._give_out()
        for _ in range(number):
            self._start_one()

    def next(self) -> tuple[int, bytes]:
        """Wait for the next result; return it after the number of its item.

        Raises:
            Exception: raised by `work`.
        """
        while True:
            ((key, _), *_) = self._selector.select()
            kind, number, length = _FRAME.unpack(_read(key.fd, _FRAME.size))
            data = _read(key.fd, length)
            if kind == _MADE:
                self._give_out()
                return number, data
            if kind == _FAILED:
                error = pickle.loads(data)  # noqa: S301 - from a process of our own
                assert isinstance(error, Exception)
                raise error
            self._end(key.fd)
            if kind == _RETIRED:
                self._start_one()

    def kill_all(self) -> None:
        """End all workers."""
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
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # Only the parent handles Ctrl-C.
            gc.freeze()  # Garbage collection would copy all memory that the parent has filled.
            gc.set_threshold(20_000, 20, 100)
            for pipe in (reading, *self._processes):  # Else no worker would notice the parent's end.
                os.close(pipe)
            if self._next <= len(self._items):
                os.close(self._given_out)
            with os.fdopen(writing, "wb") as out:
                self._worker_loop(out)
        finally:
            os._exit(0)  # The worker must not flush or clean up what the parent has open.

    def _worker_loop(self, out: BinaryIO) -> None:
        for _ in range(self._max_tasks):
            taken = os.read(self._to_take, _NUMBER.size)
            if not taken:
                _send(out, _DONE)
                return
            (number,) = _NUMBER.unpack(taken)
            try:
                data = self._work(self._items[number])
            except Exception as error:  # noqa: BLE001 - the parent raises it again
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

"""Work spread over processes, where the system can fork; results come in the order of what they are of."""

from __future__ import annotations

import gc
import os
import pickle
import signal
import struct
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import BinaryIO, TypeVar

# For less, starting a process costs more than it saves.
FEWEST = 32
_FRAME = struct.Struct(">?Q")

_Item = TypeVar("_Item")


def in_parallel(
    work: Callable[[_Item], bytes],
    items: Sequence[_Item],
    jobs: int,
    fewest: int = FEWEST,
    shift: int | None = None,
) -> Iterator[bytes]:
    """Yield what `work` makes of each item, in order.

    Each worker is a fork of this process: it has all that stands in memory, and takes every n-th item.
    A worker whose pipe nobody reads any more ends, so none outlives a build that is killed.

    Args:
        work: called in another process; what it changes there is lost.
        items: what to work on.
        jobs: how many processes at most; with one the work is done in this process.
        fewest: a process more is started for so many items.
        shift: after so many items another worker takes over.  What a worker looks at it comes to have a
            copy of, since Python counts who refers to a value in the value; with it that memory goes.

    Raises:
        Exception: the first one that `work` raised.
    """
    jobs = min(jobs, len(items) // fewest)
    if jobs < 2 or not hasattr(os, "fork"):
        yield from map(work, items)
        return
    workers: dict[int, tuple[int, BinaryIO]] = {}
    shift = shift or len(items)

    def start(first: int) -> None:
        others = [pipe for _, pipe in workers.values()]
        workers[first % jobs] = _start(work, items[first::jobs][:shift], others)

    give_back()
    try:
        for lane in range(jobs):
            start(lane)
        for number in range(len(items)):
            turn, lane = divmod(number, jobs)
            if turn and turn % shift == 0:
                _end(*workers.pop(lane))
                start(number)
            yield _read(workers[lane][1])
    finally:
        for process, pipe in workers.values():
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
            _end(process, pipe)


def _end(process: int, pipe: BinaryIO) -> None:
    pipe.close()
    os.waitpid(process, 0)


def give_back() -> None:
    """Give memory that is free back to the system: else all workers have it, and each comes to a copy."""
    import ctypes

    with suppress(AttributeError, OSError):  # Only the GNU C library can be told to.
        ctypes.CDLL(None).malloc_trim(0)


def _start(
    work: Callable[[_Item], bytes], items: Sequence[_Item], others: Sequence[BinaryIO]
) -> tuple[int, BinaryIO]:
    reading, writing = os.pipe()
    process = os.fork()
    if process:
        os.close(writing)
        return process, os.fdopen(reading, "rb")
    try:  # From here on: in the worker.
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # The keyboard's interrupt is for the build to answer.
        gc.freeze()  # Looking for garbage among what the build has made would copy all of that memory.
        gc.set_threshold(20_000, 20, 100)
        os.close(reading)
        for pipe in others:
            os.close(pipe.fileno())
        with os.fdopen(writing, "wb") as out:
            _do(work, items, out)
    finally:
        os._exit(0)  # Nothing that the build has open is the worker's to flush or to clean up.


def _do(work: Callable[[_Item], bytes], items: Sequence[_Item], out: BinaryIO) -> None:
    for item in items:
        try:
            data, failed = work(item), False
        except Exception as error:  # noqa: BLE001 - whatever it is, the build has to know
            data, failed = pickle.dumps(error), True
        out.write(_FRAME.pack(failed, len(data)))
        out.write(data)
        out.flush()
        if failed:
            return


def _read(pipe: BinaryIO) -> bytes:
    head = pipe.read(_FRAME.size)
    if len(head) < _FRAME.size:
        raise ChildProcessError("a worker ended before its work was done")
    failed, length = _FRAME.unpack(head)
    data = pipe.read(length)
    if len(data) < length:
        raise ChildProcessError("a worker ended before its work was done")
    if failed:
        error = pickle.loads(data)  # noqa: S301 - of a process of our own
        assert isinstance(error, Exception)
        raise error
    return data

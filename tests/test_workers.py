"""Work in other processes: the same results in the same order, and no process survives the build."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.engine.pool import FEWEST, in_parallel

PROGRAM = Path(__file__).resolve().parent.parent
ENOUGH = 60  # maximum seconds on a busy machine; passing tests do not wait
FORKS = multiprocessing.get_context("fork")
Barrier, Event = FORKS.Barrier, FORKS.Event

KILLED = r"""
import os, time
from onrecord.engine.pool import in_parallel

def work(item):
    os.write(1, b"%d\n" % os.getpid())  # in one piece, even where output is not buffered
    time.sleep(0.01)
    return bytes(100_000)

for _ in in_parallel(work, range(10_000), 2):
    time.sleep(60)
"""


# Forking this process, with all that tests have in memory, takes a hundred times as long as forking a small
# one. So a small process does the work: it reads one request per line and answers in order.
WORKS = r"""
import json, sys
from onrecord.engine.pool import in_parallel

def as_bytes(number):
    return str(number).encode() * (number % 7)

for line in sys.stdin:
    number, jobs, options = json.loads(line)
    results = in_parallel(as_bytes, range(number), jobs, **options)
    print(json.dumps([data.decode() for data in results]), flush=True)
"""


class Works:
    """A small process that distributes work over its own workers."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", WORKS],
            cwd=PROGRAM,
            # Coverage would write a file for each worker, a hundred times as much work.
            env={name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )

    def results(self, number: int, jobs: int, **options: int) -> list[str]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps([number, jobs, options]) + "\n")
        self._process.stdin.flush()
        answer: list[str] = json.loads(self._process.stdout.readline() or "null")
        return answer

    def end(self) -> int:
        self._process.communicate()
        return self._process.returncode


@pytest.fixture(scope="module")
def works() -> Iterator[Works]:
    process = Works()
    yield process
    assert process.end() == 0


def expected(number: int) -> list[str]:
    return [str(n) * (n % 7) for n in range(number)]


@given(number=st.integers(0, 150), jobs=st.integers(1, 4))
def test_results_come_in_order(works: Works, number: int, jobs: int) -> None:
    assert works.results(number, jobs) == expected(number)


def test_work_is_spread_where_there_is_enough_of_it() -> None:
    def where(_: int) -> bytes:
        return str(os.getpid()).encode()

    here = where(0)
    assert set(in_parallel(where, range(2 * FEWEST - 1), 2)) == {here}
    both = Barrier(2)

    def where_both_are(item: int) -> bytes:
        if item < 2:  # Neither can finish everything before the other one has started.
            both.wait()
        return where(item)

    processes = list(in_parallel(where_both_are, range(2 * FEWEST), 2))
    assert here not in processes
    assert len(set(processes)) == 2


def test_nobody_waits_for_the_one_who_has_the_heavy_item() -> None:
    last = 39
    the_others_are_done = Event()

    def where(item: int) -> bytes:
        if item == 0:
            assert the_others_are_done.wait(ENOUGH)
        if item == last:
            the_others_are_done.set()
        return str(os.getpid()).encode()

    first, *others = in_parallel(where, range(last + 1), 2, fewest=1)
    assert first not in others


@given(number=st.integers(0, 60), jobs=st.integers(2, 4), max_tasks=st.integers(1, 9))
def test_results_come_in_order_from_workers_that_take_turns(
    works: Works, number: int, jobs: int, max_tasks: int
) -> None:
    assert works.results(number, jobs, fewest=1, max_tasks=max_tasks) == expected(number)


def test_a_worker_is_relieved_after_its_shift() -> None:
    work = in_parallel(lambda _: str(os.getpid()).encode(), range(20), 2, fewest=1, max_tasks=3)
    processes = list(work)
    assert max(Counter(processes).values()) <= 3
    assert len(set(processes)) >= 7
    for process in set(processes):  # No worker is left.
        with pytest.raises(ProcessLookupError):
            os.kill(int(process), 0)


def test_what_a_worker_raises_is_raised_here() -> None:
    def fail(item: int) -> bytes:
        if item == 40:
            raise FileNotFoundError(2, "gone", "a.txt")
        return b""

    with pytest.raises(FileNotFoundError, match=r"gone.*a\.txt"):
        list(in_parallel(fail, range(100), 2))


def test_a_worker_that_dies_is_an_error() -> None:
    def die(item: int) -> bytes:
        if item == 50:
            os.kill(os.getpid(), signal.SIGKILL)
        return b"x"

    with pytest.raises(ChildProcessError):
        list(in_parallel(die, range(100), 2))


def test_workers_end_when_nobody_takes_more() -> None:
    workers: list[int] = []
    fork = os.fork

    def watched() -> int:
        workers.append(fork())
        return workers[-1]

    with patch("os.fork", watched):
        results = in_parallel(lambda item: bytes(200_000), range(1000), 2)
        next(results)
    results.close()  # type: ignore[attr-defined]  # a generator
    assert len(workers) == 2
    for worker in workers:
        with pytest.raises(ProcessLookupError):
            os.kill(worker, 0)


def test_no_worker_outlives_a_build_that_is_killed() -> None:
    with subprocess.Popen([sys.executable, "-c", KILLED], cwd=PROGRAM, stdout=subprocess.PIPE) as build:
        assert build.stdout is not None
        for _ in range(3):  # by then one of them is working
            assert int(build.stdout.readline()) != build.pid
        build.kill()
        build.communicate(timeout=ENOUGH)  # The pipe ends when no process has it open.

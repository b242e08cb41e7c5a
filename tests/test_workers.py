"""Work in other processes: the same results in the same order, and none that outlives the build."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.workers import FEWEST, in_parallel

PROGRAM = Path(__file__).resolve().parent.parent

KILLED = r"""
import os, sys, time
from onrecord.workers import in_parallel

def work(item):
    os.write(1, b"%d\n" % os.getpid())  # in one piece, even where output is not buffered
    time.sleep(0.01)
    return bytes(100_000)

for _ in in_parallel(work, range(10_000), 2):
    time.sleep(60)
"""


def as_bytes(number: int) -> bytes:
    return str(number).encode() * (number % 7)


@given(st.integers(0, 150), st.integers(1, 4))
def test_results_come_in_order(number: int, jobs: int) -> None:
    assert list(in_parallel(as_bytes, range(number), jobs)) == [as_bytes(n) for n in range(number)]


def test_work_is_spread_where_there_is_enough_of_it() -> None:
    def where(_: int) -> bytes:
        time.sleep(0.005)  # so that none has done all of it before the other one is there
        return str(os.getpid()).encode()

    here = str(os.getpid()).encode()
    assert set(in_parallel(where, range(2 * FEWEST - 1), 2)) == {here}
    processes = list(in_parallel(where, range(2 * FEWEST), 2))
    assert here not in processes
    assert len(set(processes)) == 2


def test_nobody_waits_for_the_one_who_has_the_heavy_item() -> None:
    def where(item: int) -> bytes:
        time.sleep(0.5 if item == 0 else 0.001)
        return str(os.getpid()).encode()

    first, *others = in_parallel(where, range(40), 2, fewest=1)
    assert first not in others


@given(st.integers(0, 60), st.integers(2, 4), st.integers(1, 9))
def test_results_come_in_order_from_workers_that_take_turns(number: int, jobs: int, shift: int) -> None:
    got = in_parallel(as_bytes, range(number), jobs, fewest=1, shift=shift)
    assert list(got) == [as_bytes(n) for n in range(number)]


def test_a_worker_is_relieved_after_its_shift() -> None:
    work = in_parallel(lambda _: str(os.getpid()).encode(), range(20), 2, fewest=1, shift=3)
    processes = list(work)
    assert max(Counter(processes).values()) <= 3
    assert len(set(processes)) >= 7
    for process in set(processes):  # None of them is left.
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
        workers = {int(build.stdout.readline()) for _ in range(3)}
        build.kill()
    deadline = time.monotonic() + 10
    while any(_runs(worker) for worker in workers):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def _runs(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"

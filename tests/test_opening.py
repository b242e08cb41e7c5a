"""A file that is written to while it is read is read again until it stands still."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from helpers.building import small_site
from onrecord.engine import opening
from onrecord.engine.opening import FRESH_NS, read_bytes

WHOLE = b"one\ntwo\nthree\n"
Step = Callable[[Path], None]


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The pauses that the reader made; none of them takes any time."""
    made: list[float] = []
    monkeypatch.setattr(time, "sleep", made.append)
    return made


@pytest.fixture
def writer(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path, list[Step]], None]:
    """Lets steps of another program happen between the reader's look at a file and its reading."""

    def start(path: Path, steps: list[Step]) -> None:
        left: Iterator[Step] = iter(steps)
        look = os.fstat
        looks = iter(range(10_000))

        def fstat(descriptor: int) -> os.stat_result:
            status = look(descriptor)
            if next(looks) % 2 == 0:  # The look before reading, not the one after.
                next(left, lambda _: None)(path)
            return status

        monkeypatch.setattr(os, "fstat", fstat)

    return start


def write(data: bytes) -> Step:
    def step(path: Path) -> None:
        path.write_bytes(data)

    return step


def replace(data: bytes) -> Step:
    """Save as most editors do: write another file, and rename it."""

    def step(path: Path) -> None:
        beside = path.with_suffix(".new")
        beside.write_bytes(data)
        beside.replace(path)

    return step


STEPS: dict[str, list[Step]] = {
    "emptied, then written": [write(b""), write(WHOLE)],
    "emptied, half, then whole": [write(b""), write(WHOLE[:5]), write(WHOLE)],
    "half at a line break": [write(WHOLE[:4]), write(WHOLE)],
    "longer": [write(WHOLE)],
    "as long as before": [write(WHOLE[::-1][1:] + b"\n"), write(WHOLE)],
    "many times": [*(write(WHOLE * n) for n in range(2, 40)), write(WHOLE)],
}


@pytest.mark.parametrize("steps", STEPS)
def test_a_file_is_read_when_it_stands_still(
    tmp_path: Path, writer: Callable[[Path, list[Step]], None], pauses: list[float], steps: str
) -> None:
    path = tmp_path / "actors.yml"
    path.write_bytes(b"one\ntwo\n" if steps == "longer" else WHOLE[:-1] + b"\n")
    writer(path, STEPS[steps])
    assert read_bytes(path) == WHOLE
    assert len(pauses) == len(STEPS[steps])


def test_a_file_that_is_replaced_is_read_whole(
    tmp_path: Path, writer: Callable[[Path, list[Step]], None], pauses: list[float]
) -> None:
    path = tmp_path / "actors.yml"
    path.write_bytes(WHOLE)
    writer(path, [replace(b"other\n")])
    assert read_bytes(path) in (WHOLE, b"other\n")
    assert len(pauses) <= 1


def test_a_file_that_never_stands_still_is_read_all_the_same(
    tmp_path: Path, writer: Callable[[Path, list[Step]], None], pauses: list[float]
) -> None:
    path = tmp_path / "actors.yml"
    path.write_bytes(WHOLE)
    writer(path, [write(b"x" * n) for n in range(10_000)])
    assert read_bytes(path).startswith(b"x")
    assert sum(pauses) == pytest.approx(1)


def test_half_a_file_is_waited_for_only_as_long_as_somebody_may_be_writing_it(
    tmp_path: Path, pauses: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "actors.yml"
    path.write_bytes(WHOLE[:-3])
    now = path.stat().st_mtime_ns
    monkeypatch.setattr(time, "time_ns", lambda: now + len(pauses) * FRESH_NS // 4)
    assert read_bytes(path) == WHOLE[:-3]
    assert len(pauses) == 4
    for age in (FRESH_NS + 1, -FRESH_NS):  # Long ago, or by a clock that is ahead.
        os.utime(path, ns=(now - age, now - age))
        monkeypatch.setattr(time, "time_ns", lambda: now)
        pauses.clear()
        assert (read_bytes(path), pauses) == (WHOLE[:-3], [])


# The first line of the register ends at 6.
@pytest.mark.parametrize("cut", [*range(0, 36, 5), 6])
def test_a_register_that_is_being_saved_gives_no_wrong_errors(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cut: int
) -> None:
    site = small_site(tmp_path / "root")
    register = site.root / "briefs" / "actors.yml"
    whole = register.read_bytes()
    assert whole[:6] == b"mira:\n"
    register.write_bytes(whole[:cut])
    pauses: list[float] = []

    def pause(seconds: float) -> None:
        pauses.append(seconds)
        register.write_bytes(whole)

    monkeypatch.setattr(time, "sleep", pause)
    # However slow the machine is, half of the file has just been written.
    monkeypatch.setattr(time, "time_ns", lambda: register.stat().st_mtime_ns + len(pauses) * FRESH_NS // 10)
    assert site.run("check").out == "1 briefing: no problems\n"


def test_the_limit_holds(tmp_path: Path, pauses: list[float]) -> None:
    path = tmp_path / "actors.yml"
    path.write_bytes(b"x" * 100)
    assert read_bytes(path, 10) == b"x" * 11
    assert pauses == []
    assert opening.read_bytes(Path("/proc/self/stat"), 5)[5:] != b""

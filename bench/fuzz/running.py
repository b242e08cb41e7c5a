"""Run the check of one reader on many inputs, and collect what goes wrong."""

from __future__ import annotations

import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from types import FrameType
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.strategies import SearchStrategy
from msgspec import Struct, field

PROGRAM = Path(__file__).resolve().parents[2]
# Reading this many characters may take this many seconds of processor time, and a shorter text as much.
SIZE, SECONDS = 100_000, 2.0
# Measuring coverage slows the program down.
_WHEN_TRACED = 20
# Inputs per run of Hypothesis, which begins each run with simple ones.
ROUND = 500
_SHOWN = 2000


class Reader(Struct, frozen=True):
    """A reader to be tested.

    Attributes:
        name: as in the table.
        inputs: makes the inputs.
        check: raises any exception for an input that is read wrongly.
    """

    name: str
    inputs: SearchStrategy[Any]
    check: Callable[[Any], None]


class Outcome(Struct):
    """The result of testing a reader.

    Attributes:
        inputs: the number of inputs that were checked.
        seconds: of processor time.
        faults: for each different fault the smallest input that shows it, and its traceback.
        is_stopped: whether somebody stopped it before its time, as with Ctrl-C.
    """

    inputs: int = 0
    seconds: float = 0.0
    faults: dict[str, str] = field(default_factory=dict)
    is_stopped: bool = False


def quietly(doing: str, done: int, total: int) -> None:
    """Show no progress."""


class TooSlowError(Exception):
    """Reading takes longer than it may."""


def fuzz(
    reader: Reader,
    number: int,
    *,
    minutes: float | None = None,
    inputs: int | None = None,
    tell: Callable[[str], object] = str,
    reduce: bool = True,
) -> Outcome:
    """Check inputs until so many minutes of processor time, or so many inputs, are used up.

    Args:
        reader: the reader.
        number: the seed; the same one gives the same inputs.
        minutes: of processor time.
        inputs: the number of inputs.
        tell: is told each fault when it is found.
        reduce: whether to look for the smallest input that shows a fault, which takes time.
    """
    outcome, began = Outcome(), time.process_time()
    for turn in count():
        left = ROUND if inputs is None else min(ROUND, inputs - outcome.inputs)
        if outcome.is_stopped or left < 1 or (minutes is not None and outcome.seconds >= 60 * minutes):
            return outcome
        known = set(outcome.faults)
        phases = [Phase.generate, Phase.shrink] if reduce else [Phase.generate]
        try:
            _run(reader, number * 1_000_000 + turn, outcome, {"max_examples": left, "phases": phases})
        except KeyboardInterrupt:
            outcome.is_stopped = True
        for place in outcome.faults.keys() - known:
            tell(f"{reader.name}: {place}\n{outcome.faults[place]}")
        outcome.seconds = time.process_time() - began
    raise AssertionError("the turns never end")


def _run(reader: Reader, number: int, outcome: Outcome, options: dict[str, Any]) -> None:
    """Check one round of inputs; a known fault is passed over, and a new one reduced and noted."""
    latest: list[Any] = [None]

    def check(value: Any) -> None:
        outcome.inputs += 1
        try:
            reader.check(value)
        except Exception as error:
            if _place_of(error) not in outcome.faults:
                latest[0] = value
                raise

    run = settings(
        **options,
        database=None,
        deadline=None,
        derandomize=False,
        report_multiple_bugs=False,
        print_blob=False,
        suppress_health_check=list(HealthCheck),
    )(given(reader.inputs)(check))
    try:
        seed(number)(run)()
    except Exception as error:  # noqa: BLE001 - whatever a reader raises is what is looked for
        shown = "".join(
            [*traceback.format_tb(error.__traceback__, limit=-5), f"{type(error).__name__}: {error}"]
        )
        outcome.faults[_place_of(error)] = f"{latest[0]!r:.{_SHOWN}}\n{shown}"


def _place_of(error: BaseException) -> str:
    """The place that names a fault: the exception, and the last of our own functions."""
    place = ""
    for frame in traceback.extract_tb(error.__traceback__):
        path = Path(frame.filename)
        is_ours = path.is_relative_to(PROGRAM) and "site-packages" not in path.parts
        if is_ours and path.name != Path(__file__).name:
            line = f":{frame.lineno}" if "bench" in path.parts else ""
            place = f"{path.relative_to(PROGRAM).as_posix()}{line} {frame.name}"
    return f"{type(error).__name__} in {place}"


@contextmanager
def bounded(size: int) -> Iterator[None]:
    """Stop what is done here when it takes longer than reading a text of this many characters may take.

    Raises:
        TooSlowError: it does; where it stood is in the traceback.
    """
    if not hasattr(signal, "setitimer"):  # Windows has no such clock.
        yield
        return
    seconds = SECONDS * max(size / SIZE, 1.0) * (_WHEN_TRACED if sys.gettrace() else 1)
    before = signal.signal(signal.SIGPROF, _stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _stop(_: int, __: FrameType | None) -> None:
    raise TooSlowError

"""What was measured, as it is kept in a file."""

from __future__ import annotations

import os
import platform
import statistics
from collections.abc import Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

OURS, HUGO, MKDOCS = "onrecord", "hugo", "mkdocs"
COLD, UNCHANGED, EDITED, CHECK = STEPS = "cold", "unchanged", "edited", "check"


class Run(Struct, frozen=True):
    """One run of a command.

    Attributes:
        seconds: from its start to its end; the limit, where it was stopped there.
        peak: bytes of memory of all its processes at once; none where the system does not tell.
        finished: whether it came to its end by itself.
    """

    seconds: float
    peak: int | None = None
    finished: bool = True


class Size(Struct, frozen=True):
    """What was measured with so many briefings.

    Attributes:
        number: of briefings.
        pages: Markdown pages that every tool was given.
        markdown: their bytes.
        files: the files of the site that we made, pages and others.
        site: their bytes.
        runs: by tool and step, in the order of the rounds.
        without: tools that were left out, and why.
    """

    number: int
    pages: int
    markdown: int
    files: int
    site: int
    runs: dict[str, dict[str, list[Run]]]
    without: dict[str, str] = {}

    def seconds(self, tool: str, step: str) -> float | None:
        """The median, where there is any."""
        runs = self.runs.get(tool, {}).get(step)
        return statistics.median(run.seconds for run in runs) if runs else None

    def ratio(self, tool: str, other: str, step: str) -> float | None:
        """The time of one in that of another: the median of the rounds' ratios.

        Both were run one soon after the other, so a ratio of one round says more than one of two medians
        where the machine was busier in one round than in the next.
        """
        both = (self.runs.get(name, {}).get(step, []) for name in (tool, other))
        ratios = [one.seconds / two.seconds for one, two in zip(*both, strict=False)]
        return statistics.median(ratios) if ratios else None

    @property
    def spread(self) -> float:
        """How many times as long as its fastest run the slowest run of the same command took; at least 1."""
        series = [runs for steps in self.runs.values() for runs in steps.values()]
        seconds = [[run.seconds for run in runs] for runs in series]
        return max((max(of_one) / min(of_one) for of_one in seconds), default=1)

    def finished(self, tool: str, step: str) -> bool:
        return all(run.finished for run in self.runs.get(tool, {}).get(step, ()))

    def peak(self, tool: str, steps: Sequence[str] = STEPS) -> int | None:
        """The most bytes that any run of these steps had."""
        runs = self.runs.get(tool, {})
        return max((run.peak for step in steps for run in runs.get(step, ()) if run.peak), default=None)


class Results(Struct, frozen=True):
    """All that a run of the command measured.

    Attributes:
        machine: one line on what it was measured on.
        rounds: how often each command was run, unless it took very long.
        versions: of the tools that took part.
        without: tools that could not be installed, and why.
        sizes: from the smallest.
    """

    machine: str
    rounds: int
    versions: dict[str, str]
    without: dict[str, str]
    sizes: tuple[Size, ...]

    def of(self, number: int) -> Size | None:
        """What was measured with so many briefings."""
        return next((size for size in self.sizes if size.number == number), None)


def load(path: Path) -> Results:
    """Read results.

    Raises:
        OSError: the file cannot be read.
        msgspec.DecodeError: it holds something else.
    """
    return msgspec.json.decode(path.read_bytes(), type=Results)


def save(path: Path, results: Results) -> None:
    """Write results so that a difference between two of them can be read."""
    path.write_bytes(msgspec.json.format(msgspec.json.encode(results), indent=1) + b"\n")


def this_machine() -> str:
    """What a reader needs to know of it: processor, cores, memory, system, Python."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    known = described(_text("/proc/cpuinfo"), _text("/proc/meminfo"))
    named = [f"{cores} cores", *known, platform.system(), f"Python {platform.python_version()}"]
    return ", ".join(named)


def described(processors: str, memory: str) -> list[str]:
    """Name of the processor and size of the memory, from the text of `/proc/cpuinfo` and `/proc/meminfo`."""
    named = []
    for text, key in ((processors, "model name"), (memory, "MemTotal")):
        value = next((line.partition(":")[2] for line in text.split("\n") if line.startswith(key)), "")
        if key == "MemTotal" and value:
            value = f"{int(value.split()[0]) * 1024 / 1e9:.0f} GB of memory"
        if value:
            named.append(" ".join(value.split()))
    return named


def _text(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8")
    except OSError:
        return ""

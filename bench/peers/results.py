"""The measurements, and their file."""

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
        seconds: from start to end; the limit, if it was stopped there.
        peak: the peak memory of all its processes in bytes; None if the system does not tell.
        finished: whether it ended by itself.
    """

    seconds: float
    peak: int | None = None
    finished: bool = True


class Size(Struct, frozen=True):
    """What was measured with so many briefings.

    Attributes:
        number: the number of briefings.
        pages: the number of Markdown pages that every tool was given.
        markdown: their size in bytes.
        files: the number of files of our site, pages and others.
        site: their size in bytes.
        runs: by tool and step, in the order of the rounds.
        without: the tools that were left out, with reasons.
    """

    number: int
    pages: int
    markdown: int
    files: int
    site: int
    runs: dict[str, dict[str, list[Run]]]
    without: dict[str, str] = {}

    def seconds(self, tool: str, step: str) -> float | None:
        """The median time in seconds; None without runs."""
        runs = self.runs.get(tool, {}).get(step)
        return statistics.median(run.seconds for run in runs) if runs else None

    def ratio(self, tool: str, other: str, step: str) -> float | None:
        """The time of one tool divided by that of another: the median of the rounds' ratios.

        In a round both run soon after each other, so the load on the machine affects the ratio of a round
        less than the ratio of two medians.
        """
        both = (self.runs.get(name, {}).get(step, []) for name in (tool, other))
        ratios = [one.seconds / two.seconds for one, two in zip(*both, strict=False)]
        return statistics.median(ratios) if ratios else None

    @property
    def spread(self) -> float:
        """The largest ratio of a command's slowest run to its fastest; at least 1."""
        series = [runs for steps in self.runs.values() for runs in steps.values()]
        seconds = [[run.seconds for run in runs] for runs in series]
        return max((max(of_one) / min(of_one) for of_one in seconds), default=1)

    def finished(self, tool: str, step: str) -> bool:
        return all(run.finished for run in self.runs.get(tool, {}).get(step, ()))

    def peak(self, tool: str, steps: Sequence[str] = STEPS) -> int | None:
        """The peak memory of all runs of these steps, in bytes."""
        runs = self.runs.get(tool, {})
        return max((run.peak for step in steps for run in runs.get(step, ()) if run.peak), default=None)


class Results(Struct, frozen=True):
    """All measurements of a run of the command.

    Attributes:
        machine: one line about the machine.
        rounds: the number of runs of each command, unless it took very long.
        versions: of the tools that took part.
        without: the tools that could not be installed, with reasons.
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
        msgspec.DecodeError: the file is not one of results.
    """
    return msgspec.json.decode(path.read_bytes(), type=Results)


def save(path: Path, results: Results) -> None:
    """Write results in a format with readable diffs."""
    path.write_bytes(msgspec.json.format(msgspec.json.encode(results), indent=1) + b"\n")


def this_machine() -> str:
    """A description of this machine: processor, cores, memory, system, Python."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    known = described(_text("/proc/cpuinfo"), _text("/proc/meminfo"))
    named = [f"{cores} cores", *known, platform.system(), f"Python {platform.python_version()}"]
    return ", ".join(named)


def described(processors: str, memory: str) -> list[str]:
    """The processor's name and the memory's size, from the texts of `/proc/cpuinfo` and `/proc/meminfo`."""
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

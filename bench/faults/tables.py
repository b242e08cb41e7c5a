"""All tables of faults."""

from __future__ import annotations

from collections.abc import Callable

from bench.faults.damages import damages
from bench.faults.disks import disks
from bench.faults.kills import kills
from bench.faults.limits import limits, processes
from bench.faults.permissions import permissions
from bench.faults.readers import readers
from bench.faults.trial import Outcome, UnavailableError

# Each with the number of its faults in a full run.
TABLES: dict[str, tuple[Callable[[int, int], dict[str, Outcome]], int]] = {
    "kills": (kills, 300),
    "damages": (damages, 500),
    "disks": (disks, 180),
    "permissions": (permissions, 126),
    "limits": (limits, 240),
    "processes": (processes, 20),
    "readers": (readers, 80),
}


def rows_of(name: str, *, seed: int, share: float) -> dict[str, Outcome] | str:
    """The rows of a table, or why it cannot be made here."""
    make, number = TABLES[name]
    try:
        return make(seed, max(1, round(number * share)))
    except UnavailableError as error:
        return str(error)

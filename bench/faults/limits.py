"""Limits of the machine: the size of files, as on a full disk, the number of open files, and memory."""

from __future__ import annotations

import resource
from collections.abc import Callable

from bench.faults.trial import Outcome, Trial, chosen

_LIMITS: dict[str, tuple[int, Callable[[float], int]]] = {
    "no file longer than 100 bytes to 1 MB": (resource.RLIMIT_FSIZE, lambda x: int(100 * 10 ** (4 * x))),
    "8 to 40 open files": (resource.RLIMIT_NOFILE, lambda x: int(8 + 32 * x)),
}


def limits(site: Trial, seed: int, number: int) -> dict[str, Outcome]:
    """Build an edit under limits, then without them; the same number of each kind."""
    outcomes = {}
    for name, (kind, amount) in _LIMITS.items():
        dice, outcome = chosen(seed, name), Outcome()
        for turn in range(number):
            edition = turn % 2
            site.choose(edition)
            most = amount(dice.random())
            faulty = site.build(lambda kind=kind, most=most: resource.setrlimit(kind, (most, most)))  # type: ignore[misc]
            site.judge(outcome, edition, faulty)
        outcomes[name] = outcome
    return outcomes

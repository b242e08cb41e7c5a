"""Limits: on the size of files, the number of open ones, memory, and the number of processes."""

from __future__ import annotations

import resource
from collections.abc import Callable
from pathlib import Path

from msgspec import Struct

from bench.faults.trial import Outcome, chosen, trial, trial_as_user, warm_up
from onrecord.engine import run

_MEGABYTE = 1 << 20


class _Limit(Struct, frozen=True):
    """A kind of limit.

    Attributes:
        resource: its number in the module `resource`.
        amount: turns a number below 1 into a limit.
        used: the line in /proc/self/status with what is used already, to which the amount is added.
    """

    resource: int
    amount: Callable[[float], int]
    used: str = ""

    def set(self, chance: float) -> None:
        """Limit this process."""
        most = self.amount(chance)
        if self.used:
            lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
            most += next(int(line.split()[1]) for line in lines if line.startswith(self.used)) * 1024
        resource.setrlimit(self.resource, (most, most))


_LIMITS = {
    "no file longer than 100 bytes to 1 MB": _Limit(
        resource.RLIMIT_FSIZE, lambda chance: int(100 * 10 ** (4 * chance))
    ),
    "3 to 40 open files": _Limit(resource.RLIMIT_NOFILE, lambda chance: int(3 + 38 * chance**2)),
    "0 to 60 MB more of addresses": _Limit(
        resource.RLIMIT_AS, lambda chance: int(60 * chance * _MEGABYTE), "VmSize"
    ),
    "0 to 40 MB more of data": _Limit(
        resource.RLIMIT_DATA, lambda chance: int(40 * chance * _MEGABYTE), "VmData"
    ),
}


def limits(seed: int, number: int) -> dict[str, Outcome]:
    """Build an edit under limits, then without them; the kinds take turns.

    The builds are started cold, as from a shell: most memory and files are taken by loading libraries.
    """
    dice = chosen(seed, "limits")
    outcomes = {name: Outcome() for name in _LIMITS}
    with trial() as site:
        for turn in range(number):
            edition = turn % 2
            site.choose(edition)
            name = list(_LIMITS)[turn % len(_LIMITS)]
            limit, chance = _LIMITS[name], dice.random()
            faulty = site.build(lambda limit=limit, chance=chance: limit.set(chance))  # type: ignore[misc]
            site.judge(outcomes[name], edition, faulty)
    return outcomes


def processes(seed: int, number: int) -> dict[str, Outcome]:
    """Build an edit in several processes where too few may be started, then without a limit.

    Raises:
        UnavailableError: root has no such limit, and only root can read the program.
    """
    warm_up()
    dice, outcome = chosen(seed, "processes"), Outcome()

    def limit(most: int) -> None:
        resource.setrlimit(resource.RLIMIT_NPROC, (most, most))
        run._WORTH_IT = 1  # Even a small site is worth some processes.

    with trial_as_user() as site:
        for turn in range(number):
            edition = turn % 2
            site.choose(edition)
            most = dice.randrange(4)
            site.judge(outcome, edition, site.build(lambda most=most: limit(most), jobs=4))  # type: ignore[misc]
    return {"0 to 3 processes": outcome}

"""Builds that are killed: at any moment, and in the exchange, when pages and the site are put in place."""

from __future__ import annotations

import os
import signal
import sys
from itertools import count

from bench.faults.trial import Outcome, Trial, chosen, trial, warm_up

_CHANGES = frozenset(
    ("os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.link", "os.chmod", "shutil.rmtree")
)
# The exchange begins with the first page that is moved into its place; before it nothing is renamed.
_FIRST = "os.rename"


class _Killer:
    def __init__(self, at: int, *, in_exchange: bool) -> None:
        self.seen = 0
        self._at = at
        self._counts = not in_exchange
        self._in_exchange = in_exchange
        sys.addaudithook(self._watch)

    def _watch(self, event: str, _: tuple[object, ...]) -> None:
        if self._in_exchange and event == _FIRST:
            self._counts = True
        if self._counts and (not self._in_exchange or event in _CHANGES or event in ("open", "ctypes.dlsym")):
            self.seen += 1
            if self.seen == self._at:
                os.kill(os.getpid(), signal.SIGKILL)


def kills(seed: int, number: int) -> dict[str, Outcome]:
    """Kill builds at random events of Python (a file opened, renamed …), evenly over all of them."""
    warm_up()
    with trial() as site:
        return {
            "killed at any moment": _killed(site, seed, number // 2, in_exchange=False),
            "killed in the exchange": _killed(site, seed, number - number // 2, in_exchange=True),
        }


def _killed(site: Trial, seed: int, number: int, *, in_exchange: bool) -> Outcome:
    counted = site.root.parent / "events"

    def count_events() -> None:
        killer, exit_ = _Killer(0, in_exchange=in_exchange), os._exit

        def leave(status: int) -> None:
            counted.write_text(str(killer.seen), encoding="ascii")
            exit_(status)

        os._exit = leave  # type: ignore[assignment]

    site.choose(0)
    site.build()
    site.choose(1)
    site.build(count_events)
    events, dice, outcome = int(counted.read_text(encoding="ascii")), chosen(seed, "kills"), Outcome()
    for turn in count():
        if outcome.faults == number:
            break
        edition = turn % 2
        site.choose(edition)
        at = dice.randint(1, events)
        faulty = site.build(lambda at=at: _Killer(at, in_exchange=in_exchange))  # type: ignore[misc]
        if faulty.status:  # Otherwise it had ended before: it had less to do than the one that was counted.
            site.judge(outcome, edition, faulty)
    return outcome

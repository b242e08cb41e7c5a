"""The tables of `docs/reliability.md`: `python -m bench.faults [--share 0.25] [--seed N]`.

Exits with 1 if a fault broke a site, left wrong bytes, showed a traceback, or stopped the next build.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable

from bench.faults.damages import damages
from bench.faults.kills import kills
from bench.faults.limits import limits
from bench.faults.trial import Outcome, Trial, trial

_HEAD = """\
| {} | faults | builds they ended | broken sites | wrong bytes | stuck | tracebacks |
|---|--:|--:|--:|--:|--:|--:|"""


def main() -> int:
    """Print the tables; return the exit status."""
    parser = argparse.ArgumentParser(description="Make builds fail, and see what is left.")
    parser.add_argument("--seed", type=int, default=0, help="other faults")
    parser.add_argument("--share", type=float, default=1.0, help="this share of the faults")
    parser.add_argument("tables", nargs="*", choices=[[], *_TABLES], help="only these tables")
    options = parser.parse_args()
    site, is_good = trial(), True
    for name in options.tables or _TABLES:
        rows = _TABLES[name](site, options.seed, options.share)
        is_good = is_good and all(outcome.is_good for outcome in rows.values())
        print(_HEAD.format(name))
        for kind, outcome in rows.items():
            print(_row(kind, outcome))
        print(flush=True)
    return 0 if is_good else 1


def _kills(site: Trial, seed: int, share: float) -> dict[str, Outcome]:
    number = _some(150, share)
    return {
        "killed at any moment": kills(site, seed, number, in_exchange=False),
        "killed in the exchange": kills(site, seed, number, in_exchange=True),
    }


def _some(number: int, share: float) -> int:
    return max(1, round(number * share))


_TABLES: dict[str, Callable[[Trial, int, float], dict[str, Outcome]]] = {
    "kills": _kills,
    "damages": lambda site, seed, share: damages(site, seed, _some(500, share)),
    "limits": lambda site, seed, share: limits(site, seed, _some(60, share)),
}


def _row(name: str, found: Outcome) -> str:
    counts = found.faults, found.ended, found.broken, found.wrong, found.stuck, found.tracebacks
    return f"| {name} | {' | '.join(map(str, counts))} |"


if __name__ == "__main__":
    sys.exit(main())

"""The table of `docs/reliability.md`: `python -m bench.fuzz [READER …] [--minutes 10] [--seed N]`.

Exits with 1 if a reader has a fault, and shows the smallest input for each.
"""

from __future__ import annotations

import argparse
import sys

from bench.fuzz.readers import READERS
from bench.fuzz.running import Outcome, fuzz

_HEAD = "| reader | inputs | processor time | faults |\n|---|--:|--:|--:|"


def main() -> int:
    """Print the table; return the exit status."""
    parser = argparse.ArgumentParser(description="Give the readers inputs that nobody wrote.")
    parser.add_argument("--minutes", type=float, default=10.0, help="of processor time for each reader")
    parser.add_argument("--seed", type=int, default=0, help="other inputs")
    parser.add_argument("readers", nargs="*", choices=[[], *READERS], help="only these readers")
    options = parser.parse_args()
    is_good = True
    print(_HEAD)
    for name in options.readers or READERS:
        outcome = fuzz(READERS[name], options.seed, minutes=options.minutes, tell=_tell)
        print(_row(name, outcome), flush=True)
        is_good = is_good and not outcome.faults
    return 0 if is_good else 1


def _tell(fault: str) -> None:
    print(fault, file=sys.stderr, flush=True)


def _row(name: str, outcome: Outcome) -> str:
    return f"| {name} | {outcome.inputs:,} | {outcome.seconds / 60:.1f} min | {len(outcome.faults)} |"


if __name__ == "__main__":
    sys.exit(main())

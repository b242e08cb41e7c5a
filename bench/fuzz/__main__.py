"""The tables of `docs/reliability.md`: `python -m bench.fuzz [READER …] [--minutes 10] [--update FILE]`.

Exits with 1 if a reader has a fault, and shows the smallest input for each.  Ctrl-C ends a run before its
time; what was done until then is in the tables.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Mapping
from pathlib import Path

from bench.documents import refreshed
from bench.fuzz.found import FIXED
from bench.fuzz.readers import READERS
from bench.fuzz.running import Outcome, fuzz


def main() -> int:
    """Print the tables; return the exit status."""
    parser = argparse.ArgumentParser(description="Give the readers inputs that nobody wrote.")
    parser.add_argument("--minutes", type=float, default=10.0, help="of processor time for each reader")
    parser.add_argument("--seed", type=int, default=0, help="other inputs")
    parser.add_argument("--update", type=Path, help="write the tables into this file too")
    parser.add_argument("readers", nargs="*", choices=[[], *READERS], help="only these readers")
    options = parser.parse_args()
    outcomes = {}
    for name in options.readers or READERS:
        outcomes[name] = fuzz(READERS[name], options.seed, minutes=options.minutes, tell=_tell)
        _tell(_row(name, outcomes[name]))
        if outcomes[name].is_stopped:
            break
    print(tables(outcomes))
    if options.update:
        document = options.update.read_text("utf-8")
        text = tables(outcomes, before=document)
        options.update.write_text(refreshed(document, {"fuzzing": text}), "utf-8")
    return 1 if any(outcome.faults for outcome in outcomes.values()) else 0


def tables(outcomes: Mapping[str, Outcome], before: str = "") -> str:
    """What each reader was given, and what was found in this run and in all before it.

    Args:
        outcomes: of the readers in this run.
        before: a document with such a table, whose other rows are kept.
    """
    rows = {name: row for name in READERS for row in re.findall(rf"^\| {name} \| \d.*", before, re.MULTILINE)}
    rows |= {name: _row(name, outcome) for name, outcome in outcomes.items()}
    shown = [name for name in READERS if name in rows]
    head = "| reader | inputs | processor time | found in this run | found before, and fixed |"
    lines = [head, "|---|--:|--:|--:|--:|", *(rows[name] for name in shown), ""]
    lines += ["| reader | was found and fixed | test |", "|---|---|---|"]
    for name in shown:
        lines += [f"| {name} | {each.fault} | `{each.test}` |" for each in FIXED.get(name, ())]
    return "\n".join(lines)


def _row(name: str, outcome: Outcome) -> str:
    minutes, fixed = outcome.seconds / 60, len(FIXED.get(name, ()))
    return f"| {name} | {outcome.inputs:,} | {minutes:.1f} min | {len(outcome.faults)} | {fixed} |"


def _tell(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())

"""The tables of `docs/reliability.md`: `python -m bench.faults [--share 0.25] [--seed N] [TABLE …]`.

Exits with 1 if a fault broke a site, left wrong bytes, showed a traceback, or stopped the next build.
"""

from __future__ import annotations

import argparse
import sys
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context

from msgspec.structs import astuple

from bench.faults.tables import TABLES, rows_of
from bench.faults.trial import Outcome

_COLUMNS = "faults, builds they ended, broken sites, wrong bytes, stuck, not told, tracebacks, network calls"
_HEAD = f"| {{}} | {_COLUMNS.replace(', ', ' | ')} |\n|---{'|--:' * 8}|"


def main() -> int:
    """Print the tables; return the exit status."""
    parser = argparse.ArgumentParser(description="Make builds fail, and see what is left.")
    parser.add_argument("--seed", type=int, default=0, help="other faults")
    parser.add_argument("--share", type=float, default=1.0, help="this share of the faults")
    parser.add_argument("tables", nargs="*", choices=[[], *TABLES], help="only these tables")
    options = parser.parse_args()
    names, is_good = options.tables or list(TABLES), True
    # A process for each: what a table has loaded or mounted is not the next one's.
    with ProcessPoolExecutor(mp_context=get_context("spawn"), max_tasks_per_child=1) as pool:
        found = pool.map(partial(rows_of, seed=options.seed, share=options.share), names)
        for name, rows in zip(names, found, strict=True):
            if isinstance(rows, str):
                print(f"{name} left out: {rows}\n", flush=True)
                continue
            is_good = is_good and all(outcome.is_good for outcome in rows.values())
            print(_HEAD.format(name))
            for kind, outcome in rows.items():
                print(_row(kind, outcome))
            print(flush=True)
    return 0 if is_good else 1


def _row(name: str, found: Outcome) -> str:
    return f"| {name} | {' | '.join(map(str, astuple(found)))} |"


if __name__ == "__main__":
    sys.exit(main())

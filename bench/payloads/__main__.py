"""The tables of `docs/reliability.md`: `python -m bench.payloads [--share 0.2] [--pages N] [--update FILE]`.

Exits with 1 if anything ran, asked another host, left a page or stayed on one as a handler, if a table has a
formula, or if the controls do not run.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from bench.documents import refreshed
from bench.payloads.tables import tables
from bench.payloads.trial import Trial

_SHOWN = 20  # what pages did, at most


def main() -> int:
    """Print the tables; return the exit status."""
    parser = argparse.ArgumentParser(description="Write payloads into every field, and see whether any runs.")
    parser.add_argument("--share", type=float, default=1.0, help="this share of the payloads")
    parser.add_argument("--pages", type=int, default=sys.maxsize, help="open about so many pages and feeds")
    parser.add_argument("--jobs", type=int, default=2, help="this many browsers")
    parser.add_argument("--update", type=Path, help="write the tables into this file too")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="payloads-") as folder:
        outcome = Trial(Path(folder), options.share, options.jobs, options.pages).run()
    text = tables(outcome)
    print(text)
    for each in outcome.seen[:_SHOWN]:
        print(each.page, each.what, each.detail, file=sys.stderr)
    if options.update:
        options.update.write_text(refreshed(options.update.read_text("utf-8"), {"injection": text}), "utf-8")
    for control in outcome.unnoticed:
        print(f"the control did not run: {control}", file=sys.stderr)
    return 0 if outcome.is_good and not outcome.unnoticed else 1


if __name__ == "__main__":
    sys.exit(main())

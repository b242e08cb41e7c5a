"""The command: `python -m bench.collection 10000 FOLDER [--seed N]`."""

from __future__ import annotations

import argparse
from pathlib import Path

from bench.collection import make


def main() -> None:
    parser = argparse.ArgumentParser(description="Make up a collection of briefings.")
    parser.add_argument("number", type=int, help="how many briefings")
    parser.add_argument("folder", type=Path, help="the root to write")
    parser.add_argument("--seed", type=int, default=0, help="another seed, another collection")
    arguments = parser.parse_args()
    make(arguments.folder, arguments.number, arguments.seed)


if __name__ == "__main__":
    main()

"""The time of `check`, compared with an earlier version: `python -m bench.check --against COMMIT`.

It measures processor time (user and system) of whole runs with one process and without a cache. The versions
take turns on one made-up collection, so that other load and changes of the processor's speed affect both. The
first ratio is that of the medians; the second one is of the time per additional briefing, without loading the
program. Exits with 1 if `--most` is exceeded.
"""

from __future__ import annotations

import argparse
import io
import os
import resource
import statistics
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from bench.collection import make

PROGRAM = Path(__file__).resolve().parent.parent
FEW = 50  # briefings: a run with these is mostly the program's start
ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}


def unpack(commit: str, folder: Path) -> None:
    """Write the program of a commit to a folder."""
    command = ["git", "-C", str(PROGRAM), "archive", commit, "build.py", "onrecord", "templates"]
    archive = subprocess.run(command, check=True, capture_output=True).stdout
    with tarfile.open(fileobj=io.BytesIO(archive)) as files:
        files.extractall(folder, filter="data")
    subprocess.run([sys.executable, "-m", "compileall", "-q", str(folder / "onrecord")], check=False)


def seconds(program: Path, root: Path) -> float:
    """The processor time of one check without a cache, in seconds."""
    command: list[str | Path] = [
        sys.executable,
        program / "build.py",
        "--root",
        root,
        "--jobs",
        "1",
        "--no-progress",
        "--clean",
    ]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([*command, "check"], env=ENVIRONMENT, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m bench.check", description=(__doc__ or "").partition("\n")[0]
    )
    parser.add_argument("--against", required=True, metavar="COMMIT", help="the version to compare with")
    parser.add_argument("--briefings", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--most", type=float, metavar="RATIO", help="fail where a briefing takes more")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="onrecord-bench-") as name:
        folder = Path(name)
        unpack(arguments.against, folder / "earlier")
        roots = {number: folder / str(number) for number in (FEW, arguments.briefings)}
        for number, root in roots.items():
            make(root, number)
        programs = (folder / "earlier", PROGRAM)
        times: dict[tuple[Path, int], list[float]] = {}
        for _ in range(arguments.rounds):
            for number, root in roots.items():
                for program in programs:
                    times.setdefault((program, number), []).append(seconds(program, root))
    middle = {key: statistics.median(found) for key, found in times.items()}
    whole = [middle[program, arguments.briefings] for program in programs]
    more = [middle[program, arguments.briefings] - middle[program, FEW] for program in programs]
    ratio = more[1] / more[0]
    print(f"{arguments.briefings} briefings, medians of {arguments.rounds} rounds:")
    print(f"{whole[0]:.2f} s at {arguments.against}, {whole[1]:.2f} s now, {whole[1] / whole[0]:.2f} times;")
    print(f"for a briefing more {ratio:.2f} times")
    return int(arguments.most is not None and ratio > arguments.most)


if __name__ == "__main__":
    sys.exit(main())

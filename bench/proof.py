"""The time for comparing the published words: `python -m bench.proof`.

It times first builds of a made-up collection with and without the comparison. They take turns, so that other
load on the machine affects both. Each is a separate process, and its processor time includes that of its
workers. Exits with 1 if the comparison takes more than 8 % of a build.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.collection import make

MAX_SHARE = 0.08
_BUILD = "import sys; from onrecord.interface.cli import main; sys.exit(main(sys.argv[1:]))"
# Replaces the module that compares, so that nothing of it is loaded.
_WITHOUT = (
    "import sys, types; name = 'onrecord.publishing.proving'; module = types.ModuleType(name);"
    " module.differing = lambda *_: []; sys.modules[name] = module;"
)


def seconds(root: Path, before: str) -> tuple[float, float]:
    """The elapsed time and the processor time of a first build, in seconds."""
    shutil.rmtree(root / "site", ignore_errors=True)
    shutil.rmtree(root / "site_src", ignore_errors=True)
    shutil.rmtree(root / ".onrecord", ignore_errors=True)
    used, began = _used(), time.perf_counter()
    subprocess.run(
        [sys.executable, "-c", before + _BUILD, "--root", root, "--no-progress"],
        check=True,
        capture_output=True,
        env={name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
    )
    return time.perf_counter() - began, _used() - used


def _used() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def main() -> int:
    parser = argparse.ArgumentParser(description="What the comparison of the published words costs.")
    parser.add_argument("--briefings", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="onrecord-bench-") as folder:
        root = Path(folder) / "root"
        make(root, options.briefings)
        seconds(root, "")  # A first run warms the disk cache and compiles the modules.
        shares, used_shares = [], []
        for _ in range(options.rounds):
            without, used_without = seconds(root, _WITHOUT)
            with_it, used = seconds(root, "")
            shares.append(with_it / without - 1)
            used_shares.append(used / used_without - 1)
            print(
                f"{with_it:.2f} s with, {without:.2f} s without; processor {used:.2f}, {used_without:.2f} s"
            )
    share, used_share = statistics.median(shares), statistics.median(used_shares)
    print(
        f"it adds {share:.1%} of the time, {used_share:.1%} of the processor's (medians of {options.rounds})"
    )
    print(f"target: at most {MAX_SHARE:.0%} of the processor's")
    return int(used_share > MAX_SHARE)


if __name__ == "__main__":
    sys.exit(main())

"""The time of a build, compared with MkDocs alone: `python bench/build.py`.

It times the first build of the project's own site, in a copy installed as by `make`, and `mkdocs build` of
the same pages. Both are whole processes and take turns, so that other load on the machine affects both. Exits
with 1 if a target is missed.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PROGRAM = Path(__file__).resolve().parent.parent
ROUNDS = 15
MAX_RATIO = 1.6
MAX_SECONDS = 2.0


# Keep runs from compiling the copy or the libraries again.
ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
LEFT_OUT = shutil.ignore_patterns(".*", "__pycache__", "examples", "tests")


def seconds(*command: str | Path, cwd: Path) -> float:
    began = time.perf_counter()
    subprocess.run(command, cwd=cwd, env=ENVIRONMENT, check=True, capture_output=True)
    return time.perf_counter() - began


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="onrecord-bench-") as folder:
        root = Path(folder) / "copy"
        shutil.copytree(PROGRAM, root, ignore=LEFT_OUT)
        shutil.rmtree(root / "site", ignore_errors=True)  # not by its name: a package has it too
        hand_written = {root / "site_src" / "about.md"}
        seconds(sys.executable, "-m", "compileall", "-q", "onrecord", cwd=root)
        seconds(
            sys.executable, "-c", "from onrecord.markdown import rendering; rendering.compile_own()", cwd=root
        )
        builds, publishings = [], []
        for number in range(ROUNDS + 1):
            for made in (root / "site", root / ".onrecord"):
                shutil.rmtree(made, ignore_errors=True)
            for path in (root / "site_src").rglob("*"):
                if path.is_file() and path not in hand_written:
                    path.unlink()
            build = seconds(sys.executable, "build.py", cwd=root)
            alone = seconds(sys.executable, "-m", "mkdocs", "build", "-d", root / "alone", cwd=root)
            if number:  # The first round warms the disk cache.
                builds.append(build)
                publishings.append(alone)
    build, alone = statistics.median(builds), statistics.median(publishings)
    ratio = statistics.median(b / a for b, a in zip(builds, publishings, strict=True))
    print(f"first build {build:.2f} s, mkdocs alone {alone:.2f} s, ratio {ratio:.2f} (medians of {ROUNDS})")
    print(f"targets: at most {MAX_SECONDS:g} s and {MAX_RATIO:g} times")
    return int(ratio > MAX_RATIO or build > MAX_SECONDS)


if __name__ == "__main__":
    sys.exit(main())

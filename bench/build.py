"""How long a build takes, next to MkDocs alone: `python bench/build.py`.

The first build of the project's own site, and `mkdocs build` of the pages that it made, each as a
whole process, in turn, so that a busy machine is busy for both.  Exits with 1 where a target is missed.
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


def seconds(*command: str | Path, cwd: Path) -> float:
    # The libraries came compiled; let Python keep the program's modules compiled, too.
    environment = os.environ | {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(cwd / "pyc")}
    began = time.perf_counter()
    subprocess.run(command, cwd=cwd, env=environment, check=True, capture_output=True)
    return time.perf_counter() - began


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="onrecord-bench-") as folder:
        root = Path(folder)
        for name in ("seeds", "briefs", "templates", "site_src/about.md", "mkdocs.yml"):
            source, target = PROGRAM / name, root / name
            target.parent.mkdir(exist_ok=True)
            if source.is_dir():
                shutil.copytree(source, target)
            else:
                shutil.copyfile(source, target)
        builds, publishings = [], []
        for number in range(ROUNDS + 1):
            for made in (root / "site", root / ".onrecord"):
                shutil.rmtree(made, ignore_errors=True)
            for page in (root / "site_src").rglob("*.md"):
                if page.name != "about.md":
                    page.unlink()
            build = seconds(sys.executable, PROGRAM / "build.py", "--root", root, cwd=root)
            alone = seconds(sys.executable, "-m", "mkdocs", "build", "-d", root / "alone", cwd=root)
            if number:  # The first round warms the disk's cache.
                builds.append(build)
                publishings.append(alone)
    build, alone = statistics.median(builds), statistics.median(publishings)
    ratio = statistics.median(b / a for b, a in zip(builds, publishings, strict=True))
    print(f"first build {build:.2f} s, mkdocs alone {alone:.2f} s, ratio {ratio:.2f} (medians of {ROUNDS})")
    print(f"targets: at most {MAX_SECONDS:g} s and {MAX_RATIO:g} times")
    return int(ratio > MAX_RATIO or build > MAX_SECONDS)


if __name__ == "__main__":
    sys.exit(main())

"""Seeds of random tests: a new one for each commit, or a given one to repeat a run.

`ONRECORD_SEED` is the seed; the default is the commit that is checked out.
"""

from __future__ import annotations

import os
import subprocess

from helpers.building import PROGRAM

WITHOUT_GIT = "onrecord"
SEQUENCES = int(os.environ.get("ONRECORD_SEQUENCES") or 60)


def _commit() -> str:
    try:
        done = subprocess.run(
            ["git", "rev-parse", "--short=12", "HEAD"],
            cwd=PROGRAM,
            check=True,
            capture_output=True,
            encoding="utf-8",
        )
    except (OSError, subprocess.CalledProcessError):
        return WITHOUT_GIT
    return done.stdout.strip()


SEED = os.environ.get("ONRECORD_SEED") or _commit()


def how_to_repeat(number: int, test: str) -> str:
    """The command that repeats a test up to a sequence."""
    return f"ONRECORD_SEED={SEED} ONRECORD_SEQUENCES={number + 1} make test PYTEST_ARGS='-k {test}'"

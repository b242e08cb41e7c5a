"""A share of the faults of `python -m bench.faults`: nothing is broken, wrong or stuck."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from bench.faults.tables import TABLES
from helpers.building import PROGRAM, environment

SHARE = os.environ.get("ONRECORD_FAULTS", "0.05")


@pytest.mark.parametrize("table", TABLES)
def test_no_fault_breaks_a_site_or_stops_the_next_build(table: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bench.faults", "--share", SHARE, table],
        check=False,
        capture_output=True,
        encoding="utf-8",
        cwd=PROGRAM,
        env=environment(),
    )
    assert done.returncode == 0, done.stdout + done.stderr
    if done.stdout.startswith(f"{table} left out: "):
        pytest.skip(done.stdout.strip())
    assert done.stdout.startswith(f"| {table} | faults | ")
    assert done.stdout.count("\n| ") >= 1

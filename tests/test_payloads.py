"""A share of the payloads of `python -m bench.payloads`: none runs in a browser, and it would be noticed."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from bench.payloads.fields import FIELDS
from bench.payloads.kinds import payloads, share_of
from bench.payloads.sinks import SINKS, TABLE, XML_SINKS
from helpers.building import PROGRAM, environment
from onrecord.schema.models import Brief, ListedActor, Position, Question, Source, keys_of

SHARE = os.environ.get("ONRECORD_PAYLOADS", "0.02")
# A fifth of all payloads is on six thousand pages, which took a busy machine 26 minutes.
PAGES = "1500"
# Values that are not free text: ids, dates, codes and lists of them.
NOT_TEXT = set(
    "id actor issue date updated published retrieved kind speaker language show relayed_by toward stance"
    " status answered_by draft formerly accept source actors positions open_questions corrections".split()
)


def test_there_are_two_thousand_of_all_kinds() -> None:
    made = payloads()
    texts = [payload.text(1_000_000) for payload in made]
    assert len(set(texts)) == len(texts) >= 2000
    assert {payload.sink for payload in made} == {*SINKS, *XML_SINKS, TABLE}
    assert {payload.sink for payload in share_of(made, 0.001)} == {payload.sink for payload in made}


@pytest.mark.parametrize(
    ("model", "place"),
    [
        (Brief, ""),
        (Source, "source."),
        (ListedActor, "actors."),
        (Position, "positions."),
        (Question, "open_questions."),
    ],
)
def test_every_key_with_text_has_them(model: type[Brief], place: str) -> None:
    texts = {f"{place}{key}" for key in keys_of(model) if key not in NOT_TEXT}
    assert texts <= set(FIELDS)


@pytest.mark.browser
def test_none_runs_in_a_browser() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bench.payloads", "--share", SHARE, "--pages", PAGES],
        check=False,
        capture_output=True,
        encoding="utf-8",
        cwd=PROGRAM,
        env=environment(),
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "| scripts that ran | 0 |" in done.stdout

"""Each reader of `python -m bench.fuzz` for a few hundred inputs, and that it finds what is wrong."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st

from bench.documents import refreshed
from bench.fuzz import naive
from bench.fuzz.__main__ import tables
from bench.fuzz.found import FIXED
from bench.fuzz.readers import READERS
from bench.fuzz.running import Outcome, Reader, bounded, fuzz
from helpers.building import PROGRAM
from helpers.thoroughness import THOROUGH, TIMES
from onrecord.anchoring import matching
from onrecord.articles.blocks import find_blocks

INPUTS = 100
# Which inputs a seed gives depends on what was run before in the same process.
SEEDS = 10


@pytest.mark.parametrize("name", READERS)
def test_no_input_is_read_wrongly(name: str) -> None:
    is_thorough = settings.get_current_profile_name() == THOROUGH
    outcome = fuzz(READERS[name], 0, inputs=INPUTS * (TIMES if is_thorough else 1))
    assert outcome.inputs >= INPUTS
    assert not outcome.faults, "\n".join(f"{place}\n{shown}" for place, shown in outcome.faults.items())


# A bug of each reader, put in on purpose.
BUGS: dict[str, tuple[str, Any]] = {
    "yaml": ("onrecord.metadata.tree.Document.clamped", lambda self, line, column: (line, column + 1)),
    "article": ("onrecord.articles.reading.find_blocks", lambda text: find_blocks(text)[:1]),
    "quotations": ("onrecord.articles.quotations.MAX_DEPTH", 0),
    "anchoring": ("onrecord.anchoring.matching._latest", lambda pieces, end: matching._earliest(pieces)),
    "settings": ("onrecord.mkdocs_yml.resolving._MERGE", "tag:yaml.org,2002:str"),
    "saved": ("onrecord.drafting.rendering.comment", lambda text, indent=0: text),
    "published": ("onrecord.proof.marks._is_hidden", lambda node: False),
}


@pytest.mark.parametrize("name", READERS)
def test_a_bug_is_found(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(*BUGS[name])
    assert any(fuzz(READERS[name], seed, inputs=INPUTS, reduce=False).faults for seed in range(SEEDS))


def test_the_document_has_a_row_for_each_reader_and_each_fault() -> None:
    assert FIXED.keys() <= READERS.keys()
    made = tables({name: Outcome(1500, 90.0, {"a fault": "shown"}) for name in READERS})
    written = refreshed((PROGRAM / "docs" / "reliability.md").read_text("utf-8"), {"fuzzing": made})
    for name in READERS:
        assert f"| {name} | 1,500 | 1.5 min | 1 | {len(FIXED.get(name, ()))} |" in written
    assert all(f"| `{each.test}` |" in written for fixed in FIXED.values() for each in fixed)
    one = tables({"yaml": Outcome(3, 60.0)}, before=written)
    assert one == made.replace("| yaml | 1,500 | 1.5 min | 1 |", "| yaml | 3 | 1.0 min | 0 |")


def _wrong(text: str) -> None:
    assert "x" not in text
    if text > "b":
        raise IndexError(text)


def test_each_fault_is_found_once_and_reduced() -> None:
    outcome = fuzz(Reader("wrong", st.text("abcxyz"), _wrong), 0, inputs=500)
    shown = sorted(text.partition("\n")[0] for text in outcome.faults.values())
    assert shown == ["'c'", "'x'"]


def test_a_run_that_is_stopped_tells_what_it_did() -> None:
    seen: list[str] = []

    def _stops(value: str) -> None:
        seen.append(value)
        if len(seen) == 3:
            raise KeyboardInterrupt

    outcome = fuzz(Reader("stops", st.text(), _stops), 0, inputs=50)
    assert (outcome.inputs, outcome.is_stopped, outcome.faults) == (3, True, {})


def test_the_same_seed_gives_the_same_inputs() -> None:
    def inputs(seed: int) -> list[str]:
        seen: list[str] = []
        fuzz(Reader("any", st.text(), seen.append), seed, inputs=50)
        return seen

    assert inputs(1) == inputs(1) != inputs(2)


def test_what_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    def _never_ends(_: str) -> None:
        with bounded(1):
            while True:
                pass

    monkeypatch.setattr("bench.fuzz.running.SECONDS", 0.01)
    (place,) = fuzz(Reader("slow", st.just(""), _never_ends), 0, inputs=1).faults
    assert place.startswith("TooSlowError in")


@pytest.mark.parametrize(
    ("raw", "folded"),
    [
        ("„Wir –  warten”\n", "'Wir - warten'"),
        ("cafe\u0301 a\u200bb a\u200db", "café ab ab"),
        ("می\u200cشود", "می\u200cشود"),
    ],
)
def test_the_plain_implementation_folds_as_the_contract_says(raw: str, folded: str) -> None:
    assert naive.fold(raw) == folded


def test_the_plain_implementation_finds_whole_words_and_all_places() -> None:
    assert naive.places("no no now", "no") == [(0, 2), (3, 5)]
    assert naive.places("aa aa aa", "aa aa") == [(0, 5), (3, 8)]
    assert naive.stands_before("he ' said no", 10, "said")
    assert not naive.stands_before("he said well no", 13, "said")
    assert naive.stands_after("no ', he said", 2, "he")

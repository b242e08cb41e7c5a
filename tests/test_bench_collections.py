"""Made-up collections for benches: valid, reproducible, and growing like real ones."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from bench.collection import World, edit_one, make
from helpers.building import PROGRAM, content
from helpers.checked import new_store, quietly
from onrecord.checking.check import check
from onrecord.layout import Layout
from onrecord.record import Basis, Record
from onrecord.text.dates import is_before

ANSWER = re.compile(r"^    (?:status: answered|answer: .*|answered_by: .*|status: overtaken)\n", re.MULTILINE)


def checked(root: Path) -> Record:
    found = check(Layout(root), quietly, new_store())
    assert found.problems == []
    assert found.record is not None
    return found.record


@pytest.fixture(scope="module")
def sixty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("sixty")
    make(root, 60)
    return root


@pytest.mark.parametrize(("number", "seed"), [(1, 0), (2, 1), (30, 2)])
def test_a_small_collection_has_no_problem(tmp_path: Path, number: int, seed: int) -> None:
    make(tmp_path, number, seed)
    assert len(checked(tmp_path).briefs) == number


def test_it_has_the_variety_of_a_real_one(sixty: Path) -> None:
    record = checked(sixty)
    briefs = list(record.briefs.values())
    positions = [position for brief in briefs for position in brief.positions]
    passages = [passage for position in positions for passage in position.stated.passage]
    assert all(4 <= len(brief.positions) <= 10 for brief in briefs)
    assert all(1 <= len(brief.questions) <= 4 for brief in briefs)
    assert all(12 <= len(brief.article.paragraphs) <= 31 for brief in briefs)
    assert all(350 <= len(brief.article.text.split()) <= 950 for brief in briefs)
    assert {position.basis for position in positions} == set(Basis)
    assert {len(position.anchors) for position in positions} == {1, 2}
    assert any("[…]" in passage for passage in passages)
    assert {position.stated.stance for position in positions} >= {None, "for", "against"}
    assert any(position.stated.relayed_by for position in positions)
    assert any(position.stated.toward for position in positions)
    assert {inquiry.status for inquiry in record.questions} == {"open", "answered", "overtaken"}
    assert any(
        inquiry.answered and is_before(inquiry.asked, inquiry.answered) for inquiry in record.questions
    )
    assert any(brief.brief.corrections for brief in briefs)
    assert any(brief.article.byline for brief in briefs)
    assert any(brief.article.standfirst for brief in briefs)
    for sign in ("“", "‘", '"', "\n\n"):
        assert 0 < sum(sign in brief.article.text for brief in briefs) < len(briefs)


@pytest.mark.parametrize("hash_seed", ["0", "1"])
def test_the_command_writes_the_same_bytes_whatever_the_order_of_sets(
    tmp_path: Path, sixty: Path, hash_seed: str
) -> None:
    root = tmp_path / "made"
    command = [sys.executable, "-m", "bench.collection", "60", str(root)]
    subprocess.run(command, check=True, cwd=PROGRAM, env=os.environ | {"PYTHONHASHSEED": hash_seed})
    assert content(root) == content(sixty)


def test_another_seed_makes_another_collection(tmp_path: Path, sixty: Path) -> None:
    make(tmp_path, 60, seed=1)
    assert not set(content(tmp_path / "briefs")) & set(content(sixty / "briefs")) - {
        "actors.yml",
        "issues.yml",
    }


def test_a_larger_collection_holds_the_smaller_one(tmp_path: Path, sixty: Path) -> None:
    make(tmp_path, 90)
    for folder in ("seeds", "briefs"):
        small, large = content(sixty / folder), content(tmp_path / folder)
        for name, data in small.items():
            assert isinstance(data, bytes)
            bytes_of_large = large[name]
            assert isinstance(bytes_of_large, bytes)
            if name in ("actors.yml", "issues.yml"):
                assert bytes_of_large.startswith(data)
            else:
                assert ANSWER.sub("", bytes_of_large.decode()) == ANSWER.sub("", data.decode())
    # In the same folder as well.
    shutil.copytree(sixty, tmp_path / "grown")
    make(tmp_path / "grown", 90)
    assert content(tmp_path / "grown" / "briefs") == content(tmp_path / "briefs")


def test_registers_grow_slower_than_briefings() -> None:
    for seed in (0, 1):
        world = World(seed)
        numbers = (100, 400, 1600, 6400)
        for few, factor in ((4, 6), (1, 3)):
            sizes = [world.known(number, few, factor) for number in numbers]
            ratios = [after / before for before, after in pairwise(sizes)]
            # 4 times as many briefings, about 2.3 times as many names: between the square root and 4 ** 0.7.
            assert all(2 < ratio < 2.7 for ratio in ratios), sizes
        assert len({actor.id for actor in world.actors(6400)}) == world.known(6400, 4, 6)


def test_few_actors_are_in_many_briefings_and_most_in_few() -> None:
    world, number = World(0), 1000
    listed = Counter(actor.id for at in range(1, number + 1) for actor in world.plan(at).cast)
    assert set(listed) == {actor.id for actor in world.actors(number)}
    often = sorted(listed.values(), reverse=True)
    assert often[0] > number / 8
    assert often[0] > 20 * often[len(often) // 2]
    assert sum(often[: len(often) // 10]) > listed.total() / 3


def test_an_edit_changes_two_words_and_no_more(tmp_path: Path) -> None:
    make(tmp_path, 12)
    before, record = content(tmp_path), checked(tmp_path)
    path = edit_one(tmp_path, 2)
    changed = content(tmp_path)
    name = path.relative_to(tmp_path).as_posix()
    assert {at for at, data in changed.items() if data != before[at]} == {name}
    was, now = record.briefs[path.stem], checked(tmp_path).briefs[path.stem]
    assert [position.id for position in was.positions] == [position.id for position in now.positions]
    assert was.positions[0].stated.says != now.positions[0].stated.says
    assert was.brief.summary.replace("reports", "tells", 1) == now.brief.summary
    edit_one(tmp_path, 2)
    assert content(tmp_path) == before

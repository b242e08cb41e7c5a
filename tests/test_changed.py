"""The tests that a change affects."""

from __future__ import annotations

import pytest

from helpers.building import PROGRAM
from helpers.changed import concerned

ALL = {path.name for path in (PROGRAM / "tests").glob("test_*.py")}


@pytest.mark.parametrize(
    ("path", "among", "not_among"),
    [
        ("tests/test_cards.py", "test_cards.py", "test_cli.py"),
        ("onrecord/exports/cards.py", "test_cards.py", "test_folding.py"),
        ("onrecord/text/folding.py", "test_anchoring.py", "test_reporting.py"),  # indirectly
        ("onrecord/languages/__init__.py", "test_languages.py", "test_reporting.py"),
        ("tests/helpers/linked_data.py", "test_heads.py", "test_folding.py"),
        ("tests/rules/no-such-actor/briefs/x.yml", "test_rules.py", "test_cards.py"),
        ("bench/peers/tables.py", "test_bench_peers.py", "test_cli.py"),
        ("docs/rules.md", "test_docs_generated.py", "test_folding.py"),
    ],
)
def test_a_change_concerns_the_tests_that_come_to_it(path: str, among: str, not_among: str) -> None:
    found = {test.name for test in concerned([path])}
    assert among in found
    assert not_among not in found
    assert not_among in ALL


@pytest.mark.parametrize(
    "path", ["templates/theme/main.html", "tests/conftest.py", "seeds/a.txt", "mkdocs.yml"]
)
def test_what_everything_rests_on_concerns_all(path: str) -> None:
    assert {test.name for test in concerned([path])} == ALL


def test_nothing_concerns_nobody() -> None:
    assert concerned([""]) == []

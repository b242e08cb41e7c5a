"""docs/first-briefing.md shows what the commands print."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from helpers.building import PROGRAM

DOCS = PROGRAM / "docs"


@pytest.fixture(scope="module")
def walkthrough() -> ModuleType:
    spec = importlib.util.spec_from_file_location("walkthrough", DOCS / "walkthrough.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_golden_page_shows_a_real_run(walkthrough: ModuleType, tmp_path: Path, golden_update: bool) -> None:
    page = DOCS / "first-briefing.md"
    text = page.read_text(encoding="utf-8")
    made = walkthrough.updated(text, tmp_path)
    if golden_update:
        page.write_text(made, encoding="utf-8")
    assert page.read_text(encoding="utf-8") == made, "run `make docs`"
    assert made.count("$ onrecord") > 7


def test_other_output_is_replaced(walkthrough: ModuleType, tmp_path: Path) -> None:
    stale = "Text.\n\n```console\n$ onrecord --version\nonrecord 0.0.0\n```\n"
    assert "onrecord 0.0.0" not in walkthrough.updated(stale, tmp_path)


def test_other_programs_are_not_run(walkthrough: ModuleType, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="not rm"):
        walkthrough.updated("```console\n$ rm -rf .\n```\n", tmp_path)

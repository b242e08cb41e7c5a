"""The reference pages agree with the code, and their example can be published."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

from helpers.building import Site
from onrecord.rules import RULES
from onrecord.schema import models as schema

DOCS = Path(__file__).resolve().parent.parent / "docs"
_EXAMPLE = re.compile(
    r"^`(?P<path>(?:seeds|briefs)/[^`]+)`:\n\n```\w+\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL
)


@pytest.fixture(scope="module")
def generate() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", DOCS / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("page", ["rules.md", "yaml.md"])
def test_golden_page_is_what_the_code_gives(page: str, generate: ModuleType, golden_update: bool) -> None:
    made = generate.PAGES[page]()
    if golden_update:
        (DOCS / page).write_text(made, encoding="utf-8")
    assert (DOCS / page).read_text(encoding="utf-8") == made, "run `make docs`"


def test_every_rule_has_its_heading_and_is_linked_once() -> None:
    text = (DOCS / "rules.md").read_text(encoding="utf-8")
    assert sorted(re.findall(r"^### (.+)$", text, re.MULTILINE)) == sorted(RULES)
    assert sorted(re.findall(r"^- \[.+?\]\(#(.+?)\)", text, re.MULTILINE)) == sorted(RULES)


@pytest.mark.parametrize(
    "field", ["Brief", "Source", "ListedActor", "Position", "Question", "Correction", "Actor", "Issue"]
)
def test_every_key_is_described(field: str) -> None:
    text = (DOCS / "yaml.md").read_text(encoding="utf-8")
    for key, info in schema.keys_of(getattr(schema, field)).items():
        assert info.description
        assert re.search(rf"^\| `{key}` \| .+ \| .+ \| {re.escape(info.description)} \|$", text, re.MULTILINE)


def test_example_can_be_published(tmp_path: Path) -> None:
    text = (DOCS / "yaml.md").read_text(encoding="utf-8")
    site = Site(tmp_path)
    examples = list(_EXAMPLE.finditer(text))
    assert len(examples) == 4
    for example in examples:
        site.write(example["path"], example["text"])
    checked = site.run("check", "--strict")
    assert checked.out == "1 briefing: no problems\n"
    assert site.run("build", "--strict").status == 0


def test_example_uses_nearly_every_key() -> None:
    text = (DOCS / "yaml.md").read_text(encoding="utf-8")
    written = set(
        re.findall(r"^\s*(?:- )?(\w+):", "".join(e["text"] for e in _EXAMPLE.finditer(text)), re.MULTILINE)
    )
    models = (
        schema.Brief,
        schema.Source,
        schema.ListedActor,
        schema.Position,
        schema.Question,
        schema.Correction,
    )
    keys = {key for model in models for key in schema.keys_of(model)}
    rare = {
        "accept",
        "as",
        "draft",
        "formerly",
        "author",
        "headline",
        "speaker",
        "gist",
        "archived",
        "relays",
        "prefix",
        "suffix",
        "relayed_by",
        "translation",
    }
    assert keys - written == rare


@pytest.mark.parametrize(
    "page", ["CONTRIBUTING.md", "README.md", *(f"docs/{p.name}" for p in DOCS.glob("*.md"))]
)
def test_what_a_page_names_of_the_tests_exists(page: str) -> None:
    text = (DOCS.parent / page).read_text(encoding="utf-8")
    for path, function in re.findall(r"\b(tests/[\w./-]*\w)(?:::(\w+))?", text):
        assert (DOCS.parent / path).exists(), path
        assert not function or f"\ndef {function}(" in (DOCS.parent / path).read_text(encoding="utf-8")

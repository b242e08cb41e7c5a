"""27 keys × 12 kinds of value: a problem at the key, or a value that MkDocs accepts."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig

from helpers.yaml_kinds import VALUES
from onrecord.layout import Layout
from onrecord.mkdocs_yml.settings import read_settings
from onrecord.rules.problems import Problem

KEYS = (
    "site_name site_url site_description site_author copyright nav theme docs_dir site_dir repo_url repo_name"
    " edit_uri edit_uri_template use_directory_urls strict dev_addr extra extra_css extra_javascript"
    " extra_templates markdown_extensions plugins hooks watch validation exclude_docs remote_branch"
).split()
OWN = (
    "history",
    "cards",
    "search",
    "embeds",
    "publish_sources",
    "language",
    "content_language",
    "notice",
    "content_security_policy",
)
# Their values are names and addresses, which MkDocs looks up and reports at the key while it publishes.
LOOKED_UP = ("plugins", "markdown_extensions", "theme", "nav", "extra_javascript", "validation")
SWITCHES = ("history", "cards", "search", "embeds", "publish_sources")


def problems_of(folder: Path, text: str) -> list[Problem]:
    (folder / "mkdocs.yml").write_text(text, encoding="utf-8")
    return read_settings(Layout(folder))[1]


def accepted_by_mkdocs(folder: Path, text: str) -> bool:
    config: Config = MkDocsConfig(config_file_path=str(folder / "mkdocs.yml"))
    try:
        config.load_file(io.StringIO(text))
        failed, _ = config.validate()
    except Exception:  # noqa: BLE001 - MkDocs itself fails with whatever its code meets
        return False
    return not failed


@pytest.mark.parametrize("kind", VALUES)
@pytest.mark.parametrize("key", KEYS)
def test_what_mkdocs_cannot_use_by_its_type_is_a_problem_at_the_key(
    key: str, kind: str, tmp_path: Path
) -> None:
    if kind == "empty":
        assert not [p for p in problems_of(tmp_path, f"{key}:\n") if p.is_error]
        return
    (tmp_path / "docs").mkdir()
    (tmp_path / "site_src").mkdir()
    name = "" if key == "site_name" else "site_name: x\n"
    text = f"{name}{key}: {VALUES[kind]}\n"
    problems = problems_of(tmp_path, text)
    assert all(p.location.line == text.count("\n") for p in problems)
    if not accepted_by_mkdocs(tmp_path, text):
        assert problems or key in LOOKED_UP or kind in ("text", "quoted number")


@pytest.mark.parametrize("kind", VALUES)
@pytest.mark.parametrize("key", OWN)
def test_our_own_keys_take_one_type(key: str, kind: str, tmp_path: Path) -> None:
    fits = ("empty", "true", "false") if key in SWITCHES else ("empty", "text", "quoted number")
    found = [p for p in problems_of(tmp_path, f"extra:\n  {key}: {VALUES[kind]}\n") if "takes" in p.message]
    assert bool(found) == (kind not in fits)
    assert all((p.location.line, p.location.column) == (2, 3) for p in found)


@pytest.mark.parametrize("text", ["site_dir: public", "docs_dir: docs", "use_directory_urls: true"])
def test_what_a_site_cannot_choose_is_a_problem(text: str, tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path, f"{text}\n")
    assert problem.is_error
    assert "cannot be set" in problem.message


def test_a_misspelt_key_of_ours_is_a_warning_and_others_are_free(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path, "extra:\n  serach: false\n  analytics: {a: 1}\n  social: []\n")
    assert problem.rule.name == "doubtful-setting"
    assert problem.location.line == 2
    assert "did you mean search?" in problem.message


def test_a_variable_that_would_be_published_is_a_warning_at_its_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MY_TOKEN", "https://a.example/")
    (problem,) = problems_of(
        tmp_path, "site_url: !ENV MY_TOKEN\nextra:\n  notice: !ENV [X_UNSET, MY_TOKEN, a]\n"
    )
    assert problem.rule.name == "doubtful-setting"
    assert (problem.location.line, problem.location.column) == (3, 3)
    assert "MY_TOKEN" in problem.message

"""Cases of settings that went wrong once, and every key with every kind of value, each in a real build."""

from __future__ import annotations

import json
import os
from html import unescape
from pathlib import Path
from typing import Any, Final

import pytest

from helpers.building import Site, small_site
from helpers.repositories import git
from helpers.yaml_kinds import VALUES

CASES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parent / "cases" / "settings.json").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_case_ends_as_it_should(
    case: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = small_site(tmp_path / "site")
    if "repository" in case:
        git(tmp_path, "init", "-q")
        git(tmp_path, "commit", "-q", "--allow-empty", "-m", "First")
    files = case.get("files", {}) | ({"mkdocs.yml": case["settings"]} if "settings" in case else {})
    for path, text in files.items():
        site.write(path, text)
    for name, value in case.get("environment", {}).items():
        monkeypatch.setenv(name, value)
    done = site.run("build", "--format", "json")
    assert done.status == case["status"], done
    if "rule" in case:
        [problem] = json.loads(done.out)
        assert problem["rule"] == case["rule"]
        assert f"{problem['path']}:{problem['line']}:{problem['column']}" == case["place"]
        assert case["says"] in problem["message"]
    else:
        assert case.get("says", "") in done.err
    if case["status"] == 0:
        assert case.get("seen", "") in (site.html / "index.html").read_text(encoding="utf-8")
    else:
        assert not site.html.exists()


TEXTS = "empty", "text", "quoted number"
SWITCHES = "empty", "true", "false"
# The kinds of value that fit each key: MkDocs' own guide says so, and the README for the program's keys.
# All others are problems.
FITS: Final[dict[str, tuple[str, ...]]] = {
    **dict.fromkeys("site_name site_description site_author copyright".split(), TEXTS),
    # A text is no address.
    **dict.fromkeys("site_url repo_url dev_addr".split(), ("empty",)),
    **dict.fromkeys("repo_name edit_uri edit_uri_template remote_branch".split(), TEXTS),
    # These numbers and names are those of no page, file, plug-in, extension or theme.
    **dict.fromkeys("nav hooks watch extra_templates plugins markdown_extensions".split(), ("empty",)),
    **dict.fromkeys("extra_css extra_javascript validation".split(), ("empty",)),
    # `a` is a setting that a theme may have, and a key that a template may ask for.
    "theme": ("empty", "mapping"),
    "extra": ("empty", "mapping"),
    # Each excludes a page that others lead to, or none.
    "exclude_docs": ("empty", "quoted number"),
    "docs_dir": ("empty",),
    "site_dir": ("empty",),
    "use_directory_urls": ("empty", "false"),
    "strict": SWITCHES,  # false with a warning
    "extra.history": SWITCHES,  # true with a warning: the test's site is not in a repository
    "extra.cards": SWITCHES,
    "extra.publish_sources": SWITCHES,
    "extra.search": SWITCHES,
    # Neither is a language.
    **dict.fromkeys(["extra.language", "extra.content_language"], ("empty",)),
    **dict.fromkeys(["extra.notice", "extra.content_security_policy"], TEXTS),
}
WARNED = {("strict", "false"), ("extra.history", "true")}
# Keys whose value each page shows.
SHOWN = "site_name", "site_description", "site_author", "copyright", "extra.notice"
PAIRS = [(key, kind) for key in FITS for kind in VALUES]
# Each build takes a tenth of a second: the usual run makes every sixth, other keys having other kinds.
SOME = 1 if os.environ.get("ONRECORD_SETTINGS") == "all" else 6


def settings_with(key: str, value: str) -> tuple[str, int]:
    """Settings with a value, and the line of its key."""
    above, _, below = key.rpartition(".")
    written = f"{above}:\n  {below}: {value}\n" if above else f"{key}: {value}\n"
    text = written if key == "site_name" else f"site_name: A name\n{written}"
    return text, text.count("\n")


def test_there_are_27_keys_of_mkdocs_and_8_of_the_program() -> None:
    assert (len(FITS), len([key for key in FITS if key.startswith("extra.")]), len(VALUES)) == (35, 8, 12)


@pytest.mark.parametrize(
    ("key", "kind"),
    [pair for number, pair in enumerate(PAIRS) if (number + number // len(VALUES)) % SOME == 0],
)
def test_a_value_is_used_or_a_problem_at_its_key(key: str, kind: str, tmp_path: Path) -> None:
    site = small_site(tmp_path)
    text, line = settings_with(key, VALUES[kind])
    site.write("mkdocs.yml", text)
    checked, done = site.run("check", "--format", "json"), site.run("build", "--format", "json")
    problems = json.loads(done.out)
    assert all(problem["path"] == "mkdocs.yml" for problem in problems)
    if kind in FITS[key]:
        assert done.status == 0, done
        assert bool(problems) == ((key, kind) in WARNED)
        assert_shown(site, key, VALUES[kind].strip("'"))
        return
    assert done.status == 1, done
    assert problems
    assert all(problem["line"] == line for problem in problems)
    assert not site.html.exists()
    # What MkDocs alone can tell, such as whether a page is there, is told by `build` alone.
    assert checked.status == 1 or "Config value" in done.out or "is included in the 'nav'" in done.out


def assert_shown(site: Site, key: str, value: str) -> None:
    if key in SHOWN and value:
        assert value in unescape((site.html / "briefs" / "note.html").read_text(encoding="utf-8"))

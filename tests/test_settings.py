from __future__ import annotations

import shutil
import time
from pathlib import Path

import pytest

from helpers.building import content, small_site
from onrecord.layout import PROGRAM, Layout
from onrecord.mkdocs_yml.settings import Settings, read_settings
from onrecord.rules import files as rules
from onrecord.rules.problems import Problem

OWN, _ = read_settings(Layout(PROGRAM))


def read(folder: Path, text: str) -> tuple[Settings, list[Problem]]:
    (folder / "mkdocs.yml").write_text(text, encoding="utf-8")
    return read_settings(Layout(folder))


def test_a_sites_own_settings_are_read(tmp_path: Path) -> None:
    settings, problems = read(
        tmp_path,
        "site_name: The Record\n"
        "site_description: >\n  What it is,\n  in two lines.\n"
        "site_url: https://example.org/below\n"
        "repo_url: https://example.org/repo\n",
    )
    assert not problems
    assert settings == Settings(
        "The Record", "What it is, in two lines.", "https://example.org/below/", "https://example.org/repo"
    )


def test_what_a_site_lacks_is_the_programs_own(tmp_path: Path) -> None:
    assert read_settings(Layout(tmp_path)) == (OWN, [])
    settings, problems = read(tmp_path, "site_url: https://example.org/\n")
    assert not problems
    assert (settings.site_name, settings.site_description) == (OWN.site_name, OWN.site_description)


@pytest.mark.parametrize("theme", ["theme: onrecord", "theme:\n  name: onrecord"])
def test_the_programs_own_theme_can_be_named(theme: str, tmp_path: Path) -> None:
    """Plain MkDocs needs the name; the program takes its own folder, or the site's copy, all the same."""
    unnamed, named = small_site(tmp_path / "unnamed"), small_site(tmp_path / "named")
    named.write("mkdocs.yml", f"{theme}\n")
    unnamed.build()
    assert named.run("--verbose").err == "published the fast way\n"
    assert content(named.html) == content(unnamed.html)
    shutil.copytree(PROGRAM / "templates/theme", named.root / "templates/theme")
    named.edit("templates/theme/main.html", "</body>", "<!-- a theme of its own --></body>")
    named.build()
    assert "a theme of its own" in (named.html / "index.html").read_text(encoding="utf-8")


def test_addresses_are_not_lent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "program").mkdir()
    (tmp_path / "site").mkdir()
    monkeypatch.setattr("onrecord.mkdocs_yml.site.PROGRAM", tmp_path / "program")
    lent = "site_name: Lent\nsite_url: https://program.example/\nrepo_url: https://program.example/r\n"
    (tmp_path / "program/mkdocs.yml").write_text(lent, encoding="utf-8")
    settings, problems = read(tmp_path / "site", "site_description: Mine.\n")
    assert not problems
    assert settings == Settings("Lent", "Mine.")


@pytest.mark.parametrize(
    "url", ["https://example.org/a", "https://example.org/a/", "https://example.org/a//"]
)
def test_a_sites_address_ends_in_one_slash(url: str, tmp_path: Path) -> None:
    settings, _ = read(tmp_path, f"site_url: {url}\n")
    assert settings.site_url == "https://example.org/a/"


@pytest.mark.parametrize(
    "value",
    [
        "",
        "~",
        "null",
        "''",
        "!ENV SITE_NAME",
        "!ENV [SITE_NAME, OTHER_NAME, ~]",
        "!relative $docs_dir",
        "!!python/name:os.system",
        "!!python/object/apply:os.system ['false']",
    ],
)
def test_what_is_no_text_counts_as_missing(value: str, tmp_path: Path) -> None:
    settings, problems = read(tmp_path, f"site_name: {value}\nsite_description: Mine.\n")
    assert not problems
    assert (settings.site_name, settings.site_description) == (OWN.site_name, "Mine.")


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("'null'", "null"),
        ("1984", "1984"),
        ("NO", "NO"),
        ("!!str yes", "yes"),
        ("&a Name", "Name"),
        ("!ENV [NO_SUCH_NAME, 'A  name']", "A name"),
        ("!ENV [NO_SUCH_NAME, SITE_NAME]", "SITE_NAME"),
    ],
)
def test_any_other_value_is_its_text(value: str, name: str, tmp_path: Path) -> None:
    assert read(tmp_path, f"site_name: {value}\n")[0].site_name == name


def test_nothing_is_taken_from_below_or_from_another_document(tmp_path: Path) -> None:
    text = "extra: {site_name: inner}\n---\nsite_name: second\n"
    assert read(tmp_path, text)[0].site_name == OWN.site_name


def test_the_last_of_two_values_counts(tmp_path: Path) -> None:
    assert read(tmp_path, "site_name: a\nsite_name: b\n")[0].site_name == "b"
    assert read(tmp_path, "site_name: a\nsite_name:\n")[0].site_name == OWN.site_name


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        ("site_name: [\n", 2, 1, "YAML cannot read this"),
        ("a: b\nsite_name: 'x\n", 3, 1, "YAML cannot read this"),
        ("site_name: a\n\tb: c\n", 2, 1, "YAML cannot read this"),
        ("site_name: \x7f\n", 1, 1, "a character that YAML does not allow"),
        ("- site_name\n", 1, 1, "these are no settings"),
        ("site_name\n", 1, 1, "these are no settings"),
        ("*a\n", 1, 1, "these are no settings"),
        ("site_url: example.org\n", 1, 11, "site_url: this address does not begin with http"),
        ("site_url: javascript:alert(1)\n", 1, 11, "site_url: this address does not begin with http"),
        (
            "copyright: b\nsite_url: 'https://a.example/?b'\n",
            2,
            11,
            "site_url: an address with ? or # cannot have pages below",
        ),
        (
            "site_url: https://a.example/#b\n",
            1,
            11,
            "site_url: an address with ? or # cannot have pages below",
        ),
        ("repo_url: https://\n", 1, 11, "repo_url: this is not a complete web address"),
    ],
)
def test_what_cannot_be_used_is_a_problem_at_its_place(
    text: str, line: int, column: int, message: str, tmp_path: Path
) -> None:
    settings, [problem] = read(tmp_path, text)
    place = problem.location
    assert problem.rule is rules.PUBLISH
    assert (place.path, place.line, place.column) == ("mkdocs.yml", line, column)
    assert message in problem.message
    assert problem.help
    assert settings.site_url is None


@pytest.mark.parametrize("content", [b"", b"\xff\xfea", b"site_name: \xe9", b"\x00"])
def test_a_file_that_is_no_text_is_a_problem(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_bytes(content)
    settings, [problem] = read_settings(Layout(tmp_path))
    assert problem.is_error
    assert settings.site_name == OWN.site_name


@pytest.mark.parametrize("opening", ["[", "{a: ", "- "])
def test_depth_costs_neither_time_nor_a_crash(opening: str, tmp_path: Path) -> None:
    begun = time.process_time()
    _, [problem] = read(tmp_path, f"a:\n  {opening * 100_000}\n")
    assert problem.rule is rules.PUBLISH
    assert time.process_time() - begun < 5


@pytest.mark.parametrize(
    ("extra", "asked"),
    [
        ("extra:\n  history: true", True),
        ("extra: {notice: x, history: True}", True),
        ("extra:\n  social: [a, history, true]\n  history: true", True),
        ("extra:\n  history: false", False),
        ("extra:\n  history:", False),
        ("extra:\n  social:\n    history: true", False),
        ("nav:\n  - history: about.md\nextra: {}", False),
    ],
)
def test_history_is_asked_for_below_extra(tmp_path: Path, extra: str, *, asked: bool) -> None:
    settings, problems = read(tmp_path, f"site_name: X\n{extra}\nsite_description: Y\n")
    assert not problems
    assert settings == Settings("X", "Y", history=asked, notice="x" if "notice: x" in extra else None)

"""Wrong items in the lists and mappings of mkdocs.yml are told at the item, by `check` too."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from helpers.building import small_site
from onrecord.layout import Layout
from onrecord.mkdocs_yml.settings import read_settings
from onrecord.mkdocs_yml.types import KEYS

WRONG = {
    "nav:\n- index.md\n- 3\n": "3:3",
    "nav:\n- index.md\n-\n": "3:2",
    "nav:\n- [index.md]\n": "2:3",
    "nav:\n- Home:\n": "2:3",
    "nav:\n- Home: 2031\n": "2:3",
    "nav:\n- Home: {a: b}\n": "2:3",
    "nav:\n- Home: index.md\n  About: about.md\n": "2:3",
    "nav:\n- More:\n  - a.md\n  - [b.md]\n": "4:5",
    "nav: ['']\n": "1:7",
    "plugins:\n- search\n- 3\n": "3:3",
    "plugins:\n- search: yes please\n": "2:3",
    "plugins: {search: [a]}\n": "1:11",
    "plugins: [{search: , tags: }]\n": "1:11",
    "markdown_extensions:\n- toc: 3\n": "2:3",
    "markdown_extensions: [~]\n": "1:23",
    "markdown_extensions: [{1: {}}]\n": "1:24",
    "hooks: [3]\n": "1:9",
    "extra_css: [a.css, ~]\n": "1:20",
    "extra_css: [{a: b}]\n": "1:13",
    "extra_templates: [1]\n": "1:19",
    "watch: [yes]\n": "1:9",
    "extra_javascript: [1]\n": "1:20",
    "extra_javascript: [{defer: true}]\n": "1:20",
    "extra_javascript: [{path: a.js, defer: 'yes'}]\n": "1:33",
    "extra_javascript: [{path: a.js, defered: true}]\n": "1:33",
    "theme: {name: 3}\n": "1:9",
    "theme:\n  name:\n  custom_dir: [a]\n": "3:3",
    "theme: {name: null, static_templates: 404.html}\n": "1:21",
    "theme: {name: null, static_templates: [404.html, 3]}\n": "1:50",
    "validation: {nav: warn}\n": "1:14",
    "validation: {omitted_files: wran}\n": "1:14",
    "validation:\n  nav:\n    omitted_files: true\n": "3:5",
    "validation:\n  links:\n    anchor: warn\n": "3:5",
    "validation:\n  links:\n    anchors: relative_to_docs\n": "3:5",
    "site_nam: x\n": "1:1",
    "mdx_configs: {toc: {}}\n": "1:1",
    "2031: x\n": "1:1",
}


@pytest.mark.parametrize("text", WRONG)
def test_a_wrong_item_is_a_problem_at_its_place(text: str, tmp_path: Path) -> None:
    site = small_site(tmp_path)
    site.write("mkdocs.yml", text)
    done = site.run("check", "--format", "json")
    [problem] = json.loads(done.out)
    assert done.status == 1
    assert f"{problem['line']}:{problem['column']}" == WRONG[text]
    assert site.run("build").status == 1


RIGHT = [
    "nav: [index.md, {About: about.md}, {More: [{Who: actors/index.md}, https://a.example/]}]\n",
    "nav: [{2031: index.md}, {Away: 'HTTPS://a.example/x?y=z#w'}, {Below: './about.md'}]\n",
    "plugins: [search: {lang: en}]\n",
    "plugins: {search: }\n",
    "markdown_extensions: [toc: {permalink: true}, footnotes, abbr: ]\n",
    "markdown_extensions: {toc: {permalink: true}, footnotes: }\n",
    "extra_javascript: [a.js, {path: b.js, defer: true, async: false, type: module}]\n",
    "theme: {name: null, locale: en, static_templates: [404.html], own_key: [1]}\n",
    "validation: {anchors: ignore, absolute_links: relative_to_docs, nav: {not_found: warn}, links: }\n",
    "exclude_docs: |\n  drafts/\n  *.tmp\n",
]


@pytest.mark.parametrize("text", RIGHT)
def test_what_mkdocs_takes_is_no_problem(text: str, tmp_path: Path) -> None:
    site = small_site(tmp_path)
    site.write("mkdocs.yml", f"site_name: x\n{text}")
    assert site.run("check").out == "1 briefing: no problems\n"
    assert site.run("build").status == 0


ADDRESSES = [
    "javascript:alert(1)",
    "JavaScript:alert(1)",
    " javascript:alert(1)",
    "java\tscript:alert(1)",
    "java\nscript:alert(1)",
    "\x01javascript:alert(1)",
    "javascript\n:alert(1)",
    "\u00a0javascript:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "file:///etc/passwd",
    "mailto:a@a.example",
    "blob:x",
    "view-source:https://a.example/",
    "//a.example/",
    "\\\\a.example\\x",
    "/\\a.example/",
    "https://",
    "https:a.example",
    "https://a.example/ x",
]


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("form", ["nav: [{}]", "nav: [About: {}]", "nav: [More: [About: {}]]"])
def test_addresses_in_nav_are_pages_or_web_addresses(form: str, address: str, tmp_path: Path) -> None:
    text = form.replace("{}", json.dumps(address).replace("\\u0001", "\\x01"))
    (tmp_path / "mkdocs.yml").write_text(f"{text}\n", encoding="utf-8")
    [problem] = read_settings(Layout(tmp_path))[1]
    assert problem.is_error
    assert (problem.location.line, problem.location.column) == (1, text.index('"') + 1)


def test_all_keys_of_mkdocs_are_known() -> None:
    from mkdocs.config.defaults import MkDocsConfig

    theirs = {key for key, _ in MkDocsConfig._schema}
    # Removed from MkDocs, or not for people to set.
    assert theirs - KEYS.keys() == {"config_file_path", "google_analytics", "mdx_configs", "pages"}
    assert KEYS.keys() <= theirs


def test_that_strict_changes_nothing_is_told(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("strict: false\n", encoding="utf-8")
    [problem] = read_settings(Layout(tmp_path))[1]
    assert (problem.rule.name, problem.location.line) == ("doubtful-setting", 1)
    (tmp_path / "mkdocs.yml").write_text("strict: true\n", encoding="utf-8")
    assert read_settings(Layout(tmp_path))[1] == []

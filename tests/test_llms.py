"""`llms.txt` follows the format of llmstxt.org, and its links lead to files of the site."""

from __future__ import annotations

import re
from pathlib import Path
from unittest.mock import patch
from urllib.parse import unquote

import pytest
from hypothesis import given
from markdown import markdown
from selectolax.lexbor import LexborHTMLParser

from helpers.building import built, small_site
from helpers.exports import PUBLISHED, files_of, records
from helpers.thoroughness import tried
from onrecord.exports import llms, tables
from onrecord.exports.collection import HEAD, is_export
from onrecord.exports.feeds import NEWEST
from onrecord.mkdocs_yml.settings import Settings
from onrecord.record import Record

# The grammar of the format's own parser (AnswerDotAI/llms-txt, `parse_llms_file`).
FILE = re.compile(
    r"^#\s*(?P<title>.+?$)\n+(?:^>\s*(?P<summary>.+?$)$)?\n+(?P<info>.*)", re.MULTILINE | re.DOTALL
)
LINK = re.compile(r"-\s*\[(?P<title>[^\]]+)\]\((?P<url>[^\)]+)\)(?::\s*(?P<desc>.*?))?$")


def parsed(text: str) -> tuple[dict[str, str], dict[str, list[tuple[str, str, str]]]]:
    """The title, the summary and the information; and the links of each section."""
    start, *rest = re.split(r"^##\s*(.*?$)", text, flags=re.MULTILINE)
    found = FILE.search(start.strip())
    assert found
    sections = {}
    for name, lines in zip(rest[::2], rest[1::2], strict=True):
        links = [LINK.fullmatch(line) for line in lines.split("\n") if line.strip()]
        assert all(links), (name, lines)
        sections[name] = [(link["title"], link["url"], link["desc"]) for link in links if link]
    return found.groupdict(), sections


@tried(40)
@given(records())
def test_it_is_read_as_it_was_meant(record: Record) -> None:
    with patch.object(llms, "NEWEST", 2):
        text = files_of(record, PUBLISHED)["llms.txt"]
    about, sections = parsed(text)
    assert about["title"] == "The Record"
    assert about["summary"] == "What it is."
    assert list(sections) == ["Briefings", "Data", "Feeds", "Optional"]
    every, *newest = sections["Briefings"]
    assert every[1] == "https://example.org/below/briefs/index.html"
    assert f"{len(record.briefs)} briefing" in every[2]
    assert [url for _, url, _ in newest] == [
        f"https://example.org/below/briefs/{slug}.md" for slug in list(record.briefs)[:2]
    ]


@tried(40)
@given(records())
def test_a_link_is_called_like_its_briefing(record: Record) -> None:
    html = markdown(files_of(record)["llms.txt"])
    shown = {
        node.attributes["href"]: node.text()
        for node in LexborHTMLParser(html).css("a")
        if "href" in node.attributes
    }
    for slug, brief in list(record.briefs.items())[:50]:
        if brief.title.isprintable():
            title = brief.title.replace("[", "(").replace("]", ")")
            assert " ".join(shown[f"briefs/{slug}.md"].split()) == " ".join(title.split())


@pytest.mark.parametrize("name", ["example", "real"])
def test_its_links_lead_to_files_of_the_site(name: str) -> None:
    site = built(name)
    text = (site.html / "llms.txt").read_text(encoding="utf-8")
    _, sections = parsed(text)
    for links in sections.values():
        for _, url, _ in links:
            assert (site.html / unquote(url)).is_file(), url


def test_it_does_not_grow_with_the_collection(collection: Record) -> None:
    assert NEWEST == 50
    with patch.object(llms, "NEWEST", 1), patch.object(tables, "MAX_ROWS", 1):
        _, sections = parsed(files_of(collection)["llms.txt"])
    assert len(sections["Briefings"]) == 2
    # Tables in parts are named by the descriptor alone.
    assert [url for _, url, _ in sections["Data"]] == ["data/datapackage.json", "data/proof.json"]


@pytest.mark.parametrize("name", ["The Record", "#", "> a\n# b", "x" * 5000, "ب" * 5000, "a " * 5000])
def test_the_program_knows_it_under_any_name(collection: Record, name: str) -> None:
    for site in (Settings(name, name), Settings(name)):
        text = files_of(collection, site)["llms.txt"]
        assert is_export("llms.txt", text.encode()[:HEAD].decode("utf-8", "replace"))
        parsed(text)
    assert not is_export("llms.txt", "# Mine\n\n> By hand.\n")


def test_an_edit_changes_it_as_a_clean_build_would(tmp_path: Path) -> None:
    site = small_site(tmp_path)
    site.build()
    before = (site.html / "llms.txt").read_text(encoding="utf-8")
    note = (site.root / "briefs/note.yml").read_text(encoding="utf-8")
    site.write("briefs/note.yml", f"title: Another [title]\n{note}")
    site.build()
    after = (site.html / "llms.txt").read_text(encoding="utf-8")
    assert before != after
    assert "[Another (title)](briefs/note.md)" in after

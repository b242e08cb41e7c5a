"""A site with markup in every value and article: readers see it as text, and it has no effect."""

from __future__ import annotations

import re

import pytest
import yaml
from selectolax.lexbor import LexborHTMLParser as Html

from helpers.building import Site, built, content
from helpers.hostile import MARKUP, STARTS, site_of


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Site:
    site = site_of(tmp_path_factory.mktemp("hostile"))
    site.build()
    return site


@pytest.fixture(scope="module")
def pages(hostile: Site) -> dict[str, Html]:
    return {
        path: Html(text.decode())
        for path, text in content(hostile.html).items()
        if path.endswith(".html") and isinstance(text, bytes)
    }


def test_nothing_acts(pages: dict[str, Html]) -> None:
    sound = Html((built("strait").html / "briefs" / "velmar-closes-the-strait.html").read_text("utf-8"))
    scripts = [node.html for node in sound.css("script:not([type='application/ld+json'])")]
    for path, page in pages.items():
        found = [node.html for node in page.css("script:not([type='application/ld+json'])")]
        more = {"search.html": 4, "compare.html": 3, "quotes.html": 7}.get(path, 0)
        assert len(found) <= len(scripts) + more, path
        for node in page.css("*"):
            assert node.tag not in ("img", "iframe", "object", "del", "i"), path
            for name, value in node.attributes.items():
                assert not name.startswith("on"), (path, node.html)
                assert not re.match(r"\s*(javascript|data|vbscript):", value or "", re.IGNORECASE), (
                    path,
                    value,
                )
        assert "bare.example" not in " ".join(a.attributes["href"] or "" for a in page.css("a[href]"))
        for container in page.css("main, body, html"):
            assert len(page.css(str(container.tag))) == 1, path


@pytest.mark.parametrize("number", range(len(STARTS)))
def test_readers_see_what_was_written(pages: dict[str, Html], number: int) -> None:
    text = " ".join(f"{STARTS[number]}{MARKUP} no. {number}".split())
    seen = {
        f"briefs/b{number}.html": [
            *("title", "tag", "publisher", "author", "relays", "role", "says", "setting", "translation"),
            *("ask?", "watch", "answer", "open?", "One.", "Three", "Last.", "headline", "name", "issue"),
            "proposition",
        ],
        f"actors/a{number}.html": ["name", "also", "says"],
        f"issues/i{number}.html": ["issue", "proposition", "says", "ask?"],
        "actors/index.html": ["name"],
        "issues/index.html": ["issue"],
        "questions.html": ["open?", "ask?"],
    }
    for path, fields in seen.items():
        body = pages[path].css_first("body")
        assert body is not None
        shown = " ".join(body.text().split())
        for field in fields:
            assert f"{text} {field}" in shown, (path, field)
        assert "49" not in re.sub(r"[0-9a-f]{64}", "", shown), path


def test_in_inline_markdown_raw_html_is_text(pages: dict[str, Html]) -> None:
    for path, field in (
        ("briefs/b0.html", "summary"),
        ("actors/a0.html", "note"),
        ("issues/i0.html", "about"),
    ):
        body = pages[path].css_first("body")
        assert body is not None
        shown = " ".join(body.text().split())
        assert f"no. 0 {field}" in shown
        assert shown.count("<script>alert(1)</script> <img src=x onerror=alert(2)>") > 1


def test_front_matter_holds_what_the_program_puts_there(hostile: Site) -> None:
    made_from = set()
    for path, text in content(hostile.pages).items():
        if not path.endswith(".md"):
            continue
        assert isinstance(text, bytes)
        if not path.endswith(".md"):
            continue
        _, front, _ = re.split(r"^---$", text.decode(), maxsplit=2, flags=re.MULTILINE)
        data = yaml.safe_load(front)
        assert all(isinstance(value, str) for value in data.values())
        if path != "about.md":
            of_kind = {"briefing": {"date", "modified"}, "actor": {"actor", "wikidata"}}.get(
                data["kind"], set()
            )
            assert set(data) - of_kind == {"onrecord", "kind", "title", "description"}
            assert data["kind"] != "briefing" or isinstance(data["date"], str)
        made_from.add(data["onrecord"])
    assert f"briefs/b{len(STARTS) - 1}.yml" in made_from


def test_a_page_is_known_again_as_the_programs(hostile: Site) -> None:
    before = content(hostile.pages)
    hostile.build()
    assert content(hostile.pages) == before

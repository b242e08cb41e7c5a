"""Frames of positions for other sites, and the oEmbed documents that describe them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from unittest.mock import patch
from urllib.parse import urljoin

import pytest
from hypothesis import given
from msgspec.structs import replace
from playwright.sync_api import expect
from selectolax.lexbor import LexborHTMLParser

from helpers.browser import SCHEMES, Axe, Contexts, checks, is_wider_than, listen
from helpers.building import Site, built, small_site
from helpers.exports import PLAIN, PUBLISHED, records, texts
from helpers.from_nothing import assert_as_built_from_nothing
from helpers.thoroughness import tried
from helpers.whole import all_made
from onrecord.exports.collection import HEAD, is_export
from onrecord.mkdocs_yml.settings import Settings
from onrecord.pages.quoting import Passage
from onrecord.publishing import embeds
from onrecord.publishing.embeds import embed_groups
from onrecord.record import Record

ADDRESS = "https://example.org/below/"
CORRECTED = "salt-in-kellmouths-wells"  # a briefing of the example with two corrections


def files_of(record: Record, site: Settings = PUBLISHED) -> dict[str, str]:
    return {export.path: export.text for export in all_made(embed_groups(record, site), record)}


def positions_of(site: Site) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads((site.html / "data/positions.json").read_text(encoding="utf-8"))
    return rows


# --- as programs read them ---------------------------------------------------------------------------


def consumed(site: Site, address: str) -> dict[str, Any]:
    """What a program gets that discovers oEmbed as the specification says (section 4), from an address."""
    page = LexborHTMLParser((site.html / address.removeprefix(ADDRESS)).read_text(encoding="utf-8"))
    (link,) = page.css("head link[rel=alternate][type='application/json+oembed']")
    document = urljoin(address, link.attributes["href"] or "")
    answer: dict[str, Any] = json.loads((site.html / document.removeprefix(ADDRESS)).read_text("utf-8"))
    return answer


def test_each_position_can_be_embedded() -> None:
    """The answer has all that the specification requires (section 2.3.4), and leads back to the position."""
    site = built("published")
    rows = positions_of(site)
    notice = notice_of(site)
    for row in rows:
        address = f"{ADDRESS}embed/{row['briefing']}/{row['id']}.html"
        answer = consumed(site, address)
        assert (answer["version"], answer["type"]) == ("1.0", "rich")
        assert isinstance(answer["width"], int)
        assert isinstance(answer["height"], int)
        assert answer["title"] == f"{answer['author_name']}: {row['says']} – {notice}"
        assert answer["author_name"].startswith(row["actor_name"])
        assert (row["relayed_by"] is not None) == (", via " in answer["author_name"])
        assert answer["provider_url"] == ADDRESS
        (frame,) = LexborHTMLParser(answer["html"]).css("iframe")
        assert frame.attributes["src"] == address
        assert frame.attributes["title"] == answer["title"]
        assert int(frame.attributes["height"] or "") == answer["height"]
        page = LexborHTMLParser((site.html / address.removeprefix(ADDRESS)).read_text(encoding="utf-8"))
        assert urljoin(address, page.css("a")[0].attributes["href"] or "") == row["address"]
    found = {path.relative_to(site.html).as_posix() for path in site.html.glob("embed/*/*")}
    assert len(found) == 2 * len(rows)


def test_the_address_to_give_is_on_the_briefings_page_and_in_its_data() -> None:
    site = built("published")
    for row in positions_of(site):
        address = f"{ADDRESS}embed/{row['briefing']}/{row['id']}.html"
        data = json.loads((site.html / f"briefs/{row['briefing']}.json").read_text(encoding="utf-8"))
        (position,) = [position for position in data["positions"] if position["id"] == row["id"]]
        assert position["embed"] == address
        page = LexborHTMLParser((site.html / f"briefs/{row['briefing']}.html").read_text(encoding="utf-8"))
        links = [link for link in page.css("details.cite a") if link.text() == address]
        assert [link.attributes["href"] for link in links] == [f"../embed/{row['briefing']}/{row['id']}.html"]
        # Nobody can tell from a briefing's page which of its positions is meant.
        assert page.css("link[type='application/json+oembed']") == []


# --- the notice --------------------------------------------------------------------------------------


def notice_of(site: Site) -> str:
    (line,) = re.findall(r"(?m)^  notice: (.+)$", (site.root / "mkdocs.yml").read_text(encoding="utf-8"))
    assert line.startswith("An example.")
    return str(line)


def test_a_frame_begins_with_the_sites_notice() -> None:
    """What is made up must not go round the web as if it had been said."""
    site = built("published")
    for path in site.html.glob("embed/*/*.html"):
        page = LexborHTMLParser(path.read_text(encoding="utf-8"))
        first = page.css("main > *")[0]
        assert (first.attributes["class"], first.text()) == ("notice", notice_of(site)), path
        (link,) = page.css("link[rel=alternate]")
        assert (link.attributes["title"] or "").endswith(f" – {notice_of(site)}")


def site_with_a_position(root: Path) -> Site:
    """A small site with one position, `p`."""
    site = small_site(root)
    site.write("briefs/issues.yml", "ferry:\n  title: The ferry\n")
    note = (site.root / "briefs/note.yml").read_text(encoding="utf-8")
    said = "positions:\n  - {id: p, actor: mira, issue: ferry, says: She refuses., passage: 'No.'}\n"
    site.write("briefs/note.yml", note.replace("positions: []\n", "") + said)
    return site


def test_the_notice_comes_and_goes_with_the_settings(tmp_path: Path) -> None:
    site = site_with_a_position(tmp_path)
    for extra, shown in (
        ("{}", []),
        ("{notice: 'A <b>draft</b> & no more'}", ["A <b>draft</b> & no more"]),
        ("{notice: '<i>Kept</i>\t no longer', content_language: fa}", ["<i>Kept</i> no longer"]),
        ("{notice: ''}", []),
    ):
        site.write("mkdocs.yml", f"site_name: x\nsite_url: https://example.org/\nextra: {extra}\n")
        assert_as_built_from_nothing(site)
        page = LexborHTMLParser((site.html / "embed/note/p.html").read_text(encoding="utf-8"))
        assert [node.text() for node in page.css(".notice")] == shown
        languages = [node.attributes["lang"] for node in page.css(".notice span")]
        assert languages == (["fa"] if "content_language" in extra else [])
        answer = json.loads((site.html / "embed/note/p.json").read_text(encoding="utf-8"))
        assert answer["title"].partition(" – ")[2] == "".join(shown)


# --- when there are any ------------------------------------------------------------------------------


def test_there_are_none_without_an_address_or_if_the_site_wants_none(tmp_path: Path) -> None:
    site = site_with_a_position(tmp_path)
    for settings, number in (
        ("site_name: x\n", 0),
        ("site_name: x\nsite_url: https://example.org/\n", 2),
        ("site_name: x\nsite_url: https://example.org/\nextra: {embeds: false}\n", 0),
    ):
        site.write("mkdocs.yml", settings)
        assert_as_built_from_nothing(site)
        assert len(list(site.html.glob("embed/*/*"))) == number
        assert (site.html / "embed.css").exists() == bool(number)
    assert not (site.pages / "embed").exists() or not list((site.pages / "embed").rglob("*.html"))


def test_an_edit_and_a_correction_reach_what_other_sites_show(tmp_path: Path) -> None:
    site = small_site(tmp_path)
    site.write("mkdocs.yml", "site_name: x\nsite_url: https://example.org/\n")
    site.write("briefs/issues.yml", "ferry:\n  title: The ferry\n")
    note = (site.root / "briefs/note.yml").read_text(encoding="utf-8").replace("positions: []\n", "")
    said = "positions:\n  - {id: p, actor: mira, issue: ferry, says: She refuses., passage: 'No.'}\n"
    site.write("briefs/note.yml", note + said)
    site.build()
    frame = site.html / "embed/note/p.html"
    assert "Correction" not in frame.read_text(encoding="utf-8")
    site.write(
        "briefs/note.yml",
        note
        + said.replace("refuses", "declines")
        + "corrections:\n  - {date: 2031-09-09, note: She declines.}\n",
    )
    assert_as_built_from_nothing(site)
    text = frame.read_text(encoding="utf-8")
    assert "She declines." in text
    assert "Correction of 9 September 2031:" in text
    site.write("briefs/note.yml", note + said.replace("id: p", "id: q"))
    assert_as_built_from_nothing(site)
    assert not frame.exists()


@pytest.mark.parametrize("fault", ["changed", "left out"])
def test_the_words_in_a_frame_are_proved_like_those_on_pages(tmp_path: Path, fault: str) -> None:
    site = small_site(tmp_path)
    site.write("mkdocs.yml", "site_name: x\nsite_url: https://example.org/\n")
    site.write("briefs/issues.yml", "ferry:\n  title: The ferry\n")
    note = (site.root / "briefs/note.yml").read_text(encoding="utf-8")
    said = "positions:\n  - {id: p, actor: mira, issue: ferry, says: She refuses., passage: 'No.'}\n"
    site.write("briefs/note.yml", note + said)

    def quotation(_: object, passage: Passage) -> str:
        changed = f'<p><mark class="passage" data-passage="{passage.name}">Yes.</mark></p>'
        return changed if fault == "changed" else ""

    with patch.object(embeds._Writer, "_quotation", quotation):
        done = site.run("build", "--jobs", "1", "--format", "json")
    (problem,) = (problem for problem in json.loads(done.out) if problem["severity"] == "error")
    assert problem["rule"] == "published-words-differ"
    assert problem["path"] == "site_src/embed/note/p.html"
    assert not site.html.exists()


@pytest.mark.parametrize("way", ["changed", "gone"])
def test_a_copy_whose_frame_was_changed_does_not_verify(tmp_path: Path, way: str) -> None:
    site = small_site(tmp_path)
    site.write("mkdocs.yml", "site_name: x\nsite_url: https://example.org/\n")
    site.write("briefs/issues.yml", "ferry:\n  title: The ferry\n")
    note = (site.root / "briefs/note.yml").read_text(encoding="utf-8")
    said = "positions:\n  - {id: p, actor: mira, issue: ferry, says: She refuses., passage: 'No.'}\n"
    site.write("briefs/note.yml", note + said)
    site.build()
    assert site.run("verify").status == 0
    frame = site.html / "embed/note/p.html"
    text = frame.read_text(encoding="utf-8")
    frame.unlink()
    if way == "changed":
        frame.write_text(text.replace("No.", "Yes."), encoding="utf-8")
    done = site.run("verify", "--format", "json")
    assert done.status == 1
    assert {problem["path"] for problem in json.loads(done.out)} == {"site/embed/note/p.html"}


# --- any text ----------------------------------------------------------------------------------------


@tried(60)
@given(records(), texts)
def test_frames_say_what_was_meant_whatever_they_say(record: Record, notice: str) -> None:
    files = files_of(record, replace(PUBLISHED, notice=notice))
    assert files_of(record, PLAIN) == {}
    for path, text in files.items():
        assert is_export(path, text.encode()[:HEAD].decode("utf-8", "replace"))
        if path.endswith(".json"):
            html = json.loads(text)["html"]
            body = LexborHTMLParser(html).body
            assert body is not None
            assert [node.tag for node in body.iter()] == ["iframe"]
            continue
        page = LexborHTMLParser(text)
        tags = {node.tag for node in page.css("body *")}
        assert tags <= set("main h1 p blockquote mark strong a br b i".split())
        assert all(a.attributes.keys() <= {"href", "target"} for a in page.css("a"))
        assert not page.css("script, style, [style], img")
        assert len(page.css("link[rel=stylesheet]")) == 1


# --- as people see them ------------------------------------------------------------------------------


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_frame_fits_its_reader(new_context: Contexts, axe: Axe, scheme: str) -> None:
    site = built("published")
    paths = sorted(site.html.glob("embed/*/*.html"))[::12]
    paths += sorted(site.html.glob(f"embed/{CORRECTED}/*.html"))[:1]
    with checks() as check:
        for width in (600, 320):
            page = new_context(color_scheme=scheme, viewport={"width": width, "height": 400}).new_page()
            heard = listen(page)
            for path in paths:
                page.goto(path.as_uri())
                with check(path.name, width):
                    expect(page.locator("mark").first).to_be_visible()
                    assert not is_wider_than(page, width)
                    assert heard == []
                    assert axe(page) == []
                heard.clear()  # axe reads the style sheet in a way that the page's policy forbids.
                if width == 600:
                    with check(path.name, "height"):
                        wanted = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))["height"]
                        needed = page.evaluate("document.documentElement.getBoundingClientRect().height")
                        assert needed - 30 <= wanted <= needed + 130, (needed, wanted)


def test_a_frame_works_on_another_site(new_context: Contexts) -> None:
    site = built("published")
    context = new_context(viewport={"width": 800, "height": 900})
    row = positions_of(site)[0]
    answer = consumed(site, f"{ADDRESS}embed/{row['briefing']}/{row['id']}.html")

    def serve(route: Any) -> None:
        file = site.html / route.request.url.removeprefix(ADDRESS).partition("?")[0]
        route.fulfill(path=file) if file.is_file() else route.fulfill(status=404)

    context.route(f"{ADDRESS}**", serve)
    other = f"<!doctype html><title>Another site</title><h1>A post</h1>{answer['html']}"
    context.route("https://other.test/**", lambda route: route.fulfill(body=other, content_type="text/html"))
    page = context.new_page()
    page.goto("https://other.test/post.html")
    inside = page.frame_locator("iframe")
    expect(inside.locator(".says")).to_have_text(row["says"])
    expect(inside.locator("blockquote p").first).to_have_css("border-inline-start-width", "4px")
    inside.locator("a").first.click()
    expect(page).to_have_url(row["address"])

"""The first screen of a briefing has an actor's words, and its pages are well filled on paper."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

from helpers.browser import BRIEFING, Contexts, checks, is_wider_than
from helpers.building import Site, built

DESKTOP, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}
WIDTHS = (1600, 1440, 1280, 1024, 768, 720, 390, 320)
LINES = "#at_a_glance + ul ul > li"
# Where the lowest line of an element's text ends, in pixels from the top of the page.
BOTTOM = "e => e.getBoundingClientRect().bottom + scrollY"
# Words of which a part is on another line: a break inside a word.
BROKEN = """list => list.flatMap(element => {
    const found = [], walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        for (const word of walker.currentNode.data.matchAll(/[^\\s\\u2010-\\u2014/-]+/g)) {
            const range = document.createRange();
            range.setStart(walker.currentNode, word.index);
            range.setEnd(walker.currentNode, word.index + word[0].length);
            const tops = [...range.getClientRects()].map(box => Math.round(box.top));
            if (new Set(tops).size > 1) found.push(word[0]);
        }
    }
    return found;
})"""
# Points of paper, as in the style sheet's `@page`.
MM = 72 / 25.4
TOP, FOOT = 16 * MM, 18 * MM


def briefings() -> list[tuple[Site, Path]]:
    """The pages of the real briefing and of each of the example."""
    found = []
    for name in ("real", "example"):
        site = built(name)
        pages = (site.html / "briefs").glob("*.html")
        found += [(site, path) for path in sorted(pages) if path.stem != "index" and "_" not in path.stem]
    return found


def test_an_actors_words_are_on_the_first_screen(new_context: Contexts) -> None:
    pages = briefings()
    assert len(pages) > 15
    for screen in (DESKTOP, PHONE):
        page = new_context(viewport=screen).new_page()
        with checks() as check:
            for _, path in pages:
                page.goto(path.as_uri())
                words = page.locator(f"{LINES} .words")
                with check(path.stem, screen["width"]):
                    assert words.first.evaluate(BOTTOM) <= screen["height"]


def test_all_positions_of_the_real_briefing_are_on_the_first_screen(new_context: Contexts) -> None:
    page = new_context(viewport=DESKTOP).new_page()
    page.goto((built("real").html / BRIEFING).as_uri())
    lines = page.locator(LINES)
    assert lines.count() == 14
    assert lines.last.evaluate(BOTTOM) <= DESKTOP["height"]
    assert page.locator("main > header").evaluate("e => e.getBoundingClientRect().top") > 0


def test_no_word_of_the_list_is_broken_in_any_width(page: Page) -> None:
    with checks() as check:
        for _, path in briefings():
            page.goto(path.as_uri())
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 800})
                with check(path.stem, width):
                    parts = page.locator(
                        f"{LINES} > span, .legend, .actions > details > summary, .actions .link"
                    )
                    assert parts.evaluate_all(BROKEN) == []
                    assert not is_wider_than(page, width)


# --- paper ------------------------------------------------------------------------------------------


def free_shares(printed: bytes) -> list[float]:
    """The share of each page's height that is empty below its last line; lines at the foot do not count."""
    shares = []
    for sheet in PdfReader(io.BytesIO(printed)).pages:
        height = float(sheet.mediabox.height)
        lines = [y for y, _ in lines_of(sheet) if FOOT <= y <= height - TOP]
        shares.append((min(lines, default=height - TOP) - FOOT) / (height - TOP - FOOT))
    return shares


def lines_of(sheet: Any) -> Sequence[tuple[float, str]]:
    """The texts of a printed page, each with its height above the lower edge in points."""
    found: list[tuple[float, str]] = []

    def visit(text: str, world: list[float], matrix: list[float], *_: object) -> None:
        if text.strip():
            found.append((world[5] + matrix[5] * world[3], text.strip()))

    sheet.extract_text(visitor_text=visit)
    return found


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_no_printed_page_is_a_fifth_empty_and_none_has_one_line(page: Page, paper: str) -> None:
    with checks() as check:
        for _, path in briefings():
            page.goto(path.as_uri())
            printed = page.pdf(format=paper)
            *shares, _ = free_shares(printed)
            with check(path.stem, "empty", shares):
                assert all(share < 0.2 for share in shares)
            last = PdfReader(io.BytesIO(printed)).pages[-1]
            rows = {round(y) for y, _ in lines_of(last) if y >= FOOT}
            with check(path.stem, "lines of the last page"):
                assert len(rows) >= 3


def test_an_issue_is_a_hand_out(page: Page) -> None:
    """Landscape, no page but the last a fifth empty, and more on the last one than a line or two."""
    sheets: dict[str, int] = {}
    with checks() as check:
        for name in ("example", "strait", "real"):
            for path in sorted((built(name).html / "issues").glob("*.html")):
                if path.stem == "index" or "_" in path.stem:
                    continue
                page.goto(path.as_uri())
                printed = page.pdf(format="A4")
                paper = PdfReader(io.BytesIO(printed)).pages
                sheets[path.stem] = len(paper)
                with check(path.stem, "landscape"):
                    assert all(sheet.mediabox.width > sheet.mediabox.height for sheet in paper)
                *shares, _ = free_shares(printed)
                with check(path.stem, "empty", shares):
                    assert all(share < 0.2 for share in shares)
                rows = {round(y) for y, _ in lines_of(paper[-1]) if y >= FOOT}
                with check(path.stem, "lines of the last page"):
                    assert len(rows) >= 3
    assert len(sheets) > 15
    assert sheets["channel-levy"] == 2  # 14 actors with 24 positions
    assert sheets["draft-accord"] == sheets["tribunal-case"] == 1
    assert [name for name, number in sheets.items() if number > 2] in ([], ["joint-running"])


def test_each_printed_page_has_its_address_its_day_and_its_number(page: Page, tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.write("seeds/note.txt", "A made-up note\nMira said: “No.”\n")
    site.write("briefs/actors.yml", "mira:\n  name: Mira\n  kind: person\n")
    site.write("briefs/issues.yml", "it:\n  title: It\n")
    position = "- {actor: mira, issue: it, says: She says no., passage: 'No.', id: p%d}\n"
    head = "title: Note\ndate: 2031-05-02\nsummary: Made up.\nsource: {file: note.txt, publisher: Herald}\n"
    many = "".join(position % number for number in range(20))
    site.write("briefs/note.yml", f"{head}actors: [{{id: mira}}]\npositions:\n{many}")
    site.write("mkdocs.yml", "site_name: S\nsite_url: https://example.org/a/\n")
    site.build()
    page.clock.set_fixed_time("2032-03-04T12:00:00")
    page.goto((site.html / "briefs/note.html").as_uri())
    sheets = PdfReader(io.BytesIO(page.pdf(format="A4"))).pages
    assert len(sheets) > 1
    for number, sheet in enumerate(sheets, start=1):
        foot = " ".join(text for y, text in lines_of(sheet) if y < FOOT)
        assert "https://example.org/a/briefs/note.html · 4 March 2032" in foot
        assert f"{number} / {len(sheets)}" in foot
    page.emulate_media(media="screen")
    assert page.locator(".colophon").is_visible()

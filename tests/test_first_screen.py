"""The first screen of a briefing has an actor's words."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

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

"""The desk of the example site in a browser: opening it, selecting words, filling in its form."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from helpers.building import Site
from helpers.serving import Serving

SLUG = "quill-to-run-channel"
BRIEF = f"briefs/{SLUG}.yml"
# A range of the article with some words, which names and citations may divide into pieces.
RANGE = """const rangeOf = words => {
    const pieces = [...document.querySelectorAll(".article [data-start]")], range = document.createRange();
    const text = pieces.map(one => one.textContent).join(""), start = text.indexOf(words);
    const set = (place, method) => {
        for (const {firstChild: node} of pieces) {
            if (place <= node.length) return range[method](node, place);
            place -= node.length;
        }
    };
    set(start, "setStart");
    set(start + words.length, "setEnd");
    return range;
};"""
# Selects words, as a mouse would.
SELECT = f"""([words]) => {{
    {RANGE}
    getSelection().removeAllRanges();
    getSelection().addRange(rangeOf(words));
}}"""


def open_desk(page: Page, served: Serving, slug: str = SLUG) -> Page:
    page.goto(f"{served.address}_desk/{slug}")
    expect(page.locator(".article [data-start]").first).to_be_visible()
    return page


def text_of(site: Site, path: str = BRIEF) -> str:
    return (site.root / path).read_text("utf-8")


def uncited_words(page: Page, number: int = 5) -> str:
    """Some words of the article that nothing cites yet."""
    texts: list[str] = page.locator(".article [data-start]:not(.cited)").all_inner_texts()
    found = (re.search(rf"\b[A-Za-z]+(?: [a-z]+){{{number - 1}}}\b", text) for text in texts)
    return next(match.group() for match in found if match)


def select(page: Page, words: str) -> Locator:
    """Select words; the bar with what can be made of them."""
    page.evaluate(SELECT, [words])
    bar = page.get_by_label("Selected words")
    expect(bar).to_contain_text(words)
    return bar


def choose(page: Page, name: str, typed: str) -> None:
    """Type into a field in which an actor or an issue is chosen, and take the first that is offered."""
    page.get_by_role("combobox", name=name).fill(typed)
    page.keyboard.press("Enter")


def fill(page: Page, says: str) -> None:
    """Fill in what the form of a position needs, with the first actor and issue that it offers."""
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    for name in ("actor", "issue"):
        if not dialog.locator(f"input[name={name}]").input_value():
            dialog.locator(f"[data-for={name}]").focus()
            page.keyboard.press("ArrowDown")
            page.keyboard.press("ArrowDown")
            page.keyboard.press("Enter")
    dialog.locator("[name=says]").fill(says)


def saved(page: Page) -> None:
    """Wait until the form is gone."""
    expect(page.get_by_role("dialog")).to_have_count(0)

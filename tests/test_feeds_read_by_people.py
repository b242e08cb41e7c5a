"""Feeds opened in a browser, by the style sheet that they name."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from helpers.browser import SCHEMES, Contexts, checks, is_wider_than, listen
from helpers.building import built

# Whether each entry shows a link to the page that it is about.
LEAD = """[...document.querySelectorAll('entry')].map(entry => {
  const target = entry.querySelector('link').getAttribute('href');
  return [...entry.querySelectorAll('content a')].some(
    a => a.getAttribute('href') === target && a.checkVisibility() && a.href.startsWith('file:'));
})"""
FEEDS = ["feed.xml", "questions.feed.xml", "issues/channel-levy.feed.xml"]


@pytest.mark.parametrize("path", FEEDS)
def test_a_feed_is_readable_in_a_browser(new_context: Contexts, path: str) -> None:
    address = (built("example").html / path).as_uri()
    with checks() as check:
        for scheme in SCHEMES:
            for width in (1280, 320):
                page = new_context(
                    color_scheme=scheme, viewport={"width": width, "height": 800}, java_script_enabled=False
                ).new_page()
                heard = listen(page)
                page.goto(address)
                with check(path, scheme, width):
                    expect(page.locator("feed > div")).to_contain_text("This is a feed.")
                    expect(page.locator("feed > title")).to_have_css("font-weight", "700")
                    expect(page.locator("entry > title").first).to_be_visible()
                    for hidden in ("generator", "id", "entry > updated"):
                        expect(page.locator(hidden).first).to_be_hidden()
                    assert not is_wider_than(page, width)
                    assert heard == []


def test_every_entry_leads_to_what_it_is_about(new_context: Contexts) -> None:
    page = new_context(java_script_enabled=False).new_page()
    for path in FEEDS:
        page.goto((built("example").html / path).as_uri())
        lead = page.evaluate(LEAD)
        assert len(lead) > 5
        assert all(lead)
    page.locator("feed > div a").click()
    expect(page.locator("h1")).to_be_visible()

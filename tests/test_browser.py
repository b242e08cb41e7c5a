"""The real site as readers see it: in wide and narrow windows, light and dark, on paper, by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from building import Site, built
from conftest import Axe
from playwright.sync_api import BrowserContext, Page, Route

Contexts = Callable[..., BrowserContext]

BRIEFING = "briefs/us-working-to-constrain-israels-reaction.html"
PAGES = {
    "home": ("real", "index.html"),
    "briefing": ("real", BRIEFING),
    "briefing with the whole article": ("strait", "briefs/ostravia-answers-in-court.html"),
    "briefing on an article in Arabic": ("strait", "briefs/qasira-offers-to-mediate.html"),
    "actor": ("real", "actors/joe-biden.html"),
    "issue": ("real", "issues/right-to-respond.html"),
    "questions": ("strait", "questions.html"),
    "about": ("real", "about.html"),
    "not found": ("real", "404.html"),
}
VIEWS = (("light", 1280), ("light", 390), ("dark", 1280), ("dark", 320))
HOST = "https://briefings.test"


def serve(context: BrowserContext, site: Site) -> None:
    """Answer for a host from the site's folder, as a web server does."""

    def answer(route: Route) -> None:
        file = site.html / urlsplit(route.request.url).path.lstrip("/")
        if file.is_file():
            route.fulfill(path=file)
        else:
            route.fulfill(status=404, path=site.html / "404.html")

    context.route(f"{HOST}/**", answer)


def listen(page: Page) -> list[str]:
    """All that a page complains of, and all that it asks of other hosts."""
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text))
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("requestfailed", lambda request: heard.append(f"failed: {request.url}"))
    page.on(
        "request",
        lambda request: None if request.url.startswith((HOST, "file:")) else heard.append(request.url),
    )
    return heard


def is_wider_than(page: Page, width: int) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth") > width)


@pytest.mark.parametrize("kind", PAGES)
def test_every_kind_of_page_can_be_read_by_everybody(new_context: Contexts, axe: Axe, kind: str) -> None:
    name, path = PAGES[kind]
    context = new_context()
    serve(context, built(name))
    page = context.new_page()
    heard = listen(page)
    page.goto(f"{HOST}/{path}")
    for scheme, width in VIEWS:
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        page.set_viewport_size({"width": width, "height": 800})
        assert not is_wider_than(page, width), (scheme, width)
        assert axe(page) == [], (scheme, width)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 718, "height": 1000})  # A4 without its margins
    assert not is_wider_than(page, 718)
    assert page.locator("h1").is_visible()
    assert heard == []


@pytest.mark.parametrize("kind", [kind for kind in PAGES if kind != "not found"])
def test_pages_work_opened_from_disk(page: Page, kind: str) -> None:
    name, path = PAGES[kind]
    heard = listen(page)
    page.goto((built(name).html / path).as_uri())
    assert page.evaluate("getComputedStyle(document.body).fontFamily") != "Times New Roman", "the style sheet"
    page.locator("header a").first.click()
    assert page.url == (built(name).html / "index.html").as_uri()
    assert heard == []


def test_one_click_from_a_position_to_its_words_and_one_back(page: Page) -> None:
    address = (built("real").html / BRIEFING).as_uri()
    page.goto(address)
    own = "jake-sullivan-warned-that-iran-would-face-severe"
    says = page.locator(f"#{own} ~ ul a[href^='#source_']").first
    says.click()
    words = page.locator(":target")
    assert "“severe consequences”" in words.inner_text()
    assert words.evaluate(
        "e => { const b = e.getBoundingClientRect(); return b.top >= 0 && b.top < innerHeight }"
    )
    page.locator(f":target ~ ul a[href='#{own}'], *:has(:target) ~ ul a[href='#{own}']").first.click()
    assert page.url == f"{address}#{own}"
    assert page.locator(":target").is_visible()


def test_the_keyboard_comes_to_the_text_first_and_then_to_every_link(page: Page) -> None:
    page.goto((built("real").html / BRIEFING).as_uri())
    page.keyboard.press("Tab")
    assert page.locator(":focus").get_attribute("href") == "#main_content"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")
    shown = "e => getComputedStyle(e).outlineStyle !== 'none'"
    for _ in range(5):
        assert page.locator(":focus").evaluate("e => e.tagName") == "A"
        assert page.locator(":focus").evaluate(shown)
        page.keyboard.press("Tab")


def test_on_paper_all_of_the_briefing_is_there(page: Page) -> None:
    page.goto((built("real").html / BRIEFING).as_uri())
    passages = page.locator("main blockquote")
    number = passages.count()
    page.emulate_media(media="print")
    assert number > 20
    assert all(passages.nth(at).is_visible() for at in range(number))

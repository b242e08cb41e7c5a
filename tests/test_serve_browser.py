"""`serve` in a real browser: what is edited is seen, and what is broken is told over the page as it was."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from helpers.browser import Axe, Contexts, is_wider_than, until
from helpers.building import Site, example_site
from helpers.serving import Serving, serving

SLUG = "quill-to-run-channel"
BRIEF, PAGE = f"briefs/{SLUG}.yml", f"briefs/{SLUG}.html"
TITLE = re.compile(r"^title: .*$|\A", re.MULTILINE)


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return example_site(tmp_path / "site")


@pytest.fixture
def served(site: Site) -> Iterator[Serving]:
    with serving(site.root) as running:
        yield running


def rewrite(site: Site, old: str, new: str, path: str = BRIEF) -> None:
    """Save a file with one change."""
    text = (site.root / path).read_text("utf-8")
    changed, count = re.subn(old, new, text, count=1, flags=re.MULTILINE)
    assert count, f"{old} is not in {path}"
    (site.root / path).write_text(changed, "utf-8")


def first_says(site: Site, words: str, path: str = BRIEF) -> None:
    rewrite(site, r"^    says: .*$", f"    says: {words}", path)


def problems(page: Page) -> list[str]:
    return page.locator("#_serve pre").all_inner_texts()


def test_what_is_edited_is_seen(site: Site, served: Serving, page: Page) -> None:
    page.goto(served.address + PAGE)
    first_says(site, "The channel is to be run as it always was.")
    expect(page.locator("main").get_by_text("as it always was").first).to_be_attached()
    served.until(served.is_settled)
    expect(page.locator("main").get_by_text("as it always was").first).to_be_attached()
    expect(page.locator("#_serve")).to_have_count(0)


def test_a_page_keeps_its_place(site: Site, served: Serving, page: Page) -> None:
    page.goto(served.address + PAGE)
    page.evaluate("scrollTo(0, 700)")
    first_says(site, "The channel is to be run as it always was.")
    expect(page.locator("main").get_by_text("as it always was").first).to_be_attached()
    until(lambda: abs(page.evaluate("scrollY") - 700) < 100)


def test_what_is_broken_is_told_until_it_is_mended(site: Site, served: Serving, page: Page) -> None:
    whole = (site.root / BRIEF).read_text("utf-8")
    page.goto(served.address + PAGE)
    before = page.locator("main").inner_text()
    rewrite(site, r"^    passage: .*$", "    passage: words that nobody has said anywhere")
    expect(page.locator("#_serve pre").first).to_be_visible()
    (told,) = problems(page)
    assert site.run("check").out.startswith(told.strip())
    assert "error[passage-not-found]" in told
    assert page.locator("main").inner_text() == before, "the last page that was right"
    link = page.locator("#_serve a").first
    assert (link.get_attribute("href") or "").startswith(f"vscode://file{site.root}/{BRIEF}:")
    (site.root / BRIEF).write_text(whole, "utf-8")
    expect(page.locator("#_serve")).to_have_count(0)


def test_the_panel_goes_when_the_file_that_it_is_about_is_deleted(
    site: Site, served: Serving, page: Page
) -> None:
    page.goto(served.address + PAGE)
    site.write("briefs/x.yml", "date: [\n")
    expect(page.locator("#_serve pre").first).to_be_visible()
    (site.root / "briefs/x.yml").unlink()
    expect(page.locator("#_serve")).to_have_count(0)


def test_a_page_that_was_deleted_says_so_and_comes_back(site: Site, served: Serving, page: Page) -> None:
    path = site.root / "briefs/salt-in-kellmouths-wells.yml"
    whole = path.read_text("utf-8")
    page.goto(f"{served.address}briefs/salt-in-kellmouths-wells.html")
    heading = page.locator("main h1").inner_text()
    path.unlink()
    expect(page.locator("main h1")).not_to_have_text(heading)
    path.write_text(whole, "utf-8")
    expect(page.locator("main h1")).to_have_text(heading)


def test_it_follows_what_is_edited_if_it_is_asked_to(site: Site, page: Page) -> None:
    with serving(site.root, "--follow") as served:
        page.goto(served.address)
        first_says(site, "The channel is to be run as it always was.")
        expect(page).to_have_url(re.compile(rf"/{re.escape(PAGE)}#[a-z0-9-]+$"))
        expect(page.locator(":target")).to_be_in_viewport()
        first_says(site, "They have a say about what the sea does.", "briefs/salt-in-kellmouths-wells.yml")
        expect(page).to_have_url(re.compile(r"/briefs/salt-in-kellmouths-wells\.html#[a-z0-9-]+$"))


def test_without_script_a_page_is_as_it_is(site: Site, served: Serving, new_context: Contexts) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto(served.address + PAGE)
    first_says(site, "The channel is to be run as it always was.")
    served.until(lambda: b"as it always was" in (served.page(PAGE) or b""))
    page.reload()
    expect(page.locator("main").get_by_text("as it always was").first).to_be_attached()


def test_it_asks_nothing_of_others_and_breaks_no_policy(site: Site, served: Serving, page: Page) -> None:
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text))
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("request", lambda r: None if r.url.startswith(served.address) else heard.append(r.url))
    page.goto(served.address + PAGE)
    site.write("briefs/x.yml", "date: [\n")
    expect(page.locator("#_serve pre").first).to_be_visible()
    assert heard == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_the_panel_can_be_read_and_put_away(
    site: Site, served: Serving, new_context: Contexts, axe: Axe, scheme: str, width: int
) -> None:
    assert scheme in ("light", "dark")
    context = new_context(viewport={"width": width, "height": 700}, color_scheme=scheme)
    page = context.new_page()
    site.write("briefs/x.yml", "date: [\n")
    page.goto(served.address + PAGE)
    expect(page.locator("#_serve pre").first).to_be_visible()
    assert axe(page) == []
    assert not is_wider_than(page, width)
    page.locator("#_serve summary").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#_serve pre").first).to_be_hidden()

"""The desk in a real browser: words are selected and become a position in the YAML and on the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from helpers.browser import Axe, Contexts, astray, is_wider_than, until
from helpers.building import Site, example_site
from helpers.serving import Serving, serving

SLUG = "quill-to-run-channel"
BRIEF = f"briefs/{SLUG}.yml"
# Selects the words of the article from one place to another, as a mouse would.
SELECT = """([words]) => {
    const pieces = [...document.querySelectorAll(".article [data-start]")];
    const piece = pieces.find(one => one.textContent.includes(words));
    const at = piece.textContent.indexOf(words), range = document.createRange();
    range.setStart(piece.firstChild, at);
    range.setEnd(piece.firstChild, at + words.length);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
}"""


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return example_site(tmp_path / "site")


@pytest.fixture
def served(site: Site) -> Iterator[Serving]:
    with serving(site.root) as running:
        running.until(running.is_settled)
        yield running


def desk(page: Page, served: Serving) -> Page:
    page.goto(f"{served.address}_desk/{SLUG}")
    expect(page.locator(".article [data-start]").first).to_be_visible()
    return page


def text_of(site: Site) -> str:
    return (site.root / BRIEF).read_text("utf-8")


def uncited_words(page: Page) -> str:
    """Five words of the article that nothing cites yet."""
    texts: list[str] = page.locator(".article [data-start]:not(.cited)").all_inner_texts()
    found = (re.search(r"\b[A-Za-z]+(?: [a-z]+){4}\b", text) for text in texts)
    return next(match.group() for match in found if match)


def fill(page: Page, says: str) -> None:
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    for name in ("actor", "issue"):
        choice = dialog.locator(f"select[name={name}]")
        if not choice.input_value():
            choice.select_option(index=1)
    dialog.locator("[name=says]").fill(says)


def test_selected_words_become_a_position(site: Site, served: Serving, page: Page) -> None:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    desk(page, served)
    before, words = text_of(site), uncited_words(page)
    page.evaluate(SELECT, [words])
    page.get_by_role("button", name="Position…").click()
    fill(page, "They say so at the desk.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    after = text_of(site)
    assert f"passage: {words}" in after
    assert "says: They say so at the desk." in after
    kept = iter(after.splitlines())
    assert all(line in kept for line in before.splitlines())  # in the same order
    assert site.run("check", SLUG).status == 0
    expect(page.frame_locator("iframe").get_by_text("They say so at the desk.").first).to_be_attached()
    page.get_by_role("button", name="Take back the last change").click()
    until(lambda: text_of(site) == before)
    assert errors == []


def test_the_same_by_keyboard_alone(site: Site, served: Serving, page: Page) -> None:
    desk(page, served)
    page.locator(".article").focus()
    page.keyboard.press("ArrowDown")
    for _ in range(6):
        page.keyboard.press("ArrowRight")
    for _ in range(3):
        page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Enter")
    fill(page, "They say so by keyboard.")
    passage = page.get_by_role("dialog").locator(".words").inner_text()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert "says: They say so by keyboard." in text_of(site)
    assert passage in text_of(site).replace('"', "")


def test_what_a_check_would_say_is_said_before(site: Site, served: Serving, page: Page) -> None:
    desk(page, served)
    page.evaluate(SELECT, [uncited_words(page)])
    page.get_by_role("button", name="Position…").click()
    fill(page, "They said “these marks stand nowhere”.")
    expect(page.get_by_role("dialog").locator("pre.error")).to_contain_text("quotation-not-in-source")
    assert "these marks" not in text_of(site)


def test_says_is_edited_in_place(site: Site, served: Serving, page: Page) -> None:
    desk(page, served)
    page.locator(".card").first.get_by_role("button", name="Edit says").click()
    page.get_by_role("textbox", name="says").fill("Another sentence: a new one.")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".card").first).to_contain_text("Another sentence: a new one.")
    assert "Another sentence: a new one." in text_of(site)


def test_a_change_of_somebody_else_is_shown_and_kept(site: Site, served: Serving, page: Page) -> None:
    desk(page, served)
    page.locator(".card").first.get_by_role("button", name="Edit says").click()
    theirs = re.sub(r"(?m)^    says: .*$", "    says: Somebody else wrote this.", text_of(site), count=1)
    (site.root / BRIEF).write_text(theirs, "utf-8")
    page.get_by_role("textbox", name="says").fill("Mine.")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("dialog")).to_contain_text("+    says: Somebody else wrote this.")
    assert text_of(site) == theirs


@pytest.mark.parametrize("width", [1280, 768, 390])
@pytest.mark.parametrize("view", ["light", "dark", "forced"])
def test_everybody_can_use_it(
    served: Serving, new_context: Contexts, axe: Axe, width: int, view: str
) -> None:
    context = new_context(
        viewport={"width": width, "height": 800},
        color_scheme="dark" if view == "dark" else "light",
        forced_colors="active" if view == "forced" else "none",
    )
    page = desk(context.new_page(), served)
    assert not is_wider_than(page, width)
    without = ("color-contrast",) if view == "forced" else ()
    assert axe(page, without=without) == []
    page.evaluate(SELECT, [uncited_words(page)])
    page.get_by_role("button", name="Position…").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert axe(page, without=without) == []
    assert not is_wider_than(page, width)
    page.goto(f"{served.address}_desk/")
    expect(page.get_by_role("heading", name="Briefings")).to_be_visible()
    assert axe(page, without=without) == []
    assert astray(page) == []


def test_what_is_not_the_desks_is_refused(site: Site, served: Serving) -> None:
    status, page = served.ask(f"/_desk/{SLUG}")
    found = re.search(rb'name="token" content="([^"]+)"', page)
    assert (status, bool(found)) == (200, True)
    assert found
    token, before = found[1].decode(), text_of(site)
    body = b'{"change":{"type":"value","path":["summary"],"value":"Theirs."},"digest":""}'
    path = f"/_desk/data/save/{SLUG}"
    own = f"http://127.0.0.1:{served.port}"
    for headers in (
        {},
        {"X-Onrecord-Token": "wrong"},
        {"X-Onrecord-Token": token, "Origin": "https://elsewhere.test"},
        {"X-Onrecord-Token": token, "Sec-Fetch-Site": "cross-site"},
        {"X-Onrecord-Token": token, "Host": "elsewhere.test"},
    ):
        assert served.ask(path, headers, "POST", body)[0] == 403
    good = {"X-Onrecord-Token": token, "Origin": own}
    assert served.ask("/_desk/data/save/../../etc", good, "POST", body)[0] == 404
    assert served.ask("/_desk/data/save/actors", good, "POST", body)[0] == 404
    assert served.ask(path, good | {"Content-Length": "50000000"}, "POST", b"{}")[0] == 413
    assert served.ask(path, good, "POST", b"[]")[0] == 400
    assert served.ask(path, good, "POST", body)[0] == 200  # and its digest is of another state
    assert text_of(site) == before

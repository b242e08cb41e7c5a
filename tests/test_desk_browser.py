"""The desk in a real browser: words are selected and become a position in the YAML and on the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from ruamel.yaml import YAML

from helpers.browser import Axe, Contexts, astray, is_wider_than, until
from helpers.building import Site, example_site
from helpers.desk import BRIEF, SELECT, SLUG, choose, fill, open_desk, saved, select, text_of, uncited_words
from helpers.serving import Serving, serving


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return example_site(tmp_path / "site")


@pytest.fixture
def served(site: Site) -> Iterator[Serving]:
    with serving(site.root) as running:
        running.until(running.is_settled)
        yield running


def test_selected_words_become_a_position(site: Site, served: Serving, page: Page) -> None:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    open_desk(page, served)
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
    open_desk(page, served)
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
    open_desk(page, served)
    page.evaluate(SELECT, [uncited_words(page)])
    page.get_by_role("button", name="Position…").click()
    fill(page, "They said “these marks stand nowhere”.")
    expect(page.get_by_role("dialog").locator("pre.error")).to_contain_text("quotation-not-in-source")
    assert "these marks" not in text_of(site)


def test_says_is_edited_in_place(site: Site, served: Serving, page: Page) -> None:
    open_desk(page, served)
    page.locator(".card").first.get_by_role("button", name="Edit says").click()
    page.get_by_role("textbox", name="says").fill("Another sentence: a new one.")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".card").first).to_contain_text("Another sentence: a new one.")
    assert "Another sentence: a new one." in text_of(site)


def test_a_change_of_somebody_else_is_shown_and_kept(site: Site, served: Serving, page: Page) -> None:
    open_desk(page, served)
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
    page = open_desk(context.new_page(), served)
    assert not is_wider_than(page, width)
    without = ("color-contrast",) if view == "forced" else ()
    assert axe(page, without=without) == []
    page.evaluate(SELECT, [uncited_words(page)])
    page.get_by_role("button", name="Position…").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.get_by_role("dialog").locator("summary").click()
    choose(page, "Who says it", "Somebody new")
    page.get_by_role("combobox", name="On which issue").click()
    expect(page.get_by_role("listbox")).to_be_visible()
    assert axe(page, without=without) == []
    assert not is_wider_than(page, width)
    page.goto(f"{served.address}_desk/")
    expect(page.get_by_role("heading", name="Briefings")).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text="quotations cited").first).to_be_visible()
    assert axe(page, without=without) == []
    assert astray(page) == []


def test_its_address_without_the_slash_leads_to_it(served: Serving) -> None:
    assert served.ask("/_desk")[0] == 302


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


def test_an_issue_that_no_register_has_is_added_with_its_position(
    site: Site, served: Serving, page: Page
) -> None:
    open_desk(page, served)
    before, register = text_of(site), text_of(site, "briefs/issues.yml")
    words = uncited_words(page)
    select(page, words).get_by_role("button", name="Position…").click()
    fill(page, "They say so.")
    page.get_by_role("combobox", name="On which issue").fill("The Pilots' hours: at night")
    page.get_by_role("option", name="New issue: “The Pilots' hours: at night”").click()
    page.get_by_label("Proposition").fill("Pilots should work at night.")
    page.get_by_role("radio", name="against").check()
    page.locator("[name=says]").press("Enter")
    saved(page)
    issues = YAML(typ="safe", pure=True).load(text_of(site, "briefs/issues.yml"))
    assert issues["the-pilots-hours-at-night"] == {
        "title": "The Pilots' hours: at night",
        "proposition": "Pilots should work at night.",
    }
    positions = YAML(typ="safe", pure=True).load(text_of(site))["positions"]
    (new,) = [one for one in positions if one["says"] == "They say so."]
    assert (new["issue"], new["stance"], new["passage"]) == ("the-pilots-hours-at-night", "against", words)
    page.get_by_role("button", name="Take back the last change").click()
    until(lambda: text_of(site) == before and text_of(site, "briefs/issues.yml") == register)


def test_a_title_that_an_issue_has_is_not_offered_as_a_new_one(served: Serving, page: Page) -> None:
    open_desk(page, served)
    select(page, uncited_words(page)).get_by_role("button", name="Position…").click()
    field = page.get_by_role("combobox", name="On which issue")
    field.click()
    title = page.get_by_role("listbox", name="On which issue").get_by_role("option").first
    name = title.evaluate("one => one.firstChild.data")
    field.fill(name.upper())
    expect(page.get_by_role("option", name="New issue")).to_have_count(0)
    field.press("Tab")
    expect(field).to_have_value(name)


def test_an_actor_that_no_register_has_is_added_with_its_position(
    site: Site, served: Serving, page: Page
) -> None:
    open_desk(page, served)
    select(page, uncited_words(page)).get_by_role("button", name="Position…").click()
    fill(page, "They say so.")
    choose(page, "Who says it", "Órla Venn")
    page.locator("[name=actor_role]").fill("Clerk")
    page.locator("[name=says]").press("Enter")
    saved(page)
    assert "\norla-venn:\n  name: Órla Venn\n  kind: person\n" in text_of(site, "briefs/actors.yml")
    assert "  - id: orla-venn\n    role: Clerk\n" in text_of(site)
    assert "  - actor: orla-venn\n" in text_of(site)


def test_what_a_form_still_needs_is_said(site: Site, served: Serving, page: Page) -> None:
    open_desk(page, served)
    before = text_of(site)
    select(page, uncited_words(page)).get_by_role("button", name="Position…").click()
    fill(page, "")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("alert").filter(has_text="Write what they say.")).to_be_visible()
    expect(page.locator("[name=says]")).to_be_focused()
    page.get_by_role("combobox", name="On which issue").fill("")
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_have_count(0)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("alert").filter(has_text="Choose an issue")).to_be_visible()
    assert text_of(site) == before


def test_an_empty_value_is_refused_with_the_reason(site: Site, served: Serving, page: Page) -> None:
    open_desk(page, served)
    before = text_of(site)
    page.locator(".card").first.get_by_role("button", name="Edit says").click()
    page.get_by_role("textbox", name="says").fill(" ")
    page.keyboard.press("Enter")
    expect(page.locator("#told")).to_contain_text("an empty `says` is not written")
    assert text_of(site) == before

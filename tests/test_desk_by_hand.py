"""The desk by touch, by keyboard alone, on a phone, in a folder that may not be written, and from nothing."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect
from ruamel.yaml import YAML

from helpers.browser import Axe, Contexts, is_wider_than, until
from helpers.building import Site, example_site
from helpers.desk import BRIEF, SELECT, choose, fill, open_desk, saved, select, text_of, uncited_words
from helpers.serving import Serving, serving

LOWMARK = "Mr. Quill has changed his office, and the levy has not changed at all"
# Root may write everything, so the system's answer is another one.
READ_ONLY = "import os; os.access = lambda path, mode, **_: mode != os.W_OK"


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """The example, in which nothing cites one of the quotations, and one article has no briefing."""
    site = example_site(tmp_path / "site")
    without = re.sub(r"  - actor: petra-lowmark\n(?:    .*\n)+\n", "", text_of(site), count=1)
    assert LOWMARK in text_of(site)
    assert LOWMARK not in without
    (site.root / BRIEF).write_text(without, "utf-8")
    shutil.copy(site.root / "seeds/brisca-courier-2031-07-09.txt", site.root / "seeds/second.txt")
    return site


@pytest.fixture
def served(site: Site) -> Iterator[Serving]:
    with serving(site.root) as running:
        yield running


def positions(site: Site, path: str = BRIEF) -> list[dict[str, str]]:
    found: list[dict[str, str]] = YAML(typ="safe", pure=True).load(text_of(site, path))["positions"]
    return found


def test_a_quotation_that_nothing_cites_is_cited_with_one_click(
    site: Site, served: Serving, page: Page
) -> None:
    open_desk(page, served)
    page.get_by_role("button", name="quotation not cited").first.click()
    dialog = page.get_by_role("dialog")
    expect(dialog.locator(".words")).to_have_text(LOWMARK)
    expect(dialog.get_by_role("combobox", name="Who says it")).to_have_value("Petra Lowmark")
    choose(page, "On which issue", "levy")
    page.locator("[name=says]").fill("The levy is the same.")
    page.locator("[name=says]").press("Enter")
    saved(page)
    (new,) = [one for one in positions(site) if one["says"] == "The levy is the same."]
    assert (new["actor"], new["passage"]) == ("petra-lowmark", LOWMARK)
    expect(page.get_by_role("button", name="quotation not cited")).to_have_count(0)


def test_pieces_of_one_quotation_are_joined_and_others_are_not(
    site: Site, served: Serving, page: Page
) -> None:
    open_desk(page, served)
    select(page, "Mr. Quill has changed").get_by_role("button", name="Add words").click()
    bar = select(page, "the levy has not changed")
    bar.get_by_role("button", name="Position…").click()
    words = page.get_by_role("dialog").locator(".words")
    expect(words).to_have_text("Mr. Quill has changed […] the levy has not changed")
    page.keyboard.press("Escape")
    page.get_by_label("Selected words").get_by_role("button", name="Cancel").click()
    select(page, "Mr. Quill has changed").get_by_role("button", name="Add words").click()
    select(page, "only 12 of the 40").get_by_role("button", name="Position…").click()
    expect(page.locator("#told")).to_contain_text("in one quotation, or in one paragraph")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_question_an_actor_and_an_accepted_warning(site: Site, served: Serving, page: Page) -> None:
    open_desk(page, served)
    select(page, "demanded an audit").get_by_role("button", name="Question…").click()
    page.locator("[name=ask]").fill("Who would do the audit?")
    page.locator("[name=ask]").press("Enter")
    saved(page)
    assert "  - ask: Who would do the audit?\n    passage: demanded an audit\n" in text_of(site)
    select(page, "deputy foreign minister").get_by_role("button", name="Actor…").click()
    page.get_by_label("Name", exact=True).fill("Deputy of the Ministry")
    expect(page.locator("[name=id]")).to_have_value("deputy-of-the-ministry")
    page.get_by_role("button", name="Save", exact=True).click()
    saved(page)
    assert "name: Deputy of the Ministry\n" in text_of(site, "briefs/actors.yml")
    assert "also: [deputy foreign minister]" in text_of(site, "briefs/actors.yml")
    select(page, "only 12 of the 40 new pilots").get_by_role("button", name="Position…").click()
    fill(page, "Somebody else says that 12 are in training.")
    choose(page, "Who says it", "Lukas Merrow")
    expect(page.get_by_role("dialog").locator("pre.problem").first).to_be_visible()
    page.locator("[name=says]").press("Enter")
    saved(page)
    warned = page.locator(".card .problem:not(.error)").first
    expect(warned).to_be_visible()
    number = page.locator(".card .problem:not(.error)").count()
    warned.get_by_role("button", name="Accept…").click()
    page.locator("[name=because]").fill("he repeats it")
    page.locator("[name=because]").press("Enter")
    saved(page)
    expect(page.locator(".card .problem:not(.error)")).to_have_count(number - 1)
    assert "because: he repeats it" in text_of(site)


def test_from_a_position_to_its_words_and_back(served: Serving, page: Page) -> None:
    open_desk(page, served)
    card = page.locator(".card").first
    card.get_by_role("link", name="its words in the article").click()
    chip = page.locator(".chip:target")
    expect(chip).to_have_text("1")
    expect(chip).to_be_in_viewport()
    chip.click()
    expect(page.locator(".card:target")).to_contain_text("1. Hanno Quill")


def test_the_end_of_a_word_is_offered_and_taken_with_the_right_arrow(served: Serving, page: Page) -> None:
    open_desk(page, served)
    select(page, "demanded an audit").get_by_role("button", name="Question…").click()
    page.locator("[name=ask]").focus()
    page.keyboard.type("Is Greyf")
    page.keyboard.press("ArrowRight")
    page.keyboard.type(" asked")
    expect(page.locator("[name=ask]")).to_have_value("Is Greyfinch asked")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Control+z")
    expect(page.locator("[name=ask]")).not_to_have_value("Is Greyfinch asked")


def test_a_change_of_somebody_else_is_told_while_a_form_is_open(
    site: Site, served: Serving, page: Page
) -> None:
    open_desk(page, served)
    page.get_by_role("button", name="quotation not cited").first.click()
    fill(page, "Mine.")
    theirs = text_of(site).replace("tags: [levy, people]", "tags: [levy]")
    (site.root / BRIEF).write_text(theirs, "utf-8")
    expect(page.get_by_role("alert").filter(has_text="Somebody has changed the file")).to_be_visible()
    page.locator("[name=says]").press("Enter")
    changed = page.get_by_role("dialog", name="Somebody has changed the file")
    expect(changed).to_contain_text("-tags: [levy, people]")
    assert text_of(site) == theirs
    changed.get_by_role("button", name="Show the file as it is now").click()
    expect(changed).to_have_count(0)
    page.locator("[name=says]").press("Enter")
    saved(page)
    assert "tags: [levy]\n" in text_of(site)
    assert "    says: Mine.\n" in text_of(site)


def press_until(page: Page, key: str, target: Locator) -> None:
    for _ in range(200):
        if target.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press(key)
    raise AssertionError(f"{key} does not lead to {target}")


def test_a_briefing_is_begun_and_published_by_keyboard_alone(site: Site, served: Serving, page: Page) -> None:
    page.goto(f"{served.address}_desk/")
    start = page.get_by_role("button", name="Start the briefing of seeds/second.txt")
    expect(start).to_be_visible()
    press_until(page, "Tab", start)
    page.keyboard.press("Enter")
    article = page.locator(".article")
    expect(article).to_be_visible()
    slug = page.url.rpartition("/")[2]
    path = f"briefs/{slug}.yml"
    assert "  file: second.txt\n" in text_of(site, path)
    for button, words in (
        ("Write date", "2031-07-09"),
        ("Write publisher", "A paper"),
        ("Write summary", "It"),
    ):
        write = page.get_by_role("button", name=button)
        if not write.count():
            continue
        press_until(page, "Tab", write)
        page.keyboard.press("Enter")
        page.keyboard.type(words)
        page.keyboard.press("Control+Enter")
        expect(page.get_by_role("button", name=button.replace("Write", "Edit"))).to_be_focused()
    press_until(page, "Shift+Tab", article)
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    press_until(page, "Tab", dialog.get_by_role("combobox", name="Who says it"))
    page.keyboard.type("Dalia V")
    page.keyboard.press("Tab")
    page.keyboard.type("A question of keys")
    page.keyboard.press("Tab")
    press_until(page, "Tab", dialog.locator("[name=says]"))
    page.keyboard.type("She says it.")
    page.keyboard.press("Enter")
    saved(page)
    publish = page.get_by_role("button", name="Publish: remove draft: true")
    press_until(page, "Tab", publish)
    page.keyboard.press("Enter")
    until(lambda: "draft: true" not in text_of(site, path))
    (position,) = positions(site, path)
    assert (position["actor"], position["issue"]) == ("dalia-vorn", "a-question-of-keys")
    assert position["says"] == "She says it."
    assert site.run("check", slug).status == 0
    expect(page.frame_locator("iframe").get_by_text("She says it.").first).to_be_attached()


def test_by_touch_on_a_phone(site: Site, served: Serving, new_context: Contexts, axe: Axe) -> None:
    context = new_context(viewport={"width": 390, "height": 780}, has_touch=True, is_mobile=True)
    page = open_desk(context.new_page(), served)
    assert not is_wider_than(page, 390)
    words = "the levy has not changed"
    page.evaluate(SELECT, [words])  # as a long press, and the handles that it shows, select them
    bar = page.get_by_label("Selected words")
    expect(bar.get_by_role("button", name="Position…")).to_be_in_viewport()
    assert axe(page) == []
    bar.get_by_role("button", name="Position…").tap()
    dialog = page.get_by_role("dialog")
    expect(dialog.locator(".words")).to_have_text(words)
    dialog.get_by_role("combobox", name="On which issue").tap()
    dialog.get_by_role("option").first.tap()
    dialog.locator("[name=says]").tap()
    page.keyboard.type("By touch.")
    dialog.get_by_role("button", name="Save", exact=True).tap()
    saved(page)
    assert [one["passage"] for one in positions(site) if one["says"] == "By touch."] == [words]
    for tab in ("Briefing", "Page", "Article"):
        page.get_by_role("button", name=tab, exact=True).tap()
        expect(page.get_by_role("region", name=tab, exact=True)).to_be_visible()
        assert not is_wider_than(page, 390)
        assert axe(page) == []


def test_where_nothing_may_be_written_the_lines_are_copied(site: Site, new_context: Contexts) -> None:
    before = text_of(site)
    with serving(site.root, first=READ_ONLY) as running:
        context = new_context(permissions=["clipboard-read", "clipboard-write"])
        page = open_desk(context.new_page(), running)
        words = uncited_words(page)
        select(page, words).get_by_role("button", name="Position…").click()
        fill(page, "They say so.")
        expect(page.get_by_role("button", name="Save", exact=True)).to_have_count(0)
        page.get_by_role("button", name="Copy the YAML").click()
        expect(page.locator("#told")).to_have_text("Copied.")
        copied = page.evaluate("navigator.clipboard.readText()").splitlines()
        assert f"    passage: {words}" in copied
        assert "    says: They say so." in copied
        page.keyboard.press("Escape")
        page.locator(".card").first.get_by_role("button", name="Edit says").click()
        page.get_by_role("textbox", name="says").fill("Another.")
        page.keyboard.press("Enter")
        expect(page.locator("#told")).to_contain_text("it is read-only")
    assert text_of(site) == before

"""Ten tasks of a new reader, done from the home page: at most two clicks and one screen each.

A click is each press, choice or form that is sent; what is typed is counted apart. A screen is the height of
the window, as far as the reader has to scroll. What a task should find is taken from the articles and
briefings, not from other pages.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from helpers.browser import HOST, Contexts, listen, serve
from helpers.building import built
from helpers.checked import record_of
from onrecord.record import Record, Statement
from onrecord.record.attribution import from_unnamed
from onrecord.text.dates import in_order

DESKTOP, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}
CLICKS, SCREENS = 2, 1.0
# How far the window has to be scrolled until an element is seen, or as much of it as fits.
AWAY = """element => {
    const {top, bottom, height} = element.getBoundingClientRect();
    if (top < 0) return top;
    return Math.max(0, height > innerHeight ? top : bottom - innerHeight);
}"""


class Reader:
    """Somebody at a window, who counts."""

    def __init__(self, page: Page, record: Record) -> None:
        self.page, self.record = page, record
        self.clicks, self.screens, self.typed = 0, 0.0, 0

    def sees(self, wanted: Locator) -> Locator:
        """Scroll until an element is seen."""
        expect(wanted).to_be_visible()
        away = float(wanted.evaluate(AWAY))
        self.page.evaluate("away => scrollBy({top: away, behavior: 'instant'})", away)
        self.screens += abs(away) / self.page.evaluate("innerHeight")
        expect(wanted).to_be_in_viewport()
        return wanted

    def press(self, wanted: Locator) -> None:
        self.sees(wanted).click()
        self.clicks += 1

    def link(self, name: str) -> None:
        self.press(self.page.get_by_role("link", name=name, exact=True).first)

    def types(self, field: Locator, text: str) -> None:
        """Write into a field, which keys lead to: `/` to the search, Tab to the next field."""
        expect(self.sees(field)).to_be_editable()
        field.fill(text)
        self.typed += 1

    def sends(self, field: Locator) -> None:
        field.press("Enter")
        self.clicks += 1

    # --- what the reader has in mind ---------------------------------------------------------------------

    def words_of(self, said: Statement) -> list[str]:
        """The words of the article that show a position, cut into their paragraphs."""
        brief = self.record.briefs[said.slug]
        return [
            brief.article.words(piece)
            for anchor in brief.position(said.id).anchors
            for piece in anchor.pieces
        ]

    def reads(self, said: Statement, where: Locator) -> None:
        """See the words of a position: its gist, which lists may show, or all of its passages."""
        shown = letters(self.sees(where).inner_text())
        gist = self.record.briefs[said.slug].position(said.id).gist
        whole = all(letters(words) in shown for words in self.words_of(said))
        short = gist is not None and letters(self.record.briefs[said.slug].article.words(gist)) in shown
        assert whole or short, (said, shown)

    def newest_words(self) -> tuple[Statement, Locator]:
        """The first position on the home page, and the link that leads to it."""
        link = self.page.locator("section:has(> #newest_words) li a[href*='#']").first
        slug, _, name = (link.get_attribute("href") or "").partition(".html#")
        said = [one for on in self.record.positions_on.values() for one in on if one.id == name]
        (wanted,) = [one for one in said if one.slug == slug.removeprefix("briefs/")]
        return wanted, link


def letters(words: str) -> str:
    return "".join(filter(str.isalnum, words))


def block(page: Page, said: Statement) -> Locator:
    """A position on the page of its briefing."""
    return page.locator(f"section:has(> [id='{said.id}'])")


# --- the tasks --------------------------------------------------------------------------------------------


def words_of_somebody_on_something(reader: Reader) -> None:
    """By pointing: the first issue on the home page, and there one of its actors."""
    said, _ = reader.newest_words()
    record = reader.record
    reader.link(record.issues[said.issue].title)
    other = next(one for one in reversed(record.positions_on[said.issue]) if one.actor != said.actor)
    reader.press(
        reader.page.locator("main > header").get_by_text(record.actors[other.actor].name, exact=True)
    )
    row = reader.page.locator(f"[id='now_{other.actor}'] .now")
    on_it = [one for one in record.positions_on[said.issue] if one.actor == other.actor]
    latest = max((one.date for one in on_it), key=in_order)
    newest = [one for one in on_it if one.date == latest]
    (shown,) = [one for one in newest if row.locator(f"mark[data-passage^='{one.slug}#{one.id}/']").count()]
    reader.reads(shown, row)


def any_words_by_search(reader: Reader) -> None:
    """Each of several actors, from all over the record, on an issue: by their name and that of the issue."""
    pairs = {(one.actor, one.issue): one for said in reader.record.positions_of.values() for one in said}
    for actor, issue in list(pairs)[::9]:
        reader.page.goto(f"{HOST}/index.html")
        reader.clicks, reader.typed, before, reader.screens = 0, 0, reader.screens, 0.0
        field = reader.page.get_by_role("searchbox")
        name = reader.record.actors[actor].name
        reader.types(field, f"{name} {reader.record.issues[issue].title}")
        reader.sends(field)
        expect(reader.page.locator("#search_results")).to_have_attribute("aria-busy", "false")
        result = reader.page.locator("#search_results li").filter(has=reader.page.locator("blockquote")).first
        address = result.locator("a").first.get_attribute("href") or ""
        said = [
            one
            for one in reader.record.positions_on[issue]
            if one.actor == actor and address.endswith(f"/{one.slug}.html#{one.id}")
        ]
        assert len(said) == 1, (name, issue, address)
        reader.reads(said[0], result)
        reader.screens = max(before, reader.screens)


def compare_two(reader: Reader) -> None:
    """Two actors whom the reader knows by name, on all that both have spoken about."""
    said, _ = reader.newest_words()
    on_it = reader.record.positions_on[said.issue]
    other = next(one for one in on_it if one.actor != said.actor and one.stance == "against")
    mine = next(one for one in on_it if one.actor == said.actor)
    reader.link("Compare two actors")
    fields = reader.page.get_by_label("First actor"), reader.page.get_by_label("Second actor")
    expect(fields[0]).to_be_focused()
    for field, one in zip(fields, (mine, other), strict=True):
        reader.types(field, reader.record.actors[one.actor].name)
    reader.sends(fields[1])
    title = reader.record.issues[said.issue].title
    row = reader.page.locator(
        "#compare_table tr", has=reader.page.get_by_role("link", name=title, exact=True)
    )
    cells = row.get_by_role("cell")
    reader.reads(mine, cells.nth(0))
    reader.reads(other, cells.nth(1))


def who_changed(reader: Reader) -> None:
    """The newest change, in the words before and after it."""
    change = reader.record.changes[0]
    reader.link("Changes")
    shown = reader.page.locator(f"section:has(> [id='change_{change.later.slug}_{change.later.id}'])")
    expect(shown.get_by_role("heading")).to_contain_text(reader.record.actors[change.later.actor].name)
    reader.reads(change.earlier, shown.locator("li").first)
    reader.reads(change.later, shown.locator("li").last)
    assert reader.page.locator("main h3[id^='change_']").count() == len(reader.record.changes)


def what_is_open(reader: Reader) -> None:
    """How many questions are open; the newest, with what would answer it; and all of them."""
    still_open = [one for one in reader.record.questions if one.status == "open"]
    reader.link("Questions")
    reader.sees(reader.page.get_by_text(f"{len(still_open)} open", exact=False).first)
    reader.link("Newest")
    brief = reader.record.briefs[still_open[0].slug]
    (asked,) = [one for one in brief.questions if one.id == still_open[0].id]
    newest = reader.page.locator("section:has(> #newest_questions) li").first
    reader.sees(newest)
    expect(newest).to_contain_text(asked.asked.ask)
    expect(newest).to_contain_text("What would answer it")
    for one in still_open:
        assert reader.page.locator(f"main a[href='briefs/{one.slug}.html#{one.id}']").count() >= 1


def cite(reader: Reader) -> None:
    """The newest words on the home page, with their source."""
    said, link = reader.newest_words()
    reader.press(link)
    reader.press(block(reader.page, said).locator("summary").get_by_text("Cite", exact=True))
    short = block(reader.page, said).locator("pre").first
    reader.reads(said, short)
    expect(short).to_contain_text(reader.record.actors[said.actor].name)
    expect(short).to_contain_text(reader.record.briefs[said.slug].brief.source.publisher)
    expect(short).to_contain_text(f"briefs/{said.slug}.html#{said.id}")
    expect(block(reader.page, said).get_by_role("button", name="Copy quotation")).to_be_in_viewport()


def a_spreadsheet(reader: Reader) -> None:
    """A file with a row for each position."""
    row = reader.page.locator("main .actions")
    reader.press(row.get_by_text("Download"))
    with reader.page.expect_download() as started:
        reader.press(row.get_by_role("link", name="All positions (CSV)", exact=True))
    assert started.value.suggested_filename.endswith(".csv")
    rows = list(csv.DictReader(io.StringIO(Path(started.value.path()).read_text(encoding="utf-8-sig"))))
    positions = [one for said in reader.record.positions_of.values() for one in said]
    assert {(one["briefing"], one["id"]) for one in rows} == {(one.slug, one.id) for one in positions}
    assert len(rows) == len(positions)
    assert all(one["actor_name"] == reader.record.actors[one["actor"]].name for one in rows)


def follow(reader: Reader) -> None:
    """The feed of new briefings, which says what it is."""
    row = reader.page.locator("main .actions")
    reader.press(row.get_by_text("Follow"))
    reader.press(row.get_by_role("link", name="New briefings (Atom)", exact=True))
    expect(reader.page).to_have_url(f"{HOST}/feed.xml")
    reader.sees(reader.page.get_by_text("This is a feed."))
    newest = next(iter(reader.record.briefs.values()))
    reader.sees(reader.page.locator("entry > title", has_text=newest.brief.title).first)


def all_unnamed_claims(reader: Reader) -> None:
    """All positions that rest on unnamed sources, by outlet and issue."""
    unnamed = from_unnamed(reader.record)
    reader.link(f"{len(unnamed)} claims from unnamed sources")
    shown = reader.page.locator("main li:has(mark)")
    reader.sees(shown.first)
    marks = reader.page.locator("main mark.passage").evaluate_all("all => all.map(e => e.dataset.passage)")
    assert {mark.rpartition("/")[0] for mark in marks} == {f"{one.slug}#{one.id}" for one in unnamed}


def check_in_the_original(reader: Reader) -> None:
    """The newest words on the home page, on the outlet's own page."""
    said, link = reader.newest_words()
    source = reader.record.briefs[said.slug].brief.source
    assert source.url

    def outlet(route: Route) -> None:
        route.fulfill(body="<h1>The outlet</h1>", content_type="text/html")

    reader.page.context.route(f"{source.url}**", outlet)
    reader.press(link)
    beside = block(reader.page, said)
    reader.sees(beside)
    target = beside.get_by_role("link", name=f"the words at {source.publisher}", exact=True).first
    assert ":~:text=" in (target.get_attribute("href") or "")
    reader.press(target)
    expect(reader.page.get_by_role("heading", name="The outlet")).to_be_visible()
    assert urldefrag(reader.page.url)[0] == source.url


def share_one_position(reader: Reader) -> None:
    """The address of the newest words on the home page, which leads to them."""
    said, link = reader.newest_words()
    reader.press(link)
    reader.press(block(reader.page, said).get_by_role("button", name="Copy link"))
    expect(block(reader.page, said).get_by_text("Copied.")).to_be_visible()
    copied = reader.page.evaluate("window.copied")
    assert copied == f"{HOST}/briefs/{said.slug}.html#{said.id}"
    clicks, screens = reader.clicks, reader.screens
    reader.page.goto("about:blank")
    reader.page.goto(copied)
    expect(block(reader.page, said)).to_be_in_viewport()
    reader.reads(said, block(reader.page, said))
    assert (reader.clicks, reader.screens) == (clicks, screens)


TASKS: tuple[Callable[[Reader], None], ...] = (
    words_of_somebody_on_something,
    any_words_by_search,
    compare_two,
    who_changed,
    what_is_open,
    cite,
    a_spreadsheet,
    follow,
    all_unnamed_claims,
    check_in_the_original,
    share_one_position,
)
COPIES = """Object.defineProperty(navigator, 'clipboard', {value: {
    writeText: text => { window.copied = text; return Promise.resolve(); }}});"""


def done(new_context: Contexts, task: Callable[[Reader], None], screen: Any) -> Reader:
    """A reader who has done a task, from the home page."""
    site = built("example")
    context = new_context(viewport=screen)
    serve(context, site)
    page = context.new_page()
    heard = listen(page)
    page.add_init_script(COPIES)
    page.goto(f"{HOST}/index.html")
    reader = Reader(page, record_of(site))
    task(reader)
    if task is a_spreadsheet:  # Chromium says of a page that it became a file.
        heard.remove(f"failed: {HOST}/data/positions.csv")
    outlets = [source.url for brief in reader.record.briefs.values() if (source := brief.brief.source).url]
    assert [said for said in heard if said not in outlets or task is not check_in_the_original] == []
    return reader


@pytest.mark.parametrize("screen", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("task", TASKS, ids=lambda task: str(task.__name__))
def test_a_task_takes_two_clicks_and_one_screen(
    new_context: Contexts, task: Callable[[Reader], None], screen: Any
) -> None:
    reader = done(new_context, task, screen)
    assert reader.clicks <= CLICKS
    assert reader.screens <= SCREENS


def test_clicks_and_screens_are_counted(new_context: Contexts) -> None:
    """A page of three screens with a link at its end."""
    page = new_context(viewport={"width": 400, "height": 500}).new_page()
    page.set_content("<p style='height: 1500px; margin: 0'>a</p><a href='#a' style='display: block'>b</a>")
    reader = Reader(page, record_of(built("example")))
    reader.link("b")
    assert reader.clicks == 1
    assert reader.screens > 2

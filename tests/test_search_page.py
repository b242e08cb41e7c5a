"""The search page in a real browser: by keyboard, from a server and from disk."""

from __future__ import annotations

import gzip
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Page, expect

from helpers.browser import HOST, Contexts, checks, listen, serve
from helpers.building import Site, built
from helpers.from_nothing import assert_as_built_from_nothing
from helpers.thoroughness import tried
from onrecord.search.phrases import grams_of
from onrecord.search.stemming import stem
from onrecord.search.words import STOP_WORDS, fold, terms_of, words_of

# A query, and the address of its first result.
QUERIES = {
    "levy": "issues/channel-levy.html",
    "levies": "issues/channel-levy.html",
    "LEVY": "issues/channel-levy.html",
    "Quill": "actors/hanno-quill.html",
    "hanno quill": "actors/hanno-quill.html",
    "hanno qui": "actors/hanno-quill.html",
    "greyfinch": "actors/greyfinch-line.html",
    "torvane": "actors/torvane.html",
    "ostmere": "actors/ostmere.html",
    "tribunal": "actors/narrow-seas-tribunal.html",
    "tribunals": "actors/narrow-seas-tribunal.html",
    "escrow": "briefs/tribunal-orders-escrow.html",
    "salt": "issues/kellmouths-wells.html",
    "salty wells": "briefs/ostmere-rejects-levy.html#wenna-trask-our-wells-have-been-turning-salty",
    "wells": "issues/kellmouths-wells.html",
    "compulsory pilots": "briefs/pilots-are-short.html",
    "compulsory pilo": "briefs/pilots-are-short.html",
    "joint running": "briefs/draft-accord-initialled.html",
    "accord": "issues/draft-accord.html",
    "secret talks": "briefs/tesk-says-he-led-talks.html",
    "grain exempti": "issues/grain-exemption.html",
    "qadmar grain": "briefs/qadmar-would-accept-levy-without-grain.html",
    "rescue boats": "briefs/torvane-announces-levy.html#mirel-anstrade-we-dredge-it-we-light-it",
    "not a toll for water": "briefs/torvane-announces-levy.html#joran-tesk-the-convention-forbids-a-tax-on",
    "oskell": "actors/maren-oskell.html",
    "audit from outside": "briefs/quill-to-run-channel.html#lukas-merrow-demanded-an-audit-from-outside-the",
    "fog": "briefs/collision-off-kellmouth.html",
    "close the strait in fog": "briefs/collision-off-kellmouth.html"
    "#wenna-trask-asked-both-governments-to-close-the",
    "initial": "briefs/draft-accord-initialled.html",
    "fund": "briefs/gulf-council-proposes-fund.html",
    "gulf council": "actors/merrin-gulf-council.html",
    "tesk foreign minister": "briefs/quill-to-run-channel.html",
    "union of pilots": "actors/sarrow-pilots-union.html",
    "let through without a pilot": "briefs/collision-off-kellmouth.html"
    "#how-many-ships-were-let-through-without-a-pilot-and",
    "grundsätzlich": "briefs/pilots-are-short.html"
    "#petra-lowmark-grundsatzlich-lehne-sie-die-lotsenpflicht-nicht",
    "GRUNDSATZLICH": "briefs/pilots-are-short.html"
    "#petra-lowmark-grundsatzlich-lehne-sie-die-lotsenpflicht-nicht",
    "redevance": "briefs/gulf-council-proposes-fund.html#odalys-brenn-a-propose-mardi-que-la-redevance",
}
FROM_DISK = ["levies", "salty wells", "union of pilots", "rescue boats"]
FIELD, RESULT = "#search_words", "#search_results [data-part=link]"


def opened(new_context: Contexts, site: Site, query: str = "", **more: object) -> Page:
    context = new_context(**more)
    serve(context, site)
    page = context.new_page()
    page.goto(f"{HOST}/search.html{query}")
    settled(page)
    return page


# The address has the query once the search has begun; the field may be newer.
SETTLED = """() => document.querySelector("#search_results").ariaBusy === "false"
    && (new URLSearchParams(location.search).get("q") || "")
        === document.querySelector("#search_words").value.trimStart()"""
FIRST = """results => {
    const link = document.querySelector(results);
    return link ? link.href.slice(new URL(".", location).href.length) : "";
}"""


def settled(page: Page) -> None:
    """Wait until the results match the field."""
    page.wait_for_function(SETTLED)


def typed(page: Page, words: str) -> None:
    page.keyboard.press("Escape")
    expect(page.locator(RESULT)).to_have_count(0)
    page.keyboard.type(words)
    settled(page)


def first(page: Page) -> str:
    """The address of the first result, relative to the site's first page."""
    return str(page.evaluate(FIRST, RESULT))


def test_what_is_typed_finds_what_it_should(new_context: Contexts) -> None:
    page = opened(new_context, built("example"))
    heard = listen(page)
    with checks() as check:
        for words, wanted in QUERIES.items():
            typed(page, words)
            with check(words):
                assert first(page) == wanted
        with check("complaints"):
            assert heard == []


def test_it_does_from_disk_too(page: Page) -> None:
    heard = listen(page)
    page.goto((built("example").html / "search.html").as_uri())
    settled(page)
    for words in FROM_DISK:
        typed(page, words)
        assert first(page) == QUERIES[words]
    assert heard == []


# The search that waits 100 ms after a letter starts when `letGo` is called; `typed` simulates typing.
HELD = """(() => {
    const held = [], wait = window.setTimeout;
    window.setTimeout = (run, time, ...more) => time === 100 ? held.push(run) : wait(run, time, ...more);
    window.letGo = () => held.pop()();
    window.typed = words => {
        const field = document.querySelector("input[name=q]");
        field.value = words;
        field.dispatchEvent(new Event("input", {bubbles: true}));
    };
})()"""


def test_a_search_that_ends_while_somebody_types_is_not_taken_for_the_answer(new_context: Contexts) -> None:
    context = new_context()
    serve(context, built("example"))
    page = context.new_page()
    page.add_init_script(HELD)
    page.goto(f"{HOST}/search.html")
    results = page.locator("#search_results")
    expect(results).to_have_attribute("aria-busy", "false")
    page.evaluate("typed('levy'); letGo(); typed('levy tribunal')")
    expect(results.locator("a").first).to_be_visible()  # the results for the first word
    expect(results).to_have_attribute("aria-busy", "true")
    page.evaluate("letGo()")
    expect(results).to_have_attribute("aria-busy", "false")


def test_every_letter_of_a_word_finds_more_or_less_the_same(new_context: Contexts) -> None:
    page = opened(new_context, built("example"))
    for length in range(3, len("negotiations") + 1):
        typed(page, "negotiations"[:length])
        assert first(page), length


def test_words_in_other_scripts_are_found_however_they_are_written(new_context: Contexts) -> None:
    page = opened(new_context, built("strait"))
    for words in ("ستدرس الدعوة", "دعوة", "الدعوه", "الدَّعوة", "الدعـــوة", "الدعو"):
        typed(page, words)
        assert first(page).startswith("briefs/qasira-offers-to-mediate.html#ana-kresh"), words
        passage = page.locator("#search_results blockquote p[lang=ar]").first
        assert passage.evaluate("e => getComputedStyle(e).direction") == "rtl"
        assert passage.locator("mark").count() > 0, words


# --- the keyboard ---------------------------------------------------------------------------------------


def test_the_keyboard_is_enough(new_context: Contexts) -> None:
    context = new_context()
    serve(context, built("example"))
    page = context.new_page()
    page.goto(f"{HOST}/briefs/torvane-announces-levy.html")
    page.keyboard.press("/")
    expect(page.locator(".masthead input")).to_be_focused()
    page.keyboard.type("levy")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{HOST}/search.html?q=levy")
    settled(page)
    page.locator(FIELD).focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator(RESULT).first).to_be_focused()
    assert page.locator(":focus").evaluate("e => getComputedStyle(e).outlineStyle") != "none"
    page.keyboard.press("ArrowDown")
    expect(page.locator(RESULT).nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.locator(FIELD)).to_be_focused()
    typed(page, "rescue boats")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{HOST}/{QUERIES['rescue boats']}")
    assert page.locator(":target").is_visible()
    page.go_back()
    expect(page.locator(FIELD)).to_have_value("rescue boats")
    settled(page)
    assert first(page) == QUERIES["rescue boats"]
    page.locator(FIELD).focus()
    page.keyboard.press("Escape")
    expect(page.locator(FIELD)).to_have_value("")
    expect(page.locator(RESULT)).to_have_count(0)
    assert urlsplit(page.url).query == ""


def test_a_slash_is_a_slash_where_somebody_writes(new_context: Contexts) -> None:
    page = opened(new_context, built("example"))
    page.keyboard.type("and/or")
    expect(page.locator(FIELD)).to_have_value("and/or")
    page.locator("h1").click()
    page.locator("body").press("/")
    expect(page.locator(FIELD)).to_be_focused()


# --- results and filters ----------------------------------------------------------------------------------


def test_a_result_says_what_it_is_and_shows_the_words(new_context: Contexts) -> None:
    page = opened(new_context, built("example"), "?q=rescue+boats")
    (result,) = page.locator("#search_results > li").all()
    assert result.locator(".kicker").inner_text().startswith("Position")
    assert result.locator(".title").inner_text().startswith("Mirel Anstrade: Those who use")
    assert [mark.inner_text() for mark in result.locator("mark").all()] == ["rescue", "boats"]
    facts = result.locator(".facts").inner_text()
    for fact in ("Quoted", "for", "14 January 2031", "The Brisca Courier"):
        assert fact in facts
    bar = "e => getComputedStyle(e).borderInlineStartStyle + getComputedStyle(e).borderInlineStartWidth"
    assert result.locator("blockquote p").evaluate(bar) == "solid4px"
    expect(page.locator("#search_said")).to_have_text("1 result")
    assert page.get_by_role("search").is_visible()


def test_a_result_says_whose_words_they_are_and_what_is_a_proposition(new_context: Contexts) -> None:
    page = opened(new_context, built("example"), "?q=third+income&basis=relayed&source=unnamed")
    result = page.locator("#search_results > li").first
    facts = squeezed(result.locator(".facts").inner_text())
    assert facts.startswith("Second-hand, via Two officials of Torvane (reported) · from an unnamed source")
    bar = "e => getComputedStyle(e).borderInlineStartStyle"
    assert result.locator("blockquote p").evaluate(bar) == "double"
    partly = opened(new_context, built("example"), "?q=levy&basis=partly-quoted")
    assert partly.locator("#search_results > li blockquote p").first.evaluate(bar) == "dashed"
    page = opened(new_context, built("example"), "?q=run+the+channel+together&kind=issue")
    result = page.locator("#search_results > li").first
    assert "Proposition: Torvane" in result.inner_text()
    page = opened(new_context, built("example"), "?q=officials+say&kind=briefing")
    label = page.locator("#search_results > li [data-part=headline]").first
    expect(label).to_have_text("Headline:")
    assert label.evaluate("e => e.nextSibling.data") == " "
    expect(label.locator("+ [data-part=outlet]")).to_have_text("Gulf Wire Service")


def squeezed(text: str) -> str:
    return " ".join(text.split())


def test_a_month_and_a_year_are_said_and_filtered_as_such(new_context: Contexts) -> None:
    page = opened(new_context, built("lake-toll"), "?q=made-up&kind=briefing")
    days = page.locator("#search_results [data-part=day]")
    expect(days).to_have_text(["events of 20 October 2031", "events of October 2031", "events of 2030"])
    dated = [day.get_attribute("datetime") for day in days.all()]
    assert dated == ["2031-10-20", "2031-10", "2030"]
    years = page.locator("#search_year option").all_inner_texts()
    assert {"2031 (2)", "2030 (1)"} <= set(years)


SIGNS = {
    "basis=partly-quoted": "Partly quoted",
    "source=unnamed": "from an unnamed source",
    "source=second-hand": "Second-hand, via ",
    "stance=against": "against",
    "change=changed": "changed position",
    "year=2032": "2032",
    "outlet=The Brisca Courier": "The Brisca Courier",
}


@pytest.mark.parametrize("choice", SIGNS)
def test_a_filter_leaves_what_it_says(new_context: Contexts, choice: str) -> None:
    name, value = choice.split("=")
    page = opened(new_context, built("example"), "?q=levy")
    if name in ("year", "outlet"):
        option = page.locator(f"#search_{name} option[value='{value}']")
        count = int(re.findall(r"\((\d+)\)", option.inner_text())[0])
        page.locator(f"#search_{name}").select_option(value)
    else:
        label = page.locator(f"#search_{name} label", has=page.locator(f"[value='{value}']"))
        count = int(label.locator(".number").inner_text())
        label.locator("input").check()
    settled(page)
    expect(page.locator("#search_said")).to_have_text(f"{count} result{'s' if count > 1 else ''}")
    results = page.locator("#search_results > li")
    expect(results).to_have_count(min(count, 10))
    for result in results.all():
        assert SIGNS[choice] in result.inner_text()
    assert f"{name}=" in page.url
    page.go_back()
    settled(page)
    expect(
        page.locator(f"#search_{name} :is(:checked:not(option), option:checked:not([value='']))")
    ).to_have_count(0)


def test_two_choices_of_a_filter_are_one_or_the_other(new_context: Contexts) -> None:
    page = opened(new_context, built("example"), "?q=levy&basis=quoted")
    number = {
        box.get_attribute("value"): int(box.locator("xpath=..").locator(".number").inner_text())
        for box in page.locator("#search_basis input").all()
    }
    page.locator("#search_basis [value=reported]").check()
    settled(page)
    both = number["quoted"] + number["reported"]
    expect(page.locator("#search_said")).to_have_text(f"{both} results")
    assert urlsplit(page.url).query == "q=levy&basis=quoted&basis=reported"


def test_kinds_are_tabs_with_their_numbers(new_context: Contexts) -> None:
    page = opened(new_context, built("example"), '?q="free passage"')
    tabs = page.locator(".kinds a")
    # By reading: four positions have these words in their passage or sentence, and one question.
    expect(tabs).to_have_text(
        ["All 5", "Positions 4", "Questions 1", "Briefings 0", "Issues 0", "Actors 0"], use_inner_text=True
    )
    tabs.nth(2).click()
    settled(page)
    expect(page.locator("#search_said")).to_have_text("1 result has “free passage”, word for word")
    expect(tabs.nth(2)).to_have_attribute("aria-current", "true")
    assert "kind=question" in page.url
    expect(tabs.nth(1)).to_have_text("Positions 4", use_inner_text=True)


# --- phrases, exclusions, names -----------------------------------------------------------------------------


def test_a_phrase_is_found_word_for_word_and_marked_as_one(new_context: Contexts) -> None:
    page = opened(new_context, built("example"), '?q="will not support a charge"')
    expect(page.locator("#search_said")).to_contain_text("“will not support a charge”, word for word")
    for result in page.locator("#search_results > li").all():
        marks = result.locator("blockquote mark").all_inner_texts()
        assert marks == ["will not support a charge"]
        assert result.locator("blockquote strong mark").count() == 1  # They are inside quotation marks there.
    # Other forms of the words, and another order, are not these words.
    for other in ("will not supports a charge", "a charge will not support"):
        typed(page, f'"{other}"')
        expect(page.locator("#search_said")).to_contain_text(f"Nothing has “{other}”, word for word")
        assert first(page), "The nearest are shown."


def test_a_phrase_does_not_go_over_what_was_left_out(new_context: Contexts) -> None:
    # The passage is "… with fair passage […] I can defend that at home."
    page = opened(new_context, built("example"), '?q="fair passage I can defend"')
    expect(page.locator("#search_said")).to_contain_text("Nothing has")


def test_words_can_be_left_out(new_context: Contexts) -> None:
    page = opened(new_context, built("example"), "?q=escrow+-greyfinch")
    with_all = opened(new_context, built("example"), "?q=escrow")
    shown, every = page.locator("#search_results > li"), with_all.locator("#search_results > li")
    assert shown.count() < every.count()
    assert not [text for text in shown.all_inner_texts() if "greyfinch" in text.lower()]
    page = opened(new_context, built("example"), '?q=passage+-"free passage"&kind=position')
    texts = page.locator("#search_results > li").all_inner_texts()
    assert texts
    assert not [text for text in texts if "free passage" in text.lower()]


@pytest.mark.parametrize(
    ("query", "used"),
    [("Oskall ", "oskell"), ("vaudrek", "vaudreck"), ("Merrwo ", "merrow"), ("trsak", "trask")],
)
def test_a_name_may_have_a_letter_wrong(new_context: Contexts, query: str, used: str) -> None:
    page = opened(new_context, built("example"), f"?q={quote(query)}")
    status = page.locator("#search_said")
    expect(status).to_contain_text(f"Nothing has “{query.strip().lower()}”")
    expect(status).to_contain_text(f"for “{used}”")
    assert used in first(page)


@pytest.mark.parametrize(
    "query", ["October 2031", "oct 2031", "2031-10", "2031-10-21", "21 October 2031", "October 21"]
)
def test_a_day_or_a_month_finds_what_is_of_it(new_context: Contexts, query: str) -> None:
    # By reading: of the briefings, only pilots-are-short is dated in October.
    page = opened(new_context, built("example"), f"?q={quote(query)}")
    assert first(page) == "briefs/pilots-are-short.html"


@pytest.mark.parametrize(
    ("query", "plain"),
    [("G-7", "g7"), ("U.S. officials", "US officials"), ("u.s", "US"), ("Joe-Biden", "joe biden ")],
)
def test_dots_and_hyphens_of_a_name_make_no_difference(new_context: Contexts, query: str, plain: str) -> None:
    page = opened(new_context, built("real"), f"?q={quote(plain)}")
    wanted = first(page)
    assert wanted.startswith("actors/")
    page = opened(new_context, built("real"), f"?q={quote(query)}")
    assert first(page) == wanted


def test_filters_that_leave_nothing_can_be_taken_away(new_context: Contexts) -> None:
    page = opened(new_context, built("example"), '?q="free passage"&source=unnamed')
    expect(page.locator("#search_said")).to_contain_text("Without them there are 5")
    page.get_by_role("button", name="Remove the filters").click()
    settled(page)
    expect(page.locator(RESULT)).to_have_count(5)


def test_every_page_has_a_field_that_leads_to_the_search(new_context: Contexts) -> None:
    context = new_context(java_script_enabled=False)
    serve(context, built("example"))
    page = context.new_page()
    for path in ("index.html", "actors/hanno-quill.html", "404.html"):
        page.goto(f"{HOST}/{path}")
        page.locator(".masthead input").fill('"free passage"')
        page.locator(".masthead input").press("Enter")
        page.wait_for_url(f"{HOST}/search.html?q=%22free+passage%22")
        expect(page.get_by_text("The search needs JavaScript.")).to_be_visible()


def test_the_field_leads_there_from_disk_too(page: Page) -> None:
    page.goto((built("example").html / "actors" / "hanno-quill.html").as_uri())
    page.locator(".masthead input").fill("rescue boats")
    page.locator(".masthead input").press("Enter")
    page.wait_for_url("**/search.html?q=rescue+boats")
    settled(page)
    assert first(page) == QUERIES["rescue boats"]


def test_actors_and_issues_are_chosen_by_name(new_context: Contexts) -> None:
    page = opened(new_context, built("example"))
    page.locator("#search_actor").press_sequentially("osk")
    options = page.locator("#search_actors option")
    expect(options).to_have_count(1)
    assert options.first.get_attribute("value") == "Maren Oskell"
    page.locator("#search_actor").fill("Maren Oskell")
    page.wait_for_url("**actor=maren-oskell")
    settled(page)
    page.locator(".kinds a", has_text="Positions").click()
    settled(page)
    titles = page.locator("#search_results .title")
    assert titles.count() > 3
    assert all(title.inner_text().startswith("Maren Oskell:") for title in titles.all())
    linked = opened(new_context, built("example"), "?issue=kellmouths-wells&kind=question")
    expect(linked.locator(RESULT)).not_to_have_count(0)
    expect(linked.locator("#search_issue")).to_have_value("Salt in Kellmouth's wells")
    linked.get_by_role("button", name="Clear filters").click()
    expect(linked.locator(RESULT)).to_have_count(0)


FILED = """
a-leyen: {name: Ursula von der Leyen, kind: person}
b-zed: {name: Zed, kind: state}
c-xi: {name: Xi Jinping, kind: person, sort: Xi Jinping}
d-assad: {name: Bashar al-Assad, kind: person}
e-zayd: {name: أحمد زيد, kind: person}
f-basim: {name: ليلى باسم, kind: person}
g-abbe: {name: Élodie Abbé, kind: person}
h-ostrov: {name: ostrov, kind: state}
"""
IN_ORDER = ["Élodie Abbé", "Bashar al-Assad", "Ursula von der Leyen", "ostrov", "Xi Jinping", "Zed"]
IN_ORDER += ["ليلى باسم", "أحمد زيد"]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_names_are_offered_in_the_order_of_other_lists(
    new_context: Contexts, tmp_path: Path, language: str
) -> None:
    """People by last name, or by what the register says; in any script."""
    site = Site(tmp_path / "root")
    site.write("seeds/note.txt", "A made-up note\nLeyen said: “No.”\n")
    site.write("briefs/actors.yml", FILED)
    site.write("briefs/issues.yml", "a-b: {title: Öl}\nb-a: {title: Oats}\n")
    head = "title: Note\ndate: 2031-05-02\nsummary: Made up.\nsource: {file: note.txt, publisher: Herald}\n"
    said = "[{actor: a-leyen, issue: a-b, says: No to it., passage: 'No.'}]\n"
    ids = ", ".join(f"{{id: {line.partition(':')[0]}}}" for line in FILED.strip().split("\n"))
    site.write("briefs/note.yml", f"{head}actors: [{ids}]\npositions: {said}")
    site.write("mkdocs.yml", f"site_name: S\nextra: {{language: {language}, content_language: en}}\n")
    site.build()
    page = opened(new_context, site)
    for key, order in (("actor", IN_ORDER), ("issue", ["Oats", "Öl"])):
        page.locator(f"#search_{key}").focus()
        options = page.locator(f"#search_{key}s option")
        expect(options).to_have_count(len(order))
        assert [option.get_attribute("value") for option in options.all()] == order
    page.goto(f"{HOST}/compare.html")
    expect(page.locator("#compare_body")).to_have_attribute("aria-busy", "false")
    page.locator("#compare_b").focus()
    options = page.locator("#compare_second option")
    expect(options).to_have_count(len(IN_ORDER))
    assert [option.get_attribute("value") for option in options.all()] == IN_ORDER
    if language == "en":
        site.edit("briefs/actors.yml", ", sort: Xi Jinping", "")
        assert_as_built_from_nothing(site)
        page = opened(new_context, site)
        page.locator("#search_actor").focus()
        order = [name for name in IN_ORDER if name != "Xi Jinping"]
        order.insert(2, "Xi Jinping")
        expect(page.locator("#search_actors option")).to_have_count(len(order))
        found = page.locator("#search_actors option").all()
        assert [option.get_attribute("value") for option in found] == order


def test_more_results_are_a_key_away(new_context: Contexts) -> None:
    page = opened(new_context, built("example"), "?q=levy")
    expect(page.locator(RESULT)).to_have_count(10)
    page.get_by_role("button", name="More results").press("Enter")
    expect(page.locator(RESULT)).to_have_count(20)
    expect(page.locator(RESULT).nth(10)).to_be_focused()


def test_where_nothing_is_found_it_says_so(new_context: Contexts) -> None:
    page = opened(new_context, built("example"), "?q=xyzzyx")
    expect(page.locator("#search_said")).to_contain_text("No results for “xyzzyx”. Check the spelling")
    page = opened(new_context, built("example"), "?q=levy+xyzzyx+")
    expect(page.locator("#search_said")).to_contain_text("No result has all these words")
    assert page.locator(RESULT).count() == 10


# --- without script, for everybody, and light -----------------------------------------------------------


def test_without_script_the_page_leads_to_the_lists(new_context: Contexts) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto((built("example").html / "search.html").as_uri())
    assert not page.locator(".search_form").is_visible()
    links = page.locator("#the_lists ~ ul a")
    names = [link.inner_text() for link in links.all()]
    assert names == ["Briefings", "Actors", "Issues", "Questions", "Check quotations"]
    links.nth(1).click()
    expect(page).to_have_url(re.compile(r"/actors/index\.html$"))


def test_where_the_index_cannot_be_loaded_it_says_so(new_context: Contexts) -> None:
    context = new_context()
    serve(context, built("example"))
    context.route("**/search/facts.js*", lambda route: route.abort())
    page = context.new_page()
    page.goto(f"{HOST}/search.html?q=levy")
    expect(page.locator("#search_said")).to_contain_text("could not be loaded")


@pytest.mark.parametrize("width", [1280, 390, 320])
def test_fingers_can_use_it(new_context: Contexts, width: int) -> None:
    page = opened(
        new_context, built("example"), "?q=levy&basis=quoted", viewport={"width": width, "height": 800}
    )
    expect(page.locator(RESULT)).to_have_count(10)
    for control in page.locator(
        ":is(.search_form, .search_body)"
        " :is(input:not([type=checkbox]), select, button, summary, label:has(input)):visible"
    ).all():
        box = control.bounding_box()
        assert box is not None
        assert box["height"] >= 24


def test_on_paper_results_stand_with_what_was_asked(new_context: Contexts) -> None:
    page = opened(new_context, built("example"), "?q=levy&basis=quoted")
    page.emulate_media(media="print")
    assert page.locator(FIELD).is_visible()
    shown = page.locator(
        ":is(.search_form, .filters) :is(select, button, #search_actor, label:has([type=checkbox])):visible"
    )
    assert [control.inner_text().split("\n")[0] for control in shown.all()] == ["Quoted"]
    after = "e => getComputedStyle(e, '::after').content"
    assert page.locator(RESULT).first.evaluate(after) == "none"


def test_it_asks_for_what_it_needs_and_for_nothing_else(new_context: Contexts) -> None:
    context = new_context()
    serve(context, built("example"))
    page = context.new_page()
    heard = listen(page)
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(urlsplit(request.url).path.lstrip("/")))
    page.goto(f"{HOST}/search.html?q=salty+wells")
    settled(page)
    assert heard == []
    assert len(fetched) == len(set(fetched))
    assert [path for path in fetched if path.startswith("search/")] == [
        "search/manifest.js",
        "search/facts.js",
        "search/words-00.js",
        *(path for path in fetched if path.startswith("search/briefs-")),
    ]
    weight = sum(len(gzip.compress((built("example").html / path).read_bytes())) for path in fetched)
    assert weight <= 60_000


# --- the same words on both sides ------------------------------------------------------------------------

CALL = "texts => texts.map(window.onrecord_words.{})"


def vocabulary() -> Iterator[str]:
    for name in ("example", "strait", "real"):
        for path in sorted((built(name).root / "seeds").rglob("*.txt")):
            yield from path.read_text(encoding="utf-8").splitlines()


def test_the_browser_makes_the_terms_that_the_index_has(page: Page) -> None:
    page.goto((built("example").html / "search.html").as_uri())
    lines = list(vocabulary())
    assert page.evaluate(CALL.format("termsOf"), lines) == list(map(terms_of, lines))
    assert page.evaluate(CALL.format("fold"), lines) == list(map(fold, lines))
    made_up = made_words()
    assert page.evaluate(CALL.format("stem"), made_up) == list(map(stem, made_up))
    texts = made_texts()
    assert page.evaluate(CALL.format("termsOf"), texts) == list(map(terms_of, texts))
    for some in (lines, texts):
        assert page.evaluate(CALL.format("wordsOf"), some) == list(map(words_of, some))
    assert set(page.evaluate("window.onrecord_words.stopWords")) == STOP_WORDS
    grams = [[list(gram) for gram in grams_of(words_of(line))] for line in lines]
    assert (
        page.evaluate("texts => texts.map(t => onrecord_words.gramsOf(onrecord_words.wordsOf(t)))", lines)
        == grams
    )


STEMS = ["gener", "hop", "hopp", "y", "say", "tr", "relat", "commun", "arsen", "bl", "conflict", "agr", "sk"]
ENDINGS = (
    "s sses ies ied us ss ing ed edly ingly eed eedly ational tional enci izer ization ator alism aliti"
    " fulness ousli ousness iveness iviti biliti bli ogi fulli lessli li alize icate iciti ical ful ness"
    " ative al ance er ic able ible ant ement ment ent ism ate iti ous ive ize ion sion tion e ll le y"
).split()


def made_words() -> list[str]:
    """Words by Hypothesis, from beginnings and endings in the stemmer's rules."""
    words: set[str] = set()
    parts = st.lists(st.sampled_from(ENDINGS), max_size=3).map("".join)
    bases = st.one_of(st.sampled_from(STEMS), st.text("abcdeilnorstuyz", min_size=1, max_size=5))

    @tried(1500)
    @given(bases, parts)
    def make(base: str, ending: str) -> None:
        words.add(base + ending)

    make()
    return sorted(words)


def made_texts() -> list[str]:
    """Texts of assigned characters, because a browser knows newer ones than Python."""
    texts: set[str] = set()
    letters = st.characters(exclude_categories=["Cn", "Cs", "Co"])
    scripts = st.sampled_from("aéßİıΣςЁйأإٱىةـَكשׁ港口がガｶﾞ각ก่नि٣²½’'s-_ ")

    @tried(800)
    @given(st.text(st.one_of(letters, scripts), max_size=12))
    def make(text: str) -> None:
        if unicodedata.is_normalized("NFC", text) or len(text) < 12:
            texts.add(text)

    make()
    return sorted(texts)

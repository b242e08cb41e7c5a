"""The real site in a browser: wide and narrow, light and dark, on paper, by keyboard."""

from __future__ import annotations

import gzip
import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import FloatRect, Page, expect

from helpers.browser import BRIEFING, HOST, SCHEMES, Axe, Contexts, is_wider_than, listen, serve, until
from helpers.building import built

WHOLE = "briefs/salt-in-kellmouths-wells.html"  # of the example, which shows all of its article


def test_one_click_from_a_position_to_its_words_and_one_back(page: Page) -> None:
    address = (built("real").html / BRIEFING).as_uri()
    page.goto(address)
    own = "jake-sullivan-warned-that-iran-would-face-severe"
    says = page.locator(f"#{own} ~ p a[href^='#source_']").first
    says.click()
    words = page.locator("[id^=source_]:target")
    expect(words).to_contain_text("“severe consequences”")
    height = page.viewport_size["height"]  # type: ignore[index]  # it has one
    until(lambda: 0 <= box(page, "[id^=source_]:target")["y"] < height)
    page.locator(f":target ~ ul a[href='#{own}'], *:has(:target) ~ ul a[href='#{own}']").first.click()
    expect(page).to_have_url(f"{address}#{own}")
    expect(page.locator(f"#{own}:target")).to_be_visible()


def test_the_keyboard_comes_to_the_text_first_and_then_to_every_link(page: Page) -> None:
    page.goto((built("real").html / BRIEFING).as_uri())
    page.keyboard.press("Tab")
    assert page.locator(":focus").get_attribute("href") == "#main_content"
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#main_content$"))
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


# --- the source beside the positions ----------------------------------------------------------------


def briefing_page(new_context: Contexts, width: int, *, script: bool = True, path: str = BRIEFING) -> Page:
    """A briefing, with or without scripts; the tests apply to both."""
    context = new_context(viewport={"width": width, "height": 800}, java_script_enabled=script)
    page = context.new_page()
    page.goto((built("real" if path == BRIEFING else "example").html / path).as_uri())
    return page


def box(page: Page, selector: str) -> FloatRect:
    found = page.locator(selector).first.bounding_box()
    assert found is not None, selector
    return found


BOTH = pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])


@BOTH
@pytest.mark.parametrize("passage", [10, 13])  # 13 is near the end of the source
def test_a_wide_screen_has_the_source_beside_the_positions(
    new_context: Contexts, script: bool, passage: int
) -> None:
    page = briefing_page(new_context, 1280, script=script)
    link = f"a[href='#source_{passage}']"
    own = f"section section section {link}"
    page.locator(own).first.scroll_into_view_if_needed()
    page.evaluate("scrollBy({top: 300, behavior: 'instant'})")
    position, source = box(page, f"section section section:has({link})"), box(page, ".cited-by")
    assert source["x"] >= position["x"] + position["width"]
    before = box(page, own)
    page.locator(own).first.click()
    until(lambda: 0 <= box(page, f"#source_{passage}:target")["y"] < 200)
    assert box(page, own) == before, "the positions stay where they are"
    page.locator("section:has(> #cited_passages) a[href^='#jake-sullivan']").first.click()
    until(lambda: 0 <= box(page, "[id^=jake-sullivan]:target")["y"] < 400)
    assert box(page, "section:has(> #the_source)")["y"] == 0


@BOTH
def test_a_phone_folds_the_source_away_until_something_leads_into_it(
    new_context: Contexts, script: bool
) -> None:
    page = briefing_page(new_context, 390, script=script)
    passages = page.locator("#cited_passages ~ blockquote")
    assert passages.count() == 14
    assert not passages.first.is_visible()
    page.locator("a[href='#cited_passages']").click()
    expect(passages.first).to_be_visible()
    page.locator(".cited-by + ul a").first.click()
    expect(passages.first).to_be_hidden()
    expect(page.locator("h4:target")).to_be_visible()
    page.locator("a[href='#source_10']").first.click()
    until(lambda: 0 <= box(page, "#source_10:target")["y"] < 400)
    page.emulate_media(media="print")
    assert passages.first.is_visible()


@BOTH
def test_words_marked_in_the_whole_article_show_what_rests_on_them(
    new_context: Contexts, script: bool
) -> None:
    page = briefing_page(new_context, 1280, script=script, path=WHOLE)
    page.locator("section section section a[href='#source_4']").first.click()
    expect(page.locator("mark#source_4:target")).to_be_visible()
    shown = page.locator("#cited_passages ~ ul a:visible")
    expect(shown).to_have_count(0)
    before = box(page, "#source_4")
    page.locator("#source_4").click()
    expect(shown).to_have_count(2)
    assert box(page, "#source_4") == before, "the article stays where it is"
    card = box(page, "section:has(> #cited_passages)")
    assert card["y"] + card["height"] == 800, "at the foot of the window"
    shown.first.click()
    expect(page.locator("h4:target")).to_be_visible()


def test_the_script_marks_the_other_end_too(page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    address = (built("real").html / BRIEFING).as_uri()
    page.goto(f"{address}#source_5")
    marked = page.locator("section.other_end")
    assert marked.count() == 4  # three positions and a question
    page.evaluate("location.hash = 'joe-biden-targeting-irans-nuclear-facilities-biden-has'")
    page.wait_for_function("document.querySelectorAll('p.other_end').length === 2")
    assert marked.count() == 0
    assert [node.get_attribute("id") for node in page.locator(".other_end").all()] == ["source_8", "source_9"]
    page.wait_for_function(
        "() => { const y = document.querySelector('#source_8').getBoundingClientRect().top;"
        " return y >= 0 && y < 200 }"
    )


def test_nothing_moves_by_itself_where_that_is_not_wanted(new_context: Contexts) -> None:
    page = new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce").new_page()
    page.goto((built("real").html / BRIEFING).as_uri())
    page.evaluate("location.hash = 'joe-biden-targeting-irans-nuclear-facilities-biden-has'")
    page.wait_for_function("document.querySelector('.other_end')")
    assert 0 <= box(page, "#source_8")["y"] < 200, "at once"
    assert page.evaluate("document.getAnimations().length") == 0


# --- what tells a basis and a kind of actor ------------------------------------------------------------


@pytest.mark.parametrize("colours", ["none", "active"])
def test_a_basis_has_a_shape_and_a_word(new_context: Contexts, colours: str) -> None:
    page = new_context(forced_colors=colours).new_page()
    page.goto((built("real").html / BRIEFING).as_uri())
    style = "e => getComputedStyle(e).borderInlineStartStyle + getComputedStyle(e).borderInlineStartWidth"
    for basis, shape in (("Quoted", "solid"), ("Partly quoted", "dashed"), ("Reported", "dotted")):
        position = page.locator("section section section", has=page.locator(f"p > strong:text-is('{basis}')"))
        assert position.locator("blockquote p").first.evaluate(style) == f"{shape}4px"


def test_kinds_of_actors_have_shapes_of_their_own(page: Page) -> None:
    page.goto((built("real").html / BRIEFING).as_uri())
    seen = {}
    for kind in ("state", "organisation", "group", "person", "unnamed"):
        heading = page.locator(f"h4:has(+ .role-{kind})").first
        seen[kind] = heading.evaluate(
            "e => { const s = getComputedStyle(e, '::before');"
            " return [s.borderTopWidth, s.borderTopStyle, s.borderRadius, s.transform].join() }"
        )
    assert len(set(seen.values())) == 5, seen
    line = page.locator("#the_actors + ul > li", has_text="Joe Biden").first
    assert ", person: US President" in line.inner_text()


# --- checking and citing ----------------------------------------------------------------------------

CITED = "briefs/collision-off-kellmouth.html"  # of the example: its source has an address and a copy


def test_a_position_can_be_checked_and_cited_without_script(new_context: Contexts) -> None:
    page = briefing_page(new_context, 390, script=False, path=CITED)
    position = page.locator("section:has(> #quill-signed-the-paper)")
    names = [link.inner_text() for link in position.locator("a[href*=':~:text=']").all()]
    assert names == ["the words at Gulf Wire Service", "the archived copy at archive.example.org"]
    citations = position.locator("pre")
    assert not citations.first.is_visible()
    position.get_by_text("Cite", exact=True).click()
    expect(citations.last).to_be_visible()
    assert citations.count() == 2
    assert citations.first.inner_text().startswith("“There was no pilot to send")
    files = position.locator("details a")
    assert files.all_inner_texts() == ["BibTeX", "RIS", "CSL-JSON"]
    assert all(file.is_visible() for file in files.all())
    assert page.locator("button").count() == 0
    page.emulate_media(media="print")
    assert not position.locator("summary").is_visible()


@pytest.mark.parametrize("may_copy", [True, False])
def test_a_button_copies_a_citation_and_says_so(new_context: Contexts, axe: Axe, may_copy: bool) -> None:
    context = new_context(viewport={"width": 390, "height": 800})
    serve(context, built("example"))
    page = context.new_page()
    heard = listen(page)
    written = "text => { window.copied = text; return Promise.resolve(); }"
    clipboard = f"{{ writeText: {written} }}" if may_copy else "undefined"
    page.add_init_script(f"Object.defineProperty(navigator, 'clipboard', {{ value: {clipboard} }});")
    page.goto(f"{HOST}/{CITED}")
    position = page.locator("section:has(> #quill-signed-the-paper)")
    position.locator("summary").click()
    box = position.locator(".cite")
    box.get_by_role("button", name="Copy citation").wait_for()
    names = ["Copy quotation", "Copy citation"]
    assert [button.inner_text() for button in box.locator("button").all()] == names
    button, words = box.get_by_role("button", name="Copy citation"), box.locator("pre").last
    button.press("Enter")
    said = box.get_by_role("status").last
    said.filter(has_text="Copied." if may_copy else "Selected:").wait_for()
    got = page.evaluate("window.copied" if may_copy else "getSelection().toString()")
    assert got.strip() == words.inner_text()
    assert not is_wider_than(page, 390)
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        assert axe(page) == [], scheme
    assert heard == []


# --- weight, policy, paper --------------------------------------------------------------------------


# All layout shifts of a loaded page, and then one that the test makes. They are reported in order, so if the
# test's shift is the first, nothing moved before.
SHIFTS = """async () => {
    const picture = () => new Promise(requestAnimationFrame);
    await document.fonts.ready;
    await picture(); await picture();
    const moved = performance.now();
    document.body.style.paddingTop = "200px";
    return new Promise(done => {
        const own = [];
        new PerformanceObserver(list => {
            own.push(...list.getEntries().map(entry => entry.startTime >= moved));
            if (own.includes(true)) done(own);
        }).observe({type: "layout-shift", buffered: true});
    });
}"""


def test_a_briefing_is_light_and_nothing_on_it_shifts(new_context: Contexts) -> None:
    context = new_context(viewport={"width": 1280, "height": 800})
    serve(context, built("real"))
    page = context.new_page()
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(urlsplit(request.url).path.lstrip("/")))
    page.goto(f"{HOST}/{BRIEFING}")
    assert page.evaluate(SHIFTS) == [True]
    assert page.locator("h4").count() >= 12
    everything = {*fetched, "icon.svg"}  # a headless browser does not request it
    assert len(everything) <= 4, everything
    assert len(fetched) == len(set(fetched))
    weight = sum(len(gzip.compress((built("real").html / path).read_bytes())) for path in everything)
    assert weight <= 20 * 1024, weight


@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_moves_when_the_quote_check_comes_late(width: int, new_context: Contexts) -> None:
    context = new_context(viewport={"width": width, "height": 800})
    serve(context, built("example"))
    page = context.new_page()
    page.route("**/quotes.js", lambda route: route.abort())  # It has not come yet.
    page.goto(f"{HOST}/quotes.html")
    form, after = page.locator(".quotes_form"), page.locator("#the_lists")
    expect(after).to_be_visible()
    expect(form).not_to_be_visible()
    before = after.bounding_box()
    page.unroute("**/quotes.js")
    page.reload()
    expect(form).to_be_visible()
    assert after.bounding_box() == before


@pytest.mark.parametrize("from_disk", [True, False])
def test_the_policy_lets_nothing_run_that_is_written_into_a_page(
    new_context: Contexts, from_disk: bool
) -> None:
    context = new_context()
    serve(context, built("real"))
    page = context.new_page()
    page.goto((built("real").html / BRIEFING).as_uri() if from_disk else f"{HOST}/{BRIEFING}")
    assert page.evaluate(
        """() => {
            const script = document.createElement('script');
            script.textContent = 'window.itRan = true';
            document.body.append(script);
            const text = document.createElement('p');
            text.setAttribute('style', 'position: fixed');
            document.body.append(text);
            return [window.itRan === undefined, getComputedStyle(text).position];
        }"""
    ) == [True, "static"]


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_paper_keeps_a_passage_whole_and_shows_addresses_that_matter(page: Page, paper: str) -> None:
    page.goto((built("real").html / BRIEFING).as_uri())
    page.emulate_media(media="print")
    positions = page.locator("section section section:has(> h4)")
    assert positions.count() == 14
    for words in positions.locator("blockquote").all():
        assert words.evaluate("e => getComputedStyle(e).breakInside") == "avoid"
    for position in positions.all():
        assert position.get_by_role("button", name="Copy link to position").is_hidden()
    assert page.locator(".whose").inner_text() == "Headline: Caliber.Az"
    assert page.locator("header p", has_text="onrecord").is_visible()
    shown = "e => getComputedStyle(e, '::after').content"
    assert page.locator("section section section a").first.evaluate(shown) == "none"
    page.goto((built("example").html / "about.html").as_uri())
    page.locator("main p").first.evaluate(
        "e => { const a = document.createElement('a'); a.href = 'https://example.org/x'; e.append(a); }"
    )
    assert (
        page.locator("main a[href='https://example.org/x']").evaluate(shown) == '" (https://example.org/x)"'
    )
    assert page.pdf(format=paper).startswith(b"%PDF")

"""What a reader can do with a page: follow, download, cite, copy its link, print; and ways back."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path
from unittest.mock import patch
from urllib.parse import urljoin, urlsplit

import pytest
from playwright.sync_api import Page, expect
from selectolax.lexbor import LexborHTMLParser

from helpers.browser import BRIEFING, HOST, Contexts, listen, serve, until
from helpers.building import PROGRAM, Site, built, example_site

KINDS = {
    "home": "index.html",
    "briefing": "briefs/collision-off-kellmouth.html",
    "briefings": "briefs/index.html",
    "actor": "actors/hanno-quill.html",
    "actors": "actors/index.html",
    "issue": "issues/channel-levy.html",
    "issues": "issues/index.html",
    "questions": "questions.html",
    "changes": "changes.html",
    "search": "search.html",
    "written by hand": "about.html",
}
ROW = ["Follow", "Download", "Cite"]
WHOLE = "briefs/salt-in-kellmouths-wells.html"  # shows all of its article


def parsed(path: Path) -> LexborHTMLParser:
    return LexborHTMLParser(path.read_text("utf-8"))


@pytest.fixture(params=list(KINDS.values()), ids=list(KINDS))
def path(request: pytest.FixtureRequest) -> str:
    """The path of a page of each kind."""
    return str(request.param)


def test_each_kind_of_page_has_the_row_and_its_links_lead_somewhere(path: str) -> None:
    site = built("example")
    (row,) = parsed(site.html / path).css("main .actions")
    assert [summary.text() for summary in row.css("summary")] == ROW
    links = [a.attributes["href"] or "" for a in row.css("a")]
    (footer,) = parsed(site.html / path).css("body > footer")
    links += [a.attributes["href"] or "" for a in footer.css("a")]
    assert len(links) > 10
    for link in links:
        target = urlsplit(urljoin(path, link))
        assert (site.html / target.path).is_file(), link
        if target.fragment and target.path != "about.html":  # The example has a page of its own there.
            places = [node.attributes["id"] for node in parsed(site.html / target.path).css("[id]")]
            assert target.fragment in places, link
    said = footer.text()
    for words in ("Atom", "JSON Feed", "CSV", "feed reader", "spreadsheet", "one row per position"):
        assert words in said


def test_the_row_comes_after_the_first_block(path: str) -> None:
    tree = parsed(built("example").html / path)
    before: list[str] = []
    for node in tree.css("h1, h2, .actions"):
        if "actions" in (node.attributes.get("class") or ""):
            break
        before.append(str(node.tag))
    assert before == (["h1", "h2"] if path == KINDS["briefing"] else ["h1"])


@pytest.mark.parametrize(
    ("path", "first"),
    [
        ("actors/hanno-quill.html", "../actors/hanno-quill.feed.xml"),
        ("issues/channel-levy.html", "../issues/channel-levy.feed.xml"),
        ("questions.html", "./questions.feed.xml"),
        ("changes.html", "./changes.xml"),
        ("index.html", "./feed.xml"),
    ],
)
def test_what_has_a_feed_of_its_own_offers_it_first(path: str, first: str) -> None:
    links = parsed(built("example").html / path).css(".actions details:first-child a")
    assert links[0].attributes["href"] == first


def test_a_long_table_is_offered_by_year(tmp_path: Path) -> None:
    site = example_site(tmp_path / "root")
    with patch("onrecord.exports.tables.MAX_ROWS", 20):
        done = site.run("build", "--jobs", "1")
    assert done.status == 0, done
    links = parsed(site.html / "index.html").css(".actions a[href$='.csv']")
    files = {a.attributes["href"]: a.text() for a in links}
    assert "./data/positions.csv" not in files
    assert files["./data/positions-2031.csv"] == "Positions, 2031 (CSV)"
    assert all((site.html / (href or "")).is_file() for href in files)


@pytest.mark.parametrize("name", ["real", "example"])
def test_the_name_of_a_link_tells_where_it_leads(name: str) -> None:
    site = built(name)
    for page in (site.html / "briefs").glob("*.html"):
        leads: dict[str, set[str]] = defaultdict(set)
        tree = parsed(page)
        for link in tree.css("main > :not(nav) a[href]"):
            text = link.attributes.get("aria-label") or " ".join(link.text().split())
            leads[text].add(urljoin(page.as_uri(), link.attributes["href"]))
        assert "Permalink" not in leads
        several = {text for text, addresses in leads.items() if len(addresses) > 1}
        # An actor is named where the page of the actor is meant, and in the first list for the position.
        several -= {" ".join(a.text().split()) for a in tree.css("#at_a_glance + ul a")}
        several -= {"BibTeX", "RIS", "CSL-JSON"} | {t for t in several if t.startswith("the words at ")}
        several -= {t for t in several if t.startswith("the archived copy at ")}
        several -= {a.text() for a in tree.css(".meta a")}  # A tag may have the name of an actor.
        # Two positions may say the same, and two briefings ask the same.
        said = tree.css(
            "#open_questions ~ section a, section section section > ul a, #who_speaks_to_whom ~ ul a"
        )
        several -= {" ".join(a.text().split()) for a in said}
        assert several == set(), page.name
        summaries = [s.attributes.get("aria-label") or s.text() for s in tree.css("main summary")]
        assert len(summaries) == len(set(summaries)), page.name


@pytest.mark.parametrize("language", ["en", "ar"])
def test_signs_lead_to_what_explains_them(language: str, tmp_path: Path) -> None:
    about = PROGRAM / ("site_src/about.md" if language == "en" else "templates/languages/about.ar.md")
    places = set(re.findall(r'id="(\w+)"', about.read_text("utf-8")))
    links = parsed(built("real").html / BRIEFING).css(".legend a, .actions a[href*='about'], footer a")
    wanted = {urlsplit(a.attributes["href"] or "").fragment for a in links} - {""}
    assert wanted == {"the_stance", "the_proposition", "basis_quoted", "basis_relayed", "the_columns"}
    assert wanted <= places


# --- with script and without ---------------------------------------------------------------------------


def test_without_script_there_is_the_link_and_nothing_that_does_not_work(new_context: Contexts) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto((built("real").html / BRIEFING).as_uri())
    assert page.locator("button").count() == 0
    row = page.locator(".actions")
    assert row.inner_text().split("\n") == [*ROW, "Link to this page"]
    link = page.get_by_role("link", name="link to position 2", exact=True)
    assert link.inner_text() == "Link"
    link.click()
    expect(page).to_have_url(re.compile("#joe-biden-all-seven-of-us-agree-they$"))


@pytest.mark.parametrize("may_copy", [True, False])
def test_a_button_copies_the_address_of_a_position_and_of_the_page(
    new_context: Contexts, may_copy: bool
) -> None:
    context = new_context(viewport={"width": 390, "height": 800})
    serve(context, built("real"))
    page = context.new_page()
    heard = listen(page)
    written = "text => { window.copied = text; return Promise.resolve(); }"
    clipboard = f"{{ writeText: {written} }}" if may_copy else "undefined"
    page.add_init_script(f"Object.defineProperty(navigator, 'clipboard', {{ value: {clipboard} }});")
    page.goto(f"{HOST}/{BRIEFING}")
    own = f"{HOST}/{BRIEFING}#joe-biden-all-seven-of-us-agree-they"
    button = page.get_by_role("button", name="Copy link to position 2", exact=True)
    button.press("Enter")
    if may_copy:
        button.locator("xpath=following-sibling::*[@role='status']").get_by_text("Copied.").wait_for()
        assert page.evaluate("window.copied") == own
        page.get_by_role("button", name="Copy link", exact=True).click()
        until(lambda: page.evaluate("window.copied") == f"{HOST}/{BRIEFING}")
    else:
        expect(page).to_have_url(own)
    page.get_by_role("button", name="Copy link to question 3", exact=True).wait_for()
    assert heard == []


def test_a_button_prints(page: Page) -> None:
    page.goto((built("real").html / BRIEFING).as_uri())
    page.evaluate("window.print = () => { window.printed = true; }")
    page.get_by_role("button", name="Print", exact=True).click()
    assert page.evaluate("window.printed") is True


# --- back from the source ------------------------------------------------------------------------------


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_phone_leads_back_from_a_passage_to_each_position_on_it(
    new_context: Contexts, script: bool
) -> None:
    context = new_context(viewport={"width": 390, "height": 844}, java_script_enabled=script)
    page = context.new_page()
    page.goto((built("real").html / BRIEFING).as_uri())
    page.locator("a[href='#source_5']").first.click()
    back = page.locator("blockquote:has(#source_5) + .cited-by + ul a")
    positions = ["2. Joe Biden", "3. G7, via Joe Biden", "5. Joe Biden"]
    assert back.all_inner_texts()[:3] == positions
    for number in range(3):
        box = back.nth(number).bounding_box()
        assert box is not None
        assert 0 < box["y"] < 844, "beside the passage, without scrolling"
    back.nth(2).click()
    expect(page.locator("h4:target .no")).to_have_text("5")


def test_a_phone_shows_what_rests_on_words_of_the_whole_article(new_context: Contexts) -> None:
    page = new_context(viewport={"width": 390, "height": 844}).new_page()
    page.goto(f"{(built('example').html / WHOLE).as_uri()}#source_4")
    place = page.locator("#source_4").bounding_box()
    page.locator("#source_4").click()
    shown = page.locator("#cited_passages ~ ul a:visible")
    expect(shown.first).to_be_visible()
    assert page.locator("#source_4").bounding_box() == place, "the article stays where it is"
    shown.first.click()
    until(lambda: page.locator("h4:target").count() == 1)


# --- a site's own -----------------------------------------------------------------------------------


def test_the_citation_of_a_page_is_its_title_and_address(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.write("seeds/note.txt", "A made-up note\nMira said: “No.”\n")
    site.write("briefs/actors.yml", "mira:\n  name: Mira {title} & <b>\n  kind: person\n")
    text = "title: It\ndate: 2031-05-02\nsummary: Made up.\nsource: {file: note.txt, publisher: H}\n"
    site.write("briefs/note.yml", f"{text}actors: [{{id: mira}}]\n")
    site.write("mkdocs.yml", "site_name: S & T\nsite_url: https://example.org/\n")
    site.build()
    said = [
        parsed(site.html / p).css(".actions pre")[0].text() for p in ("briefs/note.html", "actors/mira.html")
    ]
    assert said == [
        "S & T, “It”, 2031-05-02, https://example.org/briefs/note.html.",
        "S & T, “Mira {title} & <b>”, https://example.org/actors/mira.html.",
    ]

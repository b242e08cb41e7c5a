"""The page that compares two actors, in a real browser: from a server and from disk."""

from __future__ import annotations

import gzip
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, expect

from helpers.browser import HOST, Axe, Contexts, checks, is_wider_than, listen, serve, serve_strictly
from helpers.building import Site, built, example_site
from helpers.checked import record_of
from helpers.made_records import DAY, actor, briefing, said
from helpers.made_records import record_of as made
from onrecord.record.timeline import standings
from onrecord.search.compared import compared_outputs

TESK, OSKELL = "joran-tesk", "maren-oskell"
HOSTILE = [
    "<img src=x onerror=alert(1)>",
    "<script>alert(1)</script>",
    "../../evil",
    "..%2f..%2fevil",
    "//evil.example/x",
    "javascript:alert(1)",
    "constructor",
    "__proto__",
    "joran-tesk.js?x=",
    "Nobody\x00",
    "\u202egnos",
    "{a}$&$1",
    "x" * 5000,
]
# The words on the page, by row and column: the issue, and for both actors the passages, or None for silence.
CELLS = """() => [...document.querySelectorAll("#compare_table tbody tr:not(.group)")].map(row => [
    row.querySelector("th a").href.split("/").pop().split(".")[0],
    ...[...row.querySelectorAll("td")].map(cell => cell.classList.contains("silent") ? null : [
        ...cell.querySelectorAll("mark.passage")].map(mark => [mark.dataset.passage, mark.textContent]))])"""


def opened(page: Page, **values: str) -> Page:
    return ready(page, f"{HOST}/compare.html?{urlencode(values)}")


def from_disk(page: Page, site: Site, **values: str) -> Page:
    return ready(page, f"{site.html.as_uri()}/compare.html?{urlencode(values)}")


def ready(page: Page, address: str) -> Page:
    page.goto(address)
    expect(page.locator("#compare_body")).to_have_attribute("aria-busy", "false")
    return page


def served(new_context: Contexts, site: Site, **values: str) -> Page:
    context = new_context()
    serve(context, site)
    return opened(context.new_page(), **values)


def message(page: Page) -> str:
    return page.locator("#compare_said").inner_text()


def test_both_have_their_latest_words_on_every_issue(new_context: Contexts) -> None:
    """For pairs that have every actor with a position in them, compared with the record."""
    site = built("example")
    record = record_of(site)
    latest = {
        (actor, issue): standings([one for one in said if one.issue == issue], {actor: (actor,)})[0].latest
        for actor, said in record.positions_of.items()
        for issue in {one.issue for one in said}
    }
    context = new_context()
    serve(context, site)
    page = context.new_page()
    heard = listen(page)
    actors = list(record.positions_of)
    with checks() as check:
        for a, b in zip(actors[::2], [*actors[1::2], actors[0]], strict=False):
            opened(page, a=a, b=b)
            with check(a, b):
                rows = {issue: cells for issue, *cells in page.evaluate(CELLS)}
                assert rows.keys() == {issue for who, issue in latest if who in (a, b)}
                for issue, cells in rows.items():
                    for who, cell in zip((a, b), cells, strict=True):
                        one = latest.get((who, issue))
                        assert (cell is None) == (one is None), (who, issue)
                        if one and cell is not None:
                            check_words(site, one.slug, one.id, cell)
        with check("complaints"):
            assert heard == []


def check_words(site: Site, slug: str, id_: str, shown: list[tuple[str, str]]) -> None:
    """Compare passages as shown, a mark for each paragraph, with the record."""
    brief = record_of(site).briefs[slug]
    wanted = [
        (f"{slug}#{id_}/{number}", letters("".join(map(brief.article.words, anchor.pieces))))
        for number, anchor in enumerate(brief.position(id_).anchors, start=1)
    ]
    found: dict[str, str] = {}
    for name, words in shown:
        found[name] = found.get(name, "") + letters(words.replace("[…]", ""))
    assert list(found.items()) == wanted


def letters(words: str) -> str:
    return "".join(filter(str.isalnum, words))


def test_a_comparison_says_all_that_a_position_needs(new_context: Contexts) -> None:
    page = served(new_context, built("example"), a=TESK, b=OSKELL)
    assert page.title() == "Joran Tesk and Maren Oskell – The Sarrow Strait (made up)"
    assert page.locator("h1").inner_text() == "Joran Tesk and Maren Oskell"
    assert message(page) == "5 issues in common"
    groups = page.locator("#compare_table .group th").all_inner_texts()
    assert groups == ["Both have spoken 5 issues", "One of them has spoken 3 issues"]
    row = page.locator("#compare_table tbody tr", has_text="Running the channel together")
    path = row.locator("td").first.locator(".path")
    assert path.inner_text() == "Against 9 July 2031 → Unclear 18 November 2031 → For 20 January 2032"
    grain = page.locator("#compare_table tbody tr", has_text="An exemption for grain")
    facts = grain.locator("td").first.locator(".facts").inner_text()
    assert facts.startswith("Second-hand, via Rafid Sunhaj (partly quoted)")
    assert grain.locator("td").first.locator("blockquote p").first.get_attribute("lang") == "ar"
    assert grain.locator("td").first.locator("[data-part=translation]").count() == 1
    assert page.locator("#compare_table td.silent").all_inner_texts() == ["No position recorded"] * 3
    row.locator("td").first.locator("a").click()
    assert page.url.endswith("briefs/tesk-says-he-led-talks.html#joran-tesk-we-were-right-about-the-cost")
    expect(page.locator(":target")).to_have_count(1)


def test_one_issue(new_context: Contexts) -> None:
    page = served(new_context, built("example"), a=TESK, b=OSKELL, issue="joint-running")
    assert [issue for issue, *_ in page.evaluate(CELLS)] == ["joint-running"]
    page.get_by_role("link", name="Compare them on all issues").click()
    expect(page.locator("#compare_body")).to_have_attribute("aria-busy", "false")
    assert len(page.evaluate(CELLS)) == 8


def test_silence_of_both_is_no_row(new_context: Contexts) -> None:
    page = served(new_context, built("example"), a=TESK, b=OSKELL, issue="kellmouths-wells")
    assert page.locator("#compare_table").is_hidden()
    assert message(page) == "No issue in common"


@pytest.mark.parametrize("disk", [False, True])
@pytest.mark.parametrize("value", HOSTILE)
def test_nothing_that_is_asked_is_run_or_loaded(new_context: Contexts, value: str, disk: bool) -> None:
    site = built("example")
    context = new_context()
    serve(context, site)
    page = context.new_page()
    heard = listen(page)
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(request.url.partition("?")[0]))
    if disk:
        from_disk(page, site, a=value, b=TESK, issue=value)
    else:
        opened(page, a=value, b=TESK, issue=value)
    assert heard == []
    assert page.locator("main :is(img, script)").count() == 0
    assert "There is no actor “" in message(page)
    assert page.locator("#compare_table").is_hidden()
    files = {url.rpartition("/")[2] for url in loaded if "/search/" in url}
    assert {"manifest.js", "names-actors.js", "names-issues.js", f"by-{TESK}.js"} <= files
    assert all(
        file.startswith("on-")
        for file in files - {*("manifest.js", "names-actors.js", "names-issues.js", f"by-{TESK}.js")}
    )


@pytest.mark.parametrize("name", ["Joran Tesk", "joran tesk", " Joran  TESK "])
def test_a_name_stands_for_its_id(new_context: Contexts, name: str) -> None:
    page = served(new_context, built("example"), a=name, b=OSKELL)
    assert page.locator("h1").inner_text() == "Joran Tesk and Maren Oskell"


def test_the_same_actor_twice_is_no_comparison(new_context: Contexts) -> None:
    page = served(new_context, built("example"), a=TESK, b="Joran Tesk")
    assert message(page) == "Both are the same actor. Choose the second actor."
    assert page.locator("#compare_table").is_hidden()


def test_actor_pages_and_issue_pages_lead_to_it(new_context: Contexts) -> None:
    site = built("example")
    context = new_context()
    serve(context, site)
    page = context.new_page()
    page.goto(f"{HOST}/actors/{TESK}.html")
    page.get_by_role("link", name="Compare with another actor").click()
    page.get_by_role("link", name="Maren Oskell", exact=True).click()
    expect(page.locator("h1")).to_have_text("Joran Tesk and Maren Oskell")
    page.goto(f"{HOST}/issues/pilotage.html")
    page.get_by_role("link", name="Compare two of the actors").click()
    page.get_by_role("link", name="Hanno Quill", exact=True).click()
    page.get_by_role("link", name="Wenna Trask", exact=True).click()
    expect(page.locator("h1")).to_have_text("Hanno Quill and Wenna Trask")
    expect(page.locator("#compare_body")).to_have_attribute("aria-busy", "false")
    assert [issue for issue, *_ in page.evaluate(CELLS)] == ["pilotage"]


def test_by_keyboard(new_context: Contexts) -> None:
    page = served(new_context, built("example"))
    assert message(page) == "Choose two actors."
    expect(page.locator("#compare_a")).to_be_focused()
    page.keyboard.type("hanno")
    expect(page.locator("#compare_first option")).to_have_count(1)
    page.locator("#compare_a").fill("hanno quill")
    page.keyboard.press("Tab")
    page.keyboard.type("Wenna Trask")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/compare.html?{urlencode({'a': 'hanno-quill', 'b': 'wenna-trask'})}")
    expect(page.locator("h1")).to_have_text("Hanno Quill and Wenna Trask")


def test_from_disk(page: Page) -> None:
    heard = listen(page)
    from_disk(page, built("example"), a=TESK, b=OSKELL)
    assert len(page.evaluate(CELLS)) == 8
    assert heard == []


def test_without_script_it_says_so_and_leads_to_the_issues(new_context: Contexts) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto(f"{built('example').html.as_uri()}/compare.html?a={TESK}&b={OSKELL}")
    assert "needs JavaScript" in page.locator("#compare_no_script").inner_text()
    assert page.locator("#compare_form").is_hidden()
    page.get_by_role("link", name="Issues").last.click()
    assert page.url.endswith("issues/index.html")


def test_under_a_strict_policy(new_context: Contexts) -> None:
    context = new_context()
    serve_strictly(context, built("example"), "/below")
    page = context.new_page()
    heard = listen(page)
    ready(page, f"{HOST}/below/compare.html?a={TESK}&b={OSKELL}")
    assert len(page.evaluate(CELLS)) == 8
    assert heard == []


def test_in_arabic_it_reads_from_the_right(
    new_context: Contexts, axe: Axe, tmp_path_factory: pytest.TempPathFactory
) -> None:
    site = example_site(tmp_path_factory.mktemp("arabic") / "site")
    site.write("mkdocs.yml", "site_name: المضيق\nextra:\n  language: ar\n  content_language: en\n")
    site.build()
    context = new_context(viewport={"width": 320, "height": 800})
    serve(context, site)
    page = context.new_page()
    heard = listen(page)
    opened(page, a=TESK, b=OSKELL)
    assert page.locator("html").get_attribute("dir") == "rtl"
    assert page.locator("#compare_table caption").inner_text().startswith("في كل قضية")
    assert page.locator("h1 bdi").first.get_attribute("lang") == "en"
    assert not is_wider_than(page, 320)
    assert axe(page) == []
    assert heard == []


def test_a_long_list_of_words_stays_small() -> None:
    """An actor with words on many issues, and an issue with many actors."""
    many = 400
    actors = {f"a{number}": actor(f"Actor {number}") for number in range(many)}
    statements = [said(f"p{number}", "for", issue=f"issue-{number}") for number in range(many)]
    statements += [said(f"q{number}", "for", f"a{number}") for number in range(many)]
    record = made([briefing("b", DAY, statements)], actors, [f"Issue {number}" for number in range(many)])
    sizes = {output.path: len(gzip.compress(output.made(record).data)) for output in compared_outputs(record)}
    assert sizes["search/by-mira.js"] < 25_000
    assert sizes["search/on-ship.js"] < 2_000

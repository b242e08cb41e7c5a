"""The quote check in a real browser: the same quotations, words and differences as in the program."""

from __future__ import annotations

import ast
import gzip
import random
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Page, Request, expect

from helpers import strategies as our
from helpers.browser import HOST, Axe, Contexts, checks, is_wider_than, listen, serve, serve_strictly
from helpers.building import PROGRAM, Site, built, example_site
from helpers.checked import record_of
from helpers.fee_site import BRIEF, fee_site
from helpers.thoroughness import tried
from onrecord.anchoring.nearest import WordIndex
from onrecord.layout import Layout
from onrecord.quotes.asked import quotations_in
from onrecord.quotes.browser import to_javascript
from onrecord.quotes.checking import Outcome, check_quotations
from onrecord.quotes.searching import telling
from onrecord.quotes.texts import read_plain
from onrecord.text.folding import fold, fold_text

DRAFT = """\
Hanno Quill told the inquiry: “There was no pilot to send and six ships were waiting, and I signed the paper.”
He added “I will never sign another”.

Sunhaj said no, “whatever paper it is offered”. “The sea belongs to nobody at all,” he said.

> Because of fog. In October he had said that the rule was applied without exception. He left then.

The “toll” was no “grand bargain”.
"""
PAGE = 60_000  # bytes of the page with its scripts and styles, compressed: tests/test_search.py counts on it
BUSY = "() => document.querySelector('#quotes_results').ariaBusy === 'false'"


def opened(new_context: Contexts, site: Site, text: str = "", **more: object) -> Page:
    context = new_context(**more)
    serve(context, site)
    page = context.new_page()
    page.goto(f"{HOST}/quotes.html")
    if text:
        check(page, text)
    return page


def check(page: Page, text: str) -> None:
    page.get_by_label("Text to check").fill(text)
    page.keyboard.press("Control+Enter")
    page.wait_for_function(BUSY)


def outcomes(page: Page) -> list[str]:
    return page.locator("#quotes_results > li > .outcome").all_inner_texts()


# --- the same on both sides -----------------------------------------------------------------------------

FIND = """texts => texts.map(text => onrecord_quotations.quotationsIn(text).map(one => [one.shown, one.parts.map(part => [part.words, part.isNew]), one.isShort]))"""  # noqa: E501
COMPARE = """cases => cases.map(([text, words]) => {
    const { fold, find, WordIndex, differing, telling } = onrecord_quoted, folded = fold(text);
    const at = find(folded, words), near = new WordIndex(folded.text).nearest(words);
    return [folded.text, at < 0 ? -1 : folded.starts[at],
        near && [telling(differing(near), words).map(one => one.pair), near.shared,
            Math.round(near.alike * 1e9)]];
})"""
SIGNS = (
    *"“ ” ‘ ’ \" ' « » ‹ › „ ‚ ` 「 」 > * _ [ ] ( ) . , ? ! s 5 é 中 ו … '' `` \u2028 \u00ad ، ؟".split(" "),
    *("\n", "\n\n", " ", "  ", "\n> ", " said he"),
)


@cache
def texts() -> tuple[str, ...]:
    """Articles, pages of the documents, and every text that tests of quotations have."""
    paths = [path for name in ("example", "strait") for path in (built(name).root / "seeds").rglob("*.txt")]
    paths += sorted((PROGRAM / "docs").glob("*.md"))
    found = [path.read_text("utf-8") for path in paths]
    for name in ("quotations", "broken_marks", "quotes"):
        tree = ast.parse((PROGRAM / "tests" / f"test_{name}.py").read_text("utf-8"))
        found += [
            node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        ]
    return tuple(found)


def broken_texts(number: int) -> Iterator[str]:
    """Parts of these, with signs put in or in place of others."""
    chance = random.Random(5)
    some = [text for text in texts() if len(text) > 20]
    for _ in range(number):
        text = chance.choice(some)
        start = chance.randrange(len(text))
        signs = list(text[start : start + 300])
        for _ in range(chance.randrange(1, 8)):
            at = chance.randrange(len(signs) + 1)
            signs[at : at + chance.randrange(2)] = chance.choice(SIGNS)
        yield "".join(signs)


def found_in(text: str) -> list[list[Any]]:
    return [
        [
            unicodedata.normalize("NFC", one.shown),
            [[part.words, part.is_new_paragraph] for part in one.parts],
            one.is_short,
        ]
        for one in quotations_in(read_plain(text))
    ]


@pytest.fixture(scope="module")
def scripts(browser: Any) -> Iterator[Page]:
    context = browser.new_context()
    page = context.new_page()
    page.goto((built("example").html / "quotes.html").as_uri())
    yield page
    context.close()


def test_the_browser_finds_the_quotations_that_the_program_finds(scripts: Page) -> None:
    all_texts = [*texts(), *broken_texts(1500)]
    expected = list(map(found_in, all_texts))
    assert sum(map(len, expected)) > 1000
    for text, got, wanted in zip(all_texts, scripts.evaluate(FIND, all_texts), expected, strict=True):
        assert got == wanted, text


@tried(40)
@given(st.lists(st.one_of(our.words(), st.sampled_from(SIGNS)), max_size=40))
def test_it_does_in_any_text(scripts: Page, words: list[str]) -> None:
    for text in ("".join(words), " ".join(words)):
        assert scripts.evaluate(FIND, [text]) == [found_in(text)]


def cases() -> Iterator[tuple[str, str]]:
    """Paragraphs, and words of each, some of them changed."""
    chance = random.Random(7)
    paragraphs = [line for text in texts() for line in text.splitlines() if len(line) > 30]
    paragraphs += [" ".join(chance.choices(our.WORDS, k=30)) for _ in range(200)]
    for _ in range(1500):
        text = chance.choice(paragraphs)
        words = text.split()
        length = chance.randrange(1, min(len(words), 70) + 1)
        start = chance.randrange(len(words) - length + 1)
        some = words[start : start + length]
        for _ in range(chance.randrange(4)):
            at = chance.randrange(len(some))
            some[at : at + chance.randrange(2)] = [
                chance.choice(["Quorbel", "not", some[at].swapcase(), *words])
            ]
        folded = fold_text(" ".join(some))
        yield text, folded[chance.randrange(2) :] or folded


def compared(text: str, words: str) -> list[Any]:
    folded = fold(text)
    place = next(folded.find(words), None)
    near = WordIndex(folded).nearest(words)
    differing = near and [
        [list(pair) for pair in telling(near.differences, words)],
        near.shared,
        round(near.alike * 1e9),
    ]
    return [folded.text, folded.to_raw(place).start if place else -1, differing]


def test_the_browser_compares_as_the_program_does(scripts: Page) -> None:
    all_cases = [
        (text, words)
        for text, words in cases()
        if text.isprintable() and text == unicodedata.normalize("NFC", text)
    ]
    assert len(all_cases) > 1000
    expected = [compared(*case) for case in all_cases]
    assert sum(one[1] >= 0 for one in expected) > 200
    for case, got, wanted in zip(all_cases, scripts.evaluate(COMPARE, all_cases), expected, strict=True):
        assert got == wanted, case


def test_a_pattern_that_cannot_be_translated_is_refused() -> None:
    assert to_javascript("(?-i:a)b[c-e]", ignore_case=True) == "(?:a)[bB][c-eC-E]"
    with pytest.raises(ValueError, match="not translated"):
        to_javascript("a++")


# --- what it says ---------------------------------------------------------------------------------------


def test_each_quotation_has_its_outcome(new_context: Contexts) -> None:
    page = opened(new_context, built("example"), DRAFT)
    assert outcomes(page) == [
        "Stands here word for word",
        "Stands here differently",
        "Stands here word for word",
        "Not on record here",
        "Only a part stands here",
        "Stands here word for word",
    ]
    expect(page.locator("#quotes_said")).to_have_text(
        "3 quotations word for word, 1 in part, 1 differently, 1 not on record here."
        " Skipped: 1 quotation of one or two words that is not on record here."
    )


def test_a_place_leads_to_the_position_and_says_how_it_is_known(new_context: Contexts) -> None:
    page = opened(new_context, built("example"), DRAFT)
    first, _, relayed, *_ = page.locator("#quotes_results > li").all()
    assert first.locator("mark").all_inner_texts() == [
        "There was no pilot to send and six ships were waiting, and I signed the paper"
    ]
    assert first.locator("a").inner_text() == "Cited as a position of Hanno Quill"
    assert first.locator(".facts").inner_text() == "quoted · events of 18 November 2031 · Gulf Wire Service"
    assert relayed.locator("a").inner_text() == "Cited as a position of Qadmar, via Rafid Sunhaj"
    assert relayed.locator(".facts").inner_text().startswith("second-hand, via Rafid Sunhaj (partly quoted)")
    relayed.locator("a").click()
    page.wait_for_url("**/briefs/collision-off-kellmouth.html#qadmar-no-ship-of-his-country-would")
    assert page.locator(":target").count() == 1


def test_what_differs_is_marked_on_both_sides_and_said(new_context: Contexts) -> None:
    page = opened(new_context, built("example"), DRAFT)
    result = page.locator("#quotes_results > .differs")
    assert result.locator(".asked mark").all_inner_texts() == ["never"]
    assert result.locator("blockquote mark").all_inner_texts() == ["not"]
    assert result.locator(".differences li").all_inner_texts() == ["“never” instead of “not”"]
    assert result.locator(".label:visible").all_inner_texts() == ["In your text", "In the article"]
    left, right = (result.locator(".side").nth(at).bounding_box() for at in (0, 1))
    assert left is not None
    assert right is not None
    assert left["y"] == right["y"]
    assert left["x"] + left["width"] < right["x"]


def test_what_the_site_does_not_show_is_no_difference(new_context: Contexts) -> None:
    page = opened(new_context, built("example"), DRAFT)
    result = page.locator("#quotes_results > .part")
    assert "This site does not show what the article says beside them." in result.inner_text()
    assert result.locator("blockquote mark").all_inner_texts() == [
        "In October he had said that the rule was applied without exception"
    ]


def test_words_beside_a_passage_are_not_said_to_be_its_actors(new_context: Contexts, tmp_path: Path) -> None:
    told = "Ana Kresh, who speaks for the ship owners"
    site = fee_site(tmp_path / "fee", BRIEF.replace("says: Owners refuse", f"says: {told} refuses"))
    site.build()
    page = opened(new_context, site, f"“{told}” and “We will not pay twice,' Ana Kresh, who speaks”")
    assert outcomes(page) == ["Stands here word for word"] * 2
    assert page.locator("#quotes_results a").all_inner_texts() == [
        "Other words of this sentence are cited as a position of Ana Kresh",
        "A part of these words is cited as a position of Ana Kresh",
    ]


def test_a_text_without_quotations_is_told_so(new_context: Contexts) -> None:
    page = opened(new_context, built("example"), "No words of anybody.")
    expect(page.locator("#quotes_said")).to_contain_text("There is no quotation in this text.")
    page.get_by_role("button", name="Clear").click()
    expect(page.locator("#quotes_said")).to_have_text("")
    expect(page.get_by_label("Text to check")).to_be_focused()


def test_a_long_text_is_checked_in_steps(new_context: Contexts) -> None:
    page = opened(new_context, built("example"), "“whatever paper it is offered” " * 120)
    expect(page.locator("#quotes_results > li")).to_have_count(50)
    page.get_by_role("button", name="Check 50 more").press("Enter")
    expect(page.locator("#quotes_results > li")).to_have_count(100)
    page.wait_for_function(BUSY)
    expect(page.locator("#quotes_results > li").nth(50)).to_be_focused()
    page.get_by_role("button", name="Check 20 more").click()
    expect(page.locator("#quotes_results > li")).to_have_count(120)
    page.wait_for_function(BUSY)
    expect(page.get_by_role("button", name="Check")).to_have_count(1)


def test_a_newer_text_replaces_an_older_one(new_context: Contexts) -> None:
    page = opened(new_context, built("example"))
    page.get_by_label("Text to check").fill("“whatever paper it is offered” " * 40)
    page.keyboard.press("Control+Enter")
    check(page, "“The sea belongs to nobody at all”")
    assert outcomes(page) == ["Not on record here"]


# --- the program agrees ---------------------------------------------------------------------------------


def passages(name: str) -> Iterator[tuple[str, str, list[str]]]:
    """The pieces of all passages of a site, with the addresses of their positions."""
    for slug, brief in record_of(built(name)).briefs.items():
        for position in brief.positions:
            for anchor in position.anchors:
                for piece in anchor.pieces:
                    words = brief.article.words(piece).split()
                    yield f"briefs/{slug}.html#{position.id}", brief.article.text, words


@pytest.mark.parametrize("name", ["example", "strait"])
def test_the_page_and_the_command_say_the_same(name: str, new_context: Contexts) -> None:
    chance = random.Random(3)
    site = built(name)
    drafts: list[str] = []
    marks = frozenset("“”„\"«»‹›‘’‚'`「」")
    for _, _, words in passages(name):
        if len(words) < 6 or marks.intersection(" ".join(words)):
            continue
        start = chance.randrange(len(words) - 5)
        some = words[start : start + chance.randrange(6, 20)]
        drafts.append(f"“{' '.join(some)}”")
        at = chance.randrange(1, len(some) - 1)
        drafts.append(f"“{' '.join([*some[:at], 'Quorbel', *some[at + 1 :]])}”")
    text = "\n\n".join(drafts[:50])  # As many as the page checks at once.
    found = check_quotations(read_plain(text), Layout(site.root), lambda *_: None, 1).quotations
    page = opened(new_context, site, text)
    said = {"Stands here word for word": Outcome.WORD_FOR_WORD, "Stands here differently": Outcome.DIFFERS}
    assert [said[outcome] for outcome in outcomes(page)] == [one.outcome for one in found]
    assert {one.outcome for one in found} == set(said.values())
    for one, result in zip(found, page.locator("#quotes_results > li").all(), strict=True):
        known = {citing.address for place in one.places for citing in place.cited_by}
        href = result.locator("a").first.get_attribute("href") or ""
        assert href.removeprefix(f"{HOST}/") in known, one.quotation
        theirs = [
            line.partition(" instead of ")[2].strip("“”")
            for line in result.locator(".differences li").all_inner_texts()
        ]
        assert theirs == [pair[1] for pair in one.differences if pair[1]], one.quotation


# --- everywhere, for everybody --------------------------------------------------------------------------


def test_it_works_from_disk(page: Page) -> None:
    heard = listen(page)
    page.goto((built("example").html / "quotes.html").as_uri())
    check(page, DRAFT)
    assert len(outcomes(page)) == 6
    assert heard == []
    address = page.locator("#quotes_results a").first.get_attribute("href") or ""
    assert Path(urlsplit(address).path).is_file()


def test_nothing_leaves_the_browser(new_context: Contexts) -> None:
    context = new_context()
    serve_strictly(context, built("example"))
    page = context.new_page()
    heard = listen(page)
    asked: list[Request] = []

    def note(request: Request) -> None:
        asked.append(request)

    page.on("request", note)
    page.goto(f"{HOST}/quotes.html")
    check(page, DRAFT)
    assert len(outcomes(page)) == 6
    assert heard == []
    assert {request.method for request in asked} == {"GET"}
    after = [urlsplit(request.url) for request in asked if "/search/" in request.url]
    assert after
    assert {one.path.rpartition("/")[0] for one in after} == {"/search"}
    assert len({one.query for one in after}) == 2  # of the manifest none, of all others the edition
    assert page.url == f"{HOST}/quotes.html"
    assert page.evaluate("() => [localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]


def test_without_script_it_points_to_the_command(new_context: Contexts) -> None:
    page = opened(new_context, built("example"), java_script_enabled=False)
    assert "python build.py quotes FILE" in page.locator("#quotes_no_script").inner_text()
    assert page.locator("form.quotes_form").is_hidden()
    links = page.locator("main a:visible").all_inner_texts()
    assert [text for text in links if text != "Link to this page"] == ["Search", "Briefings"]


def test_the_search_leads_to_it(new_context: Contexts) -> None:
    page = opened(new_context, built("example"))
    page.goto(f"{HOST}/search.html")
    page.get_by_role("main").get_by_role("link", name="Check quotations").click()
    page.wait_for_url("**/quotes.html")


def test_an_index_that_cannot_be_loaded_is_said(new_context: Contexts) -> None:
    page = opened(new_context, built("example"))
    page.context.route("**/search/**", lambda route: route.abort())
    check(page, DRAFT)
    expect(page.locator("#quotes_said")).to_have_text(
        "The index could not be loaded. Try again, or use the search."
    )
    page.context.unroute("**/search/**")
    check(page, DRAFT)
    assert len(outcomes(page)) == 6


def test_results_can_be_read_by_everybody(new_context: Contexts, axe: Axe) -> None:
    page = opened(new_context, built("example"), DRAFT)
    with checks() as check_:
        for width, scheme in ((1280, "light"), (768, "dark"), (390, "dark"), (320, "light")):
            page.set_viewport_size({"width": width, "height": 800})
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            with check_("axe", width, scheme):
                assert axe(page) == []
            with check_("width", width):
                assert not is_wider_than(page, width)
        page.emulate_media(forced_colors="active")
        with check_("forced colours"):
            assert not is_wider_than(page, 320)


def test_a_page_in_arabic_says_it_in_arabic(new_context: Contexts, tmp_path: Path) -> None:
    site = example_site(tmp_path / "arabic")
    settings = (site.root / "mkdocs.yml").read_text("utf-8")
    site.write("mkdocs.yml", f"{settings}  language: ar\n  content_language: en\n")
    site.build()
    page = opened(new_context, site)
    page.locator("#quotes_text").fill(DRAFT)
    page.get_by_role("button", name="تحقّق من الاقتباسات").click()
    page.wait_for_function(BUSY)
    assert outcomes(page)[:2] == ["وارد هنا حرفيًا", "وارد هنا بصيغة مختلفة"]
    words = page.locator("#quotes_results blockquote p").first
    assert words.get_attribute("lang") == "en"
    assert words.evaluate("e => getComputedStyle(e).direction") == "ltr"
    expect(page.locator("#quotes_said")).to_contain_text("3 اقتباسات واردة حرفيًا")
    page.set_viewport_size({"width": 320, "height": 700})
    assert not is_wider_than(page, 320)


def test_arabic_words_are_found_in_their_marks(new_context: Contexts) -> None:
    page = opened(new_context, built("strait"))
    brief = record_of(built("strait")).briefs["qasira-offers-to-mediate"]
    passage = next(brief.article.words(piece) for one in brief.positions for piece in one.anchors[0].pieces)
    check(page, f"قال «{passage}» أمس.")
    assert outcomes(page) == ["Stands here word for word"]
    words = page.locator("#quotes_results blockquote p").first
    assert words.evaluate("e => getComputedStyle(e).direction") == "rtl"
    href = page.locator("#quotes_results a").first.get_attribute("href") or ""
    assert urljoin(HOST, href).startswith(f"{HOST}/briefs/qasira-offers-to-mediate.html#")


# --- what it costs --------------------------------------------------------------------------------------


def test_the_page_itself_is_light(new_context: Contexts) -> None:
    page = new_context().new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((built("example").html / "quotes.html").as_uri())
    check(page, "“One word or another”")
    files = {Path(urlsplit(url).path) for url in asked if "/search/" not in url}
    assert sum(len(gzip.compress(file.read_bytes())) for file in files) <= PAGE

"""Passages on every page: the article's own words, marked, in their sentence."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Page
from selectolax.lexbor import LexborHTMLParser, LexborNode

from helpers.browser import BRIEFING, SCHEMES, Contexts
from helpers.building import Site, built

SITES = ["real", "strait", "example"]
WHOLE = "briefs/salt-in-kellmouths-wells.html"  # of the example, which shows all of its article
LEFT_OUT = " […] "
# The second passage is its whole sentence except for the quoted parts around it.
SENTENCES = {
    "joe-biden-it-should-be-a-proportional-response/1": (
        "All seven of us agree they have a right to respond, but ",
        ",” Biden told reporters following the call.",
    ),
    "analysts-analysts-caution-that-while-israel-has/1": ("However, ", "."),
    "israeli-officials-some-israeli-officials-have-suggested-targeting/1": (
        "",
        ", although sources indicate that this is not currently under serious consideration.",
    ),
}


def words(text: str) -> str:
    return " ".join(text.split())


@cache
def article_of(name: str, slug: str) -> str:
    """The text of a briefing's article, from the file."""
    site = built(name)
    data = json.loads((site.html / "briefs" / f"{slug}.json").read_text("utf-8"))
    return words((site.root / "seeds" / data["source"]["file"]).read_text("utf-8"))


@cache
def passages_of(name: str) -> dict[str, list[str]]:
    """The pieces of each passage by its name on pages, from the data files."""
    found = {}
    for path in (built(name).html / "briefs").glob("*.json"):
        if path.name.endswith(".csl.json"):
            continue
        data = json.loads(path.read_text("utf-8"))
        for item in (*data["positions"], *data["questions"]):
            for number, pieces in enumerate(item["passages"], start=1):
                found[f"{path.stem}#{item['id']}/{number}"] = [words(piece["text"]) for piece in pieces]
            if "gist" in item:
                found[f"{path.stem}#{item['id']}/0"] = [words(item["gist"]["text"])]
    return found


def pages(site: Site) -> Iterator[tuple[Path, LexborHTMLParser]]:
    for path in sorted(site.html.rglob("*.html")):
        yield path, LexborHTMLParser(path.read_text("utf-8"))


def marked(tree: LexborHTMLParser) -> Iterator[list[LexborNode]]:
    """The marks of each passage on a page: one per paragraph, or several in a table cell."""
    run: list[LexborNode] = []
    for mark in tree.css("mark.passage"):
        if run and not is_one(mark.parent, run[-1].parent):
            yield run
            run = []
        if run and mark.attributes["data-passage"] != run[-1].attributes["data-passage"]:
            yield run
            run = []
        run.append(mark)
    yield run


def is_one(element: LexborNode | None, other: LexborNode | None) -> bool:
    """Whether two elements are the same, or the first is the paragraph right after the second."""
    before = element.prev if element else None
    while before is not None and before.tag == "-text":
        before = before.prev
    both = [element, before] if before is not None and before.tag == "p" else [element]
    return other is not None and other.mem_id in [node.mem_id for node in both if node is not None]


@pytest.mark.parametrize("name", SITES)
def test_what_is_marked_on_any_page_is_the_passage_word_for_word(name: str) -> None:
    known, seen = passages_of(name), set()
    for path, tree in pages(built(name)):
        for marks in filter(None, marked(tree)):
            called = marks[0].attributes["data-passage"] or ""
            assert words(" ".join(mark.text() for mark in marks)) == LEFT_OUT.join(known[called]), path
            if path.stem == called.partition("#")[0]:
                seen.add(called)
        for mark in tree.css("mark[class]"):
            assert {node.tag for node in mark.iter()} <= {"strong"}, path
    assert seen == known.keys()


@pytest.mark.parametrize("name", SITES)
def test_what_is_around_a_passage_is_around_it_in_the_article(name: str) -> None:
    for path, tree in pages(built(name)):
        for mark in tree.css("blockquote mark[class]"):
            paragraph = mark.parent if mark.parent and mark.parent.tag == "p" else None
            if paragraph is None:  # A link in an article that is shown whole.
                continue
            called = mark.attributes.get("data-passage")
            article = article_of(name, called.partition("#")[0] if called else path.stem)
            for piece in words(paragraph.text()).split(LEFT_OUT):
                assert piece in article, path


def test_on_a_briefing_the_sentence_is_whole() -> None:
    tree = LexborHTMLParser((built("real").html / BRIEFING).read_text("utf-8"))
    for called, (before, after) in SENTENCES.items():
        mark = tree.css_first(f"blockquote mark[data-passage$='#{called}']")
        assert mark is not None
        assert mark.parent is not None
        assert mark.parent.text() == f"{before}{mark.text()}{after}"


def test_no_page_cuts_a_passage() -> None:
    """A list links to passages that do not fit."""
    for name in SITES:
        for path, tree in pages(built(name)):
            for mark in tree.css("mark[class]"):
                assert not mark.text().rstrip().endswith("[…]"), path


# --- as they look ---------------------------------------------------------------------------------

CORNERS = """mark => ['::before', '::after'].map(end => {
  const style = getComputedStyle(mark, end);
  const sides = ['Top', 'Right', 'Bottom', 'Left']
    .filter(side => parseFloat(style[`border${side}Width`]) >= 1);
  return [style.position, ...sides].join(' ');
})"""
FACES = """paragraph => {
  const mark = paragraph.querySelector('mark'), ground = element => {
    const colour = getComputedStyle(element).backgroundColor;
    return /^rgba\\(.*, 0\\)$/.test(colour) && element.parentElement ? ground(element.parentElement) : colour;
  };
  return [getComputedStyle(paragraph).color, getComputedStyle(mark).color, ground(paragraph),
    getComputedStyle(paragraph).fontSize, getComputedStyle(mark).fontSize];
}"""
ONE = f"{BRIEFING}#joe-biden-it-should-be-a-proportional-response"


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, as in WCAG 2.2."""

    def luminance(colour: str) -> float:
        parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("name", "path"), [("real", ONE), ("example", WHOLE)])
def test_the_rest_of_a_sentence_is_grey_smaller_and_can_be_read(
    new_context: Contexts, name: str, path: str, scheme: str
) -> None:
    page = new_context(viewport={"width": 1280, "height": 800}, color_scheme=scheme).new_page()
    page.goto(f"{built(name).html.as_uri()}/{path}")
    paragraphs = page.locator("blockquote > p:has(mark[class])").all()
    assert len(paragraphs) > 10
    for paragraph in paragraphs:
        rest, mark, ground, small, large = paragraph.evaluate(FACES)
        assert contrast(rest, ground) >= 7
        assert contrast(mark, ground) > contrast(rest, ground)
        assert float(small[:-2]) < float(large[:-2])


@pytest.mark.parametrize(
    "medium", [{}, {"forced_colors": "active"}, {"media": "print"}], ids=["screen", "forced", "print"]
)
def test_a_passage_is_between_corner_marks(page: Page, medium: dict[str, str]) -> None:
    page.emulate_media(**medium)  # type: ignore[arg-type]
    page.goto((built("real").html / BRIEFING).as_uri())
    corners = page.locator("#stated_positions ~ section blockquote mark.passage").evaluate_all(
        f"marks => marks.map({CORNERS})"
    )
    assert len(corners) == 14
    assert {tuple(ends) for ends in corners} == {("absolute Top Left", "absolute Right Bottom")}


def test_the_marks_are_mirrored_where_a_script_runs_to_the_left(page: Page) -> None:
    page.goto((built("example").html / "actors/layan-madrous.html").as_uri())
    corners = page.locator("p[dir=rtl] > mark").first.evaluate(CORNERS)
    assert corners == ["absolute Top Right", "absolute Bottom Left"]


def test_nothing_is_added_to_what_is_copied(page: Page) -> None:
    page.goto((built("real").html / BRIEFING).as_uri())
    paragraph = page.locator(
        "blockquote mark[data-passage$='#analysts-analysts-caution-that-while-israel-has/1']"
    ).first
    copied = paragraph.evaluate(
        "mark => { const range = document.createRange(); range.selectNodeContents(mark.parentElement);"
        " const all = getSelection(); all.removeAllRanges(); all.addRange(range); return all.toString() }"
    )
    article = article_of("real", Path(BRIEFING).stem)
    assert copied.startswith("However, analysts caution")
    assert copied in article


def test_a_passage_of_several_paragraphs_has_one_pair_of_marks(page: Page) -> None:
    page.goto((built("strait").html / "briefs/ostravia-answers-in-court.html").as_uri())
    shown = "mark => ['::before', '::after'].map(end => getComputedStyle(mark, end).display !== 'none')"
    passage = page.locator("#stated_positions ~ section blockquote:has(> p + p)").first
    corners = passage.locator("mark.passage").evaluate_all(f"marks => marks.map({shown})")
    assert corners == [[True, False], [False, False], [False, True]]


def test_the_bar_of_its_basis_is_beside_both_wordings_of_a_change(page: Page) -> None:
    page.goto((built("example").html / "actors/joran-tesk.html").as_uri())
    columns = page.locator("h3[id^=change_] ~ ul > li").all()
    assert len(columns) > 3
    styles = {"Quoted": "solid", "Partly quoted": "dashed", "Reported": "dotted", "Second-hand": "double"}
    for column in columns:
        basis, *_ = re.split(" · | via |, ", column.locator("> p").last.inner_text())
        bar = "e => getComputedStyle(e).borderInlineStartStyle"
        assert {p.evaluate(bar) for p in column.locator("blockquote > p").all()} == {styles[basis]}

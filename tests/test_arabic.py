"""The example collection with an Arabic interface.

No English text of the site is left, texts in other languages are marked as such, and pages run from right to
left.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect
from selectolax.lexbor import LexborHTMLParser, LexborNode

from helpers.both_readings import assert_both_read_the_same, generated_pages
from helpers.browser import (
    HOST,
    SCHEMES,
    Axe,
    Contexts,
    astray,
    checks,
    is_wider_than,
    listen,
    serve_strictly,
)
from helpers.building import PROGRAM, Site, arabic_example
from helpers.checked import record_of
from helpers.made_collections import made
from helpers.publishing import finished_text
from helpers.whole import pages_of
from helpers.wordings import wording
from onrecord.markdown.rendering import Renderer
from onrecord.mkdocs_yml.settings import UNSAID
from onrecord.pages.catalogue import TEMPLATES, Page, groups
from onrecord.pages.questions import IssueQuestionsPage

A4 = 718  # pixels without margins
# One page of each kind.
KINDS = {
    "home": "index.html",
    "briefing": "briefs/tesk-says-he-led-talks.html",
    "article in full": "briefs/qadmar-would-accept-levy-without-grain.html",
    "briefings": "briefs/index.html",
    "actor": "actors/joran-tesk.html",
    "actors": "actors/index.html",
    "issue": "issues/channel-levy.html",
    "issues": "issues/index.html",
    "changes": "changes.html",
    "questions": "questions.html",
    "unnamed sources": "unnamed.html",
    "outlets": "outlets/index.html",
    "outlet": "outlets/gulf-wire-service.html",
    "tags": "tags/index.html",
    "tag": "tags/levy.html",
    "search": "search.html?q=levy",
    "comparison": "compare.html?a=joran-tesk&b=maren-oskell",
    "quote check": "quotes.html",
    "written by hand": "about.html",
    "not found": "404.html",
}
# The same in every language: formats, and the name of a file.
TOKENS = set("Enter Esc BibTeX RIS CSL JSON LD SHA W3C Wikidata YAML Atom CSV Feed".split())
# Elements whose text cannot mark the language of a part: titles of pages and marks, citations, names in
# drawings; and texts that are not language.
NOT_READ = "script, style, title, code, .cite pre, bdi, head"


@pytest.fixture(scope="session")
def arabic(tmp_path_factory: pytest.TempPathFactory) -> Site:
    site = arabic_example(tmp_path_factory.mktemp("arabic") / "root")
    done = site.build()
    assert "no problems" in done.out + done.err
    return site


@pytest.fixture(params=list(KINDS.values()), ids=list(KINDS))
def path(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def texts(node: LexborNode, language: str) -> Iterator[tuple[str, str]]:
    """Yield the texts below an element, including attributes that are read out, each with its language."""
    language = (node.attributes.get("lang") if node.tag not in ("-text", "_comment") else None) or language
    for name in ("aria-label", "alt", "data-copy", "data-citation", "data-copied", "data-selected"):
        said = node.attributes.get(name) if node.tag not in ("-text", "_comment") else None
        if said:
            yield language, said
    for child in node.iter(include_text=True):
        if child.tag == "-text":
            yield language, child.text(deep=True)
        elif not child.css_matches(NOT_READ):
            yield from texts(child, language)
        elif child.tag == "script":
            yield from (
                (language, value or "") for key, value in child.attributes.items() if key[:5] == "data-"
            )


def left_in_latin(html: str) -> set[str]:
    """Words in Latin letters that are not marked as another language."""
    root = LexborHTMLParser(html).css_first("html")
    assert root is not None
    found = (text for language, text in texts(root, "") if language == "ar")
    said = (re.sub(r"\{name\}|Ctrl\+C|⌘C", "", text) for text in found)
    return {word for text in said for word in re.findall(r"[A-Za-z]+\w*", text)} - TOKENS


def test_no_english_of_ours_is_left_on_any_page(arabic: Site) -> None:
    pages = sorted(arabic.html.rglob("*.html"))
    assert len(pages) > 75
    for page in pages:
        assert left_in_latin(page.read_text("utf-8")) == set(), page.relative_to(arabic.html)


def test_english_would_be_found() -> None:
    page = '<html lang="ar"><body><p>نص <span lang="en">Mira</span> and</p><p aria-label="Site">نص</p></html>'
    assert left_in_latin(page) == {"and", "Site"}


@cache
def pages_in_parts() -> dict[str, tuple[Page, str]]:
    """Pages of every kind and shape, from a collection with long lists."""
    renderer = Renderer((PROGRAM / "templates" / "markdown",), wording=wording("ar", "en"))
    seen: dict[tuple[type[Page], bool], Page] = {}
    for page in pages_of(made(700).record()):
        seen.setdefault((type(page), bool(getattr(page, "parts", ()))), page)
    words = wording("ar", "en")
    return {
        page.path: (page, finished_text(page.path, renderer.render(page), words=words))
        for page in seen.values()
    }


def test_parts_of_long_lists_are_in_arabic_too() -> None:
    paths = pages_in_parts()
    assert any("_" in path for path in paths)
    for path, (_, text) in paths.items():
        body = text.split("\n---\n", 1)[1]
        theirs = r'<span lang="en" dir="ltr">.*?</span>|<g [^>]*lang="en".*?</g>|<(pre|code)>.*?</\1>'
        marked = re.sub(theirs, "", body, flags=re.DOTALL)
        marked = re.sub(r"(?m)^.*\n *>? *\{: (?:#\S+ )?(?:\.\S+ )?lang=en dir=ltr \}$", "", marked)
        marked = re.sub(r"<bdi>.*?</bdi>|<title>.*?</title>", "", marked)
        marked = re.sub(r"<[^>]*>|\]\([^)]*\)|\{:[^}]*\}|`[^`]*`|#\S+", "", marked)
        left = set(re.findall(r"[A-Za-z]{2,}", marked)) - TOKENS
        assert left == set(), path


def test_both_readings_agree_on_arabic_pages(arabic: Site) -> None:
    pages = generated_pages(arabic, wording("ar", "en"))
    assert len(pages) > 75
    assert_both_read_the_same(pages | {path: text for path, (_, text) in pages_in_parts().items()})


def test_quoted_words_and_editors_words_say_their_language(arabic: Site) -> None:
    for page in (arabic.html / "briefs").glob("*-*.html"):
        tree = LexborHTMLParser(page.read_text("utf-8"))
        for passage in tree.css("blockquote p"):
            language, direction = passage.attributes.get("lang"), passage.attributes.get("dir")
            assert (language is None) == (direction is None)
            assert direction == (None if language is None else "rtl" if language == "ar" else "ltr")
            assert language is not None or re.search("[\u0621-\u064a]", passage.text())
        for says in tree.css("section section section > [class^=role-] + p"):
            assert (says.attributes.get("lang"), says.attributes.get("dir")) == ("en", "ltr")


# --- in a browser -------------------------------------------------------------------------------


def test_pages_are_whole(new_context: Contexts, arabic: Site, axe: Axe, path: str) -> None:
    context = new_context(viewport={"width": 1280, "height": 800})
    serve_strictly(context, arabic)
    page = context.new_page()
    heard = listen(page)
    page.goto(f"{HOST}/{path}")
    for waits in ("#search_results", "#compare_body"):
        if page.locator(waits).count():
            expect(page.locator(waits)).to_have_attribute("aria-busy", "false")
    with checks() as check:
        for width in (1280, 768, 390, 320):
            page.set_viewport_size({"width": width, "height": 800})
            with check("astray", width):
                assert astray(page) == []
            for scheme in SCHEMES:
                page.emulate_media(color_scheme=scheme)
                with check("axe", width, scheme):
                    assert axe(page) == []
                with check("width", width, scheme):
                    assert not is_wider_than(page, width)
                with check("direction", width, scheme):
                    assert page.evaluate("getComputedStyle(document.body).direction") == "rtl"
            page.emulate_media(forced_colors="active", color_scheme="light")
            with check("width", width, "forced colours"):
                assert not is_wider_than(page, width)
            if width in (1280, 390):
                with check("axe", width, "forced colours"):
                    assert axe(page, without=["color-contrast"]) == []
            page.emulate_media(forced_colors="none")
        page.emulate_media(media="print")
        page.set_viewport_size({"width": A4, "height": 1000})
        with check("paper"):
            assert not is_wider_than(page, A4)
            assert axe(page, without=["color-contrast", "target-size"]) == []
        with check("complaints"):
            assert heard == []


def test_every_kind_of_page_is_looked_at(arabic: Site) -> None:
    """Parts of lists are looked at in English (test_every_page.py)."""
    paths = {urlsplit(path).path.replace(".html", ".md") for path in KINDS.values()}
    record = record_of(arabic)
    outputs = [one for group in groups(record, UNSAID) for one in group.plan(record) if one.path in paths]
    whole = {kind for kind in TEMPLATES if not kind.__name__.endswith(("PartPage", "PositionsPage"))}
    assert {type(one.made(record)) for one in outputs} == whole - {IssueQuestionsPage}


def test_the_layout_is_mirrored(new_context: Contexts, arabic: Site) -> None:
    page = new_context(viewport={"width": 1280, "height": 800}).new_page()
    page.goto((arabic.html / KINDS["briefing"]).as_uri())

    def left(selector: str) -> float:
        return float(page.locator(selector).first.evaluate("e => e.getBoundingClientRect().left"))

    assert left("#at_a_glance + ul strong") > left("#at_a_glance + ul a") > left("#at_a_glance + ul mark")
    assert left("#stated_positions") > left("#the_source")
    assert left(".masthead p a") > left(".masthead nav")
    # An English passage has its bar on the left.
    passage = page.locator("section section section blockquote p").first
    assert passage.evaluate("e => getComputedStyle(e).borderLeftWidth") == "4px"
    assert passage.evaluate("e => getComputedStyle(e).borderRightWidth") == "0px"
    page.goto(f"{page.url}#{page.locator('h4[id]').first.get_attribute('id')}")
    shadow = page.locator("section:has(> h4:target)").evaluate("e => getComputedStyle(e).boxShadow")
    assert " -8px" not in shadow


def test_the_matrix_is_mirrored(new_context: Contexts, arabic: Site) -> None:
    page = new_context(viewport={"width": 1280, "height": 800}).new_page()
    page.goto((arabic.html / KINDS["issue"]).as_uri())
    boxes = "nodes => nodes.map(n => n.getBoundingClientRect()).map(box => [box.left, box.right])"
    table = page.locator(".matrix").evaluate("e => e.getBoundingClientRect().right")
    heads = page.locator(".matrix thead th").evaluate_all(boxes)
    assert heads[0][1] == pytest.approx(table, abs=1)
    assert heads == sorted(heads, reverse=True)  # Time runs to the left.
    assert all(right <= left + 1 for (left, _), (_, right) in pairwise(heads))


def test_the_script_speaks_arabic(new_context: Contexts, arabic: Site) -> None:
    page = new_context().new_page()
    page.goto((arabic.html / KINDS["briefing"]).as_uri())
    page.locator(".cite summary").first.click()
    names = ["نسخ الاستشهاد"]
    expect(page.locator(".cite[open] button")).to_have_text(names)

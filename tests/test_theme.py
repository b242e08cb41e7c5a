"""The theme escapes its values, requests nothing from other hosts, and is accessible."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import jinja2
import pytest
from jinja2 import nodes
from playwright.sync_api import Page, expect
from selectolax.lexbor import LexborHTMLParser

from helpers.browser import HOST, SCHEMES, Axe, Contexts, checks, is_wider_than, listen, serve_strictly
from helpers.building import PROGRAM, Site, built, small_site

THEME = PROGRAM / "templates" / "theme"
TEMPLATES = sorted(path.name for path in THEME.glob("*.html"))

# One page of each kind, on the made-up site below.
KINDS = {
    "home": "index.html",
    "briefing": "briefs/hostile.html",
    "article in full, from right to left": "briefs/arabic.html",
    "briefing with nothing in it": "briefs/empty.html",
    "briefings": "briefs/index.html",
    "actor": "actors/minister.html",
    "actors": "actors/index.html",
    "issue": "issues/water.html",
    "issues": "issues/index.html",
    "questions": "questions.html",
    "search": "search.html",
    "changes": "changes.html",
    "comparison": "compare.html",
    "quote check": "quotes.html",
    "written by hand": "notes.html",
    "not found": "404.html",
}

# --- a made-up site that is hard to show ------------------------------------------------------

LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
TITLE = f"<script>alert(1)</script> &amp; \"A\" & 'B' </title> {LONG}"
ISSUE = f"<em>Water</em> &lt; {LONG}"
ACTOR = f'The "Minister" <for> & {LONG}'
POSITION = "prices-0"
POSITIONS = "".join(
    f"""
  - actor: minister
    issue: water
    says: {json.dumps(f"Prices & <fees> will not rise in year {year}, for {LONG}.")}
    passage: will not rise in year {year}
    toward: [ministry, minister]
    stance: for
    id: prices-{year}"""
    for year in range(9)
)
FILES = {
    "seeds/hostile.txt": f"Prices & {LONG}\n"
    + "\n".join(f"The minister said: “Prices, I say, will not rise in year {n}”, twice." for n in range(12)),
    "seeds/arabic.txt": "الوزير والأسعار\n"
    "قال الوزير: «لن نرفع الأسعار في عام 2025»، وأضاف أن الحكومة تدرس الأمر.\n",
    "seeds/empty.txt": "A notice\nThe office is closed on Monday.\n",
    "briefs/hostile.yml": f"""\
date: 2025-03-01
updated: 2025-03-04
title: {json.dumps(TITLE)}
summary: A *summary* of {LONG} & <b>no tag</b>, with a [link](https://example.org/?a=1&b=2).
tags: ["a & b", "<c>"]
source:
  file: hostile.txt
  publisher: "R & D <Ltd>"
  url: https://example.org/{"a" * 150}?q=1&r=2
actors:
  - id: minister
    role: Minister of {LONG}
  - id: ministry
positions:{POSITIONS}
open_questions:
  - ask: Will <they> rise & fall, {LONG}?
    issue: water
    passage: will not rise in year 3
  - ask: Did they rise?
    issue: water
    status: answered
    answer: They did not.
    answered_by: hostile#{POSITION}
corrections:
  - date: 2025-03-04
    note: A correction, with [its reason](https://example.org/why).
""",
    "briefs/arabic.yml": """\
date: 2025-03-05
summary: The article, in Arabic, reports on prices.
source: {file: arabic.txt, publisher: صحيفة, language: ar, show: full}
actors: [id: minister]
positions:
  - actor: minister
    issue: water
    says: Prices will not rise in 2025.
    passage: [قال الوزير, لن نرفع الأسعار في عام 2025]
    translation: We will not raise prices in 2025
""",
    "briefs/empty.yml": """\
date: 2025-03-06
summary: The article says that an office is closed.
source: {file: empty.txt, publisher: P}
actors: [id: ministry]
""",
    "briefs/actors.yml": f"""\
minister:
  name: {json.dumps(ACTOR)}
  kind: person
  also: [minister, الوزير]
  of: ministry
  wikidata: Q1
  note: A *note* & <b>more</b>.
ministry:
  name: Ministry
  kind: organisation
  also: [office]
""",
    "briefs/issues.yml": f"water:\n  title: {json.dumps(ISSUE)}\n  proposition: Prices should not rise.\n",
    "site_src/notes.md": '# Fish & chips &lt; "peas"\n\n## A section\n\n| a | b |\n|---|---|\n| 1 | 2 |\n',
}


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Site:
    site = Site(tmp_path_factory.mktemp("hostile"))
    for path, text in FILES.items():
        site.write(path, text)
    site.build()
    return site


@pytest.fixture(params=list(KINDS.values()), ids=list(KINDS))
def path(request: pytest.FixtureRequest) -> str:
    """The path of a page of each kind."""
    return str(request.param)


def parsed(site: Site, path: str) -> LexborHTMLParser:
    return LexborHTMLParser((site.html / path).read_text("utf-8"))


def text_of(tree: LexborHTMLParser, selector: str) -> str:
    node = tree.css_first(selector)
    assert node is not None, selector
    return node.text()


# --- escaping -----------------------------------------------------------------------------------

# Values that a template may write unescaped: HTML, or the template's own numbers.
HTML = {
    "page.content": "MkDocs' HTML of the page",
    "parts|first": "a piece of it",
    "sections()": "a piece of it",
    "inner": "a piece of it",
    "inner.replace()": "a piece of it, with the end of an element",
    "rest": "a piece of it",
    "written()": "an editor's words, escaped by the macro",
    "entry()": "a heading, escaped by the macro",
    "theirs()": "what language an editor's words are in, escaped by the macro",
    "level": "the level of a heading",
    "data|tojson": "JSON in which Jinja writes what is special to HTML as numbers",
}


def unescaped(template: str) -> Iterator[str]:
    """The expressions of a template that write unescaped text, each with its line."""
    for output in jinja2.Environment(autoescape=False).parse(template).find_all(nodes.Output):
        for node in output.nodes:
            if not _is_safe(node):
                yield f"{node.lineno}: {_name(node)}"


def _is_safe(node: nodes.Node | None) -> bool:
    match node:
        case None | nodes.TemplateData() | nodes.Filter(name="e"):
            return True
        case nodes.CondExpr():
            return _is_safe(node.expr1) and _is_safe(node.expr2)
        case _:
            return _name(node) in HTML


def _name(node: nodes.Node | None) -> str:
    match node:
        case nodes.Name():
            return node.name
        case nodes.Getattr():
            return f"{_name(node.node)}.{node.attr}"
        case nodes.Filter():
            return f"{_name(node.node)}|{node.name}"
        case nodes.Call():
            return f"{_name(node.node)}()"
        case _:
            return type(node).__name__


def base_of(path: str) -> str:
    """The site's root, relative to a page; 404.html may be shown anywhere."""
    return "" if path == "404.html" else "/".join([".."] * path.count("/")) or "."


@pytest.mark.parametrize("name", TEMPLATES)
def test_templates_escape_all_that_they_write(name: str) -> None:
    template = (THEME / name).read_text("utf-8")
    assert list(unescaped(template)) == []
    assert not re.findall(r"=\s*\{\{", template), "an attribute's value without quotation marks"


@pytest.mark.parametrize(
    ("template", "found"),
    [
        ("{{ page.title|e }}{% if a %}{{ 'x' if b else c|e }}{% endif %}", ["1: CondExpr"]),
        ("\n<p>{{ page.title }}</p>", ["2: page.title"]),
        ("{{ page.url|e|url }}{{ page.content }}", ["1: page.url|e|url"]),
        ("{{ a|e if b }}{{ f(a) }}{{ a ~ b }}", ["1: f()", "1: Concat"]),
    ],
)
def test_an_unescaped_expression_is_found(template: str, found: list[str]) -> None:
    assert list(unescaped(template)) == found


def test_titles_are_escaped_once(hostile: Site) -> None:
    tree = parsed(hostile, "briefs/hostile.html")
    assert text_of(tree, "title") == f"{TITLE} – onrecord"
    assert text_of(tree, "h1") == TITLE
    assert text_of(tree, ".contents li li a") == ISSUE
    assert text_of(parsed(hostile, "actors/minister.html"), "h1") == ACTOR
    assert text_of(parsed(hostile, "notes.html"), "title") == 'Fish & chips < "peas" – onrecord'


def test_descriptions_are_escaped_once(hostile: Site) -> None:
    meta = parsed(hostile, "briefs/hostile.html").css_first("meta[name=description]")
    assert meta is not None
    assert meta.attributes["content"] == f"A summary of {LONG} & <b>no tag</b>, with a link."


# --- what a page consists of --------------------------------------------------------------------


def test_frame(hostile: Site, path: str) -> None:
    tree = parsed(hostile, path)
    for once in ("head > title", "h1", "main", "body > header", "body > footer"):
        assert len(tree.css(once)) == 1, once
    assert [node.attributes["lang"] for node in tree.css("html")] == ["en"]
    assert text_of(tree, "body > a") == "Skip to main content"
    ids = [node.attributes["id"] for node in tree.css("[id]")]
    assert len(ids) == len(set(ids))


def test_kind_is_a_class_of_the_body(hostile: Site) -> None:
    pages = ("home", "briefing", "actor", "issue", "questions", "written by hand", "not found")
    kinds = [parsed(hostile, KINDS[page]).css("body")[0].attributes["class"] for page in pages]
    assert kinds == ["home", "briefing", "actor", "issue", "index", "text", "text"]


OWN_SCRIPTS = {
    "search.html": "search_words search_files search_index search",
    "compare.html": "search_words search_files compare",
    "quotes.html": "search_words search_files search_index quotation_marks quoted_words quotations quotes",
}


def test_no_inline_script_or_style_no_other_host(hostile: Site, path: str) -> None:
    tree = parsed(hostile, path)
    assert tree.css("style, [style], iframe, object, base") == []
    fetched = [node.attributes for node in tree.css("script[src]")]
    names = OWN_SCRIPTS.get(path, "").split()
    scripts = [*(f"{name}.js" for name in names), "page.js"]
    said = [
        {name: attributes.pop(name) for name in list(attributes) if name[:5] == "data-"}
        for attributes in fetched
    ]
    above = base_of(path)
    assert fetched == [{"src": f"{above}/js/{name}", "defer": None} for name in scripts]
    assert len(said[-1]) == (0 if path == "404.html" else 5)
    assert all(said[-1].values())
    inside = tree.css("script:not([src])")
    assert len(inside) == (path != "404.html")
    for data in inside:  # not scripts: browsers do not run this type
        assert data.attributes == {"type": "application/ld+json"}
        assert json.loads(data.text())["@context"] == "https://schema.org"
    assert [name for node in tree.css("*") for name in node.attributes if name.startswith("on")] == []
    loaded = [node.attributes.get("src") or node.attributes.get("href") for node in tree.css("link, img")]
    assert [address for address in loaded if urlsplit(address or "").netloc] == []


POLICY = "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'"


def policy_of(tree: LexborHTMLParser) -> str | None:
    """The policy, if it precedes everything that it applies to."""
    first = tree.css("head > *:not([charset])")[0]
    assert first.attributes["http-equiv"] == "Content-Security-Policy"
    return first.attributes["content"]


def test_policy_forbids_inline_script_and_style_and_other_hosts(hostile: Site, path: str) -> None:
    assert policy_of(parsed(hostile, path)) == POLICY
    assert "unsafe" not in POLICY


def test_policy_and_what_is_shared_follow_the_settings(tmp_path: Path) -> None:
    site = small_site(tmp_path)
    site.write(
        "mkdocs.yml",
        'site_name: The "Record"\nsite_url: https://example.org/any/\n'
        "extra:\n  content_security_policy: \"default-src 'self'; img-src https:\"\n",
    )
    site.build()
    tree = parsed(site, "briefs/note.html")
    assert policy_of(tree) == "default-src 'self'; img-src https:"
    shared = {
        node.attributes["property"]: node.attributes["content"] for node in tree.css("meta[property^='og:']")
    }
    assert shared == {
        "og:title": "A made-up note",
        "og:type": "article",
        "og:description": "Made up.",
        "og:url": "https://example.org/any/briefs/note.html",
        "og:site_name": 'The "Record"',
        "og:locale": "en_GB",
    }


def test_what_is_shared_is_not_longer_than_is_read(hostile: Site, path: str) -> None:
    tree = parsed(hostile, path)
    shared = {
        node.attributes["property"]: node.attributes["content"] or ""
        for node in tree.css("meta[property^='og:']")
    }
    assert shared["og:title"]
    assert 0 < len(shared["og:description"]) <= 300
    described = [node.attributes["content"] for node in tree.css("meta[name='description']")]
    assert described == [shared["og:description"]]  # which Zotero takes for the abstract
    assert shared["og:type"] == ("article" if tree.css("body.briefing") else "website")
    assert "og:url" not in shared  # The site has no `site_url`.


def test_navigation_does_not_grow_with_the_site(hostile: Site, path: str) -> None:
    names = [node.text() for node in parsed(hostile, path).css("body > header nav a")]
    assert names == ["Briefings", "Actors", "Issues", "Changes", "Questions", "About"]


def test_briefing_is_in_sections(hostile: Site) -> None:
    tree = parsed(hostile, "briefs/hostile.html")
    sections = [node.attributes["id"] for node in tree.css(".sections > section > h2")]
    assert sections == [
        *("at_a_glance", "stated_positions", "the_actors", "open_questions", "the_source", "the_corrections"),
        "other_briefings",
    ]
    assert len(tree.css("section > section > section > h4:first-child")) == 9
    assert len(tree.css("section > section > section > blockquote")) == 9
    contents = [node.attributes["href"] for node in tree.css(".contents > ul > li > a")]
    assert contents == [f"#{section}" for section in sections]


def test_not_found_is_found_from_any_depth(hostile: Site) -> None:
    tree = parsed(hostile, "404.html")
    addresses = [node.attributes["href"] or "" for node in tree.css("link, a")]
    assert [address for address in addresses if not address.startswith(("/", "#"))] == []


def test_address_of_the_site_is_used_where_it_is_known(tmp_path: Path) -> None:
    site = Site(tmp_path)
    for path, text in FILES.items():
        site.write(path, text)
    settings = (PROGRAM / "mkdocs.yml").read_text("utf-8")
    site.write("mkdocs.yml", f"site_url: https://example.org/any/path/\n{settings}")
    site.build()
    addresses = [node.attributes["href"] or "" for node in parsed(site, "404.html").css("link, a[href]")]
    assert [address for address in addresses if not address.startswith(("/any/path/", "#"))] == []
    canonical = parsed(site, "briefs/empty.html").css_first("link[rel=canonical]")
    assert canonical is not None
    assert canonical.attributes["href"] == "https://example.org/any/path/briefs/empty.html"


def test_style_sheet_and_script_are_small() -> None:
    assert len(gzip.compress((THEME / "css" / "site.css").read_bytes())) <= 7_800
    assert len(gzip.compress((THEME / "css" / "lists.css").read_bytes())) <= 4_000
    assert len((THEME / "js" / "page.js").read_bytes()) <= 6_400
    assert sorted(path.name for path in (THEME / "js").iterdir()) == [
        "compare.js",
        "page.js",
        "quotation_marks.js",
        "quotations.js",
        "quoted_words.js",
        "quotes.js",
        "search.js",
        "search_files.js",
        "search_index.js",
        "search_words.js",
    ]
    assert sum(len(gzip.compress(path.read_bytes())) for path in (THEME / "js").glob("search*.js")) <= 18_000
    assert len(gzip.compress((THEME / "js" / "compare.js").read_bytes())) <= 4_200
    assert len(gzip.compress((THEME / "css" / "search.css").read_bytes())) <= 2_000
    assert len(gzip.compress((THEME / "css" / "compare.css").read_bytes())) <= 1_500


# --- in a browser -------------------------------------------------------------------------------


# Separate links that are too low to tap.
TOO_LOW = """() => [...document.querySelectorAll('nav a, :is(li, h3, h4, .more) > a:only-child')]
    .filter(link => link.offsetHeight)
    .filter(link => link.parentElement.textContent.trim() === link.textContent.trim())
    .map(link => [link.textContent, link.getBoundingClientRect().height])
    .filter(([text, height]) => height < 24)"""


def test_accessible_in_every_width_under_a_strict_policy(
    new_context: Contexts, hostile: Site, axe: Axe, path: str
) -> None:
    context = new_context(viewport={"width": 1280, "height": 720})
    serve_strictly(context, hostile)
    page = context.new_page()
    heard = listen(page)
    page.goto(f"{HOST}/{path}")
    with checks() as check:
        with check("style sheets"):
            assert page.evaluate("document.styleSheets.length") == style_sheets(path)
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            with check("axe", scheme):
                assert axe(page) == []
        for width in (1000, 390, 320):
            page.set_viewport_size({"width": width, "height": 640})
            with check("no sideways scrolling", width):
                assert not is_wider_than(page, width)
            if width < 400:
                with check("links that stand alone", width):
                    assert page.evaluate(TOO_LOW) == []
        with check("complaints"):
            assert heard == []


def style_sheets(path: str) -> int:
    is_briefing = path.startswith("briefs/") and path != KINDS["briefings"]
    alone = is_briefing or path in (KINDS["written by hand"], KINDS["not found"])
    return 3 if path in OWN_SCRIPTS else 1 if alone else 2


@pytest.mark.parametrize("width", [320, 360, 390, 412, 430])
def test_no_word_of_the_navigation_is_broken(new_context: Contexts, width: int) -> None:
    page = new_context(viewport={"width": width, "height": 640}).new_page()
    page.goto((built("real").html / "index.html").as_uri())
    lines: list[int] = page.evaluate(
        """() => [...document.querySelectorAll('.masthead nav a')].map(link => {
            const words = document.createRange();
            words.selectNodeContents(link);
            return words.getClientRects().length;
        })"""
    )
    assert lines == [1] * 6


@pytest.mark.parametrize(
    ("slug", "fragment"),
    [("hostile", POSITION), ("hostile", "source_3"), ("arabic", "source_1")],
)
def test_what_a_link_leads_to_is_marked(page: Page, hostile: Site, slug: str, fragment: str) -> None:
    address = (hostile.html / "briefs" / f"{slug}.html").as_uri()
    page.goto(address)
    before = _background(page, fragment)
    page.goto(f"{address}#{fragment}")
    assert _background(page, fragment) != before or page.locator(f"mark#{fragment}").count()
    assert page.evaluate("document.getAnimations().length") == 0
    assert page.locator(f"#{fragment}").bounding_box()["y"] >= 16  # type: ignore[index]  # it is shown


def _background(page: Page, fragment: str) -> str:
    style = "element => getComputedStyle(element).backgroundColor"
    return str(page.locator(f"#{fragment}").evaluate(style))


def test_mark_of_the_target_needs_no_colour(new_context: Contexts, hostile: Site) -> None:
    page = new_context(forced_colors="active").new_page()
    page.goto(f"{(hostile.html / 'briefs/hostile.html').as_uri()}#{POSITION}")
    assert page.locator(f"#{POSITION}").evaluate("e => getComputedStyle(e).outlineStyle") == "solid"


def test_quoted_words_are_told_apart_without_colour(page: Page, hostile: Site) -> None:
    page.goto((hostile.html / "briefs/arabic.html").as_uri())
    weight = "element => Number(getComputedStyle(element).fontWeight)"
    passage = page.locator("section section section blockquote p").last
    assert passage.locator("strong").evaluate(weight) >= passage.evaluate(weight) + 200


# 404.html is served at any depth, so it needs `site_url`.
@pytest.mark.parametrize("path", [path for path in KINDS.values() if path != "404.html"])
def test_works_under_a_strict_policy_below_any_path(new_context: Contexts, hostile: Site, path: str) -> None:
    context = new_context()
    serve_strictly(context, hostile, "/any/path")
    page = context.new_page()
    heard = listen(page)
    page.goto(f"{HOST}/any/path/{path}")
    assert heard == []
    assert page.evaluate("document.styleSheets.length") == style_sheets(path)


def test_not_found_is_served_at_any_depth(new_context: Contexts, hostile: Site) -> None:
    context = new_context()
    serve_strictly(context, hostile)
    page = context.new_page()
    page.goto(f"{HOST}/briefs/of/long/ago.html")
    assert page.locator("h1").inner_text() == "Page not found"
    assert page.evaluate("document.styleSheets.length") == 1
    page.locator("header p a").click()
    expect(page).to_have_url(f"{HOST}/index.html")


def test_skip_link_comes_first_and_is_seen(page: Page) -> None:
    page.goto((built("real").html / "index.html").as_uri())
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    assert skip.inner_text() == "Skip to main content"
    assert skip.bounding_box()["y"] >= 0  # type: ignore[index]  # it is shown


def test_paper_has_the_text_and_no_navigation(page: Page, hostile: Site) -> None:
    page.emulate_media(media="print", color_scheme="dark")
    page.goto((hostile.html / "briefs/hostile.html").as_uri())
    assert page.locator("nav:visible, .skip:visible").count() == 0
    assert page.locator(".kicker").first.is_visible()
    words = page.locator("section section section blockquote").first
    assert words.evaluate("element => getComputedStyle(element).breakInside") == "avoid"
    assert page.locator(".actions:visible, .cite:visible, .link:visible").count() == 0
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert paper == "rgb(255, 255, 255)"

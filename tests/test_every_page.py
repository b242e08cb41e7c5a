"""Every kind of page in every view.

Wide and narrow, light, dark, in forced colours, on paper, by keyboard, without scripts and from disk.
"""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest
from playwright.sync_api import Page, expect
from selectolax.lexbor import LexborHTMLParser

from bench.collection import make
from helpers.browser import BRIEFING, HOST, Axe, Check, Contexts, astray, checks, is_wider_than, listen, serve
from helpers.building import Site, built, example_site
from helpers.checked import record_of
from onrecord.addresses import EXPORT_PATHS
from onrecord.mkdocs_yml.settings import UNSAID
from onrecord.pages import splitting
from onrecord.pages.catalogue import TEMPLATES, groups
from onrecord.pages.catalogue import Page as AnyPage

PAGES = {
    "home": ("real", "index.html"),
    "briefings": ("real", "briefs/index.html"),
    "briefing": ("real", BRIEFING),
    "actors": ("real", "actors/index.html"),
    "actor": ("real", "actors/joe-biden.html"),
    "issues": ("real", "issues/index.html"),
    "issue": ("real", "issues/right-to-respond.html"),
    "questions": ("real", "questions.html"),
    "unnamed sources": ("real", "unnamed.html"),
    "outlets": ("real", "outlets/index.html"),
    "outlet": ("real", "outlets/caliber-az.html"),
    "tags": ("real", "tags/index.html"),
    "tag": ("real", "tags/g7.html"),
    "changes, of which there are none": ("real", "changes.html"),
    "search": ("real", "search.html?q=iran"),
    "about": ("real", "about.html"),
    "not found": ("real", "404.html"),
    "home of the example": ("example", "index.html"),
    "briefings of the example": ("example", "briefs/index.html"),
    "briefing of the example": ("example", "briefs/torvane-announces-levy.html"),
    "briefing with the whole article": ("example", "briefs/salt-in-kellmouths-wells.html"),
    "actors of the example": ("example", "actors/index.html"),
    "actor over time": ("example", "actors/hanno-quill.html"),
    "actor without a position": ("example", "actors/kellmouth.html"),
    "issues of the example": ("example", "issues/index.html"),
    "issue over time": ("example", "issues/channel-levy.html"),
    "questions of the example": ("example", "questions.html"),
    "unnamed sources of the example": ("example", "unnamed.html"),
    "outlets of the example": ("example", "outlets/index.html"),
    "outlet of the example": ("example", "outlets/gulf-wire-service.html"),
    "tag of the example": ("example", "tags/levy.html"),
    "changes of the example": ("example", "changes.html"),
    "changes of one kind": ("example", "changes.html#only_moved"),
    "comparison": ("example", "compare.html?a=joran-tesk&b=maren-oskell"),
    "comparison with one actor": ("example", "compare.html?a=joran-tesk"),
    "search of the example": ("example", "search.html?q=levy&basis=quoted"),
    "search for nothing yet": ("example", "search.html"),
    "quote check": ("example", "quotes.html"),
    "about the example": ("example", "about.html"),
    "not found in the example": ("example", "404.html"),
    "briefing on an article in Arabic": ("strait", "briefs/qasira-offers-to-mediate.html"),
    "part of the briefings": ("long", "briefs/in_*-*.html"),
    "part of the actors": ("long", "actors/kind_person*.html"),
    "part of an actor": ("long", "actors/*_20*.html"),
    "part of an issue": ("long", "issues/*_20*.html"),
    "questions in parts": ("long", "questions.html"),
    "questions on an issue": ("long", "questions_on_*.html"),
    "part of the changes": ("long", "changes_20*.html"),
    "part of the questions": ("long", "questions_open_*_1.html"),
    "part of the issues": ("divided", "issues/letter_*.html"),
    "part of the outlets": ("divided", "outlets/letter_?.html"),
    "part of an outlet": ("divided", "outlets/*_20*.html"),
    "part of the tags": ("divided", "tags/letter_*.html"),
    "part of a tag": ("divided", "tags/*_20*.html"),
    "part of the unnamed sources": ("divided", "outlets/*_unnamed.html"),
}
# Pages that are not made from a template for Markdown: of the theme, and written by hand.
OTHERS = {"404.html", "about.html"}
# HTML beside the pages, and the module that opens it in a browser.
BESIDE = {"embed": "test_embeds.py", "redirect": "test_renaming.py"}
LONG = 150  # briefings of a made-up collection: most of its lists have parts
FEW = 4  # what a list may have, so that those of the example have parts
A4 = 718  # pixels without margins

# Contrast is checked once per layout, and phones share one; everything else at every width, in light. In
# forced colours the reader's system chooses the colours, but axe would measure the page's. On paper there are
# no touch targets, and browsers leave out backgrounds.
CONTRAST = ("color-contrast",)
NOT_ON_PAPER = ("color-contrast", "target-size")
VIEWS: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light", "forced_colors": "none"},
    "dark": {"color_scheme": "dark", "forced_colors": "none"},
    "forced colours": {"color_scheme": "light", "forced_colors": "active"},
}
RULES: dict[tuple[str, int], dict[str, Sequence[str]]] = {
    ("light", 1280): {},
    ("light", 1024): {},
    ("light", 768): {"without": CONTRAST},
    ("light", 390): {},
    ("light", 320): {"without": CONTRAST},
    ("dark", 1280): {"only": CONTRAST},
    ("dark", 320): {"only": CONTRAST},
    ("forced colours", 1280): {"without": CONTRAST},
    ("forced colours", 390): {"without": CONTRAST},
}

KEYED = "a[href], button, input, select, textarea, summary, [tabindex='0']"
# All elements that Tab should reach; and for a reached element, its index among them and what hides it.
REACHABLE = f"""() => {{
    const all = [...document.querySelectorAll("{KEYED}")].filter(
        e => !e.disabled && e.tabIndex >= 0 && e.checkVisibility({{visibilityProperty: true}}));
    window.reached = [];
    window.listening?.abort();
    window.listening = new AbortController();
    addEventListener("focusin", ({{target}}) => {{
        const at = all.indexOf(target), style = getComputedStyle(target);
        const seen = [...target.getClientRects()].some(box => box.width > 0 && box.height > 0
            && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth);
        const name = target.outerHTML.slice(0, 120);
        const marked = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
        if (!marked) reached.push(`no mark: ${{name}}`);
        else if (!seen) reached.push(`out of sight: ${{name}}`);
        else reached.push(at);
    }}, {{signal: listening.signal}});
    return all.length;
}}"""


# Targets on the page that are hidden when a link leads to them.
UNSEEN = """marks => marks.filter(mark => {
    location.hash = mark;
    const target = document.querySelector(":target"), box = target?.getBoundingClientRect();
    return !target || target.id !== decodeURIComponent(mark.slice(1))
        || !target.checkVisibility({visibilityProperty: true}) || !box.width || !box.height
        || box.bottom <= 0 || box.top >= innerHeight;
})"""


@contextmanager
def limits(name: str) -> Iterator[None]:
    """Smaller limits of lists, so that there are parts."""
    with ExitStack() as changed:
        if name in ("long", "divided"):
            changed.enter_context(patch("onrecord.pages.changes.NEWEST", 3))
        if name == "divided":
            changed.enter_context(patch("onrecord.pages.unnamed.LIMIT", FEW))
            for divide in (splitting.by_date, splitting.by_year, splitting.by_letter):
                changed.enter_context(patch.object(divide, "__defaults__", (FEW,)))
        yield


@cache
def site_of(name: str) -> Site:
    if name not in ("long", "divided"):
        return built(name)
    folder = Path(tempfile.mkdtemp(prefix=f"onrecord-{name}-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    site = Site(folder / "root")
    if name == "long":
        make(site.root, LONG)
    else:
        example_site(site.root)
    with limits(name):
        done = site.run("build", "--jobs", "1")
    assert done.status == 0, done
    return site


def found(kind: str) -> tuple[Site, str]:
    """The site and path of a page of this kind."""
    name, path = PAGES[kind]
    site = site_of(name)
    if "*" in path or "letter_?" in path:
        path = min(site.html.glob(path)).relative_to(site.html).as_posix()
    return site, path


@pytest.fixture(params=PAGES)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_every_kind_of_page_is_looked_at() -> None:
    """Each of the catalogue's; and what else is HTML is looked at elsewhere."""
    looked_at: set[type[AnyPage]] = set()
    for name in {name for name, _ in PAGES.values()}:
        paths = {urlsplit(found(kind)[1]).path for kind, (site, _) in PAGES.items() if site == name}
        wanted = {path.removesuffix(".html") + ".md" for path in paths - OTHERS}
        record = record_of(site_of(name))
        with limits(name):
            outputs = [one for group in groups(record, UNSAID) for one in group.plan(record)]
            kinds = {one.path: type(one.made(record)) for one in outputs if one.path in wanted}
        assert kinds.keys() == wanted
        looked_at |= set(kinds.values())
    assert looked_at == TEMPLATES.keys()
    html = {kind for kind, path in EXPORT_PATHS.items() if path.pattern.endswith("html")}
    assert html == BESIDE.keys()


def test_everybody_can_read_it(new_context: Contexts, axe: Axe, kind: str) -> None:
    site, path = found(kind)
    context = new_context(viewport={"width": 1280, "height": 800})
    serve(context, site)
    page = context.new_page()
    heard = listen(page)
    page.goto(f"{HOST}/{path}")
    if "search.html" in path:
        expect(page.locator("#search_results")).to_have_attribute("aria-busy", "false")
    if "compare.html" in path:
        expect(page.locator("#compare_body")).to_have_attribute("aria-busy", "false")
    with checks() as check:
        check_views(page, axe, check)
        check_tab(page, check)
        with check("complaints"):
            assert heard == []


def check_views(page: Page, axe: Axe, check: Check) -> None:
    """Check that nothing is wider than the window or the paper, and that axe finds no violations."""
    for width in (1280, 1024, 768, 390, 320):
        page.set_viewport_size({"width": width, "height": 800})
        with check("astray", width):
            assert astray(page) == []
        for view, emulated in VIEWS.items():
            page.emulate_media(**emulated)
            with check("width", view, width):
                assert not is_wider_than(page, width)
            if (rules := RULES.get((view, width))) is not None:
                with check("axe", view, width):
                    assert axe(page, **rules) == []
    page.emulate_media(media="print", forced_colors="none")
    page.set_viewport_size({"width": A4, "height": 1000})
    with check("width", "paper"):
        assert not is_wider_than(page, A4)
        assert page.locator("h1").is_visible()
    with check("axe", "paper"):
        assert axe(page, without=NOT_ON_PAPER) == []


def check_tab(page: Page, check: Check) -> None:
    """Check that Tab reaches everything in reading order."""
    page.emulate_media(media="screen", color_scheme="light", forced_colors="none")
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 800})
        page.evaluate("scrollTo({top: 0, behavior: 'instant'})")
        page.mouse.click(1, 1)  # The search page focuses its field.
        number = page.evaluate(REACHABLE)
        for _ in range(number):  # It is held down.
            page.keyboard.down("Tab")
        page.keyboard.up("Tab")
        with check("Tab", width):
            assert number > 8
            assert page.evaluate("reached") == list(range(number))


def test_it_can_be_read_from_disk_without_script(new_context: Contexts, kind: str) -> None:
    site, path = found(kind)
    page = new_context(java_script_enabled=False).new_page()
    heard = listen(page)
    address = f"{site.html.as_uri()}/{path}"
    with checks() as check:
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 800})
            page.goto(address)
            with check("read", width):
                assert page.locator("h1").is_visible()
                assert page.locator("main").inner_text().strip()
            hrefs = page.locator("a[href]").evaluate_all("all => all.map(link => link.getAttribute('href'))")
            if path == "404.html":  # It is served at any address, so its links begin at the host's root.
                with check("links from the root", width):
                    assert all(href[0] in "/#" for href in hrefs)
                continue
            with check("style sheet", width):
                assert page.locator("body").evaluate("e => getComputedStyle(e).maxWidth") != "none"
            with check("links", width):
                assert broken(site, address, hrefs) == []
            marks = sorted({href for href in hrefs if href.startswith("#")})
            with check("what links lead to is in sight", width):
                assert page.evaluate(UNSEEN, marks) == []
        if path != "404.html":
            with check("complaints"):
                assert heard == []


def broken(site: Site, address: str, hrefs: list[str]) -> list[str]:
    """Links to missing files of the site, or to missing fragments."""
    missing = []
    for href in hrefs:
        target, mark = urldefrag(urljoin(address, href))
        if target.startswith("file:"):
            file = Path(unquote(urlsplit(target).path))
            known = file.suffix != ".html" or not mark or unquote(mark) in ids(file)
            if not (file.is_relative_to(site.html) and file.is_file() and known):
                missing.append(href)
    return missing


@cache
def ids(file: Path) -> set[str]:
    tree = LexborHTMLParser(file.read_text(encoding="utf-8"))
    return {node.attributes["id"] or "" for node in tree.css("[id]")}

"""The published pages: no broken links, and links between every position and its words."""

from __future__ import annotations

import posixpath
import re
from functools import cache
from itertools import pairwise
from urllib.parse import unquote, urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser as Html
from selectolax.lexbor import LexborNode

from helpers.building import built, content

SITES = ["strait", "real"]
SLUGS = {
    "strait": [
        "ostravia-answers-in-court",
        "qasira-offers-to-mediate",
        "strait-of-kessa-reopens",
        "velmar-closes-the-strait",
    ],
    "real": ["us-working-to-constrain-israels-reaction"],
}
BASES = ("quoted", "partly quoted", "reported")


@cache
def pages(site: str) -> dict[str, Html]:
    return {
        path: Html(text.decode())
        for path, text in content(built(site).html).items()
        if path.endswith(".html") and isinstance(text, bytes)
    }


def ids(page: Html) -> list[str]:
    return [node.attributes["id"] or "" for node in page.css("[id]")]


def links(page: Html) -> list[str]:
    return [link.attributes["href"] or "" for link in page.css("a[href]")]


def text_of(page: Html, selector: str) -> str:
    node = page.css_first(selector)
    assert node is not None, selector
    return " ".join(node.text().split())


@pytest.mark.parametrize("site", SITES)
def test_addresses_of_the_contract(site: str) -> None:
    record = {path for path in pages(site) if path.startswith(("actors/", "issues/"))}
    expected = {f"briefs/{slug}.html" for slug in SLUGS[site]}
    expected |= {"index.html", "questions.html", "about.html", "404.html"}
    expected |= {"actors/index.html", "issues/index.html", "briefs/index.html"}
    assert expected <= set(pages(site))
    assert len(record) > 6


@pytest.mark.parametrize("site", SITES)
def test_every_link_leads_to_a_page_and_a_place_on_it(site: str) -> None:
    files = content(built(site).html)
    targets = 0
    for path, page in pages(site).items():
        references = links(page)
        for attribute in ("src", "href"):
            references += [
                node.attributes[attribute] or ""
                for node in page.css(f"link[{attribute}], script[{attribute}], img[{attribute}]")
            ]
        for reference in references:
            parts = urlsplit(reference)
            if parts.scheme:
                assert parts.scheme in ("http", "https"), (path, reference)
                continue
            if path == "404.html" and reference.startswith("/"):
                reached = unquote(parts.path).lstrip("/") or "index.html"
            else:
                assert not reference.startswith("/"), (path, reference)
                reached = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path)))
            reached = path if not parts.path else reached
            assert reached in files, (path, reference)
            targets += 1
            if parts.fragment:
                assert unquote(parts.fragment) in ids(pages(site)[reached]), (path, reference)
    assert targets > 200


@pytest.mark.parametrize("site", SITES)
def test_every_page_is_sound(site: str) -> None:
    for path, page in pages(site).items():
        found = ids(page)
        assert len(found) == len(set(found)), (path, [i for i in found if found.count(i) > 1])
        assert all(found), path
        assert len(page.css("h1")) == 1, path
        levels = [int(str(node.tag)[1]) for node in page.css("h1, h2, h3, h4, h5, h6")]
        assert levels[0] == 1, path
        for before, after in pairwise(levels):
            assert after <= before + 1, (path, levels)
        html = page.css_first("html")
        assert html is not None
        assert html.attributes["lang"] == "en"
        assert text_of(page, "title")
        assert len(page.css("main")) == 1, path


@pytest.mark.parametrize("site", SITES)
def test_no_page_shows_remnants_of_its_making(site: str) -> None:
    for path, page in pages(site).items():
        for node in page.css("code, pre, script, style"):  # BibTeX contains braces
            node.remove()
        text = text_of(page, "body")
        for remnant in (
            "{{",
            "{%",
            "{#",
            "{:",
            "}}",
            "](",
            "**",
            "onrecord:",
            "None",
            "Undefined",
            "&amp;",
            "&lt;",
        ):
            assert remnant not in text, (path, remnant)
        assert not re.search(r"<[a-z/]", text), path
        assert not re.search(r"(^|\s)(#+ |> |- \[)", text), path
        assert "\ufffd" not in text, path
    pages.cache_clear()


@pytest.mark.parametrize(("site", "slug"), [(site, slug) for site in SITES for slug in SLUGS[site]])
def test_from_a_position_to_its_words_and_back(site: str, slug: str) -> None:
    page = pages(site)[f"briefs/{slug}.html"]
    positions = page.css("h4[id]")
    assert positions
    html = page.html or ""
    for heading in positions:
        own = heading.attributes["id"]
        assert re.fullmatch(r"[a-z0-9-]+", own or "")
        # The part of the page with the position, up to the next heading.
        part = Html(re.split(r"<h[1-6]\b", html.partition(f'id="{own}"')[2])[0])
        inward = [href for href in links(part) if href.startswith("#source_")]
        assert len(inward) == 1, own
        assert f"#{own}" in links(part), "its permalink"
        assert any(basis in part.text().lower() for basis in BASES)
        source = inward[0].removeprefix("#")
        assert source in ids(page)
        note = source.replace("source_", "cited_")
        anchor = note if note in ids(page) else source
        below = re.split(r"<blockquote\b|<h[1-6]\b", html.partition(f'id="{anchor}"')[2])[0]
        assert f"#{own}" in links(Html(below)), (own, anchor)


@pytest.mark.parametrize("site", SITES)
def test_other_pages_lead_to_positions_and_questions(site: str) -> None:
    listed = {
        link.split("/")[-1]
        for path, page in pages(site).items()
        if path.startswith(("actors/", "issues/")) or path == "questions.html"
        for link in links(page)
        if "briefs/" in link and "#" in link
    }
    for slug in SLUGS[site]:
        page = pages(site)[f"briefs/{slug}.html"]
        for heading in page.css("h4[id]"):
            assert f"{slug}.html#{heading.attributes['id']}" in listed


def test_an_article_in_another_language_says_so_wherever_it_is_quoted() -> None:
    page = pages("strait")["briefs/qasira-offers-to-mediate.html"]
    quoted = 0
    for node in page.css("main p, main mark, main li, main strong"):
        text = node.text()
        if node.tag == "li" and node.css_first("mark"):  # A line with the name of who says it.
            continue
        if sum("\u0600" <= character <= "\u06ff" for character in text) < len(text) / 2:
            continue
        quoted += 1
        around: LexborNode | None = node
        while around is not None and "lang" not in around.attributes:
            around = around.parent
        assert around is not None, node.html
        assert (around.attributes["lang"], around.attributes["dir"]) == ("ar", "rtl"), node.html
    assert quoted > 12


def test_the_about_page_is_there_for_a_site_without_one() -> None:
    assert "word for word" in text_of(pages("strait")["about.html"], "main").lower()


def test_a_page_by_hand_is_published_as_it_is() -> None:
    assert "somebody who does not exist" in text_of(pages("strait")["portraits/ana-kresh.html"], "main")

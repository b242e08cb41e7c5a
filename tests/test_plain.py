"""The plain Markdown of a briefing's page on the site: its words, and working links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urldefrag, urljoin

import markdown
import pytest
from selectolax.lexbor import LexborHTMLParser as Html

from helpers.building import Site, built, copy_of
from onrecord.markdown.plain import has_twin, plain_markdown

SITES = ["real", "example", "strait"]


def twins(site: Site) -> Iterator[tuple[Path, str]]:
    for path in sorted(site.html.rglob("*.md")):
        yield path, path.read_text(encoding="utf-8")


def squeezed(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("name", SITES)
def test_each_briefing_and_nothing_else_has_one(name: str) -> None:
    site = built(name)
    yaml = {path.stem for path in (site.root / "briefs").glob("*.yml")} - {"actors", "issues"}
    pages = {slug for slug in yaml if (site.html / f"briefs/{slug}.html").is_file()}
    found = {path.relative_to(site.html).as_posix() for path, _ in twins(site)}
    assert pages
    assert found == {f"briefs/{slug}.md" for slug in pages}
    for slug in pages:
        page = Html((site.html / f"briefs/{slug}.html").read_text(encoding="utf-8"))
        (link,) = page.css('head link[type="text/markdown"]')
        assert (link.attributes["rel"], link.attributes["href"]) == ("alternate", f"{slug}.md")


@pytest.mark.parametrize("name", SITES)
def test_it_has_the_headings_and_the_cited_words_of_the_page(name: str) -> None:
    for path, text in twins(built(name)):
        read = Html(markdown.markdown(text))
        page = Html(path.with_suffix(".html").read_text(encoding="utf-8"))
        for selector in ("h1, h2, h3, h4", "blockquote", "mark"):
            # A short quotation for citing is the page's alone.
            wanted = [squeezed(node.text()) for node in page.css(f"main :is({selector}):not(pre *)")]
            found = [squeezed(node.text()) for node in read.css(selector)]
            assert [without_stop(text) for text in found] == wanted, (path, selector)


def without_stop(text: str) -> str:
    """A heading without the full stop after its number, which the page sets apart."""
    return re.sub(r"^(\d+)\. ", r"\1 ", text)


@pytest.mark.parametrize("name", SITES)
def test_it_has_nothing_that_only_the_site_reads(name: str) -> None:
    for _, text in twins(built(name)):
        assert text.startswith("Briefing on ")
        assert not re.search(r"\{:|<(?:figure|svg|details|script)|data-|class=|\n{3}", text)


@pytest.mark.parametrize("name", SITES)
def test_every_link_leads_to_a_place_that_is_there(name: str) -> None:
    site = built(name)
    seen = 0
    for path, text in twins(site):
        here = path.relative_to(site.html).as_posix()
        for node in Html(markdown.markdown(text)).css("a"):
            if "href" not in node.attributes:  # the place of an id
                continue
            address, fragment = urldefrag(urljoin(here, node.attributes["href"] or ""))
            if address.startswith(("http:", "https:")):
                continue
            page = (site.html / address).read_text(encoding="utf-8")
            assert not fragment or Html(page).css_first(f'[id="{fragment}"]') is not None, node.html
            seen += 1
    assert seen > 50


def test_it_goes_with_its_briefing(tmp_path: Path) -> None:
    site = copy_of("strait", tmp_path / "root")
    site.build()
    twin = site.html / "briefs" / "qasira-offers-to-mediate.md"
    before = twin.read_text(encoding="utf-8")
    site.edit("briefs/qasira-offers-to-mediate.yml", "summary: ", "summary: Added on top. ")
    site.build()
    assert "Added on top." in twin.read_text(encoding="utf-8")
    assert before != twin.read_text(encoding="utf-8")
    twin.unlink()
    site.build()
    assert "Added on top." in twin.read_text(encoding="utf-8")
    twin.write_text("Somebody else's.", encoding="utf-8")
    site.build()
    assert "Added on top." in twin.read_text(encoding="utf-8")
    (site.root / "briefs" / "qasira-offers-to-mediate.yml").unlink()
    site.build()
    assert not twin.exists()
    assert len(list(twins(site))) > 1


@pytest.mark.parametrize(
    ("path", "has_one"),
    [
        ("briefs/a-b.md", True),
        ("briefs/index.md", False),
        ("briefs/in_2031.md", False),
        ("actors/a.md", False),
        ("index.md", False),
    ],
)
def test_only_pages_of_briefings_have_one(path: str, has_one: bool) -> None:
    assert has_twin(path) is has_one


def test_what_texts_bring_stays() -> None:
    own = "A \\{: .c \\} &lt;mark a> \\[b\\](c.md) `d.md`"
    links = "- [x](../actors/y.{0}#z) [a\\\\](../issues/e.{0})"
    page = f"# T {{: lang=fr }}\n\n{own}\n{{: lang=fr dir=ltr }}\n\n{links.format('md')} [here](#p)\n"
    plain = plain_markdown(f'---\ntitle: "T"\n---\n\n{page}')
    assert plain == f"# T\n\n{own}\n\n{links.format('html')} [here](#p)\n"

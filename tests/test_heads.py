"""What pages of a built site say to machines, the notice that stands on each, and what git knows of them."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from functools import cache
from pathlib import Path
from unittest.mock import patch
from urllib.parse import urljoin

import pytest
from pyld import jsonld  # type: ignore[import-untyped]  # the library ships no types
from selectolax.lexbor import LexborHTMLParser as Html

from helpers.building import EXAMPLE, Site, built, content, copy_of, example_site
from helpers.exports import collected
from helpers.linked_data import expanded, load
from helpers.repositories import git
from onrecord.addresses import briefing_path
from onrecord.exports.files import as_script
from onrecord.exports.linked_data import linked_data
from onrecord.layout import Layout
from onrecord.pages import positions, questions
from onrecord.settings import read_settings

SITE = "https://example.org/below/"
NOTICE = 'A try. The "states" & <b>people</b> on this page are {{ made }} up.'
CITED = ("citation_", "z:itemType", "og:site_name")


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The example at an address, with lists in parts and a notice that is hard to show."""
    site = example_site(tmp_path_factory.mktemp("published") / "root")
    settings = {"site_name": 'Straits & "more"', "site_url": SITE, "extra": {"notice": NOTICE}}
    site.write("mkdocs.yml", json.dumps(settings))
    with patch.object(positions, "LIMIT", 3), patch.object(positions, "NEWEST", 2):  # noqa: SIM117
        with patch.object(questions, "LIMIT", 9):
            site.build()
    return site


@pytest.fixture(params=["example", "published"])
def site(request: pytest.FixtureRequest) -> Site:
    if request.param == "example":
        return built("example")
    made = request.getfixturevalue("published")
    assert isinstance(made, Site)
    return made


@cache
def pages(root: Path) -> dict[str, Html]:
    return {
        path.relative_to(root).as_posix(): Html(path.read_text(encoding="utf-8"))
        for path in sorted(root.rglob("*.html"))
    }


def name_and_address(site: Site) -> tuple[str, str | None]:
    settings, problems = read_settings(Layout(site.root))
    assert problems == []
    return settings.site_name, settings.site_url


# --- reference managers ----------------------------------------------------------------------------


def cited(tree: Html) -> Counter[tuple[str, str]]:
    """What reference managers find in a page's head."""
    found = [node.attributes for node in tree.css("head meta")]
    named = [(meta.get("name") or meta.get("property") or "", meta.get("content") or "") for meta in found]
    return Counter((name, value) for name, value in named if name.startswith(CITED))


def test_reference_managers_find_a_web_page_without_author_or_journal(site: Site) -> None:
    site_name, site_url = name_and_address(site)
    for slug, brief in collected(EXAMPLE).briefs.items():
        wanted = {
            "z:itemType": "webpage",
            "og:site_name": site_name,
            "citation_title": brief.title,
            "citation_publication_date": str(brief.brief.date).replace("-", "/"),
            "citation_language": "en",
        }
        if site_url:
            wanted["citation_public_url"] = f"{site_url}briefs/{slug}.html"
        assert cited(pages(site.html)[f"briefs/{slug}.html"]) == Counter(list(wanted.items()))


def test_no_other_page_is_cited(site: Site) -> None:
    briefings = {f"briefs/{slug}.html" for slug in collected(EXAMPLE).briefs}
    for path, tree in pages(site.html).items():
        assert (set(cited(tree)) > {("og:site_name", name_and_address(site)[0])}) is (path in briefings), path


# --- feeds ------------------------------------------------------------------------------------------


def test_pages_name_the_feeds_of_the_site_and_their_own(site: Site) -> None:
    site_name, _ = name_and_address(site)
    own, parts = 0, 0
    for path, tree in pages(site.html).items():
        if path == "404.html":
            continue
        found = [
            (node.attributes["type"], urljoin(f"{SITE}{path}", node.attributes["href"] or ""))
            for node in tree.css('head link[rel="alternate"]')
        ]
        titles = [node.attributes["title"] for node in tree.css('head link[rel="alternate"]')]
        stem = path.removesuffix(".html")
        of_page = (stem.startswith(("actors/", "issues/", "questions"))) and not stem.endswith("/index")
        stems = ["feed", f"{stem}.feed"] if of_page and "_" not in stem else ["feed"]
        types = {"xml": "application/atom+xml", "json": "application/feed+json"}
        named = [
            (kind, f"{s}.{ending}")
            for s in stems
            for ending, kind in types.items()
            if ending == "xml" or s in ("feed", "questions.feed")
        ]
        assert found == [(kind, f"{SITE}{name}") for kind, name in named], path
        assert titles[:2] == [site_name] * 2
        assert all((site.html / name).is_file() for _, name in named), path
        if len(stems) > 1:
            heading = tree.css_first("h1")
            assert heading is not None
            assert titles[2:] == [f"{heading.text()} – {site_name}"] * (len(named) - 2)
            own += 1
        parts += "_" in stem
    assert own == 1 + len(collected(EXAMPLE).actors) + len(collected(EXAMPLE).issues)
    assert (parts > 30) is (site_name != "The Sarrow Strait (made up)")


# --- the notice --------------------------------------------------------------------------------------


def test_the_notice_stands_on_every_page_as_it_is_written(site: Site) -> None:
    notice = NOTICE
    if site == built("example"):
        settings = (EXAMPLE / "mkdocs.yml").read_text(encoding="utf-8")
        notice = settings.partition("notice: ")[2].strip()
        assert notice.startswith("An example.")
    assert "404.html" in pages(site.html)
    for path, tree in pages(site.html).items():
        (shown,) = tree.css(".notice")
        assert (shown.tag, shown.text().strip()) == ("aside", notice), path
        assert shown.css("*") == [shown], path


def test_a_site_without_a_notice_has_none() -> None:
    assert not any(tree.css(".notice") for tree in pages(built("strait").html).values())


# --- JSON-LD ------------------------------------------------------------------------------------------


def test_every_page_has_its_data_as_it_was_made(site: Site) -> None:
    record, (settings, _) = collected(EXAMPLE), read_settings(Layout(site.root))
    by_hand = {"about.html", "search.html"}  # whose frame has its data
    for path, tree in pages(site.html).items():
        scripts = [json.loads(node.text()) for node in tree.css('script[type="application/ld+json"]')]
        if path == "404.html":
            assert scripts == []
            continue
        (data,) = scripts
        options = {"documentLoader": load, "base": f"{SITE}{path}"}
        if path in by_hand:
            (node,) = jsonld.expand(data, options)
            assert node["@id"] == f"{SITE}{path}"
            continue
        source = path.replace(".html", ".md")
        made = linked_data(source, record, settings)
        assert made is not None
        assert data == json.loads(as_script(made)), path
        if "_" not in path:
            found = jsonld.expand(data, {**options, "base": urljoin("https://example.org/below/", path)})
            assert found == expanded(source, record, settings)
            assert found[0]["@id"] == f"{SITE}{path}"


# --- history -------------------------------------------------------------------------------------------

REPOSITORY = "https://github.com/o/r"
SLUGS = ["ostravia-answers-in-court", "velmar-closes-the-strait"]


@pytest.fixture
def checkout(tmp_path: Path) -> Site:
    """A site in a repository: all of it of one day, one briefing changed later."""
    site = copy_of("strait", tmp_path / "checkout")
    git(site.root, "init", "-q", "-b", "main")
    git(site.root, "add", "-A")
    git(site.root, "commit", "-qm", "All", day="2031-06-01")
    site.edit(f"briefs/{SLUGS[0]}.yml", "date: ", "# a remark\ndate: ")
    git(site.root, "commit", "-qam", "A remark", day="2031-06-09")
    return site


def last_changed(site: Site, slug: str) -> tuple[str, list[str | None]]:
    """What a briefing's page says of its changes, and where it links to."""
    tree = Html((site.html / briefing_path(slug).replace(".md", ".html")).read_text(encoding="utf-8"))
    for node in tree.css("p"):
        if node.text().startswith("Last edited on"):
            return " ".join(node.text().split()), [link.attributes["href"] for link in node.css("a")]
    return "", []


@pytest.mark.parametrize("repository", [REPOSITORY, None])
def test_briefings_say_when_they_last_changed_where_the_site_asks_for_it(
    checkout: Site, repository: str | None
) -> None:
    settings = {"site_name": "The strait", "extra": {"history": True}}
    checkout.write("mkdocs.yml", json.dumps(settings | ({"repo_url": repository} if repository else {})))
    checkout.build()
    for slug, day in zip(SLUGS, ("9 June 2031", "1 June 2031"), strict=True):
        text, links = last_changed(checkout, slug)
        assert text.startswith(f"Last edited on {day}")
        assert links == ([f"{REPOSITORY}/commits/HEAD/briefs/{slug}.yml"] if repository else [])


def test_else_a_clone_and_an_export_give_the_same_bytes(checkout: Site, tmp_path: Path) -> None:
    clone, export = Site(tmp_path / "clone"), Site(tmp_path / "export")
    git(tmp_path, "clone", "-q", str(checkout.root), str(clone.root))
    git(checkout.root, "archive", "--format=zip", "-o", str(tmp_path / "export.zip"), "HEAD")
    shutil.unpack_archive(tmp_path / "export.zip", export.root)
    assert not (export.root / ".git").exists()
    for site in (clone, export):
        site.build()
        assert last_changed(site, SLUGS[0]) == ("", [])
    assert content(clone.html) == content(export.html)
    assert content(clone.pages) == content(export.pages)

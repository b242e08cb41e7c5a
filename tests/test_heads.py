"""The heads of a built site's pages, the notice on each page, and their history in git."""

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
from helpers.linked_data import load
from helpers.repositories import git
from onrecord.addresses import briefing_path
from onrecord.layout import Layout
from onrecord.mkdocs_yml.settings import read_settings
from onrecord.pages import positions, questions

SITE = "https://example.org/below/"
NOTICE = 'A try. The "states" & <b>people</b> on this page are {{ made }} up.'
FEEDS = 'head link[rel="alternate"][title]'
CITED = ("citation_", "z:itemType", "og:site_name")


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The example with `site_url`, lists in parts, and a notice that is difficult to escape."""
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
        if path.parent.parent.name != "embed"  # frames for other sites
    }


def name_and_address(site: Site) -> tuple[str, str | None]:
    settings, problems = read_settings(Layout(site.root))
    assert problems == []
    return settings.site_name, settings.site_url


# --- reference managers ----------------------------------------------------------------------------


def cited(tree: Html) -> Counter[tuple[str, str]]:
    """The metadata for reference managers in a page's head."""
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
            for node in tree.css(FEEDS)
        ]
        titles = [node.attributes["title"] for node in tree.css(FEEDS)]
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
        if stem.startswith("issues/") and len(stems) > 1:
            named.append((types["xml"], f"{stem}.questions.xml"))
        if stem == "changes":
            stems, named = [*stems, stem], [*named, (types["xml"], "changes.xml")]
        assert found == [(kind, f"{SITE}{name}") for kind, name in named], path
        assert titles[:2] == [site_name] * 2
        assert all((site.html / name).is_file() for _, name in named), path
        if len(stems) > 1:
            heading = tree.css_first("h1")
            assert heading is not None
            of_it = f"{heading.text()} – {site_name}"
            of_questions = [f"Questions: {of_it}"] if stem.startswith("issues/") else []
            assert titles[2:] == [*[of_it] * (len(named) - 2 - len(of_questions)), *of_questions]
            own += 1
        parts += "_" in stem
    assert own == 2 + len(collected(EXAMPLE).actors) + len(collected(EXAMPLE).issues)
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


def facts_of(path: str, tree: Html, site: Site) -> dict[str, object]:
    """The expected data in a page's head; None if there must be none."""
    record, (site_name, _) = collected(EXAMPLE), name_and_address(site)
    folder, _, name = path.removesuffix(".html").rpartition("/")
    heading = tree.css_first("h1")
    title = heading.text().strip() if heading else None
    if path == "index.html":
        return {"@type": "WebSite", "name": site_name}
    if path in ("about.html", "quotes.html", "search.html", "compare.html"):
        return {"@type": "WebPage", "name": title}
    if folder == "briefs" and name in record.briefs:
        brief = record.briefs[name].brief
        changes = [day for day in (brief.updated, *(c.date for c in brief.corrections)) if day]
        return {
            "@type": "Article",
            "headline": record.briefs[name].title,
            "temporalCoverage": str(brief.date),
            "dateModified": str(max(changes)) if changes else None,
            "datePublished": None,
            "author": None,
        }
    if folder == "actors" and name in record.actors and record.actors[name].kind != "unnamed":
        actor = record.actors[name]
        kind = "Person" if actor.kind == "person" else "Organization"
        same = {"sameAs": f"https://www.wikidata.org/wiki/{actor.wikidata}"} if actor.wikidata else {}
        entity = {"@id": "#the_actor", "@type": kind, "name": actor.name, **same}
        return {"@type": "ProfilePage", "name": actor.name, "mainEntity": entity}
    found: dict[str, object] = {"@type": "CollectionPage", "mainEntity": None, "inLanguage": "en"}
    return found if "_" in name else {**found, "name": title}  # A part has the heading of the whole list.


def test_every_head_has_the_facts_that_search_engines_read(site: Site) -> None:
    site_name, site_url = name_and_address(site)
    kinds = set()
    for path, tree in pages(site.html).items():
        scripts = [json.loads(node.text()) for node in tree.css('script[type="application/ld+json"]')]
        if path == "404.html":
            assert scripts == []
            continue
        (data,) = scripts
        assert data["@id"].startswith(SITE) is bool(site_url)
        (found,) = jsonld.expand(data, {"documentLoader": load, "base": f"{SITE}{path}"})
        assert found["@id"] == f"{SITE}{path}"
        if "mainEntity" in data:
            data["mainEntity"]["@id"] = data["mainEntity"]["@id"].removeprefix(data["@id"])
        wanted = facts_of(path, tree, site)
        assert {key: data.get(key) for key in wanted} == wanted, path
        if path != "index.html":
            assert data["isPartOf"]["name"] == site_name
        kinds.add(data["@type"])
    assert kinds == {"WebSite", "CollectionPage", "WebPage", "Article", "ProfilePage"}


def test_heads_name_the_file_that_has_all_of_a_pages_data(site: Site) -> None:
    named = set()
    for path, tree in pages(site.html).items():
        links = tree.css('head link[type="application/ld+json"]')
        files = [urljoin(path, link.attributes["href"] or "") for link in links]
        assert [link.attributes["rel"] for link in links] == ["alternate"] * len(files)
        assert files in ([], [path.replace(".html", ".jsonld")])
        named.update(files)
    assert named == {path.relative_to(site.html).as_posix() for path in site.html.rglob("*.jsonld")}
    record = collected(EXAMPLE)
    assert len(named) == 1 + len(record.briefs) + len(record.actors) + len(record.issues)


def test_no_title_ends_the_element_that_holds_a_pages_data(tmp_path: Path) -> None:
    site = copy_of("strait", tmp_path / "root")
    title = "</script><script>alert(1)</script> <!-- {{ it }} & 'so'"
    slug = "velmar-closes-the-strait"
    text = (site.root / "briefs" / f"{slug}.yml").read_text(encoding="utf-8")
    lines = [line for line in text.split("\n") if not line.startswith("title:")]
    site.write(f"briefs/{slug}.yml", "\n".join([f"title: {json.dumps(title)}", *lines]))
    site.build()
    tree = Html((site.html / "briefs" / f"{slug}.html").read_text(encoding="utf-8"))
    (script,) = tree.css('script[type="application/ld+json"]')
    assert json.loads(script.text())["headline"] == title
    assert not [node for node in tree.css("script") if "alert" in node.text() and node != script]


# --- history -------------------------------------------------------------------------------------------

REPOSITORY = "https://github.com/o/r"
SLUGS = ["ostravia-answers-in-court", "velmar-closes-the-strait"]


@pytest.fixture
def checkout(tmp_path: Path) -> Site:
    """A site in a repository: all committed on one day, one briefing changed later."""
    site = copy_of("strait", tmp_path / "checkout")
    git(site.root, "init", "-q", "-b", "main")
    git(site.root, "add", "-A")
    git(site.root, "commit", "-qm", "All", day="2031-06-01")
    site.edit(f"briefs/{SLUGS[0]}.yml", "date: ", "# a remark\ndate: ")
    git(site.root, "commit", "-qam", "A remark", day="2031-06-09")
    return site


def last_changed(site: Site, slug: str) -> tuple[str, list[str | None]]:
    """The text about its last edit on a briefing's page, and its links."""
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

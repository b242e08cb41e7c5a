"""No link of a site is broken: on pages, in drawings, heads, feeds and data."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch
from urllib.parse import unquote, urldefrag, urljoin, urlsplit
from xml.etree import ElementTree as ET

import pytest
from selectolax.lexbor import LexborHTMLParser as Html

from bench.collection import make
from helpers.building import Site, built, content, example_site
from onrecord.pages import positions

# The path of the site on a web server; no page contains it.
BELOW = "https://host.example/some/where/"
PUBLISHED = "https://published.example/below/"
CROWD = 250
# Ids in JSON-LD name things; not all of them are places on a page.
THINGS = {"the_actor", "the_issue"}
ATOM = "{http://www.w3.org/2005/Atom}"
ATTRIBUTES = ("href", "src", "xlink:href", "action", "poster", "data")


Files = dict[str, str]  # the text files of a site, by path
Pages = dict[str, Html]


class Reference(NamedTuple):
    """An address as written in a file, and its base address."""

    file: str
    href: str
    base: str


def made(name: str, folder: Path) -> Site:
    """Sites for the tests; `published` has `site_url`, `crowd` has many lists in parts."""
    if name == "published":
        site = example_site(folder)
        settings = (site.root / "mkdocs.yml").read_text(encoding="utf-8")
        site.write("mkdocs.yml", f"site_url: {PUBLISHED}\n{settings}")
        site.build()
        return site
    if name == "crowd":
        make(folder, CROWD)
        with patch.object(positions, "LIMIT", 12), patch.object(positions, "NEWEST", 8):
            Site(folder).build()
        return Site(folder)
    return built(name)


def in_html(file: str, tree: Html, base: str) -> Iterator[Reference]:
    for node in tree.css("*"):
        for attribute in ATTRIBUTES:
            if attribute in node.attributes:
                yield Reference(file, node.attributes[attribute] or "", base)


def in_json(value: Any, keys: set[str]) -> Iterator[str]:
    """The values of some keys, at any depth."""
    if isinstance(value, list):
        for item in value:
            yield from in_json(item, keys)
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key in keys and isinstance(inner, str):
                yield inner
            else:
                yield from in_json(inner, keys)


def linked_data(tree: Html) -> list[Any]:
    return [json.loads(node.text()) for node in tree.css('script[type="application/ld+json"]')]


def in_page(path: str, tree: Html, base: str) -> Iterator[Reference]:
    yield from in_html(path, tree, base)
    for data in linked_data(tree):
        for href in in_json(data, {"@id", "url"}):
            address, fragment = urldefrag(href)
            yield Reference(path, address if fragment in THINGS else href, base)


def in_graph(path: str, text: str, base: str) -> Iterator[Reference]:
    for href in in_json(json.loads(text), {"@id", "url"}):
        address, fragment = urldefrag(href)
        yield Reference(path, address if fragment in THINGS else href, base)


def in_feed(path: str, text: str, base: str) -> Iterator[Reference]:
    if path.endswith(".xml"):
        feed = ET.fromstring(text)
        yield from (Reference(path, link.attrib["href"], base) for link in feed.iter(f"{ATOM}link"))
        contents = [entry.text or "" for entry in feed.iter(f"{ATOM}content")]
    else:
        data = json.loads(text)
        for href in in_json(data, {"url", "home_page_url", "feed_url", "next_url"}):
            yield Reference(path, href, base)
        contents = list(in_json(data, {"content_html"}))
    for html in contents:
        yield from in_html(path, Html(html), base)


def in_data(path: str, text: str, root: str) -> Iterator[Reference]:
    """Data is downloaded, so its addresses are relative to the site's first page."""
    if path == "data/datapackage.json":
        hrefs = in_json(json.loads(text)["resources"], {"path"})
        yield from (Reference(path, href, root + path) for href in hrefs)
    elif path.endswith(".json"):
        yield from (Reference(path, href, root) for href in in_json(json.loads(text), {"address"}))
    elif path.endswith(".jsonl"):
        lines = map(json.loads, filter(None, text.split("\n")))
        yield from (Reference(path, href, root) for href in in_json(list(lines), {"address"}))
    else:
        rows = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
        yield from (Reference(path, row["address"], root) for row in rows if "address" in row)


OTHERS = (".bib", ".csl.json", ".md", ".ris")  # for reference managers, and the page's plain twin


def references(files: Files, pages: Pages, root: str) -> Iterator[Reference]:
    """All addresses of a site."""
    for path, text in files.items():
        if path in pages:
            yield from in_page(path, pages[path], root + path)
        elif re.search(r"(^|\.|/)feed(-\d+)?\.(xml|json)$", path):
            yield from in_feed(path, text, root + path)
        elif path.endswith(".jsonld"):
            yield from in_graph(path, text, root + path)
        elif path.startswith(("briefs/", "data/")) and not path.endswith(
            (".bib", ".csl.json", ".md", ".ris")
        ):
            yield from in_data(path, text, root)
        elif path == "sitemap.xml" and root == PUBLISHED:
            addresses = ET.fromstring(text).iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")
            yield from (Reference(path, loc.text or "", root) for loc in addresses)


def reached(reference: Reference, root: str) -> tuple[str, str] | None:
    """The file and the fragment that an address leads to; None for another site."""
    address = urljoin(reference.base, reference.href.partition("?")[0])
    parts = urlsplit(address)
    if reference.file == "404.html" and reference.href.startswith("/") and root == BELOW:
        # 404.html is served at any depth, so without `site_url` it links from the host's root.
        return unquote(parts.path)[1:] or "index.html", unquote(parts.fragment)
    if not address.startswith(root):
        assert parts.scheme in ("http", "https", "mailto"), reference
        assert parts.netloc not in (urlsplit(BELOW).netloc, urlsplit(PUBLISHED).netloc), reference
        return None
    path = unquote(address.removeprefix(root).partition("#")[0])
    return path, unquote(parts.fragment)


def check_links(files: Files, pages: Pages, root: str) -> None:
    ids = {path: {node.attributes["id"] for node in tree.css("[id]")} for path, tree in pages.items()}
    kinds = Counter[str]()
    for reference in references(files, pages, root):
        found = reached(reference, root)
        if found is None:
            continue
        path, fragment = found
        assert path in files, reference
        if fragment:
            assert fragment in ids[path], reference
        kinds[reference.file.rpartition(".")[2]] += 1
    assert kinds.keys() == {"html", "xml", "json", "jsonld", "csv", "jsonl"}
    assert min(kinds.values()) > 10


def check_ids(pages: Pages) -> None:
    for path, tree in pages.items():
        ids = Counter(node.attributes["id"] for node in tree.css("[id]"))
        assert set(ids.values()) <= {1}, (path, [name for name, number in ids.items() if number > 1])


def check_ways(pages: Pages, root: str, alone: set[str]) -> None:
    """Check that links and forms lead from the first page to every other page, except those in `alone`."""
    to: dict[str, set[str]] = {}
    for path, tree in pages.items():
        hrefs = [node.attributes["href"] or "" for node in tree.css("a[href]")]
        hrefs += [node.attributes["action"] or "" for node in tree.css("form[action]")]
        found = (reached(Reference(path, href, root + path), root) for href in hrefs)
        to[path] = {place[0] for place in found if place}
    seen, waiting = {"index.html"}, ["index.html"]
    while waiting:
        new = to[waiting.pop()] & pages.keys() - seen
        seen |= new
        waiting += new
    assert pages.keys() - seen == alone


@pytest.mark.parametrize(
    ("name", "root", "by_hand"),
    [
        ("real", BELOW, set()),
        ("strait", BELOW, {"portraits/ana-kresh.html"}),  # no page links to this one
        ("example", BELOW, set()),
        ("published", PUBLISHED, set()),
        ("crowd", BELOW, set()),
    ],
    ids=["real", "strait", "example", "published", "crowd"],
)
def test_a_whole_site_hangs_together(tmp_path: Path, name: str, root: str, by_hand: set[str]) -> None:
    found = content(made(name, tmp_path / "root").html)
    files = {
        path: data.decode()
        for path, data in found.items()
        if isinstance(data, bytes) and not path.endswith(".gz")
    }
    pages = {path: Html(text) for path, text in files.items() if path.endswith(".html")}
    check_links(files, pages, root)
    check_ids(pages)
    check_ways(pages, root, {"404.html", *by_hand})
    if name == "crowd":
        parts = Counter(re.split(r"[/_]", path)[0] for path in pages if "_" in path)
        assert parts.keys() == {"actors", "issues", "briefs", "questions", "outlets", "changes"}
        assert parts.pop("changes") >= 4
        assert min(parts.values()) >= 5

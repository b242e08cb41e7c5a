"""Read feeds by the rules of RFC 4287, RFC 5005 and JSON Feed 1.1, without the program's code."""

from __future__ import annotations

import json
import re
from typing import Any
from xml.etree import ElementTree as ET

from selectolax.lexbor import LexborHTMLParser

from helpers.exports import PLAIN
from onrecord.exports.atom import as_atom
from onrecord.exports.feeds import documents_of, entry_of, feed_of, feed_pages, has_json_feed
from onrecord.exports.json_feed import as_json_feed
from onrecord.mkdocs_yml.settings import Settings
from onrecord.record import Record

ATOM = "{http://www.w3.org/2005/Atom}"
XHTML = "{http://www.w3.org/1999/xhtml}"
SITE = "https://example.org/below/"
TIME = re.compile(r"\d{4}-\d{2}-\d{2}T00:00:00Z")

Files = dict[str, str]


def files_of(record: Record, site: Settings = PLAIN) -> Files:
    files: Files = {}
    for page in feed_pages(record):
        entry = entry_of(page, record, site)
        for document in documents_of(feed_of(page, record, site), record, site):
            forms = (as_atom, as_json_feed) if has_json_feed(page) else (as_atom,)
            for export in (form(document, entry) for form in forms):
                assert export.path not in files
                files[export.path] = export.text
    return files


def one(element: ET.Element, name: str) -> str:
    found = element.findall(ATOM + name)
    assert len(found) == 1, name
    return found[0].text or ""


def html_of(content: ET.Element) -> str:
    """The content of an entry, which is XHTML, as HTML."""
    assert content.attrib == {"type": "xhtml"}
    (div,) = content
    assert (div.tag, div.attrib) == (f"{XHTML}div", {})
    for node in div.iter():
        assert node.tag.startswith(XHTML)
        node.tag = node.tag.removeprefix(XHTML)
    written = ET.tostring(div, "unicode", short_empty_elements=False)
    return written.removeprefix("<div>").removesuffix("</div>")


def content_of(entry: ET.Element) -> str:
    """The content of an entry, as HTML."""
    content = entry.find(f"{ATOM}content")
    assert content is not None
    return html_of(content)


def entries_of(text: str) -> list[dict[str, str]]:
    """The entries of an Atom document, with the names of JSON Feed."""
    return [
        {
            "id": one(entry, "id"),
            "url": links(entry)["alternate"],
            "title": one(entry, "title"),
            "content_html": content_of(entry),
            "date_published": one(entry, "published"),
        }
        for entry in ET.fromstring(text).findall(f"{ATOM}entry")
    ]


def links(element: ET.Element) -> dict[str, str]:
    """The addresses of links by relation; no relation may occur twice."""
    found = [(link.attrib["rel"], link.attrib["href"]) for link in element.findall(f"{ATOM}link")]
    assert len(dict(found)) == len(found)
    return dict(found)


def check_atom(text: str) -> ET.Element:
    """Check a feed and its entries by RFC 4287, section 4.1."""
    feed = ET.fromstring(text)
    assert feed.tag == f"{ATOM}feed"
    assert one(feed, "title")
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    assert "self" in links(feed)
    for element in (feed, *feed.findall(f"{ATOM}entry")):
        assert re.fullmatch("urn:uuid:[0-9a-f-]{36}", one(element, "id"))
        assert TIME.fullmatch(one(element, "updated"))
        one(element, "title")
        assert links(element)["alternate"]
    for entry in feed.findall(f"{ATOM}entry"):
        assert entry.find(f"{ATOM}content/{XHTML}div") is not None
        assert all(category.attrib["term"] for category in entry.findall(f"{ATOM}category"))
    return feed


def check_json_feed(text: str) -> dict[str, Any]:
    """Check a feed by JSON Feed 1.1, which must have no unknown keys."""
    feed: dict[str, Any] = json.loads(text)
    texts = {"title", "home_page_url", "feed_url", "description", "user_comment", "next_url", "language"}
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert {"title", "home_page_url", "feed_url"} <= feed.keys() <= texts | {"version", "authors", "items"}
    assert all(isinstance(feed[name], str) for name in texts & feed.keys())
    assert all(author.keys() == {"name"} for author in feed["authors"])
    assert feed.get("next_url") != feed["feed_url"]
    assert len({item["id"] for item in feed["items"]}) == len(feed["items"])
    for item in feed["items"]:
        assert item.keys() - {"tags"} == {
            "id",
            "url",
            "title",
            "content_html",
            "date_published",
            "date_modified",
        }
        assert TIME.fullmatch(item["date_published"])
        assert TIME.fullmatch(item["date_modified"])
        assert item["date_published"] <= item["date_modified"]
        assert all(isinstance(tag, str) for tag in item.get("tags", []))
    return feed


def check_html(text: str) -> str:
    """Check that HTML has only the elements that the feeds use; returns its text."""
    tree = LexborHTMLParser(text)
    assert tree.body is not None
    for node in tree.body.traverse(include_text=False):
        allowed = {"blockquote": {"lang", "dir"}, "a": {"href"}}.get(node.tag or "", set())
        assert node.tag in {"body", "p", "a", "strong", "blockquote"}
        assert node.attributes.keys() <= allowed
        assert not (node.attributes.get("href") or "").lower().startswith(("javascript", "data"))
    return tree.body.text()

"""Feeds are read with feedparser, and by the rules of RFC 4287, RFC 5005 and JSON Feed 1.1 alone."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
from typing import Any
from urllib.parse import urljoin
from xml.etree import ElementTree as ET

import feedparser  # type: ignore[import-untyped]  # the library ships no types
from hypothesis import given, settings
from selectolax.lexbor import LexborHTMLParser
from test_exports_records import PLAIN, PUBLISHED, collection, records

from onrecord.exports.atom import as_atom
from onrecord.exports.feeds import documents_of, entry_of, feed_of, feed_pages
from onrecord.exports.json_feed import as_json_feed
from onrecord.model import Record
from onrecord.settings import Settings

__all__ = ["collection"]

ATOM = "{http://www.w3.org/2005/Atom}"
HISTORY = "{http://purl.org/syndication/history/1.0}"
SITE = "https://example.org/below/"
TIME = re.compile(r"\d{4}-\d{2}-\d{2}T00:00:00Z")

Files = dict[str, str]


def files_of(record: Record, site: Settings = PLAIN) -> Files:
    files: Files = {}
    for page in feed_pages(record):
        entry = entry_of(page, record, site)
        for document in documents_of(feed_of(page, record, site), record, site):
            for export in (as_atom(document, entry), as_json_feed(document, entry)):
                assert export.path not in files
                files[export.path] = export.text
    return files


def one(element: ET.Element, name: str) -> str:
    found = element.findall(ATOM + name)
    assert len(found) == 1, name
    return found[0].text or ""


def links(element: ET.Element) -> dict[str, str]:
    """The relation and address of each link; here no relation is given twice."""
    found = [(link.attrib["rel"], link.attrib["href"]) for link in element.findall(f"{ATOM}link")]
    assert len(dict(found)) == len(found)
    return dict(found)


def check_atom(text: str) -> ET.Element:
    """What RFC 4287, section 4.1, asks of a feed and its entries."""
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
        content = entry.find(f"{ATOM}content")
        assert content is not None
        assert content.attrib == {"type": "html"}
        assert all(category.attrib["term"] for category in entry.findall(f"{ATOM}category"))
    return feed


def check_json_feed(text: str) -> dict[str, Any]:
    """What JSON Feed 1.1 asks for, and nothing that it does not know."""
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
    """HTML of the kind that the feeds have, and no other; its words."""
    tree = LexborHTMLParser(text)
    assert tree.body is not None
    for node in tree.body.traverse(include_text=False):
        allowed = {"blockquote": {"lang", "dir"}, "a": {"href"}}.get(node.tag or "", set())
        assert node.tag in {"body", "p", "a", "strong", "blockquote"}
        assert node.attributes.keys() <= allowed
        assert not (node.attributes.get("href") or "").lower().startswith(("javascript", "data"))
    return tree.body.text()


# --- any text ------------------------------------------------------------------------------


@settings(max_examples=60)
@given(records())
def test_feeds_are_well_formed_whatever_they_say(record: Record) -> None:
    for path, text in files_of(record).items():
        text.encode()
        if path.endswith(".xml"):
            for entry in check_atom(text).findall(f"{ATOM}entry"):
                check_html(one(entry, "content"))
        else:
            for item in check_json_feed(text)["items"]:
                check_html(item["content_html"])


@settings(max_examples=30)
@given(records())
def test_a_position_is_told_in_its_own_words(record: Record) -> None:
    files = files_of(record)
    for actor, references in record.positions_of.items():
        feed = json.loads(files[f"actors/{actor}.feed.json"])
        for item, reference in zip(feed["items"], references, strict=True):
            stated = record.position(reference).stated
            assert item["title"] == f"{record.actors[actor].name}: {stated.says}"
            if stated.says.isprintable():  # HTML has no place for some characters.
                assert stated.says in check_html(item["content_html"])


def test_relays_and_unnamed_sources_are_told(collection: Record) -> None:
    files = files_of(collection)
    for actor, references in collection.positions_of.items():
        for item, reference in zip(
            json.loads(files[f"actors/{actor}.feed.json"])["items"], references, strict=False
        ):
            relayed_by = collection.position(reference).stated.relayed_by
            words = check_html(item["content_html"])
            assert ("does not name" in words) == (collection.actors[actor].kind == "unnamed")
            assert (f"relayed by {collection.actors[relayed_by].name}" in words) if relayed_by else True


# --- as programs read them -----------------------------------------------------------------


def test_feedparser_reads_what_was_meant(collection: Record) -> None:
    files = files_of(collection, PUBLISHED)
    for path, text in files.items():
        if path.endswith(".json"):
            continue
        parsed = feedparser.parse(io.BytesIO(text.encode()))
        assert (parsed.bozo, parsed.version) == (False, "atom10")
        items = json.loads(files[path.replace(".xml", ".json")])["items"]
        assert [entry.id for entry in parsed.entries] == [item["id"] for item in items]
        assert [entry.title for entry in parsed.entries] == [item["title"] for item in items]
        assert [entry.link for entry in parsed.entries] == [item["url"] for item in items]
        assert all(entry.link.startswith(SITE) for entry in parsed.entries)
        for entry, item in zip(parsed.entries, items, strict=True):
            assert check_html(entry.content[0].value) == check_html(item["content_html"])
            assert f"{dt.date(*entry.published_parsed[:3])}T00:00:00Z" == item["date_published"]


@settings(max_examples=15)
@given(records())
def test_relative_addresses_mean_what_the_absolute_ones_say(record: Record) -> None:
    here, there = files_of(record), files_of(record, Settings(PLAIN.site_name, None, SITE))
    for path, text in here.items():
        if path.endswith(".xml"):
            relative, absolute = (ET.fromstring(files[path]) for files in (here, there))
            for one_link, other in zip(
                relative.iter(f"{ATOM}link"), absolute.iter(f"{ATOM}link"), strict=True
            ):
                assert urljoin(SITE + path, one_link.attrib["href"]) == other.attrib["href"]
        else:
            relative_items, absolute_items = (json.loads(files[path])["items"] for files in (here, there))
            assert [urljoin(SITE + path, item["url"]) for item in relative_items] == [
                item["url"] for item in absolute_items
            ]
            assert text.count("href=") == there[path].count("href=")

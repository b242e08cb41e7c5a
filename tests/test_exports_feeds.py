"""Feeds are read with feedparser, and by the rules of RFC 4287, RFC 5005 and JSON Feed 1.1 alone."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
from collections.abc import Iterator
from typing import Any
from unittest.mock import patch
from urllib.parse import urljoin
from xml.etree import ElementTree as ET

import feedparser  # type: ignore[import-untyped]  # the library ships no types
import pytest
from hypothesis import given, settings
from selectolax.lexbor import LexborHTMLParser
from test_exports_records import PLAIN, PUBLISHED, collection, records

from onrecord.addresses import ABOUT, ACTORS, BRIEFINGS, HOME, ISSUES, QUESTIONS
from onrecord.exports import feeds
from onrecord.exports.atom import as_atom
from onrecord.exports.feeds import documents_of, feed_stem, feeds_of
from onrecord.exports.identifiers import annotation_urn, entry_urn, feed_urn
from onrecord.exports.json_feed import as_json_feed
from onrecord.model import Record, Reference
from onrecord.settings import Settings

__all__ = ["collection"]

ATOM = "{http://www.w3.org/2005/Atom}"
HISTORY = "{http://purl.org/syndication/history/1.0}"
SITE = "https://example.org/below/"
TIME = re.compile(r"\d{4}-\d{2}-\d{2}T00:00:00Z")

Files = dict[str, str]


def files_of(record: Record, site: Settings = PLAIN) -> Files:
    files: Files = {}
    for feed in feeds_of(record, site):
        for document in documents_of(feed, record, site):
            for export in (as_atom(document), as_json_feed(document)):
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


def by_relation(files: Files, path: str, relation: str) -> str | None:
    """Where a link of a document leads: the path of another one."""
    href = links(ET.fromstring(files[path])).get(relation)
    return urljoin(SITE + path, href).removeprefix(SITE) if href else None


def walked(files: Files, path: str) -> Iterator[str]:
    """A feed's Atom documents, as RFC 5005, section 4, has a program find them."""
    seen: str | None = path
    while seen:
        yield seen
        seen = by_relation(files, seen, "prev-archive")


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


# --- what stays as it is -------------------------------------------------------------------


def test_names_do_not_change_with_the_sites_address_or_its_texts(collection: Record) -> None:
    def names(files: Files) -> dict[str, list[str]]:
        return {
            path: [item["id"] for item in json.loads(text)["items"]]
            for path, text in files.items()
            if path.endswith(".json")
        }

    changed = Record(
        collection.briefs,
        {key: actor.model_copy(update={"name": "Another name"}) for key, actor in collection.actors.items()},
        {key: issue.model_copy(update={"title": "Another"}) for key, issue in collection.issues.items()},
        collection.positions_of,
        collection.positions_on,
        collection.questions_on,
        collection.listed_in,
    )
    before = names(files_of(collection))
    assert names(files_of(collection, PUBLISHED)) == before
    assert names(files_of(changed)) == before
    assert files_of(collection) == files_of(collection)


def test_the_name_of_an_entry_is_the_one_that_it_has_always_had() -> None:
    # These may never change: feed programs would show every entry again.
    assert entry_urn("a-briefing") == "urn:uuid:7e789e23-503d-5da0-8da7-02b565d9c3ba"
    assert entry_urn("a-briefing", "a-position") == "urn:uuid:11b66c7a-4990-50e1-99fe-cc56d0313fbc"
    assert annotation_urn("a-briefing", "a-position") == "urn:uuid:405a8fed-6733-5e72-8beb-c72c1db3dcba"
    assert feed_urn("feed.xml", "A site") == "urn:uuid:91e25484-37b0-5d15-a504-43b8b36e789f"


def test_an_entry_counts_as_updated_when_its_briefing_was(collection: Record) -> None:
    items = json.loads(files_of(collection)["feed.json"])["items"]
    for item, brief in zip(items, collection.briefs.values(), strict=False):
        written = brief.brief
        changes = [written.date, *(c.date for c in written.corrections)]
        changes += [written.updated] if written.updated else []
        assert item["date_published"] == f"{written.date}T00:00:00Z"
        assert item["date_modified"] == f"{max(changes)}T00:00:00Z"
        words = check_html(item["content_html"])
        assert all(f"Correction of {c.date}:" in words for c in written.corrections)


def test_without_a_briefing_the_feeds_are_empty_and_valid() -> None:
    files = files_of(Record({}, {}, {}, {}, {}, {}, {}))
    assert files.keys() == {"feed.xml", "feed.json", "questions.feed.xml", "questions.feed.json"}
    assert one(check_atom(files["feed.xml"]), "updated") == "1970-01-01T00:00:00Z"
    assert check_json_feed(files["feed.json"])["items"] == []


@pytest.mark.parametrize(
    ("page", "stem"),
    [
        (HOME, "feed"),
        (QUESTIONS, "questions.feed"),
        ("actors/a.md", "actors/a.feed"),
        ("issues/b.md", "issues/b.feed"),
        ("briefs/c.md", None),
        *((page, None) for page in (ABOUT, ACTORS, BRIEFINGS, ISSUES)),
    ],
)
def test_which_pages_have_a_feed(page: str, stem: str | None) -> None:
    assert feed_stem(page) == stem


# --- archives ------------------------------------------------------------------------------


@settings(max_examples=40)
@given(records())
def test_every_entry_is_in_exactly_one_document(record: Record) -> None:
    with patch.object(feeds, "NEWEST", 2):
        files = files_of(record)
    reached: set[str] = set()
    for feed in feeds_of(record, PLAIN):
        paths = list(walked(files, f"{feed.stem}.xml"))
        pages = [json.loads(files[path.replace(".xml", ".json")]) for path in paths]
        reached.update(paths)
        found = [item["id"] for page in pages for item in page["items"]]
        assert found == [feed.entry(item).urn for item in feed.items]
        assert [page.get("next_url") for page in pages] == [
            *(path.rpartition("/")[2].replace(".xml", ".json") for path in paths[1:]),
            None,
        ]
        assert len(pages[0]["items"]) == min(2, len(feed.items))
        for path, page in zip(paths[1:], pages[1:], strict=True):
            years = {item["date_published"][:4] for item in page["items"]}
            assert years == {path.removesuffix(".xml")[-4:]}
    assert reached == {path for path in files if path.endswith(".xml")}


def test_archives_are_those_of_rfc_5005(collection: Record) -> None:
    if len(collection.briefs) < 4:
        pytest.skip("too few briefings to have archives")
    with patch.object(feeds, "NEWEST", 1):
        files = files_of(collection)
    main, *archives = walked(files, "feed.xml")
    assert archives
    assert ET.fromstring(files[main]).find(f"{HISTORY}archive") is None
    assert by_relation(files, main, "current") is None
    names = {one(ET.fromstring(files[path]), "id") for path in (main, *archives)}
    assert len(names) == 1, "all documents are of one feed"
    newer: str | None = None
    for path in archives:
        assert ET.fromstring(files[path]).find(f"{HISTORY}archive") is not None
        assert by_relation(files, path, "current") == main
        assert by_relation(files, path, "next-archive") == newer
        assert by_relation(files, path, "self") == path
        newer = path


def test_a_feed_of_fifty_has_no_archive(collection: Record) -> None:
    assert feeds.NEWEST == 50
    slug = next(iter(collection.briefs))
    feed = next(feeds_of(collection, PLAIN))
    for number, documents in ((50, 1), (51, 2)):
        items = tuple(Reference(slug, "") for _ in range(number))
        of_many = feeds.Feed(feed.stem, feed.title, feed.description, feed.page, items, feed.entry)
        assert len(list(documents_of(of_many, collection, PLAIN))) == documents

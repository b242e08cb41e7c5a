"""The stable parts of feeds, and the documents that they are split into (RFC 5005, section 4)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from unittest.mock import patch
from urllib.parse import urljoin
from uuid import UUID, uuid5
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from helpers.dates import days_of
from helpers.exports import PLAIN, PUBLISHED, records
from helpers.feeds import (
    ATOM,
    SITE,
    XHTML,
    Files,
    check_atom,
    check_html,
    check_json_feed,
    content_of,
    entries_of,
    files_of,
    links,
    one,
)
from helpers.thoroughness import tried
from helpers.whole import build_record
from onrecord.addresses import ABOUT, ACTORS, BRIEFINGS, HOME, ISSUES, QUESTIONS
from onrecord.exports import feeds
from onrecord.exports.atom import as_atom
from onrecord.exports.feeds import documents_of, entry_of, feed_of, feed_pages, feed_stem
from onrecord.exports.identifiers import annotation_urn, entry_urn, feed_urn
from onrecord.mkdocs_yml.settings import Settings
from onrecord.record import Record

HISTORY = "{http://purl.org/syndication/history/1.0}"


def by_relation(files: Files, path: str, relation: str) -> str | None:
    """The path of the document that a link of a document leads to."""
    href = links(ET.fromstring(files[path])).get(relation)
    return urljoin(SITE + path, href).removeprefix(SITE) if href else None


def walked(files: Files, path: str) -> Iterator[str]:
    """A feed's Atom documents, found as RFC 5005, section 4, says."""
    seen: str | None = path
    while seen:
        yield seen
        seen = by_relation(files, seen, "prev-archive")


# --- what stays as it is -------------------------------------------------------------------


def test_names_do_not_change_with_the_sites_address_or_its_texts(collection: Record) -> None:
    def names(files: Files) -> dict[str, list[str]]:
        return {
            path: [item["id"] for item in json.loads(text)["items"]]
            for path, text in files.items()
            if path.endswith(".json")
        }

    changed = replace(
        collection,
        actors={
            key: actor.model_copy(update={"name": "Another name"}) for key, actor in collection.actors.items()
        },
        issues={
            key: issue.model_copy(update={"title": "Another"}) for key, issue in collection.issues.items()
        },
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


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_name_is_a_uuid_of_version_5(place: str) -> None:
    namespace = UUID("b59ff205-348e-47fa-876b-190f05818e4e")
    assert entry_urn(place) == f"urn:uuid:{uuid5(namespace, f'briefs/{place}.html')}"


@tried(40)
@given(records())
def test_an_entry_counts_as_updated_when_its_briefing_was(record: Record) -> None:
    files = files_of(record)
    items = json.loads(files["feed.json"])["items"]
    for item, brief in zip(items, record.briefs.values(), strict=True):
        written = brief.brief
        day = min(days_of(str(written.date)))
        changes = [day, *(c.date for c in written.corrections)]
        changes += [written.updated] if written.updated else []
        assert item["date_published"] == f"{day}T00:00:00Z"
        assert item["date_modified"] == f"{max(changes)}T00:00:00Z"
        words = check_html(item["content_html"])
        assert all(f"Correction of {c.date}:" in words for c in written.corrections)
    for text in (text for path, text in files.items() if path.endswith(".xml")):
        feed = ET.fromstring(text)
        changed = [one(entry, "updated") for entry in feed.findall(f"{ATOM}entry")]
        assert not changed or one(feed, "updated") == max(changed)


def test_without_a_briefing_the_feeds_are_empty_and_valid() -> None:
    files = files_of(build_record((), {}, {}))
    assert files.keys() == {
        *("feed.xml", "feed.json", "questions.feed.xml", "questions.feed.json", "changes.xml")
    }
    assert one(check_atom(files["feed.xml"]), "updated") == "1970-01-01T00:00:00Z"
    assert check_json_feed(files["feed.json"])["items"] == []


def test_content_has_no_character_that_xml_forbids(collection: Record) -> None:
    document = next(documents_of(feed_of(HOME, collection, PLAIN), collection, PLAIN))
    entry = replace(entry_of(HOME, collection, PLAIN)(document.items[0]), html="<p>&amp; \x00</p>")
    feed = check_atom(as_atom(document, lambda _: entry).text)
    assert content_of(feed.findall(f"{ATOM}entry")[-1]) == "<p>&amp; \ufffd</p>"


# --- in a browser --------------------------------------------------------------------------


@pytest.mark.parametrize("site", [PLAIN, PUBLISHED], ids=["plain", "published"])
def test_each_document_names_the_style_sheet_beside_it(collection: Record, site: Settings) -> None:
    with patch.object(feeds, "NEWEST", 1):
        files = files_of(collection, site)
    for path, text in files.items():
        if path.endswith(".xml"):
            instruction = re.match(r'<\?xml .*\?>\n<\?xml-stylesheet type="text/css" href="(.*)"\?>\n', text)
            assert instruction
            # Relative even where the site has an address: another host's style sheet would be refused.
            assert urljoin(SITE + path, instruction[1]) == f"{SITE}feed.css"


def test_a_note_says_what_a_feed_is_and_leads_to_its_page(collection: Record) -> None:
    for path, text in files_of(collection).items():
        if path.endswith(".xml"):
            feed = check_atom(text)
            (note,) = feed.findall(f"{XHTML}div")
            assert "This is a feed." in "".join(note.itertext())
            (link,) = note.iter(f"{XHTML}a")
            assert link.attrib["href"] == links(feed)["alternate"]
            assert link.text == one(feed, "title")


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


@tried(40)
@given(records())
def test_every_entry_is_in_exactly_one_document(record: Record) -> None:
    with patch.object(feeds, "NEWEST", 2):
        files = files_of(record)
    reached: set[str] = set()
    for of_page in feed_pages(record):
        feed = feed_of(of_page, record, PLAIN)
        paths = list(walked(files, f"{feed.stem}.xml"))
        entries = [entries_of(files[path]) for path in paths]
        reached.update(paths)
        found = [entry["id"] for document in entries for entry in document]
        assert found == [entry_of(of_page, record, PLAIN)(item).urn for item in feed.items]
        assert len(entries[0]) == min(2, len(feed.items))
        for path, document in zip(paths[1:], entries[1:], strict=True):
            years = {entry["date_published"][:4] for entry in document}
            assert years == {path.removesuffix(".xml")[-4:]}
        in_json = [path.replace(".xml", ".json") for path in paths]
        if of_page not in (HOME, QUESTIONS):
            assert files.keys().isdisjoint(in_json)
            continue
        pages = [json.loads(files[path]) for path in in_json]
        assert [[item["id"] for item in page["items"]] for page in pages] == [
            [entry["id"] for entry in document] for document in entries
        ]
        assert [page.get("next_url") for page in pages] == [
            *(path.rpartition("/")[2] for path in in_json[1:]),
            None,
        ]
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
    feed = feed_of(HOME, collection, PLAIN)
    for number, documents in ((50, 1), (51, 2)):
        items = tuple(feeds.Item(slug, "", collection.days[slug]) for _ in range(number))
        of_many = replace(feed, items=items)
        assert len(list(documents_of(of_many, collection, PLAIN))) == documents

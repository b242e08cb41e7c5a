"""Feeds are read with feedparser, and by the rules of RFC 4287, RFC 5005 and JSON Feed 1.1 alone."""

from __future__ import annotations

import datetime as dt
import io
import json
from urllib.parse import urljoin
from xml.etree import ElementTree as ET

import feedparser  # type: ignore[import-untyped]  # the library ships no types
from hypothesis import given

from helpers.exports import PLAIN, PUBLISHED, records
from helpers.feeds import (
    ATOM,
    SITE,
    check_atom,
    check_html,
    check_json_feed,
    content_of,
    entries_of,
    files_of,
)
from helpers.thoroughness import tried
from onrecord.mkdocs_yml.settings import Settings
from onrecord.record import Record

HISTORY = "{http://purl.org/syndication/history/1.0}"


# --- any text ------------------------------------------------------------------------------


@tried(60)
@given(records())
def test_feeds_are_well_formed_whatever_they_say(record: Record) -> None:
    for path, text in files_of(record).items():
        text.encode()
        if path.endswith(".xml"):
            for entry in check_atom(text).findall(f"{ATOM}entry"):
                check_html(content_of(entry))
        else:
            for item in check_json_feed(text)["items"]:
                check_html(item["content_html"])


@tried(30)
@given(records())
def test_a_position_is_told_in_its_own_words(record: Record) -> None:
    files = files_of(record)
    for actor, references in record.positions_of.items():
        entries = entries_of(files[f"actors/{actor}.feed.xml"])
        for item, reference in zip(entries, references, strict=True):
            stated = record.position(reference).stated
            unnamed = {id_: " (unnamed source)" * (a.kind == "unnamed") for id_, a in record.actors.items()}
            said_by = f"{record.actors[actor].name}{unnamed[actor]}"
            if by := stated.relayed_by:
                said_by += f", via {record.actors[by].name}{unnamed[by]}"
            title = f"{said_by}: {stated.says}"
            if title.isprintable():  # XML and HTML forbid some characters.
                assert item["title"] == title
            if stated.says.isprintable():
                assert stated.says in check_html(item["content_html"])


def test_relays_and_unnamed_sources_are_told(collection: Record) -> None:
    files = files_of(collection)
    for actor, references in collection.positions_of.items():
        entries = entries_of(files[f"actors/{actor}.feed.xml"])
        for item, reference in zip(entries, references, strict=False):
            relayed_by = collection.position(reference).stated.relayed_by
            words = check_html(item["content_html"])
            kinds = [collection.actors[source].kind for source in (actor, relayed_by) if source]
            assert ("does not name" in words) == ("unnamed" in kinds)
            via = f"second-hand, via {collection.actors[relayed_by].name} (" if relayed_by else "second-hand"
            assert (via in words) == (relayed_by is not None)


# --- as programs read them -----------------------------------------------------------------


def test_feedparser_reads_what_was_meant(collection: Record) -> None:
    files = files_of(collection, PUBLISHED)
    for path, text in files.items():
        if path.endswith(".json") or path.replace(".xml", ".json") not in files:
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


@tried(15)
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

"""A document of a feed as JSON Feed 1.1 (jsonfeed.org)."""

from __future__ import annotations

from typing import Any

from onrecord.exports.entries import Entry
from onrecord.exports.feeds import Document
from onrecord.exports.files import Export, as_json
from onrecord.settings import LANGUAGE

_COMMENT = "Made by onrecord; a feed program can subscribe to it."
JSON_FEED_MARK = f'"user_comment": "{_COMMENT}"'  # in the head of every document


def as_json_feed(document: Document) -> Export:
    """The document as a JSON Feed; the archive of the next older year is its next page."""
    addresses = document.addresses
    feed: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "user_comment": _COMMENT,
        "title": document.title,
        "home_page_url": addresses.of(document.page),
        "feed_url": addresses.of(f"{document.path}.json"),
        "description": document.description,
        "language": LANGUAGE,
        "authors": [{"name": document.author}],
    }
    if document.older:
        feed["next_url"] = addresses.of(f"{document.older}.json")
    feed["items"] = [_item(entry) for entry in document.entries]
    return Export(f"{document.path}.json", as_json(feed))


def _item(entry: Entry) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": entry.urn,
        "url": entry.url,
        "title": entry.title,
        "content_html": entry.html,
        "date_published": f"{entry.published.isoformat()}T00:00:00Z",
        "date_modified": f"{entry.updated.isoformat()}T00:00:00Z",
    }
    if entry.tags:
        item["tags"] = list(entry.tags)
    return item

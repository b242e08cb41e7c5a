"""A document of a feed as JSON Feed 1.1 (jsonfeed.org)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from onrecord.engine.files import LongExport, Piece
from onrecord.exports.entries import Entry
from onrecord.exports.feeds import Document
from onrecord.exports.files import LIST_BETWEEN, LIST_HEAD, LIST_TAIL, as_json, as_lines
from onrecord.record import Reference

_COMMENT = "Made by onrecord; a feed program can subscribe to it."
JSON_FEED_MARK = f'"user_comment": "{_COMMENT}"'  # in the head of every document


def as_json_feed(document: Document, entry_of: Callable[[Reference], Entry]) -> LongExport:
    """The document as a JSON Feed; its `next_url` is the archive of the next older year.

    Args:
        document: the document.
        entry_of: makes the entry of an item.
    """
    addresses = document.addresses
    feed: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "user_comment": _COMMENT,
        "title": document.title,
        "home_page_url": addresses.of(document.page),
        "feed_url": addresses.of(f"{document.path}.json"),
        "description": document.description,
        "language": addresses.settings.words.tag,
        "authors": [{"name": document.author}],
    }
    if document.older:
        feed["next_url"] = addresses.of(f"{document.older}.json")
    text, path = as_json({**feed, "items": []}), f"{document.path}.json"
    if not document.items:
        return LongExport(path, text, (), "", "")
    end = "[]\n}\n"
    return LongExport(
        path=path,
        head=text.removesuffix(end) + LIST_HEAD,
        pieces=[Piece(item.name, partial(_item, entry_of, item)) for item in document.items],
        between=LIST_BETWEEN,
        tail=f"{LIST_TAIL}\n}}\n",
    )


def _item(entry_of: Callable[[Reference], Entry], reference: Reference) -> str:
    entry = entry_of(reference)
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
    return as_lines([item])

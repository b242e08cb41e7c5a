"""A document of a feed as Atom (RFC 4287), archives by RFC 5005.

Without the site's address links are relative, and as there is no `xml:base`, they are read relative to
where the document was fetched from (RFC 3986, section 5.1.3).
"""

from __future__ import annotations

import re
from datetime import date
from xml.etree import ElementTree as ET

from onrecord.exports.entries import Entry
from onrecord.exports.feeds import Document
from onrecord.exports.files import Export
from onrecord.settings import LANGUAGE

_ATOM = "http://www.w3.org/2005/Atom"
_HISTORY = "http://purl.org/syndication/history/1.0"
_TYPE = "application/atom+xml"
ATOM_MARK = "<generator>onrecord</generator>"  # in the head of every document
# What XML 1.0 has no place for, written as a character or as a reference.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def as_atom(document: Document) -> Export:
    """The document as an Atom feed."""
    feed = ET.Element("feed", {"xmlns": _ATOM, "xmlns:fh": _HISTORY, "xml:lang": LANGUAGE})
    _add(feed, "generator", "onrecord")
    _add(feed, "id", document.urn)
    _add(feed, "title", document.title)
    _add(feed, "subtitle", document.description)
    _add(feed, "updated", _midnight(document.updated))
    _add(ET.SubElement(feed, "author"), "name", document.author)
    addresses = document.addresses
    _link(feed, "self", addresses.of(f"{document.path}.xml"), _TYPE)
    _link(feed, "alternate", addresses.of(document.page), "text/html")
    if document.is_archive:
        ET.SubElement(feed, "fh:archive")
        _link(feed, "current", addresses.of(f"{document.current}.xml"), _TYPE)
    for relation, path in (("prev-archive", document.older), ("next-archive", document.newer)):
        if path:
            _link(feed, relation, addresses.of(f"{path}.xml"), _TYPE)
    for entry in document.entries:
        _entry(feed, entry)
    ET.indent(feed)
    text = ET.tostring(feed, encoding="unicode", short_empty_elements=True)
    return Export(f"{document.path}.xml", f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n')


def _entry(feed: ET.Element, entry: Entry) -> None:
    element = ET.SubElement(feed, "entry")
    _add(element, "id", entry.urn)
    _add(element, "title", entry.title)
    _link(element, "alternate", entry.url, "text/html")
    _add(element, "published", _midnight(entry.published))
    _add(element, "updated", _midnight(entry.updated))
    for tag in entry.tags:
        ET.SubElement(element, "category", {"term": _legal(tag)})
    _add(element, "content", entry.html, type="html")


def _link(parent: ET.Element, relation: str, href: str, kind: str) -> None:
    ET.SubElement(parent, "link", {"rel": relation, "type": kind, "href": _legal(href)})


def _add(parent: ET.Element, name: str, text: str, **attributes: str) -> None:
    ET.SubElement(parent, name, attributes).text = _legal(text)


def _legal(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)


def _midnight(day: date) -> str:
    """RFC 3339 wants a time of day; nobody recorded one."""
    return f"{day.isoformat()}T00:00:00Z"

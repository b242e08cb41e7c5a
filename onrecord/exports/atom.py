"""A document of a feed as Atom (RFC 4287), archives by RFC 5005.

A browser shows the document by a style sheet in CSS; XSLT, which feeds had for that, is being removed from
browsers. CSS makes no links, so the content of entries is XHTML, and a note in XHTML says what a feed is. To
feed readers the note is foreign markup (RFC 4287, section 6.3), which they ignore.

Without `site_url` links are relative. As there is no `xml:base`, feed readers resolve them against the
address of the document (RFC 3986, section 5.1.3).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from html import escape

from onrecord.addresses import FEED_STYLE, relative
from onrecord.engine.files import LongExport, Piece
from onrecord.exports.entries import Entry
from onrecord.exports.feeds import Document
from onrecord.record import Reference

_ATOM = "http://www.w3.org/2005/Atom"
_XHTML = "http://www.w3.org/1999/xhtml"
_HISTORY = "http://purl.org/syndication/history/1.0"
_TYPE = "application/atom+xml"
ATOM_MARK = "<generator>onrecord</generator>"  # in the head of every document
# Characters that a parser reads as a space in an attribute.
_IN_ATTRIBUTES = str.maketrans({'"': "&quot;", "\t": "&#09;", "\n": "&#10;", "\r": "&#13;"})
# Characters that XML 1.0 allows neither directly nor as a reference.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def as_atom(document: Document, entry_of: Callable[[Reference], Entry]) -> LongExport:
    """The document as an Atom feed; `entry_of` makes the entry for an item.

    It is written line by line: feeds are most of what is published, and trees of elements take three times
    as long.  Lines are not indented, and HTML is not escaped a second time: that would be a tenth of a feed.
    """
    style = relative(FEED_STYLE, document.path)
    head = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<?xml-stylesheet type="text/css" href="{style}"?>',
        f'<feed xmlns="{_ATOM}" xmlns:fh="{_HISTORY}" xml:lang="{document.addresses.settings.words.tag}">',
        *_head(document),
    ]
    return LongExport(
        path=f"{document.path}.xml",
        head="".join(f"{line}\n" for line in head),
        pieces=[
            Piece(item.name, partial(_entry, entry_of, item, _lang(document))) for item in document.items
        ],
        between="",
        tail="</feed>\n",
    )


def _head(document: Document) -> Iterator[str]:
    yield ATOM_MARK
    yield _element("id", document.urn)
    yield _element("title", document.title)
    yield _element("subtitle", document.description)
    yield _note(document)
    yield _element("updated", _midnight(document.updated))
    yield f"<author>{_element('name', document.author)}</author>"
    addresses = document.addresses
    yield _link("self", addresses.of(f"{document.path}.xml"), _TYPE)
    yield _link("alternate", addresses.of(*document.page.split("#")), "text/html")
    if document.is_archive:
        yield "<fh:archive/>"
        yield _link("current", addresses.of(f"{document.current}.xml"), _TYPE)
    for relation, path in (("prev-archive", document.older), ("next-archive", document.newer)):
        if path:
            yield _link(relation, addresses.of(f"{path}.xml"), _TYPE)


def _note(document: Document) -> str:
    """What a feed is, for people who open it in a browser, with a link to its page."""
    words, page = document.addresses.settings.words, document.addresses.of(*document.page.split("#"))
    link = f'<a href={_quoted(page)} dir="auto">{escape(_legal(document.title), quote=False)}</a>'
    said = f"<p>{words.html('feeds.what')}</p><p>{words.html('feeds.for_people', page=link)}</p>"
    return f'<div xmlns="{_XHTML}" dir="{words.direction}">{said}</div>'


def _lang(document: Document) -> str:
    """The `xml:lang` attribute of editors' texts, if their language is not the site's."""
    words = document.addresses.settings.words
    return f' xml:lang="{words.content}"' if words.is_foreign else ""


def _entry(entry_of: Callable[[Reference], Entry], item: Reference, lang: str) -> str:
    entry = entry_of(item)
    lines = (
        "<entry>",
        _element("id", entry.urn),
        _element("title", entry.title, lang),
        _link("alternate", entry.url, "text/html"),
        _element("published", _midnight(entry.published)),
        _element("updated", _midnight(entry.updated)),
        *(f"<category term={_quoted(tag)}/>" for tag in entry.tags),
        f'<content type="xhtml"><div xmlns="{_XHTML}">{_legal(entry.html)}</div></content>',
        "</entry>",
    )
    return "".join(f"{line}\n" for line in lines)


def _link(relation: str, href: str, kind: str) -> str:
    return f'<link rel="{relation}" type="{kind}" href={_quoted(href)}/>'


def _element(name: str, text: str, attributes: str = "") -> str:
    start = f"{name}{attributes}"
    return f"<{start}>{escape(_legal(text), quote=False)}</{name}>" if text else f"<{start}/>"


def _quoted(value: str) -> str:
    """A text escaped as the value of an attribute, in quotation marks."""
    return f'"{escape(_legal(value), quote=False).translate(_IN_ATTRIBUTES)}"'


def _legal(text: str) -> str:
    return text if text.isprintable() else _NOT_XML.sub("\ufffd", text)


def _midnight(day: date) -> str:
    """A day as RFC 3339 wants it, with a time of day; none is recorded."""
    return f"{day.isoformat()}T00:00:00Z"

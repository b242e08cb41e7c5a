"""Pages at earlier addresses, which lead to the present ones without a script.

They are files beside the pages, and not pages: neither `sitemap.xml` nor the search has them, and search
engines are told to keep the present address instead.
"""

from __future__ import annotations

import posixpath

from onrecord.engine.files import Export
from onrecord.mkdocs_yml.settings import Settings
from onrecord.record import Record
from onrecord.text.escaping import html

REDIRECT_MARK = '<meta name="generator" content="onrecord: moved">'


def redirect(record: Record, page: str, settings: Settings) -> Export:
    """The page at an earlier address, which has the folder of the present one.

    Args:
        record: has the moved page.
        page: the path of its Markdown.
        settings: with `site_url`, the canonical address is absolute.
    """
    words = settings.words
    address = posixpath.basename(page).removesuffix(".md") + ".html"
    canonical = f"{settings.site_url}{posixpath.dirname(page)}/{address}" if settings.site_url else address
    title = html(_title(record, page))
    written = f'<bdi lang="{html(words.content)}">{title}</bdi>'
    lines = [
        "<!doctype html>",
        f'<html lang="{html(words.tag)}" dir="{words.direction}">',
        "<head>",
        '<meta charset="utf-8">',
        REDIRECT_MARK,
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="color-scheme" content="light dark">',
        '<meta name="robots" content="noindex">',
        f"<title>{title}</title>",
        f'<link rel="canonical" href="{html(canonical)}">',
        f'<meta http-equiv="refresh" content="0; url={html(address)}">',
        "</head>",
        f'<body><p>{html(words.text("redirects.moved"))} <a href="{html(address)}">{written}</a></p></body>',
        "</html>",
    ]
    return Export(page, "\n".join(lines) + "\n")


def _title(record: Record, page: str) -> str:
    """The title of a page that was moved."""
    folder, _, name = page.removesuffix(".md").partition("/")
    if folder == "briefs":
        return record.briefs[name].title
    return record.actors[name].name if folder == "actors" else record.issues[name].title

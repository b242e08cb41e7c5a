"""Stage 5, continued: the page that checks quotations, which the theme's script fills."""

from __future__ import annotations

from msgspec import Struct

from onrecord.addresses import BRIEFINGS, QUOTES, SEARCH
from onrecord.pages.links import Link, Linker
from onrecord.record import Record
from onrecord.text.phrases import phrase


class QuotesPage(Struct, frozen=True):
    """The page that checks the quotations of any text against what the site shows of the articles.

    Attributes:
        lists: links to other ways to find words, for readers without scripts.
    """

    path: str
    lists: tuple[Link, ...]


def quotes_page(record: Record) -> QuotesPage:
    """The page; it does not depend on the record's content."""
    link = Linker(record, QUOTES)
    lists = (link.page(SEARCH, phrase("search.title")), link.page(BRIEFINGS, phrase("navigation.briefings")))
    return QuotesPage(QUOTES, lists)

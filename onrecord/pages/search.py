"""Stage 5, continued: the search page. `onrecord.search` makes its index."""

from __future__ import annotations

from msgspec import Struct

from onrecord.addresses import ACTORS, BRIEFINGS, ISSUES, QUESTIONS, QUOTES, SEARCH
from onrecord.pages.links import Link, Linker
from onrecord.record import Record
from onrecord.text.phrases import phrase


class SearchPage(Struct, frozen=True):
    """The search page, which the theme's script fills.

    Attributes:
        lists: links to the indexes, for readers without scripts.
    """

    path: str
    lists: tuple[Link, ...]


def search_page(record: Record) -> SearchPage:
    """The search page; it does not depend on the record's content."""
    link = Linker(record, SEARCH)
    lists = (
        (BRIEFINGS, "briefings"),
        (ACTORS, "actors"),
        (ISSUES, "issues"),
        (QUESTIONS, "questions"),
        (QUOTES, "quotes"),
    )
    return SearchPage(SEARCH, tuple(link.page(path, phrase(f"navigation.{key}")) for path, key in lists))

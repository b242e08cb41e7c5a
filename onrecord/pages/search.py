"""Stage 5, continued: the page for searching.  What it searches in is `onrecord.search`'s."""

from __future__ import annotations

from msgspec import Struct

from onrecord.addresses import ACTORS, BRIEFINGS, ISSUES, QUESTIONS, SEARCH
from onrecord.model import Record
from onrecord.pages.links import Link, Linker
from onrecord.text.phrases import phrase


class SearchPage(Struct, frozen=True):
    """The frame of the search, which the theme's script fills.

    Attributes:
        lists: the indexes, which lead to everything without a script.
    """

    path: str
    lists: tuple[Link, ...]


def search_page(record: Record) -> SearchPage:
    """The page for searching; it shows nothing of the record, and so stays as it is."""
    link = Linker(record, SEARCH)
    lists = (BRIEFINGS, "briefings"), (ACTORS, "actors"), (ISSUES, "issues"), (QUESTIONS, "questions")
    return SearchPage(SEARCH, tuple(link.page(path, phrase(f"navigation.{key}")) for path, key in lists))

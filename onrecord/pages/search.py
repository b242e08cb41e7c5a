"""Stage 5, continued: the page for searching.  What it searches in is `onrecord.search`'s."""

from __future__ import annotations

from msgspec import Struct

from onrecord.addresses import ACTORS, BRIEFINGS, ISSUES, QUESTIONS, SEARCH
from onrecord.model import Record
from onrecord.pages.links import Linker
from onrecord.pages.parts import PartEntry


class SearchPage(Struct, frozen=True):
    """The frame of the search, which the theme's script fills.

    Attributes:
        lists: the indexes, which lead to everything without a script.
    """

    path: str
    lists: tuple[PartEntry, ...]


def search_page(record: Record) -> SearchPage:
    """The page for searching."""
    link = Linker(record, SEARCH)
    return SearchPage(
        path=SEARCH,
        lists=(
            PartEntry(link.page(BRIEFINGS, "Briefings"), len(record.days)),
            PartEntry(link.page(ACTORS, "Actors"), len(record.actors)),
            PartEntry(link.page(ISSUES, "Issues"), len(record.issues)),
            PartEntry(link.page(QUESTIONS, "Questions"), len(record.questions)),
        ),
    )

"""Stage 5, continued: the page that compares two actors. `onrecord.search.compared` makes what it loads."""

from __future__ import annotations

from msgspec import Struct

from onrecord.addresses import ACTORS, COMPARE, ISSUES
from onrecord.pages.links import Link, Linker
from onrecord.record import Record
from onrecord.text.phrases import phrase


class ComparePage(Struct, frozen=True):
    """The page that compares two actors, which the theme's script fills.

    Attributes:
        lists: links to the indexes, for readers without scripts.
    """

    path: str
    lists: tuple[Link, ...]


def compare_page(record: Record) -> ComparePage:
    """The page; it does not depend on the record's content."""
    link = Linker(record, COMPARE)
    lists = (ISSUES, "issues"), (ACTORS, "actors")
    return ComparePage(COMPARE, tuple(link.page(path, phrase(f"navigation.{key}")) for path, key in lists))

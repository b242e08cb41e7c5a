"""Stage 5, continued: the index of briefings, by year and month if it is long."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from msgspec import Struct

from onrecord.addresses import BRIEFINGS, OUTLETS, TAGS, UNNAMED, briefings_part_path
from onrecord.engine.output import Output
from onrecord.pages.entries import BriefingEntry, briefing_entry
from onrecord.pages.links import Link, Linker
from onrecord.pages.parts import PagePlan, PartEntry, PartPage, part_entries, part_pages
from onrecord.pages.splitting import by_date
from onrecord.record import Record
from onrecord.text.phrases import phrase

TITLE = phrase("navigation.briefings")
NEWEST = 20


class BriefingsPage(Struct, frozen=True):
    """The index of briefings, newest first.

    Attributes:
        count: how many there are.
        briefings: all, or the newest if there are too many for one page.
        parts: the pages of the years, if there are too many.
        ways: links to the same briefings by outlet and by tag, and to what rests on unnamed sources.
    """

    path: str
    ways: tuple[Link, ...]
    count: int
    briefings: tuple[BriefingEntry, ...]
    parts: tuple[PartEntry, ...]


class BriefingsPartPage(PartPage, frozen=True):
    """The briefings of a year, a month or a part of one, newest first.

    Attributes:
        briefings: all; none where there are too many for one page.
    """

    briefings: tuple[BriefingEntry, ...]


def briefings_outputs(record: Record) -> Iterator[Output[BriefingsPage | BriefingsPartPage]]:
    """The index, and the pages of its parts."""
    days = dict(record.days.items())
    parts = by_date(list(days), days.__getitem__)
    link = Linker(record, BRIEFINGS)
    newest = tuple(islice(days, NEWEST if parts else None))
    yield Output(BRIEFINGS, _index, (newest, len(days), part_entries(link, parts, briefings_part_path)))
    for plan in part_pages(record, parts, briefings_part_path, (BRIEFINGS, TITLE)):
        yield Output(plan.path, _part, (plan,))


def _index(record: Record, slugs: Iterable[str], count: int, parts: tuple[PartEntry, ...]) -> BriefingsPage:
    link = Linker(record, BRIEFINGS)
    by = (OUTLETS, "names.outlets_title"), (TAGS, "names.tags_title"), (UNNAMED, "unnamed.title")
    ways = tuple(link.page(path, phrase(title)) for path, title in by)
    return BriefingsPage(BRIEFINGS, ways, count, _entries(link, slugs), parts)


def _part(record: Record, plan: PagePlan[str]) -> BriefingsPartPage:
    return BriefingsPartPage(*plan.shared, _entries(Linker(record, plan.path), plan.items))


def _entries(link: Linker, slugs: Iterable[str]) -> tuple[BriefingEntry, ...]:
    return tuple(briefing_entry(link, link.record.briefs[slug]) for slug in slugs)

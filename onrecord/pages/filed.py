"""Stage 5, continued: briefings filed under a name, of their article's publisher or of a tag.

Both kinds of names have an index, by letter if it is long, and a page for each name. What a publisher's page
has beside its briefings is in `onrecord.pages.outlet`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Literal

from msgspec import Struct

from onrecord.addresses import (
    OUTLETS,
    TAGS,
    outlet_path,
    outlets_part_path,
    tag_path,
    tags_part_path,
)
from onrecord.engine.output import Output
from onrecord.pages.entries import BriefingEntry, briefing_entry
from onrecord.pages.links import Link, Linker
from onrecord.pages.parts import PagePlan, PartEntry, PartPage, part_entries, part_pages
from onrecord.pages.splitting import Part, by_date, by_letter
from onrecord.record import Filed, Record
from onrecord.text.dates import When
from onrecord.text.filing import filed_as
from onrecord.text.phrases import Words, phrase

KindOfName = Literal["outlets", "tags"]
NEWEST = 20


class NameEntry(Struct, frozen=True):
    """A name in an index, with the number of its briefings and the date of the newest."""

    link: Link
    briefings: int
    newest: When


class NamesPage(Struct, frozen=True):
    """The index of publishers or of tags, by name.

    Attributes:
        count: how many there are.
        names: all; empty if there are too many for one page.
        parts: the pages of the letters, if there are too many.
    """

    path: str
    kind: KindOfName
    count: int
    names: tuple[NameEntry, ...]
    parts: tuple[PartEntry, ...]


class NamesPartPage(PartPage, frozen=True):
    """The names under a letter, or a part of them.

    Attributes:
        names: all; none where there are too many for one page.
    """

    kind: KindOfName
    names: tuple[NameEntry, ...]


class FiledPartPage(PartPage, frozen=True):
    """The briefings of a name in a year, a month or a part of one, newest first.

    Attributes:
        name: the publisher's, or the tag.
        briefings: all; none where there are too many for one page.
    """

    kind: KindOfName
    name: str
    briefings: tuple[BriefingEntry, ...]


class TagPage(Struct, frozen=True):
    """The page of a tag.

    Attributes:
        count: how many briefings have it.
        briefings: all, or the newest if there are too many for one page, newest first.
        parts: the pages of the years, if there are too many.
    """

    path: str
    name: str
    count: int
    briefings: tuple[BriefingEntry, ...]
    parts: tuple[PartEntry, ...]
    all_names: Link


class _Kind(Struct, frozen=True):
    """Where the pages of a kind of names are, and where the record has the names."""

    index: str
    part_path: Callable[[str], str]
    path: Callable[[str], str]
    filed: Callable[[Record], Mapping[str, Sequence[Filed]]]
    ids: Callable[[Record], Mapping[str, str]]
    link: Callable[[Linker, str], Link]


_KINDS: dict[KindOfName, _Kind] = {
    "outlets": _Kind(
        OUTLETS,
        outlets_part_path,
        outlet_path,
        lambda record: record.outlets,
        lambda record: record.outlet_ids,
        Linker.outlet,
    ),
    "tags": _Kind(
        TAGS,
        tags_part_path,
        tag_path,
        lambda record: record.tagged,
        lambda record: record.tag_ids,
        Linker.tag,
    ),
}


def names_outputs(record: Record, kind: KindOfName) -> Iterator[Output[NamesPage | NamesPartPage]]:
    """The index of a kind of names, and the pages of its parts."""
    of = _KINDS[kind]
    names = sorted(of.filed(record), key=lambda name: (filed_as(name), name))
    parts = by_letter(names, str)
    entries = part_entries(Linker(record, of.index), parts, of.part_path)
    yield Output(of.index, _index, (kind, () if parts else names, len(names), entries))
    for plan in part_pages(record, parts, of.part_path, (of.index, index_title(kind))):
        yield Output(plan.path, _index_part, (plan, kind))


def tag_outputs(record: Record, name: str) -> Iterator[Output[TagPage | FiledPartPage]]:
    """The page of a tag, and the pages for the parts of a long list of briefings."""
    yield Output(_path(record, "tags", name), _tag, (name,))
    yield from filed_outputs(record, "tags", name)


def filed_outputs(record: Record, kind: KindOfName, name: str) -> Iterator[Output[FiledPartPage]]:
    """The pages for the parts of a name's long list of briefings."""
    path = _part_paths(record, kind, name)
    for plan in part_pages(record, _parts(record, kind, name), path, (_path(record, kind, name), name)):
        yield Output(plan.path, _part, (plan, kind, name))


def newest_filed(link: Linker, kind: KindOfName, name: str) -> tuple[BriefingEntry, ...]:
    """The briefings on a name's own page: all, or the newest if that page has parts."""
    record = link.record
    filed = _KINDS[kind].filed(record)[name]
    return _entries(link, filed[: NEWEST if _parts(record, kind, name) else None])


def filed_parts(link: Linker, kind: KindOfName, name: str) -> tuple[PartEntry, ...]:
    """Links from a name's own page to those of the parts of its list."""
    return part_entries(link, _parts(link.record, kind, name), _part_paths(link.record, kind, name))


def index_title(kind: KindOfName) -> Words:
    """The title of the index."""
    return phrase(f"names.{kind}_title")


def _index(
    record: Record, kind: KindOfName, names: Iterable[str], count: int, parts: tuple[PartEntry, ...]
) -> NamesPage:
    link = Linker(record, _KINDS[kind].index)
    return NamesPage(link.path, kind, count, _names(link, kind, names), parts)


def _index_part(record: Record, plan: PagePlan[str], kind: KindOfName) -> NamesPartPage:
    return NamesPartPage(*plan.shared, kind, _names(Linker(record, plan.path), kind, plan.items))


def _names(link: Linker, kind: KindOfName, names: Iterable[str]) -> tuple[NameEntry, ...]:
    filed = _KINDS[kind].filed(link.record)
    return tuple(
        NameEntry(_KINDS[kind].link(link, name), len(filed[name]), filed[name][0].date) for name in names
    )


def _tag(record: Record, name: str) -> TagPage:
    link = Linker(record, _path(record, "tags", name))
    return TagPage(
        path=link.path,
        name=name,
        count=len(record.tagged[name]),
        briefings=newest_filed(link, "tags", name),
        parts=filed_parts(link, "tags", name),
        all_names=link.page(TAGS, index_title("tags")),
    )


def _part(record: Record, plan: PagePlan[Filed], kind: KindOfName, name: str) -> FiledPartPage:
    return FiledPartPage(*plan.shared, kind, name, _entries(Linker(record, plan.path), plan.items))


def _entries(link: Linker, filed: Iterable[Filed]) -> tuple[BriefingEntry, ...]:
    return tuple(briefing_entry(link, link.record.briefs[one.slug]) for one in filed)


def _parts(record: Record, kind: KindOfName, name: str) -> tuple[Part[Filed], ...]:
    # A publisher's index also says how positions are known, which these pages do not show.
    filed = [Filed(one.slug, one.date) for one in _KINDS[kind].filed(record)[name]]
    return by_date(filed, lambda one: one.date)


def _path(record: Record, kind: KindOfName, name: str) -> str:
    return _KINDS[kind].path(_KINDS[kind].ids(record)[name])


def _part_paths(record: Record, kind: KindOfName, name: str) -> Callable[[str], str]:
    id_ = _KINDS[kind].ids(record)[name]
    return lambda key: _KINDS[kind].path(f"{id_}_{key}")

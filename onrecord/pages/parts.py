"""The pages of a long list's parts: what each of them holds, and the links between it and the others.

A list says how it is divided, where its parts are, and how it shows an item; all else is the same for all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Generic, TypeVar

from msgspec import Struct

from onrecord.pages.links import Link, Linker
from onrecord.pages.splitting import Part, Placed, placed
from onrecord.record import Record
from onrecord.text.phrases import Words

_T = TypeVar("_T")


class PartEntry(Struct, frozen=True):
    """A link to a part of a list, with the number of its items."""

    link: Link
    count: int


class Around(Struct, frozen=True):
    """The neighbours of a part.

    Attributes:
        up: a link to the list that it is a part of.
        before: a link to the previous part.
        after: a link to the next part.
    """

    up: Link
    before: Link | None
    after: Link | None


class PartPage(Struct, frozen=True):
    """What the page of any part has.

    Attributes:
        count: how many things it and its own parts hold.
        parts: its own parts, where there are too many things for one page.
    """

    path: str
    title: Words
    count: int
    parts: tuple[PartEntry, ...]
    around: Around


class PagePlan(PartPage, Generic[_T], frozen=True):
    """The page of a part before its items are looked up; there are none where it has parts of its own."""

    items: tuple[_T, ...]

    @property
    def shared(self) -> tuple[str, Words, int, tuple[PartEntry, ...], Around]:
        """The fields of a `PartPage`, in their order."""
        return self.path, self.title, self.count, self.parts, self.around


def part_entries(
    link: Linker, parts: Iterable[Part[_T]], path: Callable[[str], str]
) -> tuple[PartEntry, ...]:
    """The entries of parts; `path` gives the path of a part's page by its key."""
    return tuple(PartEntry(link.page(path(part.key), part.title), part.count) for part in parts)


def part_pages(
    record: Record, parts: Sequence[Part[_T]], path: Callable[[str], str], index: tuple[str, Words]
) -> Iterator[PagePlan[_T]]:
    """The pages of the parts of a list, and of theirs.

    Args:
        record: for the links.
        parts: those of the list itself.
        path: tells the path of a part's page by its key.
        index: path and title of the page that leads to these parts.
    """
    for place in placed(parts):
        part = place.part
        link = Linker(record, path(part.key))
        yield PagePlan(
            path=link.path,
            title=part.title,
            count=part.count,
            parts=part_entries(link, part.parts, path),
            around=_around(link, place, path, link.page(*index)),
            items=part.items,
        )


def _around(link: Linker, place: Placed[_T], path: Callable[[str], str], index: Link) -> Around:
    def to(part: Part[_T] | None) -> Link | None:
        return link.page(path(part.key), part.title) if part else None

    return Around(up=to(place.above) or index, before=to(place.before), after=to(place.after))

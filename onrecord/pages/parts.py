"""How the pages of a long list hang together: the links between it and its parts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from msgspec import Struct

from onrecord.pages.links import Link, Linker
from onrecord.pages.splitting import Part, Placed

_T = TypeVar("_T")


class PartEntry(Struct, frozen=True):
    """A page of a list, with the number of things that it and its own parts hold."""

    link: Link
    count: int


class Around(Struct, frozen=True):
    """What stands around a part.

    Attributes:
        up: to the list that it is a part of.
        before: to the part before it.
        after: to the part after it.
    """

    up: Link
    before: Link | None
    after: Link | None


def part_entries(
    link: Linker, parts: Iterable[Part[_T]], path: Callable[[str], str]
) -> tuple[PartEntry, ...]:
    """Parts as a list of links; `path` tells the path of a part's page by its key."""
    return tuple(PartEntry(link.page(path(part.key), part.title), part.count) for part in parts)


def around(link: Linker, placed: Placed[_T], path: Callable[[str], str], index: Link) -> Around:
    """What stands around a part; `index` is above those that are a part of no other."""

    def to(part: Part[_T] | None) -> Link | None:
        return link.page(path(part.key), part.title) if part else None

    return Around(up=to(placed.above) or index, before=to(placed.before), after=to(placed.after))

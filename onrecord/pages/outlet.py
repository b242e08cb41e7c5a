"""Stage 5, continued: the page of a publisher: its briefings, how it knows what it reports, and from whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TypeVar

from msgspec import Struct

from onrecord.addresses import OUTLETS, UNNAMED, outlet_path
from onrecord.engine.output import Output
from onrecord.pages.entries import BriefingEntry
from onrecord.pages.filed import FiledPartPage, filed_outputs, filed_parts, index_title, newest_filed
from onrecord.pages.links import Link, Linker
from onrecord.pages.parts import PartEntry
from onrecord.record import Basis, Known, Record
from onrecord.text.phrases import phrase

RELAYS = 20  # of its own sources, and of actors who relay others in its articles

_T = TypeVar("_T")


class BasisCount(Struct, frozen=True):
    """How many positions have a basis."""

    basis: Basis
    count: int


class OwnSource(Struct, frozen=True):
    """A source that the publisher itself relays, as the editor names it, with the number of briefings."""

    name: str
    count: int


class Relayer(Struct, frozen=True):
    """An actor who relays others in the publisher's articles, with the number of positions."""

    actor: Link
    count: int


class OutletPage(Struct, frozen=True):
    """The page of a publisher.

    Attributes:
        count: how many briefings there are on its articles.
        positions: how many positions these have.
        bases: how many of them have each basis; only those that occur.
        unnamed_count: how many of them rest on an unnamed source.
        unnamed: a link to the page of all such positions.
        relays: what its briefings say that the publisher relays, the most frequent first.
        relays_count: how many different ones there are.
        relayers: the actors who relay others in its articles, the most frequent first.
        relayers_count: how many there are.
        briefings: all, or the newest if there are too many for one page, newest first.
        parts: the pages of the years, if there are too many.
    """

    path: str
    name: str
    count: int
    positions: int
    bases: tuple[BasisCount, ...]
    unnamed_count: int
    unnamed: Link
    relays: tuple[OwnSource, ...]
    relays_count: int
    relayers: tuple[Relayer, ...]
    relayers_count: int
    briefings: tuple[BriefingEntry, ...]
    parts: tuple[PartEntry, ...]
    all_names: Link


def outlet_outputs(record: Record, name: str) -> Iterator[Output[OutletPage | FiledPartPage]]:
    """The page of a publisher, and the pages for the parts of a long list of briefings."""
    yield Output(outlet_path(record.outlet_ids[name]), _page, (name,))
    yield from filed_outputs(record, "outlets", name)


def _page(record: Record, name: str) -> OutletPage:
    link = Linker(record, outlet_path(record.outlet_ids[name]))
    published = record.outlets[name]
    known = [one for briefing in published for one in briefing.known]
    bases = Counter(one.basis for one in known)
    relays = _most_frequent(briefing.relays for briefing in published if briefing.relays)
    relayers = _most_frequent(one.relayed_by for one in known if one.relayed_by)
    return OutletPage(
        path=link.path,
        name=name,
        count=len(published),
        positions=len(known),
        bases=tuple(BasisCount(basis, bases[basis]) for basis in Basis if bases[basis]),
        unnamed_count=_unnamed(record, known),
        unnamed=link.page(UNNAMED, phrase("unnamed.title")),
        relays=tuple(OwnSource(source, count) for source, count in relays[:RELAYS]),
        relays_count=len(relays),
        relayers=tuple(Relayer(link.actor(actor_id), count) for actor_id, count in relayers[:RELAYS]),
        relayers_count=len(relayers),
        briefings=newest_filed(link, "outlets", name),
        parts=filed_parts(link, "outlets", name),
        all_names=link.page(OUTLETS, index_title("outlets")),
    )


def _most_frequent(things: Iterable[_T]) -> list[tuple[_T, int]]:
    """Each thing with its number; of equal numbers, the one met first."""
    return Counter(things).most_common()


def _unnamed(record: Record, known: Iterable[Known]) -> int:
    sources = {source for one in known for source in (one.actor, one.relayed_by) if source}
    unnamed = {source for source in sources if record.actors[source].kind == "unnamed"}
    return sum(one.actor in unnamed or one.relayed_by in unnamed for one in known)

"""Stage 5, continued: the index of actors, by kind, and by letter where a kind has many."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

from msgspec import Struct

from onrecord.addresses import ACTORS, actors_part_path
from onrecord.engine.output import Output
from onrecord.model import Record
from onrecord.pages.links import Link, Linker
from onrecord.pages.parts import Around, PartEntry, around, part_entries
from onrecord.pages.splitting import LIMIT, Part, Placed, by_letter, filed_as, placed
from onrecord.phrases import Words, phrase
from onrecord.schema import Actor, Kind

TITLE = phrase("navigation.actors")
# The order in which kinds are shown.
KINDS: tuple[Kind, ...] = ("state", "organisation", "group", "person", "unnamed")


class ActorEntry(Struct, frozen=True):
    """An actor in the index, with the number of positions and of the briefings that list the actor."""

    link: Link
    positions: int
    briefings: int


class KindGroup(Struct, frozen=True):
    """The actors of a kind in the index; `kind` as in the register."""

    kind: Kind
    actors: tuple[ActorEntry, ...]


class ActorsPage(Struct, frozen=True):
    """The index of actors, by kind and name.

    Attributes:
        count: how many there are.
        kinds: all; none where there are too many actors for one page.
        parts: the kinds, where there are too many.
    """

    path: str
    count: int
    kinds: tuple[KindGroup, ...]
    parts: tuple[PartEntry, ...]


class ActorsPartPage(Struct, frozen=True):
    """The actors of a kind, those under a letter, or a part of them.

    Attributes:
        count: how many there are.
        actors: all; none where there are too many for one page.
        parts: the letters, or the parts of a letter, where there are too many.
    """

    path: str
    title: Words
    count: int
    actors: tuple[ActorEntry, ...]
    parts: tuple[PartEntry, ...]
    around: Around


def actors_outputs(record: Record) -> Iterator[Output[ActorsPage | ActorsPartPage]]:
    """The index, then the pages of its parts."""
    actors = dict(record.actors.items())
    in_order = sorted(actors, key=lambda actor_id: (filed_as(actors[actor_id].name), actor_id))
    of_kind = {kind: [a for a in in_order if actors[a].kind == kind] for kind in KINDS}
    kinds = [kind for kind in KINDS if of_kind[kind]]
    if len(in_order) <= LIMIT:
        yield Output(ACTORS, _whole_index, ([(kind, of_kind[kind]) for kind in kinds],))
        return
    parts = [Part(kind, phrase(f"kinds_of_actors.{kind}"), tuple(of_kind[kind])) for kind in kinds]
    entries = part_entries(Linker(record, ACTORS), parts, actors_part_path)
    yield Output(ACTORS, _divided_index, (len(in_order), entries))
    for place in placed(parts):
        yield from _kind_outputs(record, actors, place)


def _kind_outputs(
    record: Record, actors: Mapping[str, Actor], place: Placed[str]
) -> Iterator[Output[ActorsPartPage]]:
    kind = place.part
    letters = by_letter(kind.items, lambda actor_id: actors[actor_id].name)
    link = Linker(record, actors_part_path(kind.key))
    path = partial(actors_part_path, kind.key)
    shown = () if letters else kind.items
    beside = around(link, place, actors_part_path, link.page(ACTORS, TITLE))
    entries = part_entries(link, letters, path)
    yield Output(link.path, _part, (link.path, kind.title, shown, kind.count, entries, beside))
    for below in placed(letters):
        part = below.part
        link = Linker(record, path(part.key))
        title = phrase("shared.part_of", title=kind.title, part=part.title)
        beside = around(link, below, path, link.page(actors_part_path(kind.key), kind.title))
        entries = part_entries(link, part.parts, path)
        yield Output(link.path, _part, (link.path, title, part.items, part.count, entries, beside))


def _whole_index(record: Record, of_kinds: Sequence[tuple[Kind, Sequence[str]]]) -> ActorsPage:
    link = Linker(record, ACTORS)
    groups = tuple(KindGroup(kind, _entries(link, actors)) for kind, actors in of_kinds)
    return ActorsPage(ACTORS, sum(len(group.actors) for group in groups), groups, ())


def _divided_index(record: Record, count: int, parts: tuple[PartEntry, ...]) -> ActorsPage:  # noqa: ARG001 - as all
    return ActorsPage(ACTORS, count, (), parts)


def _part(
    record: Record,
    path: str,
    title: Words,
    actor_ids: Iterable[str],
    count: int,
    parts: tuple[PartEntry, ...],
    beside: Around,
) -> ActorsPartPage:
    return ActorsPartPage(path, title, count, _entries(Linker(record, path), actor_ids), parts, beside)


def _entries(link: Linker, actor_ids: Iterable[str]) -> tuple[ActorEntry, ...]:
    return tuple(
        ActorEntry(
            link=link.actor(actor_id),
            positions=len(link.record.positions_of.get(actor_id, ())),
            briefings=len(link.record.listed_in.get(actor_id, ())),
        )
        for actor_id in actor_ids
    )

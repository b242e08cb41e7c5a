"""Stage 5, continued: the index of actors, by kind, and by letter if a kind has many; people by last name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from onrecord.addresses import ACTORS, actors_part_path
from onrecord.engine.output import Output
from onrecord.pages.links import Link, Linker
from onrecord.pages.parts import PagePlan, PartEntry, PartPage, part_entries, part_pages
from onrecord.pages.splitting import LIMIT, Part, by_letter
from onrecord.record import Record
from onrecord.record.filing import sort_keys, sort_name
from onrecord.schema.models import Kind
from onrecord.text.phrases import phrase

TITLE = phrase("navigation.actors")
# The order of kinds on the page.
KINDS: tuple[Kind, ...] = ("state", "organisation", "group", "person", "unnamed")


class ActorEntry(Struct, frozen=True):
    """An actor in the index, with the numbers of its positions and of the briefings that list it."""

    link: Link
    positions: int
    briefings: int


class KindGroup(Struct, frozen=True):
    """The actors of one kind; `kind` as in the register."""

    kind: Kind
    actors: tuple[ActorEntry, ...]


class ActorsPage(Struct, frozen=True):
    """The index of actors, by kind and in the order of `sort_keys`.

    Attributes:
        count: how many there are.
        kinds: all; empty if there are too many actors for one page.
        parts: the pages of the kinds, if there are too many.
    """

    path: str
    count: int
    kinds: tuple[KindGroup, ...]
    parts: tuple[PartEntry, ...]


class ActorsPartPage(PartPage, frozen=True):
    """The actors of a kind, those under a letter, or a part of them.

    Attributes:
        actors: all; none where there are too many for one page.
    """

    actors: tuple[ActorEntry, ...]


def actors_outputs(record: Record) -> Iterator[Output[ActorsPage | ActorsPartPage]]:
    """The index, and the pages of its parts."""
    actors = dict(record.actors.items())
    in_order = sorted(actors, key=sort_keys(record, actors).__getitem__)
    of_kind = {kind: [a for a in in_order if actors[a].kind == kind] for kind in KINDS}
    kinds = [kind for kind in KINDS if of_kind[kind]]
    if len(in_order) <= LIMIT:
        yield Output(ACTORS, _whole_index, ([(kind, of_kind[kind]) for kind in kinds],))
        return
    parts = [Part(kind, phrase(f"kinds_of_actors.{kind}"), tuple(of_kind[kind])) for kind in kinds]
    entries = part_entries(Linker(record, ACTORS), parts, actors_part_path)
    yield Output(ACTORS, _divided_index, (len(in_order), entries))
    plans = part_pages(record, parts, actors_part_path, (ACTORS, TITLE))
    for kind, plan in zip(kinds, plans, strict=True):
        letters = by_letter(plan.items, lambda actor_id: sort_name(actors[actor_id]))
        yield from _kind_outputs(record, plan, letters, partial(actors_part_path, kind))


def _kind_outputs(
    record: Record, plan: PagePlan[str], letters: Sequence[Part[str]], path: Callable[[str], str]
) -> Iterator[Output[ActorsPartPage]]:
    if letters:
        entries = part_entries(Linker(record, plan.path), letters, path)
        plan = replace(plan, parts=entries, items=())
    yield Output(plan.path, _part, (plan,))
    for below in part_pages(record, letters, path, (plan.path, plan.title)):
        title = phrase("shared.part_of", title=plan.title, part=below.title)
        yield Output(below.path, _part, (replace(below, title=title),))


def _whole_index(record: Record, of_kinds: Sequence[tuple[Kind, Sequence[str]]]) -> ActorsPage:
    link = Linker(record, ACTORS)
    groups = tuple(KindGroup(kind, _entries(link, actors)) for kind, actors in of_kinds)
    return ActorsPage(ACTORS, sum(len(group.actors) for group in groups), groups, ())


def _divided_index(record: Record, count: int, parts: tuple[PartEntry, ...]) -> ActorsPage:  # noqa: ARG001 - the signature of all makers
    return ActorsPage(ACTORS, count, (), parts)


def _part(record: Record, plan: PagePlan[str]) -> ActorsPartPage:
    return ActorsPartPage(*plan.shared, _entries(Linker(record, plan.path), plan.items))


def _entries(link: Linker, actor_ids: Iterable[str]) -> tuple[ActorEntry, ...]:
    return tuple(
        ActorEntry(
            link=link.actor(actor_id),
            positions=len(link.record.positions_of.get(actor_id, ())),
            briefings=len(link.record.listed_in.get(actor_id, ())),
        )
        for actor_id in actor_ids
    )

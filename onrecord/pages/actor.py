"""Stage 5, continued: the page of one actor: who they are, and their positions over time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct

from onrecord.addresses import actor_path
from onrecord.engine.output import Output
from onrecord.pages.changes import ChangeEntry, change_entries
from onrecord.pages.links import Link, Linker
from onrecord.pages.parts import PartEntry
from onrecord.pages.positions import (
    ListOwner,
    PositionGroup,
    PositionsPage,
    list_parts,
    newest_groups,
    part_outputs,
)
from onrecord.record import ChangePath, Record, Statement
from onrecord.record.filing import sort_keys
from onrecord.record.timeline import Role, change_paths, changes, newest_first, roles
from onrecord.text.dates import When

# A page shows at most this many of each, the newest, with the total number.
MEMBERS = 50
ROLES = 20
CHANGES = 10
RELAYERS = 20
RELAYED = 5  # links each
SILENT = 50
_ROOM_OF_CHANGES = 10_000  # bytes for the articles' words


class RelayedEntry(Struct, frozen=True):
    """Relayed positions, by the other actor involved.

    Attributes:
        actor: the actor who relayed them, or whose positions they are.
        count: how many there are.
        positions: links to the newest ones; their texts are the dates.
    """

    actor: Link
    count: int
    positions: tuple[Link, ...]


class SilentEntry(Struct, frozen=True):
    """A briefing that lists an actor, or whose article names it, without a position of that actor."""

    link: Link
    date: When
    publisher: str


class ActorPage(Struct, frozen=True):
    """The page of an actor.

    Attributes:
        belongs_to: the actor under `of` in the register.
        members: actors that belong to this one, people by last name; not all if there are many.
        members_count: how many there are.
        roles: the newest ones, in chronological order.
        roles_count: how many there are.
        positions_count: how many positions there are.
        groups: all positions, or the newest, by issue; the issue with the newest one first.
        parts: the pages with all positions, if one page is not enough.
        changes: the newest changes of position.
        changes_count: how many there are.
        relayed_by: the actors who relay this one.
        relays: the actors whom this one relays.
        silent: the newest briefings that name the actor without a position.
        silent_count: how many there are.
    """

    path: str
    name: str
    kind: str
    also: tuple[str, ...]
    belongs_to: Link | None
    members: tuple[Link, ...]
    members_count: int
    wikidata: str | None
    note: str | None
    roles: tuple[Role, ...]
    roles_count: int
    positions_count: int
    groups: tuple[PositionGroup, ...]
    parts: tuple[PartEntry, ...]
    changes: tuple[ChangeEntry, ...]
    changes_count: int
    relayed_by: tuple[RelayedEntry, ...]
    relayed_by_count: int
    relays: tuple[RelayedEntry, ...]
    relays_count: int
    silent: tuple[SilentEntry, ...]
    silent_count: int


def actor_outputs(record: Record, actor_id: str) -> Iterator[Output[ActorPage | PositionsPage]]:
    """The page of an actor, and the pages for the parts of a long list of positions."""
    yield Output(actor_path(actor_id), _page, (actor_id,))
    statements = newest_first(record.positions_of.get(actor_id, ()))
    owner = ListOwner("actor", actor_id, record.actors[actor_id].name)
    yield from part_outputs(record, owner, statements)


def told_changes(record: Record, actor_id: str) -> tuple[ChangePath, ...]:
    """The changes of position that the page of an actor tells: the newest."""
    return change_paths(newest_first(record.positions_of.get(actor_id, ())))[:CHANGES]


def _page(record: Record, actor_id: str) -> ActorPage:
    actor = record.actors[actor_id]
    statements = newest_first(record.positions_of.get(actor_id, ()))
    owner, link = ListOwner("actor", actor_id, actor.name), Linker(record, actor_path(actor_id))
    paths = change_paths(statements)
    changed = tuple(change_entries(link, paths[:CHANGES], _ROOM_OF_CHANGES))
    above = {
        statement: entry.id
        for path, entry in zip(paths, changed, strict=False)
        for statement in path.statements
    }
    of_it = record.members_of.get(actor_id, ())
    members = sorted(of_it, key=sort_keys(record, of_it).__getitem__)
    held = roles(record.listed_in.get(actor_id, ()))
    relayed_by = _relayed(link, (s for s in statements if s.relayed_by), lambda s: s.relayed_by or "")
    relays = _relayed(link, newest_first(record.relayed_by.get(actor_id, ())), lambda s: s.actor)
    silent = record.silent_in.get(actor_id, ())
    return ActorPage(
        path=link.path,
        name=actor.name,
        kind=actor.kind,
        also=actor.also,
        belongs_to=link.actor(actor.of) if actor.of else None,
        members=tuple(link.actor(member) for member in members[:MEMBERS]),
        members_count=len(members),
        wikidata=actor.wikidata,
        note=actor.note,
        roles=held[-ROLES:],
        roles_count=len(held),
        positions_count=len(statements),
        groups=newest_groups(link, owner, statements, changes(statements), above),
        parts=list_parts(link, owner, statements),
        changes=changed,
        changes_count=len(paths),
        relayed_by=relayed_by[:RELAYERS],
        relayed_by_count=len(relayed_by),
        relays=relays[:RELAYERS],
        relays_count=len(relays),
        silent=tuple(_silent(link, slug) for slug in silent[:SILENT]),
        silent_count=len(silent),
    )


def _relayed(
    link: Linker, statements: Iterable[Statement], whose: Callable[[Statement], str]
) -> tuple[RelayedEntry, ...]:
    """Relayed positions by the other actor: the most first, then the newest."""
    by_actor: dict[str, list[Statement]] = {}
    for statement in statements:
        by_actor.setdefault(whose(statement), []).append(statement)
    most_first = sorted(by_actor.items(), key=lambda item: -len(item[1]))
    return tuple(
        RelayedEntry(
            link.actor(actor),
            len(relayed),
            tuple(link.briefing(s.slug, s.id, s.date) for s in relayed[:RELAYED]),
        )
        for actor, relayed in most_first
    )


def _silent(link: Linker, slug: str) -> SilentEntry:
    brief = link.record.briefs[slug].brief
    return SilentEntry(link.briefing(slug), brief.date, brief.source.publisher)

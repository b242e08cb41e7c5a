"""Stage 5, continued: who took another stance on a later day, in both wordings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby
from typing import get_args

from msgspec import Struct

from onrecord.addresses import CHANGES, change_anchor, changes_part_path
from onrecord.engine.output import Output
from onrecord.pages.entries import EarlierStance, PositionEntry, earlier_stance, position_entry
from onrecord.pages.links import Link, Linker
from onrecord.pages.parts import PagePlan, PartEntry, PartPage, part_entries, part_pages
from onrecord.pages.shortening import ShownWords, shown_words
from onrecord.pages.splitting import by_year
from onrecord.record import ChangeKind, ChangePath, Record, Statement
from onrecord.record.attribution import attributed
from onrecord.text.dates import When
from onrecord.text.phrases import phrase

TITLE = phrase("navigation.changes")
KINDS: tuple[ChangeKind, ...] = get_args(ChangeKind)
NEWEST = 40  # on the page of changes; if there are more, all are on the pages of parts
_IN_PART = 50
_ROOM, _ROOM_OF_PART = 30_000, 36_000  # bytes for the articles' words


class Wording(Struct, frozen=True):
    """One of the wordings of a change, with the actor's role in its briefing."""

    entry: PositionEntry
    role: str | None


class ChangeEntry(Struct, frozen=True):
    """A change of position.

    Attributes:
        id: of its place on the page.
        proposition: what the stances are towards.
        wordings: two, or three over an unclear answer; oldest first.
    """

    id: str
    kind: ChangeKind
    actor: Link
    issue: Link
    proposition: str | None
    wordings: tuple[Wording, ...]


class ChangeDay(Struct, frozen=True):
    """The changes of a day; if no day is known, of a month or a year.

    Attributes:
        id: of its place on the page.
    """

    id: str
    day: When
    changes: tuple[ChangeEntry, ...]


class KindCount(Struct, frozen=True):
    """How many changes of a kind a page has."""

    kind: ChangeKind
    count: int


class ChangesPage(Struct, frozen=True):
    """The page of changes: all, or the newest.

    Attributes:
        count: the number of changes in the record.
        actors: the number of actors who changed a position.
        shown: the number of changes on this page.
        kinds: the kinds of these.
        days: the newest first.
        parts: the pages with all changes, if this one has not all.
    """

    path: str
    count: int
    actors: int
    shown: int
    kinds: tuple[KindCount, ...]
    days: tuple[ChangeDay, ...]
    parts: tuple[PartEntry, ...]


class ChangesPartPage(PartPage, frozen=True):
    """The changes of a year, a month or a part of one.

    Attributes:
        kinds: as on the page of changes; empty if the part has parts of its own.
        days: likewise.
    """

    kinds: tuple[KindCount, ...]
    days: tuple[ChangeDay, ...]


class ChangeLine(Struct, frozen=True):
    """A change on one line, without words of the article.

    Attributes:
        link: to the change on the page of changes; its text names the actor, and who relays the position.
        issue: the issue's title.
        stances: oldest first, with links to the positions.
    """

    link: Link
    issue: str
    kind: ChangeKind
    stances: tuple[EarlierStance, ...]


def changes_outputs(record: Record) -> Iterator[Output[ChangesPage | ChangesPartPage]]:
    """The page of changes, and the pages of its parts."""
    paths = tuple(record.changes)
    parts = by_year(paths, _day, _IN_PART) if len(paths) > NEWEST else ()
    entries = part_entries(Linker(record, CHANGES), parts, changes_part_path)
    actors = len({path.later.actor for path in paths})
    yield Output(CHANGES, _page, (len(paths), actors, paths[:NEWEST], entries))
    for plan in part_pages(record, parts, changes_part_path, (CHANGES, TITLE)):
        yield Output(plan.path, _part, (plan,))


def _page(
    record: Record, count: int, actors: int, paths: Sequence[ChangePath], parts: tuple[PartEntry, ...]
) -> ChangesPage:
    days = _days(Linker(record, CHANGES), paths, _ROOM)
    return ChangesPage(CHANGES, count, actors, len(paths), _kinds(paths), days, parts)


def _part(record: Record, plan: PagePlan[ChangePath]) -> ChangesPartPage:
    kinds = _kinds(plan.items) if plan.items else ()
    return ChangesPartPage(*plan.shared, kinds, _days(Linker(record, plan.path), plan.items, _ROOM_OF_PART))


def _day(path: ChangePath) -> When:
    return path.later.date


def _kinds(paths: Iterable[ChangePath]) -> tuple[KindCount, ...]:
    """All kinds, in their order, also those of no change."""
    counts = Counter(path.kind for path in paths)
    return tuple(KindCount(kind, counts[kind]) for kind in KINDS)


def _days(link: Linker, paths: Iterable[ChangePath], room: int) -> tuple[ChangeDay, ...]:
    listed = tuple(paths)
    entries = dict(zip(listed, change_entries(link, listed, room), strict=True))
    return tuple(
        ChangeDay(f"day_{day.isoformat()}", day, tuple(entries[path] for path in on_day))
        for day, on_day in groupby(listed, key=_day)
    )


def change_entries(link: Linker, paths: Iterable[ChangePath], room: int) -> Iterator[ChangeEntry]:
    """The entries of changes; opens the briefings of their wordings.

    Args:
        link: of the page that shows them.
        paths: the changes.
        room: how many bytes there are for the articles' words.
    """
    listed = tuple(paths)
    words = shown_words(link.record, chain.from_iterable(path.statements for path in listed), room)
    for path in listed:
        later = path.later
        yield ChangeEntry(
            id=change_anchor(later.slug, later.id),
            kind=path.kind,
            actor=link.actor(later.actor),
            issue=link.issue(later.issue),
            proposition=link.record.issues[later.issue].proposition,
            wordings=tuple(_wording(link, statement, words[statement]) for statement in path.statements),
        )


def _wording(link: Linker, statement: Statement, words: ShownWords) -> Wording:
    listed = link.record.briefs[statement.slug].brief.actors
    role = next((actor.role for actor in listed if actor.id == statement.actor), None)
    return Wording(position_entry(link, statement, words), role)


def change_line(link: Linker, path: ChangePath) -> ChangeLine:
    """A change on one line, by the record's indexes alone; it must be among the newest."""
    record, later = link.record, path.later
    to = link.page(CHANGES, attributed(record, later), change_anchor(later.slug, later.id))
    stances = tuple(earlier_stance(link, statement) for statement in path.statements)
    return ChangeLine(to, record.issues[later.issue].title, path.kind, stances)

"""Lists of positions, of an actor or on an issue: the newest on its page, many in parts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from onrecord.addresses import actor_path, issue_path
from onrecord.engine.output import Output
from onrecord.pages.entries import PositionEntry, position_entry
from onrecord.pages.links import Link, Linker
from onrecord.pages.parts import PagePlan, PartEntry, PartPage, part_entries, part_pages
from onrecord.pages.shortening import ShownWords, shown_words
from onrecord.pages.splitting import LIMIT, Part, by_year
from onrecord.record import Record, Statement
from onrecord.record.timeline import Change, changes

NEWEST = 40  # so many stand on the page of an actor or issue; a longer list has parts
# How many bytes there are for the articles' words in a list, so that no page grows heavy: on the page of its
# owner, and on that of a part.
_ROOM, ROOM_OF_PART = 20_000, 36_000
_NOTHING: Mapping[Statement, str] = MappingProxyType({})
_NO_WORDS = ShownWords((), None, is_cut=False)


class PositionGroup(Struct, frozen=True):
    """Positions on one issue, newest first.

    Attributes:
        id: the issue's; on pages by publisher also the publisher's.
        issue: to its page; None where the page is that of the issue itself.
        proposition: what the stances are towards; None where no position has one.
    """

    id: str
    issue: Link | None
    proposition: str | None
    positions: tuple[PositionEntry, ...]


class PositionsPage(PartPage, frozen=True):
    """A part of the positions of an actor or on an issue; its title is such as `March 2024`.

    Attributes:
        kind: `actor` or `issue`.
        made_from: the file that names the actor or the issue.
        name: of the actor or the issue.
        groups: empty where the part has parts of its own.
    """

    kind: str
    made_from: str
    name: str
    groups: tuple[PositionGroup, ...]


class ListOwner(Struct, frozen=True):
    """Whose positions a list has.

    Attributes:
        kind: `actor` or `issue`.
        name: as the site shows it.
    """

    kind: Literal["actor", "issue"]
    id: str
    name: str

    def path(self, key: str) -> str:
        """The path of the page of a part; with an empty key of the owner's own."""
        page = actor_path if self.kind == "actor" else issue_path
        return page(f"{self.id}_{key}" if key else self.id)

    @property
    def made_from(self) -> str:
        """The file that names it."""
        return f"briefs/{self.kind}s.yml"


def newest_groups(
    link: Linker,
    owner: ListOwner,
    statements: Sequence[Statement],
    found: Iterable[Change],
    above: Mapping[Statement, str] = _NOTHING,
) -> tuple[PositionGroup, ...]:
    """What stands on the owner's own page: all, or the newest.

    Args:
        link: of that page.
        owner: whose positions they are.
        statements: all, newest first.
        found: the changes among them, at least those whose later statement is shown.
        above: the statements whose words the page shows above the list, with the id of that place.
    """
    return _groups(link, owner, statements[:NEWEST], found, _ROOM, above)


def list_parts(link: Linker, owner: ListOwner, statements: Sequence[Statement]) -> tuple[PartEntry, ...]:
    """Links from the owner's own page to those of the parts of its list."""
    return part_entries(link, _parts(statements), owner.path)


def part_outputs(
    record: Record, owner: ListOwner, statements: Sequence[Statement]
) -> Iterator[Output[PositionsPage]]:
    """The pages of the parts of a list, and of theirs; `statements` are all, newest first."""
    parts = _parts(statements)
    changed = {change.later: change for change in changes(statements)} if parts else {}
    for plan in part_pages(record, parts, owner.path, (owner.path(""), owner.name)):
        found = [changed[statement] for statement in plan.items if statement in changed]
        yield Output(plan.path, _part, (plan, owner, found))


def _part(
    record: Record, plan: PagePlan[Statement], owner: ListOwner, found: Sequence[Change]
) -> PositionsPage:
    groups = _groups(Linker(record, plan.path), owner, plan.items, found, ROOM_OF_PART)
    return PositionsPage(*plan.shared, owner.kind, owner.made_from, owner.name, groups)


def _parts(statements: Sequence[Statement]) -> tuple[Part[Statement], ...]:
    """By the day of saying; none where all stand on the owner's own page."""
    return by_year(statements, lambda statement: statement.date, LIMIT) if len(statements) > NEWEST else ()


def _groups(
    link: Linker,
    owner: ListOwner,
    statements: Sequence[Statement],
    found: Iterable[Change],
    room: int,
    above: Mapping[Statement, str] = _NOTHING,
) -> tuple[PositionGroup, ...]:
    """Positions by issue, with so much room, in bytes, for the articles' words."""
    groups: dict[str, list[PositionEntry]] = {}
    changed = {change.later: change for change in found}
    words = shown_words(link.record, (s for s in statements if s not in above), room)
    for statement in statements:
        shown = words.get(statement, _NO_WORDS)
        entry = position_entry(link, statement, shown, changed.get(statement))
        if statement in above:
            entry = replace(entry, above=above[statement])
        groups.setdefault(statement.issue, []).append(entry)
    return tuple(
        group_of(link, issue, entries, issue, with_issue=owner.kind == "actor")
        for issue, entries in groups.items()
    )


def group_of(
    link: Linker, issue: str, entries: Iterable[PositionEntry], id_: str, *, with_issue: bool = True
) -> PositionGroup:
    """The entries of positions on one issue."""
    positions = tuple(entries)
    proposition = link.record.issues[issue].proposition if any(one.stance for one in positions) else None
    return PositionGroup(id_, link.issue(issue) if with_issue else None, proposition, positions)

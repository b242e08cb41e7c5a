"""Stage 5, continued: the positions that rest on an unnamed source, by publisher and issue."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

from msgspec import Struct

from onrecord.addresses import UNNAMED, unnamed_part_path
from onrecord.engine.output import Output
from onrecord.pages.entries import position_entry
from onrecord.pages.links import Link, Linker
from onrecord.pages.parts import PagePlan, PartEntry, PartPage, part_entries, part_pages
from onrecord.pages.positions import ROOM_OF_PART, PositionGroup, group_of
from onrecord.pages.shortening import ShownWords, shown_words
from onrecord.pages.splitting import LIMIT, Part, by_owner, of_owner
from onrecord.record import Record, Statement
from onrecord.record.attribution import from_unnamed
from onrecord.text.filing import filed_as
from onrecord.text.phrases import phrase

TITLE = phrase("unnamed.title")


class OutletClaims(Struct, frozen=True):
    """The positions from articles of a publisher that rest on an unnamed source.

    Attributes:
        id: the publisher's.
        outlet: a link to the publisher.
        count: how many there are.
        groups: all, by issue; the id of each group has the publisher's too.
    """

    id: str
    outlet: Link
    count: int
    groups: tuple[PositionGroup, ...]


class IssueClaims(Struct, frozen=True):
    """Where the page has positions on an issue.

    Attributes:
        issue: a link to the issue.
        count: how many there are.
        places: links to the publishers' groups, by the publisher's name.
    """

    issue: Link
    count: int
    places: tuple[PartEntry, ...]


class UnnamedPage(Struct, frozen=True):
    """The page of all positions that rest on an unnamed source.

    Attributes:
        count: how many there are.
        issues: where those on each issue are; empty if there are too many for one page.
        outlets: all, by publisher; likewise.
        parts: the pages of the publishers, if there are too many.
    """

    path: str
    count: int
    issues: tuple[IssueClaims, ...]
    outlets: tuple[OutletClaims, ...]
    parts: tuple[PartEntry, ...]


class UnnamedPartPage(PartPage, frozen=True):
    """Such positions from articles of one publisher, a part of them, or links to publishers under a letter.

    Attributes:
        claims: none where there are parts.
    """

    claims: OutletClaims | None


# The statements from the articles of each publisher, by its name.
_ByOutlet = Mapping[str, Sequence[Statement]]


def unnamed_outputs(record: Record) -> Iterator[Output[UnnamedPage | UnnamedPartPage]]:
    """The page of all, and the pages of its parts."""
    statements = from_unnamed(record)
    by_outlet = _by_outlet(record, statements)
    if len(statements) <= LIMIT:
        yield Output(UNNAMED, _whole, (tuple(by_outlet.items()),))
        return

    def part_of(name: str) -> Part[Statement]:
        return of_owner(record.outlet_ids[name], name, by_outlet[name], lambda statement: statement.date)

    parts = by_owner(tuple(by_outlet), str, part_of)
    entries = part_entries(Linker(record, UNNAMED), parts, unnamed_part_path)
    yield Output(UNNAMED, _divided, (len(statements), entries))
    of = {statement: name for name, theirs in by_outlet.items() for statement in theirs}
    for plan in part_pages(record, parts, unnamed_part_path, (UNNAMED, TITLE)):
        yield Output(plan.path, _part, (plan, of[plan.items[0]] if plan.items else ""))


def _whole(record: Record, by_outlet: Sequence[tuple[str, Sequence[Statement]]]) -> UnnamedPage:
    link = Linker(record, UNNAMED)
    statements = [statement for _, theirs in by_outlet for statement in theirs]
    words = shown_words(record, statements, ROOM_OF_PART)
    outlets = tuple(_claims(link, name, theirs, words) for name, theirs in by_outlet)
    return UnnamedPage(
        path=UNNAMED,
        count=len(statements),
        issues=tuple(_issues(link, outlets)),
        outlets=outlets,
        parts=(),
    )


def _divided(record: Record, count: int, parts: tuple[PartEntry, ...]) -> UnnamedPage:  # noqa: ARG001 - the signature of all makers
    return UnnamedPage(UNNAMED, count, (), (), parts)


def _part(record: Record, plan: PagePlan[Statement], name: str) -> UnnamedPartPage:
    words = shown_words(record, plan.items, ROOM_OF_PART)
    claims = _claims(Linker(record, plan.path), name, plan.items, words) if plan.items else None
    return UnnamedPartPage(*plan.shared, claims)


def _claims(
    link: Linker, name: str, statements: Sequence[Statement], words: Mapping[Statement, ShownWords]
) -> OutletClaims:
    id_ = link.record.outlet_ids[name]
    on: dict[str, list[Statement]] = {}
    for statement in statements:
        on.setdefault(statement.issue, []).append(statement)
    groups = tuple(
        group_of(
            link,
            issue,
            (position_entry(link, statement, words[statement]) for statement in on[issue]),
            f"{id_}_{issue}",
        )
        for issue in sorted(on, key=lambda issue: _by_title(link.record, issue))
    )
    return OutletClaims(id_, link.outlet(name), len(statements), groups)


def _issues(link: Linker, outlets: Iterable[OutletClaims]) -> Iterator[IssueClaims]:
    places: dict[str, list[PartEntry]] = {}
    for claims in outlets:
        for group in claims.groups:
            to = link.page(UNNAMED, claims.outlet.text, f"from_{group.id}")
            places.setdefault(group.id.rpartition("_")[2], []).append(PartEntry(to, len(group.positions)))
    for issue in sorted(places, key=partial(_by_title, link.record)):
        entries = tuple(places[issue])
        yield IssueClaims(link.issue(issue), sum(entry.count for entry in entries), entries)


def _by_title(record: Record, issue: str) -> tuple[str, str]:
    return filed_as(record.issues[issue].title), issue


def _by_outlet(record: Record, statements: Iterable[Statement]) -> _ByOutlet:
    publishers = {one.slug: name for name, published in record.outlets.items() for one in published}
    found: dict[str, list[Statement]] = {}
    for statement in statements:
        found.setdefault(publishers[statement.slug], []).append(statement)
    return {name: found[name] for name in sorted(found, key=lambda name: (filed_as(name), name))}

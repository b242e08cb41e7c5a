"""Positions on other pages than their briefing's: entries of lists, and the parts of long lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Literal

from msgspec import Struct

from onrecord.addresses import actor_path, issue_path
from onrecord.model import AnchoredPosition, Article, Basis, Record, Statement
from onrecord.pages.links import Link, Linker
from onrecord.pages.parts import Around, PartEntry, around, part_entries
from onrecord.pages.quoting import Lines, lines_of
from onrecord.pages.shortening import characters_each, shortened, shortened_text
from onrecord.pages.splitting import LIMIT, Part, by_year, placed
from onrecord.phrases import Words
from onrecord.planning import Output
from onrecord.schema import Stance
from onrecord.text.scripts import direction
from onrecord.timeline import Change

NEWEST = 40  # so many stand on the page of an actor or issue; a longer list has parts
# How much room there is for the articles' words, so that no page grows heavy: in an entry at most so many
# characters, and in all entries of a list so many bytes of UTF-8, on its own page and on that of a part.
_CHARACTERS = 450
_ROOM, _ROOM_OF_PART = 20_000, 36_000


class EarlierStance(Struct, frozen=True):
    """A stance that an actor had before; `day` is that of saying, the link leads to the position."""

    link: Link
    day: date
    stance: Stance


class PositionEntry(Struct, frozen=True):
    """A position on a page other than its briefing's.

    Attributes:
        link: to the position on its briefing's page; its text is the briefing's title.
        day: when it was said; where the editor gives no day, that of the briefing.
        said: whether the editor gives a day.
        briefed: the briefing's date.
        passages: the article's words, each passage by paragraphs, each paragraph by segments.
        is_cut: whether that is only the start of them, or their gist.
        language: of the article, a BCP 47 tag.
        direction: `ltr` or `rtl`, for that language.
        unnamed: whether the source is one that the article does not name.
        changed_from: the stance of the same actor on the same issue that it replaced.
    """

    link: Link
    day: date
    said: bool
    briefed: date
    actor: Link
    issue: Link
    says: str
    passages: tuple[Lines, ...]
    is_cut: bool
    language: str
    direction: str
    translation: str | None
    basis: Basis
    unnamed: bool
    stance: Stance | None
    setting: str | None
    relayed_by: Link | None
    publisher: str
    changed_from: EarlierStance | None


class PositionGroup(Struct, frozen=True):
    """Positions on one issue, newest first.

    Attributes:
        id: the issue's.
        issue: to its page; None where the page is that of the issue itself.
        proposition: what the stances are towards; None where no position has one.
    """

    id: str
    issue: Link | None
    proposition: str | None
    positions: tuple[PositionEntry, ...]


class PositionsPage(Struct, frozen=True):
    """A part of the positions of an actor or on an issue.

    Attributes:
        kind: `actor` or `issue`.
        made_from: the file that names the actor or the issue.
        name: of the actor or the issue.
        title: of the part, such as `March 2024`.
        groups: empty where the part has parts of its own.
    """

    path: str
    kind: str
    made_from: str
    name: str
    title: Words
    count: int
    groups: tuple[PositionGroup, ...]
    parts: tuple[PartEntry, ...]
    around: Around


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


class LongList(Struct, frozen=True):
    """Positions of an actor, grouped by issue, or on an issue, in one group.

    Attributes:
        statements: newest first.
        changes: at least those whose later statement is in the list.
        key: of the part whose page shows them; empty on the owner's own.
    """

    owner: ListOwner
    record: Record
    statements: Sequence[Statement]
    changes: Iterable[Change]
    key: str = ""

    @property
    def link(self) -> Linker:
        """Makes links from the page that shows the list."""
        return Linker(self.record, self.owner.path(self.key))

    @property
    def parts(self) -> tuple[Part[Statement], ...]:
        """By the day of saying; none where all stand on the owner's own page."""
        if len(self.statements) <= NEWEST:
            return ()
        return by_year(self.statements, lambda statement: statement.date, LIMIT)

    def part_entries(self) -> tuple[PartEntry, ...]:
        """Links to the pages of its parts."""
        return part_entries(self.link, self.parts, self.owner.path)

    def shown(self) -> tuple[PositionGroup, ...]:
        """What stands on the owner's own page: all, or the newest."""
        return self.groups(self.statements[:NEWEST], _ROOM)

    def groups(self, statements: Sequence[Statement], room: int) -> tuple[PositionGroup, ...]:
        """Some of them, with so much room, in bytes, for the articles' words."""
        groups: dict[str, list[PositionEntry]] = {}
        changed = {change.later: change for change in self.changes}
        characters = room_for_each(self.record, statements, room)
        for statement in statements:
            entry = position_entry(self.link, statement, changed.get(statement), characters)
            groups.setdefault(statement.issue, []).append(entry)
        return tuple(
            PositionGroup(
                id=issue,
                issue=self.link.issue(issue) if self.owner.kind == "actor" else None,
                proposition=self.record.issues[issue].proposition if _any_stance(entries) else None,
                positions=tuple(entries),
            )
            for issue, entries in groups.items()
        )


def part_outputs(
    owner: ListOwner, statements: Sequence[Statement], changes: Iterable[Change], record: Record
) -> Iterator[Output[PositionsPage]]:
    """The pages of the parts of a list, and of theirs."""
    long_list = LongList(owner, record, statements, ())
    changed = {change.later: change for change in changes}
    for place in placed(long_list.parts):
        part = place.part
        link = Linker(record, owner.path(part.key))
        beside = around(link, place, owner.path, link.page(owner.path(""), owner.name))
        below = part_entries(link, part.parts, owner.path)
        found = [changed[statement] for statement in part.items if statement in changed]
        given = owner, part.key, part.title, part.items, part.count, found, below, beside
        yield Output(link.path, _part, given)


def _part(
    record: Record,
    owner: ListOwner,
    key: str,
    title: Words,
    statements: Sequence[Statement],
    count: int,
    changes: Sequence[Change],
    parts: tuple[PartEntry, ...],
    beside: Around,
) -> PositionsPage:
    long_list = LongList(owner, record, statements, changes, key)
    return PositionsPage(
        path=owner.path(key),
        kind=owner.kind,
        made_from=owner.made_from,
        name=owner.name,
        title=title,
        count=count,
        groups=long_list.groups(statements, _ROOM_OF_PART),
        parts=parts,
        around=beside,
    )


def room_for_each(record: Record, statements: Iterable[Statement], room: int, most: int = _CHARACTERS) -> int:
    """How many characters of the articles' words each entry of a list may show: the same for all.

    Args:
        record: with the briefings, which are opened.
        statements: what the list shows.
        room: how many bytes there are for all of them.
        most: how many characters there are for each at most.
    """
    texts = []
    for statement in statements:
        anchored = record.briefs[statement.slug]
        article, position = anchored.article, anchored.position(statement.id)
        pieces = (piece for anchor in position.anchors for piece in anchor.pieces)
        texts += [" ".join(map(article.words, pieces)), position.stated.translation or ""]
    return characters_each(texts, most, room)


def _any_stance(entries: Iterable[PositionEntry]) -> bool:
    return any(entry.stance for entry in entries)


def position_entry(
    link: Linker, statement: Statement, change: Change | None = None, characters: int = _CHARACTERS
) -> PositionEntry:
    """A position as a list shows it.

    Args:
        link: of the page that shows it.
        statement: the position; its briefing is opened.
        change: where it is the later one of a change.
        characters: how many of the article's words' characters there is room for.
    """
    record = link.record
    anchored = record.briefs[statement.slug]
    position = anchored.position(statement.id)
    stated, source = position.stated, anchored.brief.source
    passages, is_cut = _shown(anchored.article, position, characters)
    return PositionEntry(
        link=link.briefing(statement.slug, statement.id),
        day=statement.date,
        said=stated.date is not None,
        briefed=statement.briefed,
        actor=link.actor(statement.actor),
        issue=link.issue(statement.issue),
        says=stated.says,
        passages=passages,
        is_cut=is_cut,
        language=source.language,
        direction=direction(source.language),
        translation=shortened_text(stated.translation, characters) if stated.translation else None,
        basis=position.basis,
        unnamed=record.actors[statement.actor].kind == "unnamed",
        stance=statement.stance,
        setting=stated.setting,
        relayed_by=link.actor(statement.relayed_by) if statement.relayed_by else None,
        publisher=source.publisher,
        changed_from=earlier_stance(link, change.earlier) if change else None,
    )


def _shown(article: Article, position: AnchoredPosition, limit: int) -> tuple[tuple[Lines, ...], bool]:
    """A position's passages; where they are longer than the limit their gist, or else their start.

    Returns:
        What there is room for, and whether that is not all.
    """
    passages, is_cut = shortened([lines_of(article, anchor.pieces) for anchor in position.anchors], limit)
    if is_cut and position.gist is not None:
        passages, _ = shortened([lines_of(article, [position.gist])], limit)
    return passages, is_cut


def earlier_stance(link: Linker, statement: Statement) -> EarlierStance:
    """A stance, by the record's indexes alone.

    Raises:
        ValueError: the statement has none.
    """
    if statement.stance is None:
        raise ValueError(f"{statement.slug}#{statement.id} has no stance")
    to = link.briefing(statement.slug, statement.id, statement.date)
    return EarlierStance(to, statement.date, statement.stance)

"""Positions on other pages than their briefing's: entries of lists, and the parts of long lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from msgspec import Struct

from onrecord.addresses import actor_path, issue_path
from onrecord.engine.output import Output
from onrecord.model import Basis, Record, Statement
from onrecord.pages.links import Link, Linker
from onrecord.pages.parts import Around, PartEntry, around, part_entries
from onrecord.pages.quoting import Passage, gist_of, passages_in_sentences, passages_of
from onrecord.pages.shortening import whole_texts
from onrecord.pages.splitting import LIMIT, Part, by_year, placed
from onrecord.phrases import Words
from onrecord.record.timeline import Change
from onrecord.schema import Stance
from onrecord.text.dates import When
from onrecord.text.scripts import direction

NEWEST = 40  # so many stand on the page of an actor or issue; a longer list has parts
# How many bytes there are for the articles' words in a list, so that no page grows heavy: on the page of its
# owner, and on that of a part.
_ROOM, _ROOM_OF_PART = 20_000, 36_000


class EarlierStance(Struct, frozen=True):
    """A stance that an actor had before; `day` is that of saying, the link leads to the position."""

    link: Link
    day: When
    stance: Stance
    relayed: bool


class PositionEntry(Struct, frozen=True):
    """A position on a page other than its briefing's.

    Attributes:
        link: to the position on its briefing's page; its text is the briefing's title.
        day: when it was said; where the editor gives no day, that of the briefing.
        said: whether the editor gives a day.
        briefed: the briefing's date.
        passages: the article's words, in their sentences where the list has room for these.
        is_cut: whether the list has no room for all of its passages, and shows some of them or the gist.
        language: of the article, a BCP 47 tag.
        direction: `ltr` or `rtl`, for that language.
        words_basis: the basis of the words, whoever says them.
        unnamed: whether the source is one that the article does not name.
        changed_from: the stance of the same actor on the same issue that it replaced.
    """

    link: Link
    day: When
    said: bool
    briefed: When
    actor: Link
    issue: Link
    says: str
    passages: tuple[Passage, ...]
    is_cut: bool
    language: str
    direction: str
    translation: str | None
    basis: Basis
    words_basis: Basis
    unnamed: bool
    stance: Stance | None
    setting: str | None
    relayed_by: Link | None
    publisher: str
    changed_from: EarlierStance | None


class ShownWords(Struct, frozen=True):
    """What a list shows of the article's words for one position; attributes as in `PositionEntry`."""

    passages: tuple[Passage, ...]
    translation: str | None
    is_cut: bool


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
        words = shown_words(self.record, statements, room)
        for statement in statements:
            entry = position_entry(self.link, statement, words[statement], changed.get(statement))
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


def shown_words(
    record: Record, statements: Iterable[Statement], room: int, *, alone: bool = False
) -> dict[Statement, ShownWords]:
    """What a list shows of the articles' words: all passages in their sentences, where these have room.

    Where they have not, passages are shown without their sentences, and a gist in place of the passages that
    it was taken from; of both as many as have room.

    Args:
        record: with the briefings, which are opened.
        statements: what the list shows.
        room: how many bytes there are for all of them.
        alone: whether to show no sentences in any case.
    """
    listed = tuple(statements)
    if not alone:
        whole = [_words(record, statement, in_sentences=True) for statement in listed]
        if sum(len(text.encode()) for words in whole for text in _texts(words)) <= room:
            return dict(zip(listed, whole, strict=True))
    all_words = [_short(record, statement) for statement in listed]
    numbers = whole_texts([_texts(words) for words in all_words], room)
    shown: dict[Statement, ShownWords] = {}
    for statement, words, number in zip(listed, all_words, numbers, strict=True):
        passages, is_cut = words.passages[:number], words.is_cut or number < len(words.passages)
        shown[statement] = ShownWords(passages, None if is_cut else words.translation, is_cut)
    return shown


def _words(record: Record, statement: Statement, *, in_sentences: bool) -> ShownWords:
    """All of the article's words for a position."""
    anchored = record.briefs[statement.slug]
    position = anchored.position(statement.id)
    passages = (
        passages_in_sentences(anchored, position.id, position.anchors)
        if in_sentences
        else passages_of(anchored.slug, position.id, anchored.article, position.anchors)
    )
    return ShownWords(passages, position.stated.translation, is_cut=False)


def _short(record: Record, statement: Statement) -> ShownWords:
    """The gist of a position; where the editor gives none, its passages without their sentences."""
    anchored = record.briefs[statement.slug]
    position = anchored.position(statement.id)
    if position.gist is None:
        return _words(record, statement, in_sentences=False)
    return ShownWords(
        (gist_of(anchored.slug, position.id, anchored.article, position.gist),), None, is_cut=True
    )


def _texts(words: ShownWords) -> list[str]:
    """The text of each passage; the translation, which is one of all, with the last."""
    texts = [passage.text for passage in words.passages]
    return [*texts[:-1], texts[-1] + (words.translation or "")]


def _any_stance(entries: Iterable[PositionEntry]) -> bool:
    return any(entry.stance for entry in entries)


def position_entry(
    link: Linker, statement: Statement, words: ShownWords, change: Change | None = None
) -> PositionEntry:
    """A position as a list shows it.

    Args:
        link: of the page that shows it.
        statement: the position; its briefing is opened.
        words: what `shown_words` gives for it.
        change: where it is the later one of a change.
    """
    record = link.record
    anchored = record.briefs[statement.slug]
    position = anchored.position(statement.id)
    stated, source = position.stated, anchored.brief.source
    return PositionEntry(
        link=link.briefing(statement.slug, statement.id),
        day=statement.date,
        said=stated.date is not None,
        briefed=statement.briefed,
        actor=link.actor(statement.actor),
        issue=link.issue(statement.issue),
        says=stated.says,
        passages=words.passages,
        is_cut=words.is_cut,
        language=source.language,
        direction=direction(source.language),
        translation=words.translation,
        basis=position.basis,
        words_basis=position.words_basis,
        unnamed=record.is_unnamed(statement),
        stance=statement.stance,
        setting=stated.setting,
        relayed_by=link.actor(statement.relayed_by) if statement.relayed_by else None,
        publisher=source.publisher,
        changed_from=earlier_stance(link, change.earlier) if change else None,
    )


def earlier_stance(link: Linker, statement: Statement) -> EarlierStance:
    """A stance, by the record's indexes alone.

    Raises:
        ValueError: the statement has none.
    """
    if statement.stance is None:
        raise ValueError(f"{statement.slug}#{statement.id} has no stance")
    to = link.briefing(statement.slug, statement.id, statement.date)
    return EarlierStance(to, statement.date, statement.stance, statement.relayed_by is not None)

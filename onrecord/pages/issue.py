"""Stage 5, continued: the page of one issue: where each actor stands, in their latest words, and before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from msgspec import Struct

from onrecord.addresses import QUESTIONS, actor_path, change_anchor, issue_path
from onrecord.engine.output import Output
from onrecord.pages.actor import told_changes
from onrecord.pages.entries import PositionEntry, QuestionEntry, position_entry, question_entry
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
from onrecord.pages.shortening import ShownWords, shown_words
from onrecord.record import ChangeKind, ChangePath, Record, Statement
from onrecord.record.columns import Columns, Period, Run, columns_of, runs_of, start_of
from onrecord.record.filing import sort_keys
from onrecord.record.timeline import Standing, change_paths, newest_first, newest_of, standings
from onrecord.schema.models import Kind, Stance
from onrecord.text.dates import When, first_day, is_before, last_day
from onrecord.text.phrases import phrase

STANDINGS = 40
MARKS = 2  # in a cell of the table
QUESTIONS_SHOWN = 10  # open ones, and as many others
_ROOM_OF_TABLE = 8_000  # bytes for the articles' words


class Mark(Struct, frozen=True):
    """A stance of an actor at a time, in a cell of the table.

    Attributes:
        link: to the newest position with it; its text is that position's date.
        stance: None for an actor without any.
        relayed: whether another one relays that position.
        articles: the number of briefings that report it.
        is_change: whether the actor has changed to it.
    """

    link: Link
    stance: Stance | None
    relayed: bool
    articles: int
    is_change: bool


class Cell(Struct, frozen=True):
    """The stances of an actor in a column, oldest first; only the newest if there are many.

    Attributes:
        more: how many come before these.
    """

    marks: tuple[Mark, ...]
    more: int


class Changed(Struct, frozen=True):
    """That an actor has changed position on the issue.

    Attributes:
        kind: of the newest change.
        link: to where both wordings are; its text is a word for what changed.
    """

    kind: ChangeKind
    link: Link


class StandingRow(Struct, frozen=True):
    """An actor's row in the table.

    Attributes:
        id: of the actor.
        kind: of the actor, as in the register.
        role: who they were in the story with the words shown.
        changed: None for an actor without a change of position.
        latest: the latest position with a stance; if there is none, the latest position.
        before: what comes before the first column.
        cells: one for each column.
    """

    id: str
    kind: Kind
    role: str | None
    changed: Changed | None
    latest: PositionEntry
    before: Cell
    cells: tuple[Cell, ...]


class StandingGroup(Struct, frozen=True):
    """Actors with the same latest stance.

    Attributes:
        stance: None for those without any.
        count: how many there are.
        rows: people by last name; if the page has too many actors, those who spoke last.
    """

    stance: Stance | None
    count: int
    rows: tuple[StandingRow, ...]


class IssuePage(Struct, frozen=True):
    """The page of an issue.

    Attributes:
        days: the dates of the first position and of the last one; empty if there are no positions.
        actors_count: how many actors have a position on it.
        has_stances: whether any actor has a stance.
        has_changes: whether the table shows a change of position.
        standings: for, conditional, unclear, against, without a stance.
        rows_count: how many actors these show.
        columns: the days, months or quarters of the table, oldest first.
        cut_at: if there are positions before the columns: what the first column begins with.
        positions_count: how many positions there are.
        groups: one group: the positions whose words the table does not show, or the newest of them.
        all_earlier: whether all of those are earlier than the words that the table shows of their actors.
        parts: the pages with all positions, if one page is not enough.
        questions: open ones, the newest.
        questions_count: how many are open.
        closed: those answered or overtaken by events, the newest.
        closed_count: how many those are.
        all_questions: a link to the page of all questions.
    """

    path: str
    title: str
    proposition: str | None
    about: str | None
    days: tuple[When, ...]
    actors_count: int
    has_stances: bool
    has_changes: bool
    standings: tuple[StandingGroup, ...]
    rows_count: int
    columns: tuple[Period, ...]
    cut_at: When | None
    positions_count: int
    groups: tuple[PositionGroup, ...]
    all_earlier: bool
    parts: tuple[PartEntry, ...]
    questions: tuple[QuestionEntry, ...]
    questions_count: int
    closed: tuple[QuestionEntry, ...]
    closed_count: int
    all_questions: Link


def issue_outputs(record: Record, issue_id: str) -> Iterator[Output[IssuePage | PositionsPage]]:
    """The page of an issue, and the pages for the parts of a long list of positions."""
    yield Output(issue_path(issue_id), _page, (issue_id,))
    statements = newest_first(record.positions_on.get(issue_id, ()))
    owner = ListOwner("issue", issue_id, record.issues[issue_id].title)
    yield from part_outputs(record, owner, statements)


def _page(record: Record, issue_id: str) -> IssuePage:
    issue = record.issues[issue_id]
    statements = newest_first(record.positions_on.get(issue_id, ()))
    owner, link = ListOwner("issue", issue_id, issue.title), Linker(record, issue_path(issue_id))
    keys = sort_keys(record, dict.fromkeys(statement.actor for statement in statements))
    every = standings(statements, keys)
    shown = newest_of(every, keys, STANDINGS)
    columns = columns_of(statement.date for standing in shown for statement in standing.said)
    latest = {standing.actor: standing.latest for standing in shown}
    others = [statement for statement in statements if latest.get(statement.actor) != statement]
    groups = _groups(link, every, shown, columns)
    questions = record.questions_on.get(issue_id, ())
    still_open = [question for question in questions if question.status == "open"]
    closed = [question for question in questions if question.status != "open"]
    return IssuePage(
        path=link.path,
        title=issue.title,
        proposition=issue.proposition,
        about=issue.about,
        days=_days(statements),
        actors_count=len(every),
        has_stances=any(standing.latest.stance for standing in every),
        has_changes=any(row.changed for group in groups for row in group.rows),
        standings=groups,
        rows_count=len(shown),
        columns=columns.periods,
        cut_at=start_of(columns.periods[0]) if columns.is_cut else None,
        positions_count=len(statements),
        groups=newest_groups(link, owner, others, ()),
        all_earlier=all(_is_earlier(statement, latest.get(statement.actor)) for statement in others),
        parts=list_parts(link, owner, statements),
        questions=tuple(question_entry(link, question) for question in still_open[:QUESTIONS_SHOWN]),
        questions_count=len(still_open),
        closed=tuple(question_entry(link, question) for question in closed[:QUESTIONS_SHOWN]),
        closed_count=len(closed),
        all_questions=link.page(QUESTIONS, phrase("shared.all_questions")),
    )


def _days(statements: Sequence[Statement]) -> tuple[When, ...]:
    dates = [statement.date for statement in statements]
    return (min(dates, key=first_day), max(dates, key=last_day)) if dates else ()


def _is_earlier(statement: Statement, latest: Statement | None) -> bool:
    return latest is not None and is_before(statement.date, latest.date)


def _groups(
    link: Linker, every: Iterable[Standing], shown: Sequence[Standing], columns: Columns
) -> tuple[StandingGroup, ...]:
    words = shown_words(link.record, (one.latest for one in shown), _ROOM_OF_TABLE, alone=True)
    newest_changes: dict[str, ChangePath] = {}
    for path in change_paths(statement for one in shown for statement in one.said):
        newest_changes.setdefault(path.later.actor, path)
    rows: dict[Stance | None, list[StandingRow]] = {}
    for one in shown:
        row = _row(link, one, words[one.latest], columns, newest_changes.get(one.actor))
        rows.setdefault(one.latest.stance, []).append(row)
    return tuple(
        StandingGroup(stance, len(list(of_stance)), tuple(rows.get(stance, ())))
        for stance, of_stance in groupby(every, key=lambda standing: standing.latest.stance)
    )


def _row(
    link: Linker, standing: Standing, words: ShownWords, columns: Columns, change: ChangePath | None
) -> StandingRow:
    record, latest, actor_id = link.record, standing.latest, standing.actor
    runs = runs_of(standing.said, columns)
    listed = record.briefs[latest.slug].brief.actors
    return StandingRow(
        id=actor_id,
        kind=record.actors[actor_id].kind,
        role=next((actor.role for actor in listed if actor.id == actor_id), None),
        changed=_changed(link, change) if change else None,
        latest=position_entry(link, latest, words),
        before=_cell(link, runs.get(None, ())),
        cells=tuple(_cell(link, runs.get(period, ())) for period in columns.periods),
    )


def _changed(link: Linker, path: ChangePath) -> Changed:
    """Leads to the actor's page, which tells the newest changes; for an older one, to the new position."""
    later, word = path.later, phrase(f"changes.{path.kind}")
    if any(told.later == later for told in told_changes(link.record, later.actor)):
        anchor = change_anchor(later.slug, later.id)
        return Changed(path.kind, link.page(actor_path(later.actor), word, anchor))
    return Changed(path.kind, link.briefing(later.slug, later.id, word))


def _cell(link: Linker, runs: Sequence[Run]) -> Cell:
    return Cell(tuple(_mark(link, run) for run in runs[-MARKS:]), max(len(runs) - MARKS, 0))


def _mark(link: Linker, run: Run) -> Mark:
    newest = run.newest
    to = link.briefing(newest.slug, newest.id, newest.date)
    return Mark(to, run.stance, newest.relayed_by is not None, run.articles, run.is_change)

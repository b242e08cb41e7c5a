"""Stage 5, continued: the page of one issue: each actor's stance, and its history."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from onrecord.addresses import QUESTIONS, issue_path
from onrecord.charts import Mark, Row
from onrecord.engine.output import Output
from onrecord.model import Record, Statement
from onrecord.pages.entries import (
    EarlierStance,
    PositionEntry,
    QuestionEntry,
    earlier_stance,
    position_entry,
    question_entry,
)
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
from onrecord.record.attribution import attributed, named
from onrecord.record.timeline import Opposed, Standing, changes, newest_first, newest_of, opposed, standings
from onrecord.text.phrases import phrase

STANDINGS = 50
EARLIER = 4  # stances in a row of the table
OPPOSED = 5  # wordings on either side
QUESTIONS_SHOWN = 10  # open ones, and as many others
# The space for the articles' words in bytes: in the table, and for wordings side by side.
_ROOM_OF_TABLE, _ROOM_OF_OPPOSED = 11_000, 8_000


class StandingRow(Struct, frozen=True):
    """An actor's row in the table.

    Attributes:
        latest: the latest position with a stance; if there is none, the latest position.
        earlier: the stances before it, oldest first; only the newest if there are many.
        earlier_count: how many there are.
        beside: other stances of the actor whose order with it is not known: of the same day, or of an
            overlapping month or year.
        count: the number of the actor's positions on the issue.
    """

    latest: PositionEntry
    earlier: tuple[EarlierStance, ...]
    earlier_count: int
    beside: tuple[EarlierStance, ...]
    count: int


class SideBySide(Struct, frozen=True):
    """The words of actors for and against a proposition; equally many at most on each side.

    Attributes:
        for_count: the number of actors for it.
        against_count: the number of actors against it.
    """

    for_it: tuple[PositionEntry, ...]
    for_count: int
    against_it: tuple[PositionEntry, ...]
    against_count: int


class IssuePage(Struct, frozen=True):
    """The page of an issue.

    Attributes:
        standings: one row per actor: for, conditional, unclear, against, without a stance; if there are many
            actors, those who spoke last.
        actors_count: how many actors have a position on it.
        chart: the rows of the chart of stances over time; empty if there is nothing to compare.
        opposed: None unless one actor is for it and another one against.
        positions_count: how many positions there are.
        groups: one group, with all positions or the newest.
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
    standings: tuple[StandingRow, ...]
    actors_count: int
    chart: tuple[Row, ...]
    opposed: SideBySide | None
    positions_count: int
    groups: tuple[PositionGroup, ...]
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
    names = {s.actor: record.actors[s.actor].name for s in statements}
    standing = standings(statements, names)
    questions = record.questions_on.get(issue_id, ())
    shown = newest_of(standing, names, STANDINGS)
    words = shown_words(record, (one.latest for one in shown), _ROOM_OF_TABLE, alone=True)
    still_open = [question for question in questions if question.status == "open"]
    closed = [question for question in questions if question.status != "open"]
    return IssuePage(
        path=link.path,
        title=issue.title,
        proposition=issue.proposition,
        about=issue.about,
        standings=tuple(_row(link, one, words[one.latest]) for one in shown),
        actors_count=len(standing),
        chart=_chart(link, standing),
        opposed=_side_by_side(link, opposed(standing)),
        positions_count=len(statements),
        groups=newest_groups(link, owner, statements, changes(statements)),
        parts=list_parts(link, owner, statements),
        questions=tuple(question_entry(link, question) for question in still_open[:QUESTIONS_SHOWN]),
        questions_count=len(still_open),
        closed=tuple(question_entry(link, question) for question in closed[:QUESTIONS_SHOWN]),
        closed_count=len(closed),
        all_questions=link.page(QUESTIONS, phrase("shared.all_questions")),
    )


def _row(link: Linker, standing: Standing, words: ShownWords) -> StandingRow:
    others = {s.stance: s for s in reversed(standing.beside) if s.stance != standing.latest.stance}
    return StandingRow(
        latest=position_entry(link, standing.latest, words),
        earlier=tuple(earlier_stance(link, statement) for statement in standing.before[-EARLIER:]),
        earlier_count=len(standing.before),
        beside=tuple(earlier_stance(link, statement) for statement in reversed(others.values())),
        count=standing.count,
    )


def _side_by_side(link: Linker, opposed: Opposed | None) -> SideBySide | None:
    if opposed is None:
        return None

    for_it, against_it = (
        [standing.latest for standing in side[:OPPOSED]] for side in (opposed.for_it, opposed.against_it)
    )
    words = shown_words(link.record, (*for_it, *against_it), _ROOM_OF_OPPOSED)

    def wordings(statements: Iterable[Statement]) -> tuple[PositionEntry, ...]:
        return tuple(position_entry(link, statement, words[statement]) for statement in statements)

    return SideBySide(
        for_it=wordings(for_it),
        for_count=len(opposed.for_it),
        against_it=wordings(against_it),
        against_count=len(opposed.against_it),
    )


def _chart(link: Linker, standings: Iterable[Standing]) -> tuple[Row, ...]:
    """The rows of the chart; empty if there are fewer than two stances."""
    rows = tuple(_chart_row(link, standing) for standing in standings if standing.latest.stance)
    return rows if sum(len(row.marks) for row in rows) > 1 else ()


def _chart_row(link: Linker, standing: Standing) -> Row:
    name = link.record.actors[standing.actor].name
    statements = (*standing.before, *reversed(standing.beside), standing.latest)
    return Row(name, tuple(_marks(link, statements)), named(link.record, standing.actor))


def _marks(link: Linker, statements: Iterable[Statement]) -> Iterator[Mark]:
    for statement in statements:
        if statement.stance:
            stance = phrase(f"stances.{statement.stance}")
            label = phrase(
                "chart.mark", actor=attributed(link.record, statement), stance=stance, day=statement.date
            )
            href = link.briefing(statement.slug, statement.id, label).href
            # MkDocs does not change raw HTML, so this is the published address.
            yield Mark(statement.date, statement.stance, href.replace(".md#", ".html#", 1), label)

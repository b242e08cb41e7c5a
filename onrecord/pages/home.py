"""Stage 5, continued: the first page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from msgspec import Struct

from onrecord.addresses import (
    ABOUT,
    ACTORS,
    BRIEFINGS,
    CHANGES,
    HOME,
    ISSUES,
    OUTLETS,
    QUESTIONS,
    TAGS,
    UNNAMED,
)
from onrecord.pages.changes import ChangeLine, change_line
from onrecord.pages.entries import (
    BriefingEntry,
    PositionEntry,
    QuestionEntry,
    briefing_entry,
    position_entry,
    question_entry,
)
from onrecord.pages.links import Link, Linker
from onrecord.pages.parts import PartEntry
from onrecord.pages.shortening import length_of, shown_words
from onrecord.record import Record, Statement
from onrecord.record.attribution import from_unnamed
from onrecord.text.dates import in_order
from onrecord.text.phrases import phrase

NEWEST_ISSUES = 12
NEWEST_BRIEFINGS = 6
NEWEST_QUESTIONS = 5
NEWEST_CHANGES = 3
_ROOM = 4_000  # bytes for the articles' words


class IssueCard(Struct, frozen=True):
    """An issue with the newest words on it.

    Attributes:
        link: to the issue.
        newest: the newest position; of several on its day in its briefing, the one with the fewest words.
        positions: how many there are.
    """

    link: Link
    newest: PositionEntry
    positions: int


class HomePage(Struct, frozen=True):
    """The first page: the newest changes, words, briefings and open questions.

    Attributes:
        positions: the number of positions in the record.
        all_briefings: a link to all briefings, with their number; likewise the others.
        all_questions: a link to the questions of each status.
        open_questions: how many are open.
        unnamed: a link to the positions that rest on an unnamed source.
    """

    path: str
    about: Link
    all_briefings: PartEntry
    positions: int
    all_actors: PartEntry
    all_issues: PartEntry
    all_questions: PartEntry
    changes: tuple[ChangeLine, ...]
    all_changes: Link
    open_questions: int
    all_outlets: PartEntry
    all_tags: PartEntry
    unnamed: PartEntry
    issues: tuple[IssueCard, ...]
    briefings: tuple[BriefingEntry, ...]
    questions: tuple[QuestionEntry, ...]


def home_page(record: Record) -> HomePage:
    """The first page; it shows only the newest, so its size is limited."""
    link = Linker(record, HOME)
    newest = islice(record.days, NEWEST_BRIEFINGS)
    still_open = [inquiry for inquiry in record.questions if inquiry.status == "open"]
    return HomePage(
        path=HOME,
        about=link.page(ABOUT, phrase("home.how")),
        all_briefings=PartEntry(link.page(BRIEFINGS, phrase("home.all_briefings")), len(record.days)),
        positions=sum(map(len, record.positions_of.values())),
        all_actors=PartEntry(link.page(ACTORS, phrase("navigation.actors")), len(record.actors)),
        all_issues=PartEntry(link.page(ISSUES, phrase("home.all_issues")), len(record.issues)),
        all_questions=PartEntry(link.page(QUESTIONS, phrase("shared.all_questions")), len(record.questions)),
        changes=tuple(change_line(link, path) for path in record.changes[:NEWEST_CHANGES]),
        all_changes=link.page(CHANGES, phrase("home.all_changes")),
        open_questions=len(still_open),
        all_outlets=PartEntry(link.page(OUTLETS, phrase("names.outlets_title")), len(record.outlets)),
        all_tags=PartEntry(link.page(TAGS, phrase("names.tags_title")), len(record.tagged)),
        unnamed=PartEntry(link.page(UNNAMED, phrase("unnamed.title")), len(from_unnamed(record))),
        issues=tuple(_cards(link)),
        briefings=tuple(briefing_entry(link, record.briefs[slug]) for slug in newest),
        questions=tuple(question_entry(link, inquiry) for inquiry in still_open[:NEWEST_QUESTIONS]),
    )


def _cards(link: Linker) -> Iterator[IssueCard]:
    """The issues whose newest positions are the newest, the newest first."""
    positions_on = dict(link.record.positions_on.items())
    # The first of those that are newest, as in lists.
    newest = {issue: max(statements, key=_day) for issue, statements in positions_on.items() if statements}
    issues = [issue for issue in link.record.issues if issue in newest]
    issues.sort(key=lambda issue: _day(newest[issue]), reverse=True)
    chosen = {
        issue: _shortest(link.record, newest[issue], positions_on[issue]) for issue in issues[:NEWEST_ISSUES]
    }
    words = shown_words(link.record, chosen.values(), _ROOM, alone=True)
    for issue, statement in chosen.items():
        yield IssueCard(
            link=link.issue(issue),
            newest=position_entry(link, statement, words[statement]),
            positions=len(positions_on[issue]),
        )


def _day(statement: Statement) -> tuple[int, int]:
    return in_order(statement.date), in_order(statement.briefed)


def _shortest(record: Record, newest: Statement, statements: Iterable[Statement]) -> Statement:
    """Of the newest position and those of its day in its briefing, the one with the fewest words."""
    beside = [one for one in statements if (one.slug, one.date) == (newest.slug, newest.date)]
    return min(beside, key=lambda statement: length_of(record, statement))

"""Stage 5, continued: the questions by status; if there are many, also by the year of asking."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import partial

from msgspec import Struct

from onrecord.addresses import QUESTIONS, questions_part_path
from onrecord.engine.output import Output
from onrecord.model import Inquiry, Record
from onrecord.pages.entries import QuestionEntry, question_entry
from onrecord.pages.links import Linker
from onrecord.pages.parts import PagePlan, PartEntry, PartPage, part_entries, part_pages
from onrecord.pages.splitting import LIMIT, by_year
from onrecord.schema import Status
from onrecord.text.dates import When, in_order
from onrecord.text.phrases import phrase

TITLE = phrase("navigation.questions")
STATUSES: tuple[Status, ...] = ("open", "answered", "overtaken")


class QuestionGroup(Struct, frozen=True):
    """The questions of a status.

    Attributes:
        count: how many there are.
        questions: all, or those that fit on the page.
        parts: the pages of the years of asking, if not all questions of the record fit on one page.
    """

    count: int
    questions: tuple[QuestionEntry, ...]
    parts: tuple[PartEntry, ...]


class QuestionsPage(Struct, frozen=True):
    """The page of questions: all, or as many as fit.

    Attributes:
        until: the end of all ages: the date of the newest briefing with a full date.
        open: the oldest first.
        answered: the newest answer first, then those without an answering position.
        overtaken: the newest question first.
    """

    path: str
    until: date | None
    open: QuestionGroup
    answered: QuestionGroup
    overtaken: QuestionGroup


class QuestionsPartPage(PartPage, frozen=True):
    """The questions of a status that came up in a year, a month or a part of one.

    Attributes:
        until: as there; None where no age is told.
        questions: all, in the order of their status; none where there are too many for one page.
    """

    status: Status
    until: date | None
    questions: tuple[QuestionEntry, ...]


def newest_day(record: Record) -> date | None:
    """The date of the newest briefing with a full date: ages cannot run to a month or a year."""
    return next((when for when in record.days.values() if isinstance(when, date)), None)


# The number of questions of a status, those that are shown, and the parts with all of them.
_Group = tuple[int, Sequence[Inquiry], tuple[PartEntry, ...]]


def questions_outputs(record: Record) -> Iterator[Output[QuestionsPage | QuestionsPartPage]]:
    """The page of all questions, and the pages of its parts."""
    until = newest_day(record)
    link = Linker(record, QUESTIONS)
    room, groups, parts_of = LIMIT, [], {}
    for status in STATUSES:
        with_status = [inquiry for inquiry in record.questions if inquiry.status == status]
        parts_of[status] = by_year(with_status, _asked) if len(record.questions) > LIMIT else ()
        shown = _in_order(status, with_status)[:room]
        room -= len(shown)
        entries = part_entries(link, parts_of[status], partial(questions_part_path, status))
        groups.append((len(with_status), shown, entries))
    yield Output(QUESTIONS, _index, (until, *groups))
    for status, parts in parts_of.items():
        # So a new briefing changes no page of those that have no age.
        counted_to = until if status == "open" else None
        for plan in part_pages(record, parts, partial(questions_part_path, status), (QUESTIONS, TITLE)):
            yield Output(plan.path, _part, (plan, status, counted_to))


def _index(record: Record, until: date | None, *groups: _Group) -> QuestionsPage:
    link = Linker(record, QUESTIONS)
    return QuestionsPage(
        QUESTIONS,
        until,
        *(
            QuestionGroup(count, tuple(question_entry(link, inquiry, until) for inquiry in shown), parts)
            for count, shown, parts in groups
        ),
    )


def _part(record: Record, plan: PagePlan[Inquiry], status: Status, until: date | None) -> QuestionsPartPage:
    link = Linker(record, plan.path)
    entries = tuple(question_entry(link, inquiry, until) for inquiry in _in_order(status, plan.items))
    return QuestionsPartPage(*plan.shared, status, until, entries)


def _asked(inquiry: Inquiry) -> When:
    return inquiry.asked


def _answered(inquiry: Inquiry) -> int:
    return in_order(inquiry.answered) if inquiry.answered else 0


def _in_order(status: Status, inquiries: Iterable[Inquiry]) -> list[Inquiry]:
    if status == "open":
        return sorted(inquiries, key=lambda inquiry: in_order(inquiry.asked))
    if status == "answered":
        return sorted(inquiries, key=_answered, reverse=True)
    return list(inquiries)

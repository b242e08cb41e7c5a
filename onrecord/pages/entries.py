"""Entries of lists: a briefing, a question, an answer, as other pages show them."""

from __future__ import annotations

from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from onrecord.attribution import attributed
from onrecord.model import AnchoredBrief, Reference
from onrecord.pages.links import Link, Linker
from onrecord.phrases import Duration
from onrecord.schema import Status
from onrecord.text.dates import When, time_between
from onrecord.text.inline import plain


class BriefingEntry(Struct, frozen=True):
    """A briefing in a list: its link, date, publisher, the summary's words, what it holds."""

    link: Link
    date: When
    publisher: str
    summary: str
    positions: int
    questions: int


class AnswerEntry(Struct, frozen=True):
    """The position that answers a question.

    Attributes:
        actor: to the actor's page; its text is whose position it is, and who relays it.
        says: to the position; its text is the position in the editor's words.
        date: of its briefing.
        took: how much later than the question that is; empty on the same day, and where either is no day.
        same_day: whether both are of one day.
    """

    actor: Link
    says: Link
    date: When
    took: Duration
    same_day: bool = False


class QuestionEntry(Struct, frozen=True):
    """A question in a list.

    Attributes:
        link: to the question on its briefing's page; its text is the question.
        briefing: to the briefing; its text is the briefing's title.
        date: of the briefing.
        age: how long it has been open; empty where the page does not tell, on its first day, and where the
            briefing is dated to a month or a year.
    """

    link: Link
    briefing: Link
    date: When
    status: Status
    age: Duration
    answer: str | None
    answered_by: AnswerEntry | None


def briefing_entry(link: Linker, brief: AnchoredBrief) -> BriefingEntry:
    return BriefingEntry(
        link=link.briefing(brief.slug),
        date=brief.brief.date,
        publisher=brief.brief.source.publisher,
        summary=plain(brief.brief.summary),
        positions=len(brief.positions),
        questions=sum(question.asked.status == "open" for question in brief.questions),
    )


def answer_entry(link: Linker, answered_by: str | None, asked: When) -> AnswerEntry | None:
    """The position that a question's `answered_by` names.

    Args:
        link: of the page that shows it.
        answered_by: a briefing's slug, `#`, and a position's id.
        asked: the date of the briefing that asks the question.
    """
    if answered_by is None:
        return None
    slug, _, fragment = answered_by.partition("#")
    stated = link.record.position(Reference(slug, fragment)).stated
    answered = link.record.days[slug]
    return AnswerEntry(
        actor=replace(link.actor(stated.actor), text=attributed(link.record, stated)),
        says=link.briefing(slug, fragment, stated.says),
        date=answered,
        took=Duration(*time_between(asked, answered)),
        same_day=isinstance(asked, date) and asked == answered,
    )


def question_entry(link: Linker, reference: Reference, until: When | None = None) -> QuestionEntry:
    """A question; `until` is the day to which its age is counted while it is open."""
    question, asked = link.record.question(reference).asked, link.record.days[reference.slug]
    return QuestionEntry(
        link=link.briefing(reference.slug, reference.id, question.ask),
        briefing=link.briefing(reference.slug),
        date=asked,
        status=question.status,
        age=Duration(*time_between(asked, until)) if until and question.status == "open" else Duration(),
        answer=question.answer,
        answered_by=answer_entry(link, question.answered_by, asked),
    )

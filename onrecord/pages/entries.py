"""Entries of lists: a briefing, a position, a question, a name, as other pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from onrecord.model import AnchoredBrief, Basis, Reference
from onrecord.pages.links import Link, Linker
from onrecord.schema import Stance, Status
from onrecord.text.escaping import plain


@dataclass(frozen=True, slots=True)
class BriefingEntry:
    """A briefing in a list: its link, date, publisher, the summary's words, what it holds."""

    link: Link
    date: date
    publisher: str
    summary: str
    positions: int
    questions: int


@dataclass(frozen=True, slots=True)
class PositionEntry:
    """A position on a page other than its briefing's.

    Attributes:
        link: to the position on its briefing's page; its text is the briefing's title.
        date: of the briefing.
    """

    link: Link
    date: date
    actor: Link
    issue: Link
    says: str
    basis: Basis
    stance: Stance | None


@dataclass(frozen=True, slots=True)
class QuestionEntry:
    """A question in a list.

    Attributes:
        link: to the question on its briefing's page; its text is the question.
        briefing: to the briefing; its text is the briefing's title.
        date: of the briefing.
    """

    link: Link
    briefing: Link
    date: date
    status: Status
    answer: str | None
    answered_by: Link | None


@dataclass(frozen=True, slots=True)
class NamedEntry:
    """An actor or an issue in a list, with the number of positions."""

    link: Link
    positions: int


def briefing_entry(link: Linker, brief: AnchoredBrief) -> BriefingEntry:
    return BriefingEntry(
        link=link.briefing(brief.slug),
        date=brief.brief.date,
        publisher=brief.brief.source.publisher,
        summary=plain(brief.brief.summary),
        positions=len(brief.positions),
        questions=sum(question.asked.status == "open" for question in brief.questions),
    )


def position_entry(link: Linker, reference: Reference) -> PositionEntry:
    position = link.record.position(reference)
    return PositionEntry(
        link=link.briefing(reference.slug, reference.id),
        date=link.record.briefs[reference.slug].brief.date,
        actor=link.actor(position.stated.actor),
        issue=link.issue(position.stated.issue),
        says=position.stated.says,
        basis=position.basis,
        stance=position.stated.stance,
    )


def question_entry(link: Linker, reference: Reference) -> QuestionEntry:
    question = link.record.question(reference).asked
    return QuestionEntry(
        link=link.briefing(reference.slug, reference.id, question.ask),
        briefing=link.briefing(reference.slug),
        date=link.record.briefs[reference.slug].brief.date,
        status=question.status,
        answer=question.answer,
        answered_by=link.answer(question.answered_by),
    )

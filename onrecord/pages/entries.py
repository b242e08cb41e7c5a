"""Entries of lists: a briefing, a position, a question, an answer, as other pages show them."""

from __future__ import annotations

from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from onrecord.pages.links import Link, Linker
from onrecord.pages.quoting import Passage
from onrecord.pages.shortening import ShownWords
from onrecord.record import AnchoredBrief, Basis, Reference, Statement
from onrecord.record.attribution import attributed
from onrecord.record.timeline import Change
from onrecord.schema.models import Stance, Status
from onrecord.text.dates import When, time_between
from onrecord.text.inline import plain
from onrecord.text.phrases import Duration


class BriefingEntry(Struct, frozen=True):
    """A briefing in a list: link, date, publisher, summary, and numbers of positions and questions."""

    link: Link
    date: When
    publisher: str
    summary: str
    positions: int
    questions: int


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
        is_gist: whether it shows the gist.
        language: of the article, a BCP 47 tag.
        words_basis: the basis of the words, whoever says them.
        unnamed: whether the source is one that the article does not name.
        changed_from: the stance of the same actor on the same issue that it replaced.
        above: the id of the change on the page that shows its words, so that the list does not repeat them.
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
    is_gist: bool
    language: str
    translation: str | None
    basis: Basis
    words_basis: Basis
    unnamed: bool
    stance: Stance | None
    setting: str | None
    relayed_by: Link | None
    publisher: str
    changed_from: EarlierStance | None
    above: str = ""


class AnswerEntry(Struct, frozen=True):
    """The position that answers a question.

    Attributes:
        actor: a link to the actor's page; its text names the actor and who relays the position.
        says: a link to the position; its text is the editor's sentence.
        date: of its briefing.
        took: the time from question to answer; empty on the same day, or if either date is not a day.
        same_day: whether both have the same day.
    """

    actor: Link
    says: Link
    date: When
    took: Duration
    same_day: bool = False


class QuestionEntry(Struct, frozen=True):
    """A question in a list.

    Attributes:
        link: a link to the question on its briefing's page; its text is the question.
        briefing: a link to the briefing; its text is the title.
        date: of the briefing.
        age: how long it has been open; empty on its first day, if the briefing's date is a month or a year,
            and on pages that do not show it.
        watch: what would answer it; only for open questions.
    """

    link: Link
    briefing: Link
    issue: Link | None
    date: When
    status: Status
    age: Duration
    watch: str | None
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
        is_gist=words.is_gist,
        language=source.language,
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


def answer_entry(link: Linker, answered_by: str | None, asked: When) -> AnswerEntry | None:
    """The entry for the position under a question's `answered_by`.

    Args:
        link: makes links of the page that shows it.
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
    """The entry for a question; while it is open, its age runs to `until`."""
    question, asked = link.record.question(reference).asked, link.record.days[reference.slug]
    return QuestionEntry(
        link=link.briefing(reference.slug, reference.id, question.ask),
        briefing=link.briefing(reference.slug),
        issue=link.issue(question.issue) if question.issue else None,
        date=asked,
        status=question.status,
        age=Duration(*time_between(asked, until)) if until and question.status == "open" else Duration(),
        watch=question.watch if question.status == "open" else None,
        answer=question.answer,
        answered_by=answer_entry(link, question.answered_by, asked),
    )

"""Stage 5, continued: the questions by issue; if there are many, on a page per issue, and by date too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial

from msgspec import Struct

from onrecord.addresses import QUESTIONS, issue_questions_feed, questions_part_path
from onrecord.engine.output import Output
from onrecord.pages.entries import QuestionEntry, question_entry
from onrecord.pages.links import Link, Linker
from onrecord.pages.parts import PagePlan, PartEntry, PartPage, part_entries, part_pages
from onrecord.pages.splitting import LIMIT, Part, by_owner, by_year, of_owner
from onrecord.record import Inquiry, Record
from onrecord.schema.models import Status
from onrecord.text.dates import When, in_order
from onrecord.text.filing import filed_as
from onrecord.text.phrases import phrase

TITLE = phrase("navigation.questions")
STATUSES: tuple[Status, ...] = ("open", "answered", "overtaken")
AT_THE_ENDS = 5  # the newest, and those that have been open longest
FEW = 10  # so few open ones are seen without a list of the newest


class StatusCount(Struct, frozen=True):
    """How many questions have a status; with many, also the pages of the years that they came up in."""

    status: Status
    count: int
    parts: tuple[PartEntry, ...]


class IssueQuestions(Struct, frozen=True):
    """The questions on an issue, or those without one.

    Attributes:
        id: the fragment of their place on a page.
        issue: a link to the issue.
        feed: a link to the feed of its questions.
        open: the newest first.
        closed: those answered or overtaken by events, the newest answer first.
    """

    id: str
    issue: Link | None
    feed: Link | None
    open: tuple[QuestionEntry, ...]
    closed: tuple[QuestionEntry, ...]


class QuestionsPage(Struct, frozen=True):
    """The page of questions.

    Attributes:
        until: the end of all ages: the date of the newest briefing with a full date.
        statuses: the number of questions of each status.
        groups: all questions by issue; empty if there are too many for one page.
        parts: the pages of the issues, if there are too many.
        newest: the newest open questions; empty if there are few.
        oldest: those that have been open longest; likewise.
    """

    path: str
    until: date | None
    statuses: tuple[StatusCount, ...]
    groups: tuple[IssueQuestions, ...]
    parts: tuple[PartEntry, ...]
    newest: tuple[QuestionEntry, ...]
    oldest: tuple[QuestionEntry, ...]


class IssueQuestionsPage(PartPage, frozen=True):
    """The questions on an issue, a part of them, or links to the issues under a letter.

    Attributes:
        group: none where there are parts.
    """

    group: IssueQuestions | None


class QuestionsPartPage(PartPage, frozen=True):
    """The questions of a status that came up in a year, a month or a part of one.

    Attributes:
        questions: all, in the order of their status; none where there are too many for one page.
    """

    status: Status
    questions: tuple[QuestionEntry, ...]


# The questions on each issue that has any, by its id, in the order of titles; those without an issue come
# last, under an empty id.
_ByIssue = Mapping[str, Sequence[Inquiry]]


def newest_day(record: Record) -> date | None:
    """The date of the newest briefing with a full date: ages cannot run to a month or a year."""
    return next((when for when in record.days.values() if isinstance(when, date)), None)


def questions_outputs(
    record: Record,
) -> Iterator[Output[QuestionsPage | IssueQuestionsPage | QuestionsPartPage]]:
    """The page of all questions, and the pages of its parts."""
    link, every = Linker(record, QUESTIONS), list(record.questions)
    is_long = len(every) > LIMIT
    by_issue = _by_issue(record, every)
    issue_parts = _issue_parts(record, by_issue) if is_long else ()
    of_status = {status: [inquiry for inquiry in every if inquiry.status == status] for status in STATUSES}
    dated = {status: by_year(of_status[status], _asked) if is_long else () for status in STATUSES}
    statuses = tuple(
        StatusCount(
            status,
            len(of_status[status]),
            part_entries(link, dated[status], partial(questions_part_path, status=status)),
        )
        for status in STATUSES
    )
    open_ones = of_status["open"]
    newest = open_ones[:AT_THE_ENDS] if len(open_ones) > FEW else []
    oldest = _oldest_first(open_ones)[:AT_THE_ENDS] if newest else []
    args = (
        newest_day(record),
        statuses,
        () if is_long else tuple(by_issue.items()),
        part_entries(link, issue_parts, questions_part_path),
        (newest, oldest),
    )
    yield Output(QUESTIONS, _index, args)
    for plan in part_pages(record, issue_parts, questions_part_path, (QUESTIONS, TITLE)):
        yield Output(plan.path, _issue_part, (plan,))
    for status, parts in dated.items():
        path = partial(questions_part_path, status=status)
        for plan in part_pages(record, parts, path, (QUESTIONS, TITLE)):
            yield Output(plan.path, _part, (plan, status))


def _index(
    record: Record,
    until: date | None,
    statuses: tuple[StatusCount, ...],
    groups: Iterable[tuple[str, Sequence[Inquiry]]],
    parts: tuple[PartEntry, ...],
    ends: tuple[Sequence[Inquiry], Sequence[Inquiry]],
) -> QuestionsPage:
    link = Linker(record, QUESTIONS)
    newest, oldest = (tuple(question_entry(link, one, until) for one in end) for end in ends)
    return QuestionsPage(
        path=QUESTIONS,
        until=until,
        statuses=statuses,
        groups=tuple(_group(link, inquiries, until) for _, inquiries in groups),
        parts=parts,
        newest=newest,
        oldest=oldest,
    )


def _issue_part(record: Record, plan: PagePlan[Inquiry]) -> IssueQuestionsPage:
    # No ages here: they would change with every newer briefing.
    group = _group(Linker(record, plan.path), plan.items) if plan.items else None
    return IssueQuestionsPage(*plan.shared, group)


def _part(record: Record, plan: PagePlan[Inquiry], status: Status) -> QuestionsPartPage:
    link = Linker(record, plan.path)
    entries = tuple(question_entry(link, inquiry) for inquiry in _in_order(status, plan.items))
    return QuestionsPartPage(*plan.shared, status, entries)


def _group(link: Linker, inquiries: Sequence[Inquiry], until: date | None = None) -> IssueQuestions:
    """Questions of one issue, or of none."""
    issue_id = inquiries[0].issue
    closed = [inquiry for inquiry in inquiries if inquiry.status != "open"]
    return IssueQuestions(
        id=_place(issue_id),
        issue=link.issue(issue_id) if issue_id else None,
        feed=link.page(f"{issue_questions_feed(issue_id)}.xml", phrase("questions.feed"))
        if issue_id
        else None,
        open=tuple(question_entry(link, one, until) for one in inquiries if one.status == "open"),
        closed=tuple(question_entry(link, one) for one in _newest_answer_first(closed)),
    )


def _by_issue(record: Record, inquiries: Iterable[Inquiry]) -> _ByIssue:
    found: dict[str, list[Inquiry]] = {}
    for inquiry in inquiries:
        found.setdefault(inquiry.issue or "", []).append(inquiry)
    titles = {issue_id: record.issues[issue_id].title for issue_id in found if issue_id}
    return {
        issue_id: found[issue_id]
        for issue_id in sorted(found, key=lambda id_: (not id_, filed_as(titles.get(id_, "")), id_))
    }


def _issue_parts(record: Record, by_issue: _ByIssue) -> tuple[Part[Inquiry], ...]:
    def part_of(issue_id: str) -> Part[Inquiry]:
        title = record.issues[issue_id].title
        return of_owner(_place(issue_id), title, by_issue[issue_id], _asked)

    owners = [issue_id for issue_id in by_issue if issue_id]
    parts = by_owner(owners, lambda issue_id: record.issues[issue_id].title, part_of)
    if "" not in by_issue:
        return parts
    return (*parts, of_owner(_place(None), phrase("questions.without_issue"), by_issue[""], _asked))


def _place(issue_id: str | None) -> str:
    """The key of the questions on an issue, or of those without one."""
    return f"on_{issue_id}" if issue_id else "without_issue"


def _asked(inquiry: Inquiry) -> When:
    return inquiry.asked


def _answered(inquiry: Inquiry) -> int:
    return in_order(inquiry.answered) if inquiry.answered else 0


def _oldest_first(inquiries: Iterable[Inquiry]) -> list[Inquiry]:
    return sorted(inquiries, key=lambda inquiry: in_order(inquiry.asked))


def _newest_answer_first(inquiries: Iterable[Inquiry]) -> list[Inquiry]:
    """Those with an answering position first, the newest answer before the others."""
    return sorted(inquiries, key=_answered, reverse=True)


def _in_order(status: Status, inquiries: Iterable[Inquiry]) -> list[Inquiry]:
    if status == "open":
        return _oldest_first(inquiries)
    return _newest_answer_first(inquiries) if status == "answered" else list(inquiries)

"""Stage 5, continued: the index of issues, by letter if it is long."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from onrecord.addresses import ISSUES, issues_part_path
from onrecord.engine.output import Output
from onrecord.pages.links import Link, Linker
from onrecord.pages.parts import PagePlan, PartEntry, PartPage, part_entries, part_pages
from onrecord.pages.splitting import by_letter
from onrecord.record import Record
from onrecord.text.dates import When, in_order
from onrecord.text.filing import filed_as
from onrecord.text.phrases import phrase

TITLE = phrase("navigation.issues")


class IssueEntry(Struct, frozen=True):
    """An issue in the index.

    Attributes:
        positions: the number of positions on it.
        questions: the number of open questions on it.
        newest: the date of the newest briefing with a position or a question on it.
    """

    link: Link
    positions: int
    questions: int
    newest: When | None


class IssuesPage(Struct, frozen=True):
    """The index of issues, by title.

    Attributes:
        count: how many there are.
        issues: all; empty if there are too many for one page.
        parts: the pages of the letters, if there are too many.
    """

    path: str
    count: int
    issues: tuple[IssueEntry, ...]
    parts: tuple[PartEntry, ...]


class IssuesPartPage(PartPage, frozen=True):
    """The issues under a letter, or a part of them.

    Attributes:
        issues: all; none where there are too many for one page.
    """

    issues: tuple[IssueEntry, ...]


def issues_outputs(record: Record) -> Iterator[Output[IssuesPage | IssuesPartPage]]:
    """The index, and the pages of its parts."""
    titles = {issue_id: issue.title for issue_id, issue in record.issues.items()}
    by_title = sorted(titles, key=lambda issue_id: (filed_as(titles[issue_id]), issue_id))
    parts = by_letter(by_title, titles.__getitem__)
    link = Linker(record, ISSUES)
    shown = () if parts else tuple(by_title)
    yield Output(ISSUES, _index, (shown, len(by_title), part_entries(link, parts, issues_part_path)))
    for plan in part_pages(record, parts, issues_part_path, (ISSUES, TITLE)):
        yield Output(plan.path, _part, (plan,))


def _index(record: Record, issue_ids: Iterable[str], count: int, parts: tuple[PartEntry, ...]) -> IssuesPage:
    return IssuesPage(ISSUES, count, _entries(Linker(record, ISSUES), issue_ids), parts)


def _part(record: Record, plan: PagePlan[str]) -> IssuesPartPage:
    return IssuesPartPage(*plan.shared, _entries(Linker(record, plan.path), plan.items))


def _entries(link: Linker, issue_ids: Iterable[str]) -> tuple[IssueEntry, ...]:
    return tuple(_entry(link, issue_id) for issue_id in issue_ids)


def _entry(link: Linker, issue_id: str) -> IssueEntry:
    statements = link.record.positions_on.get(issue_id, ())
    inquiries = link.record.questions_on.get(issue_id, ())
    dates = [s.briefed for s in statements] + [q.asked for q in inquiries]
    return IssueEntry(
        link=link.issue(issue_id),
        positions=len(statements),
        questions=sum(inquiry.status == "open" for inquiry in inquiries),
        newest=max(dates, key=in_order, default=None),
    )

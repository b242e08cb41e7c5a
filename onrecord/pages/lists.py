"""Stage 5: the pages that exist, each with the typed context that its template sees.

Pure: a `Record` goes in.  A page's dataclass holds all that its template may use, in the order in
which it is shown, and nothing else; `tests/test_templates.py` holds the two together.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from onrecord.addresses import ABOUT, ACTORS, BRIEFINGS, HOME, ISSUES, QUESTIONS, actor_path, issue_path
from onrecord.model import Record
from onrecord.pages.briefing import BriefingPage, briefing_page
from onrecord.pages.entries import (
    BriefingEntry,
    NamedEntry,
    PositionEntry,
    QuestionEntry,
    briefing_entry,
    position_entry,
    question_entry,
)
from onrecord.pages.links import Link, Linker
from onrecord.schema import Actor, Status

NEWEST_BRIEFINGS = 10
NEWEST_QUESTIONS = 10


@dataclass(frozen=True, slots=True)
class HomePage:
    """The first page: the newest briefings, and the newest open questions."""

    path: str
    briefings: tuple[BriefingEntry, ...]
    questions: tuple[QuestionEntry, ...]
    all_briefings: Link
    all_questions: Link
    about: Link


@dataclass(frozen=True, slots=True)
class BriefingsPage:
    """All briefings, newest first."""

    path: str
    briefings: tuple[BriefingEntry, ...]


@dataclass(frozen=True, slots=True)
class ActorPage:
    """What the record has of an actor.

    Attributes:
        belongs_to: the actor named by `of`.
        listed_in: briefings that list the actor and give no position.
    """

    path: str
    name: str
    kind: str
    also: tuple[str, ...]
    belongs_to: Link | None
    wikidata: str | None
    note: str | None
    positions: tuple[PositionEntry, ...]
    listed_in: tuple[BriefingEntry, ...]


@dataclass(frozen=True, slots=True)
class ActorsPage:
    """All actors, by kind."""

    path: str
    kinds: tuple[tuple[str, tuple[NamedEntry, ...]], ...]


@dataclass(frozen=True, slots=True)
class IssuePage:
    """What the record has on an issue."""

    path: str
    title: str
    proposition: str | None
    about: str | None
    positions: tuple[PositionEntry, ...]
    questions: tuple[QuestionEntry, ...]


@dataclass(frozen=True, slots=True)
class IssuesPage:
    """All issues, by title."""

    path: str
    issues: tuple[NamedEntry, ...]


@dataclass(frozen=True, slots=True)
class QuestionsPage:
    """All questions, by status."""

    path: str
    open: tuple[QuestionEntry, ...]
    answered: tuple[QuestionEntry, ...]
    overtaken: tuple[QuestionEntry, ...]


Page = (
    HomePage | BriefingPage | BriefingsPage | ActorPage | ActorsPage | IssuePage | IssuesPage | QuestionsPage
)

# The template of each kind of page, in templates/markdown/.
TEMPLATES: dict[type[Page], str] = {
    HomePage: "home.md.j2",
    BriefingPage: "briefing.md.j2",
    BriefingsPage: "briefings.md.j2",
    ActorPage: "actor.md.j2",
    ActorsPage: "actors.md.j2",
    IssuePage: "issue.md.j2",
    IssuesPage: "issues.md.j2",
    QuestionsPage: "questions.md.j2",
}
KINDS = ("state", "organisation", "group", "person", "unnamed")


def pages_of(record: Record) -> Iterator[Page]:
    """All pages that are generated from a record."""
    yield _home(record)
    yield _briefings(record)
    for brief in record.briefs.values():
        yield briefing_page(record, brief)
    yield _actors(record)
    for actor_id, actor in record.actors.items():
        yield _actor(record, actor_id, actor)
    yield _issues(record)
    for issue_id in record.issues:
        yield _issue(record, issue_id)
    yield _questions(record)


def _home(record: Record) -> HomePage:
    link = Linker(record, HOME)
    newest = list(record.briefs.values())[:NEWEST_BRIEFINGS]
    open_questions = (
        entry
        for entry in (question_entry(link, reference) for reference in record.questions())
        if entry.status == "open"
    )
    return HomePage(
        path=HOME,
        briefings=tuple(briefing_entry(link, brief) for brief in newest),
        questions=tuple(islice(open_questions, NEWEST_QUESTIONS)),
        all_briefings=link.page(BRIEFINGS, "All briefings"),
        all_questions=link.page(QUESTIONS, "All questions"),
        about=link.page(ABOUT, "How briefings are made"),
    )


def _briefings(record: Record) -> BriefingsPage:
    link = Linker(record, BRIEFINGS)
    return BriefingsPage(BRIEFINGS, tuple(briefing_entry(link, b) for b in record.briefs.values()))


def _actor(record: Record, actor_id: str, actor: Actor) -> ActorPage:
    path = actor_path(actor_id)
    link = Linker(record, path)
    references = record.positions_of.get(actor_id, ())
    speaking = {reference.slug for reference in references}
    silent = [slug for slug in record.listed_in.get(actor_id, ()) if slug not in speaking]
    return ActorPage(
        path=path,
        name=actor.name,
        kind=actor.kind,
        also=actor.also,
        belongs_to=link.actor(actor.of) if actor.of else None,
        wikidata=actor.wikidata,
        note=actor.note,
        positions=tuple(position_entry(link, reference) for reference in references),
        listed_in=tuple(briefing_entry(link, record.briefs[slug]) for slug in silent),
    )


def _actors(record: Record) -> ActorsPage:
    link = Linker(record, ACTORS)
    kinds = []
    for kind in KINDS:
        of_kind = [actor for actor, entry in record.actors.items() if entry.kind == kind]
        of_kind.sort(key=lambda actor: (record.actors[actor].name.casefold(), actor))
        entries = tuple(
            NamedEntry(link.actor(actor), len(record.positions_of.get(actor, ()))) for actor in of_kind
        )
        if entries:
            kinds.append((kind, entries))
    return ActorsPage(ACTORS, tuple(kinds))


def _issue(record: Record, issue_id: str) -> IssuePage:
    path = issue_path(issue_id)
    link = Linker(record, path)
    issue = record.issues[issue_id]
    return IssuePage(
        path=path,
        title=issue.title,
        proposition=issue.proposition,
        about=issue.about,
        positions=tuple(position_entry(link, r) for r in record.positions_on.get(issue_id, ())),
        questions=tuple(question_entry(link, r) for r in record.questions_on.get(issue_id, ())),
    )


def _issues(record: Record) -> IssuesPage:
    link = Linker(record, ISSUES)
    by_title = sorted(record.issues, key=lambda i: (record.issues[i].title.casefold(), i))
    return IssuesPage(
        ISSUES,
        tuple(NamedEntry(link.issue(i), len(record.positions_on.get(i, ()))) for i in by_title),
    )


def _questions(record: Record) -> QuestionsPage:
    link = Linker(record, QUESTIONS)
    entries = [question_entry(link, reference) for reference in record.questions()]

    def with_status(status: Status) -> tuple[QuestionEntry, ...]:
        return tuple(entry for entry in entries if entry.status == status)

    return QuestionsPage(QUESTIONS, with_status("open"), with_status("answered"), with_status("overtaken"))

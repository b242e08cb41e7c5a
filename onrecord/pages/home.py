"""Stage 5, continued: the first page."""

from __future__ import annotations

from itertools import islice

from msgspec import Struct

from onrecord.addresses import ABOUT, ACTORS, BRIEFINGS, CHANGES, HOME, ISSUES, QUESTIONS
from onrecord.model import Record
from onrecord.pages.changes import ChangeLine, change_line
from onrecord.pages.entries import BriefingEntry, QuestionEntry, briefing_entry, question_entry
from onrecord.pages.links import Link, Linker
from onrecord.pages.parts import PartEntry
from onrecord.pages.questions import newest_day
from onrecord.text.phrases import phrase

NEWEST_BRIEFINGS = 10
NEWEST_QUESTIONS = 10
NEWEST_CHANGES = 3


class HomePage(Struct, frozen=True):
    """The first page: the newest changes of position, briefings and open questions.

    Attributes:
        positions: the number of positions in the record.
        all_questions: links to the questions of each status, with their numbers.
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
    briefings: tuple[BriefingEntry, ...]
    questions: tuple[QuestionEntry, ...]


def home_page(record: Record) -> HomePage:
    """The first page; it shows only the newest, so its size is limited."""
    link, until = Linker(record, HOME), newest_day(record)
    newest = islice(record.days, NEWEST_BRIEFINGS)
    still_open = (inquiry for inquiry in record.questions if inquiry.status == "open")
    return HomePage(
        path=HOME,
        about=link.page(ABOUT, phrase("home.how")),
        all_briefings=PartEntry(link.page(BRIEFINGS, phrase("home.all_briefings")), len(record.days)),
        positions=sum(map(len, record.positions_of.values())),
        all_actors=PartEntry(link.page(ACTORS, phrase("navigation.actors")), len(record.actors)),
        all_issues=PartEntry(link.page(ISSUES, phrase("navigation.issues")), len(record.issues)),
        all_questions=PartEntry(link.page(QUESTIONS, phrase("shared.all_questions")), len(record.questions)),
        changes=tuple(change_line(link, path) for path in record.changes[:NEWEST_CHANGES]),
        all_changes=link.page(CHANGES, phrase("home.all_changes")),
        briefings=tuple(briefing_entry(link, record.briefs[slug]) for slug in newest),
        questions=tuple(question_entry(link, q, until) for q in islice(still_open, NEWEST_QUESTIONS)),
    )

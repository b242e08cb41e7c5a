"""Positions and answers are complete and consistent over all pages and exports."""

from __future__ import annotations

import json
import posixpath
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from selectolax.lexbor import LexborHTMLParser

from helpers.building import EXAMPLE, PROGRAM, SITES, built
from helpers.exports import Files, collected, files_of, in_tables, records
from helpers.feeds import entries_of as atom_entries
from helpers.thoroughness import tried
from helpers.whole import build_record, pages_of
from onrecord.addresses import actor_path, issue_path
from onrecord.exports import feeds, tables
from onrecord.exports.identifiers import annotation_urn, entry_urn
from onrecord.pages import actors, positions, questions, splitting, unnamed
from onrecord.pages.actor import ActorPage
from onrecord.pages.briefing import BriefingPage
from onrecord.pages.catalogue import Page
from onrecord.pages.entries import PositionEntry, QuestionEntry
from onrecord.pages.home import HomePage
from onrecord.pages.issue import IssuePage
from onrecord.pages.links import Link
from onrecord.pages.positions import PositionGroup, PositionsPage
from onrecord.pages.questions import (
    STATUSES,
    IssueQuestions,
    IssueQuestionsPage,
    QuestionsPage,
    QuestionsPartPage,
)
from onrecord.record import AnchoredBrief, Record
from onrecord.text.dates import When, is_before

ROOTS = [PROGRAM, EXAMPLE, SITES / "strait"]

Pages = dict[str, Page]


class Place(NamedTuple):
    """The place of a position or question: its briefing and its id there."""

    slug: str
    id: str


@contextmanager
def small_limits(limit: int = 2) -> Iterator[None]:
    """Small limits, so that a record of few positions has parts, archives, and tables by year."""
    with ExitStack() as stack:
        for module in (positions, questions, actors, unnamed):
            stack.enter_context(patch.object(module, "LIMIT", limit))
        for divide in (
            *(splitting.by_date, splitting.by_year, splitting.by_letter),
            *(splitting.by_owner, splitting.of_owner),
        ):
            stack.enter_context(patch.object(divide, "__defaults__", (limit,)))
        stack.enter_context(patch.object(positions, "NEWEST", limit - 1))
        stack.enter_context(patch.object(feeds, "NEWEST", limit))
        stack.enter_context(patch.object(tables, "MAX_ROWS", limit + 1))
        yield


def pages_by_path(record: Record) -> Pages:
    made = list(pages_of(record))
    by_path = {page.path: page for page in made}
    assert len(by_path) == len(made), "two pages of one path"
    return by_path


def place(page: Page, link: Link) -> Place:
    """The place that a link on a page leads to."""
    path, _, fragment = link.href.partition("#")
    whole = posixpath.normpath(posixpath.join(posixpath.dirname(page.path), path)) if path else page.path
    folder, name = posixpath.split(whole)
    assert folder == "briefs", link
    return Place(name.removesuffix(".md"), fragment)


def target(page: Page, link: Link) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(page.path), link.href))


# --- positions ----------------------------------------------------------------------------------


def entries_of(groups: Iterable[PositionGroup]) -> list[PositionEntry]:
    return [entry for group in groups for entry in group.positions]


def listed(pages: Pages, own_path: str) -> Counter[Place]:
    """The positions on the pages of an actor or an issue: on its own page, or on its parts if it has any."""
    own = pages[own_path]
    assert isinstance(own, ActorPage | IssuePage)
    shown = [place(own, entry.link) for entry in entries_of(own.groups)]
    if isinstance(own, IssuePage):
        shown += [place(own, row.latest.link) for group in own.standings for row in group.rows]
    assert own.positions_count >= len(shown)
    if not own.parts:
        return Counter(shown)
    stem = own_path.removesuffix(".md")
    parts = [page for path, page in pages.items() if path.startswith(f"{stem}_")]
    found = Counter[Place]()
    for part in parts:
        assert isinstance(part, PositionsPage)
        found.update(place(part, entry.link) for entry in entries_of(part.groups))
        assert part.count == len(entries_of(part.groups)) + sum(below.count for below in part.parts)
    assert set(shown) <= set(found)
    assert sum(part.count for part in own.parts) == found.total() == own.positions_count
    return found


def in_feed(files: Files, stem: str) -> dict[str, str]:
    """The documents of a feed with each entry, by the entry's id."""
    found: dict[str, str] = {}
    for path, text in files.items():
        if re.fullmatch(rf"{re.escape(stem)}(?:-\d+)?\.xml", path):
            for entry in atom_entries(text):
                assert entry["id"] not in found, path
                found[entry["id"]] = path
    return found


def documents(stem: str, in_order: Iterable[Place], days: Mapping[str, When]) -> dict[str, str]:
    """The right documents of entries: the newest in the main one, others in that of their briefing's year."""
    return {
        entry_urn(*named): f"{stem}.xml" if at < feeds.NEWEST else f"{stem}-{days[named.slug].year:04}.xml"
        for at, named in enumerate(in_order)
    }


def check_positions(record: Record) -> None:
    pages, files = pages_by_path(record), files_of(record)
    briefs = record.briefs
    every = {Place(slug, p.id): p.stated for slug, brief in briefs.items() for p in brief.positions}
    once = Counter(every.keys())
    days = {slug: brief.brief.date for slug, brief in briefs.items()}
    on_briefings = Counter(
        Place(page.path[len("briefs/") : -len(".md")], position.id)
        for page in pages.values()
        if isinstance(page, BriefingPage)
        for group in page.issues
        for position in group.positions
    )
    assert on_briefings == once
    assert in_tables(files, "positions") == [once, once, once]
    for actor_id in record.actors:
        of_actor = [named for named, stated in every.items() if stated.actor == actor_id]
        assert listed(pages, actor_path(actor_id)) == Counter(of_actor)
        stem = f"actors/{actor_id}.feed"
        assert in_feed(files, stem) == documents(stem, of_actor, days)
    for issue_id in record.issues:
        on_issue = [named for named, stated in every.items() if stated.issue == issue_id]
        assert listed(pages, issue_path(issue_id)) == Counter(on_issue)
        stem = f"issues/{issue_id}.feed"
        assert in_feed(files, stem) == documents(stem, on_issue, days)
        page = pages[issue_path(issue_id)]
        assert isinstance(page, IssuePage)
        rows = [row for group in page.standings for row in group.rows]
        in_table = Counter(target(page, row.latest.actor) for row in rows)
        assert in_table == Counter({actor_path(every[named].actor) for named in on_issue})
        for group in page.standings:
            assert group.count == len(group.rows)
            assert {every[place(page, row.latest.link)].stance for row in group.rows} == {group.stance}
    for slug, brief in briefs.items():
        data = json.loads(files[f"briefs/{slug}.json"])
        assert [position["id"] for position in data["positions"]] == [p.id for p in brief.positions]
        annotated = {annotation["id"] for annotation in data["annotations"]}
        assert {annotation_urn(slug, p.id) for p in brief.positions} <= annotated


def check_entries(record: Record) -> None:
    """Check that lists and the briefing's page agree about each position."""
    pages = pages_by_path(record)
    for page in pages.values():
        if not isinstance(page, ActorPage | IssuePage | PositionsPage):
            continue
        rows = [row for group in getattr(page, "standings", ()) for row in group.rows]
        for entry in (*entries_of(page.groups), *(row.latest for row in rows)):
            named = place(page, entry.link)
            briefing = pages[f"briefs/{named.slug}.md"]
            assert isinstance(briefing, BriefingPage)
            ((issue, block),) = [
                (group.issue, block)
                for group in briefing.issues
                for block in group.positions
                if block.id == named.id
            ]
            assert (target(page, entry.actor), entry.actor.text) == (
                target(briefing, block.actor),
                block.actor.text,
            )
            assert target(page, entry.issue) == target(briefing, issue)
            assert (entry.says, entry.basis, entry.stance, entry.unnamed) == (
                block.says,
                block.basis,
                block.stance,
                block.unnamed,
            )
            assert (entry.relayed_by is None) == (block.relayed_by is None)
            words = entry
            if entry.above:  # The page has the words above the list, where the change is.
                (words,) = (
                    wording.entry
                    for change in getattr(page, "changes", ())
                    for wording in change.wordings
                    if change.id == entry.above and wording.entry.link == entry.link
                )
            # A list may show a passage without its sentence.
            shown, whole = ([(one.name, one.lines) for one in of.passages] for of in (words, block))
            assert shown == whole or words.is_cut


@tried(60)
@given(records())
def test_each_position_is_on_all_pages_that_it_belongs_to_once(record: Record) -> None:
    with small_limits():
        check_positions(record)
        check_entries(record)


@pytest.mark.parametrize("root", ROOTS, ids=["own", "example", "strait"])
def test_of_the_collections_too(root: Path) -> None:
    record = collected(root)
    check_positions(record)
    check_entries(record)
    with small_limits(3):
        check_positions(record)


def test_small_limits_give_parts() -> None:
    """The small limits really give parts."""
    with small_limits(3):
        made = list(pages_of(collected(EXAMPLE)))
        parts = [page for page in made if isinstance(page, PositionsPage)]
        assert len({page.path.partition("_")[0] for page in parts}) > 15
        assert any(page.parts for page in parts)
        assert len([page for page in made if isinstance(page, QuestionsPartPage)]) > 10


# --- sides ----------------------------------------------------------------------------------------


@tried(60)
@given(records())
def test_those_for_and_those_against_are_shown_alike(record: Record) -> None:
    """Each side by name, with as many words as it has actors: no stance has its own room."""
    for page in pages_by_path(record).values():
        if isinstance(page, IssuePage):
            order = ["for", "conditional", "unclear", "against", None]
            there = [group.stance for group in page.standings]
            assert there == [stance for stance in order if stance in there]
            for group in page.standings:
                assert group.count == len(group.rows)
                assert all(row.latest.stance == group.stance for row in group.rows)
                assert all(len(row.cells) == len(page.columns) for row in group.rows)


# --- questions and answers -------------------------------------------------------------------------


@st.composite
def answered_records(draw: st.DrawFn) -> Record:
    """Records in which positions of later briefings also answer questions."""
    record = draw(records())
    briefs = list(record.briefs.values())

    def answerable(brief: AnchoredBrief) -> list[str]:
        return [
            f"{b.slug}#{p.id}"
            for b in briefs
            if not is_before(b.brief.date, brief.brief.date)
            for p in b.positions
        ]

    def linked(brief: AnchoredBrief) -> AnchoredBrief:
        questions = []
        for question in brief.questions:
            chosen = draw(st.sampled_from([None, *answerable(brief)]))
            update = {"status": "answered", "answer": "It did.", "answered_by": chosen} if chosen else {}
            asked = replace(question.asked, **update)
            questions.append(replace(question, asked=asked))
        return replace(brief, questions=tuple(questions))

    return build_record([linked(brief) for brief in briefs], record.actors, record.issues)


Answer = tuple[Place, Place]  # a question, and its answering position


def answers_in(page: Page, entries: Iterable[QuestionEntry]) -> Iterator[Answer]:
    for entry in entries:
        if entry.answered_by:
            yield place(page, entry.link), place(page, entry.answered_by.says)


def check_answers(record: Record) -> None:
    pages, files = pages_by_path(record), files_of(record)
    every = {
        Place(slug, question.id): question.asked
        for slug, brief in record.briefs.items()
        for question in brief.questions
    }
    wanted = Counter(
        (named, Place(*asked.answered_by.split("#"))) for named, asked in every.items() if asked.answered_by
    )
    to_position: Counter[Answer] = Counter()
    to_question: Counter[Answer] = Counter()
    for page in pages.values():
        if not isinstance(page, BriefingPage):
            continue
        slug = page.path[len("briefs/") : -len(".md")]
        for question in page.questions:
            if question.answered_by:
                to_position[Place(slug, question.id), place(page, question.answered_by.says)] += 1
        for position in (position for group in page.issues for position in group.positions):
            for link in position.answers:
                to_question[place(page, link), Place(slug, position.id)] += 1
    assert to_position == wanted
    assert to_question == wanted
    for issue_id in record.issues:
        page = pages[issue_path(issue_id)]
        assert isinstance(page, IssuePage)
        if page.closed_count == len(page.closed):
            assert Counter(answers_in(page, page.closed)) == Counter(
                pair for pair in wanted.elements() if every[pair[0]].issue == issue_id
            )
    for rows in in_tables(files, "questions"):
        assert rows == Counter(every.keys())
    named_in_data = {
        (Place(slug, question["id"]), Place(*question["answered_by"].split("#")))
        for slug in record.briefs
        for question in json.loads(files[f"briefs/{slug}.json"])["questions"]
        if "answered_by" in question
    }
    assert named_in_data == set(wanted)


def check_questions(record: Record) -> None:
    """Check that each question is listed once, under its status, with its answer."""
    pages = pages_by_path(record)
    every = {
        Place(slug, question.id): question.asked
        for slug, brief in record.briefs.items()
        for question in brief.questions
    }
    own = pages["questions.md"]
    assert isinstance(own, QuestionsPage)
    by_issue: list[tuple[Page, IssueQuestions]] = [(own, group) for group in own.groups]
    by_issue += [
        (page, page.group) for page in pages.values() if isinstance(page, IssueQuestionsPage) and page.group
    ]
    for page, group in by_issue:
        assert {every[place(page, entry.link)].issue or "" for entry in (*group.open, *group.closed)} == {
            group.id.removeprefix("on_") if group.issue else ""
        }
    for status in own.statuses:
        with_status = Counter(named for named, asked in every.items() if asked.status == status.status)
        assert status.count == with_status.total()
        shown: list[tuple[Page, QuestionEntry]] = [
            (page, entry)
            for page, group in by_issue
            for entry in (group.open if status.status == "open" else group.closed)
            if entry.status == status.status
        ]
        assert Counter(place(page, entry.link) for page, entry in shown) == with_status
        if status.parts:
            in_parts: list[tuple[Page, QuestionEntry]] = [
                (page, entry)
                for page in pages.values()
                if isinstance(page, QuestionsPartPage) and page.status == status.status
                for entry in page.questions
            ]
            assert Counter(place(page, entry.link) for page, entry in in_parts) == with_status
            shown += in_parts
        for page, entry in shown:
            answered_by = every[place(page, entry.link)].answered_by
            assert (entry.answered_by is not None) == (answered_by is not None)
            if entry.answered_by:
                assert "#".join(place(page, entry.answered_by.says)) == answered_by
    assert [status.status for status in own.statuses] == list(STATUSES)
    home = pages["index.md"]
    assert isinstance(home, HomePage)
    assert all(every[place(home, entry.link)].status == "open" for entry in home.questions)


@tried(60)
@given(answered_records())
def test_answers_are_linked_both_ways(record: Record) -> None:
    with small_limits():
        check_answers(record)
        check_questions(record)


@pytest.mark.parametrize("root", ROOTS, ids=["own", "example", "strait"])
def test_answers_in_the_collections_too(root: Path) -> None:
    record = collected(root)
    for limit in (3, 100):
        with small_limits(limit):
            check_answers(record)
            check_questions(record)


def test_answers_of_several_briefings_are_among_them() -> None:
    record = collected(EXAMPLE)
    across = [q for q in record.questions if q.answered_by and q.answered_by.slug != q.slug]
    assert len(across) > 5
    for answer in (question.answered_by for question in across):
        assert answer
        assert answer in [question.answered_by for question in record.answers[answer.slug]]


# --- as built ---------------------------------------------------------------------------------------


def test_permalinks_are_on_the_pages_of_the_actor_and_of_the_issue_as_built() -> None:
    html = built("example").html
    checked = 0
    for slug, brief in collected(EXAMPLE).briefs.items():
        briefing = LexborHTMLParser((html / "briefs" / f"{slug}.html").read_text("utf-8"))
        for position in brief.positions:
            assert briefing.css_first(f'[id="{position.id}"]') is not None
            for path in (actor_path(position.stated.actor), issue_path(position.stated.issue)):
                page = LexborHTMLParser((html / path.replace(".md", ".html")).read_text("utf-8"))
                own = f"../briefs/{slug}.html#{position.id}"
                links = [f'{place} a[href="{own}"]' for place in ("section section", "td", ".sections li")]
                assert page.css_first(", ".join(links)), path
                checked += 1
    assert checked == 2 * 129

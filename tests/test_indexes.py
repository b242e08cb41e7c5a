"""Long indexes have parts, so that no page grows with the record, and few pages change with it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from msgspec import Struct
from msgspec.structs import replace

from helpers.building import PROGRAM, Site
from helpers.checked import record_of as record_of_site
from helpers.made_records import Opened, actor, briefing, large_record, made_of, position, question, record_of
from helpers.whole import pages_of
from onrecord.languages import english
from onrecord.markdown.rendering import Renderer
from onrecord.pages.actors import ActorsPage, ActorsPartPage, actors_outputs
from onrecord.pages.briefing import BriefingPage
from onrecord.pages.briefings import NEWEST, BriefingsPage, BriefingsPartPage, briefings_outputs
from onrecord.pages.catalogue import Page
from onrecord.pages.entries import BriefingEntry
from onrecord.pages.home import NEWEST_BRIEFINGS, NEWEST_ISSUES, NEWEST_QUESTIONS, HomePage, home_page
from onrecord.pages.issues import IssueEntry, IssuesPage, IssuesPartPage, issues_outputs
from onrecord.pages.links import Link
from onrecord.pages.questions import (
    IssueQuestionsPage,
    QuestionsPage,
    QuestionsPartPage,
    questions_outputs,
)
from onrecord.pages.splitting import LIMIT
from onrecord.record import Record
from onrecord.text.phrases import phrase

DAY = date(2031, 3, 3)
SIZE = 2000
MARKDOWN_BYTES = 120_000
INDEXES = (
    *(BriefingsPage, BriefingsPartPage, ActorsPage, ActorsPartPage),
    *(IssuesPage, IssuesPartPage, QuestionsPage, QuestionsPartPage, HomePage, IssueQuestionsPage),
)

RENDERER = Renderer((PROGRAM / "templates" / "markdown",))


@cache
def large() -> Record:
    return large_record(SIZE)


@cache
def large_pages() -> dict[str, Page]:
    return {page.path: page for page in pages_of(large())}


def lists_in(thing: Any) -> Iterator[tuple[Any, ...]]:
    """All tuples in a page, including nested ones."""
    if isinstance(thing, tuple):
        yield thing
        for item in thing:
            yield from lists_in(item)
    elif isinstance(thing, Struct):
        for name in thing.__struct_fields__:
            yield from lists_in(getattr(thing, name))


def test_no_list_of_a_large_record_is_long() -> None:
    pages = large_pages()
    assert len(pages) > SIZE * 2
    for page in pages.values():
        lengths = [len(found) for found in lists_in(page)]
        assert max(lengths, default=0) <= LIMIT, page.path
        if isinstance(page, INDEXES):
            assert sum(lengths) <= LIMIT + 30, page.path


def test_no_page_of_a_large_record_is_heavy() -> None:
    for page in large_pages().values():
        assert len(RENDERER.render(page).encode()) <= MARKDOWN_BYTES, page.path


def paths_below(page: Page) -> set[str]:
    """The paths of a page's parts."""
    found = {entry.link.href for entry in getattr(page, "parts", ())}
    for status in getattr(page, "statuses", ()):
        found |= {entry.link.href for entry in status.parts}
    folder = page.path.rpartition("/")[0]
    return {f"{folder}/{href}" if folder else href for href in found}


def test_everything_is_listed_once_and_every_part_is_reached() -> None:
    pages, record = large_pages(), large()
    listed: dict[type, list[str]] = {}
    for page in pages.values():
        if isinstance(page, BriefingsPartPage):
            listed.setdefault(BriefingsPage, []).extend(entry.link.href for entry in page.briefings)
        elif isinstance(page, ActorsPartPage):
            listed.setdefault(ActorsPage, []).extend(entry.link.href for entry in page.actors)
        elif isinstance(page, IssuesPartPage):
            listed.setdefault(IssuesPage, []).extend(entry.link.href for entry in page.issues)
        elif isinstance(page, QuestionsPartPage):
            listed.setdefault(QuestionsPage, []).extend(entry.link.href for entry in page.questions)
        elif isinstance(page, IssueQuestionsPage) and page.group:
            entries = (*page.group.open, *page.group.closed)
            listed.setdefault(IssueQuestionsPage, []).extend(entry.link.href for entry in entries)
    assert sorted(listed[BriefingsPage]) == sorted(f"{slug}.md" for slug in record.briefs)
    assert sorted(listed[ActorsPage]) == sorted(f"{name}.md" for name in record.actors)
    assert sorted(listed[IssuesPage]) == sorted(f"{name}.md" for name in record.issues)
    every = sorted(f"briefs/{q.slug}.md#{q.id}" for q in record.questions)
    assert sorted(listed[QuestionsPage]) == sorted(listed[IssueQuestionsPage]) == every
    for index in ("briefs/index.md", "actors/index.md", "issues/index.md", "questions.md"):
        kinds = {type(pages[index]), IssueQuestionsPage, *INDEXES[1:-2:2]}
        reached, waiting = {index}, [index]
        while waiting:
            below = paths_below(pages[waiting.pop()]) - reached
            reached |= below
            waiting += below
        folder = index.rpartition("/")[0]
        same = [p.path for p in pages.values() if type(p) in kinds and p.path.rpartition("/")[0] == folder]
        assert reached == set(same)


def test_an_index_opens_only_what_it_shows() -> None:
    opened = Opened(large())
    record = replace(large(), briefs=opened)
    assert list(made_of(actors_outputs, record))
    assert list(made_of(issues_outputs, record))
    assert opened.slugs == set()
    home_page(record)
    shown = NEWEST_ISSUES + NEWEST_BRIEFINGS + NEWEST_QUESTIONS
    assert NEWEST_BRIEFINGS <= len(opened.slugs) <= shown
    opened.slugs.clear()
    for page in made_of(briefings_outputs, record):
        assert opened.slugs == {entry.link.href.removesuffix(".md") for entry in page.briefings}
        opened.slugs.clear()
    # A question's page shows its briefing and the answering one.
    for listing in made_of(questions_outputs, record):
        assert len(opened.slugs) <= 2 * LIMIT
        assert bool(opened.slugs) is bool(
            listing.newest
            if isinstance(listing, QuestionsPage)
            else listing.group
            if isinstance(listing, IssueQuestionsPage)
            else listing.questions
        )
        opened.slugs.clear()


def test_a_short_index_of_briefings_is_one_page() -> None:
    record = record_of(briefing(f"s{n:03}", DAY + timedelta(days=n)) for n in range(LIMIT))
    (page,) = made_of(briefings_outputs, record)
    assert isinstance(page, BriefingsPage)
    assert [entry.link.href for entry in page.briefings] == [f"{slug}.md" for slug in record.briefs]
    assert page.parts == ()


def test_a_long_index_of_briefings_has_the_newest_and_the_years() -> None:
    record = record_of(briefing(f"s{n:03}", date(2029 + n % 3, 1, 1 + n % 28)) for n in range(LIMIT + 20))
    page, *parts = made_of(briefings_outputs, record)
    assert isinstance(page, BriefingsPage)
    assert [entry.link.href for entry in page.briefings] == [
        f"{slug}.md" for slug in list(record.days)[:NEWEST]
    ]
    assert [(entry.link, entry.count) for entry in page.parts] == [
        (Link(year, f"in_{year}.md"), 40) for year in (2031, 2030, 2029)
    ]
    assert [part.path for part in parts] == [f"briefs/in_{year}.md" for year in (2031, 2030, 2029)]
    middle = parts[1]
    assert isinstance(middle, BriefingsPartPage)
    assert middle.title == 2030
    assert {entry.date.year for entry in middle.briefings} == {2030}
    around = middle.around
    assert (around.up, around.before, around.after) == (
        Link(phrase("navigation.briefings"), "index.md"),
        Link(2031, "in_2031.md"),
        Link(2029, "in_2029.md"),
    )


def test_actors_have_a_page_a_kind_and_a_crowded_kind_a_page_a_letter() -> None:
    actors = {f"p{n}": actor(f"{'ÁB'[n % 2]}{n:03}") for n in range(LIMIT + 2)}
    actors |= {"velmar": actor("Velmar", "state")}
    page, *parts = made_of(actors_outputs, record_of([briefing("first", DAY)], actors))
    assert isinstance(page, ActorsPage)
    assert [(english().said(entry.link.text), entry.link.href, entry.count) for entry in page.parts] == [
        ("States", "kind_state.md", 1),
        ("People", "kind_person.md", LIMIT + 3),
    ]
    shown = [
        (p.path, english().said(p.title), p.count, len(p.actors))
        for p in parts
        if isinstance(p, ActorsPartPage)
    ]
    assert shown == [
        ("actors/kind_state.md", "States", 1, 1),
        ("actors/kind_person.md", "People", LIMIT + 3, 0),
        ("actors/kind_person_a.md", "People: A", LIMIT // 2 + 1, LIMIT // 2 + 1),
        ("actors/kind_person_b.md", "People: B", LIMIT // 2 + 1, LIMIT // 2 + 1),
        ("actors/kind_person_m.md", "People: M", 1, 1),
    ]
    letter = parts[2]
    assert isinstance(letter, ActorsPartPage)
    assert letter.around.up == Link(phrase("kinds_of_actors.person"), "kind_person.md")
    assert (letter.around.before, letter.around.after) == (None, Link("B", "kind_person_b.md"))


def test_an_issue_is_listed_with_what_there_is_on_it() -> None:
    briefs = [
        briefing("first", DAY, [position("a"), position("b")], [question("q", issue="ship")]),
        briefing("second", DAY + timedelta(days=3), questions=[question("r", "overtaken", issue="ship")]),
    ]
    (page,) = made_of(issues_outputs, record_of(briefs, issues=["Bread"]))
    assert isinstance(page, IssuesPage)
    assert page.issues == (
        IssueEntry(Link("Bread", "issue-0.md"), 0, 0, None),
        IssueEntry(Link("The ship", "ship.md"), 2, 1, DAY + timedelta(days=3)),
    )


def test_issues_over_the_limit_have_a_page_a_letter() -> None:
    page, *parts = made_of(
        issues_outputs, record_of([briefing("first", DAY)], issues=[f"Ü{n:03}" for n in range(150)])
    )
    assert isinstance(page, IssuesPage)
    assert page.issues == ()
    assert [part.path for part in parts] == [
        *("issues/letter_t.md", "issues/letter_u.md", "issues/letter_u_1.md", "issues/letter_u_2.md")
    ]


def test_home_has_the_newest_and_counts_of_the_rest() -> None:
    home = large_pages()["index.md"]
    assert isinstance(home, HomePage)
    newest = list(large().briefs)[:NEWEST_BRIEFINGS]
    assert [entry.link.href for entry in home.briefings] == [f"briefs/{slug}.md" for slug in newest]
    assert {type(entry) for entry in home.briefings} == {BriefingEntry}
    assert [entry.status for entry in home.questions] == ["open"] * NEWEST_QUESTIONS
    assert len(home.issues) == NEWEST_ISSUES
    assert home.open_questions == sum(question.status == "open" for question in large().questions)
    assert home.positions == SIZE * 2
    counts = (home.all_briefings, home.all_actors, home.all_issues, home.all_questions)
    assert [entry.count for entry in counts] == [SIZE, SIZE + 1, SIZE // 4 + 1, SIZE]


def test_a_briefing_links_to_its_neighbours() -> None:
    pages = list(pages_of(record_of(briefing(f"s{n}", DAY + timedelta(days=n // 2)) for n in range(4))))
    beside = [(p.path, p.newer, p.older) for p in pages if isinstance(p, BriefingPage)]
    links = {slug: Link(f"Briefing {slug}", f"{slug}.md") for slug in ("s0", "s1", "s2", "s3")}
    assert beside == [
        ("briefs/s2.md", None, links["s3"]),
        ("briefs/s3.md", links["s2"], links["s0"]),
        ("briefs/s0.md", links["s3"], links["s1"]),
        ("briefs/s1.md", links["s0"], None),
    ]


@pytest.mark.parametrize(
    ("title", "language", "written"),
    [
        (None, "de", '<span lang="de" dir="ltr">Ship delayed again</span>'),
        (None, "ar", '<span lang="ar" dir="rtl">Ship delayed again</span>'),
        (None, "en", "Ship delayed again"),
        ("Own title", "ar", "Own title"),
    ],
)
def test_a_headline_in_another_language_is_marked_as_such(
    title: str | None, language: str, written: str
) -> None:
    foreign = briefing("b", DAY, questions=[question("q")], title=title, language=language)
    record = record_of([briefing("a", DAY), foreign, briefing("c", DAY)])
    pages = {page.path: RENDERER.render(page) for page in pages_of(record)}
    for path, href in (
        ("index.md", "briefs/b.md"),
        ("briefs/index.md", "b.md"),
        ("briefs/a.md", "b.md"),
        ("briefs/c.md", "b.md"),
        ("questions.md", "briefs/b.md"),
    ):
        assert f"[{written}]({href})\n" in pages[path], path
    # A question is an editor's text.
    assert "[Will it sail, q?](briefs/b.md#q)\n" in pages["questions.md"]


NEW = """\
title: Vorn asks for pilots
date: {day}
summary: Dalia Vorn asks for pilots.
source:
  file: made-up.txt
  publisher: The Lindesk Mercury
actors:
  - id: dalia-vorn
positions:
  - actor: dalia-vorn
    issue: pilotage
    says: More pilots are needed.
    passage: We need pilots
open_questions:
  - ask: Who pays for them?
    issue: shipping-costs
  - ask: Does she ask for pilots?
    status: answered
    answer: She does.
    answered_by: vorn-asks#dalia-vorn-we-need-pilots
"""


@pytest.mark.parametrize(
    ("day", "neighbours"),
    [
        ("2031-10-30", {"pilots-are-short", "collision-off-kellmouth"}),
        ("2032-03-01", {"draft-accord-initialled"}),
    ],
)
def test_a_new_briefing_changes_only_the_pages_that_it_concerns(
    tmp_path: Path, day: str, neighbours: set[str]
) -> None:
    shutil.copytree(PROGRAM / "examples" / "sarrow-strait", tmp_path / "site")
    site = Site(tmp_path / "site")
    before = rendered(site)
    site.write(
        "seeds/made-up.txt", "Vorn asks for pilots\n“We need pilots,” Dalia Vorn said.\nBy Ilse Tarn\n"
    )
    site.write("briefs/vorn-asks.yml", NEW.format(day=day))
    after = rendered(site)
    assert {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)} == {
        *(f"briefs/{slug}.md" for slug in neighbours | {"vorn-asks", "index"}),
        *("actors/index.md", "actors/dalia-vorn.md", "outlets/index.md", "outlets/the-lindesk-mercury.md"),
        *("issues/index.md", "issues/pilotage.md", "issues/shipping-costs.md"),
        *("index.md", "questions.md"),
    }


def rendered(site: Site) -> dict[str, str]:
    return {page.path: RENDERER.render(page) for page in pages_of(record_of_site(site))}

"""The pages of actors and issues: positions over time and changes, in any number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from playwright.sync_api import Page as BrowserPage
from selectolax.lexbor import LexborHTMLParser, LexborNode

from helpers.building import PROGRAM, Site, built, copy_of
from helpers.checked import record_of as record_of_site
from helpers.made_records import (
    DAY,
    STANCES,
    Opened,
    actor,
    briefing,
    made_of,
    question,
    record_of,
    said,
)
from helpers.publishing import finished_page
from onrecord.articles.reading import parse_article
from onrecord.languages import english
from onrecord.markdown.rendering import Renderer
from onrecord.mkdocs_yml.settings import UNSAID
from onrecord.pages.actor import SILENT, ActorPage, actor_outputs
from onrecord.pages.briefing import BriefingContext, briefing_page
from onrecord.pages.catalogue import Page
from onrecord.pages.entries import PositionEntry
from onrecord.pages.issue import MARKS, QUESTIONS_SHOWN, STANDINGS, IssuePage, StandingRow, issue_outputs
from onrecord.pages.positions import NEWEST, PositionGroup, PositionsPage
from onrecord.pages.shortening import shown_words, whole_texts
from onrecord.pages.splitting import LIMIT
from onrecord.publishing.finishing.matrix import finished_issue
from onrecord.record import Anchor, AnchoredPosition, Basis, Record
from onrecord.record.columns import MAX_PERIODS
from onrecord.schema.models import Stance
from onrecord.text.dates import Month
from onrecord.text.spans import Span

RENDERER = Renderer((PROGRAM / "templates" / "markdown",))
HTML_BYTES = 150_000
POSITIONS = 2500


def first(pages: Iterator[Page]) -> Page:
    return next(pages)


def actor_page(record: Record, actor_id: str = "mira") -> ActorPage:
    page = first(made_of(actor_outputs, record, actor_id))
    assert isinstance(page, ActorPage)
    return page


def issue_page(record: Record, issue_id: str = "ship") -> IssuePage:
    page = first(made_of(issue_outputs, record, issue_id))
    assert isinstance(page, IssuePage)
    return page


def entries(groups: Sequence[PositionGroup]) -> list[PositionEntry]:
    return [entry for group in groups for entry in group.positions]


def html_of(page: Page, record: Record | None = None) -> LexborHTMLParser:
    """What MkDocs makes of a page, but for the frame."""
    _, _, body = finished_page(page, RENDERER, record).removeprefix("---\n").partition("\n---\n")
    extensions = ["toc", "tables", "fenced_code", "attr_list", "def_list"]
    html = markdown.markdown(body, extensions=extensions)
    return LexborHTMLParser(finished_issue(html, english()) if isinstance(page, IssuePage) else html)


def rows_of(page: IssuePage) -> list[StandingRow]:
    return [row for group in page.standings for row in group.rows]


def texts_of(nodes: Iterable[LexborNode]) -> list[str]:
    return [" ".join(node.text().split()) for node in nodes]


def text_after(tree: LexborHTMLParser, heading: str) -> str:
    """The text from a heading to the next one of the same level."""
    node = tree.css_first(f"#{heading}")
    assert node is not None, heading
    words, after = [], node.next
    while after is not None and after.tag != node.tag:
        words.append(after.text())
        after = after.next
    return " ".join(" ".join(words).split())


# --- an actor -----------------------------------------------------------------------------------


def test_positions_are_by_issue_and_day_the_newest_first() -> None:
    record = record_of(
        [
            briefing("b1", DAY, [said("p1", issue="issue-0"), said("p2", on=DAY - timedelta(9))]),
            briefing("b2", DAY + timedelta(1), [said("p3", on=DAY - timedelta(5)), said("p4")]),
        ],
        issues=["Fish"],
    )
    page = actor_page(record)
    assert [(group.id, [entry.says for entry in group.positions]) for group in page.groups] == [
        ("ship", ["Waits, p4.", "Waits, p3.", "Waits, p2."]),
        ("issue-0", ["Waits, p1."]),
    ]
    newest, told_later, _ = page.groups[0].positions
    assert (newest.day, newest.said, newest.briefed) == (DAY + timedelta(1), False, DAY + timedelta(1))
    assert (told_later.day, told_later.said) == (DAY - timedelta(5), True)
    assert told_later.link.href == "../briefs/b2.md#p3"
    headings = [node.attributes["id"] for node in html_of(page).css("h3")]
    assert headings[:2] == ["issue_ship", "issue_issue-0"]


def test_a_change_stands_in_two_wordings_with_their_days() -> None:
    record = record_of(
        [
            briefing("b1", DAY, [said("p1", "for")]),
            briefing("b2", DAY + timedelta(1), [said("p2", "against", relayed_by="ilse")]),
        ],
        {"ilse": actor("Ilse")},
    )
    page = actor_page(record)
    (change,) = page.changes
    assert change.kind == "reversed"
    assert [wording.entry.stance for wording in change.wordings] == ["for", "against"]
    tree = html_of(page)
    columns = tree.css("h3[id^=change_] + ul > li")
    assert [" ".join(column.text().split()) for column in columns] == [
        "For events of 3 March 2031 “We are waiting,” she said. Quoted · The Tide · Briefing b1",
        (
            "Against events of 4 March 2031 “We are waiting,” she said."
            " Second-hand, via Ilse (quoted) · The Tide · Briefing b2"
        ),
    ]
    links = [column.css_first("a[href*='#']") for column in columns]
    assert [link and link.attributes["href"] for link in links] == [
        "../briefs/b1.md#p1",
        "../briefs/b2.md#p2",
    ]
    later, _ = entries(page.groups)
    assert later.changed_from is not None
    assert later.changed_from.link.href == "../briefs/b1.md#p1"
    # In the list, one line leads to the words above.
    lines = text_after(tree, "stated_positions")
    assert "Against · events of 4 March 2031 · Words above" in lines
    assert "We are waiting" not in lines
    ids = [link.attributes["href"] for link in tree.css("a[href^='#change_']")]
    assert ids == ["#change_b2_p2", "#change_b2_p2"]


def test_who_relays_whom() -> None:
    record = record_of(
        [
            briefing("b1", DAY, [said("p1", relayed_by="ilse"), said("p2", relayed_by="jon"), said("p3")]),
            briefing("b2", DAY + timedelta(1), [said("p4", relayed_by="ilse"), said("p5", who="jon")]),
        ],
        {"ilse": actor("Ilse"), "jon": actor("Jon")},
    )
    relayed = actor_page(record).relayed_by
    assert [(entry.actor.text, entry.count) for entry in relayed] == [("Ilse", 2), ("Jon", 1)]
    assert [(link.text, link.href) for link in relayed[0].positions] == [
        (date(2031, 3, 4), "../briefs/b2.md#p4"),
        (date(2031, 3, 3), "../briefs/b1.md#p1"),
    ]
    (relays,) = actor_page(record, "ilse").relays
    assert (relays.actor.text, relays.count) == ("Mira", 2)
    assert actor_page(record, "ilse").relayed_by == ()


def test_roles_are_as_they_were_at_each_time() -> None:
    page = actor_page(record_of_example(), "hanno-quill")
    assert [(role.title, role.first, role.last) for role in page.roles] == [
        ("Head of operations at Greyfinch Line", date(2031, 1, 14), date(2031, 4, 22)),
        (
            "Director of the Sarrow Channel Authority, until June head of operations at Greyfinch Line",
            date(2031, 7, 9),
            date(2031, 10, 21),
        ),
        ("Director of the Sarrow Channel Authority", date(2031, 11, 18), date(2031, 11, 18)),
    ]


def test_members_are_named() -> None:
    page = actor_page(record_of_example(), "torvane")
    names = [str(member.text) for member in page.members]
    assert names[1:3] == ["Mirel Anstrade", "Harbour Party"]  # By last name, among the others.
    assert names[-1] == "Dalia Vorn"
    assert len(names) == page.members_count > 2
    assert "**Of Torvane:** " in RENDERER.render(page)


def test_silent_ones_are_counted() -> None:
    briefs = [replace(briefing(f"b{n:03}", DAY + timedelta(n)), silent=("mira",)) for n in range(SILENT + 3)]
    page = actor_page(record_of(briefs))
    assert (len(page.silent), page.silent_count) == (SILENT, SILENT + 3)
    assert page.silent[0].link.href == f"../briefs/b{SILENT + 2:03}.md"
    said_so = text_after(html_of(page), "without_a_position")
    assert f"The newest {SILENT} of {SILENT + 3}." in said_so


def test_only_emptiness_that_is_news_is_said() -> None:
    tree = html_of(actor_page(record_of([])))
    assert text_after(tree, "stated_positions").startswith("No briefing records a position of theirs. They")
    assert tree.css("#the_roles, #changes_of_position, #the_relayed, #without_a_position, ul") == []
    tree = html_of(actor_page(record_of([briefing("b", DAY, [said("p", "for")])])))
    assert text_after(tree, "changes_of_position").startswith("No change of position is recorded.")
    tree = html_of(issue_page(record_of([])))
    assert text_after(tree, "where_they_stand") == "No positions are recorded yet."
    assert text_after(tree, "open_questions").startswith("There are no open questions on this issue.")
    assert tree.css("table, figure, #stated_positions, #about_this_issue, ul") == []


# --- an issue -----------------------------------------------------------------------------------


def test_the_table_has_a_row_for_each_actor_in_the_order_of_their_stances() -> None:
    record = record_of(
        [
            briefing("b1", DAY, [said("p1", "against"), said("p2", "for", "ilse"), said("p3", None, "jon")]),
            briefing("b2", DAY + timedelta(1), [said("p4", "conditional"), said("p5", None, "mira")]),
            briefing("b3", DAY + timedelta(1), [said("p6", "for", "zoe")]),
        ],
        {"ilse": actor("Ilse"), "jon": actor("Jon", "state"), "zoe": actor("Zoe Abel")},
    )
    page = issue_page(record)
    tree = html_of(page)
    rows = [texts_of(row.css("th, td")) for row in tree.css("tbody tr")]
    assert rows == [
        ["For 2 actors"],
        [
            "Zoe Abel",
            "We are waiting Quoted · The Tide, events of 4 March 2031",
            "",
            "Zoe Abel: For 4 Mar 2031",
        ],
        ["Ilse", "We are waiting Quoted · The Tide, events of 3 March 2031", "Ilse: For 3 Mar 2031", ""],
        ["Conditional 1 actor"],
        [
            "Mira Mira: Moved",
            "We are waiting Quoted · The Tide, events of 4 March 2031",
            "Mira: Against 3 Mar 2031",
            "→ Mira: Conditional 4 Mar 2031",
        ],
        ["No stance given 1 actor"],
        ["Jon", "We are waiting Quoted · The Tide, events of 3 March 2031", "Jon: Spoke 3 Mar 2031", ""],
    ]
    links = [link.attributes["href"] for link in tree.css("#now_mira a")]
    assert links == [
        "../actors/mira.md",
        "../actors/mira.md#change_b2_p4",
        "../briefs/b2.md#p4",
        "../briefs/b1.md#p1",
        "../briefs/b2.md#p4",
    ]
    names = [
        (texts_of([item]), [a.attributes["href"] for a in item.css("a")])
        for item in tree.css("h1 ~ ul")[0].css("li")
    ]
    assert names == [
        (["For 2 actors: Zoe Abel, Ilse"], ["#now_zoe", "#now_ilse"]),
        (["Conditional 1 actor: Mira"], ["#now_mira"]),
        (["No stance given 1 actor: Jon"], ["#now_jon"]),
    ]
    # What the table has no words of.
    assert [entry.link.href for entry in entries(page.groups)] == ["../briefs/b2.md#p5", "../briefs/b1.md#p1"]
    assert "## Other words" in RENDERER.render(page)  # One is of the same day.


def test_on_one_day_the_same_stance_is_one_mark_and_none_is_earlier() -> None:
    record = record_of(
        [
            briefing("b1", DAY, [said("p1", "for"), said("p2", "for")]),
            briefing(
                "b2", DAY, [said("p3", "for"), said("p4", "against", "ilse"), said("p5", "for", "ilse")]
            ),
        ],
        {"ilse": actor("Ilse")},
    )
    page = issue_page(record)
    tree = html_of(page)
    assert texts_of(tree.css("#now_mira .at")) == ["Mira: For 3 Mar 2031 in 2 articles"]
    assert texts_of(tree.css("#now_ilse .at")) == ["Ilse: For 3 Mar 2031 Ilse: Against 3 Mar 2031"]
    assert "Earlier" not in RENDERER.render(page)
    assert tree.css(".turn") == []


@pytest.mark.parametrize(
    ("stances", "said_of_it", "kind"),
    [
        (["for", "against"], "Reversed", "reversed"),
        (["conditional", "for"], "Moved", "moved"),
        (["unclear", "for"], "Became clear", "became-clear"),
        (["against", "unclear"], "Became unclear", "became-unclear"),
        (["against", "unclear", "for"], "Reversed", "reversed"),
        (["for", "against", "conditional"], "Moved", "moved"),  # the newest of two
        (["for", None, "for"], None, None),
        ([None, "for"], None, None),
    ],
)
def test_the_row_of_an_actor_says_how_their_position_changed(
    stances: list[Stance | None], said_of_it: str | None, kind: str | None
) -> None:
    days = [DAY + timedelta(number) for number in range(len(stances))]
    briefs = [briefing(f"b{n}", day, [said(f"p{n}", stances[n])]) for n, day in enumerate(days)]
    elsewhere = briefing("e", DAY, [said("e0", "for", issue="issue-0"), said("e1", "for", "ilse")])
    record = record_of([*briefs, elsewhere], {"ilse": actor("Ilse")}, issues=["Fish"])
    tree = html_of(issue_page(record))
    found = tree.css(".matrix [class^=change-]")
    if said_of_it is None:
        assert found == []
        return
    (mark,) = found
    assert texts_of([mark]) == [f"Mira: {said_of_it}"]
    assert mark.attributes["class"] == f"change-{kind}"
    row = mark.parent.parent if mark.parent else None
    assert row is not None
    assert row.attributes["id"] == "now_mira"
    newest = len(stances) - 1
    assert mark.attributes["href"] == f"../actors/mira.md#change_b{newest}_p{newest}"


def test_a_change_that_its_actors_page_no_longer_tells_leads_to_the_new_position() -> None:
    """An actor's page tells ten changes.  The link below the name says nothing of whose words are shown."""
    names = [f"N{number}" for number in range(11)]
    statements = []
    for number in range(11):
        old, new = DAY + timedelta(2 * number), DAY + timedelta(2 * number + 1)
        issue = f"issue-{number}"
        statements += [
            briefing(f"old{number}", old, [said("p", "for", issue=issue)]),
            briefing(f"new{number}", new, [said("q", "against", issue=issue)]),
        ]
    record = record_of(statements, issues=names)
    told = [change.id for change in actor_page(record).changes]
    assert told == [f"change_new{number}_q" for number in range(10, 0, -1)]
    hrefs = []
    for number in range(11):
        tree = html_of(issue_page(record, f"issue-{number}"))
        hrefs += [mark.attributes["href"] for mark in tree.css(".matrix .change-reversed")]
        (words,) = tree.css(".matrix mark")
        assert words.attributes["data-passage"] == f"new{number}#q/1"
    on_actors_page = [f"../actors/mira.md#change_new{number}_q" for number in range(1, 11)]
    assert hrefs == ["../briefs/new0.md#q", *on_actors_page]


@pytest.mark.parametrize(("name", "least"), [("example", 7), ("strait", 1)])
def test_the_mark_of_a_change_leads_to_both_of_its_wordings(name: str, least: int) -> None:
    """On the published pages: the same word, the same actor, the same issue."""
    site, marks = built(name), 0
    for path in sorted((site.html / "issues").glob("*.html")):
        tree = LexborHTMLParser(path.read_text(encoding="utf-8"))
        title = tree.css_first("h1")
        for row in tree.css(".matrix tr[id]"):
            changed = {"turned" in (cell.attributes.get("class") or "").split() for cell in row.css("td")}
            found = row.css("th [class^=change-]")
            assert len(found) == (True in changed), (path.name, row.attributes["id"])
            for mark in found:
                address, _, anchor = (mark.attributes["href"] or "").partition("#")
                there = LexborHTMLParser((path.parent / address).resolve().read_text(encoding="utf-8"))
                heading = there.css_first(f"#{anchor}")
                assert heading is not None
                assert heading.tag == "h3"
                assert title is not None
                who, _, word = mark.text().partition(": ")
                assert texts_of(heading.css("[class^=change-], a[href]")) == [word, title.text()]
                h1 = there.css_first("h1")
                assert h1 is not None
                assert h1.text() == who
                marks += 1
    assert marks >= least


@pytest.mark.parametrize("name", ["example", "strait", "lake-toll"])
def test_the_legend_of_an_issue_has_the_signs_of_its_table_and_no_others(name: str) -> None:
    site, tables = built(name), 0
    about = LexborHTMLParser((site.html / "about.html").read_text(encoding="utf-8"))
    for path in sorted((site.html / "issues").glob("*.html")):
        tree = LexborHTMLParser(path.read_text(encoding="utf-8"))
        if not tree.css(".matrix"):
            assert not tree.css(".legend"), path.name
            continue
        tables += 1
        (legend,) = tree.css(".legend")
        for sign in ("of-", "basis-"):
            shown = {node.attributes["class"] for node in tree.css(f".matrix [class^={sign}]")}
            named = [node.attributes["class"] for node in legend.css(f"[class^={sign}]")]
            assert len(named) == len(set(named))
            assert set(named) == shown, path.name
        lines = [node.text() for node in legend.css(".line")]
        between, turned = tree.css(".matrix td.from"), tree.css(".matrix td.turned")
        assert lines == ["same stance", "changed"][: bool(between) + bool(turned)]
        terms = [link.text() for link in legend.css("a")][-2:]
        assert (terms == ["stance", "proposition"]) == bool(tree.css(".matrix tr.stance"))
        for link in legend.css("a"):
            page, _, anchor = (link.attributes["href"] or "").partition("#")
            assert page == "../about.html"
            assert about.css(f"#{anchor}"), anchor
    assert tables >= 1


def test_the_legend_of_an_issue_is_one_line_on_a_desktop(page: BrowserPage) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    legends = 0
    for path in sorted((built("example").html / "issues").glob("*.html")):
        page.goto(path.as_uri())
        for legend in page.locator(".legend").all():
            tops = legend.evaluate("e => [...e.children].map(c => Math.round(c.getBoundingClientRect().top))")
            assert max(tops) - min(tops) < 12, path.name
            legends += 1
    assert legends >= 5


def test_words_of_earlier_days_are_called_earlier() -> None:
    record = record_of([briefing("b1", DAY, [said("p1", "for"), said("p2", "for", on=DAY - timedelta(1))])])
    text = RENDERER.render(issue_page(record))
    assert "## Earlier words" in text
    # A month that the day is in is not certainly earlier.
    record = record_of([briefing("b1", DAY, [said("p1", "for"), said("p2", "for", on=Month(2031, 3))])])
    assert "## Other words" in RENDERER.render(issue_page(record))


def test_an_issue_with_one_position_has_no_other_words() -> None:
    page = issue_page(record_of([briefing("b1", DAY, [said("p1", "for")])]))
    tree = html_of(page)
    assert len(tree.css(".matrix tr[id]")) == len(tree.css(".at")) == 1
    assert tree.css("#stated_positions") == []


def test_an_issue_without_stances_has_no_groups() -> None:
    positions = [said("p1", None), said("p2", None, "ilse"), said("p3", None, on=DAY - timedelta(2))]
    page = issue_page(record_of([briefing("b1", DAY, positions)], {"ilse": actor("Ilse Abel")}))
    tree = html_of(page)
    assert not page.has_stances
    assert tree.css("ul")[0].css("a[href^='#now']") == []
    assert texts_of(tree.css("tbody th")) == ["Ilse Abel", "Mira"]
    assert texts_of(tree.css("#now_mira .at")) == ["Mira: Spoke 1 Mar 2031", "Mira: Spoke 3 Mar 2031"]


def test_what_is_before_the_columns_is_a_path() -> None:
    days = [DAY + timedelta(100 * number) for number in range(16)]
    positions = [said(f"p{n}", STANCES[n % 4], on=day) for n, day in enumerate(days)]
    page = issue_page(record_of([briefing("b1", days[-1], positions)]))
    (row,) = rows_of(page)
    assert len(page.columns) == len(row.cells) == MAX_PERIODS
    before = len(positions) - sum(len(cell.marks) + cell.more for cell in row.cells)
    assert len(row.before.marks) == MARKS
    assert row.before.more == before - MARKS > 0
    tree = html_of(page)
    assert texts_of(tree.css("thead th"))[2] == "Before October 2032"
    (path,) = texts_of(tree.css("#now_mira td")[1:2])
    assert path.startswith(f"{row.before.more} more, then → Mira: ")
    assert path.count(" 203") == MARKS  # Each with its day.


def test_open_questions_stand_apart_from_the_others() -> None:
    questions = [question("q1", issue="ship"), question("q2", "overtaken", issue="ship")]
    page = issue_page(record_of([briefing("b1", DAY, [], questions)]))
    assert [entry.link.href for entry in page.questions] == ["../briefs/b1.md#q1"]
    assert [entry.link.href for entry in page.closed] == ["../briefs/b1.md#q2"]
    many = [question(f"q{n}", issue="ship") for n in range(QUESTIONS_SHOWN + 5)]
    page = issue_page(record_of([briefing("b1", DAY, [], many)]))
    assert len(page.questions) == QUESTIONS_SHOWN
    assert f"The newest {QUESTIONS_SHOWN} of {QUESTIONS_SHOWN + 5}." in RENDERER.render(page)
    assert "closed_questions" not in RENDERER.render(page)


# --- much of it ---------------------------------------------------------------------------------


@cache
def much() -> Record:
    """An actor and an issue with 2,500 positions, some days with very many, and 150 actors."""
    others = {f"actor-{n}": actor(f"Actor number {n}") for n in range(150)}
    briefs = []
    for number in range(POSITIONS // 2):
        # A tenth of them are in one month, the others over three years.
        spread = number % 28 if number % 10 == 0 else number % 1100
        other = f"actor-{number % len(others)}"
        positions = [
            said("p0", STANCES[number // 7 % 5], on=DAY + timedelta(spread), relayed_by=other),
            said("p1", STANCES[number // 3 % 5]),
            said("p2", STANCES[number % 5], other),
        ]
        made = briefing(f"b{number}", DAY + timedelta(spread), positions)
        briefs.append(replace(made, silent=("actor-0",)))
    return record_of(briefs, others)


@cache
def pages_of_much() -> tuple[Page, ...]:
    return (
        *made_of(actor_outputs, much(), "mira"),
        *made_of(actor_outputs, much(), "actor-0"),
        *made_of(issue_outputs, much(), "ship"),
    )


def test_the_page_shows_the_newest_and_the_parts_show_all() -> None:
    for pages, total in (
        (list(made_of(actor_outputs, much(), "mira")), POSITIONS),
        (list(made_of(issue_outputs, much(), "ship")), POSITIONS + POSITIONS // 2),
    ):
        page = pages[0]
        assert isinstance(page, ActorPage | IssuePage)
        shown = sorted(entries(page.groups), key=lambda entry: str(entry.day), reverse=True)
        assert len(shown) == NEWEST
        above = {row.latest.link.href for row in rows_of(page)} if isinstance(page, IssuePage) else set()
        assert page.positions_count == sum(part.count for part in page.parts) == total
        parts = [part for part in pages[1:] if isinstance(part, PositionsPage)]
        assert len(parts) == len(pages) - 1
        listed = [entry for part in parts for entry in entries(part.groups)]
        assert Counter(entry.link.href for entry in listed).most_common(1)[0][1] == 1
        assert len(listed) == total
        others = [entry for entry in listed if entry.link.href not in above]
        newest = sorted(others, key=lambda entry: str(entry.day), reverse=True)[:NEWEST]
        assert [entry.day for entry in newest] == [entry.day for entry in shown]
        assert all(len(entries(part.groups)) <= LIMIT for part in parts)
        assert {bool(part.groups) for part in parts} == {True, False}


def test_every_part_is_reached_and_leads_back() -> None:
    pages = {page.path: page for page in made_of(actor_outputs, much(), "mira")}
    reached, waiting = {"actors/mira.md"}, ["actors/mira.md"]
    while waiting:
        page = pages[waiting.pop()]
        assert isinstance(page, ActorPage | PositionsPage)
        below = {f"actors/{part.link.href}" for part in page.parts} - reached
        reached |= below
        waiting += below
    assert reached == set(pages)
    assert "actors/mira_2031.md" in pages
    assert "actors/mira_2031-03_2.md" in pages
    for page in pages.values():
        if isinstance(page, PositionsPage):
            assert f"actors/{page.around.up.href}" in pages
            assert page.path.startswith(f"actors/{page.around.up.href.removesuffix('.md')}")


def test_no_page_is_heavy_and_no_list_long() -> None:
    for page in pages_of_much():
        tree = html_of(page)
        assert len((tree.html or "").encode()) <= HTML_BYTES, page.path
        assert max((len(node.css("li")) for node in tree.css("ul")), default=0) <= LIMIT, page.path
        assert len(tree.css("tbody tr[id]")) <= STANDINGS


def test_what_the_table_leaves_out_is_said() -> None:
    page = issue_page(much())
    assert len(rows_of(page)) == page.rows_count == STANDINGS < page.actors_count == 151
    assert sum(group.count for group in page.standings) == 151
    text = RENDERER.render(page)
    assert f"The {STANDINGS} of 151 actors who spoke most recently" in text
    # Those who spoke last, with any stance.
    assert {row.latest.stance for row in rows_of(page)} == set(STANCES)
    # More names than can be read at once are folded; each stance has its number.
    tree = html_of(page)
    summaries = texts_of(tree.css("details > summary"))
    assert summaries == [
        f"{(group.stance or 'No stance given').capitalize()} {group.count} actors:"
        for group in page.standings
    ]
    left_out = [group.count - len(group.rows) for group in page.standings]
    folded = texts_of(tree.css("details"))
    assert [line.endswith(f"and {number} more") for line, number in zip(folded, left_out, strict=True)] == [
        number > 0 for number in left_out
    ]
    # Columns are quarters or months, and no cell is long.
    assert len(page.columns) <= MAX_PERIODS
    assert all(len(cell.marks) <= MARKS for row in rows_of(page) for cell in (*row.cells, row.before))
    assert any(cell.more for row in rows_of(page) for cell in row.cells)


@pytest.mark.parametrize("pages", [actor_outputs, issue_outputs])
def test_only_what_is_shown_is_opened(pages: object) -> None:
    opened = Opened(much())
    record = replace(much(), briefs=opened)
    for page in (
        made_of(actor_outputs, record, "mira")
        if pages is actor_outputs
        else made_of(issue_outputs, record, "ship")
    ):
        assert isinstance(page, ActorPage | IssuePage | PositionsPage)
        shown = len(entries(page.groups))
        shown += 2 * len(page.changes) if isinstance(page, ActorPage) else 0
        shown += page.rows_count if isinstance(page, IssuePage) else 0
        assert len(opened.slugs) <= shown, page.path
        opened.slugs.clear()


def test_pages_are_the_same_every_time() -> None:
    again = (
        *made_of(actor_outputs, much(), "mira"),
        *made_of(actor_outputs, much(), "actor-0"),
        *made_of(issue_outputs, much(), "ship"),
    )
    assert again == pages_of_much()


# --- the article's words ------------------------------------------------------------------------

texts = st.lists(st.text("ab \u0301和", min_size=1, max_size=8), min_size=1, max_size=3)


@given(st.lists(texts, max_size=6), st.integers(0, 120))
def test_words_are_shown_whole_the_shortest_first(entries: list[list[str]], room: int) -> None:
    shown = whole_texts(entries, room)
    kept = [texts[:number] for texts, number in zip(entries, shown, strict=True)]
    left = room - sum(len(text.encode()) for texts in kept for text in texts)
    assert left >= 0
    more = [texts[: number + 1] for texts, number in zip(entries, shown, strict=True) if number < len(texts)]
    if more:
        # Hidden texts are longer than all shown ones, and the shortest of them does not fit.
        first = min(more, key=lambda texts: sum(map(len, texts)))
        length = sum(map(len, first))
        assert all(sum(map(len, texts)) <= length for texts in kept)
        of_that_length = [texts for texts in more if sum(map(len, texts)) == length]
        assert any(len(texts[-1].encode()) > left for texts in of_that_length)


# --- in the examples ----------------------------------------------------------------------------


@cache
def record_of_example() -> Record:
    return record_of_site(Site(PROGRAM / "examples" / "sarrow-strait"))


def test_words_in_another_language_are_marked_as_such() -> None:
    page = actor_page(record_of_example(), "layan-madrous")
    tree = html_of(page)
    foreign = tree.css("blockquote p[lang=ar][dir=rtl]")
    assert len(foreign) >= 4
    assert len(tree.css("#changes_of_position ~ ul p[lang=ar]")) >= 2
    passages = html_of(issue_page(record_of_example(), "channel-levy")).css(".words > [lang=ar][dir=rtl]")
    assert len(passages) == 2


def test_a_headline_that_stands_for_a_title_is_in_the_articles_language(tmp_path: Path) -> None:
    site = copy_of("strait", tmp_path)
    site.edit("briefs/qasira-offers-to-mediate.yml", "title: Qasira offers to mediate\n", "")
    tree = html_of(actor_page(record_of_site(site), "salem-al-wahi"))
    links = tree.css("a:has(> span[lang=ar][dir=rtl])")
    (target,) = {(link.attributes["href"] or "").partition("#")[0] for link in links}
    assert target == "../briefs/qasira-offers-to-mediate.md"


def test_who_speaks_to_whom_is_drawn_and_said() -> None:
    record = record_of_example()
    slug = "qadmar-would-accept-levy-without-grain"
    page = briefing_page(record, record.briefs[slug], BriefingContext(), UNSAID)
    assert page.speech is not None
    assert [
        (line.speaker.text, line.toward and line.toward.text, line.relayed_by and line.relayed_by.text)
        for line in page.speech.lines
    ] == [
        ("Layan Madrous", "Torvane", None),
        ("Joran Tesk", "Qadmar", "Rafid Sunhaj"),
        ("Maren Oskell", "Qadmar", None),
    ]
    tree = html_of(page, record)
    assert len(tree.css("#who_speaks_to_whom ~ figure svg[role=img]")) == 1
    ids = {node.attributes["id"] for node in tree.css("h4")}
    assert {link.href.removeprefix("#") for line in page.speech.lines for link in line.positions} <= ids


@pytest.mark.parametrize(
    ("positions", "shown"),
    [
        ([said("p1", toward=["ilse"])], False),
        ([said("p1", toward=["ilse"]), said("p2", who="ilse", toward=["mira"])], False),
        ([said("p1", toward=["ilse", "jon"])], True),
        ([said("p1", toward=["ilse"], relayed_by="jon")], True),
        ([said("p1", relayed_by="jon"), said("p2", who="ilse")], False),
        ([said("p1", relayed_by="jon"), said("p2", relayed_by="ilse")], True),
    ],
)
def test_a_diagram_needs_three_actors(positions: list[AnchoredPosition], shown: bool) -> None:
    record = record_of([briefing("b1", DAY, positions)], {"ilse": actor("Ilse"), "jon": actor("Jon")})
    page = briefing_page(record, record.briefs["b1"], BriefingContext(), UNSAID)
    assert (page.speech is not None) is shown
    assert ("who_speaks_to_whom" in RENDERER.render(page)) is shown


@pytest.mark.parametrize("name", ["strait", "real"])
def test_every_mark_leads_to_a_position_of_the_site(name: str) -> None:
    site, marks = built(name).html, 0
    for path in sorted((site / "issues").glob("*.html")):
        for link in LexborHTMLParser(path.read_text("utf-8")).css(".matrix .at a"):
            target, _, fragment = (link.attributes["href"] or "").partition("#")
            page = LexborHTMLParser((path.parent / target).read_text("utf-8"))
            assert page.css(f"h4[id='{fragment}']"), link.attributes["href"]
            marks += 1
    assert marks >= 5


@pytest.mark.parametrize("has_gist", [True, False])
def test_where_there_is_no_room_for_sentences_a_gist_is_shown(has_gist: bool) -> None:
    text = "Ship delayed\n“We are waiting for it,” Mira said on the quay.\n"
    article = parse_article("note.txt", text, "0f" * 32)
    start = text.index("We")
    passage = Anchor((Span(start, text.index(",")),))
    gist = Span(start, text.index(" for it")) if has_gist else None
    stated = AnchoredPosition("one", said("mira").stated, (passage,), Basis.QUOTED, gist)
    record = record_of([replace(briefing("note", DAY, [stated]), article=article)])

    def words(room: int) -> tuple[str, bool]:
        (shown,) = shown_words(record, record.positions_of["mira"], room).values()
        return " ".join(passage.text for passage in shown.passages), shown.is_cut

    assert words(100) == ("“We are waiting for it,” Mira said on the quay.", False)
    assert words(30) == (("We are waiting", True) if has_gist else ("We are waiting for it", False))
    assert words(5) == ("", True)

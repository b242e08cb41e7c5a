"""Questions: their order, their age, and links to and from answering positions."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from helpers.building import Site, copy_of
from helpers.checked import problems_of
from helpers.made_records import briefing, made_of, position, question, record_of
from helpers.whole import pages_of
from onrecord.languages import english
from onrecord.pages.blocks import PositionBlock, QuestionBlock
from onrecord.pages.briefing import BriefingPage
from onrecord.pages.entries import AnswerEntry
from onrecord.pages.links import Link
from onrecord.pages.questions import (
    AT_THE_ENDS,
    FEW,
    IssueQuestionsPage,
    QuestionsPage,
    QuestionsPartPage,
    questions_outputs,
)
from onrecord.record import Record
from onrecord.text.phrases import Duration, phrase

DAY = date(2031, 3, 3)


def after(days: int) -> date:
    return DAY + timedelta(days=days)


def the_page(record: Record) -> QuestionsPage:
    (page,) = made_of(questions_outputs, record)
    assert isinstance(page, QuestionsPage)
    return page


def asked(entries: object) -> list[str]:
    assert isinstance(entries, tuple)
    return [entry.link.href.partition("#")[2] for entry in entries]


@pytest.fixture
def several() -> Record:
    return record_of(
        [
            briefing("first", DAY, questions=[question("b"), question("a")]),
            briefing("second", after(5), questions=[question("late", "answered", "fourth#says")]),
            briefing("third", after(8), questions=[question("c"), question("soon", "answered", "third#says")],
                     positions=[position("says")]),
            briefing("fourth", after(70), [position("says")], [question("gone", "overtaken")]),
            briefing("fifth", after(80), questions=[question("nobody", "answered"), question("new")]),
        ]
    )  # fmt: skip


def test_open_ones_are_newest_first_with_their_age_at_the_newest_briefing(several: Record) -> None:
    page = the_page(several)
    assert page.until == after(80)
    ages = [(entry.link.href, entry.date, entry.age) for entry in page.groups[0].open]
    assert ages == [
        ("briefs/fifth.md#new", after(80), Duration()),
        ("briefs/third.md#c", after(8), Duration(months=2)),
        ("briefs/first.md#b", DAY, Duration(months=2)),
        ("briefs/first.md#a", DAY, Duration(months=2)),
    ]


def test_answers_are_newest_first_and_say_who_and_how_long_it_took(several: Record) -> None:
    page = the_page(several)
    (group,) = page.groups
    assert asked(group.closed) == ["late", "soon", "nobody", "gone"]
    mira = Link("Mira", "actors/mira.md")
    assert [entry.answered_by for entry in group.closed] == [
        AnswerEntry(mira, Link("Waits, says.", "briefs/fourth.md#says"), after(70), Duration(months=2)),
        AnswerEntry(mira, Link("Waits, says.", "briefs/third.md#says"), after(8), Duration(), same_day=True),
        None,
        None,
    ]
    assert {entry.age for entry in group.closed} == {Duration()}
    assert [entry.status for entry in group.closed] == ["answered"] * 3 + ["overtaken"]


def test_no_question_and_no_briefing() -> None:
    for record in (record_of([briefing("first", DAY)]), record_of([])):
        page = the_page(record)
        assert page.until == (DAY if record.briefs else None)
        assert [status.count for status in page.statuses] == [0, 0, 0]
        assert (page.groups, page.parts, page.newest) == ((), (), ())


def blocks(record: Record) -> tuple[dict[str, PositionBlock], dict[str, QuestionBlock]]:
    pages = [page for page in pages_of(record) if isinstance(page, BriefingPage)]
    return (
        {f"{p.path}#{b.id}": b for p in pages for group in p.issues for b in group.positions},
        {f"{p.path}#{b.id}": b for p in pages for b in p.questions},
    )


def test_a_question_and_its_answer_link_to_one_another(several: Record) -> None:
    positions, questions = blocks(several)
    mira = Link("Mira", "../actors/mira.md")
    answer = questions["briefs/second.md#late"].answered_by
    assert answer == AnswerEntry(mira, Link("Waits, says.", "fourth.md#says"), after(70), Duration(months=2))
    back = positions["briefs/fourth.md#says"].answers
    assert back == (Link("Will it sail, late?", "second.md#late"),)


def test_within_one_briefing_both_links_are_fragments(several: Record) -> None:
    positions, questions = blocks(several)
    answer = questions["briefs/third.md#soon"].answered_by
    assert answer is not None
    assert (answer.says.href, answer.took) == ("#says", Duration())
    assert [link.href for link in positions["briefs/third.md#says"].answers] == ["#soon"]


def test_a_position_may_answer_several_questions_and_most_answer_none() -> None:
    asking = [question(name, "answered", "first#says") for name in ("a", "b")]
    record = record_of([briefing("first", DAY, [position("says"), position("other")], asking)])
    positions, _ = blocks(record)
    assert [link.href for link in positions["briefs/first.md#says"].answers] == ["#a", "#b"]
    assert positions["briefs/first.md#other"].answers == ()


def many(number: int, answered: int, *, crowded: bool = False) -> Record:
    """Questions, one per briefing; the first `answered` are answered by the last briefing's position."""
    last = briefing("last", date(2035, 1, 1), [position("says")])
    briefs = [
        briefing(
            f"s{n:03}",
            date(2031, 3, 1 + n % 28) if crowded else date(2031 + n % 3, 1 + n % 12, 1),
            questions=[question("q", "answered", "last#says") if n < answered else question("q")],
        )
        for n in range(number)
    ]
    return record_of([*briefs, last])


def test_questions_are_by_issue_in_the_order_of_titles() -> None:
    asked_on = [("a", "issue-1"), ("b", None), ("c", "issue-0"), ("d", "issue-1"), ("e", "ship")]
    asking = [question(name, issue=issue) for name, issue in asked_on]
    record = record_of([briefing("first", DAY, questions=asking)], issues=["Zinc", "Bread", "Nobody asks"])
    page = the_page(record)
    assert [(group.id, group.issue and group.issue.text, asked(group.open)) for group in page.groups] == [
        ("on_issue-1", "Bread", ["a", "d"]),
        ("on_ship", "The ship", ["e"]),
        ("on_issue-0", "Zinc", ["c"]),
        ("without_issue", None, ["b"]),
    ]
    feeds = [group.feed and group.feed.href for group in page.groups]
    assert feeds == [*(f"issues/{id_}.questions.xml" for id_ in ("issue-1", "ship", "issue-0")), None]


def test_what_would_answer_a_question_is_said_as_long_as_it_is_open() -> None:
    asking = [question("a"), question("b", "overtaken")]
    asking = [replace(one, asked=replace(one.asked, watch="A look.")) for one in asking]
    (group,) = the_page(record_of([briefing("first", DAY, questions=asking)])).groups
    assert [entry.watch for entry in (*group.open, *group.closed)] == ["A look.", None]


@pytest.mark.parametrize(("number", "listed"), [(FEW, 0), (FEW + 1, AT_THE_ENDS)])
def test_of_many_the_newest_and_those_open_longest_are_listed_too(number: int, listed: int) -> None:
    briefs = [briefing(f"b{at:02}", after(at), questions=[question("q")]) for at in range(number)]
    page = the_page(record_of(briefs))
    assert [entry.date for entry in page.newest] == [after(number - 1 - at) for at in range(listed)]
    assert [entry.date for entry in page.oldest] == [after(at) for at in range(listed)]


def test_a_hundred_stand_on_one_page() -> None:
    page = the_page(many(100, 40))
    (group,) = page.groups
    assert (len(group.open), len(group.closed)) == (60, 40)
    assert [status.parts for status in page.statuses] == [(), (), ()]
    assert page.parts == ()


def test_more_than_a_hundred_have_a_page_for_each_issue() -> None:
    asked_on = [f"issue-{number % 3}" if number % 4 else None for number in range(103)]
    briefs = [
        briefing(f"b{at:03}", after(at), questions=[question("q", issue=issue)])
        for at, issue in enumerate(asked_on)
    ]
    record = record_of(briefs, issues=["Zinc", "Bread", "Cork"])
    page, *parts = made_of(questions_outputs, record)
    assert isinstance(page, QuestionsPage)
    assert page.groups == ()
    links = {part.link.href: (english().said(part.link.text), part.count) for part in page.parts}
    numbers = [asked_on.count(f"issue-{number}") for number in range(3)]
    assert list(links.items()) == [
        ("questions_on_issue-1.md", ("Bread", numbers[1])),
        ("questions_on_issue-2.md", ("Cork", numbers[2])),
        ("questions_on_issue-0.md", ("Zinc", numbers[0])),
        ("questions_without_issue.md", ("Without an issue", asked_on.count(None))),
    ]
    on = {part.path: part for part in parts if isinstance(part, IssueQuestionsPage)}
    assert on.keys() == links.keys()
    for path, part in on.items():
        assert part.group
        assert len(part.group.open) == part.count == links[path][1]
        assert {entry.age for entry in part.group.open} == {Duration()}
        assert part.around.up == Link(phrase("navigation.questions"), "questions.md")


def test_an_issue_with_too_many_has_years_and_too_many_issues_have_letters() -> None:
    briefs = [
        briefing(f"b{at:03}", date(2031 + at % 2, 3, 3), questions=[question("q", issue="issue-0")])
        for at in range(130)
    ]
    others = [question(f"q{at}", issue=f"issue-{at}") for at in range(1, 110)]
    issues = ["Zinc", *(f"{'AB'[at % 2]} {at}" for at in range(1, 110))]
    record = record_of([*briefs, briefing("last", DAY, questions=others)], issues=issues)
    page, *parts = made_of(questions_outputs, record)
    assert isinstance(page, QuestionsPage)
    assert [(part.link.href, part.count) for part in page.parts] == [
        ("questions_letter_a.md", 54),
        ("questions_letter_b.md", 55),
        ("questions_letter_z.md", 130),
    ]
    by_path = {part.path: part for part in parts}
    letter = by_path["questions_letter_z.md"]
    assert [part.link.href for part in letter.parts] == ["questions_on_issue-0.md"]
    (years,) = [part for path, part in by_path.items() if path == "questions_on_issue-0.md"]
    hrefs = [part.link.href for part in years.parts]
    assert hrefs == ["questions_on_issue-0_2032.md", "questions_on_issue-0_2031.md"]
    assert [len(by_path[href].group.open) for href in hrefs] == [65, 65]


def test_more_than_a_hundred_have_a_page_for_each_year_they_came_up_in() -> None:
    page, *parts = made_of(questions_outputs, many(130, 40))
    assert isinstance(page, QuestionsPage)
    assert [(status.status, status.count) for status in page.statuses] == [
        ("open", 90),
        ("answered", 40),
        ("overtaken", 0),
    ]
    open_parts = page.statuses[0].parts
    assert [(english().said(part.link.text), part.link.href, part.count) for part in open_parts] == [
        (str(year), f"questions_open_{year}.md", 30) for year in (2033, 2032, 2031)
    ]
    parts = [part for part in parts if isinstance(part, QuestionsPartPage)]
    assert [part.path for part in parts] == [
        f"questions_{status}_{year}.md" for status in ("open", "answered") for year in (2033, 2032, 2031)
    ]
    assert [len(part.questions) for part in parts] == [30, 30, 30, 13, 13, 14]
    for part in parts:
        days = [entry.date for entry in part.questions]
        assert {day.year for day in days} == {part.title}
        if part.status == "open":
            assert days == sorted(days, key=str)
        assert part.around.up == Link(phrase("navigation.questions"), "questions.md")
    (middle,) = (part for part in parts if part.path == "questions_open_2032.md")
    assert middle.around.before == Link(2033, "questions_open_2033.md")
    assert middle.around.after == Link(2031, "questions_open_2031.md")


def test_a_year_with_too_many_has_months_and_a_month_with_too_many_numbers() -> None:
    page, *parts = made_of(questions_outputs, many(230, 0, crowded=True))
    assert isinstance(page, QuestionsPage)
    assert len(page.newest) == len(page.oldest) == AT_THE_ENDS
    shown = [(part.path, len(part.questions)) for part in parts if isinstance(part, QuestionsPartPage)]
    assert shown == [
        ("questions_open_2031.md", 0),
        ("questions_open_2031-03.md", 0),
        ("questions_open_2031-03_3.md", 30),
        ("questions_open_2031-03_2.md", 100),
        ("questions_open_2031-03_1.md", 100),
    ]


ANSWER = "strait-of-kessa-reopens#ana-kresh-the-strait-is-open-to-every"


@pytest.fixture
def strait(tmp_path: Path) -> Site:
    return copy_of("strait", tmp_path / "strait")


def move(strait: Site, day: str) -> None:
    """Change the date of the asking briefing, and of its first correction."""
    strait.edit("briefs/velmar-closes-the-strait.yml", "date: 2031-05-02", f"date: {day}")
    strait.edit("briefs/velmar-closes-the-strait.yml", "- date: 2031-05-03", f"- date: {day}")


def test_an_answer_older_than_its_question(strait: Site) -> None:
    move(strait, "2031-05-21")
    (problem,) = problems_of(strait)
    assert problem.rule.name == "answer-before-question"
    assert problem.location.text.strip() == f"answered_by: {ANSWER}"
    assert "2031-05-21" in problem.message
    assert "2031-05-20" in problem.message


def test_an_answer_of_the_same_day(strait: Site) -> None:
    move(strait, "2031-05-20")
    assert problems_of(strait) == []


def test_an_answer_in_the_same_briefing(strait: Site) -> None:
    own = "velmar-closes-the-strait#no-talks-before-the-spring"
    strait.edit("briefs/velmar-closes-the-strait.yml", ANSWER, own)
    assert problems_of(strait) == []


@pytest.mark.parametrize(
    ("slug", "day"), [("velmar-closes-the-strait", "2031-05-21"), ("strait-of-kessa-reopens", "2031-05-20")]
)
def test_a_date_that_is_wrong_by_itself_is_said_once(strait: Site, slug: str, day: str) -> None:
    move(strait, "2031-05-21")
    strait.edit(f"briefs/{slug}.yml", f"date: {day}", "date: soon")
    assert [problem.rule.name for problem in problems_of(strait)] == ["bad-date"]

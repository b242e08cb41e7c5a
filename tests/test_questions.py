"""Questions: their order, their age, and links to and from answering positions."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from helpers.building import Site, copy_of
from helpers.checked import problems_of
from helpers.made_records import briefing, made_of, position, question, record_of
from helpers.whole import pages_of
from onrecord.languages import english
from onrecord.model import Record
from onrecord.pages.blocks import PositionBlock, QuestionBlock
from onrecord.pages.briefing import BriefingPage
from onrecord.pages.entries import AnswerEntry
from onrecord.pages.links import Link
from onrecord.pages.questions import QuestionsPage, QuestionsPartPage, questions_outputs
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


def test_open_ones_are_oldest_first_with_their_age_at_the_newest_briefing(several: Record) -> None:
    page = the_page(several)
    assert page.until == after(80)
    ages = [(entry.link.href, entry.date, entry.age) for entry in page.open.questions]
    assert ages == [
        ("briefs/first.md#b", DAY, Duration(months=2)),
        ("briefs/first.md#a", DAY, Duration(months=2)),
        ("briefs/third.md#c", after(8), Duration(months=2)),
        ("briefs/fifth.md#new", after(80), Duration()),
    ]


def test_answers_are_newest_first_and_say_who_and_how_long_it_took(several: Record) -> None:
    page = the_page(several)
    assert asked(page.answered.questions) == ["late", "soon", "nobody"]
    mira = Link("Mira", "actors/mira.md")
    assert [entry.answered_by for entry in page.answered.questions] == [
        AnswerEntry(mira, Link("Waits, says.", "briefs/fourth.md#says"), after(70), Duration(months=2)),
        AnswerEntry(mira, Link("Waits, says.", "briefs/third.md#says"), after(8), Duration(), same_day=True),
        None,
    ]
    closed = (*page.answered.questions, *page.overtaken.questions)
    assert {entry.age for entry in closed} == {Duration()}
    assert asked(page.overtaken.questions) == ["gone"]


def test_no_question_and_no_briefing() -> None:
    for record in (record_of([briefing("first", DAY)]), record_of([])):
        page = the_page(record)
        assert page.until == (DAY if record.briefs else None)
        assert (page.open.count, page.answered.count, page.overtaken.count) == (0, 0, 0)


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


def test_a_hundred_stand_on_one_page() -> None:
    page = the_page(many(100, 40))
    assert (len(page.open.questions), len(page.answered.questions)) == (60, 40)
    assert (page.open.parts, page.answered.parts) == ((), ())


def test_more_than_a_hundred_have_a_page_for_each_year_they_came_up_in() -> None:
    page, *parts = made_of(questions_outputs, many(130, 40))
    assert isinstance(page, QuestionsPage)
    assert (len(page.open.questions), len(page.answered.questions)) == (90, 10)
    assert (page.open.count, page.answered.count) == (90, 40)
    assert [(english().said(part.link.text), part.link.href, part.count) for part in page.open.parts] == [
        (str(year), f"questions_open_{year}.md", 30) for year in (2033, 2032, 2031)
    ]
    paths = [
        f"questions_{status}_{year}.md" for status in ("open", "answered") for year in (2033, 2032, 2031)
    ]
    assert [part.path for part in parts] == paths
    shown = [len(part.questions) for part in parts if isinstance(part, QuestionsPartPage)]
    assert shown == [30, 30, 30, 13, 13, 14]
    for part in parts:
        assert isinstance(part, QuestionsPartPage)
        days = [entry.date for entry in part.questions]
        assert {day.year for day in days} == {part.title}
        if part.status == "open":
            assert days == sorted(days, key=str)
        assert part.around.up == Link(phrase("navigation.questions"), "questions.md")
    (middle,) = (part for part in parts if part.path == "questions_open_2032.md")
    assert isinstance(middle, QuestionsPartPage)
    assert middle.around.before == Link(2033, "questions_open_2033.md")
    assert middle.around.after == Link(2031, "questions_open_2031.md")


def test_a_year_with_too_many_has_months_and_a_month_with_too_many_numbers() -> None:
    page, *parts = made_of(questions_outputs, many(230, 0, crowded=True))
    assert isinstance(page, QuestionsPage)
    assert len(page.open.questions) == 100
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

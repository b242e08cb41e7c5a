"""The first page: issues with the newest words on each, the newest briefings, open questions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from helpers.building import PROGRAM, Site
from helpers.checked import record_of as record_of_site
from helpers.made_records import Opened, actor, anchor, briefing, question, record_of, said
from onrecord.pages.home import NEWEST_ISSUES, HomePage, home_page
from onrecord.record import AnchoredPosition, Record
from onrecord.text.dates import in_order

DAY = date(2031, 3, 3)
SHORT, LONG = "We are waiting", "The ship is late, Mira said on Monday"


def on(issue: str, name: str, words: str = SHORT, day: date | None = None) -> AnchoredPosition:
    return replace(said(name, None, issue=issue, on=day), anchors=(anchor(words),))


def newest(page: HomePage) -> list[tuple[object, str]]:
    return [(card.link.text, card.newest.link.href.rpartition("/")[2]) for card in page.issues]


def home(*briefs: Iterable[AnchoredPosition], issues: Iterable[str] = ()) -> HomePage:
    made = [briefing(f"b{at}", DAY + timedelta(at), positions) for at, positions in enumerate(briefs)]
    return home_page(record_of(made, issues=tuple(issues)))


def test_each_issue_has_its_newest_position_and_the_newest_issue_is_first() -> None:
    page = home(
        [on("ship", "a"), on("issue-0", "b")],
        [on("ship", "c"), on("issue-1", "d", day=DAY - timedelta(9))],
        [on("issue-1", "e", day=DAY - timedelta(8))],
        issues=("Bread", "Cork", "Nothing is said"),
    )
    assert newest(page) == [("The ship", "b1.md#c"), ("Bread", "b0.md#b"), ("Cork", "b2.md#e")]
    assert [card.positions for card in page.issues] == [2, 1, 2]


def test_of_one_day_and_briefing_the_position_with_the_fewest_words_is_shown() -> None:
    page = home([on("ship", "a", LONG), on("ship", "b"), on("ship", "c")])
    assert newest(page) == [("The ship", "b0.md#b")]
    assert [passage.text for passage in page.issues[0].newest.passages] == [SHORT]
    # But not a shorter one of an earlier day.
    page = home([on("ship", "a", SHORT, DAY - timedelta(1)), on("ship", "b", LONG)])
    assert newest(page) == [("The ship", "b0.md#b")]


def test_a_gist_counts_and_is_shown_in_place_of_its_passages() -> None:
    with_gist = replace(on("ship", "a", LONG), gist=anchor("late").pieces[0])
    page = home([on("ship", "b"), with_gist])
    (card,) = page.issues
    assert [passage.text for passage in card.newest.passages] == ["late"]
    assert card.newest.is_cut


def test_there_are_so_many_cards_and_no_more() -> None:
    issues = [f"Issue {number}" for number in range(NEWEST_ISSUES + 8)]
    positions = [[on(f"issue-{number}", "a")] for number in range(len(issues))]
    page = home(*positions, issues=issues)
    assert [card.link.text for card in page.issues] == issues[: -NEWEST_ISSUES - 1 : -1]
    assert page.all_issues.count == len(issues) + 1


def test_a_card_opens_one_briefing_however_many_there_are_of_its_day() -> None:
    briefs = [briefing(f"b{at:03}", DAY, [on("ship", "a")]) for at in range(300)]
    record = record_of(briefs)
    opened = Opened(record)
    home_page(replace(record, briefs=opened))
    assert len(opened.slugs) < 10


@pytest.fixture(scope="module")
def example() -> Record:
    return record_of_site(Site(PROGRAM / "examples" / "sarrow-strait"))


def test_the_example_shows_every_issue_with_words_of_its_last_day(example: Record) -> None:
    page = home_page(example)
    assert {card.link.text for card in page.issues} == {issue.title for issue in example.issues.values()}
    for card in page.issues:
        (issue,) = (id_ for id_, issue in example.issues.items() if issue.title == card.link.text)
        last = max(in_order(statement.date) for statement in example.positions_on[issue])
        assert in_order(card.newest.day) == last
        assert card.newest.passages


def test_what_it_counts(example: Record) -> None:
    page = home_page(example)
    counts = (page.all_briefings, page.all_actors, page.all_issues, page.all_questions)
    assert [entry.count for entry in counts] == [17, 45, 11, 49]
    assert (page.all_outlets.count, page.all_tags.count, page.unnamed.count) == (7, 9, 13)
    assert (page.positions, page.open_questions) == (129, 36)


def test_a_collection_without_anything() -> None:
    page = home_page(record_of([], {"clerk": actor("A clerk", "unnamed")}))
    assert (page.issues, page.briefings, page.questions, page.unnamed.count) == ((), (), (), 0)
    page = home_page(record_of([briefing("b", DAY, questions=[question("a")])]))
    assert (page.issues, len(page.questions)) == ((), 1)

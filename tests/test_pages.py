"""The pages and their content, before rendering."""

from __future__ import annotations

from datetime import date

import pytest
import yaml

from helpers.building import SITES, built
from helpers.checked import record_of
from helpers.whole import pages_of
from onrecord.pages.actor import ActorPage
from onrecord.pages.actors import ActorsPage
from onrecord.pages.briefing import BriefingPage
from onrecord.pages.catalogue import Page
from onrecord.pages.entries import AnswerEntry
from onrecord.pages.home import HomePage
from onrecord.pages.issue import IssuePage
from onrecord.pages.links import Link, Linker
from onrecord.pages.questions import QuestionsPage
from onrecord.record import Record
from onrecord.schema import models as schema
from onrecord.text.phrases import Duration


@pytest.fixture(scope="module")
def record() -> Record:
    return record_of(built("strait"))


@pytest.fixture(scope="module")
def pages(record: Record) -> dict[str, Page]:
    return {page.path: page for page in pages_of(record)}


def briefing(pages: dict[str, Page], slug: str) -> BriefingPage:
    page = pages[f"briefs/{slug}.md"]
    assert isinstance(page, BriefingPage)
    return page


def test_the_made_up_site_uses_every_key_of_the_yaml() -> None:
    used: dict[str, set[str]] = {}

    def note(kind: str, entries: list[dict[str, object]]) -> None:
        used.setdefault(kind, set()).update(*entries)

    for path in (SITES / "strait" / "briefs").iterdir():
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        if path.stem in ("actors", "issues"):
            note({"actors": "Actor", "issues": "Issue"}[path.stem], list(data.values()))
            continue
        note("Brief", [data])
        note("Source", [data["source"]])
        for key, kind in (
            ("actors", "ListedActor"),
            ("positions", "Position"),
            ("open_questions", "Question"),
            ("corrections", "Correction"),
        ):
            note(kind, data.get(key, []))
    used["Source"] |= {"headline", "kind", "speaker"}  # Of transcripts and statements: test_article_kinds.py.
    for kind, keys in used.items():
        assert keys == set(getattr(schema, kind).model_fields) - {"accept", "called", "draft", "formerly"}, (
            kind
        )  # not published


def test_there_is_a_page_for_everything(record: Record, pages: dict[str, Page]) -> None:
    expected = {"index.md", "questions.md", "briefs/index.md", "actors/index.md", "issues/index.md"}
    expected |= {"search.md", "compare.md", "quotes.md"}
    expected |= {"changes.md", "unnamed.md", "outlets/index.md", "tags/index.md"}
    expected |= {
        f"outlets/{name}-made-up.md" for name in ("gulf-herald", "ostravia-courier", "sawt-al-madiq")
    }
    expected |= {f"tags/{tag}.md" for tag in ("kessa", "ostravia", "velmar")}
    expected |= {f"briefs/{slug}.md" for slug in record.briefs}
    expected |= {f"actors/{actor}.md" for actor in record.actors}
    expected |= {f"issues/{issue}.md" for issue in record.issues}
    assert set(pages) == expected


@pytest.mark.parametrize(
    ("on", "to", "fragment", "href"),
    [
        ("index.md", "briefs/a.md", "", "briefs/a.md"),
        ("briefs/a.md", "briefs/b.md", "x", "b.md#x"),
        ("briefs/a.md", "briefs/a.md", "x", "#x"),
        ("briefs/a.md", "briefs/a.md", "", "a.md"),
        ("actors/a.md", "briefs/b.md", "x", "../briefs/b.md#x"),
        ("actors/a.md", "index.md", "", "../index.md"),
    ],
)
def test_links_lead_from_page_to_page(record: Record, on: str, to: str, fragment: str, href: str) -> None:
    assert Linker(record, on).page(to, "text", fragment) == Link("text", href)


def test_a_briefing_groups_positions_by_issue_in_the_editors_order(pages: dict[str, Page]) -> None:
    page = briefing(pages, "velmar-closes-the-strait")
    assert [group.issue.href for group in page.issues] == [
        "../issues/closure.md",
        "../issues/talks.md",
        "../issues/court.md",
    ]
    first = page.issues[0].positions
    assert [position.actor.text for position in first] == [
        "Velmar",
        "Ana Kresh",
        "Jon Marl",
        "Two diplomats",
        "Fishers' League of Velmar",
    ]
    assert [position.basis.value for position in first] == ["reported"] * 3 + ["partly quoted", "relayed"]
    assert [position.words_basis.value for position in first] == ["reported"] * 3 + ["partly quoted"] * 2
    assert [position.unnamed for position in first] == [False, False, False, True, False]
    assert first[4].relayed_by == Link("Ana Kresh", "../actors/ana-kresh.md")
    assert first[4].line.via == "Ana Kresh"
    assert [position.line.link for position in first][:2] == [
        Link("Velmar", f"#{first[0].id}"),
        Link("Ana Kresh", f"#{first[1].id}"),
    ]


def test_prefix_and_suffix_lead_to_different_places(pages: dict[str, Page]) -> None:
    first = briefing(pages, "velmar-closes-the-strait").issues[0].positions
    assert first[1].in_source.href != first[2].in_source.href


def test_an_omission_and_a_list_of_passages(pages: dict[str, Page]) -> None:
    (position,) = briefing(pages, "velmar-closes-the-strait").issues[1].positions
    assert position.id == "no-talks-before-the-spring"
    shown = [
        ["".join(segment.text for segment in line) for line in passage.lines] for passage in position.passages
    ]
    assert shown == [
        ["We will not talk before the spring"],
        ["If the grounds are shared by quota […] we can talk about everything else"],
    ]
    assert [segment.quoted for segment in position.passages[1].lines[0]] == [True, False, True]


def test_a_quotation_of_several_paragraphs_keeps_them(pages: dict[str, Page]) -> None:
    position = briefing(pages, "ostravia-answers-in-court").issues[2].positions[0]
    (passage,) = position.passages
    assert len(passage.lines) == 3
    assert all(segment.quoted for line in passage.lines for segment in line)
    assert position.basis.value == "quoted"


def test_the_whole_article_is_shown_where_asked_for(pages: dict[str, Page], record: Record) -> None:
    for slug, shown in (("ostravia-answers-in-court", True), ("velmar-closes-the-strait", False)):
        page, article = briefing(pages, slug), record.briefs[slug].article
        assert bool(page.source.full_text) is shown
        if shown:
            text = " ".join("".join(s.text for s in paragraph) for paragraph in page.source.full_text)
            assert text.split() == article.text.split()
            begun = [s.excerpt for p in page.source.full_text for s in p if s.begins]
            assert begun == list(page.source.excerpts)


def test_every_passage_is_in_the_source_section_with_what_rests_on_it(pages: dict[str, Page]) -> None:
    for page in pages.values():
        if not isinstance(page, BriefingPage):
            continue
        excerpts = {f"#{excerpt.id}": excerpt for excerpt in page.source.excerpts}
        for group in page.issues:
            for position in group.positions:
                cited_by = excerpts[position.in_source.href].cited_by
                assert f"#{position.id}" in {link.href for link in cited_by}
        for question in page.questions:
            if question.in_source:
                cited_by = excerpts[question.in_source.href].cited_by
                assert f"#{question.id}" in {link.href for link in cited_by}


def test_questions_are_by_issue_and_status(pages: dict[str, Page]) -> None:
    page = pages["questions.md"]
    assert isinstance(page, QuestionsPage)
    assert [(status.count, status.parts) for status in page.statuses] == [(3, ()), (1, ()), (1, ())]
    assert sum(len(group.open) for group in page.groups) == 3
    (answered,) = [entry for group in page.groups for entry in group.closed if entry.answered_by]
    assert answered.answered_by == AnswerEntry(
        actor=Link("Ana Kresh", "actors/ana-kresh.md"),
        says=Link(
            "The strait is open to every flag.",
            "briefs/strait-of-kessa-reopens.md#ana-kresh-the-strait-is-open-to-every",
        ),
        date=date(2031, 5, 20),
        took=Duration(days=18),
    )
    home = pages["index.md"]
    assert isinstance(home, HomePage)
    assert {entry.status for entry in home.questions} == {"open"}


def test_an_actor_has_positions_and_briefings_without_one(pages: dict[str, Page]) -> None:
    page = pages["actors/ana-kresh.md"]
    assert isinstance(page, ActorPage)
    assert page.positions_count == 5
    assert [(group.id, [entry.day.isoformat() for entry in group.positions]) for group in page.groups] == [
        ("closure", ["2031-05-20", "2031-05-02"]),
        ("talks", ["2031-05-06", "2031-05-04", "2031-05-02"]),
    ]
    assert page.belongs_to == Link("Velmar", "velmar.md")
    assert page.silent == ()
    commission = pages["actors/strait-commission.md"]
    assert isinstance(commission, ActorPage)
    assert [entry.link.href for entry in commission.silent] == [
        "../briefs/ostravia-answers-in-court.md",
        "../briefs/velmar-closes-the-strait.md",
    ]


def test_actors_are_listed_by_kind_and_name(pages: dict[str, Page]) -> None:
    page = pages["actors/index.md"]
    assert isinstance(page, ActorsPage)
    assert [group.kind for group in page.kinds] == ["state", "organisation", "group", "person", "unnamed"]
    assert [entry.link.text for entry in page.kinds[0].actors] == ["Ostravia", "Qasira", "Velmar"]
    assert [entry.positions for entry in page.kinds[0].actors] == [0, 0, 1]


def test_an_issue_has_what_was_said_on_it(pages: dict[str, Page]) -> None:
    page = pages["issues/closure.md"]
    assert isinstance(page, IssuePage)
    rows = [row.latest for group in page.standings for row in group.rows]
    others = [entry for group in page.groups for entry in group.positions]
    assert len(rows) + len(others) == page.positions_count == 7
    assert [group.stance for group in page.standings] == ["for", "unclear", "against"]
    assert [entry.stance for entry in rows] == ["for", "for", "unclear", "against", "against"]
    assert [(entry.status, entry.link.text) for entry in page.closed] == [
        ("answered", "When will the strait be open to ships of Ostravia again?")
    ]
    assert (page.questions, page.questions_count, page.closed_count) == ((), 0, 1)

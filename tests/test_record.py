"""The record: who said what on which issue, across briefings, in an order that depends on content only."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from helpers.building import Site, copy_of, small_site
from helpers.checked import problems_of, record_of
from onrecord.record import Reference


@pytest.fixture
def strait(tmp_path: Path) -> Site:
    return copy_of("strait", tmp_path / "strait")


def test_briefings_are_newest_first_then_by_slug(strait: Site) -> None:
    slugs = list(record_of(strait).briefs)
    assert slugs == [
        "strait-of-kessa-reopens",
        "qasira-offers-to-mediate",
        "ostravia-answers-in-court",
        "velmar-closes-the-strait",
    ]
    strait.edit("briefs/velmar-closes-the-strait.yml", "date: 2031-05-02", "date: 2031-05-20")
    assert list(record_of(strait).briefs)[:2] == ["strait-of-kessa-reopens", "velmar-closes-the-strait"]


def named(entry: Reference) -> Reference:
    return Reference(entry.slug, entry.id)


def test_indexes_refer_to_everything_once(strait: Site) -> None:
    record = record_of(strait)
    positions = [Reference(b.slug, p.id) for b in record.briefs.values() for p in b.positions]
    for index in (record.positions_of, record.positions_on):
        listed = [named(statement) for statements in index.values() for statement in statements]
        assert sorted(listed, key=str) == sorted(positions, key=str)
        for statements in index.values():
            names = list(map(named, statements))
            assert names == sorted(names, key=positions.index)
    for actor, statements in record.positions_of.items():
        assert {record.position(statement).stated.actor for statement in statements} == {actor}
    for issue, inquiries in record.questions_on.items():
        assert {record.question(inquiry).asked.issue for inquiry in inquiries} == {issue}
    questions = [Reference(b.slug, q.id) for b in record.briefs.values() for q in b.questions]
    assert list(map(named, record.questions)) == questions


def test_who_is_listed_where(strait: Site) -> None:
    record = record_of(strait)
    slugs = [listing.slug for listing in record.listed_in["strait-commission"]]
    assert slugs == ["ostravia-answers-in-court", "velmar-closes-the-strait"]
    assert "salem-al-wahi" in record.listed_in
    assert record.briefs["velmar-closes-the-strait"].silent == ("strait-commission", "ostravia")


def test_the_newest_day_is_that_of_a_briefing_an_update_or_a_correction(strait: Site) -> None:
    assert record_of(strait).newest == date(2031, 5, 21)
    strait.edit("briefs/ostravia-answers-in-court.yml", "tags: [Kessa]", "updated: 2031-06-01")
    assert record_of(strait).newest == date(2031, 6, 1)
    strait.write(
        "briefs/qasira-offers-to-mediate.yml",
        (strait.root / "briefs/qasira-offers-to-mediate.yml").read_text(encoding="utf-8")
        + "\ncorrections:\n  - date: 2031-07-01\n    note: A word.\n",
    )
    assert record_of(strait).newest == date(2031, 7, 1)


def test_no_briefing_has_no_newest_day(tmp_path: Path) -> None:
    site = small_site(tmp_path)
    (site.root / "briefs" / "note.yml").unlink()
    assert record_of(site).newest is None


@pytest.mark.parametrize(
    ("answered_by", "said"),
    [
        (
            "strait-of-kessa-reopens#ana-kresh-the-strait-is-shut",
            "has no position ana-kresh-the-strait-is-shut",
        ),
        ("strait-of-kessa-reopens#no-talks", "has no position no-talks"),
        (
            "strait-of-kesa-reopens#ana-kresh-the-strait-is-open-to-every",
            "did you mean strait-of-kessa-reopens?",
        ),
        ("no-such#thing", "there is no briefing no-such"),
    ],
)
def test_an_answer_that_is_not_there(strait: Site, answered_by: str, said: str) -> None:
    right = "strait-of-kessa-reopens#ana-kresh-the-strait-is-open-to-every"
    strait.edit("briefs/velmar-closes-the-strait.yml", right, answered_by)
    (problem,) = problems_of(strait)
    assert problem.rule.name == "unknown-position"
    assert said in f"{problem.message}; {problem.help}"
    assert problem.location.text.strip() == f"answered_by: {answered_by}"


def unuse_by_actor(site: Site) -> str:
    site.edit("briefs/actors.yml", "velmar:", "nobody:\n  name: Ivo Nemo\n  kind: person\n\nvelmar:")
    return "no briefing uses nobody"


def unuse_by_issue(site: Site) -> str:
    site.write(
        "briefs/issues.yml", (site.root / "briefs/issues.yml").read_text() + "\nfish:\n  title: Fish\n"
    )
    return "no briefing uses fish"


@pytest.mark.parametrize("unuse", [unuse_by_actor, unuse_by_issue])
def test_an_entry_that_nothing_uses_is_a_warning(strait: Site, unuse: Callable[[Site], str]) -> None:
    message = unuse(strait)
    (problem,) = problems_of(strait)
    assert (problem.rule.name, problem.message, problem.is_error) == ("unused-entry", message, False)
    # An unreadable file may use any entry.
    strait.write("briefs/broken.yml", "{")
    assert "unused-entry" not in {problem.rule.name for problem in problems_of(strait)}


def test_an_actor_whom_only_an_article_or_another_actor_names_is_used(strait: Site) -> None:
    strait.edit("briefs/actors.yml", "velmar:", "orrin:\n  name: Orrin\n  kind: state\n\nvelmar:")
    assert problems_of(strait) == []
    strait.edit("briefs/actors.yml", "  of: ostravia", "  of: union")
    strait.edit("briefs/actors.yml", "velmar:", "union:\n  name: The Union\n  kind: organisation\n\nvelmar:")
    assert problems_of(strait) == []

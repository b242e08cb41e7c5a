"""The page of positions that rest on an unnamed source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from helpers.building import PROGRAM, SITES, Site
from helpers.checked import record_of as record_of_site
from helpers.made_records import actor, briefing, made_of, record_of, said
from onrecord.pages.links import Linker
from onrecord.pages.unnamed import OutletClaims, UnnamedPage, UnnamedPartPage, unnamed_outputs
from onrecord.record import Record

ROOTS = [PROGRAM, PROGRAM / "examples" / "sarrow-strait", SITES / "strait"]
ACTORS = {"clerk": actor("A clerk", "unnamed"), "ilse": actor("Ilse"), "pilots": actor("Pilots", "group")}
DAY = date(2031, 3, 3)


def claims_of(pages: list[UnnamedPage | UnnamedPartPage]) -> Iterator[OutletClaims]:
    for page in pages:
        if isinstance(page, UnnamedPage):
            yield from page.outlets
        elif page.claims:
            yield page.claims


def listed(record: Record) -> Counter[tuple[str, str, str]]:
    """The publisher, the issue and the address of each listed position."""
    pages = list(made_of(unnamed_outputs, record))
    return Counter(
        (str(claims.outlet.text), group.id.rpartition("_")[2], entry.link.href.rpartition("/")[2])
        for claims in claims_of(pages)
        for group in claims.groups
        for entry in group.positions
    )


@pytest.mark.parametrize("root", ROOTS, ids=["own", "example", "strait"])
def test_every_position_of_an_unnamed_source_is_listed_once(root: Path) -> None:
    record = record_of_site(Site(root))
    kinds = {id_: actor.kind for id_, actor in record.actors.items()}
    wanted = Counter(
        (brief.brief.source.publisher, position.stated.issue, f"{slug}.md#{position.id}")
        for slug, brief in record.briefs.items()
        for position in brief.positions
        if "unnamed" in (kinds[position.stated.actor], kinds.get(position.stated.relayed_by or ""))
    )
    assert listed(record) == wanted
    assert root == PROGRAM or len(wanted) > 1


def test_by_publisher_and_issue_the_newest_first() -> None:
    record = record_of(
        [
            briefing("old", DAY, [said("a", None, "clerk"), said("b", None, "clerk", issue="issue-0")]),
            briefing("new", DAY + timedelta(1), [said("c", None, relayed_by="clerk"), said("d", "for")]),
            briefing("other", DAY, [said("e", None, "pilots"), said("f", None, relayed_by="ilse")]),
        ],
        ACTORS,
        ["Bread"],
    )
    (page,) = made_of(unnamed_outputs, record)
    assert isinstance(page, UnnamedPage)
    assert page.count == 3
    (claims,) = page.outlets
    assert (claims.outlet, claims.count) == (Linker(record, "unnamed.md").outlet("The Tide"), 3)
    shown = {group.id: [entry.link.href for entry in group.positions] for group in claims.groups}
    assert shown == {
        "the-tide_issue-0": ["briefs/old.md#b"],
        "the-tide_ship": ["briefs/new.md#c", "briefs/old.md#a"],
    }
    assert all(entry.unnamed for group in claims.groups for entry in group.positions)
    places = [(entry.issue.text, entry.count, [p.link.href for p in entry.places]) for entry in page.issues]
    assert places == [
        ("Bread", 1, ["#from_the-tide_issue-0"]),
        ("The ship", 2, ["#from_the-tide_ship"]),
    ]


def test_many_have_a_page_for_each_publisher() -> None:
    briefs = []
    for number in range(150):
        made = briefing(f"b{number}", date(2030 + number % 2, 1, 1), [said("a", None, "clerk")])
        source = replace(made.brief.source, publisher="Courier" if number % 5 else "Echo")
        briefs.append(replace(made, brief=replace(made.brief, source=source)))
    record = record_of(briefs, ACTORS)
    page, *parts = made_of(unnamed_outputs, record)
    assert isinstance(page, UnnamedPage)
    assert (page.count, page.outlets, page.issues) == (150, (), ())
    assert [(part.link.text, part.link.href, part.count) for part in page.parts] == [
        ("Courier", "outlets/courier_unnamed.md", 120),
        ("Echo", "outlets/echo_unnamed.md", 30),
    ]
    assert [part.path for part in parts] == [
        "outlets/courier_unnamed.md",
        "outlets/courier_2031_unnamed.md",
        "outlets/courier_2030_unnamed.md",
        "outlets/echo_unnamed.md",
    ]
    assert listed(record).total() == 150


def test_none_is_told_too() -> None:
    (page,) = made_of(unnamed_outputs, record_of([briefing("b", DAY, [said("a", "for")])]))
    assert page == UnnamedPage("unnamed.md", 0, (), (), ())

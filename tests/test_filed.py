"""Publishers and tags: their ids, their pages, and the briefings under them."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from helpers.building import PROGRAM, Site
from helpers.checked import record_of as record_of_site
from helpers.made_records import actor, briefing, made_of, record_of, said
from helpers.thoroughness import tried
from helpers.whole import pages_of
from onrecord.addresses import NAMED_PAGE, ids_of
from onrecord.languages import english
from onrecord.pages.briefing import BriefingPage
from onrecord.pages.filed import FiledPartPage, NamesPage, NamesPartPage, TagPage, names_outputs, tag_outputs
from onrecord.pages.links import Link
from onrecord.pages.outlet import BasisCount, OutletPage, OwnSource, Relayer, outlet_outputs
from onrecord.record import AnchoredBrief, Basis, Record
from onrecord.schema.fields import NAMES_OF_DEVICES
from onrecord.text.dates import Year

DAY = date(2031, 3, 3)


def filed(
    brief: AnchoredBrief, publisher: str, tags: tuple[str, ...] = (), relays: str | None = None
) -> AnchoredBrief:
    source = replace(brief.brief.source, publisher=publisher, relays=relays)
    return replace(brief, brief=replace(brief.brief, source=source, tags=tags))


def outlet(record: Record, name: str) -> OutletPage:
    page, *_ = made_of(outlet_outputs, record, name)
    assert isinstance(page, OutletPage)
    return page


# --- ids --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("Caliber.Az", "caliber-az"),
        ("The Lindesk Mercury", "the-lindesk-mercury"),
        ("Le Monde (édition du soir)", "le-monde-edition-du-soir"),
        ("People’s Daily", "peoples-daily"),
    ],
)
def test_an_id_is_made_of_the_words_of_the_name(name: str, id_: str) -> None:
    assert ids_of([name]) == {name: id_}


def test_the_first_of_two_names_with_the_same_words_has_them_alone() -> None:
    names = ["The Tide", "The Tide!", "the tide"]
    ids = ids_of(names)
    assert ids["The Tide"] == "the-tide"
    assert len(set(ids.values())) == 3
    assert all(re.fullmatch(r"the-tide-[0-9a-f]{8}", ids[name]) for name in names[1:])
    # The address of each of the others does not depend on who else has its words.
    assert ids_of(["The Tide", "the tide"])["the tide"] == ids["the tide"]


@pytest.mark.parametrize("name", ["Index", "CON", "lpt1", "沙拉", "!!!"])
def test_no_id_is_a_name_that_a_page_cannot_have(name: str) -> None:
    (id_,) = ids_of([name]).values()
    assert NAMED_PAGE.fullmatch(f"outlets/{id_}.md")
    assert id_ not in NAMES_OF_DEVICES | {"index"}


@tried(200)
@given(st.lists(st.text("aAbé- !1", min_size=1, max_size=5), unique=True))
def test_no_two_names_have_the_same_id_and_none_has_an_underscore(names: list[str]) -> None:
    ids = ids_of(names)
    assert ids.keys() == set(names)
    assert len(set(ids.values())) == len(names)
    assert all(re.fullmatch("[a-z0-9-]+", id_) for id_ in ids.values())


@tried(100)
@given(st.lists(st.text("aA!", min_size=1, max_size=3), unique=True), st.text("aA!", min_size=1, max_size=3))
def test_a_later_name_changes_no_id(names: list[str], later: str) -> None:
    before, after = ids_of(names), ids_of([*names, later] if later not in names else names)
    assert {name: after[name] for name in names} == before


def test_the_publisher_of_the_oldest_briefing_keeps_its_address() -> None:
    older, newer = briefing("old", DAY), briefing("new", DAY + timedelta(1))
    for publishers in (("The Tide", "the tide"), ("the tide", "The Tide")):
        record = record_of([filed(older, publishers[0], ("A",)), filed(newer, publishers[1], ("a",))])
        assert record.outlet_ids[publishers[0]] == "the-tide"
        assert record.outlet_ids[publishers[1]].startswith("the-tide-")
        assert (record.tag_ids["A"], record.tag_ids["a"][:2]) == ("a", "a-")
        paths = {page.path for page in pages_of(record)}
        assert {f"outlets/{id_}.md" for id_ in record.outlet_ids.values()} <= paths


# --- the page of a publisher ------------------------------------------------------------------------


def test_a_publisher_has_its_briefings_its_bases_and_whom_it_relays() -> None:
    actors = {"ilse": actor("Ilse"), "clerk": actor("A clerk", "unnamed")}
    first = [said("a", "for"), said("b", None, "clerk"), said("c", None, relayed_by="ilse")]
    second = [said("d", None, relayed_by="clerk"), said("e", None, relayed_by="ilse")]
    record = record_of(
        [
            filed(briefing("first", DAY, first), "Courier", relays="a radio"),
            filed(briefing("second", DAY + timedelta(1), second), "Courier", relays="a radio"),
            filed(briefing("third", DAY + timedelta(2)), "Courier", relays="Gulf Wire"),
            filed(briefing("other", DAY, [said("f", "for")]), "The Tide"),
        ],
        actors,
    )
    page = outlet(record, "Courier")
    assert (page.name, page.count, page.positions) == ("Courier", 3, 5)
    assert page.bases == (BasisCount(Basis.QUOTED, 2), BasisCount(Basis.RELAYED, 3))
    assert page.unnamed_count == 2
    assert page.relays == (OwnSource("a radio", 2), OwnSource("Gulf Wire", 1))
    assert page.relayers == (
        Relayer(Link("Ilse", "../actors/ilse.md"), 2),
        Relayer(Link("A clerk", "../actors/clerk.md"), 1),
    )
    assert [entry.link.href for entry in page.briefings] == [
        f"../briefs/{slug}.md" for slug in ("third", "second", "first")
    ]
    other = outlet(record, "The Tide")
    assert (other.count, other.unnamed_count, other.relays, other.relayers) == (1, 0, (), ())


def test_what_the_pages_count_is_what_the_briefings_have() -> None:
    record = record_of_site(Site(PROGRAM / "examples" / "sarrow-strait"))
    by_outlet = Counter(brief.brief.source.publisher for brief in record.briefs.values())
    assert dict(by_outlet) == {name: outlet(record, name).count for name in record.outlets}
    for name in record.outlets:
        page = outlet(record, name)
        positions = [
            position
            for brief in record.briefs.values()
            if brief.brief.source.publisher == name
            for position in brief.positions
        ]
        assert {one.basis: one.count for one in page.bases} == Counter(one.basis for one in positions)
        assert page.unnamed_count == sum(record.is_unnamed(one.stated) for one in positions)


def test_a_publisher_of_ten_thousand_briefings_has_pages_by_year() -> None:
    days = [date(2000 + number % 30, 1 + number % 12, 1) for number in range(10_000)]
    briefs = {f"b{number}": briefing(f"b{number}", day) for number, day in enumerate(days)}
    record = record_of(filed(brief, "Courier", ("sea",)) for brief in briefs.values())
    for outputs, name, folder in ((outlet_outputs, "Courier", "outlets"), (tag_outputs, "sea", "tags")):
        page, *parts = made_of(outputs, record, name)
        assert isinstance(page, OutletPage | TagPage)
        assert (page.count, len(page.briefings), len(page.parts)) == (10_000, 20, 30)
        assert all(isinstance(part, FiledPartPage) for part in parts)
        assert max(len(part.briefings) for part in parts) <= 100
        listed = [entry.link.href for part in parts for entry in part.briefings]
        assert sorted(listed) == sorted(f"../briefs/{slug}.md" for slug in briefs)
        id_ = "courier" if folder == "outlets" else "sea"
        assert all(re.fullmatch(rf"{folder}/{id_}_[0-9_-]+\.md", part.path) for part in parts)


# --- tags, and the indexes --------------------------------------------------------------------------


def test_a_tag_leads_to_what_has_it() -> None:
    tagged = (("first", ("Sea", "fish")), ("second", ("sea",)), ("third", ("fish", "Sea", "fish")))
    record = record_of(
        filed(briefing(slug, DAY + timedelta(at)), "The Tide", tags) for at, (slug, tags) in enumerate(tagged)
    )
    pages = {page.path: page for page in pages_of(record)}
    for slug, tags in tagged:
        own = pages[f"briefs/{slug}.md"]
        assert isinstance(own, BriefingPage)
        links = own.tags
        assert [link.text for link in links] == list(dict.fromkeys(tags))
        for link in links:
            page = pages[f"tags/{link.href.removeprefix('../tags/')}"]
            assert isinstance(page, TagPage)
            assert page.name == link.text
            assert f"../briefs/{slug}.md" in {entry.link.href for entry in page.briefings}


def test_indexes_are_by_name_and_by_letter_if_they_are_long() -> None:
    few = record_of(
        [
            filed(briefing("first", Year(2031)), "the tide", ("b", "Ä")),
            filed(briefing("second", DAY), "Courier", ("Ä",)),
            filed(briefing("third", DAY + timedelta(1)), "Courier"),
        ]
    )
    (outlets,) = made_of(names_outputs, few, "outlets")
    (tags,) = made_of(names_outputs, few, "tags")
    assert isinstance(outlets, NamesPage)
    assert [(entry.link.text, entry.briefings, entry.newest) for entry in outlets.names] == [
        ("Courier", 2, DAY + timedelta(1)),
        ("the tide", 1, Year(2031)),
    ]
    assert [(entry.link, entry.briefings) for entry in tags.names] == [
        (Link("Ä", "a.md"), 2),
        (Link("b", "b.md"), 1),
    ]
    many = record_of(filed(briefing(f"b{at}", DAY), f"{'AB'[at % 2]} {at:03}") for at in range(150))
    index, *parts = made_of(names_outputs, many, "outlets")
    assert (index.count, index.names) == (150, ())
    assert [(english().said(part.link.text), part.link.href) for part in index.parts] == [
        ("A", "letter_a.md"),
        ("B", "letter_b.md"),
    ]
    assert all(isinstance(part, NamesPartPage) for part in parts)
    assert [part.path for part in parts] == ["outlets/letter_a.md", "outlets/letter_b.md"]
    assert sum(len(part.names) for part in parts) == 150

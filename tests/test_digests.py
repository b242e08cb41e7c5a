"""The digests for finding changes cover every field that pages are made from."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from helpers.building import SITES, Site
from helpers.checked import new_store, record_of
from helpers.variants import fields_of, variants
from onrecord.checking.examine import Examined
from onrecord.checking.result import decode_answer, encode_answer
from onrecord.checking.store import TABLES, Store
from onrecord.engine.digests import value_digest
from onrecord.engine.ledger import opened
from onrecord.layout import Layout
from onrecord.record import (
    AnchoredBrief,
    Basis,
    Byline,
    Entry,
    Inquiry,
    Known,
    Listing,
    Reference,
    Statement,
    Turn,
)
from onrecord.record.digests import digests_of
from onrecord.record.index import in_record_order, index
from onrecord.schema.models import Accepted, Actor, Issue
from onrecord.text.dates import Month, Year
from onrecord.text.spans import Span

DAY = date(2031, 1, 1)
STATEMENT = Statement("note", "position", "mira", "ship", DAY, DAY, "for", "ilse")
STATEMENT_OF_MONTH = replace(STATEMENT, id="of-month", briefed=Year(2031), date=Month(2031, 1))
INQUIRY = Inquiry("note", "question", "ship", DAY, "answered", Reference("later", "position"), DAY)
LISTING = Listing("note", DAY, "Sailor")
ENTRY = Entry(
    "note",
    DAY,
    DAY,
    (STATEMENT, STATEMENT_OF_MONTH),
    (INQUIRY,),
    (("mira", "Sailor"),),
    ("ilse",),
    "The Tide",
    "a radio",
    ("sea",),
    (Known("mira", "ilse", Basis.QUOTED),),
    ("memo",),
)
ACCEPT = (Accepted(rule="unused-entry", because="She is to come."),)
ACTOR = Actor(
    name="Mira",
    kind="person",
    also=("M.",),
    sort="Tarn",
    of="crew",
    wikidata="Q1",
    note="Made up.",
    formerly=("m",),
    accept=ACCEPT,
)
ISSUE = Issue(
    title="The ship", proposition="It should sail.", about="Made up.", formerly=("boat",), accept=ACCEPT
)


def assert_all_varied(seen: Iterable[str], *types: type) -> None:
    missing = fields_of(*types).difference(seen)
    assert not missing, f"the examples of this test have no value in {sorted(missing)}: give them one"


def test_a_digest_of_what_the_indexes_hold_follows_each_of_its_fields() -> None:
    seen = set[str]()
    for example in (STATEMENT, STATEMENT_OF_MONTH, INQUIRY, LISTING, ACTOR, ISSUE):
        for path, other in variants(example):
            assert value_digest((other,)) != value_digest((example,)), path
            assert value_digest(other) != value_digest(example), path
            seen.update(path)
    assert_all_varied(seen, Statement, Inquiry, Listing, Actor, Issue)


def told(entry: Entry) -> dict[str, bytes]:
    """The digests of a record with an entry and with another one that answers its question."""
    references = [inquiry.answered_by for inquiry in entry.inquiries if inquiry.answered_by]
    others = [
        Entry(by.slug, DAY, DAY, (), (), (), (), "The Tide") for by in references if by.slug != entry.slug
    ]
    entries = in_record_order([entry, *others])
    briefs: dict[str, Any] = dict.fromkeys(found.slug for found in entries)
    record = index(entries, briefs, {"mira": ACTOR}, {"ship": ISSUE})
    return digests_of(record, lambda slugs: dict.fromkeys(slugs, b"as it was"))


def test_each_field_of_an_entry_is_told_by_the_record() -> None:
    seen = set[str]()
    for path, other in variants(ENTRY):
        if path[-1] != "Inquiry.answered":  # Not the entry's own: it comes from the answering briefing.
            assert told(other) != told(ENTRY), path
        seen.update(path)
    assert_all_varied(seen, Entry)


def test_each_field_of_a_briefing_is_told_by_the_record(tmp_path: Path) -> None:
    layout, seen = Layout(tmp_path), set[str]()
    briefs = record_of(Site(SITES / "strait")).briefs
    layout.work.mkdir()
    with opened(layout.work, TABLES, print) as ledger:
        for store in (Store(ledger), new_store()):
            for slug, brief in briefs.items():
                before = contents(store, slug, with_rare_fields(brief))
                for path, other in variants(with_rare_fields(brief)):
                    if path != ("AnchoredBrief.slug",):
                        assert contents(store, slug, other) != before, path
                    seen.update(path)
    assert_all_varied(seen, AnchoredBrief)


def with_rare_fields(brief: AnchoredBrief) -> AnchoredBrief:
    """A briefing with values in the fields that the made-up site leaves empty."""
    source = replace(brief.brief.source, headline="A ship", speaker="mira", published=Month(2031, 1))
    article = replace(
        brief.article,
        byline=Byline(Span(0, 4), "Mira", "The Ship", "Here"),
        given_headline="A ship",
        turns=(Turn(Span(0, 4), Span(6, 9)),),
        unpaired=(3, 5),
    )
    return replace(
        brief, brief=replace(brief.brief, date=Year(2031), formerly=("memo",), source=source), article=article
    )


def contents(store: Store, slug: str, brief: AnchoredBrief) -> bytes:
    """The digest of what stands behind a briefing's key, when a store keeps this of it."""
    examined = Examined("", None, brief, frozenset(), ())
    store.put(slug, b"", decode_answer(encode_answer(None, examined)))
    entry = Entry(slug, DAY, DAY, (), (), (), (), "The Tide")
    record = index([entry], {slug: brief}, {}, {})
    return digests_of(record, store.digests)[f"briefs/{slug}"]

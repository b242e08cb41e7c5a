"""The digests of a record change exactly with its values, and reads record the right keys.

The oracle is a comparison by Python of the values before and after.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.checking.check import touched_keys
from onrecord.checking.result import ENCODER, BriefResult
from onrecord.checking.store import StoredBrief
from onrecord.engine.digests import value_digest
from onrecord.engine.reads import ReadLog, Remembered, tracked
from onrecord.record import Basis, Entry, Inquiry, Known, Record, Reference, Statement
from onrecord.record.digests import digests_of
from onrecord.record.index import in_record_order, index
from onrecord.schema.models import Actor, Issue

ACTORS = ["actor-1", "actor-2", "actor-3"]
ISSUES = ["issue-1", "issue-2"]
PUBLISHERS = ["The Tide", "the tide", "Courier"]  # Two of them have the same words.
TAGS = ["Sea", "sea"]
SLUGS = [f"briefing-{number}" for number in range(5)]
DAYS = [date(2031, 1, day) for day in (1, 2, 3)]
NOTHING = BriefResult("", "", None, frozenset(), ())
Version = tuple[Mapping[str, bytes], Mapping[str, bytes], Record]
ANSWERING = SLUGS[:2]  # These are always in the register, so that others can refer to them.


@st.composite
def entry(draw: st.DrawFn, slug: str) -> Entry:
    day = draw(st.sampled_from(DAYS))
    statement = st.builds(
        Statement,
        slug=st.just(slug),
        id=st.sampled_from(["position-1", "position-2"]),
        actor=st.sampled_from(ACTORS),
        issue=st.sampled_from(ISSUES),
        briefed=st.just(day),
        date=st.sampled_from(DAYS),
        stance=st.sampled_from([None, "for", "against"]),
        relayed_by=st.sampled_from([None, *ACTORS]),
    )
    answer = st.none() | st.builds(Reference, slug=st.sampled_from(ANSWERING), id=st.just("position-1"))
    inquiry = st.builds(
        Inquiry,
        slug=st.just(slug),
        id=st.just("question-1"),
        issue=st.sampled_from([None, *ISSUES]),
        asked=st.just(day),
        status=st.sampled_from(["open", "answered"]),
        answered_by=answer,
        answered=st.none(),
    )
    listed = st.lists(st.tuples(st.sampled_from(ACTORS), st.sampled_from([None, "a role"])), max_size=2)
    known = st.builds(
        Known,
        actor=st.sampled_from(ACTORS),
        relayed_by=st.sampled_from([None, *ACTORS]),
        basis=st.sampled_from(Basis),
    )
    return Entry(
        slug=slug,
        date=day,
        newest=draw(st.sampled_from(DAYS)),
        statements=tuple(draw(st.lists(statement, max_size=2))),
        inquiries=tuple(draw(st.lists(inquiry, max_size=1))),
        listed=tuple(draw(listed)),
        silent=tuple(draw(st.lists(st.sampled_from(ACTORS), max_size=2))),
        publisher=draw(st.sampled_from(PUBLISHERS)),
        relays=draw(st.sampled_from([None, "a radio"])),
        tags=tuple(draw(st.sets(st.sampled_from(TAGS)))),
        known=tuple(draw(st.lists(known, max_size=2))),
    )


@st.composite
def versions(draw: st.DrawFn) -> tuple[Version, Version]:
    """A collection before and after some edits: its entries, digests of its briefings, its record."""
    slugs = st.sets(st.sampled_from(SLUGS)).map(lambda chosen: chosen.union(ANSWERING))
    before = {slug: draw(entry(slug)) for slug in sorted(draw(slugs))}
    after, entries, contents = {}, {}, {}
    encoded = {slug: ENCODER.encode(found) for slug, found in before.items()}
    digests = {slug: value_digest(slug) for slug in before}
    for slug in sorted(draw(slugs)):
        edit = draw(st.sampled_from(["untouched", "words", "anything"])) if slug in before else "anything"
        after[slug] = draw(entry(slug)) if edit == "anything" else before[slug]
        # An unchanged briefing keeps its very entry object.
        entries[slug] = encoded[slug] if edit == "untouched" else ENCODER.encode(after[slug])
        contents[slug] = digests[slug] if edit == "untouched" else value_digest([slug, "edited"])
    return (
        (encoded, digests, record_of(before, digests, draw(registers()))),
        (entries, contents, record_of(after, contents, draw(registers()))),
    )


Registers = tuple[dict[str, Actor], dict[str, Issue]]


@st.composite
def registers(draw: st.DrawFn) -> Registers:
    actors = st.builds(
        Actor,
        name=st.sampled_from(["One", "Another"]),
        kind=st.just("group"),
        of=st.sampled_from([None, *ACTORS[:2]]),
        note=st.sampled_from([None, "A note"]),
    )
    issues = st.builds(Issue, title=st.sampled_from(["One", "Another"]))
    return (
        {id_: draw(actors) for id_ in draw(st.permutations(ACTORS))},
        {id_: draw(issues) for id_ in ISSUES},
    )


def plain_registers() -> Registers:
    return {id_: Actor(name=id_, kind="group") for id_ in ACTORS}, {id_: Issue(title=id_) for id_ in ISSUES}


def record_of(entries: Mapping[str, Entry], contents: Mapping[str, bytes], named: Registers) -> Record:
    """A record whose briefings are replaced by digests."""
    ordered = in_record_order(entries.values())
    briefs: dict[str, Any] = {found.slug: contents[found.slug] for found in ordered}
    return index(ordered, briefs, *named)


def told_of(both: tuple[Version, Version]) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """The digests of both records; those of the later one are made from those of the earlier one."""
    (entries, contents, record), (entries_now, contents_now, now) = both
    before = digests_of(record, lambda slugs: {slug: contents[slug] for slug in slugs})
    kept = {slug: StoredBrief(slug, b"", NOTHING, found, True) for slug, found in entries.items()}
    touched = touched_keys(now, entries_now, kept)
    return before, digests_of(
        now, lambda slugs: {slug: contents_now[slug] for slug in slugs}, before, touched
    )


def held(record: Record) -> dict[str, Any]:
    """The values of a record, by key."""
    found: dict[str, Any] = {}
    for field in record.__struct_fields__:
        values = getattr(record, field)
        found[f"{field}/"] = list(values.items()) if isinstance(values, Mapping) else values
        if isinstance(values, Mapping):
            found.update((f"{field}/{key}", value) for key, value in values.items())
    return found


@given(versions())
def test_just_what_differs_is_told(both: tuple[Version, Version]) -> None:
    (_, _, record), (_, _, now) = both
    here, there = held(record), held(now)
    before, after = told_of(both)
    assert (here.keys(), there.keys()) == (before.keys(), after.keys())
    for key in here.keys() | there.keys():
        assert (before.get(key) == after.get(key)) == (here.get(key) == there.get(key)), key


def attempt(read: Callable[[], Any]) -> Any:
    try:
        return read()
    except (KeyError, IndexError) as error:
        return type(error)


# All ways to read a field; each result depends on the record alone.
OF_MAPPINGS: dict[str, Callable[[Any, str], Any]] = {
    "[]": lambda values, key: attempt(lambda: values[key]),
    "get": lambda values, key: values.get(key, "nothing"),
    "in": lambda values, key: key in values,
    "iter": lambda values, _: list(iter(values)),  # `list` alone asks for the length as well
    "len": lambda values, _: len(values),
    "bool": lambda values, _: bool(values),
    "keys": lambda values, _: list(values.keys()),
    "values": lambda values, _: list(values.values()),
    "items": lambda values, _: list(values.items()),
    "==": lambda values, _: values == {},
}
OF_SEQUENCES: dict[str, Callable[[Any, str], Any]] = {
    "[]": lambda values, _: attempt(lambda: values[0]),
    "[:]": lambda values, _: values[:1],
    "in": lambda values, _: None in values,
    "iter": lambda values, _: list(iter(values)),  # `list` alone asks for the length as well
    "reversed": lambda values, _: list(reversed(values)),
    "len": lambda values, _: len(values),
    "bool": lambda values, _: bool(values),
}


@settings(max_examples=40)
@given(versions())
def test_whoever_reads_something_else_now_has_read_a_key_that_is_told(both: tuple[Version, Version]) -> None:
    (_, _, record), (_, _, now) = both
    before, after = told_of(both)
    differing = {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
    reads = ReadLog()
    watched = tracked(record, reads)
    for field in Record.__struct_fields__:
        plain = getattr(record, field)
        for way, read in (OF_MAPPINGS if isinstance(plain, Mapping) else OF_SEQUENCES).items():
            for key in (*ACTORS[:2], ISSUES[0], *SLUGS[:3], *PUBLISHERS, *TAGS, "nobody"):
                result = read(getattr(watched, field), key)
                read_keys = reads.drain()
                assert result == read(plain, key), (field, way, key)
                if result != read(getattr(now, field), key):
                    assert read_keys & differing, (field, way, key)


def test_what_is_remembered_counts_as_read_each_time() -> None:
    entries = {SLUGS[0]: Entry(SLUGS[0], DAYS[0], DAYS[0], (), (), (("actor-1", None),), (), "The Tide")}
    reads = ReadLog()
    record = tracked(record_of(entries, {SLUGS[0]: b""}, plain_registers()), reads)
    listings: Remembered[str, object] = Remembered(record, record.listed_in.get)
    reads.drain()
    for _ in range(2):
        record.days.get("a day")
        listings("actor-1")
        assert reads.drain() == {"days/a day", "listed_in/actor-1"}
        listings("actor-2")
        assert reads.drain() == {"listed_in/actor-2"}


def test_words_that_the_indexes_do_not_have_touch_a_briefing_alone() -> None:
    found = Entry(SLUGS[0], DAYS[0], DAYS[0], (), (), (("actor-1", None),), (), "The Tide")
    record = record_of({SLUGS[0]: found}, {SLUGS[0]: b""}, plain_registers())
    kept = {SLUGS[0]: StoredBrief(SLUGS[0], b"", NOTHING, ENCODER.encode(found), True)}
    examined_again = {SLUGS[0]: ENCODER.encode(found)}
    assert touched_keys(record, examined_again, kept) == {("briefs", SLUGS[0])}
    assert touched_keys(record, {SLUGS[0]: kept[SLUGS[0]].entry}, kept) == frozenset()


def test_who_asks_what_another_briefing_answers_is_touched_when_that_gets_another_day() -> None:
    asked = Inquiry(
        SLUGS[1], "question-1", "issue-1", DAYS[0], "answered", Reference(SLUGS[0], "position-1"), None
    )
    asking = Entry(SLUGS[1], DAYS[0], DAYS[0], (), (asked,), (), (), "The Tide")
    answering = Entry(SLUGS[0], DAYS[1], DAYS[1], (), (), (), (), "The Tide")
    kept = {e.slug: StoredBrief(e.slug, b"", NOTHING, ENCODER.encode(e), True) for e in (asking, answering)}
    moved = Entry(SLUGS[0], DAYS[2], DAYS[2], (), (), (), (), "The Tide")
    entries = {SLUGS[0]: ENCODER.encode(moved), SLUGS[1]: kept[SLUGS[1]].entry}
    contents = dict.fromkeys(entries, b"")
    record = record_of({SLUGS[0]: moved, SLUGS[1]: asking}, contents, plain_registers())
    touched = touched_keys(record, entries, kept)
    assert {("questions", ""), ("questions_on", "issue-1"), ("answers", SLUGS[0])} <= touched
    assert ("briefs", SLUGS[1]) not in touched

"""What is told of a record from what was known before is what is told of it from nothing."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from onrecord.cache.answers import ENCODER, Known
from onrecord.cache.briefings import Kept
from onrecord.checking import touched_keys
from onrecord.model import Entry, Inquiry, Record, Reference, Statement
from onrecord.record import in_record_order, index
from onrecord.schema import Actor, Issue
from onrecord.tracking import digest_of, digests_of

ACTORS = ["actor-1", "actor-2", "actor-3"]
ISSUES = ["issue-1", "issue-2"]
SLUGS = [f"briefing-{number}" for number in range(5)]
DAYS = [date(2031, 1, day) for day in (1, 2, 3)]
NOTHING = Known("", "", None, frozenset(), ())
Version = tuple[Mapping[str, bytes], Mapping[str, bytes], Record]


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
    answer = st.none() | st.builds(Reference, slug=st.just(SLUGS[0]), id=st.just("position-1"))
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
    return Entry(
        slug=slug,
        date=day,
        newest=draw(st.sampled_from(DAYS)),
        statements=tuple(draw(st.lists(statement, max_size=2))),
        inquiries=tuple(draw(st.lists(inquiry, max_size=1))),
        listed=tuple(draw(listed)),
        silent=tuple(draw(st.lists(st.sampled_from(ACTORS), max_size=2))),
    )


@st.composite
def versions(draw: st.DrawFn) -> tuple[Version, Version]:
    """A collection before and after some edits: its entries, digests of its briefings, its record."""
    slugs = st.sets(st.sampled_from(SLUGS)).map(lambda chosen: chosen | {SLUGS[0]})  # which others may name
    before = {slug: draw(entry(slug)) for slug in sorted(draw(slugs))}
    after, entries, contents = {}, {}, {}
    encoded = {slug: ENCODER.encode(found) for slug, found in before.items()}
    digests = {slug: digest_of(slug) for slug in before}
    for slug in sorted(draw(slugs)):
        edit = draw(st.sampled_from(["untouched", "words", "anything"])) if slug in before else "anything"
        after[slug] = draw(entry(slug)) if edit == "anything" else before[slug]
        # A briefing that was not examined again has the very entry that was kept.
        entries[slug] = encoded[slug] if edit == "untouched" else ENCODER.encode(after[slug])
        contents[slug] = digests[slug] if edit == "untouched" else digest_of([slug, "edited"])
    return (
        (encoded, digests, record_of(before, draw(st.booleans()))),
        (entries, contents, record_of(after, draw(st.booleans()))),
    )


def record_of(entries: Mapping[str, Entry], has_members: bool) -> Record:
    above = ACTORS[0] if has_members else None
    actors = {id_: Actor(name=id_, kind="group", of=above) for id_ in ACTORS}
    ordered = in_record_order(entries.values())
    briefs: dict[str, Any] = dict.fromkeys(found.slug for found in ordered)  # Nobody opens one.
    return index(ordered, briefs, actors, {id_: Issue(title=id_) for id_ in ISSUES})


@given(versions())
def test_what_an_edit_did_not_touch_need_not_be_looked_at(both: tuple[Version, Version]) -> None:
    (entries, contents, record), (entries_now, contents_now, now) = both
    before = digests_of(record, lambda slugs: {slug: contents[slug] for slug in slugs})
    kept = {slug: Kept(slug, b"", NOTHING, found, True) for slug, found in entries.items()}
    touched = touched_keys(now, entries_now, kept)

    def of_some(slugs: Collection[str]) -> dict[str, bytes]:
        return {slug: contents_now[slug] for slug in slugs}

    assert digests_of(now, of_some, before, touched) == digests_of(now, of_some)


def test_words_that_the_indexes_do_not_have_touch_a_briefing_alone() -> None:
    found = Entry(SLUGS[0], DAYS[0], DAYS[0], (), (), (("actor-1", None),), ())
    record = record_of({SLUGS[0]: found}, has_members=False)
    kept = {SLUGS[0]: Kept(SLUGS[0], b"", NOTHING, ENCODER.encode(found), True)}
    examined_again = {SLUGS[0]: ENCODER.encode(found)}
    assert touched_keys(record, examined_again, kept) == {("briefs", SLUGS[0])}
    assert touched_keys(record, {SLUGS[0]: kept[SLUGS[0]].entry}, kept) == frozenset()


def test_who_asks_what_another_briefing_answers_is_touched_when_that_gets_another_day() -> None:
    asked = Inquiry(
        SLUGS[1], "question-1", "issue-1", DAYS[0], "answered", Reference(SLUGS[0], "position-1"), None
    )
    asking = Entry(SLUGS[1], DAYS[0], DAYS[0], (), (asked,), (), ())
    answering = Entry(SLUGS[0], DAYS[1], DAYS[1], (), (), (), ())
    kept = {e.slug: Kept(e.slug, b"", NOTHING, ENCODER.encode(e), True) for e in (asking, answering)}
    moved = Entry(SLUGS[0], DAYS[2], DAYS[2], (), (), (), ())
    entries = {SLUGS[0]: ENCODER.encode(moved), SLUGS[1]: kept[SLUGS[1]].entry}
    touched = touched_keys(record_of({SLUGS[0]: moved, SLUGS[1]: asking}, has_members=False), entries, kept)
    assert {("questions", ""), ("questions_on", "issue-1"), ("answers", SLUGS[0])} <= touched
    assert ("briefs", SLUGS[1]) not in touched

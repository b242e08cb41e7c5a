"""Stage 4: index who said what on which issue, across all briefings.

Pure. The indexes hold references, not objects. Every order depends on content alone: newest briefing first,
then by slug, and within a briefing the editor's order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import TypeVar

from msgspec.structs import replace

from onrecord.addresses import actor_path, briefing_path, ids_of, issue_path
from onrecord.record import (
    AnchoredBrief,
    AnchoredPosition,
    AnchoredQuestion,
    Entry,
    Filed,
    Inquiry,
    Known,
    Listing,
    Published,
    Record,
    Reference,
    Statement,
)
from onrecord.record.timeline import change_paths
from onrecord.schema.models import Actor, Issue
from onrecord.text.dates import in_order

_Key = TypeVar("_Key")
_Item = TypeVar("_Item")


def index(
    entries: Sequence[Entry],
    briefs: Mapping[str, AnchoredBrief],
    actors: Mapping[str, Actor],
    issues: Mapping[str, Issue],
) -> Record:
    """Index all briefings by actor and by issue.

    Args:
        entries: of all briefings, newest first, then by slug (`in_record_order`).
        briefs: by slug, in the same order; none is opened here.
        actors: the register.
        issues: the register.
    """
    days = {entry.slug: entry.date for entry in entries}
    positions_of: dict[str, list[Statement]] = defaultdict(list)
    positions_on: dict[str, list[Statement]] = defaultdict(list)
    relayed_by: dict[str, list[Statement]] = defaultdict(list)
    questions: list[Inquiry] = []
    questions_on: dict[str, list[Inquiry]] = defaultdict(list)
    answers: dict[str, list[Inquiry]] = defaultdict(list)
    listed_in: dict[str, list[Listing]] = defaultdict(list)
    silent_in: dict[str, list[str]] = defaultdict(list)
    outlets: dict[str, list[Published]] = defaultdict(list)
    tagged: dict[str, list[Filed]] = defaultdict(list)
    for entry in entries:
        for statement in entry.statements:
            positions_of[statement.actor].append(statement)
            positions_on[statement.issue].append(statement)
            if statement.relayed_by:
                relayed_by[statement.relayed_by].append(statement)
        for inquiry in entry.inquiries:
            by = inquiry.answered_by
            if by:
                inquiry = replace(inquiry, answered=days[by.slug])  # noqa: PLW2901 - only known here
                answers[by.slug].append(inquiry)
            questions.append(inquiry)
            if inquiry.issue:
                questions_on[inquiry.issue].append(inquiry)
        for actor_id, role in entry.listed:
            listed_in[actor_id].append(Listing(entry.slug, entry.date, role))
        for actor_id in entry.silent:
            silent_in[actor_id].append(entry.slug)
        outlets[entry.publisher].append(Published(entry.slug, entry.date, entry.relays, entry.known))
        for tag in entry.tags:
            tagged[tag].append(Filed(entry.slug, entry.date))
    members_of: dict[str, list[str]] = defaultdict(list)
    for actor_id, actor in actors.items():
        if actor.of:
            members_of[actor.of].append(actor_id)
    return Record(
        briefs=briefs,
        days=days,
        changed={entry.slug: entry.newest for entry in entries},
        actors=actors,
        issues=issues,
        positions_of=_frozen(positions_of),
        positions_on=_frozen(positions_on),
        relayed_by=_frozen(relayed_by),
        changes=change_paths(statement for entry in entries for statement in entry.statements),
        questions=tuple(questions),
        questions_on=_frozen(questions_on),
        answers=_frozen(answers),
        listed_in=_frozen(listed_in),
        silent_in=_frozen(silent_in),
        members_of=_frozen(members_of),
        moved=dict(_moved(entries, actors, issues)),
        outlets=_frozen(outlets),
        outlet_ids=ids_of(_earliest_first(outlets)),
        tagged=_frozen(tagged),
        tag_ids=ids_of(_earliest_first(tagged)),
    )


def _moved(
    entries: Sequence[Entry], actors: Mapping[str, Actor], issues: Mapping[str, Issue]
) -> Iterator[tuple[str, str]]:
    """The earlier and the present path of each page that was at another one."""
    for entry in entries:
        for slug in entry.formerly:
            yield briefing_path(slug), briefing_path(entry.slug)
    for path, register in ((actor_path, actors), (issue_path, issues)):
        for id_, registered in register.items():
            for earlier in registered.formerly:
                yield path(earlier), path(id_)


def keys_of(entry: Entry) -> Iterator[tuple[str, str]]:
    """The fields and keys of the record to which a briefing adds; fields without keys have an empty one."""
    for field in ("briefs", "days", "changed"):
        yield field, entry.slug
    for statement in entry.statements:
        yield "changes", ""
        yield "positions_of", statement.actor
        yield "positions_on", statement.issue
        if statement.relayed_by:
            yield "relayed_by", statement.relayed_by
    for inquiry in entry.inquiries:
        yield "questions", ""
        if inquiry.issue:
            yield "questions_on", inquiry.issue
        if inquiry.answered_by:
            yield "answers", inquiry.answered_by.slug
    for actor_id, _ in entry.listed:
        yield "listed_in", actor_id
    for actor_id in entry.silent:
        yield "silent_in", actor_id
    yield "outlets", entry.publisher
    for tag in entry.tags:
        yield "tagged", tag


def in_record_order(entries: Iterable[Entry]) -> list[Entry]:
    """Briefings in the order of the record: newest first, then by slug."""
    return sorted(
        sorted(entries, key=attrgetter("slug")), key=lambda entry: in_order(entry.date), reverse=True
    )


def entry_of(brief: AnchoredBrief) -> Entry:
    """A briefing as the indexes need it."""
    written = brief.brief
    days = [written.date, written.updated, *(correction.date for correction in written.corrections)]
    return Entry(
        slug=brief.slug,
        date=written.date,
        newest=max((day for day in days if day is not None), key=in_order),
        statements=tuple(_statement(brief, position) for position in brief.positions),
        inquiries=tuple(_inquiry(brief, question) for question in brief.questions),
        listed=tuple((actor.id, actor.role) for actor in written.actors),
        silent=brief.silent,
        publisher=written.source.publisher,
        relays=written.source.relays,
        tags=tuple(dict.fromkeys(written.tags)),
        known=tuple(
            Known(position.stated.actor, position.stated.relayed_by, position.basis)
            for position in brief.positions
        ),
        formerly=written.formerly,
    )


def _statement(brief: AnchoredBrief, position: AnchoredPosition) -> Statement:
    stated, day = position.stated, brief.brief.date
    return Statement(
        slug=brief.slug,
        id=position.id,
        actor=stated.actor,
        issue=stated.issue,
        briefed=day,
        date=stated.date or day,
        stance=stated.stance,
        relayed_by=stated.relayed_by,
    )


def _inquiry(brief: AnchoredBrief, question: AnchoredQuestion) -> Inquiry:
    asked, answered_by = question.asked, None
    if asked.answered_by:
        slug, _, fragment = asked.answered_by.partition("#")
        answered_by = Reference(slug, fragment)
    return Inquiry(
        slug=brief.slug,
        id=question.id,
        issue=asked.issue,
        asked=brief.brief.date,
        status=asked.status,
        answered_by=answered_by,
        answered=None,
    )


def _earliest_first(briefings: Mapping[str, Sequence[Filed]]) -> list[str]:
    """Names by the date of their oldest briefing, then in the order of the alphabet."""
    return sorted(sorted(briefings), key=lambda name: in_order(briefings[name][-1].date))


def _frozen(index: Mapping[_Key, list[_Item]]) -> dict[_Key, tuple[_Item, ...]]:
    return {key: tuple(items) for key, items in index.items()}

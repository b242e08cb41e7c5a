"""Stage 2: what a briefing refers to: actors and issues of the registers, and its own list."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.metadata.briefs import BriefFile
from onrecord.metadata.registers import Registers, unknown_actor
from onrecord.metadata.schema_errors import suggest
from onrecord.metadata.tree import Document, MappingNode, scalars
from onrecord.problems import Location, Problem
from onrecord.rules import fields
from onrecord.rules import references as rules
from onrecord.schema import Position


def check_references(file: BriefFile, registers: Registers) -> Iterator[Problem]:
    """Check that the actors and issues of a briefing are in the registers, and listed."""
    brief, document = file.brief, file.document
    listed: dict[str, int] = {}
    if "actors" not in file.wrong:
        for number, actor in enumerate(brief.actors):
            place = document.value((*file.item("actors", number), "id"))
            if actor.id in listed:
                message = f"{actor.id} is listed twice"
                yield Problem(rules.DUPLICATE_ID, place, message, "keep one of the two")
            listed[actor.id] = number
            if actor.id not in registers.actors:
                yield unknown_actor(place, actor.id, registers)
    for number, position in enumerate(brief.positions):
        item = file.item("positions", number)
        if "actors" not in file.wrong and position.actor not in listed:
            yield _not_listed(document.value((*item, "actor")), position.actor, registers)
        yield from _check_position(document, item, position, registers)
    for number, question in enumerate(brief.open_questions):
        item = file.item("open_questions", number)
        if question.issue:
            yield from _check_issue(document, item, question.issue, registers)
        yield from _check_status(document, item, question.status, question.answer)


def _not_listed(place: Location, actor: str, registers: Registers) -> Problem:
    if actor not in registers.actors:
        return unknown_actor(place, actor, registers)
    message = f"{actor} is not one of this briefing's actors"
    return Problem(rules.ACTOR_NOT_LISTED, place, message, f"add `- id: {actor}` to `actors`")


def _check_position(
    document: Document, item: tuple[str | int, ...], position: Position, registers: Registers
) -> Iterator[Problem]:
    named = [("relayed_by", position.relayed_by)] if position.relayed_by else []
    named += [("toward", actor) for actor in position.toward]
    for key, actor_id in named:
        if actor_id not in registers.actors:
            yield unknown_actor(document.value((*item, key)), actor_id, registers)
    yield from _check_issue(document, item, position.issue, registers)
    issue = registers.issues.get(position.issue)
    if position.stance and issue and issue.proposition is None:
        place = document.value((*item, "stance"))
        message = f"the issue {position.issue} has no proposition"
        help_text = f"write its `proposition` in {registers.issues_file.path}"
        yield Problem(rules.STANCE_WITHOUT_PROPOSITION, place, message, help_text)


def _check_status(
    document: Document, item: tuple[str | int, ...], status: str, answer: str | None
) -> Iterator[Problem]:
    if status == "answered" and answer is None:
        place = document.value((*item, "status"))
        help_text = "add `answer`, and `answered_by` if a briefing shows it"
        yield Problem(fields.MISSING_ANSWER, place, "answered, and `answer` is missing", help_text)
    written = document.node(item)
    if status != "answered" and isinstance(written, MappingNode):
        for key in ("answer", "answered_by"):
            if key in written.keys:
                message = f"`{key}` is not shown while the status is {status}"
                place = document.key((*item, key))
                help_text = "write `status: answered`, or take it out"
                yield Problem(fields.UNEXPECTED_ANSWER, place, message, help_text)


def _check_issue(
    document: Document, item: tuple[str | int, ...], issue: str, registers: Registers
) -> Iterator[Problem]:
    if issue not in registers.issues:
        place = document.value((*item, "issue"))
        path = registers.issues_file.path
        message = f"there is no issue {issue} in {path}"
        help_text = suggest(issue, registers.issues) or f"add it to {path}"
        yield Problem(rules.UNKNOWN_ISSUE, place, message, help_text)


def actors_named(document: Document) -> set[str]:
    """The ids of actors that a briefing's file refers to, in whatever state it is."""
    keys = ("id", "actor", "relayed_by", "toward")
    return {scalar.value.strip() for key, scalar in scalars(document.root) if key in keys}


def issues_named(document: Document) -> set[str]:
    """The ids of issues that a briefing's file refers to, in whatever state it is."""
    return {scalar.value.strip() for key, scalar in scalars(document.root) if key == "issue"}

"""Stage 4: the record, who said what on which issue, across all briefings.

Pure.  The indexes hold references, not objects, and all orders follow from content: newest
briefing first, then by slug, and inside a briefing the editor's own order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date

from onrecord.addresses import position_id
from onrecord.metadata.briefs import BriefFile
from onrecord.metadata.references import actors_named, issues_named
from onrecord.metadata.registers import Register, Registers
from onrecord.metadata.schema_errors import suggest
from onrecord.model import AnchoredBrief, Record, Reference
from onrecord.problems import Problem
from onrecord.rules import references as rules


def build_record(anchored: Iterable[AnchoredBrief], registers: Registers) -> Record:
    """Index all briefings by actor and by issue."""
    briefs = {
        brief.slug: brief for brief in sorted(anchored, key=lambda b: (-b.brief.date.toordinal(), b.slug))
    }
    positions_of: dict[str, list[Reference]] = defaultdict(list)
    positions_on: dict[str, list[Reference]] = defaultdict(list)
    questions_on: dict[str, list[Reference]] = defaultdict(list)
    listed_in: dict[str, list[str]] = defaultdict(list)
    for slug, brief in briefs.items():
        for position in brief.positions:
            reference = Reference(slug, position.id)
            positions_of[position.stated.actor].append(reference)
            positions_on[position.stated.issue].append(reference)
        for question in brief.questions:
            if question.asked.issue:
                questions_on[question.asked.issue].append(Reference(slug, question.id))
        for actor in brief.brief.actors:
            listed_in[actor.id].append(slug)
    return Record(
        briefs=briefs,
        actors=registers.actors,
        issues=registers.issues,
        positions_of=_frozen(positions_of),
        positions_on=_frozen(positions_on),
        questions_on=_frozen(questions_on),
        listed_in={actor: tuple(slugs) for actor, slugs in listed_in.items()},
    )


def newest_date(record: Record) -> date | None:
    """The day of the newest briefing, update or correction: how new the record is."""
    briefs = [anchored.brief for anchored in record.briefs.values()]
    days = [day for brief in briefs for day in (brief.date, brief.updated) if day is not None]
    days += [correction.date for brief in briefs for correction in brief.corrections]
    return max(days, default=None)


def check_answers(files: Sequence[BriefFile], slugs: Collection[str]) -> Iterator[Problem]:
    """Check what only all briefings together can tell: that the positions which answer exist.

    Args:
        files: the briefings that could be read.
        slugs: of all briefings; what the others hold cannot be known.
    """
    unsure = {file.slug for file in files if "positions" in file.wrong}
    unsure |= set(slugs).difference(file.slug for file in files)
    positions = {file.slug: {position_id(p) for p in file.brief.positions} for file in files}
    for file in files:
        for number, question in enumerate(file.brief.open_questions):
            if question.answered_by is None:
                continue
            slug, _, fragment = question.answered_by.partition("#")
            place = file.document.value((*file.item("open_questions", number), "answered_by"))
            if slug in unsure:
                continue
            if slug not in positions:
                message, near = f"there is no briefing {slug}", suggest(slug, positions)
            elif fragment not in positions[slug]:
                message = f"the briefing {slug} has no position {fragment}"
                near = suggest(fragment, positions[slug])
            else:
                continue
            help_text = near or "copy it from the position's permalink: <slug>#<position id>"
            yield Problem(rules.UNKNOWN_POSITION, place, message, help_text)


def check_unused(files: Sequence[BriefFile], registers: Registers, named: set[str]) -> Iterator[Problem]:
    """Warn of entries of the registers that nothing uses.

    Args:
        files: all briefings.
        registers: the registers.
        named: the actors that the articles name; their pages are linked from the briefings'.
    """
    actors = named.union(*(actors_named(file.document) for file in files))
    actors |= {actor.of for actor in registers.actors.values() if actor.of}
    issues = set().union(*(issues_named(file.document) for file in files))
    yield from _unused_in(registers.actors, actors, registers.actors_file)
    yield from _unused_in(registers.issues, issues, registers.issues_file)


def _unused_in(entries: Mapping[str, object], used: set[str], register: Register) -> Iterator[Problem]:
    for entry in entries:
        if entry not in used:
            message = f"no briefing uses {entry}"
            help_text = "take the entry out, or use it"
            yield Problem(rules.UNUSED_ENTRY, register.place(entry), message, help_text)


def _frozen(index: Mapping[str, list[Reference]]) -> dict[str, tuple[Reference, ...]]:
    return {key: tuple(references) for key, references in index.items()}

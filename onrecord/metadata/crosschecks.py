"""Checks across all briefings, by their outlines."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from onrecord.metadata.outlines import Mention, Outline
from onrecord.metadata.registers import Register, Registers
from onrecord.rules import references as rules
from onrecord.rules import sources
from onrecord.rules.problems import Location, Problem
from onrecord.text.dates import When, is_before
from onrecord.text.suggestions import KnownNames, suggest


def check_claims(outlines: Sequence[Outline]) -> Iterator[Problem]:
    """Check that no two briefings have the same article, in one file or in copies."""
    claimed: dict[str, str] = {}
    stored: dict[bytes, Outline] = {}
    for outline in outlines:
        if outline.source is None:
            continue
        first = claimed.setdefault(outline.source.name, outline.slug)
        if first != outline.slug:
            message = f"the briefing {first} already uses this article"
            help_text = "write one briefing per article: merge the two, or choose another source"
            yield Problem(sources.CLAIMED_TWICE, outline.source.place, message, help_text)
        elif outline.text:
            other = stored.setdefault(outline.text, outline)
            if other is not outline and other.source is not None:
                message = f"the article is the same as {other.source.name}, of the briefing {other.slug}"
                help_text = "write one briefing per article: merge the two, or choose another source"
                yield Problem(sources.STORED_TWICE, outline.source.place, message, help_text)


def check_answers(
    outlines: Sequence[Outline], slugs: Collection[str], drafts: Collection[str] = ()
) -> Iterator[Problem]:
    """Check that answering positions exist and are not older than their questions.

    Args:
        outlines: of the briefings that could be read.
        slugs: of all briefings, readable or not; positions in an unreadable one are not reported as missing.
        drafts: the slugs of drafts, whose positions only other drafts can name.
    """
    known = {outline.slug: outline for outline in outlines}
    names, unread = KnownNames(known), set(slugs).difference(known)
    for outline in outlines:
        for answer in outline.answers:
            slug = answer.name.partition("#")[0]
            if slug in drafts and outline.slug not in drafts:
                message = f"the briefing {slug} is a draft, which is not published"
                help_text = "publish it by removing `draft: true` there, or name another position"
                yield Problem(rules.UNKNOWN_POSITION, answer.place, message, help_text)
            elif slug not in unread:
                yield from _check_answer(outline, answer, known, names)


def check_moved(
    outlines: Sequence[Outline], slugs: Collection[str], registers: Registers
) -> Iterator[Problem]:
    """Check that each earlier id leads to one page, and is the address of no other one.

    Args:
        outlines: of the briefings that could be read.
        slugs: of all briefings, readable or not.
        registers: the registers.
    """
    of_briefs = [(outline.slug, mention) for outline in outlines for mention in outline.formerly]
    yield from _moved_twice("briefing", of_briefs, slugs)
    for kind, register, entries in (
        ("actor", registers.actors_file, registers.actors),
        ("issue", registers.issues_file, registers.issues),
    ):
        mentions = [
            (id_, Mention(earlier, register.place(id_, "formerly", number)))
            for id_, entry in entries.items()
            for number, earlier in enumerate(entry.formerly)
        ]
        yield from _moved_twice(kind, mentions, register.names)


def _moved_twice(
    kind: str, mentions: Sequence[tuple[str, Mention]], present: Collection[str]
) -> Iterator[Problem]:
    taken: dict[str, str] = {}
    for owner, mention in mentions:
        first = taken.setdefault(mention.name, owner)
        if mention.name in present:
            message = f"there is {'an' if kind[0] in 'ai' else 'a'} {kind} {mention.name}"
        elif first != owner:
            message = f"{mention.name} leads to {first} already"
        else:
            continue
        yield Problem(
            rules.FORMER_ID_TAKEN, mention.place, message, "remove it here, or rename the other one"
        )


def _check_answer(
    asking: Outline, answer: Mention, known: Mapping[str, Outline], names: KnownNames
) -> Iterator[Problem]:
    slug, _, fragment = answer.name.partition("#")
    if slug not in known:
        message, near = f"there is no briefing {slug}", names.suggest(slug)
    else:
        answering = known[slug]
        if answering.positions is None:
            return
        if fragment in answering.positions:
            if asking.date and answering.date and is_before(answering.date, asking.date):
                yield _answered_before(answer.place, slug, answering.date, asking.date)
            return
        message = f"the briefing {slug} has no position {fragment}"
        near = suggest(fragment, answering.positions)
    help_text = near or "copy it from the position's permalink: <slug>#<position id>"
    yield Problem(rules.UNKNOWN_POSITION, answer.place, message, help_text)


def _answered_before(place: Location, slug: str, answered: When, asked: When) -> Problem:
    message = f"the question is dated {asked}, the briefing {slug} {answered}"
    help_text = "name a position of the same day or a later one; if it is the right one, correct the dates"
    return Problem(rules.ANSWER_BEFORE_QUESTION, place, message, help_text)


def check_unused(
    outlines: Sequence[Outline], registers: Registers, named: Collection[str]
) -> Iterator[Problem]:
    """Warn of unused entries of the registers.

    Args:
        outlines: of all briefings.
        registers: the registers.
        named: the actors that articles name: briefings link to their pages, so they are used.
    """
    actors = set(named).union(*(outline.actors for outline in outlines))
    actors |= {actor.of for actor in registers.actors.values() if actor.of}
    issues = set().union(*(outline.issues for outline in outlines))
    yield from _unused_in(registers.actors, actors, registers.actors_file)
    yield from _unused_in(registers.issues, issues, registers.issues_file)


def _unused_in(entries: Mapping[str, object], used: set[str], register: Register) -> Iterator[Problem]:
    for entry in entries:
        if entry not in used:
            message = f"no briefing uses {entry}"
            help_text = "remove the entry, or use it"
            yield Problem(rules.UNUSED_ENTRY, register.place(entry), message, help_text)

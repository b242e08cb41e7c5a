"""Names that actors have in one article only, written in its briefing under `as`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from onrecord.anchoring.names import NameIndex
from onrecord.metadata.briefs import BriefFile
from onrecord.metadata.name_words import is_common_word
from onrecord.rules import names as rules
from onrecord.rules.problems import Problem
from onrecord.schema.models import Actor


def names_here(file: BriefFile, names: NameIndex) -> NameIndex:
    """The index with the names that a briefing adds; the same object if it adds none."""
    called: dict[str, tuple[str, ...]] = {}
    for actor in file.brief.actors:
        called[actor.id] = (*called.get(actor.id, ()), *actor.called)
    return names.with_names(called) if any(called.values()) else names


def check_called(file: BriefFile, names: NameIndex, here: NameIndex) -> Iterator[Problem]:
    """Check that a briefing's `as` names are not common words and not names of other actors.

    Args:
        file: the briefing's.
        names: those of the register.
        here: the same, with those of the briefing.
    """
    if here is names:
        return
    for number, actor in enumerate(file.brief.actors):
        for at, name in enumerate(actor.called):
            place = file.document.value((*file.item("actors", number), "as", at))
            others = [bearer for bearer in here.bearers(name) if bearer != actor.id]
            if is_common_word(name):
                message = f"{name} is a common word, not a name"
                yield Problem(
                    rules.COMMON_WORD, place, message, "write a name that the article uses only for them"
                )
            elif others:
                message = f"{name} is also a name of {others[0]}"
                help_text = "write a longer name that only this actor has, or remove it"
                yield Problem(rules.SHARED, place, message, help_text)


def check_relayers(
    file: BriefFile, number: int, near: set[str], actors: Mapping[str, Actor]
) -> Iterator[Problem]:
    """Check who relays a position: somebody else than its actor, and named beside its words.

    Args:
        file: the briefing's.
        number: of the position.
        near: the actors named in the paragraphs of its passages and just before.
        actors: the register.
    """
    position = file.brief.positions[number]
    relayer = position.relayed_by
    if relayer is None or relayer not in actors:
        return
    place = file.document.value((*file.item("positions", number), "relayed_by"))
    if relayer == position.actor:
        message = f"{actors[relayer].name} is also the actor of this position"
        yield Problem(rules.RELAYED_BY_SPEAKER, place, message, "remove it, or name the actor who reports it")
    elif near.isdisjoint({relayer, actors[relayer].of}):
        message = f"no name of {actors[relayer].name} is in the passage's paragraph or the one before"
        help_text = "correct `relayed_by`, or add the article's name for them under `as`"
        yield Problem(rules.RELAYER_NOT_NEAR, place, message, help_text)

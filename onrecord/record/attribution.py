"""Attribution in words: a position's actor, with 'unnamed source' and the relaying actor where they apply.

With the actor's name alone, readers would take a position for that actor's own words, from a source that
anyone can look up. So wherever a page has no room for its basis, these facts are part of the name.
"""

from __future__ import annotations

from onrecord.record import AnchoredPosition, Basis, Position, Record, Statement
from onrecord.record.timeline import newest_first
from onrecord.text.phrases import Phrase, phrase

UNNAMED = "unnamed source"


def keywords(record: Record, position: AnchoredPosition) -> list[str]:
    """The keywords by which data says how a position is known; the same in every language.

    Its basis; for a relayed position also the basis of the words; and whether the source is unnamed.
    """
    bases = [position.basis.value]
    if position.basis is Basis.RELAYED:
        bases.append(position.words_basis.value)
    return [*bases, UNNAMED] if record.is_unnamed(position.stated) else bases


def from_unnamed(record: Record) -> list[Statement]:
    """The positions whose actor is an unnamed source, or whom one relays; newest first."""
    unnamed = [actor_id for actor_id, actor in record.actors.items() if actor.kind == "unnamed"]
    found: dict[Statement, None] = {}
    for actor_id in unnamed:
        found |= dict.fromkeys(record.positions_of.get(actor_id, ()))
        found |= dict.fromkeys(record.relayed_by.get(actor_id, ()))
    return newest_first(sorted(found, key=lambda statement: (statement.slug, statement.id)))


def named(record: Record, actor_id: str) -> str | Phrase:
    """An actor's name; for an unnamed source, with a word that says so."""
    actor = record.actors[actor_id]
    return phrase("shared.unnamed_actor", name=actor.name) if actor.kind == "unnamed" else actor.name


def attributed(record: Record, said: Position | Statement) -> str | Phrase:
    """The actor of a position, as by `named`, with the actor who relays it."""
    actor = named(record, said.actor)
    if not said.relayed_by:
        return actor
    return phrase("shared.via_actor", actor=actor, name=named(record, said.relayed_by))

"""Who says a position, in words: its actor, that this is an unnamed source, and the one who relays it.

A position that is shown with its actor's name alone would be taken for that actor's own words, from a source
whom everybody can look up.  So wherever there is no room to say both beside it, they are said with the name.
"""

from __future__ import annotations

from onrecord.model import AnchoredPosition, Basis, Position, Record, Statement
from onrecord.text.phrases import Phrase, phrase

UNNAMED = "unnamed source"


def keywords(record: Record, position: AnchoredPosition) -> list[str]:
    """What programs are told of how a position is known, in the words of the data, whatever the language.

    Its basis; of a relayed one the basis of the words too; and whether it is an unnamed source's.
    """
    bases = [position.basis.value]
    if position.basis is Basis.RELAYED:
        bases.append(position.words_basis.value)
    return [*bases, UNNAMED] if record.is_unnamed(position.stated) else bases


def named(record: Record, actor_id: str) -> str | Phrase:
    """An actor's name; of an unnamed source with a word that says so."""
    actor = record.actors[actor_id]
    return phrase("shared.unnamed_actor", name=actor.name) if actor.kind == "unnamed" else actor.name


def attributed(record: Record, said: Position | Statement) -> str | Phrase:
    """Whose position it is: `named`, and the one who says that they said it."""
    actor = named(record, said.actor)
    if not said.relayed_by:
        return actor
    return phrase("shared.via_actor", actor=actor, name=named(record, said.relayed_by))

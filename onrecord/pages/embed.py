"""One position by itself: what other sites show of it in a frame."""

from __future__ import annotations

from msgspec import Struct

from onrecord.pages.quoting import Passage, passages_in_sentences
from onrecord.record import AnchoredBrief, AnchoredPosition, Basis, Correction, Record
from onrecord.record.attribution import named
from onrecord.schema.models import Stance
from onrecord.text.dates import When
from onrecord.text.phrases import Phrase


class Embed(Struct, frozen=True):
    """A position, with all that a reader has to know who sees nothing else of the site.

    Attributes:
        actor: the actor's name; for an unnamed source, with a word that says so.
        role: of the actor in the briefing.
        passages: each in its sentence.
        language: of the article, a BCP 47 tag.
        words_basis: the basis of the words, whoever says them.
        relayed_by: the name of the actor who relays it.
        unnamed: whether the source is one that the article does not name.
        said: when it was said, if the briefing records it.
        about: the date of the briefing.
        corrections: those of the briefing, in the editor's order.
    """

    slug: str
    id: str
    actor: str | Phrase
    role: str | None
    issue: str
    says: str
    passages: tuple[Passage, ...]
    language: str
    translation: str | None
    basis: Basis
    words_basis: Basis
    relayed_by: str | None
    unnamed: bool
    stance: Stance | None
    said: When | None
    about: When
    publisher: str
    briefing: str
    corrections: tuple[Correction, ...]


def embed_of(record: Record, anchored: AnchoredBrief, position: AnchoredPosition) -> Embed:
    """What a frame shows of a position."""
    stated, written = position.stated, anchored.brief
    return Embed(
        slug=anchored.slug,
        id=position.id,
        actor=named(record, stated.actor),
        role=next((listed.role for listed in written.actors if listed.id == stated.actor), None),
        issue=record.issues[stated.issue].title,
        says=stated.says,
        passages=passages_in_sentences(anchored, position.id, position.anchors),
        language=written.source.language,
        translation=stated.translation,
        basis=position.basis,
        words_basis=position.words_basis,
        relayed_by=record.actors[stated.relayed_by].name if stated.relayed_by else None,
        unnamed=record.is_unnamed(stated),
        stance=stated.stance,
        said=stated.date,
        about=written.date,
        publisher=written.source.publisher,
        briefing=anchored.title,
        corrections=written.corrections,
    )

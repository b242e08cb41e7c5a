"""Actors, issues, positions and questions as JSON-LD nodes, in schema.org's vocabulary.

Every actor is a Person or an Organization, states, groups and unnamed sources included. An unnamed source has
no `@id`, so that no two of them are taken for the same.

Only an actor's own words inside quotation marks are a Quotation. Everything else, reported or relayed, is a
Claim. Claims are not reviewed, so there is no ClaimReview.
"""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from onrecord.addresses import actor_path, briefing_path, issue_path
from onrecord.exports.addresses import Addresses
from onrecord.exports.passages import as_text, pieces_of
from onrecord.languages.wording import Literal
from onrecord.record import AnchoredBrief, AnchoredPosition, AnchoredQuestion, Basis, Record
from onrecord.record.attribution import keywords
from onrecord.text.inline import plain

Node = dict[str, Any]
WIKIDATA = "https://www.wikidata.org/wiki/"
NOT_NAMED = "Not named by the source."


def node(kind: str, **properties: Any) -> Node:
    """A node with the properties that have a value."""
    return {"@type": kind, **_known(**properties)}


def _known(**properties: Any) -> Node:
    return {key: value for key, value in properties.items() if value not in (None, [], ())}


def the(identifier: str) -> Node:
    """A reference to a node."""
    return {"@id": identifier}


class Statements(Struct, frozen=True):
    """Makes nodes for one page."""

    record: Record
    addresses: Addresses

    @property
    def language(self) -> str:
        """The editors' language, a BCP 47 tag."""
        return self.addresses.settings.words.content

    def actor_id(self, actor_id: str) -> str:
        return self.addresses.of(actor_path(actor_id), "the_actor")

    def issue_id(self, issue_id: str) -> str:
        return self.addresses.of(issue_path(issue_id), "the_issue")

    def actor(self, actor_id: str) -> Node:
        """An actor with all data of the register."""
        actor = self.record.actors[actor_id]
        note = plain(actor.note) if actor.note else None
        if actor.kind == "unnamed":
            return {**self.mention(actor_id), **_known(description=note)}
        more = _known(
            alternateName=list(actor.also),
            description=note,
            url=self.addresses.of(actor_path(actor_id)),
            memberOf=self._organization(actor.of),
        )
        return {**self.mention(actor_id), **more}

    def mention(self, actor_id: str) -> Node:
        """An actor with enough data to identify it."""
        actor = self.record.actors[actor_id]
        if actor.kind == "unnamed":
            return node("Organization", name=actor.name, disambiguatingDescription=NOT_NAMED)
        same = f"{WIKIDATA}{actor.wikidata}" if actor.wikidata else None
        kind = "Person" if actor.kind == "person" else "Organization"
        return {**the(self.actor_id(actor_id)), **node(kind, name=actor.name, sameAs=same)}

    def speaker(self, actor_id: str) -> Node:
        """An actor as a speaker: a reference, or a node without `@id` for an unnamed source."""
        if self.record.actors[actor_id].kind == "unnamed":
            return self.mention(actor_id)
        return the(self.actor_id(actor_id))

    def _organization(self, actor_id: str | None) -> Node | None:
        """The actor that another one belongs to, if schema.org allows it members."""
        if actor_id is None or self.record.actors[actor_id].kind in ("person", "unnamed"):
            return None
        return {
            **the(self.actor_id(actor_id)),
            **node("Organization", name=self.record.actors[actor_id].name),
        }

    def issue(self, issue_id: str) -> Node:
        """An issue; its description is the proposition that stances are for or against, and says so."""
        issue, words = self.record.issues[issue_id], self.addresses.settings.words
        label = words.text("lists.label", label=Literal(words.text("shared.proposition")))
        proposition = f"{label} {issue.proposition}" if issue.proposition else None
        described = node("Thing", name=issue.title, description=proposition)
        return {**the(self.issue_id(issue_id)), **described}

    def position(self, brief: AnchoredBrief, position: AnchoredPosition, source: str) -> Node:
        """A position.

        Args:
            brief: its briefing.
            position: the position.
            source: the identifier of the article's node.
        """
        stated = position.stated
        address = self.addresses.of(briefing_path(brief.slug), position.id)
        passages = [as_text(passage) for passage in pieces_of(brief.article, position.anchors)]
        translation = node("CreativeWork", text=stated.translation, inLanguage=self.language)
        words: dict[str, Any] = {
            "text": passages if len(passages) > 1 else passages[0],
            "inLanguage": brief.brief.source.language,
            "workTranslation": translation if stated.translation else None,
        }
        shared: dict[str, Any] = {
            "about": the(self.issue_id(stated.issue)),
            "dateCreated": stated.date.isoformat() if stated.date else None,
            "keywords": keywords(self.record, position),
        }
        if position.basis is Basis.QUOTED:
            described = node(
                "Quotation",
                **words,
                **shared,
                description=stated.says,
                spokenByCharacter=self.speaker(stated.actor),
                isBasedOn=the(source),
            )
        else:
            publisher = node("Organization", name=brief.brief.source.publisher)
            described = node(
                "Claim",
                text=stated.says,
                inLanguage=self.language,
                **shared,
                author=self.speaker(stated.actor),
                # The actor who relays these words.
                claimInterpreter=self.speaker(stated.relayed_by) if stated.relayed_by else publisher,
                appearance=node("CreativeWork", **words, isPartOf=the(source)),
            )
        return {**the(address), **described}

    def question(self, brief: AnchoredBrief, question: AnchoredQuestion) -> Node:
        """A question, with its answer once it has one."""
        asked = question.asked
        address = self.addresses.of(briefing_path(brief.slug), question.id)
        described = node(
            "Question",
            name=asked.ask,
            text=asked.ask,
            inLanguage=self.language,
            about=the(self.issue_id(asked.issue)) if asked.issue else None,
            creativeWorkStatus=asked.status,
            dateCreated=brief.brief.date.isoformat(),
            answerCount=int(asked.answer is not None),
            acceptedAnswer=self._answer(asked.answer, asked.answered_by) if asked.answer else None,
        )
        return {**the(address), **described}

    def _answer(self, text: str, answered_by: str | None) -> Node:
        slug, _, fragment = (answered_by or "").partition("#")
        shown_by = the(self.addresses.of(briefing_path(slug), fragment)) if slug else None
        return node("Answer", text=text, inLanguage=self.language, isBasedOn=shown_by)

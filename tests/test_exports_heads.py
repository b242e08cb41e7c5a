"""The head of a page: a position as JSON-LD, and metadata for reference managers."""

from __future__ import annotations

import datetime as dt

import pytest

from helpers.exports import PLAIN
from helpers.whole import build_record
from onrecord.anchoring.coverage import coverage_of
from onrecord.articles.reading import parse_article
from onrecord.exports.addresses import Addresses
from onrecord.exports.statements import Statements
from onrecord.record import (
    Anchor,
    AnchoredBrief,
    AnchoredPosition,
    Basis,
    Brief,
    ListedActor,
    Position,
    Source,
)
from onrecord.schema.models import Actor, Issue
from onrecord.text.spans import Span

SITE = "https://example.org/below/"


@pytest.mark.parametrize(
    ("basis", "relayed_by", "kind"),
    [
        (Basis.QUOTED, None, "Quotation"),
        (Basis.QUOTED, "b", "Claim"),
        (Basis.REPORTED, "b", "Claim"),
        (Basis.PARTLY_QUOTED, None, "Claim"),
        (Basis.REPORTED, None, "Claim"),
    ],
)
def test_what_becomes_of_a_position(basis: Basis, relayed_by: str | None, kind: str) -> None:
    actors = {key: Actor(name=key.upper(), kind="person") for key in "ab"}
    record = build_record((), actors, {"i": Issue(title="I")})
    article = parse_article("a.txt", "Headline\n\n“Yes”, A said.", "ab" * 32)
    brief = Brief(
        date=dt.date(2031, 1, 2),
        summary="S",
        source=Source(file="a.txt", publisher="The Paper", language="fr"),
        actors=(ListedActor(id="a"),),
    )
    stated = Position(actor="a", issue="i", says="A agrees.", passage=("Yes",), relayed_by=relayed_by)
    position = AnchoredPosition("p", stated, (Anchor((Span(11, 14),)),), basis)
    anchored = AnchoredBrief("x", brief, article, (position,), (), coverage_of(article, position.anchors), ())
    part = Statements(record, Addresses(PLAIN, "briefs/x.md")).position(anchored, position, "s")
    words = {"text": "Yes", "inLanguage": "fr"}
    speaker = {"@id": "../actors/a.html#the_actor"}
    known = ["relayed", basis.value] if relayed_by else [basis.value]
    about = {"@id": "../issues/i.html#the_issue"}
    shared = {"@id": "x.html#p", "@type": kind, "about": about, "keywords": known}
    if kind == "Quotation":
        rest = {"description": "A agrees.", "spokenByCharacter": speaker, "isBasedOn": {"@id": "s"}}
        assert part == {**shared, **words, **rest}
        return
    assert part["text"] == "A agrees."
    assert part["author"] == speaker
    assert part["appearance"] == {"@type": "CreativeWork", **words, "isPartOf": {"@id": "s"}}
    publisher = {"@type": "Organization", "name": "The Paper"}
    relaying = {"@id": "../actors/b.html#the_actor"}
    assert part["claimInterpreter"] == (relaying if relayed_by else publisher)

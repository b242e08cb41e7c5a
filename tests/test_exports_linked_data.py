"""Linked data of pages, read with the JSON-LD algorithms and checked against schema.org's vocabulary."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import urldefrag, urljoin

from hypothesis import given

from helpers.exports import PLAIN, page_paths, records
from helpers.linked_data import SCHEMA, SITE, Node, expanded, vocabulary
from helpers.made_records import briefing, question, record_of
from helpers.thoroughness import tried
from onrecord.addresses import HOME, QUESTIONS, briefing_path
from onrecord.exports.linked_data import QUESTIONS_NAMED, linked_data, linked_pages
from onrecord.mkdocs_yml.settings import Settings
from onrecord.record import Basis, Record

LITERALS = {"Text": str, "Date": str, "DateTime": str, "Integer": int, "URL": str}


def nodes(value: Any) -> Iterator[Node]:
    """All nodes in expanded JSON-LD, references included."""
    if isinstance(value, list):
        for item in value:
            yield from nodes(item)
    elif isinstance(value, dict) and "@value" not in value:
        yield value
        for key, inner in value.items():
            if not key.startswith("@"):
                yield from nodes(inner)


def short(iri: str) -> str:
    assert iri.startswith(SCHEMA), f"{iri} is not of schema.org"
    return iri.removeprefix(SCHEMA)


def kinds_of(node: Node) -> set[str]:
    """The node's types and all their supertypes."""
    types = [short(kind) for kind in node.get("@type", [])]
    assert all(kind in vocabulary.CLASS_METADATA for kind in types), types
    return {kind for name in types for kind in (name, *vocabulary.ancestry(name))}


def check_terms(pages: list[list[Node]]) -> None:
    """Check that every type and property is schema.org's, in a valid place and with a valid value."""
    every = list(nodes(pages))
    kinds: dict[str, set[str]] = {}
    for node in every:
        if "@id" in node and "@type" in node:
            kinds.setdefault(node["@id"], set()).update(kinds_of(node))
    for node in every:
        for term in node.keys() - {"@id", "@type"}:
            known = vocabulary.PROPERTY_BY_SCHEMA[short(term)]
            assert known.superseded_by is None, term
            assert kinds_of(node) & set(known.domains), f"{term} of {node['@type']}"
            for value in node[term]:
                if "@value" in value:
                    fitting = [LITERALS[kind] for kind in known.ranges if kind in LITERALS]
                    assert type(value["@value"]) in fitting, f"{term}: {value}"
                elif "@type" not in value and "URL" in known.ranges:
                    assert value.keys() == {"@id"}
                else:
                    of = kinds.get(value.get("@id", ""), set()) | kinds_of(value)
                    assert of & set(known.ranges), f"{term}: {value}"


@tried(25)
@given(records())
def test_every_term_is_schema_orgs_and_in_its_place(record: Record) -> None:
    pages = [expanded(path, record, PLAIN) for path in linked_pages(record)]
    check_terms(pages)
    for node in nodes(pages):
        assert SCHEMA + "ClaimReview" not in node.get("@type", [])


def test_of_the_collections_too(collection: Record) -> None:
    check_terms([expanded(path, collection, PLAIN) for path in linked_pages(collection)])


@tried(15)
@given(records())
def test_relative_addresses_mean_what_the_absolute_ones_say(record: Record) -> None:
    published = Settings(PLAIN.site_name, None, SITE)
    for path in linked_pages(record):
        assert expanded(path, record, PLAIN) == expanded(path, record, published)


@tried(25)
@given(records())
def test_every_address_on_the_site_is_one_that_there_is(record: Record) -> None:
    paths = (HOME, *linked_pages(record))
    pages = {urljoin(SITE, path.replace(".md", ".html")) for path in paths}
    items = {
        f"{SITE}briefs/{brief.slug}.html#{name}"
        for brief in record.briefs.values()
        for name in (*(p.id for p in brief.positions), *(q.id for q in brief.questions))
    }
    for path in linked_pages(record):
        for node in nodes(expanded(path, record, PLAIN)):
            address = node.get("@id", "")
            page, fragment = urldefrag(address)
            if address.startswith(SITE):
                assert page in pages
                assert (
                    not fragment or address in items or fragment in ("the_actor", "the_issue", "the_source")
                )


@tried(40)
@given(records())
def test_only_an_actors_own_quoted_words_are_a_quotation(record: Record) -> None:
    for brief in record.briefs.values():
        data = linked_data(briefing_path(brief.slug), record, PLAIN)
        for position, part in zip(brief.positions, data.get("hasPart", []), strict=False):
            stated = position.stated
            own = position.basis is Basis.QUOTED and stated.relayed_by is None
            assert part["@type"] == ("Quotation" if own else "Claim")
            assert ("spokenByCharacter" in part) is own
            assert part["description" if own else "text"] == stated.says
            speaker = part["spokenByCharacter" if own else "author"]
            unnamed = record.actors[stated.actor].kind == "unnamed"
            assert speaker.keys() == ({"@type", "name", "disambiguatingDescription"} if unnamed else {"@id"})


@tried(40)
@given(records())
def test_what_the_source_does_not_name_has_no_identity(record: Record) -> None:
    for path in linked_pages(record):
        for node in nodes(expanded(path, record, PLAIN)):
            if f"{SCHEMA}disambiguatingDescription" in node:
                assert not {"@id", f"{SCHEMA}sameAs", f"{SCHEMA}memberOf"} & node.keys()


def test_a_question_has_an_answer_when_it_is_answered(collection: Record) -> None:
    answered = 0
    for brief in collection.briefs.values():
        data = linked_data(briefing_path(brief.slug), collection, PLAIN)
        questions = [part for part in data["hasPart"] if part["@type"] == "Question"]
        for one, part in zip(brief.questions, questions, strict=True):
            assert part["creativeWorkStatus"] == one.asked.status
            assert part["answerCount"] == ("acceptedAnswer" in part) == (one.asked.answer is not None)
            answered += part["answerCount"]
    assert answered or not any(q.asked.answer for b in collection.briefs.values() for q in b.questions)


def test_what_is_not_known_is_not_said(collection: Record) -> None:
    for brief in collection.briefs.values():
        data = linked_data(briefing_path(brief.slug), collection, PLAIN)
        source = brief.brief.source
        assert ("url" in data["isBasedOn"]) == (source.url is not None)
        assert ("datePublished" in data["isBasedOn"]) == (source.published is not None)
        assert len(data.get("correction", [])) == len(brief.brief.corrections)
        assert "author" not in data


def test_briefings_actors_issues_and_the_questions_have_linked_data(collection: Record) -> None:
    assert sorted(linked_pages(collection)) == sorted([QUESTIONS, *page_paths(collection)])


def test_the_newest_questions_are_named() -> None:
    asked = [question(f"q{number}") for number in range(QUESTIONS_NAMED + 20)]
    older, newer = (
        briefing("b1", date(2031, 5, 2), [], asked),
        briefing("b2", date(2031, 5, 3), [], asked[:20]),
    )
    record = record_of([older, newer])
    named = [urldefrag(part["url"]).fragment for part in linked_data(QUESTIONS, record, PLAIN)["hasPart"]]
    assert named == [f"q{number}" for number in (*range(20), *range(QUESTIONS_NAMED - 20))]

"""Annotations, read only by the rules of the Web Annotation Data Model, sections 3 and 4.2."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from helpers.exports import COLLECTIONS, PLAIN, PUBLISHED, articles, collected, records
from helpers.thoroughness import tried
from onrecord.articles.reading import parse_article
from onrecord.exports.addresses import Addresses
from onrecord.exports.annotations import CONTEXT_LENGTH, _quote_selector
from onrecord.exports.briefing import briefing_file
from onrecord.mkdocs_yml.settings import Settings
from onrecord.record import AnchoredBrief, Record
from onrecord.text.spans import Span


def data_of(record: Record, brief: AnchoredBrief, site: Settings = PLAIN) -> dict[str, Any]:
    export = briefing_file(record, brief, Addresses(site))
    assert export.path == f"briefs/{brief.slug}.json"
    data: dict[str, Any] = json.loads(export.text)
    return data


def by_position(text: str, selector: dict[str, Any]) -> tuple[int, int]:
    """The span of a TextPositionSelector: characters are code points, the end is excluded."""
    assert 0 <= selector["start"] < selector["end"] <= len(text)
    return selector["start"], selector["end"]


def by_quote(text: str, selector: dict[str, Any]) -> list[tuple[int, int]]:
    """All places of a TextQuoteSelector, overlapping ones too."""
    exact, prefix, suffix = selector["exact"], selector["prefix"], selector["suffix"]
    whole = re.compile(f"(?={re.escape(prefix + exact + suffix)})")
    starts = [match.start() + len(prefix) for match in whole.finditer(text)]
    return [(start, start + len(exact)) for start in starts]


def selected(text: str, annotation: dict[str, Any]) -> list[tuple[int, int]]:
    """The places of an annotation's targets, by each of the two selectors."""
    places = []
    for target in annotation["target"]:
        assert target["type"] == "SpecificResource"
        quote, position = target["selector"]
        assert (quote["type"], position["type"]) == ("TextQuoteSelector", "TextPositionSelector")
        assert by_quote(text, quote) == [by_position(text, position)]
        places.append(by_position(text, position))
    return places


@tried(60)
@given(records())
def test_every_selector_gives_the_passage_back(record: Record) -> None:
    for brief in record.briefs.values():
        annotations = data_of(record, brief)["annotations"]
        anchors = [position.anchors for position in brief.positions]
        anchors += [question.anchors for question in brief.questions if question.anchors]
        for annotation, of_item in zip(annotations, anchors, strict=True):
            pieces = [(piece.start, piece.end) for anchor in of_item for piece in anchor.pieces]
            assert selected(brief.article.text, annotation) == pieces


@tried(200)
@given(articles, st.data())
@example("a a a a a a", None)
def test_words_that_occur_again_and_again_are_told_apart(text: str, data: st.DataObject | None) -> None:
    text = f"H\n{text}"
    if data is None:
        spans = [Span(at, at + 1) for at in range(len(text)) if text[at] == "a"]
    else:
        start = data.draw(st.integers(0, len(text) - 1))
        spans = [Span(start, data.draw(st.integers(start + 1, len(text))))]
    article = parse_article("a.txt", text)
    for span in spans:
        assert by_quote(text, _quote_selector(article, span)) == [(span.start, span.end)]


def test_the_context_grows_until_it_decides() -> None:
    text = "Headline\n" + "they said yes. " * 40 + "the end"
    article = parse_article("a.txt", text)
    starts = [match.start() for match in re.finditer("they said", text)]
    lengths = []
    for start in starts:
        selector = _quote_selector(article, Span(start, start + len("they said")))
        assert by_quote(text, selector) == [(start, start + len("they said"))]
        lengths.append(max(len(selector["prefix"]), len(selector["suffix"])))
    assert lengths[0] <= CONTEXT_LENGTH < max(lengths)


def test_context_ends_at_whole_words_and_splits_no_letter() -> None:
    text = (
        "Headline of these hours\n" + "Some words before it, then the passage and many words behind it too."
    )
    span = Span(text.index("the passage"), text.index("the passage") + len("the passage"))
    selector = _quote_selector(parse_article("a.txt", text), span)
    assert selector["prefix"] == "Some words before it, then "
    assert selector["suffix"] == " and many words behind it too."
    accented = "e\u0301" * 60  # both limits fall between a letter and its accent
    article = parse_article("a.txt", f"{accented}xPASSAGEx{accented}")
    selector = _quote_selector(article, Span(121, 128))
    assert selector["prefix"][0] == "e"
    assert selector["suffix"][-1] == "\u0301"


def test_an_annotation_has_what_the_model_asks_for(collection: Record) -> None:
    seen: set[str] = set()
    for brief in collection.briefs.values():
        for annotation in data_of(collection, brief)["annotations"]:
            assert annotation["@context"] == "http://www.w3.org/ns/anno.jsonld"
            assert annotation["type"] == "Annotation"
            assert re.fullmatch("urn:uuid:[0-9a-f-]{36}", annotation["id"])
            assert annotation["id"] not in seen
            seen.add(annotation["id"])
            assert annotation["motivation"] in ("describing", "questioning")
            assert annotation["body"][0]["purpose"] == annotation["motivation"]
            for body in annotation["body"]:
                assert body["type"] == "TextualBody"
                assert body["value"]
                assert body["format"] == "text/plain"
            assert {target["source"]["language"] for target in annotation["target"]} == {
                brief.brief.source.language
            }
    assert seen


@pytest.mark.parametrize("root", COLLECTIONS, ids=lambda root: root.name)
def test_selectors_hold_for_the_file_that_the_source_names(root: Any) -> None:
    record = collected(root)
    for brief in record.briefs.values():
        data = data_of(record, brief)
        content = (root / "seeds" / data["source"]["file"]).read_bytes()
        digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
        text = content.decode("utf-8").removeprefix("\ufeff")
        for annotation in data["annotations"]:
            assert {target["source"]["id"] for target in annotation["target"]} == {f"ni:///sha-256;{digest}"}
            assert selected(text, annotation)


def check_sentences(brief: AnchoredBrief, item: dict[str, Any]) -> None:
    """Check that the first and the last piece are widened within their paragraphs."""
    for passage, sentence in zip(item["passages"], item["sentences"], strict=True):
        for piece in sentence:
            assert brief.article.text[piece["start"] : piece["end"]] == piece["text"]
        inner = [(piece["start"], piece["end"]) for piece in passage]
        outer = [(piece["start"], piece["end"]) for piece in sentence]
        assert [start for start, _ in inner[1:]] == [start for start, _ in outer[1:]]
        assert [end for _, end in inner[:-1]] == [end for _, end in outer[:-1]]
        for edge, at in ((outer[0][0], inner[0][0]), (outer[-1][1], inner[-1][1])):
            between = brief.article.text[min(edge, at) : max(edge, at)]
            assert edge == at or any(
                block.start <= min(edge, at) <= max(edge, at) <= block.end
                for block in brief.article.stretches
            )
            assert "\n\n" not in between


@tried(40)
@given(records())
def test_the_briefing_as_data_has_its_positions_and_questions(record: Record) -> None:
    for brief in record.briefs.values():
        data = data_of(record, brief)
        assert [position["id"] for position in data["positions"]] == [p.id for p in brief.positions]
        assert [question["ask"] for question in data["questions"]] == [q.asked.ask for q in brief.questions]
        for item in (*data["positions"], *data["questions"]):
            for passage in item["passages"]:
                for piece in passage:
                    assert brief.article.text[piece["start"] : piece["end"]] == piece["text"]
                assert all(one["end"] <= other["start"] for one, other in pairwise(passage))
            check_sentences(brief, item)
        issues, actors = {i["id"] for i in data["issues"]}, {a["id"] for a in data["actors"]}
        assert {position["issue"] for position in data["positions"]} <= issues
        assert {position["actor"] for position in data["positions"]} <= actors
        assert None not in data.values()


def test_the_names_of_annotations_do_not_depend_on_where_the_site_is(collection: Record) -> None:
    for brief in collection.briefs.values():
        here, there = data_of(collection, brief), data_of(collection, brief, PUBLISHED)
        assert here["annotations"] == there["annotations"]
        assert there["address"] == f"https://example.org/below/{here['address']}"

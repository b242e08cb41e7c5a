"""Each position and question is exactly once in each of its exports."""

from __future__ import annotations

import json
import re
from collections import Counter
from unittest.mock import patch

import pytest
from hypothesis import given

from helpers.exports import PLAIN, PUBLISHED, Files, files_of, in_tables, records
from helpers.feeds import entries_of
from helpers.thoroughness import tried
from onrecord.exports import feeds, tables
from onrecord.exports.collection import HEAD, is_export
from onrecord.exports.identifiers import annotation_urn, entry_urn
from onrecord.record import Record


def in_feed(files: Files, stem: str) -> Counter[str]:
    """The number of times that each entry is in a feed's documents."""
    found: Counter[str] = Counter()
    for path, text in files.items():
        match = re.fullmatch(rf"{re.escape(stem)}(?:-(\d+))?\.xml", path)
        if match:
            items = entries_of(text)
            found.update(item["id"] for item in items)
            assert match[1] is None or {item["date_published"][:4] for item in items} == {match[1]}
    return found


@tried(60)
@given(records())
def test_each_position_is_everywhere_once(record: Record) -> None:
    with patch.object(feeds, "NEWEST", 2), patch.object(tables, "MAX_ROWS", 3):
        files = files_of(record)
    positions = [(brief.slug, p) for brief in record.briefs.values() for p in brief.positions]
    once = Counter((slug, position.id) for slug, position in positions)
    assert in_tables(files, "positions") == [once, once, once]
    for slug, brief in record.briefs.items():
        data = json.loads(files[f"briefs/{slug}.json"])
        asked = [question.id for question in brief.questions if question.anchors]
        wanted = Counter(annotation_urn(slug, name) for name in (*(p.id for p in brief.positions), *asked))
        assert Counter(annotation["id"] for annotation in data["annotations"]) == wanted
    for actor in record.actors:
        mine = Counter(entry_urn(slug, p.id) for slug, p in positions if p.stated.actor == actor)
        assert in_feed(files, f"actors/{actor}.feed") == mine
    for issue in record.issues:
        on_it = Counter(entry_urn(slug, p.id) for slug, p in positions if p.stated.issue == issue)
        assert in_feed(files, f"issues/{issue}.feed") == on_it


@tried(30)
@given(records())
def test_each_question_and_each_briefing_too(record: Record) -> None:
    with patch.object(feeds, "NEWEST", 2), patch.object(tables, "MAX_ROWS", 3):
        files = files_of(record)
    questions = [(reference.slug, reference.id) for reference in record.questions]
    assert in_tables(files, "questions") == [Counter(questions), Counter(questions)]
    assert in_feed(files, "questions.feed") == Counter(entry_urn(*question) for question in questions)
    assert in_feed(files, "feed") == Counter(map(entry_urn, record.briefs))


@tried(30)
@given(records())
def test_the_program_knows_its_own_files(record: Record) -> None:
    with patch.object(feeds, "NEWEST", 1), patch.object(tables, "MAX_ROWS", 1):
        for path, text in files_of(record).items():
            # The texts of entries are shorter than this; the site's name and description are not.
            assert is_export(path, text[:HEAD]), path


@pytest.mark.parametrize("space", ["", " "])
def test_nor_does_it_forget_those_that_earlier_versions_wrote_with_spaces(space: str) -> None:
    table = f'[\n{{"briefing":{space}"a",{space}"id":{space}"b"}}\n]\n'
    assert is_export("data/positions.json", table)
    assert is_export("data/questions-2024.json", table)
    assert is_export("data/positions.csv", "briefing,id,briefing_title\r\n")  # without a byte order mark
    item = f'[\n{{"id":{space}"a-b",{space}"type":{space}"webpage"}}\n]\n'
    assert is_export("briefs/a.csl.json", item)


def test_a_file_that_somebody_wrote_is_not_the_programs() -> None:
    assert not is_export("data/positions.csv", "who,what\r\nI,this\r\n")
    assert not is_export("data/positions.csv", "briefing,mine\r\n")
    assert not is_export("data/positions.jsonl", "")
    assert not is_export("data/positions.jsonl", '{"mine": 1}\n')
    assert not is_export("data/other.csv", "briefing,id,\r\n")
    assert not is_export("feed.xml", "<rss/>")
    assert not is_export("briefs/a.json", "{}")
    assert not is_export("briefs/A B.json", '{"generator": "onrecord"}')
    assert not is_export("data/positions.json", "[1]")
    assert not is_export("briefs/a.bib", "@misc{a, title = {Mine}}")
    assert not is_export("briefs/a.csl.json", '[\n{"id": "a", "type": "book"}]')
    assert not is_export("actors/a.jsonld", '{"@context": "https://schema.org", "@type": "Person"}')


def test_the_same_record_gives_the_same_files(collection: Record) -> None:
    for site in (PLAIN, PUBLISHED):
        assert files_of(collection, site) == files_of(collection, site)
    assert files_of(collection, PUBLISHED).keys() == files_of(collection, PLAIN).keys()

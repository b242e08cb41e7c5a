"""Records for tests of exports: the repository's own, and random ones by Hypothesis.

Random ones use the real functions that read an article, find a position's basis and build a record. Their
texts have any characters, more than the YAML allows.
"""

from __future__ import annotations

from hypothesis import given

from helpers.exports import COLLECTIONS, records
from helpers.thoroughness import tried
from onrecord.record import (
    Record,
)


@tried(20)
@given(records())
def test_a_generated_record_is_one_that_could_be(record: Record) -> None:
    for brief in record.briefs.values():
        assert all(brief.article.words(piece) for anchor in brief.anchors for piece in anchor.pieces)
        assert {position.stated.actor for position in brief.positions} <= record.actors.keys()


def test_the_collections_of_the_repository_are_found() -> None:
    assert all((root / "briefs").is_dir() for root in COLLECTIONS)

"""Addresses: paths of pages, and ids that depend on content alone."""

from __future__ import annotations

import posixpath
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import strategies as our
from onrecord.addresses import (
    MAX_LENGTH,
    actor_path,
    briefing_path,
    issue_path,
    position_id,
    question_id,
    relative,
)
from onrecord.schema.fields import SLUG
from onrecord.schema.models import Position, Question


def position(passage: str, *, id: str | None = None, issue: str = "i") -> Position:  # noqa: A002 - the key's name
    return Position(actor="ana-kresh", issue=issue, says="s", passage=(passage,), id=id)


def test_paths() -> None:
    assert briefing_path("a-b") == "briefs/a-b.md"
    assert actor_path("a-b") == "actors/a-b.md"
    assert issue_path("a-b") == "issues/a-b.md"


@pytest.mark.parametrize(
    ("passage", "name"),
    [
        pytest.param("All seven of us agree they have a right", "all-seven-of-us-agree-they", id="six-words"),
        pytest.param("“We’ll talk,” she said", "well-talk-she-said", id="marks-and-apostrophes"),
        pytest.param(
            "a non-proportional, US-led response", "a-non-proportional-us-led-response", id="hyphens"
        ),
        pytest.param("1.5 per cent", "1-5-per-cent", id="numbers"),
        pytest.param("Café naïve Ångström", "cafe-naive-angstrom", id="accents"),
        pytest.param("We want […] peace", "we-want-peace", id="omission"),
        pytest.param("snake_case word", "snake-case-word", id="underscore"),
        pytest.param(
            "one two three four five six Łódź", "one-two-three-four-five-six", id="later-words-do-not-count"
        ),
    ],
)
def test_default_id_is_actor_and_first_words(passage: str, name: str) -> None:
    assert position_id(position(passage)) == f"ana-kresh-{name}"


@pytest.mark.parametrize(
    "passage",
    [
        pytest.param("我们要和平", id="chinese"),
        pytest.param("نريد السلام", id="arabic"),
        pytest.param("мы хотим мира", id="cyrillic"),
        pytest.param("हम शांति चाहते हैं", id="hindi"),
        pytest.param("in Łódź we met", id="some-letters-without-ascii"),
        pytest.param("ÆØ", id="ligatures"),
    ],
)
def test_letters_without_ascii_form_are_hashed(passage: str) -> None:
    name = position_id(position(passage))
    assert re.fullmatch(r"ana-kresh-(?:[a-z-]+-)?[0-9a-f]{8}", name)
    assert name != position_id(position(f"{passage[::-1]}x"))


def test_words_that_fold_alike_have_one_id() -> None:
    assert position_id(position("“Мы – это...”")) == position_id(position("'Мы — это…'"))


def test_editor_s_id_wins() -> None:
    assert position_id(position("All seven", id="x")) == "x"
    assert question_id(Question(ask="Why?", id="y")) == "y"


def test_nothing_but_actor_and_words_matters() -> None:
    assert position_id(position("All seven", issue="one")) == position_id(position("All seven", issue="two"))


def test_question_id_is_its_first_words() -> None:
    ask = "Which of the many targets that were named will Israel choose?"
    assert question_id(Question(ask=ask)) == "which-of-the-many-targets-that-were-named-will-israel"


@given(st.one_of(our.any_text(), our.sentences().map(" ".join)))
def test_any_text_has_an_id_that_can_be_an_address(text: str) -> None:
    for words in (text, f"a {text}"):
        name = position_id(
            Position.model_construct(actor="a", issue="i", says="s", passage=(words,), id=None)
        )
        assert SLUG.fullmatch(name)
        assert len(name) <= MAX_LENGTH + len("a--12345678")


PATHS = st.tuples(st.lists(st.sampled_from(["a", "b"]), max_size=3), st.sampled_from(["c.md", "d.md"])).map(
    lambda parts: "/".join([*parts[0], parts[1]])
)


@given(PATHS, PATHS)
def test_a_path_is_written_as_seen_from_another(path: str, seen_from: str) -> None:
    expected = posixpath.relpath(f"/{path}", posixpath.dirname(f"/{seen_from}"))
    assert posixpath.normpath(relative(path, seen_from)) == expected

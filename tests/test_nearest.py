"""'Did you mean': the nearest text in the article, and what differs."""

from __future__ import annotations

import time

import pytest
from hypothesis import given

from helpers import strategies as our
from onrecord.anchoring.nearest import MAX_WORDS, WordIndex
from onrecord.text.folding import fold, fold_text

ARTICLE = """\
The governments will meet in the spring, a year after their last meeting ended.
“We'll be discussing with them what they plan to do... All seven of us agree they have a right to respond, \
but it should be a proportional response,” Ana Kresh said.
Some officials have suggested another place; 18 of them were named.
"""


def nearest(passage: str, article: str = ARTICLE) -> tuple[str, list[str]] | None:
    folded = fold(article)
    found = WordIndex(folded).nearest(fold_text(passage))
    if found is None:
        return None
    span = folded.to_raw(found.span)
    return article[span.start : span.end], [f"{ours} / {theirs}" for ours, theirs in found.differences]


@pytest.mark.parametrize(
    ("passage", "place", "differences"),
    [
        pytest.param(
            "it should be a proportionate response",
            "it should be a proportional response",
            ["proportionate / proportional"],
            id="one-word",
        ),
        pytest.param(
            "All seven agree they have", "All seven of us agree they have", [" / of us"], id="words-left-out"
        ),
        pytest.param(
            "All seven of us fully agree they have",
            "All seven of us agree they have",
            ["fully / "],
            id="word-added",
        ),
        pytest.param("all seven of us agree", "All seven of us agree", ["all / All"], id="capital"),
        pytest.param("what they plan to do. All", "what they plan to do... All", ["do. / do…"], id="signs"),
        pytest.param(
            "a right to respond but it", "a right to respond, but it", ["respond / respond,"], id="comma"
        ),
        pytest.param(
            "Every one of us agree they have a right to answer",
            "All seven of us agree they have a right to respond",
            ["Every one / All seven", "answer / respond"],
            id="at-both-ends",
        ),
        pytest.param(
            "The government will meet in spring",
            "The governments will meet in the spring",
            ["government / governments", " / the"],
            id="two-places",
        ),
        pytest.param(
            "We'll be talking with them",
            "We'll be discussing with them",
            ["talking / discussing"],
            id="mark-before-it-left-out",
        ),
        pytest.param(
            "“We'll be talking with them",
            "“We'll be discussing with them",
            ["talking / discussing"],
            id="mark-before-it-kept",
        ),
        pytest.param(
            "it should be a fair, proportional response",
            "it should be a proportional response",
            ["fair / "],
            id="marks-after-it-left-out",
        ),
        pytest.param("17 of them were named", "18 of them were named", ["17 / 18"], id="number"),
        pytest.param(
            "“It should be a proportional response”",
            "it should be a proportional response,”",
            None,
            id="marks",
        ),
    ],
)
def test_nearest(passage: str, place: str, differences: list[str] | None) -> None:
    found = nearest(passage)
    assert found is not None
    assert found[0] == place
    assert found[1] == differences or differences is None


@pytest.mark.parametrize("passage", ["Quite another thing altogether", "xyzzy", "…", ""])
def test_nothing_is_like_it(passage: str) -> None:
    assert nearest(passage) is None


def test_languages_without_spaces_are_compared_by_signs() -> None:
    found = nearest("我们希望战争", "他说：“我们希望和平，也希望对话。”")
    assert found == ("我们希望和平", ["战争 / 和平"])


def test_a_word_that_fills_the_article() -> None:
    assert nearest("b", "a" * 1000) is None
    assert nearest("no yes", "no " * 1000) == ("no no", ["yes / no"])


def test_of_two_places_the_nearer_one_is_shown() -> None:
    article = "We will talk in the spring. They said so. We will not talk before the autumn. They said so."
    assert nearest("We will not talk before the winter", article) == (
        "We will not talk before the autumn",
        ["winter / autumn"],
    )


def test_of_a_long_passage_the_part_that_differs_is_shown() -> None:
    row = [f"word{number}" for number in range(3000)]
    article, passage = " ".join(row), " ".join([*row[500:1500], "other", *row[1501:2500]])
    found = nearest(passage, article)
    assert found is not None
    assert found[1] == ["other / word1500"]
    assert "word1499 word1500 word1501" in found[0]
    assert len(found[0].split()) == MAX_WORDS


@given(our.any_text(), our.any_text())
def test_any_texts_have_an_answer(text: str, passage: str) -> None:
    folded = fold(text)
    found = WordIndex(folded).nearest(fold_text(passage))
    if found is not None:
        assert 0 <= found.span.start < found.span.end <= len(folded.text)


@given(our.slices(min_size=4))
def test_one_other_word_is_named(words: tuple[list[str], int, int]) -> None:
    row, start, end = words
    passage = fold_text(" ".join([*row[start : end - 2], "zzqx", row[end - 1]]))
    found = WordIndex(fold(" ".join(row))).nearest(passage)
    assert found is not None, "most of its words are there"
    assert any("zzqx" in ours for ours, _ in found.differences)


@pytest.mark.parametrize(
    "article",
    [
        pytest.param("word " * 200_000, id="one-word-repeated"),
        pytest.param("a" * 1_200_000, id="no-spaces"),
        pytest.param(" ".join(f"w{n % 5000}" for n in range(200_000)), id="words"),
    ],
)
def test_long_articles_take_no_minutes(article: str) -> None:
    """bench/nearest.py measures; this only finds texts that would take minutes."""
    begin = time.process_time()
    index = WordIndex(fold(article))
    for passage in ("word other " * 1000, "w1 w2 w3 other w5", "a" * 5000):
        index.nearest(passage.strip())
    assert time.process_time() - begin < 60

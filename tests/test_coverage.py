"""The basis of passages, and the parts of an article that they leave uncited."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from helpers import strategies as our
from onrecord.anchoring.coverage import basis_of, coverage_of, runs_of
from onrecord.articles.reading import parse_article
from onrecord.record import Anchor, Article
from onrecord.text.spans import Span

ARTICLE = parse_article(
    "a.txt",
    "A headline about ‘it’\n"
    "“We go,” she said, “and we stay.”\n"
    "He agreed.\n"
    "“First.\n"
    "“Second,” they said. It was a “mess” and a “muddle.”\n",
)


def anchor(*pieces: str) -> Anchor:
    text = ARTICLE.text
    return Anchor(tuple(Span(text.index(piece), text.index(piece) + len(piece)) for piece in pieces))


@pytest.mark.parametrize(
    ("anchors", "basis"),
    [
        pytest.param([anchor("We go")], "quoted", id="inside"),
        pytest.param([anchor("“We go,”")], "quoted", id="with-its-marks"),
        pytest.param([anchor("“We go,” ")], "quoted", id="a-space-behind-is-no-word"),
        pytest.param([anchor("a “mess”")], "partly quoted", id="one-word-before"),
        pytest.param([anchor("We go,” she said, “and we stay")], "partly quoted", id="words-between"),
        pytest.param([anchor("she said")], "reported", id="outside"),
        pytest.param([anchor("She said".lower(), "He agreed")], "reported", id="two-pieces-outside"),
        pytest.param([anchor("We go", "and we stay")], "quoted", id="two-pieces-inside"),
        pytest.param([anchor("We go", "He agreed")], "partly quoted", id="one-piece-inside"),
        pytest.param([anchor("We go"), anchor("He agreed")], "partly quoted", id="two-passages"),
        pytest.param([anchor("We go"), anchor("mess")], "quoted", id="two-passages-inside"),
        pytest.param([anchor("First.\n“Second")], "quoted", id="over-two-paragraphs"),
        pytest.param([anchor("headline about ‘it’")], "partly quoted", id="headline"),
        pytest.param([], "reported", id="none"),
    ],
)
def test_basis(anchors: list[Anchor], basis: str) -> None:
    assert basis_of(ARTICLE, anchors).value == basis


def runs(article: Article, span: Span) -> list[tuple[str, bool]]:
    return [(article.words(run.span), run.quoted) for run in runs_of(article, span)]


def test_runs_alternate_where_quotations_begin_and_end() -> None:
    (piece,) = anchor("go,” she said, “and").pieces
    assert runs(ARTICLE, piece) == [("go,”", True), (" she said, ", False), ("“and", True)]


@pytest.mark.parametrize(
    ("cited", "uncited_paragraphs", "uncited_quotations"),
    [
        pytest.param(
            [],
            [1, 2, 3, 4],
            ["‘it’", "“We go,”", "“and we stay.”", "“First.", "“mess”", "“muddle.”"],
            id="nothing",
        ),
        pytest.param(
            ["She said".lower()],
            [2, 3, 4],
            ["‘it’", "“We go,”", "“and we stay.”", "“First.", "“mess”", "“muddle.”"],
            id="words-between",
        ),
        pytest.param(["We go", "mess"], [2, 3], ["‘it’", "“and we stay.”", "“First.", "“muddle.”"], id="two"),
        pytest.param(
            ["Second"],
            [1, 2, 3],
            ["‘it’", "“We go,”", "“and we stay.”", "“mess”", "“muddle.”"],
            id="a-part-of-a-quotation-is-enough",
        ),
        pytest.param(
            ["it’\n“We"],
            [2, 3, 4],
            ["“and we stay.”", "“First.", "“mess”", "“muddle.”"],
            id="over-the-headline",
        ),
    ],
)
def test_coverage(cited: list[str], uncited_paragraphs: list[int], uncited_quotations: list[str]) -> None:
    coverage = coverage_of(ARTICLE, map(anchor, cited))
    assert coverage.paragraphs == (1, 2, 3, 4)
    assert list(coverage.uncited_paragraphs) == uncited_paragraphs
    assert [ARTICLE.words(q.spans[0]) for q in coverage.uncited_quotations] == uncited_quotations
    assert coverage.quotations == 6


@given(our.any_text(), st.data())
def test_runs_cover_a_span_exactly(text: str, data: st.DataObject) -> None:
    assume(text.strip())
    article = parse_article("a.txt", text)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    found = list(runs_of(article, Span(start, end)))
    assert found[0].span.start == start
    assert found[-1].span.end == end
    assert all(a.span.end == b.span.start and a.span.start < a.span.end for a, b in pairwise(found))
    inside = {at for q in article.quotations for span in q.spans for at in range(span.start, span.end)}
    assert all(run.quoted == (at in inside) for run in found for at in range(run.span.start, run.span.end))

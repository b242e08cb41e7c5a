"""Passages from parts of an article that nobody said, and passages wider than a paragraph."""

from __future__ import annotations

import pytest

from onrecord.articles.reading import parse_article
from onrecord.meaning.places import too_short, wide, wrong_block
from onrecord.meaning.wordlists import wordlist_of
from onrecord.record import Anchor, Article
from onrecord.text.spans import Span

ARTICLE = parse_article(
    "a.txt",
    """\
Sarl waits for a ferry
Council split as fishers call for a vote
By Ilse Moor
Sarl waits for a ferry since the spring, as Ilse Moor, a nurse, does too.
“The ferry is slow. It is ours.

“It will be ours for ever,” Sarl said. She asked for the correction of the river.
Brandt called it “a wreck”. Update of the day, he said, is that 40 smugglers left.
Correction: an earlier version of this article said that Sarl backed the sale.
""",
)


def anchor(*pieces: str, last: bool = False, article: Article = ARTICLE) -> Anchor:
    spans, at = [], 0
    for piece in pieces:
        start = article.text.rindex(piece) if last else article.text.index(piece, at)
        at = start + len(piece)
        spans.append(Span(start, at))
    return Anchor(tuple(spans))


def blocks(found: Anchor) -> list[str]:
    return [finding.rule.name for finding in wrong_block(ARTICLE, found, wordlist_of("en"))]


@pytest.mark.parametrize(
    ("words", "rules"),
    [
        ("waits for a ferry", ["headline-as-words"]),
        ("fishers call for a vote", ["standfirst-as-words"]),
        ("By Ilse Moor", ["byline-as-words"]),
        ("for a vote\nBy Ilse Moor", ["byline-as-words", "standfirst-as-words"]),
        ("said that Sarl backed the sale", ["correction-as-words"]),
        ("as Ilse Moor, a nurse, does too", []),
        ("the correction of the river", []),
        ("Update of the day, he said", []),
    ],
)
def test_block(words: str, rules: list[str]) -> None:
    assert blocks(anchor(words)) == rules


def test_words_of_the_headline_in_a_paragraph() -> None:
    assert blocks(anchor("Sarl waits for a ferry", last=True)) == []


@pytest.mark.parametrize(
    ("pieces", "rule"),
    [
        (["a nurse, does too.\n“The ferry is slow"], "passage-across-paragraphs"),
        (["Sarl waits for a ferry\nCouncil split"], "passage-across-paragraphs"),
        (["a vote\nBy Ilse Moor"], "passage-across-paragraphs"),
        (["the correction of the river.\nBrandt called"], "passage-across-paragraphs"),
        (["It will be ours", "a wreck"], "omission-across-paragraphs"),
        (["does too", "The ferry is slow"], "omission-across-paragraphs"),
        (["The ferry is slow. It is ours.\n\n“It will be ours for ever"], None),
        (["The ferry is slow", "It will be ours"], None),
        (["It will be ours", "the correction of the river"], None),
        (["a wreck"], None),
    ],
)
def test_width(pieces: list[str], rule: str | None) -> None:
    finding = wide(ARTICLE, anchor(*pieces))
    assert (finding.rule.name if finding else None) == rule


@pytest.mark.parametrize(
    ("words", "language", "short"),
    [
        ("smugglers", "en", True),
        ("40", "en", True),
        ("a wreck", "en", True),
        ("40 smugglers left", "en", False),
        ("The ferry is slow", "en", False),
        ("a wreck", "fi", False),
        ("smugglers", "fi", True),
    ],
)
def test_length(words: str, language: str, short: bool) -> None:
    found = too_short(ARTICLE, [anchor(words)], wordlist_of(language))
    assert (found is not None) == short


def test_length_counts_all_passages_and_signs_of_scripts_without_spaces() -> None:
    assert too_short(ARTICLE, [anchor("a wreck"), anchor("smugglers")], wordlist_of("en")) is None
    chinese = parse_article("b.txt", "渡船很慢\n她说渡船是我们的。\n")
    assert too_short(chinese, [anchor("渡船是我们的", article=chinese)], None) is None
    assert too_short(chinese, [anchor("我们", article=chinese)], None) is not None

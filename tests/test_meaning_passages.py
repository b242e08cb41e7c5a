"""Meaning checks of passages: tables of sentences with a passage, one file per language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.articles.reading import parse_article
from onrecord.meaning.checks import passage_findings
from onrecord.meaning.context import pieces_of
from onrecord.meaning.wordlists import LANGUAGES, wordlist_of
from onrecord.record import Anchor
from onrecord.text.spans import Span

CASES = Path(__file__).resolve().parent / "meaning_cases"
HEAD = "The council of Merrin meets\nIt met on Monday in the old hall of Merrin.\n"
# An omission of only a negation breaks both rules, and is an error.
STRONGER = {"omits-negation": {"omits-negation", "omits-only-negation"}}


def cases() -> Iterator[tuple[str, str, bool, str]]:
    for path in sorted(CASES.glob("*.txt")):
        rule = ""
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("["):
                rule = line.strip("[]")
            elif line[:2] in ("+ ", "- "):
                yield path.stem, rule, line[0] == "+", line[2:]


def found(language: str, marked: str) -> set[str]:
    """The rules that a passage breaks; its pieces are marked in a paragraph."""
    spans = []
    text = HEAD
    for part in re.split("([⟦⟧])", marked):
        if part == "⟦" or part == "⟧":
            spans.append(len(text))
        else:
            text += part
    pairs = tuple(Span(start, end) for start, end in zip(spans[::2], spans[1::2], strict=True))
    article = parse_article("a.txt", text + "\n")
    words = wordlist_of(language)
    anchor = Anchor(pairs)
    pieces = tuple(pieces_of(article, anchor, words.sentences)) if words else ()
    return {finding.rule.name for finding in passage_findings(article, anchor, pieces, words)}


@pytest.mark.parametrize(("language", "rule", "noticed", "marked"), list(cases()))
def test_passage_in_its_sentence(language: str, rule: str, noticed: bool, marked: str) -> None:
    rules = found(language, marked)
    if noticed:
        assert rules & STRONGER.get(rule, {rule})
    else:
        assert rules == set()


def test_every_list_has_cases_of_both_kinds() -> None:
    tried = {(language, rule, noticed) for language, rule, noticed, _ in cases()}
    for language in LANGUAGES:
        for rule in ("cut-negation", "cut-condition"):
            assert {(language, rule, True), (language, rule, False)} <= tried


def test_without_a_list_nothing_is_said() -> None:
    assert wordlist_of("fi") is None
    assert wordlist_of("en-GB") is wordlist_of("EN")

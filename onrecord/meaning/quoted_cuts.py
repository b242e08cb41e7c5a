"""Quotations in the editor's own text that drop the negation of their clause."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.meaning.context import pieces_of, plain
from onrecord.meaning.findings import Finding
from onrecord.meaning.negations import cut_negation
from onrecord.meaning.patterns import words_of
from onrecord.meaning.quoting import Quoted
from onrecord.meaning.wordlists import Wordlist, wordlist_of
from onrecord.record import Anchor, Article
from onrecord.text.guessing import contradicts
from onrecord.text.spans import Span

_HELP = "quote the word too, or put the negation into your own words"
_WORD = re.compile(r"\w+")


def cut_quotation(written: str, quoted: Quoted, article: Article, language: str) -> Finding | None:
    """The negation that a quotation was cut from, wherever the article has its words; None if there is none.

    If the editor's words around it have a negation, it may be the one that the quotation lacks.

    Args:
        written: the editor's text.
        quoted: a quotation in it that the article has.
        article: the source.
        language: its language.
    """
    words = wordlist_of(language)
    if words is None or words.says is None:
        return None
    own = plain(written.replace(quoted.shown, " "))
    if words.says.negative.any_in(words_of(own)) or contradicts(language, own):
        return None
    found = None
    for part in quoted.parts:
        cuts = [_cut(article, span, words) for span in _places(article, part)]
        if cuts and all(cuts):
            found = found or cuts[0]
    return found


def _cut(article: Article, span: Span, words: Wordlist) -> Finding | None:
    (piece,) = pieces_of(article, Anchor((span,)), words.sentences)
    finding = cut_negation(piece, words)
    return None if finding is None else Finding(finding.rule, finding.message, _HELP)


def _places(article: Article, part: str) -> Iterator[Span]:
    """The places of consecutive words in the article, ignoring case and any marks between them."""
    pattern = re.compile(
        r"(?<!\w)" + r"\W{1,5}".join(map(re.escape, _WORD.findall(part))) + r"(?!\w)", re.IGNORECASE
    )
    for stretch in article.stretches:
        for match in pattern.finditer(article.text, stretch.start, stretch.end):
            yield Span(match.start(), match.end())

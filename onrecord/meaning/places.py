"""Checks of a passage's place in the article: headline, byline, correction, several paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from onrecord.meaning.context import plain
from onrecord.meaning.findings import Finding
from onrecord.meaning.patterns import tokens_of, words_of
from onrecord.meaning.wordlists import SHORTEST, Wordlist
from onrecord.record import Anchor, Article
from onrecord.rules import grounds as rules
from onrecord.text.spans import Span
from onrecord.text.words import is_unspaced

# This many characters of a block are enough to recognise a correction.
_BEGINNING = 80
# In scripts without spaces this many characters count as a word.
_SIGNS_A_WORD = 2
_GLANCE = 200
_FIRST_WORD = re.compile(r"[^\W_]+")
_LETTER = re.compile(r"[^\W_]")


def wrong_block(article: Article, anchor: Anchor, words: Wordlist | None) -> Sequence[Finding]:
    """Warn of words from parts of the article that nobody said, once per kind of part."""
    findings = [finding for piece in anchor.pieces for finding in _block_findings(article, piece, words)]
    found: dict[str, Finding] = {}
    for finding in findings:
        found.setdefault(finding.rule.name, finding)
    return [*found.values()]


def _block_findings(article: Article, piece: Span, words: Wordlist | None) -> Iterator[Finding]:
    byline = article.byline
    if byline is not None and piece.overlaps(byline.span):
        message = f"these words are the article's byline, line {article.line_at(byline.span.start)}"
        yield Finding(rules.BYLINE_AS_WORDS, message, "take the passage from the text of the article")
    if _begins_in(piece, article.headline):
        help_text = "cite the paragraph that reports it: an editor of the paper wrote the headline"
        yield Finding(rules.HEADLINE_AS_WORDS, "these words are the article's headline", help_text)
    if article.standfirst is not None and _begins_in(piece, article.standfirst):
        message = (
            f"these words are the article's standfirst, line {article.line_at(article.standfirst.start)}"
        )
        help_text = "cite the paragraph that reports it: an editor of the paper wrote the standfirst"
        yield Finding(rules.STANDFIRST_AS_WORDS, message, help_text)
    elif words is not None and words.correction is not None:
        block = article.blocks[article.block_at(piece.start)]
        first = article.text[block.start].casefold()[:1]
        if first.isalpha() and first not in words.correction.initials:
            return
        head = _FIRST_WORD.search(article.text, block.start, min(block.end, block.start + _BEGINNING))
        word = head.group().casefold() if head else ""
        if word not in words.correction.starts.first and word not in words.correction.labels:
            return
        text = plain(article.text[block.start : min(block.end, block.start + _BEGINNING)])
        beginning = [token for token in tokens_of(text) if token.word or token.text == ":"]
        labelled = (
            len(beginning) > 1 and beginning[1].text == ":" and beginning[0].word in words.correction.labels
        )
        if labelled or words.correction.starts.match(beginning, 0) is not None:
            message = f"these words are in a correction of the article, line {article.line_at(block.start)}"
            help_text = "cite what the article reports now; the correction says what was wrong"
            yield Finding(rules.CORRECTION_AS_WORDS, message, help_text)


def _begins_in(piece: Span, block: Span) -> bool:
    return block.start <= piece.start < block.end


def wide(article: Article, anchor: Anchor) -> Finding | None:
    """Warn if a passage is neither within one paragraph nor within one quotation."""
    first, last = anchor.pieces[0], anchor.pieces[-1]
    block = article.blocks[article.block_at(first.start)]
    if block.start <= first.start and last.end <= block.end:
        return None  # The usual case: one paragraph.
    if _block(article, first.start) == _block(article, last.end - 1):
        return None
    if any(
        quotation.spans[0].start <= first.start and last.end <= quotation.spans[-1].end
        for quotation in article.quotations
        if len(quotation.spans) > 1
    ):
        return None
    lines = f"line {article.line_at(first.start)} and line {article.line_at(last.end - 1)}"
    for piece in anchor.pieces:
        if _block(article, piece.start) != _block(article, piece.end - 1):
            message = f"these words span more than one paragraph: {lines}"
            help_text = "cite one paragraph, or write a list of passages, if all of them are this actor's"
            return Finding(rules.ACROSS_PARAGRAPHS, message, help_text)
    message = f"[…] joins words from more than one paragraph: {lines}"
    help_text = "write a list of passages, if all of them are this actor's"
    return Finding(rules.OMISSION_ACROSS_PARAGRAPHS, message, help_text)


def _block(article: Article, at: int) -> tuple[int, bool]:
    byline = article.byline
    in_byline = byline is not None and byline.span.start <= at < byline.span.end
    return article.block_at(at), in_byline


def too_short(article: Article, anchors: Sequence[Anchor], words: Wordlist | None) -> Finding | None:
    """Warn if all passages of a position together have too few words to show it."""
    shortest = words.shortest if words else SHORTEST
    count = 0.0
    for anchor in anchors:
        for piece in anchor.pieces:
            # A shortcut: long passages have enough words.
            if len(article.text[piece.start : min(piece.end, piece.start + _GLANCE)].split()) > 2 * shortest:
                return None
            count += _count(plain(article.words(piece)))
    if count >= shortest:
        return None
    message = "these words are too few to show a position"
    return Finding(rules.TOO_SHORT, message, "include more of their sentence")


def _count(text: str) -> float:
    unspaced = sum(1 for character in text if is_unspaced(character) and _LETTER.match(character))
    return unspaced / _SIGNS_A_WORD if unspaced else len(words_of(text))

"""Find words that the speaker quotes: 'Berg said that Holt had told him, “…”', 'Holt read from a leaflet'."""

from __future__ import annotations

import re

from onrecord.record import Article
from onrecord.speakers.finding import Finder
from onrecord.text.spans import Span, overlapping

REACH = 400
REACH_AFTER = 120
# Every match of the patterns below has one of these; words that somebody was told have one of `_TELLS`.
_TELLS = ("told ", "tells ", "said to ", "says to ", "assured ", "warned ", "asked ", "informed ", "quoting ")
_HINTS = (" read", " recite", "‘", "«", "„", " “", "(“")
_TOLD = re.compile(
    r"\b(?:told (?:him|her|them)|said to (?:him|her|them))(?:[,:]|\s+that\b|(?=\s*[\"“'‘]))"
    r"[\s\"“'‘]*(?:[\w’']+\s+){0,5}[\"“'‘]*$"
    r"|\bquoting (?:him|her|them) as\s(?:[\w’']+\s+){0,3}[\"“'‘]*$"
)
# The one who was told says so: 'Berg said that Holt had told him'.
_REPORTS = re.compile(r"\b(?:said|says|claim(?:s|ed)|recalled|recounted|testified|alleged|wrote|reported)\b")
_TOLD_ME = re.compile(
    r"\b(?:(?:told|tells|assured|warned|asked|informed) (?:me|us)|(?:said|says) to (?:me|us))"
    r"(?:\s[\w’']+){0,2}(?:[,:]|\s[\"“‘']|\sthat\b)?[\s\"“”'‘’]*$"
)
_SAYS = re.compile(r"\b(?:says?|said|tells?|told|asks?|asked|writes?|wrote)\b[^.!?;‘’“”\"]{0,30}$")
_READ = re.compile(r"\b(?:read|reads|recited|recites) (?:out|aloud|out loud|from)\b")
_OPENING, _CLOSING = "‘“«„", "’”»"
_PAIRS = {"‘": "’", "“": "”", "«": "»", "„": "“"}
_END = re.compile(r"[.!?;]")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»]*\s+(?=[\"'“‘«„]*[^\W\d_a-z])")


def relay(article: Article, piece: Span, size: int, finder: Finder) -> Span | None:
    """The words that show that somebody in the article quotes a piece; None if there are none.

    Args:
        article: the article.
        piece: of the passage.
        size: the number of characters of the whole passage.
        finder: knows the article's language.
    """
    if finder.chains is None:
        return None
    block = article.blocks[article.block_at(piece.start)]
    text = article.text
    start = max(block.start, piece.start - REACH)
    near = text[start : piece.end + REACH_AFTER]
    told = any(map(near.__contains__, _TELLS))
    if not told and not any(map(near.__contains__, _HINTS)):  # the usual case
        return None
    around = overlapping(article.quoted, Span(piece.start, piece.start + 1))
    outer = next((span for span in around if span.start <= piece.start), None)
    if outer is not None:
        inner = _inner(text, outer, piece, start, size)
        if inner is not None:
            return inner
        begin = max(outer.start, start)
        found = None
        if told:
            found = _TOLD_ME.search(text, _last_sentence(text, begin, piece.start), piece.start)
        if found is None:
            found = _reading(text, outer, block)
        if found is not None:
            return Span(*found.span())
        before = outer.start
    else:
        before = piece.start
    if not told:
        return None
    begin = _last_sentence(text, start, before)
    found = _TOLD.search(text, begin, before)
    if found is None or article_quotes(article, found.start()):
        return None
    reports = found.group().startswith("quoting") or _REPORTS.search(text, begin, found.start())
    return Span(*found.span()) if reports else None


def article_quotes(article: Article, position: int) -> bool:
    """Whether a position is inside quotation marks."""
    return bool(overlapping(article.quoted, Span(position, position + 1)))


def _reading(text: str, outer: Span, block: Span) -> re.Match[str] | None:
    """The narrator's words after a quotation, up to the end of the sentence: 'Holt read from a leaflet'."""
    return _READ.search(text, outer.end, _first_end(text, outer.end, min(block.end, outer.end + REACH_AFTER)))


def _first_end(text: str, start: int, end: int) -> int:
    found = _END.search(text, start, end)
    return found.start() if found else end


def _last_sentence(text: str, start: int, end: int) -> int:
    last = start
    for match in _SENTENCE_END.finditer(text, start, end):
        last = match.end()
    return last


def _inner(text: str, outer: Span, piece: Span, start: int, size: int) -> Span | None:
    """An inner quotation in which the piece begins, or that is at least half of it."""
    begin = max(outer.start + 1, start)
    if text[outer.start] not in "\"“„«'‘" and text[outer.start : outer.start + 2] != "''":
        return None
    if not any(sign in text[begin : piece.end] for sign in _OPENING):
        return None
    stack: list[int] = []
    pairs: list[Span] = []
    for at in range(begin, min(outer.end - 1, piece.end)):
        sign = text[at]
        if sign in _OPENING and not text[at - 1].isalnum():
            stack.append(at)
        elif stack and sign == _PAIRS[text[stack[-1]]] and not text[at + 1 : at + 2].isalpha():
            opened = stack.pop()
            pairs.append(Span(opened, at + 1))
        if at == piece.start and stack:
            return Span(stack[-1], min(piece.end, outer.end))
    for pair in pairs:
        common = min(pair.end, piece.end) - max(pair.start, piece.start)
        said = _SAYS.search(text, max(piece.start, pair.start - 60), pair.start)
        if pair.start >= piece.start and common * 2 > size and said:
            return Span(said.start(), pair.end)
    return None

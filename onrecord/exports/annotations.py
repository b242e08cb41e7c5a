"""Positions and questions as W3C Web Annotations (www.w3.org/TR/annotation-model).

The body has the editor's sentence, its topic and its basis, in the data's terms; the targets are the
article's words. Each target has two selectors, and either is enough: its position in the article's text, in
Unicode code points; and its words, with enough words before and after them to match only one place in the
article.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Any

from onrecord.exports.identifiers import annotation_urn, article_iri
from onrecord.record import AnchoredBrief, AnchoredPosition, AnchoredQuestion, Article, Record
from onrecord.record.attribution import keywords
from onrecord.text.spans import Span

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
# The usual length of prefix and suffix, in characters.
CONTEXT_LENGTH = 32


def annotations_of(record: Record, brief: AnchoredBrief, language: str) -> Iterator[dict[str, Any]]:
    """One annotation per position, and per question with a passage.

    Args:
        record: for names and titles.
        brief: the briefing.
        language: the editors' language, a BCP 47 tag.
    """
    for position in brief.positions:
        tags = [record.actors[position.stated.actor].name, record.issues[position.stated.issue].title]
        annotation = _annotation(brief, position, "describing", position.stated.says, tags, language)
        annotation["body"] += [_body(word, "classifying", "en") for word in keywords(record, position)]
        yield annotation
    for question in brief.questions:
        tags = [record.issues[question.asked.issue].title] if question.asked.issue else []
        if question.anchors:
            yield _annotation(brief, question, "questioning", question.asked.ask, tags, language)


def _annotation(
    brief: AnchoredBrief,
    item: AnchoredPosition | AnchoredQuestion,
    motivation: str,
    text: str,
    tags: list[str],
    language: str,
) -> dict[str, Any]:
    source = {
        "id": article_iri(brief.article.sha256),
        "type": "Text",
        "format": "text/plain",
        "language": brief.brief.source.language,
    }
    return {
        "@context": CONTEXT,
        "id": annotation_urn(brief.slug, item.id),
        "type": "Annotation",
        "motivation": motivation,
        "body": [_body(text, motivation, language), *(_body(tag, "tagging", language) for tag in tags)],
        "target": [
            {
                "type": "SpecificResource",
                "source": source,
                "selector": [_quote_selector(brief.article, piece), _position_selector(piece)],
            }
            for anchor in item.anchors
            for piece in anchor.pieces
        ],
    }


def _body(text: str, purpose: str, language: str) -> dict[str, Any]:
    return {
        "type": "TextualBody",
        "value": text,
        "format": "text/plain",
        "language": language,
        "purpose": purpose,
    }


def _position_selector(span: Span) -> dict[str, Any]:
    return {"type": "TextPositionSelector", "start": span.start, "end": span.end}


def _quote_selector(article: Article, span: Span) -> dict[str, Any]:
    text, exact = article.text, article.words(span)
    others = [start for start in _occurrences(text, exact) if start != span.start]
    length = CONTEXT_LENGTH
    while True:
        prefix = text[_prefix_start(text, span.start, length) : span.start]
        suffix = text[span.end : _suffix_end(text, span.end, length)]
        others = [start for start in others if _fits(text, start, start + len(exact), prefix, suffix)]
        if not others:
            return {"type": "TextQuoteSelector", "exact": exact, "prefix": prefix, "suffix": suffix}
        length *= 2  # With the whole text, only one place fits.


def _occurrences(text: str, words: str) -> Iterator[int]:
    start = text.find(words)
    while start >= 0:
        yield start
        start = text.find(words, start + 1)


def _fits(text: str, start: int, end: int, prefix: str, suffix: str) -> bool:
    return text.endswith(prefix, 0, start) and text.startswith(suffix, end)


def _prefix_start(text: str, end: int, length: int) -> int:
    """The start of a prefix: at the beginning of a word, and never between a letter and its accent."""
    start = max(end - length, 0)
    if start == 0:
        return 0
    for at in range(start, start + length // 2):
        if text[at - 1].isspace() and not text[at].isspace():
            return at
    while start < end and _joins(text[start]):
        start += 1
    return start


def _suffix_end(text: str, start: int, length: int) -> int:
    """The end of a suffix, by the rules of `_prefix_start`."""
    end = min(start + length, len(text))
    if end == len(text):
        return end
    for at in range(end, end - length // 2, -1):
        if text[at].isspace() and not text[at - 1].isspace():
            return at
    while end > start and _joins(text[end]):
        end -= 1
    return end


def _joins(character: str) -> bool:
    """Whether a character belongs to the one before it: an accent, a joiner, a variation selector."""
    return unicodedata.category(character).startswith("M") or character == "\u200d"

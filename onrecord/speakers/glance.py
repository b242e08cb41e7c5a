"""A quick check for the most common attributions: `“…,” said Holt`, `“…,” Holt said`, `Holt said that …`.

If one of these attributes a passage to its actor, the rules need not run. The rules would find the same, so
this only saves time; a test compares the two.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.record import Article
from onrecord.speakers.identity import Names, words_of
from onrecord.text.spans import Span

REACH = 200
_NAME = r"(?:[Tt]he )?(?P<name>[A-Z][\w.’'-]*(?: (?:of )?[A-Z][\w.’'-]*){0,4})"
_FIRST = _NAME.replace("name", "first")
_APPOSITION = r"(?:, [^,.;:?!“”‘’«»\"]{1,80},)?"
_VERB = "(?:said|says|told|wrote|added)"
_MARK = "[”’»\"']"
# The words after a quotation that ends in a comma, or in a full stop.
_AFTER = re.compile(
    rf"{_MARK}\s(?:(?:said|says|wrote|added)\s{_NAME}(?=[,.])|{_FIRST}{_APPOSITION} {_VERB}\b)"
)
# The same for a description: said an official of Velmar's ministry, said dock workers.
_DESCRIBED = r"(?P<name>[^\s.,;:?!“”‘«»\"()–—][^.,;:?!“”‘«»\"()–—\n]{0,80}?)"
_AFTER_DESCRIBED = re.compile(rf"{_MARK}\s(?:said|says|wrote|added)\s{_DESCRIBED}[,.]")
_WHOLE = _DESCRIBED.replace("name", "whole")
_THAT_WAS = re.compile(rf"{_MARK}\sThat\swas\s(?:{_NAME}|{_WHOLE})(?=[,.]|\sspeaking)")
# The words before a passage, from its sentence's start.
_BEFORE = re.compile(rf"{_NAME}{_APPOSITION} (?:said|says|told [^,.;:?!“”‘’«»\"]{{1,60}}?) that\s")
_BEFORE_VERB = re.compile(rf"{_NAME}{_APPOSITION}\s")
# The same for a description as the subject of its sentence: an official of Velmar's ministry said that.
_SUBJECT = r"(?P<name>[^.,;:?!“”‘«»\"()–—]{1,80}?)"
_BEFORE_DESCRIBED = re.compile(rf"{_SUBJECT}\s(?:said|says|told [^,.;:?!“”‘’«»\"]{{1,60}}?) that\s")
_BEFORE_VERB_DESCRIBED = re.compile(rf"{_SUBJECT}\s")
_VERBS = ("said ", "says ", "told ")
# The words between two quotations of one speaker.
_BETWEEN = re.compile(
    rf",{_MARK}\s(?:said|says|wrote|added)\s(?:{_NAME}(?:, [^.;:?!“”‘’«»\"]{{1,80}})?|{_WHOLE})\.\s"
)
_SENTENCE_ENDS = (". ", "! ", "? ", ".\n", "” ", "’ ", '" ')
_ARTICLES = ("the", "a", "an")
_MARKS = "\"'“”‘’„«» "


def gives_to(article: Article, piece: Span, quotation: Span | None, names: Sequence[Names]) -> bool:
    """Whether the words beside a passage certainly attribute it to one of the names.

    Args:
        article: the article.
        piece: of the passage.
        quotation: the quotation in which the passage begins, if there is one.
        names: the names of those who may say it.
    """
    found = (
        _outside(article, piece, _BEFORE, _BEFORE_VERB) if quotation is None else _beside(article, quotation)
    )
    if found is None and quotation is None:
        found = _outside(article, piece, _BEFORE_DESCRIBED, _BEFORE_VERB_DESCRIBED)
        return found is not None and _is_whole(found["name"], names)
    if found is None:
        return quotation is not None and _described(article.text, quotation, names)
    groups = found.groupdict()
    if groups.get("whole"):
        return _is_whole(groups["whole"], names)
    words = words_of(groups["name"] or groups.get("first", ""))
    return any(not one.words.isdisjoint(words) for one in names)


def _described(text: str, quotation: Span, names: Sequence[Names]) -> bool:
    """Whether the words after a quotation name a speaker whose whole name is a description."""
    found = _AFTER_DESCRIBED.match(text, quotation.end - 1, quotation.end + REACH)
    if found is None or text[quotation.end - 2 : quotation.end - 1] != ",":
        return False
    return _is_whole(found["name"], names)


def _is_whole(text: str, names: Sequence[Names]) -> bool:
    """Whether a text is exactly one of the names."""
    words = words_of(text)
    whole = " ".join(words[1:] if words[:1] and words[0] in _ARTICLES else words)
    return any(whole in one.phrases for one in names)


def _outside(
    article: Article, piece: Span, that: re.Pattern[str], verb: re.Pattern[str]
) -> re.Match[str] | None:
    """A sentence with its speaker first, and the verb right before the passage or as its first word."""
    text, block = article.text, article.blocks[article.block_at(piece.start)]
    start = max(block.start, piece.start - REACH)
    end = max([text.rfind(sign, start, piece.start) for sign in _SENTENCE_ENDS])
    if end == -1 and start != block.start:
        return None
    begin = start if end == -1 else end + 2
    pattern = verb if text.startswith(_VERBS, piece.start) else that
    return pattern.fullmatch(text, begin, piece.start)


def _beside(article: Article, quotation: Span) -> re.Match[str] | None:
    """The name right after a quotation, or between it and the one before."""
    text = article.text
    if text[max(quotation.start - 2, 0) : quotation.start].rstrip()[-1:] in (",", ":"):
        return None
    tail = text[quotation.end - 3 : quotation.end].strip(_MARKS)[-1:]
    if tail == ",":
        return _AFTER.match(text, quotation.end - 1, quotation.end + REACH)
    block = article.blocks[article.block_at(quotation.start)]
    if tail == "." and (
        found := _THAT_WAS.match(text, quotation.end - 1, min(quotation.end + REACH, block.end))
    ):
        return found
    start = max(
        block.start,
        quotation.start - REACH,
        text.rfind(",", block.start, text.rfind("said", block.start, quotation.start)),
    )
    return _BETWEEN.fullmatch(text, start, quotation.start) if text[start] == "," else None

"""Quotations in the editor's own text, and whether an article has them.

Marks of every style count, and backticks. A quotation is split at `[…]` and `…`; an article has it if one
paragraph has all parts in order, ignoring case and any marks inside.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from onrecord.record import Article
from onrecord.text.folding import fold_text
from onrecord.text.spans import Span
from onrecord.text.words import cuts_word, is_unspaced

# A single word in marks is often a term, not a quotation.
_FEWEST = 2

_PAIRS = {
    "“": '”“"',
    "„": '“”"',
    "‟": '”"',
    "”": "”",
    '"': '"”“',
    "＂": "＂",
    "«": "»",
    "»": "«",
    "‹": "›",
    "›": "‹",
    "「": "」",
    "『": "』",
    "｢": "｣",
    "〝": "〞〟",
    "‘": "’'",
    "‚": "‘’'",
    "‛": "’'",
    "'": "'’",
    "’": "’",
    "`": "`´'",
}
_SINGLE = "‘‚‛'’"
_MARK = re.compile(f"[{re.escape(''.join(_PAIRS))}]")
_HTML = re.compile(r"<(q|blockquote|cite)\b[^<>]*>(.+?)</\1>", re.IGNORECASE | re.DOTALL)
_LINK = re.compile(r"\[([^\[\]]+)\]\([^()\s]*\)")
_OMISSION = re.compile(r"\s*\[\s*…?\s*\]\s*|\s*\(…\)\s*|\s*…\s*")
_EDGES = "'\"-.,;:!?…()[] *_`~"
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


class Quoted(Struct, frozen=True):
    """Words in quotation marks.

    Attributes:
        shown: the words as written, without the marks.
        parts: the parts in order, folded, in lower case, without marks at their ends.
    """

    shown: str
    parts: tuple[str, ...]


def quotations_in(text: str) -> Iterator[Quoted]:
    """The quotations in a text that have two words or more."""
    if not _MARK.search(text) and "<" not in text:
        return
    spans = _spans(text)
    for words in [*(text[start:end] for start, end in spans), *(m.group(2) for m in _HTML.finditer(text))]:
        folded = fold_text(_LINK.sub(r"\1", words).replace("*", ""))
        parts = tuple(part for part in map(_bare, _OMISSION.split(folded)) if part)
        if sum(map(_count, parts)) >= _FEWEST:
            yield Quoted(" ".join(words.split()), parts)


def _spans(text: str) -> list[tuple[int, int]]:
    """The start and end of the text inside each outermost pair of marks."""
    found: list[tuple[int, int]] = []
    # For each mark that is not closed, the end of its paragraph: up to there no other one of them is closed.
    unclosed: dict[str, int] = {}
    at = 0
    while (match := _MARK.search(text, at)) is not None:
        at = match.end()
        if match.end() < unclosed.get(match.group(), 0) or not _may_open(text, match.start()):
            continue
        end = _closing(text, match.start())
        if end is not None:
            found.append((match.end(), end))
            at = end + 1
        else:
            paragraph = text.find("\n\n", match.end() + 1)
            unclosed[match.group()] = paragraph if paragraph >= 0 else len(text)
    return found


def _may_open(text: str, at: int) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if not after or (after.isspace() and text[at] not in "«‹»›"):
        return False
    return not before or not before.isalnum() or is_unspaced(before) or text[at] in "«„「『“‹"


def _closing(text: str, opening: int) -> int | None:
    """The index of the mark that closes a quotation; None if it is not closed."""
    sign = text[opening]
    closers = _PAIRS[sign]
    last = None
    for at in range(opening + 2, len(text)):
        if text[at] not in closers:
            if text.startswith("\n\n", at):
                break
            continue
        before, after = text[at - 1], text[at + 1 : at + 2]
        if sign in _SINGLE or sign == "`":
            if after.isalnum() and not is_unspaced(after):
                continue  # an apostrophe
            if before.isspace():
                continue
            if text[at] in "'’" and before in "sS" and after == " ":
                last = at  # a plural possessive, unless no later mark closes
                continue
        return at
    return last if last is None or sign != "’" else None


def _bare(part: str) -> str:
    return part.casefold().strip(_EDGES)


def _count(part: str) -> int:
    unspaced = sum(1 for character in part if is_unspaced(character))
    return len(_WORD.findall(part)) + unspaced // 2


class Text:
    """An article prepared for the search of quotations: its paragraphs, folded, in lower case."""

    def __init__(self, article: Article) -> None:
        self._blocks = [fold_text(article.words(span)).casefold() for span in _stretches(article)]

    def has(self, quoted: Quoted) -> bool:
        """Whether a paragraph has all parts of a quotation, in order."""
        return any(_follow(block, quoted.parts) for block in self._blocks)


def _stretches(article: Article) -> Iterator[Span]:
    """The spans that a quotation may be in: blocks, and quotations over several blocks."""
    yield from article.stretches
    for quotation in article.quotations:
        if len(quotation.spans) > 1:
            yield Span(quotation.spans[0].start, quotation.spans[-1].end)


def _follow(block: str, parts: Sequence[str]) -> bool:
    at = 0
    for part in parts:
        start = block.find(part, at)
        while start != -1 and (cuts_word(block, start) or cuts_word(block, start + len(part))):
            start = block.find(part, start + 1)
        if start == -1:
            return False
        at = start + len(part)
    return True

"""Finding one passage in an article, word for word.

A passage is one text, or several pieces with ``[…]`` between them that follow one another.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from onrecord.text.folding import Folded, fold_text
from onrecord.text.spans import Span

# Folded, so that [...] counts as […].
_OMISSION = re.compile(r" ?\[…\] ?")


class Failure(Enum):
    """Why a passage has no place."""

    NOT_FOUND = auto()
    OTHER_CONTEXT = auto()
    OUT_OF_ORDER = auto()
    AMBIGUOUS = auto()


@dataclass(frozen=True, slots=True)
class Match:
    """Where a passage stands, or why it does not.

    Attributes:
        pieces: spans of the folded text, one for each piece; empty on failure.
        failure: None where it was found.
        missing: the folded piece that was not found, for NOT_FOUND.
        candidates: the places between which the passage does not decide, or, for OTHER_CONTEXT,
            those that prefix or suffix rule out.
    """

    pieces: tuple[Span, ...] = ()
    failure: Failure | None = None
    missing: str = ""
    candidates: tuple[Span, ...] = ()


def match_passage(
    article: Folded, passage: str, prefix: str | None = None, suffix: str | None = None
) -> Match:
    """Find the one place where a passage stands.

    Args:
        article: the folded article.
        passage: the words as the editor wrote them.
        prefix: words just before it.
        suffix: words just after it.
    """
    whole = fold_text(passage)
    pieces = [whole]
    if "[…]" in whole and not any(article.find(whole)):
        pieces = [piece for piece in _OMISSION.split(whole) if piece]
    places = [list(article.find(piece)) for piece in pieces]
    for piece, found in zip(pieces, places, strict=True):
        if not found:
            return Match(failure=Failure.NOT_FOUND, missing=piece)
    firsts, lasts = tuple(places[0]), tuple(places[-1])
    if prefix is not None:
        places[0] = [s for s in places[0] if _ends_with(article.text[: s.start], fold_text(prefix))]
    if suffix is not None:
        places[-1] = [s for s in places[-1] if _begins_with(article.text, s.end, fold_text(suffix))]
    if not places[0] or not places[-1]:
        ruled_out = firsts if not places[0] else lasts
        return Match(failure=Failure.OTHER_CONTEXT, candidates=ruled_out)
    earliest = _chain(places)
    latest = _chain([[_mirror(s) for s in reversed(found)] for found in reversed(places)])
    if earliest is None or latest is None:
        return Match(failure=Failure.OUT_OF_ORDER)
    latest = [_mirror(span) for span in reversed(latest)]
    if earliest != latest:
        doubtful = next(i for i, pair in enumerate(zip(earliest, latest, strict=True)) if len(set(pair)) > 1)
        candidates = tuple(s for s in places[doubtful] if earliest[doubtful] <= s <= latest[doubtful])
        return Match(failure=Failure.AMBIGUOUS, candidates=candidates)
    return Match(tuple(earliest))


def _chain(places: Sequence[Sequence[Span]]) -> list[Span] | None:
    """The earliest places that follow one another without overlap, one of each; or None."""
    chain: list[Span] = []
    end: int | None = None
    for found in places:
        after = next((span for span in found if end is None or span.start >= end), None)
        if after is None:
            return None
        chain.append(after)
        end = after.end
    return chain


def _mirror(span: Span) -> Span:
    """A span of the text read backwards, so that the latest places are the earliest."""
    return Span(-span.end, -span.start)


def _ends_with(before: str, prefix: str) -> bool:
    return before.rstrip().endswith(prefix)


def _begins_with(text: str, at: int, suffix: str) -> bool:
    return text.startswith(suffix, at) or text.startswith(f" {suffix}", at)

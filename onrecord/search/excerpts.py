"""The articles' words that the quote check compares: every passage in its sentence, as pages show it.

They have the same order as the texts of results (`things`), so that a thing of the index leads to its words;
only the quote check loads them. What a passage leaves out is left out here too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from onrecord.anchoring.coverage import runs_of
from onrecord.meaning.sentences import in_sentence
from onrecord.record import Anchor, AnchoredBrief, Record
from onrecord.search.postings import MOST_THINGS
from onrecord.text.spans import Span

_WHITE = re.compile(r"\s+")
# The title and the page itself, of which no words are the article's.
_BEFORE_POSITIONS = 2


def excerpts_of(record: Record, brief: AnchoredBrief) -> Iterator[list[Any]]:
    """For each unit of a briefing: its page, the language of the article, and an entry for each thing.

    An entry is 0, or the id of a position or a question, its actor's name (empty for a question), the name of
    the actor who relays it (or empty), and its passages. A passage is a list of stretches, which are what
    stands together: the number of its paragraph, its text as parts outside and inside quotation marks, in
    turn, and where in it the passage begins and ends. Of the rest of a sentence it has what pages show.
    """
    entries: list[Any] = [0] * _BEFORE_POSITIONS
    for position in brief.positions:
        stated = position.stated
        relayer = record.actors[stated.relayed_by].name if stated.relayed_by else ""
        entries.append(
            [position.id, record.actors[stated.actor].name, relayer, _passages(brief, position.anchors)]
        )
    entries += [[question.id, "", "", _passages(brief, question.anchors)] for question in brief.questions]
    for at in range(0, len(entries), MOST_THINGS):
        yield [brief.slug, brief.brief.source.language, entries[at : at + MOST_THINGS]]


def _passages(brief: AnchoredBrief, anchors: Sequence[Anchor]) -> list[list[Any]]:
    return [list(_stretches(brief, anchor)) for anchor in anchors]


def _stretches(brief: AnchoredBrief, anchor: Anchor) -> Iterator[list[Any]]:
    article = brief.article
    for piece, whole in zip(anchor.pieces, in_sentence(brief, anchor.pieces).pieces, strict=True):
        runs = [""]
        begin = _add(runs, brief, Span(whole.start, piece.start))
        end = begin + _add(runs, brief, piece)
        _add(runs, brief, Span(piece.end, whole.end))
        yield [article.block_at(piece.start), runs, begin, end]


def _add(runs: list[str], brief: AnchoredBrief, span: Span) -> int:
    """Add a span of the article to runs, with its white space as single spaces; returns the length."""
    length = 0
    for run in runs_of(brief.article, span):
        text = _WHITE.sub(" ", brief.article.words(run.span))
        last = runs[-1] or (runs[-2] if len(runs) > 1 else "")
        if last.endswith(" "):
            text = text.lstrip(" ")
        length += len(text.encode("utf-16-le")) // 2  # as scripts count
        if len(runs) % 2 == run.quoted:
            runs.append(text)
        else:
            runs[-1] += text
    return length

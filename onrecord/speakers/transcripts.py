"""Find the speaker of a turn in a transcript, also for its later paragraphs without a name."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from operator import attrgetter

from onrecord.record import Article
from onrecord.speakers.speech import Kind, Mention, Speech
from onrecord.text.spans import Span

# A paragraph of a transcript that is quoted as a whole: the mark, a name in capitals, a colon.
_QUOTED_LABEL = re.compile(r"[\"“„«]\s?(?P<name>[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]*){0,3}):(?=\s)")
LEAST_TURNS = 2  # a single paragraph like '“BREAKING: …”' is not a transcript


def speaker_of_turn(article: Article, position: int) -> Speech | None:
    """The speaker of the turn at a position; None before the first name."""
    number = bisect_right(article.turns, position, key=attrgetter("name.start"))
    if number == 0:
        return None
    turn = article.turns[number - 1]
    return _labelled(article, turn.name, turn.words.start)


def quoted_turns(article: Article) -> Mapping[int, Speech]:
    """The speakers of paragraphs that open with a quotation mark and a label, by the paragraph's start.

    News articles quote transcripts as one long quotation, with the names inside the marks.
    """
    found = {}
    for block in article.blocks:
        label = _QUOTED_LABEL.match(article.text, block.start, block.end)
        if label:
            found[block.start] = _labelled(article, Span(*label.span("name")), label.end())
    return found if len(found) >= LEAST_TURNS else {}


def _labelled(article: Article, name: Span, end: int) -> Speech:
    last = article.text.rfind(" ", name.start, name.end)
    head = Span(name.start if last == -1 else last + 1, name.end)
    return Speech(Mention(name, head, Kind.NAME), "label", Span(name.start, end))

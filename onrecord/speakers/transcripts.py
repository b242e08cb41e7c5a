"""Transcripts: who speaks a turn, also in the paragraphs that follow it without a name."""

from __future__ import annotations

from bisect import bisect_right
from operator import attrgetter

from onrecord.model import Article
from onrecord.speakers.speech import Kind, Mention, Speech
from onrecord.text.spans import Span


def speaker_of_turn(article: Article, position: int) -> Speech | None:
    """The speaker of the turn that a position is in; None where no name is above it."""
    number = bisect_right(article.turns, position, key=attrgetter("name.start"))
    if number == 0:
        return None
    turn = article.turns[number - 1]
    last = article.text.rfind(" ", turn.name.start, turn.name.end)
    head = Span(turn.name.start if last == -1 else last + 1, turn.name.end)
    return Speech(Mention(turn.name, head, Kind.NAME), "label", Span(turn.name.start, turn.words.start))

"""Transcripts: every turn begins with its speaker's name and a colon, on a line of its own paragraph."""

from __future__ import annotations

import re

from onrecord.model import Article
from onrecord.speakers.speech import Kind, Mention, Speech
from onrecord.text.spans import Span

MAX_TURN = 100  # paragraphs; a longer turn is read as nobody's
_LABEL = re.compile(r"(?P<name>[^\W\d_a-z][^:：\n]{0,60}?)(?: \([^)\n]{1,60}\))?[:：](?=\s)")


def speaker_of_turn(article: Article, position: int) -> Speech | None:
    """The speaker of the turn that a position is in; None where no label is above it."""
    block = article.block_at(position)
    first = len(article.blocks) - len(article.paragraphs)
    for number in range(block, max(block - MAX_TURN, first - 1), -1):
        span = article.blocks[number]
        found = _LABEL.match(article.text, span.start, span.end)
        if found is not None:
            name = Span(*found.span("name"))
            last = article.text.rfind(" ", name.start, name.end)
            head = Span(name.start if last == -1 else last + 1, name.end)
            return Speech(Mention(name, head, Kind.NAME), "label", Span(name.start, found.end()))
    return None

"""Attributed passages, and the article's words as messages show them."""

from __future__ import annotations

from msgspec import Struct

from onrecord.record import Anchor, Article
from onrecord.rules.problems import Location
from onrecord.text.spans import Span

_SHOWN = 60  # characters of the article in a message


class Given(Struct, frozen=True):
    """A passage that a briefing attributes to an actor.

    Attributes:
        actor: the id in the register.
        anchor: its words in the article.
        place: its place in the YAML.
        relayed_by: the actor who says that they said it.
    """

    actor: str
    anchor: Anchor
    place: Location
    relayed_by: str | None = None


def shown(words: str) -> str:
    """Words on one line, shortened if they are long."""
    line = " ".join(words.split())
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1].rstrip()}…"


def shown_at(article: Article, words: Span) -> str:
    """Words of an article with their line, for a note below a message."""
    line = article.line_at(words.start)
    return f"line {line} of {article.file}: {shown(article.words(words))}"

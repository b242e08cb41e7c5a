"""The results of the rules: mentions of speakers."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from onrecord.text.spans import Span


class Kind(StrEnum):
    """The kind of words that mention a speaker."""

    NAME = "name"
    DESCRIPTION = "description"
    PRONOUN = "pronoun"
    LIST = "list"


class Mention(Struct, frozen=True):
    """The words of an article that name a speaker.

    Attributes:
        span: all of them.
        head: the main word: the surname, the noun, or the pronoun.
    """

    span: Span
    head: Span
    kind: Kind


class Speech(Struct, frozen=True):
    """A speaker, with the evidence.

    Attributes:
        rule: the name of the rule that found it.
        cue: the span of the words that say so.
    """

    mention: Mention
    rule: str
    cue: Span

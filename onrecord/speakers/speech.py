"""What the rules find: the mention of a speaker, and the words that say so."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from onrecord.text.spans import Span


class Kind(StrEnum):
    """What words a speaker is mentioned with."""

    NAME = "name"
    DESCRIPTION = "description"
    PRONOUN = "pronoun"
    LIST = "list"


class Mention(Struct, frozen=True):
    """The words of an article that name a speaker.

    Attributes:
        span: all of them.
        head: the word that the others belong to: the surname, the noun, the pronoun.
    """

    span: Span
    head: Span
    kind: Kind


class Speech(Struct, frozen=True):
    """Who speaks, and why.

    Attributes:
        rule: the name of the rule that found it.
        cue: the words that say so, from the first to the last.
    """

    mention: Mention
    rule: str
    cue: Span

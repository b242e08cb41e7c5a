"""Statements and transcripts: articles that consist of somebody's words.

They need no language rules: the briefing names the speaker of a statement, and a turn names its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from onrecord.record import Article
from onrecord.rules import speakers as rules
from onrecord.rules.problems import Problem
from onrecord.schema.models import Source
from onrecord.speakers.given import Given, shown, shown_at
from onrecord.speakers.identity import Names, Register
from onrecord.speakers.transcripts import speaker_of_turn


class Spoken(Struct, frozen=True):
    """A statement or a transcript.

    Attributes:
        speaker: the actor of a statement; None for a transcript, whose turns begin with a name.
    """

    speaker: str | None = None


def spoken_of(source: Source, article: Article) -> Spoken | None:
    """The statement or transcript that an article is; None for a report."""
    if source.kind == "statement" and source.speaker is not None:
        return Spoken(source.speaker)
    return Spoken() if article.turns else None


def check_statement(given: Given, speaker: str, register: Register) -> Iterator[Problem]:
    """Check that a passage of a statement is attributed to its speaker."""
    if speaker in register.actors and speaker not in register.allowed(given.actor, given.relayed_by):
        names = [register.actors[actor].name for actor in (speaker, given.actor)]
        message = f"this article is a statement of {names[0]}, not of {names[1]}"
        help_text = "give the position to that speaker, or name the speaker under `relayed_by`"
        yield Problem(rules.OTHER_SPEAKER, given.place, message, help_text)


def check_turns(
    given: Given, article: Article, register: Register, allowed: Sequence[Names]
) -> Iterator[Problem]:
    """Check that a passage of a transcript is attributed to the speaker of its turn.

    Args:
        given: the passage.
        article: the transcript.
        register: all actors.
        allowed: the names of those who may say the passage.
    """
    for piece in given.anchor.pieces:
        speech = speaker_of_turn(article, piece.start)
        if speech is None:
            continue
        label = article.words(speech.mention.span)
        if not any(names.are_label(label) for names in allowed):
            actor = register.actors[given.actor].name
            message = f"the transcript gives these words to {shown(label)}, not to {actor}"
            help_text = (
                "give the position to the actual speaker, or add the article's name for this actor under `as`"
            )
            note = shown_at(article, speech.cue)
            yield Problem(rules.OTHER_SPEAKER, given.place, message, help_text, (note,))
            return


def is_turn_of(given: Given, article: Article, allowed: Sequence[Names]) -> bool:
    """Whether all of a passage of a transcript is in turns of those who may say it."""
    speeches = [speaker_of_turn(article, piece.start) for piece in given.anchor.pieces]
    labels = [article.words(speech.mention.span) for speech in speeches if speech is not None]
    return len(labels) == len(speeches) and all(
        any(names.are_label(label) for names in allowed) for label in labels
    )

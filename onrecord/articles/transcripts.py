"""Transcripts: paragraphs that begin with the speaker's name and a colon."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from onrecord.articles.bylines import PARTICLES
from onrecord.record import Turn
from onrecord.text.spans import Span

MAX_NAME_CHARACTERS = 60
MAX_NAME_WORDS = 6
_LABEL = re.compile(rf"(?P<name>[^:：\n]{{1,{MAX_NAME_CHARACTERS}}}?)[ \u00a0]?[:：](?=\s|(?<=：))\s*(?=\S)")
# An office or a place after the name: Kresh (Velmar), Kresh, for the owners.
_BEHIND_NAME = re.compile(r"\s*[(\[,].*$", re.DOTALL)
# Labels that look like a speaker's name but describe the transcript.
_NO_SPEAKERS = frozenset(
    "note notes update correction transcript date place time present source photo video audio translation"
    " location participants speakers summary topic".split()
)


def find_turns(text: str, paragraphs: Sequence[Span]) -> Iterator[Turn]:
    """Yield the paragraphs that begin with a name and a colon, in order."""
    for paragraph in paragraphs:
        label = _LABEL.match(text, paragraph.start, paragraph.end)
        if label and _is_name(label["name"]):
            yield Turn(Span(*label.span("name")), Span(label.end(), paragraph.end))


def _is_name(label: str) -> bool:
    """Whether a label is a name: its words, up to an office, are written like names."""
    words = _BEHIND_NAME.sub("", label).strip("*_ ").split()
    if not 0 < len(words) <= MAX_NAME_WORDS or words[0].lower().strip("’s'") in _NO_SPEAKERS:
        return False
    if words[-1].lower() in _NO_SPEAKERS:
        return False
    return _is_capital(words[0]) and all(_is_capital(word) or word.lower() in PARTICLES for word in words)


def _is_capital(word: str) -> bool:
    letters = [character for character in word if character.isalpha()]
    return bool(letters) and not letters[0].islower()

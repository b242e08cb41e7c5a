"""Find the speaker of words outside quotation marks, even partly: 'Holt said that the port stays open'."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from onrecord.speakers import beside, leading
from onrecord.speakers.cues import is_cue, nearest_after
from onrecord.speakers.speech import Speech
from onrecord.speakers.subjects import before, begins_clause
from onrecord.speakers.tokens import END, QUOTE, WORD, Tokens
from onrecord.text.spans import Span

MAX_OBJECT = 6  # words between 'told' and 'that'
MAX_SUBJECT = 12
_BETWEEN = frozenset("that whether if him her them us me reporters how why it a the as".split())
_WITH_OBJECT = frozenset(
    "told tells tell telling warned warns warning assured assures asked asks asking reminded informed".split()
)


class Place:
    """The place of a passage among the tokens of its block.

    Attributes:
        first, last: the indexes of its first and last token.
        sentence: the index of the first token of the sentence in which it begins.
    """

    __slots__ = ("first", "last", "sentence", "tokens")

    def __init__(self, tokens: Tokens, span: Span) -> None:
        self.tokens = tokens
        self.first = bisect_right(tokens.ends, span.start)
        self.last = max(self.first, bisect_left(tokens.starts, span.end) - 1)
        self.sentence = tokens.sentences[self.first] if self.first < len(tokens) else self.first

    @property
    def exists(self) -> bool:
        return self.first < len(self.tokens)


def reported(place: Place) -> Speech | None:
    """The speaker of a passage, by the words of its sentence."""
    if not place.exists:
        return None
    return _led(place) or _closed(place) or _own_subject(place)


def _led(place: Place) -> Speech | None:
    """Rule R1: a verb of saying right before the passage, or as its first word."""
    tokens, at = place.tokens, place.first
    if tokens.mark(at - 1) == ":":
        label = leading.labelled(tokens, at, place.sentence)
        if label is not None:
            return label
    if tokens.kinds[at] == WORD and is_cue(tokens, at):
        return leading.of_cue(tokens, at, _clause(tokens, at, place.sentence))
    skipped = at - 1
    while (
        skipped >= place.sentence
        and at - skipped <= 4
        and (tokens.lower[skipped] in _BETWEEN or tokens.mark(skipped) in (",", ":"))
    ):
        skipped -= 1
    if skipped >= place.sentence and is_cue(tokens, skipped):
        return leading.of_cue(tokens, skipped, _clause(tokens, skipped, place.sentence))
    if tokens.lower[at - 1] in ("that", "whether", "if") and at - 1 > place.sentence:
        for cue in range(at - 2, max(place.sentence, at - 2 - MAX_OBJECT) - 1, -1):
            if tokens.kinds[cue] != WORD:
                break
            if tokens.lower[cue] in _WITH_OBJECT and is_cue(tokens, cue):
                return leading.of_cue(tokens, cue, _clause(tokens, cue, place.sentence))
    return _according(place)


def _according(place: Place) -> Speech | None:
    """'According to two officials, …', right before the passage."""
    tokens, first = place.tokens, place.sentence
    if tokens.lower[first : first + 2] != ["according", "to"] or tokens.mark(place.first - 1) != ",":
        return None
    if any(tokens.mark(at) == "," for at in range(first, place.first - 1)):
        return None
    found = beside.complement(tokens, first + 2)
    return None if found is None else Speech(found, "according-to", tokens.spanning(first, found.span))


def _closed(place: Place) -> Speech | None:
    """Rule R2: the passage begins its sentence, and ', Holt said' or ', said Holt' follows."""
    tokens = place.tokens
    if place.first != place.sentence:
        return None
    start = place.last if tokens.mark(place.last) == "," else place.last + 1
    if start >= len(tokens):
        return None
    return beside.speaker_following(tokens, start)


def _own_subject(place: Place) -> Speech | None:
    """The passage contains its speaker and the verb: 'Critics say that …'."""
    tokens = place.tokens
    opens = place.first == place.sentence or tokens.kinds[place.first - 1] == QUOTE
    if not opens and tokens.mark(place.first - 1) != ";":
        return None
    cue = nearest_after(tokens, place.first, MAX_SUBJECT)
    if (
        cue is None
        or cue > place.last
        or cue == place.first
        or tokens.lower[cue] in tokens.lexicon.participles
    ):
        return None
    found = before(tokens, cue - 1, place.first)
    if found is None or not begins_clause(tokens, found, place.first):
        return None
    return Speech(found, "own-subject", tokens.span(place.first, cue))


def _clause(tokens: Tokens, at: int, sentence: int) -> int:
    """The index of the first token that can begin the subject of a verb."""
    for place in range(at - 1, sentence - 1, -1):
        if tokens.kinds[place] in (QUOTE, END) or tokens.mark(place) == ";":
            return place + 1
    return sentence

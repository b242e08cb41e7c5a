"""Check that a briefing attributes words to the actor who says them in the article.

`SpeakerChecks` belongs to one briefing. It checks one passage at a time, and reads only the parts of the
article that passages need.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from onrecord.anchoring.anchor import Cited
from onrecord.record import Article
from onrecord.rules import speakers as rules
from onrecord.rules.problems import Problem
from onrecord.schema.models import Brief, Position
from onrecord.speakers.finding import Finder
from onrecord.speakers.given import Given, shown, shown_at
from onrecord.speakers.glance import gives_to
from onrecord.speakers.identity import Register
from onrecord.speakers.linking import Linker
from onrecord.speakers.nearness import Nearness
from onrecord.speakers.relaying import relay
from onrecord.speakers.speech import Mention, Speech
from onrecord.speakers.spoken import Spoken, check_statement, check_turns, is_turn_of, spoken_of
from onrecord.text.spans import Span, overlapping

MOSTLY_QUOTED = 0.6


def check_speakers(
    brief: Brief,
    article: Article,
    register: Register,
    cited: Iterable[Cited],
) -> Iterator[Problem]:
    """Warn of doubtful speakers in the passages of a briefing.

    Args:
        brief: the briefing.
        article: its article.
        register: all actors.
        cited: its positions and questions with those of their passages that were found.
    """
    if brief.source.kind == "statement" and brief.source.speaker is None:
        return  # The speaker of the statement is missing.
    listed = [actor.id for actor in brief.actors]
    called = {actor.id: actor.called for actor in brief.actors if actor.called}
    spoken = spoken_of(brief.source, article)
    checks = SpeakerChecks(article, brief.source.language, register, listed, called, spoken)
    for item in cited:
        if isinstance(stated := item.stated, Position):
            for place, anchor in item.passages:
                yield from checks.of(Given(stated.actor, anchor, place, stated.relayed_by))


class SpeakerChecks:
    """The checks of one briefing.

    Args:
        article: its article.
        language: the article's, as a BCP 47 tag.
        register: all actors.
        listed: the ids of the briefing's actors.
        called: for each actor, more names in this article.
        spoken: for a transcript or a statement; else None.
    """

    def __init__(
        self,
        article: Article,
        language: str,
        register: Register,
        listed: Collection[str],
        called: Mapping[str, Sequence[str]] | None = None,
        spoken: Spoken | None = None,
    ) -> None:
        self._article = article
        self._finder = Finder(article, language)
        self._register = register
        known = [actor for actor in listed if actor in register.actors]
        self._linker = Linker(article, self._finder, register, known, called or {})
        self._spoken = spoken
        self._speeches: dict[Span, Speech | None] = {}

    @cached_property
    def _nearness(self) -> Nearness:
        return Nearness(self._article, self._finder, self._linker.all_names())

    def of(self, given: Given) -> Iterator[Problem]:
        """Warn of a passage with a doubtful speaker."""
        if given.actor not in self._register.actors:
            return
        pieces = given.anchor.pieces
        if self._spoken is not None:
            yield from self._of_spoken(given, self._spoken.speaker)
            return
        if len(pieces) == 1 and self._finder.chains is not None and self._is_plain(given, pieces[0]):
            if given.relayed_by is None and (relayed := self._relayed(given)) is not None:
                yield relayed
            return
        speeches = [self.speech_of(piece) for piece in pieces]
        own = [speech is not None and self._linker.is_actor(given, speech.mention) for speech in speeches]
        found = self._relayed(given) if given.relayed_by is None else None
        if found is None and not all(own):
            found = self._joined(given, speeches)
            for piece, speech, is_own in zip(pieces, speeches, own, strict=True):
                if found is None and not is_own:
                    found = self._other(given, piece, speech)
        if found is None and not any(own):
            found = self._far(given, speeches)
        if found is not None:
            yield found

    def _of_spoken(self, given: Given, speaker: str | None) -> Iterator[Problem]:
        """The checks of a transcript or a statement, in any language."""
        if speaker is not None:
            return check_statement(given, speaker, self._register)
        return check_turns(given, self._article, self._register, self._linker.allowed(given))

    def _is_plain(self, given: Given, piece: Span) -> bool:
        quoted = overlapping(self._article.quoted, piece)
        inside = next((span for span in quoted if span.start <= piece.start < piece.end <= span.end), None)
        if quoted and inside is None and quoted[0].start <= piece.start:
            return False
        return gives_to(self._article, piece, inside, self._linker.allowed(given))

    def is_said_by(self, given: Given) -> bool:
        """Whether the article's words tell that the actor says all of a passage."""
        if given.actor not in self._register.actors:
            return False
        if self._spoken is not None:
            if self._spoken.speaker is not None:
                return self._spoken.speaker in self._register.allowed(given.actor, given.relayed_by)
            return is_turn_of(given, self._article, self._linker.allowed(given))
        speeches = map(self.speech_of, given.anchor.pieces)
        return all(speech is not None and self._linker.is_actor(given, speech.mention) for speech in speeches)

    def speech_of(self, piece: Span) -> Speech | None:
        """The speaker of a stretch of the article; None if its words do not tell."""
        if piece not in self._speeches:
            self._speeches[piece] = self._find(piece)
        return self._speeches[piece]

    def _find(self, piece: Span) -> Speech | None:
        quoted = overlapping(self._article.quoted, piece)
        inside = sum(min(span.end, piece.end) - max(span.start, piece.start) for span in quoted)
        if inside < MOSTLY_QUOTED * (piece.end - piece.start):
            return self._finder.of_reported(piece)
        found: Speech | None = None
        for span in quoted:
            index = self._finder.quotation_at(span.start)
            speech = self._finder.of_quotation(index, span.start) if index is not None else None
            if speech is None or (found is not None and not self._same(found.mention, speech.mention)):
                return None
            found = speech
        return found

    def _same(self, one: Mention, other: Mention) -> bool:
        if one.head == other.head:
            return True
        words = self._article.words(one.head), self._article.words(other.head)
        return words[0] == words[1]

    def _other(self, given: Given, piece: Span, speech: Speech | None) -> Problem | None:
        if speech is None:
            speech = self._finder.by_known_name(piece, self._linker.all_names())
            if speech is None or self._finder.names_before(piece, None, self._linker.allowed(given)):
                return None
        other = self._linker.other(given, speech)
        if other is None or self._named_elsewhere(given, piece):
            return None
        if speech.rule not in _BESIDE and self._finder.names_before(
            piece, speech, self._linker.allowed(given)[:1]
        ):
            return None
        actor = self._register.actors[given.actor].name
        message = f"the article gives these words to {shown(self._article.words(other.span))}, not to {actor}"
        note = shown_at(self._article, speech.cue)
        help_text = (
            "give the position to the actual speaker, or add the article's name for this actor under `as`"
        )
        return Problem(rules.OTHER_SPEAKER, given.place, message, help_text, (note,))

    def _named_elsewhere(self, given: Given, piece: Span) -> bool:
        """Whether the piece reports, outside quotation marks, on another speaker."""
        if overlapping(self._article.quoted, piece):
            return False
        names = self._linker.names(given.actor)
        others = (other for other in given.anchor.pieces if other != piece)
        return any(
            names.are_in(self._article.words(Span(other.start, self._narrated(other)))) for other in others
        )

    def _narrated(self, piece: Span) -> int:
        """The end of the narrator's words at the beginning of a piece."""
        quoted = overlapping(self._article.quoted, piece)
        return max(piece.start, quoted[0].start) if quoted else piece.end

    def _joined(self, given: Given, speeches: Sequence[Speech | None]) -> Problem | None:
        """Warn if two people say two pieces of a passage."""
        for (first, one), (second, other) in zip(
            zip(given.anchor.pieces, speeches, strict=True),
            list(zip(given.anchor.pieces, speeches, strict=True))[1:],
            strict=False,
        ):
            between = self._article.text[first.end : second.start]
            if not any(sign in between for sign in ".!?…\n"):
                continue
            if one is not None and other is not None and self._linker.differ(one.mention, other.mention):
                names = [shown(self._article.words(speech.mention.span)) for speech in (one, other)]
                message = f"[…] joins words of {names[0]} and words of {names[1]}"
                return Problem(rules.JOINS_SPEAKERS, given.place, message, _APART)
            if other is None and self._nearness.somebody_else(second, first, self._linker.allowed(given)):
                message = "after […] the article names somebody else, not the actor"
                return Problem(rules.MAY_JOIN, given.place, message, _APART)
        return None

    def _relayed(self, given: Given) -> Problem | None:
        size = sum(piece.end - piece.start for piece in given.anchor.pieces)
        for piece in given.anchor.pieces:
            found = relay(self._article, piece, size, self._finder)
            if found is not None:
                message = "in the article, somebody else quotes these words"
                note = shown_at(self._article, found)
                help_text = "write under `relayed_by` who quotes them, or choose words that the actor says"
                return Problem(rules.QUOTED_BY_ANOTHER, given.place, message, help_text, (note,))
        return None

    def _far(self, given: Given, speeches: Sequence[Speech | None]) -> Problem | None:
        if self._nearness.is_near(given.anchor, speeches, self._linker.allowed(given)):
            return None
        actor = self._register.actors[given.actor]
        message = f"no name of {actor.name} is in this paragraph or the one before"
        help_text = (
            "if the position is theirs, add the article's name for them under `as`, or `also` in actors.yml"
        )
        return Problem(rules.SPEAKER_NOT_NEAR, given.place, message, help_text)


_BESIDE = frozenset({"verb-and-speaker", "speaker-and-verb", "split", "own-subject"})
_APART = "write one position per speaker"

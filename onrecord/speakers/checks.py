"""Whether a briefing gives words to the one who speaks them in the article.

`SpeakerChecks` is made for a briefing; it looks at one passage at a time and at nothing of the article that
no passage needs.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from msgspec import Struct

from onrecord.anchoring.anchor import Cited
from onrecord.model import Anchor, Article
from onrecord.problems import Location, Problem
from onrecord.rules import speakers as rules
from onrecord.schema import Brief, Position, Source
from onrecord.speakers.finding import Finder
from onrecord.speakers.glance import gives_to
from onrecord.speakers.identity import (
    Names,
    Register,
    can_be,
    is_title,
    mention_words,
    names_of,
    words_of,
)
from onrecord.speakers.nearness import Nearness
from onrecord.speakers.pronouns import resolve
from onrecord.speakers.relaying import relay
from onrecord.speakers.speech import Kind, Mention, Speech
from onrecord.speakers.transcripts import speaker_of_turn
from onrecord.text.spans import Span, overlapping

MOSTLY_QUOTED = 0.6
_SHOWN = 60  # characters of the article in a message


class Given(Struct, frozen=True):
    """A passage that a briefing gives to somebody.

    Attributes:
        actor: the id in the register.
        anchor: where its words are.
        place: where it is written.
        relayed_by: the actor who says that they said it.
    """

    actor: str
    anchor: Anchor
    place: Location
    relayed_by: str | None = None


def check_speakers(
    brief: Brief,
    article: Article,
    register: Register,
    cited: Iterable[Cited],
) -> Iterator[Problem]:
    """What is doubtful about who speaks in the passages of a briefing.

    Args:
        brief: the briefing.
        article: its article.
        register: all actors.
        cited: its positions and questions with those of their passages that were found.
    """
    if brief.source.kind == "statement" and brief.source.speaker is None:
        return  # Whose it is has to be said first.
    listed = [actor.id for actor in brief.actors]
    called = {actor.id: actor.called for actor in brief.actors if actor.called}
    spoken = _spoken(brief.source, article)
    checks = SpeakerChecks(article, brief.source.language, register, listed, called, spoken)
    for item in cited:
        if isinstance(stated := item.stated, Position):
            for place, anchor in item.passages:
                yield from checks.of(Given(stated.actor, anchor, place, stated.relayed_by))


class Spoken(Struct, frozen=True):
    """An article that is nothing but somebody's words.

    Attributes:
        speaker: the actor whose statement it is; None for a transcript, in which turns begin with a name.
    """

    speaker: str | None = None


def _spoken(source: Source, article: Article) -> Spoken | None:
    if source.kind == "statement" and source.speaker is not None:
        return Spoken(source.speaker)
    return Spoken() if article.turns else None


class SpeakerChecks:
    """The checks of one briefing.

    Args:
        article: its article.
        language: the article's, as a BCP 47 tag.
        register: all actors.
        listed: the ids of the briefing's actors.
        called: for each actor further names that this article uses.
        spoken: where the article is a transcript or a statement.
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
        self._listed = [actor for actor in listed if actor in register.actors]
        self._called = called or {}
        self._spoken = spoken
        self._speeches: dict[Span, Speech | None] = {}

    @cached_property
    def _nearness(self) -> Nearness:
        return Nearness(self._article, self._finder, [self._names(actor) for actor in self._listed])

    def of(self, given: Given) -> Iterator[Problem]:
        """What is doubtful about a passage."""
        if given.actor not in self._register.actors:
            return
        pieces = given.anchor.pieces
        if self._spoken is not None:
            yield from self._turns(given, self._spoken)
            return
        if len(pieces) == 1 and self._finder.chains is not None and self._is_plain(given, pieces[0]):
            if given.relayed_by is None and (relayed := self._relayed(given)) is not None:
                yield relayed
            return
        speeches = [self.speech_of(piece) for piece in pieces]
        own = [speech is not None and self._is_actor(given, speech.mention) for speech in speeches]
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

    def _turns(self, given: Given, spoken: Spoken) -> Iterator[Problem]:
        """The checks of a transcript or a statement, in any language."""
        allowed = self._allowed(given)
        actor = self._register.actors[given.actor].name
        help_text = (
            "give the position to the one who says it, or write what the article calls them under `as`"
        )
        if spoken.speaker is not None:
            if spoken.speaker in self._register.actors and spoken.speaker not in self._register.allowed(
                given.actor, given.relayed_by
            ):
                speaker = self._register.actors[spoken.speaker].name
                message = f"this article is a statement of {speaker}, not of {actor}"
                help_text = "give the position to them, or name them under `relayed_by` if they report it"
                yield Problem(rules.OTHER_SPEAKER, given.place, message, help_text)
            return
        for piece in given.anchor.pieces:
            speech = speaker_of_turn(self._article, piece.start)
            if speech is None:
                continue
            label = self._article.words(speech.mention.span)
            if not any(one.words & set(words_of(label)) for one in allowed):
                message = f"the transcript gives these words to {_short(label)}, not to {actor}"
                note = self._note(speech.cue)
                yield Problem(rules.OTHER_SPEAKER, given.place, message, help_text, (note,))
                return

    def _is_plain(self, given: Given, piece: Span) -> bool:
        quoted = overlapping(self._article.quoted, piece)
        inside = next((span for span in quoted if span.start <= piece.start < piece.end <= span.end), None)
        if quoted and inside is None and quoted[0].start <= piece.start:
            return False
        return gives_to(self._article, piece, inside, self._allowed(given))

    def speech_of(self, piece: Span) -> Speech | None:
        """Who says a stretch of the article, as far as its words tell."""
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
            speech = self._finder.of_quotation(index) if index is not None else None
            if speech is None or (found is not None and not self._same(found.mention, speech.mention)):
                return None
            found = speech
        return found

    def _same(self, one: Mention, other: Mention) -> bool:
        if one.head == other.head:
            return True
        words = self._article.words(one.head), self._article.words(other.head)
        return words[0] == words[1]

    def _names(self, actor: str) -> Names:
        called = self._called.get(actor)
        return names_of(self._register.actors[actor], called) if called else self._register.names(actor)

    def _allowed(self, given: Given) -> list[Names]:
        """The names of all who may speak the passage: the actor, its kin, and who relays it."""
        allowed = self._register.allowed(given.actor, given.relayed_by)
        if self._called.keys().isdisjoint(allowed):
            return self._register.names_of_all(allowed)
        return [self._names(actor) for actor in allowed]

    def _is_actor(self, given: Given, mention: Mention) -> bool:
        lexicon = self._finder.lexicon
        if lexicon is None:
            return False
        if mention.kind is Kind.PRONOUN:
            known = resolve(self._article, self._finder.chains, mention) if self._finder.chains else None
            return known is not None and self._is_actor(given, known)
        return any(can_be(self._article, mention, names, lexicon) for names in self._allowed(given))

    def _is_other(self, given: Given, speech: Speech) -> Mention | None:
        """The speaker, if it is certainly another one than the actor."""
        lexicon, mention = self._finder.lexicon, speech.mention
        if lexicon is None:
            return None
        if mention.kind is Kind.PRONOUN:
            known = resolve(self._article, self._finder.chains, mention) if self._finder.chains else None
            if known is None:
                return None
            mention = known
        if self._is_actor(given, mention):
            return None
        names = self._names(given.actor)
        if mention.kind is Kind.DESCRIPTION:
            return mention if names.is_person and self._is_indefinite(mention) else None
        if is_title(self._article, mention, lexicon) or not mention_words(self._article, mention, lexicon):
            return None
        if mention.kind is Kind.LIST and not self._all_known(mention):
            return None
        cue = self._article.words(speech.cue)
        if ("spokes" in cue or not names.is_person) and names.are_in(cue):
            return None
        return mention

    def _all_known(self, mention: Mention) -> bool:
        words = mention_words(self._article, mention, self._finder.known_lexicon)
        return sum(bool(self._names(actor).words & words) for actor in self._listed) > 1

    def _is_indefinite(self, mention: Mention) -> bool:
        lexicon = self._finder.known_lexicon
        words = self._article.words(mention.span).lower().split()
        head = self._article.words(mention.head).lower()
        if head not in lexicon.roles:
            return False
        return words[0] in lexicon.indefinites or (
            words[0] not in lexicon.determiners and head.endswith("s") and head not in ("business", "police")
        )

    def _other(self, given: Given, piece: Span, speech: Speech | None) -> Problem | None:
        if speech is None:
            speech = self._finder.by_known_name(piece, [self._names(actor) for actor in self._listed])
            if speech is None or self._finder.names_before(piece, None, self._allowed(given)):
                return None
        other = self._is_other(given, speech)
        if other is None or self._named_elsewhere(given, piece):
            return None
        if speech.rule not in _BESIDE and self._finder.names_before(piece, speech, self._allowed(given)[:1]):
            return None
        actor = self._register.actors[given.actor].name
        message = (
            f"the article gives these words to {_short(self._article.words(other.span))}, not to {actor}"
        )
        note = self._note(speech.cue)
        help_text = (
            "give the position to the one who says it, or write what the article calls them under `as`"
        )
        return Problem(rules.OTHER_SPEAKER, given.place, message, help_text, (note,))

    def _named_elsewhere(self, given: Given, piece: Span) -> bool:
        """Whether the piece tells what another one, outside quotation marks, is about."""
        if overlapping(self._article.quoted, piece):
            return False
        names = self._names(given.actor)
        others = (other for other in given.anchor.pieces if other != piece)
        return any(
            names.are_in(self._article.words(Span(other.start, self._narrated(other)))) for other in others
        )

    def _narrated(self, piece: Span) -> int:
        """Where the narrator's words at the beginning of a piece end."""
        quoted = overlapping(self._article.quoted, piece)
        return max(piece.start, quoted[0].start) if quoted else piece.end

    def _note(self, words: Span) -> str:
        line = self._article.line_at(words.start)
        return f"line {line} of {self._article.file}: {_short(self._article.words(words))}"

    def _joined(self, given: Given, speeches: Sequence[Speech | None]) -> Problem | None:
        """Two pieces of a passage that two people say."""
        for (first, one), (second, other) in zip(
            zip(given.anchor.pieces, speeches, strict=True),
            list(zip(given.anchor.pieces, speeches, strict=True))[1:],
            strict=False,
        ):
            between = self._article.text[first.end : second.start]
            if not any(sign in between for sign in ".!?…\n"):
                continue
            if one is not None and other is not None and self._differ(one.mention, other.mention):
                names = [_short(self._article.words(speech.mention.span)) for speech in (one, other)]
                message = f"[…] joins words of {names[0]} and words of {names[1]}"
                return Problem(rules.JOINS_SPEAKERS, given.place, message, _APART)
            if other is None and self._nearness.somebody_else(second, first, self._allowed(given)):
                message = "after […] somebody else is named, and the actor is not"
                return Problem(rules.MAY_JOIN, given.place, message, _APART)
        return None

    def _differ(self, one: Mention, other: Mention) -> bool:
        lexicon = self._finder.known_lexicon
        if Kind.NAME is not one.kind or other.kind is not Kind.NAME:
            return False
        if is_title(self._article, one, lexicon) or is_title(self._article, other, lexicon):
            return False
        words = [mention_words(self._article, mention, lexicon) for mention in (one, other)]
        known = [next((a for a in self._listed if self._names(a).words & part), "") for part in words]
        return all(words) and not words[0] & words[1] and all(known) and known[0] != known[1]

    def _relayed(self, given: Given) -> Problem | None:
        size = sum(piece.end - piece.start for piece in given.anchor.pieces)
        for piece in given.anchor.pieces:
            found = relay(self._article, piece, size, self._finder)
            if found is not None:
                message = "the article has these words from somebody who quotes them"
                note = self._note(found)
                help_text = "name under `relayed_by` who quotes them, or choose words that the actor says"
                return Problem(rules.QUOTED_BY_ANOTHER, given.place, message, help_text, (note,))
        return None

    def _far(self, given: Given, speeches: Sequence[Speech | None]) -> Problem | None:
        if self._nearness.is_near(given.anchor, speeches, self._allowed(given)):
            return None
        actor = self._register.actors[given.actor]
        message = f"no name of {actor.name} is in this paragraph or the one before"
        help_text = "is it their position? Write what this article calls them under `as`, a name under `also`"
        return Problem(rules.SPEAKER_NOT_NEAR, given.place, message, help_text)


_BESIDE = frozenset({"verb-and-speaker", "speaker-and-verb", "split", "own-subject"})
_APART = "give each speaker's words to that speaker, in a position of its own"


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1].rstrip()}…"

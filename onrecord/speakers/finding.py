"""Find the speakers of an article's quotations, and of words outside quotation marks."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from onrecord.record import Article
from onrecord.speakers.chains import Chains
from onrecord.speakers.cues import is_cue
from onrecord.speakers.german import german, speaker_beside
from onrecord.speakers.identity import Names
from onrecord.speakers.leading import sentence_subject
from onrecord.speakers.lexicon import RoleWords, english
from onrecord.speakers.reported import Place, reported
from onrecord.speakers.speech import Kind, Speech
from onrecord.speakers.subjects import before
from onrecord.text.spans import Span

_JOINS = frozenset(("and", "but", "while", "whereas"))


class Finder:
    """Finds speakers in one article, one block at a time, on demand.

    Args:
        article: the article.
        language: its language, a BCP 47 tag; without rules for it nothing is found.
    """

    def __init__(self, article: Article, language: str) -> None:
        self._article = article
        tongue = language.partition("-")[0].lower()
        self.chains = Chains(article, english()) if tongue == "en" else None
        self.lexicon: RoleWords | None = english() if tongue == "en" else german() if tongue == "de" else None

    def of_quotation(self, index: int, position: int = 0) -> Speech | None:
        """The speaker of a quotation; None if unknown.

        Args:
            index: of the quotation in `article.quotations`.
            position: a place in it. Of several paragraphs, the one at this place is tried first: a transcript
                that is quoted as a whole has a speaker per paragraph.
        """
        if self.lexicon is None:
            return None
        spans = self._article.quotations[index].spans
        for span in sorted(spans, key=lambda span: not span.start <= position < span.end):
            block = self._article.block_at(span.start)
            if self.chains is None:
                found = speaker_beside(self._article.text, span, self._article.blocks[block])
                if found is not None:
                    return found
                continue
            tokens = self.chains.tokens(block)
            for number, quote in enumerate(tokens.quotes):
                if tokens.starts[quote] == span.start:
                    found = self.chains.speeches(block)[number]
                    if found is not None:
                        return found
        return None

    def quotation_at(self, position: int) -> int | None:
        """The index of the quotation that holds a position."""
        quotations = self._article.quotations
        index = bisect_right(quotations, position, key=lambda quotation: quotation.spans[0].start) - 1
        if index >= 0 and any(span.start <= position < span.end for span in quotations[index].spans):
            return index
        return None

    @property
    def known_lexicon(self) -> RoleWords:
        """The word lists of the language; only called if something was found."""
        assert self.lexicon is not None, "nothing is found in a language without word lists"
        return self.lexicon

    def place(self, span: Span) -> Place | None:
        """The place of a span among the tokens of its block."""
        if self.chains is None:
            return None
        place = Place(self.chains.tokens(self._article.block_at(span.start)), span)
        return place if place.exists else None

    def of_reported(self, span: Span) -> Speech | None:
        """The speaker of words outside quotation marks; None if unknown."""
        place = self.place(span)
        return reported(place) if place else None

    def by_known_name(self, span: Span, known: Sequence[Names]) -> Speech | None:
        """The subject of the passage's sentence, if it is before the passage and is a known name."""
        place = self.place(span)
        if place is None or place.first <= place.sentence:
            return None
        if any(place.tokens.mark(at) == ";" for at in range(place.sentence, place.first)):
            return None
        if _is_clause_of_its_own(place):
            return None
        found = sentence_subject(place.tokens, place.sentence, place.first)
        if found is None or found.kind is not Kind.NAME:
            return None
        text = self._article.words(found.span)
        if not any(names.are_in(text) for names in known):
            return None
        return Speech(found, "sentence-subject", found.span)

    def names_before(self, span: Span, speech: Speech | None, names: Sequence[Names]) -> bool:
        """Whether one of the names is in the passage's sentence, before the words that name its speaker.

        Without such words: anywhere in the sentence outside the passage.
        """
        place = self.place(span)
        if place is None:
            return False
        tokens, text = place.tokens, self._article.text
        start = tokens.starts[place.sentence]
        if speech is None:
            end = tokens.ends[min(tokens.sentence_end(place.first), len(tokens)) - 1]
            parts = [text[start : span.start], text[min(span.end, end) : end]]
        else:
            parts = [text[start : max(start, speech.mention.span.start)]]
        return any(one.are_in(part) for part in parts for one in names)


def _is_clause_of_its_own(place: Place) -> bool:
    """Whether a passage after “and” has its own speaker: Sarl spoke, and ⟦the pilots warned that …⟧."""
    tokens = place.tokens
    if tokens.lower[place.first - 1] not in _JOINS:
        return False
    cue = next((at for at in range(place.first + 1, place.last) if is_cue(tokens, at)), None)
    subject = before(tokens, cue - 1, place.first) if cue is not None else None
    return subject is not None and subject.span.start <= tokens.starts[place.first]

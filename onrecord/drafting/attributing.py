"""Who says each quotation, as far as the rules of `speakers` tell it."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from onrecord.drafting.passages import Cutter, Passage
from onrecord.drafting.people import People
from onrecord.drafting.pronouns import Subjects
from onrecord.drafting.registered import Who
from onrecord.meaning.wordlists import sentences_of
from onrecord.record import Article, Quotation
from onrecord.speakers.cues import is_cue
from onrecord.speakers.finding import Finder
from onrecord.speakers.pronouns import resolve
from onrecord.speakers.speech import Kind, Mention, Speech
from onrecord.speakers.subjects import before
from onrecord.speakers.transcripts import speaker_of_turn
from onrecord.text.sentence_ends import asks
from onrecord.text.spans import Span
from onrecord.text.words import is_unspaced

LONG = 5  # words
ENOUGH = 3  # of a sentence of its own
SAME_SENTENCE = "same-sentence"
_SIGNS_A_WORD = 2


class Said(Struct, frozen=True):
    """A quotation of the draft.

    Attributes:
        passage: its words.
        speech: the words that name the speaker; None if no rule finds them.
        mention: who is named there, after a pronoun was resolved; None as above.
        who: the actor.
        line: the line on which it begins.
        block: the index of the block in which it begins.
        index: of the quotation in the article.
    """

    passage: Passage
    speech: Speech | None
    mention: Mention | None
    who: Who
    line: int
    block: int
    index: int


class Attributor:
    """Decides on the quotations of one article.

    Args:
        article: the article.
        language: its language.
        people: its actors.
    """

    def __init__(self, article: Article, language: str, people: People) -> None:
        self._article = article
        self._finder = Finder(article, language)
        self._people = people
        self._sentences = sentences_of(language)
        self._cutter = Cutter(article)
        chains = self._finder.chains
        self._subjects = Subjects(article, chains, language) if chains is not None else None

    def all_said(self) -> Iterator[Said]:
        """The quotations that become positions, in the article's order.

        Those of five words and more, and shorter ones with a speaker.
        """
        found = list(enumerate(self._article.quotations))
        speeches = {index: self._speech(index, quotation) for index, quotation in found}
        solved: Speech | None = None
        for index, quotation in found:
            if speeches[index] is None and solved is not None:
                speeches[index] = self._same_sentence(solved, quotation.spans[0])
            solved = speeches[index] or solved
        for speech in speeches.values():
            if speech is not None:
                self._people.note_speaker(speech.mention)
        for speech in speeches.values():  # Names first: a pronoun or a title may mean one that follows.
            if speech is not None and speech.mention.kind is Kind.NAME:
                self._people.who(speech.mention)
        last: Said | None = None
        for index, quotation in found:
            said = self._said(index, quotation, speeches[index])
            if said is not None and not (last and said.passage == last.passage):
                yield said
                last = said

    def _speech(self, index: int, quotation: Quotation) -> Speech | None:
        if self._article.kind == "transcript":
            return speaker_of_turn(self._article, quotation.spans[0].start)
        return self._finder.of_quotation(index, quotation.spans[0].start)

    def _same_sentence(self, speech: Speech, span: Span) -> Speech | None:
        """The speaker of an earlier quotation in a sentence that goes on with a second verb.

        'Holt warned of “a bad day”, calling it “the worst”, and affirmed that she would “fight on”.'
        """
        place = self._finder.place(span)
        if place is None:
            return None
        tokens, first = place.tokens, place.sentence
        if not tokens.starts[first] <= speech.mention.span.start < span.start:
            return None
        cues = [at for at in range(first, place.first) if is_cue(tokens, at)]
        if not cues or tokens.lower[cues[-1] - 1] not in ("and", "but"):
            return None
        for at in cues:
            subject = before(tokens, at - 1, tokens.clause_before(at))
            if subject is not None and subject.head != speech.mention.head:
                return None
        return Speech(speech.mention, SAME_SENTENCE, speech.cue)

    def _said(self, index: int, quotation: Quotation, speech: Speech | None) -> Said | None:
        start = quotation.spans[0].start
        block = self._article.block_at(start)
        if self._is_top(start):
            return None
        passage = self._cutter.of_quotation(quotation)
        if passage is None or not any(map(str.isalpha, passage.text)):
            return None
        if self._article.kind == "transcript" and asks(passage.text):
            return None
        length = length_of(passage.text)
        if length < LONG:
            if speech is None:
                return None
            if length < ENOUGH or not self._is_closed(quotation.spans[0], speech):
                passage = self._with_its_sentence(quotation.spans[0], speech) or passage
        mention, who = self._speaker(speech)
        return Said(passage, speech, mention, who, self._article.line_at(start), block, index)

    @staticmethod
    def _is_closed(span: Span, speech: Speech) -> bool:
        """Whether the speaker is named after a quotation, which then is a sentence of its own."""
        return speech.cue.start >= span.end - 1

    def _is_top(self, at: int) -> bool:
        """Whether a place is in the headline or the standfirst, which an editor wrote."""
        article = self._article
        tops = (article.headline, article.standfirst)
        return any(span is not None and span.start <= at < span.end for span in tops)

    def _speaker(self, speech: Speech | None) -> tuple[Mention | None, Who]:
        if speech is None:
            return None, Who()
        mention = speech.mention
        if mention.kind is not Kind.PRONOUN:
            return mention, self._people.who(mention)
        chains, words = self._finder.chains, self._article.words
        if chains is not None and self._subjects is not None:
            last = resolve(self._article, chains, mention)
            resolved = last or self._subjects.only_person(mention)
            if resolved is not None and (last or self._people.is_surely_person(resolved)):
                who = self._people.who(resolved)
                line = self._article.line_at(resolved.span.start)
                if who.actor:
                    why = "spoke last" if last else "nobody else is named"
                    note = f"“{words(mention.span)}” is {words(resolved.span)} of line {line}: {why}"
                    return resolved, Who(who.actor, note=note)
        block = self._article.block_at(mention.span.start)
        blocks = self._article.blocks
        around = Span(blocks[max(block - 1, 0)].start, mention.span.start)
        return mention, Who(candidates=tuple(dict.fromkeys(self._people.persons_in(around))))

    def _with_its_sentence(self, span: Span, speech: Speech) -> Passage | None:
        """A few quoted words with the words around them, which show what they are said of."""
        block = self._article.blocks[self._article.block_at(span.start)]
        sentence = self._sentences.around(self._article.text, block, span).span
        start, end = sentence.start, sentence.end
        if speech.cue.start < span.start and start <= speech.mention.span.end <= span.start:
            start = speech.mention.span.end
            while start < span.start and self._article.text[start] in " ,":
                start += 1
        return self._cutter.of(Span(start, end - (self._article.text[end - 1] == ".")))


def length_of(words: str) -> float:
    """The number of words; in scripts without spaces two characters count as one."""
    unspaced = sum(map(is_unspaced, words))
    return unspaced / _SIGNS_A_WORD if unspaced else len(words.split())

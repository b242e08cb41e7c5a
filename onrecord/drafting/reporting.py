"""Reported speech: sentences in which somebody who is named says something, without quotation marks."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from onrecord.drafting.passages import Cutter, Passage
from onrecord.drafting.people import People
from onrecord.record import Article
from onrecord.speakers.beside import speaker_following
from onrecord.speakers.finding import Finder
from onrecord.speakers.german import German, german
from onrecord.speakers.reported import Place, reported
from onrecord.speakers.speech import Kind, Mention
from onrecord.speakers.tokens import END, Tokens
from onrecord.text.spans import Span

MIN_WORDS = 5
MAX_SUBJECT = 6  # words before a German verb


class Reported(Struct, frozen=True):
    """Reported speech.

    Attributes:
        passage: the sentence, without ', Holt said' at its end.
        actor: its id; empty if it is not known.
        words: the article's words for the speaker.
    """

    passage: Passage
    actor: str
    words: str
    line: int
    block: int


def all_reported(article: Article, language: str, people: People) -> Iterator[Reported]:
    """The reported speech of an article, in its order."""
    finder, cutter = Finder(article, language), Cutter(article)
    top = len(article.blocks) - len(article.paragraphs)
    for block in range(top, len(article.blocks)):
        if finder.chains is not None:
            found = _in_block(finder.chains.tokens(block))
        elif finder.lexicon is german():
            found = _in_german(article, block, german())
        else:
            return
        for mention, span in found:
            passage = cutter.of(span)
            if passage is None or len(passage.text.split()) < MIN_WORDS:
                continue
            actor = people.who(mention, new=mention.kind is Kind.NAME).actor
            line = article.line_at(span.start)
            yield Reported(passage, actor, article.words(mention.span), line, block)


def _in_block(tokens: Tokens) -> Iterator[tuple[Mention, Span]]:
    """The subjects of verbs of saying in sentences without quotations, with the words from there on."""
    first = 0
    while first < len(tokens):
        end = tokens.sentence_end(first)
        if not any(first <= quote < end for quote in tokens.quotes):
            found = _in_sentence(tokens, first, end)
            if found is not None:
                yield found
        first = end


def _in_sentence(tokens: Tokens, first: int, end: int) -> tuple[Mention, Span] | None:
    """The speaker of a sentence: its subject, or the one of ', Holt said' at its end."""
    last = end - 1 if tokens.kinds[end - 1] == END else end
    if last <= first:
        return None
    whole = tokens.span(first, last - 1)
    speech = reported(Place(tokens, whole))
    if speech is not None and speech.rule == "own-subject":
        return None if speech.mention.kind is Kind.PRONOUN else (speech.mention, whole)
    for at in range(last - 1, first + 1, -1):
        if tokens.mark(at) == ",":
            closing = speaker_following(tokens, at)
            if closing is not None and closing.mention.kind is not Kind.PRONOUN:
                return closing.mention, tokens.span(first, at - 1)
            return None
    return None


def _in_german(article: Article, block: int, lists: German) -> Iterator[tuple[Mention, Span]]:
    """German sentences that begin with a subject and a verb of saying: 'Holt sagte, dass …'."""
    span = article.blocks[block]
    text = article.text
    begin = span.start
    while begin < span.end:
        stop = min(
            (at for sign in (". ", "! ", "? ") if (at := text.find(sign, begin, span.end)) > 0),
            default=span.end,
        )
        sentence = Span(begin, stop)
        begin = stop + 2
        if any(quoted.overlaps(sentence) for quoted in article.quoted):
            continue
        words = text[sentence.start : sentence.end].split(" ")
        for number in range(1, min(MAX_SUBJECT, len(words) - 1) + 1):
            if words[number].strip(",") in lists.verbs:
                mention = _subject(words[:number], sentence.start, lists)
                if mention is not None:
                    yield mention, Span(sentence.start, sentence.end - (text[sentence.end - 1] == "."))
                break


def _subject(words: list[str], start: int, lists: German) -> Mention | None:
    last = words[-1]
    if not last[:1].isupper() or words[0].lower() in lists.prepositions or words[0].lower() in lists.pronouns:
        return None
    whole = " ".join(words)
    head = Span(start + len(whole) - len(last), start + len(whole))
    named = words[0].lower() not in lists.determiners and last.lower() not in lists.roles
    return Mention(Span(start, head.end), head, Kind.NAME if named else Kind.DESCRIPTION)

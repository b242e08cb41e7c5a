"""German rules: the verb after the quotation, 'so', 'heißt es in', 'laut', 'zufolge', 'nach Angaben von'.

German puts the verb second, so the subject before a colon cannot be found without knowing grammatical cases
('Die Kritik wies die Regierung zurück: „…“'). Only rules that need no cases are here; other quotations have
no speaker.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from msgspec import Struct, convert

from onrecord.speakers.lexicon import read_lists
from onrecord.speakers.speech import Kind, Mention, Speech
from onrecord.text.spans import Span

REACH = 160
_TOKEN = re.compile(r"[^\W_]+(?:[-’'./][^\W_]+)*|[,.;:!?()„“”»«\"]")
_ZUFOLGE = re.compile(r"(?P<name>[^\W\d_a-zäöü][\w’'-]*(?: [^\W\d_a-zäöü][\w’'-]*){0,3}) zufolge\b")
_ACCORDING = ("laut", "nach", "zufolge")
MAX_WORDS = 14
_MARKS = "\"'“”‘’„‚«»‹› "


class _Lists(Struct, frozen=True, forbid_unknown_fields=True):
    """The lists as the file has them."""

    verbs: str
    pronouns: str
    determiners: str
    indefinites: str
    genitives: str
    prepositions: str
    fields: str
    titles: str
    roles: str
    things: str
    utterances: str


class German:
    """The German word lists, in lower case but for `fields`: 'nach *Angaben* von'."""

    def __init__(self, lists: _Lists) -> None:
        words = {field: frozenset(getattr(lists, field).split()) for field in lists.__struct_fields__}
        self.verbs, self.pronouns = words["verbs"], words["pronouns"]
        self.determiners, self.indefinites = words["determiners"], words["indefinites"]
        self.genitives, self.prepositions = words["genitives"], words["prepositions"]
        self.fields = words["fields"]
        self.titles, self.roles, self.things = words["titles"], words["roles"], words["things"]
        self.utterances = words["utterances"]


@cache
def german() -> German:
    """The German lists, read when they are first needed."""
    return German(convert(read_lists("de"), _Lists))


class _Word(Struct, frozen=True):
    text: str
    span: Span

    @property
    def is_capital(self) -> bool:
        return self.text[:1].isupper()


def speaker_beside(text: str, quotation: Span, block: Span) -> Speech | None:
    """The speaker of a quotation, by the words after it, or by 'laut' before it.

    Args:
        text: of the article.
        quotation: the quotation.
        block: the block that it is in.
    """
    lists = german()
    end = min(block.end, quotation.end + REACH)
    rest = list(_clause(text, quotation.end, end))
    at = 1 if rest and rest[0].text == "," else 0
    ended = text[quotation.start : quotation.end].rstrip(_MARKS)[-1:] in set(".!?…")
    if at < len(rest) and not (
        ended and at == 0 and rest[0].is_capital
    ):  # in '„….“ Nach Angaben von' a new sentence begins
        found = _after(rest, at, lists)
        if found is not None:
            return found
    start = max(block.start, quotation.start - REACH)
    return _before(text, start, quotation.start, lists)


def _clause(text: str, start: int, end: int) -> Iterator[_Word]:
    """The words up to the end of the sentence or the next quotation."""
    for match in _TOKEN.finditer(text, start, end):
        if match.group() in '.;!?„“”»«":':
            return
        yield _Word(match.group(), Span(*match.span()))


def _after(words: list[_Word], at: int, lists: German) -> Speech | None:
    first, word = words[at], words[at].text.lower()
    if word in lists.verbs and not first.is_capital:
        return _speech(words, at + 1, "verb-and-speaker", first, lists)
    if word == "so" and at + 1 < len(words):
        found = _speech(words, at + 1, "so", first, lists)
        return None if found is None or _is_utterance(words, found, lists) else found
    if word == "heißt" and [one.text for one in words[at + 1 : at + 2]] == ["es"] and at + 3 < len(words):
        place = at + 3
        return (
            _speech(words, place, "is-said-in", first, lists)
            if words[at + 2].text in ("in", "bei", "im")
            else None
        )
    return _according(words, at, lists)


def _is_utterance(words: list[_Word], found: Speech, lists: German) -> bool:
    """Whether a mention is an utterance, not a speaker: 'so das *Fazit* der Lotsen'."""
    return any(word.span == found.mention.head and word.text.lower() in lists.utterances for word in words)


def _before(text: str, start: int, end: int, lists: German) -> Speech | None:
    """'Laut Holt … „…“', 'Holt zufolge … „…“', in a sentence without a verb of saying."""
    window = text[start:end].lower()
    if not any(word in window for word in _ACCORDING):  # As before most quotations.
        return None
    sentence = max(text.rfind(sign, start, end) for sign in (". ", "! ", "? ", "\n", "“ ", "« "))
    begin = start if sentence == -1 else sentence + 2
    words = list(_clause(text, begin, end))
    if any(word.text in lists.verbs for word in words):
        return None
    zufolge = _ZUFOLGE.search(text, begin, end)
    if zufolge is not None:
        name = Span(*zufolge.span("name"))
        return Speech(
            _mention(name, Span(text.rfind(" ", name.start, name.end) + 1 or name.start, name.end)),
            "according-to",
            Span(*zufolge.span()),
        )
    return _according(words, 0, lists) if words else None


def _mention(span: Span, head: Span) -> Mention:
    return Mention(span, Span(max(head.start, span.start), head.end), Kind.NAME)


def _according(words: list[_Word], at: int, lists: German) -> Speech | None:
    word = words[at].text.lower()
    if word == "laut":
        return _speech(words, at + 1, "according-to", words[at], lists)
    if word == "nach" and at + 2 < len(words) and words[at + 1].text in lists.fields:
        place = at + 3 if words[at + 2].text in ("von", "vom") else at + 2
        return _speech(words, place, "according-to", words[at], lists)
    return None


def _speech(words: list[_Word], at: int, rule: str, cue: _Word, lists: German) -> Speech | None:
    found = _phrase(words, _skip(words, at, lists), lists)
    return None if found is None else Speech(found, rule, Span(cue.span.start, found.span.end))


def _skip(words: list[_Word], at: int, lists: German) -> int:
    """Skip words that can be between verb and subject: 'sagte *gestern in Sarrow* die Ministerin'."""
    while at < min(len(words), MAX_WORDS):
        word = words[at].text.lower()
        if words[at].is_capital or word in lists.determiners or word in lists.pronouns:
            return at
        at += 1
        if word in lists.prepositions:
            while at < len(words) and not words[at].is_capital and words[at].text.isalpha():
                at += 1
            at += 1
        elif not words[at - 1].text.isalpha():
            return len(words)
    return at


def _phrase(words: list[_Word], at: int, lists: German) -> Mention | None:
    """The noun phrase that begins at a word."""
    if at >= len(words):
        return None
    start = at
    if words[at].text in lists.pronouns and not (at + 1 < len(words) and words[at + 1].is_capital):
        return Mention(words[at].span, words[at].span, Kind.PRONOUN)
    if words[at].text.lower() in lists.determiners:
        at += 1
        while at < len(words) and words[at].text.isalpha() and not words[at].is_capital:
            at += 1
    first = at
    while at < len(words) and words[at].is_capital:
        at += 1
    if at == first:
        return None
    head = last = at - 1
    if at + 1 < len(words) and words[at].text in lists.genitives:
        place = at + 1
        while place < len(words) and words[place].text.isalpha() and not words[place].is_capital:
            place += 1
        while place < len(words) and words[place].is_capital:
            last, place = place, place + 1
    named = head > first or start == first
    kind = Kind.NAME if named and words[head].text.lower() not in lists.roles else Kind.DESCRIPTION
    return Mention(Span(words[start].span.start, words[last].span.end), words[head].span, kind)

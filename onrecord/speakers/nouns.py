"""English noun phrases, read from their last word to the left: names, descriptions, lists of two."""

from __future__ import annotations

from onrecord.speakers.speech import Kind, Mention
from onrecord.speakers.tokens import WORD, Tokens
from onrecord.text.spans import Span

MAX_DESCRIPTION = 9


def mention(tokens: Tokens, first: int, last: int, head: int, kind: Kind) -> Mention:
    return Mention(tokens.span(first, last), tokens.span(head, head), kind)


def phrase_to(tokens: Tokens, at: int, first: int) -> Mention | None:
    """The noun phrase whose last word is token `at`."""
    if at < first or not tokens.is_word(at):
        return None
    word = tokens.lower[at]
    if word in tokens.lexicon.pronouns:
        return mention(tokens, at, at, at, Kind.PRONOUN)
    if word in ("another", "others") and (at == first or not tokens.is_word(at - 1) or at - 1 == first):
        return mention(tokens, at, at, at, Kind.DESCRIPTION)
    if tokens.is_capital(at) and (word not in tokens.lexicon.not_a_name or at - 1 >= first):
        if word in tokens.lexicon.not_a_name and word not in tokens.lexicon.roles and not word.endswith("s"):
            return None
        return _named(tokens, at, first)
    return _described(tokens, at, first)


def is_possessive(tokens: Tokens, first: int, last: int) -> bool:
    return any(tokens.lower[at].endswith(("'s", "s'")) for at in range(first, last))


def _run_start(tokens: Tokens, at: int, first: int) -> int:
    """The index of the first token of the run of capitals that ends at a token."""
    lexicon, start = tokens.lexicon, at
    while start - 1 >= first:
        place = start - 1
        word = tokens.lower[place]
        if tokens.is_capital(place):
            if word in lexicon.not_a_name or word.endswith(("'s", "s'")):
                break
            start = place
        elif place - 1 >= first and tokens.is_capital(place - 1) and tokens.is_word(place):
            joins = word in lexicon.particles or (word in ("of", "the") and _joins(tokens, place, first))
            if not joins or tokens.lower[place - 1] in lexicon.not_a_name:
                break
            start = place - 1
        elif word == "the" and place - 2 >= first and tokens.lower[place - 1] == "of":
            if not tokens.is_capital(place - 2) or tokens.lower[place - 2] in lexicon.not_a_name:
                break
            start = place - 2
        elif tokens.mark(place) in ("&", "/", "-") and tokens.is_capital(place - 1) and place - 1 >= first:
            start = place - 1
        else:
            break
    return start


def _joins(tokens: Tokens, place: int, first: int) -> bool:
    return tokens.lower[place] == "of" and place - 1 >= first


def name_to(tokens: Tokens, at: int, first: int) -> Mention | None:
    """The name that ends at a capitalised word: its run of capitals; its head is before the first 'of'."""
    lexicon, lower = tokens.lexicon, tokens.lower
    start = _run_start(tokens, at, first)
    head = at
    if lower[head].rstrip(".") in lexicon.name_suffixes and head > start:
        head -= 1
    of = next((place for place in range(start + 1, at) if lower[place] == "of"), None)
    if of is not None and not (lower[of - 1] in lexicon.titles and at - of >= 3):
        head = of - 1
    if start == at and (lower[at] in lexicon.not_a_name or _is_abbreviated(tokens, at)):
        return None
    return mention(tokens, start, at, head, Kind.NAME)


def _is_abbreviated(tokens: Tokens, at: int) -> bool:
    """Whether a word is an abbreviated state or title: 'Holt, a pilot from Bend, *Ore.*, said'."""
    word, point = tokens.texts[at][:-1], tokens.texts[at][-1:]
    return point == "." and word in tokens.lexicon.abbreviations


def _named(tokens: Tokens, at: int, first: int) -> Mention | None:
    """A phrase that ends with a capital: a name, a phrase with a name as its complement, or two names."""
    name = name_to(tokens, at, first)
    if name is None:
        return None
    start = at
    while tokens.starts[start] > name.span.start:
        start -= 1
    lower, lexicon = tokens.lower, tokens.lexicon
    place = start - 1
    while place >= first and (lower[place] in lexicon.determiners or lower[place].endswith(("'s", "s'"))):
        place -= 1
    if place > first and lower[place] in lexicon.noun_prepositions:
        described = _described(tokens, place - 1, first)
        if described is not None:
            return Mention(Span(described.span.start, name.span.end), described.head, Kind.DESCRIPTION)
        if tokens.is_capital(place - 1) and lower[place - 1] not in lexicon.not_a_name:
            outer = name_to(tokens, place - 1, first)
            if outer is not None:
                return Mention(Span(outer.span.start, name.span.end), outer.head, Kind.NAME)
        return None
    if place >= first and lower[place] in lexicon.prepositions and lower[place] != "as":
        return None
    if start - 2 >= first and lower[start - 1] == "and" and tokens.is_capital(start - 2):
        other = name_to(tokens, start - 2, first)
        if other is not None:
            return Mention(Span(other.span.start, name.span.end), name.head, Kind.LIST)
    return name


def _described(tokens: Tokens, at: int, first: int) -> Mention | None:
    """A phrase that ends with a word in small letters: 'a spokesman', 'her campaign manager', 'officials'."""
    lower, lexicon = tokens.lower, tokens.lexicon
    if at < first or not tokens.is_word(at) or not is_noun(tokens, at):
        return None
    for place in range(at, max(first, at - MAX_DESCRIPTION) - 1, -1):
        if tokens.kinds[place] != WORD:
            break
        word = lower[place]
        if word in lexicon.determiners and not (word == "that" or place == at):
            return _outermost(tokens, place, at, first)
        if word.endswith(("'s", "s'")) and place < at:
            start = place
            while (
                start - 1 >= first
                and tokens.is_capital(start - 1)
                and lower[start - 1] not in lexicon.not_a_name
            ):
                start -= 1
            if start - 1 >= first and lower[start - 1] in lexicon.determiners:
                start -= 1
            return _outermost(tokens, start, at, first, place)
        if word in lexicon.stops and not (word in lexicon.roles or word in lexicon.things):
            break
        if word in lexicon.prepositions and word not in lexicon.noun_prepositions:
            break
    return _bare(tokens, at, first)


def _outermost(tokens: Tokens, start: int, at: int, first: int, possessive: int = -1) -> Mention | None:
    """The phrase from a determiner on, or a larger phrase that contains it: 'a group of the voters'."""
    lower, lexicon = tokens.lower, tokens.lexicon
    if start - 1 > first and lower[start - 1] in lexicon.noun_prepositions:
        outer = _described(tokens, start - 2, first)
        if outer is not None:
            return Mention(Span(outer.span.start, tokens.ends[at]), outer.head, Kind.DESCRIPTION)
        if tokens.is_capital(start - 2):
            return None
        return None
    if start - 1 >= first and lower[start - 1] in lexicon.prepositions:
        return None
    head = _head(tokens, max(start, possessive), at)
    return mention(tokens, start, at, head, Kind.DESCRIPTION) if is_noun(tokens, head) else None


def _bare(tokens: Tokens, at: int, first: int) -> Mention | None:
    """A plural or a role without a determiner, at a clause's start: 'Aides to Holt', 'officials'."""
    lower, lexicon = tokens.lower, tokens.lexicon
    start = at
    while start - 1 >= first and at - start < MAX_DESCRIPTION and tokens.is_word(start - 1):
        word = lower[start - 1]
        if word in lexicon.stops or (word in lexicon.prepositions and word not in lexicon.noun_prepositions):
            break
        start -= 1
    if lower[start] in lexicon.prepositions or not (
        start == first or not tokens.is_word(start - 1) or lower[start - 1] in lexicon.conjunctions
    ):
        return None
    head = _head(tokens, start, at)
    plural = lower[head].endswith("s") and not lower[head].endswith("ss")
    if not (plural or lower[head] in lexicon.roles or lower[head] in lexicon.things):
        return None
    return mention(tokens, start, at, head, Kind.DESCRIPTION) if is_noun(tokens, head) else None


def _head(tokens: Tokens, start: int, at: int) -> int:
    """The noun of a phrase: the word before its first preposition or participle, or its last."""
    lower, lexicon = tokens.lower, tokens.lexicon
    for place in range(start + 1, at + 1):
        word = lower[place]
        if word in lexicon.noun_prepositions or (word.endswith("ing") and place > start + 1 and place < at):
            return place - 1
    return at


def is_noun(tokens: Tokens, at: int) -> bool:
    word, lexicon = tokens.lower[at], tokens.lexicon
    if word in lexicon.roles or word in lexicon.things:
        return True
    return not (
        word in lexicon.stops
        or word in lexicon.prepositions
        or word in lexicon.determiners
        or word in lexicon.adverbs
        or word.isdigit()
        or (word in lexicon.not_a_name and not word.endswith("s"))
    )

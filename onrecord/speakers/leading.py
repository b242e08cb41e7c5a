"""English rules for words before a quotation: `Holt said: “…”`, `Holt spoke, saying, “…”`, `HOLT: “…”`."""

from __future__ import annotations

from onrecord.speakers import subjects
from onrecord.speakers.appositions import opens_apposition
from onrecord.speakers.beside import complement
from onrecord.speakers.cues import is_cue, nearest_before, verb_like
from onrecord.speakers.nouns import phrase_to
from onrecord.speakers.speech import Kind, Mention, Speech
from onrecord.speakers.tokens import DASHES, QUOTE, WORD, Tokens

REACH = 26
STRONG = 6
MAX_NAME = 5
_OTHERS_CLAUSE = frozenset(("where", "with"))


def strong_lead(tokens: Tokens, quote: int) -> Speech | None:
    """Rule L0: a verb within a few words before the quotation, with a comma, a colon or nothing between."""
    end = quote - 1
    if end < 0:
        return None
    if tokens.mark(end) in (",", ":"):
        end -= 1
    elif not (tokens.is_word(end) and is_cue(tokens, end)):
        return None
    first = tokens.clause_before(quote)
    for place in range(end, max(first, end - STRONG + 1) - 1, -1):
        if tokens.kinds[place] != WORD:
            return None
        if is_cue(tokens, place):
            return of_cue(tokens, place, first)
    return None


def lead(tokens: Tokens, quote: int) -> Speech | None:
    """Rules L: the words before a quotation, in its sentence."""
    first = tokens.clause_before(quote)
    if first >= quote:
        return None
    found = labelled(tokens, quote, first) or _unlisted(tokens, quote, first)
    if found is not None:
        return found
    cue = nearest_before(tokens, quote, first, REACH)
    if cue is not None:
        if _is_only_subordinate(tokens, cue, quote, first) or _opens_bracket(tokens, cue, quote):
            return None
        return of_cue(tokens, cue, first)
    return _according(tokens, first)


def last_sentence(tokens: Tokens) -> Speech | None:
    """Rule L at the end of a block that ends in a colon."""
    return lead(tokens, len(tokens))


def of_cue(tokens: Tokens, cue: int, first: int) -> Speech | None:
    lower, lexicon = tokens.lower, tokens.lexicon
    if lower[cue] in lexicon.participles:
        return _of_participle(tokens, cue, first)
    previous = lower[cue - 1] if cue > first and tokens.is_word(cue - 1) else ""
    if previous in ("and", "but", "then"):
        return _of_second_verb(tokens, cue, first)
    found = subjects.before(tokens, cue - 1, first)
    if previous == "that" and found is not None and _is_thing(tokens, found):
        return _of_second_verb(tokens, cue, first)  # Holt released a video that said
    if found is not None:
        return Speech(found, "lead", tokens.spanning(cue, found.span))
    if cue == first and lower[cue] in lexicon.inverted:
        inverted = subjects.after(tokens, cue + 1)
        if inverted is not None:
            return Speech(inverted, "inverted-lead", tokens.spanning(cue, inverted.span))
    if previous == "to" or (cue > first and tokens.mark(cue - 1) == ","):
        return _of_second_verb(tokens, cue, first)
    return None


def _is_thing(tokens: Tokens, found: Mention) -> bool:
    return tokens.article[found.head.start : found.head.end].lower() in tokens.lexicon.things


def _of_participle(tokens: Tokens, cue: int, first: int) -> Speech | None:
    """Rule L3: 'with Holt saying', 'Holt released a statement saying', 'Holt spoke, saying'."""
    own = phrase_to(tokens, cue - 1, first) if cue > first and tokens.is_word(cue - 1) else None
    if own is not None:
        at = cue - 1
        while at > first and tokens.starts[at] > own.span.start:
            at -= 1
        if at > first and tokens.lower[at - 1] == "with":
            return Speech(own, "participle", tokens.spanning(cue, own.span))
    return _of_second_verb(tokens, cue, first)


def _of_second_verb(tokens: Tokens, cue: int, first: int) -> Speech | None:
    """The subject of an earlier verb of saying in the sentence, or the sentence's own."""
    nearer = _new_clause(tokens, cue, first)
    if nearer is not None:
        found = _subject_at(tokens, nearer, cue)
        return None if found is None else Speech(found, "sentence-subject", tokens.spanning(cue, found.span))
    earlier = nearest_before(tokens, cue, first, REACH)
    if earlier is not None and tokens.lower[earlier] not in tokens.lexicon.participles:
        found = subjects.before(tokens, earlier - 1, first)
        if found is not None:
            return Speech(found, "second-verb", tokens.spanning(cue, found.span))
    found = sentence_subject(tokens, first, cue)
    return None if found is None else Speech(found, "sentence-subject", tokens.spanning(cue, found.span))


def _new_clause(tokens: Tokens, cue: int, first: int) -> int | None:
    """The start of the nearest clause with another subject.

    The subject may be a pronoun ('When I asked her, *he* shook his head and said'), or one that the rules do
    not find ('Holt spoke in a hall *where* guests waited, chanting', '*with* many of them chanting').
    """
    participle = tokens.lower[cue] in tokens.lexicon.participles
    for place in range(cue - 1, first, -1):
        if tokens.kinds[place] == QUOTE:
            return None
        if tokens.lower[place] in _OTHERS_CLAUSE and participle and not tokens.is_capital(place + 1):
            return place
        if tokens.lower[place] in ("he", "she") and tokens.mark(place - 1) == ",":
            return place
    return None


def sentence_subject(tokens: Tokens, first: int, end: int) -> Mention | None:
    """A pronoun or name with a verb after it, at a sentence's start or after an opening phrase."""
    found = _subject_at(tokens, first, end)
    opening = tokens.lower[first] if tokens.is_word(first) else ""
    lexicon = tokens.lexicon
    if found is None and (
        opening in lexicon.prepositions
        or opening in lexicon.subordinators
        or opening in lexicon.adverbs
        or opening.endswith(("ing", "ed"))
    ):
        for place in range(first, min(first + REACH, end)):
            if tokens.mark(place) == ",":
                return _subject_at(tokens, place + 1, end)
    return found


def _subject_at(tokens: Tokens, at: int, end: int) -> Mention | None:
    lower, lexicon = tokens.lower, tokens.lexicon
    if not tokens.is_word(at):
        return None
    last = at
    if lower[at] not in lexicon.pronouns:
        while last + 1 < end and last - at < MAX_NAME + 2 and tokens.is_capital(last + 1):
            last += 1
        if not tokens.is_capital(last) or lower[last].endswith(("'s", "s'")):
            return None
        if last == at and (lower[at] in lexicon.not_a_name or lower[at].endswith("ing")):
            return None
    verb = last + 1
    if tokens.mark(verb) == ",":
        closing = next((p for p in range(verb + 1, min(verb + 12, end)) if tokens.mark(p) == ","), None)
        if closing is None or not opens_apposition(tokens, verb + 1):
            return None
        verb = closing + 1
    while tokens.is_word(verb) and (lower[verb] in lexicon.adverbs or lower[verb].endswith("ly")):
        verb += 1
    if not (verb_like(tokens, verb) or is_cue_at(tokens, verb)):
        return None
    return phrase_to(tokens, last, at)


def is_cue_at(tokens: Tokens, at: int) -> bool:
    return tokens.is_word(at) and is_cue(tokens, at)


def labelled(tokens: Tokens, quote: int, first: int) -> Speech | None:
    """Rule L5: one to five capitals and a colon."""
    if tokens.mark(quote - 1) != ":":
        return None
    start = quote - 1
    while start > first and tokens.is_capital(start - 1):
        start -= 1
    length = quote - 1 - start
    if not 1 <= length <= MAX_NAME or not (start == first or tokens.mark(start - 1) in DASHES):
        return None
    name = phrase_to(tokens, quote - 2, start)
    if name is None or name.kind is not Kind.NAME:
        return None
    return Speech(name, "label", tokens.span(start, quote - 1))


def _unlisted(tokens: Tokens, quote: int, first: int) -> Speech | None:
    """Rule L1: a name or pronoun, 'fired back' or another verb, right before the mark."""
    end = quote - 1
    if tokens.mark(end) not in (",", ":"):
        return None
    end -= 1
    if end > first and tokens.lower[end] in ("back", "out", "on", "in", "off"):
        end -= 1
        verb = tokens.lower[end]
        if not (verb in tokens.lexicon.phrases_of_two or verb.endswith("ed")):
            return None
    elif end > first and tokens.lower[end] == "it" and tokens.lower[end - 1] in ("put", "puts"):
        end -= 1
    elif not (tokens.is_word(end) and tokens.lower[end].endswith("ed")):
        return None
    if end <= first or is_cue(tokens, end):
        return None
    found = subjects.before(tokens, end - 1, first)
    if found is None or found.kind is Kind.DESCRIPTION:
        return None
    return Speech(found, "unlisted-lead", tokens.spanning(end, found.span))


def _is_only_subordinate(tokens: Tokens, cue: int, quote: int, first: int) -> bool:
    """Whether the verb is in a clause with 'when' that ends before the quotation begins."""
    if tokens.lower[first] not in tokens.lexicon.subordinators or tokens.lower[first] == "as":
        return False
    commas = [place for place in range(first, quote) if tokens.mark(place) == ","]
    return (bool(commas) and all(cue < comma for comma in commas) and commas[-1] < quote - 1) or (
        len(commas) == 1 and cue < commas[0]
    )


def _opens_bracket(tokens: Tokens, cue: int, quote: int) -> bool:
    """Whether the quotation is in brackets that open after the verb: 'Holt wrote songs (one of them “…”)'."""
    marks = [tokens.mark(place) for place in range(cue, quote)]
    return marks.count("(") > marks.count(")")


def _according(tokens: Tokens, first: int) -> Speech | None:
    """Rule L4: 'According to Holt, “…”'."""
    if tokens.lower[first : first + 2] != ["according", "to"]:
        return None
    found = complement(tokens, first + 2)
    return None if found is None else Speech(found, "according-to", tokens.spanning(first, found.span))

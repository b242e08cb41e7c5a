"""Find the English noun phrase before or after a verb of saying.

`before` reads to the left from the verb: 'Holt, 52, of Boston, who was polled, *said*' gives Holt.
`after` reads to the right: '*said* Berg, the head of the union' gives Berg.
"""

from __future__ import annotations

from onrecord.speakers.appositions import MAX_RELATIVE, before_apposition, before_open_apposition, opening_of
from onrecord.speakers.nouns import is_noun, is_possessive, mention, name_to, phrase_to
from onrecord.speakers.speech import Kind, Mention
from onrecord.speakers.tokens import DASHES, WORD, Tokens

MAX_INVERTED = 14
_NOUNS_IN_LY = frozenset(("family", "ally", "assembly", "daily", "weekly", "monthly"))


def before(tokens: Tokens, at: int, first: int) -> Mention | None:
    """The subject that ends at or before token `at`.

    Args:
        tokens: of the block.
        at: the token right before the verb.
        first: the first token that the subject may begin with.
    """
    at = _skip_adverbs(tokens, at, first)
    if at < first:
        return None
    if tokens.kinds[at] == WORD:
        return _ending_in_word(tokens, at, first)
    sign = tokens.mark(at)
    if sign == ",":
        return before_apposition(tokens, at, first)
    if sign == ")" or sign in DASHES:
        opening = opening_of(tokens, at, first)
        return phrase_to(tokens, opening - 1, first) if opening is not None else None
    return None


def after(tokens: Tokens, at: int) -> Mention | None:
    """The subject of an inverted verb, from token `at` on."""
    lexicon, lower = tokens.lexicon, tokens.lower
    while tokens.is_word(at) and lower[at].endswith("ly") and not tokens.is_capital(at):
        at += 1
    if not tokens.is_word(at):
        return None
    if lower[at] in lexicon.pronouns:
        return mention(tokens, at, at, at, Kind.PRONOUN)
    last = _inverted_end(tokens, at)
    if last is None or last < at:
        return None
    if tokens.is_capital(last) and lower[last] not in lexicon.not_a_name:
        return name_to(tokens, last, at)
    if last == at and lower[at] in lexicon.determiners and tokens.is_word(at + 1) and lower[at + 1] == "of":
        return mention(tokens, at, at, at, Kind.DESCRIPTION)  # said one of those advisers
    if lower[at] in lexicon.determiners or lower[at] in lexicon.roles or is_possessive(tokens, at, last):
        return mention(tokens, at, last, last, Kind.DESCRIPTION) if is_noun(tokens, last) else None
    return None


def _inverted_end(tokens: Tokens, at: int) -> int | None:
    """The index of the last word of a subject that begins at a token; None if a verb of its own follows."""
    lexicon, lower = tokens.lexicon, tokens.lower
    last = at - 1
    skipped = 0
    for place in range(at, min(at + MAX_INVERTED, len(tokens))):
        word = lower[place]
        if (
            word == "of"
            and place > at
            and lower[place - 1] in lexicon.titles
            and not tokens.is_capital(place - 1)
        ):
            skipped = place + 1  # said former secretary of state Mira Holt
            continue
        if place == skipped > 0:
            continue
        if (
            tokens.kinds[place] != WORD
            or word in lexicon.place_prepositions
            or word in lexicon.noun_prepositions
        ):
            break
        if word in lexicon.weekdays or (word in lexicon.cues and not tokens.is_capital(place)):
            break
        if word in lexicon.auxiliaries:
            return None
        if word in lexicon.conjunctions:
            break
        last = place
    return last


def begins_clause(tokens: Tokens, found: Mention, start: int) -> bool:
    """Whether only titles and the like are between a clause's first token and a mention."""
    lexicon = tokens.lexicon
    for place in range(start, len(tokens)):
        if tokens.starts[place] >= found.span.start:
            return True
        word = tokens.lower[place]
        if tokens.mark(place) == "," and tokens.starts[place + 1] == found.span.start:
            return place > start  # her adviser, Ana Reyes, said
        if tokens.kinds[place] != WORD or word in lexicon.stops or word in lexicon.prepositions:
            return False
    return False


def _skip_adverbs(tokens: Tokens, at: int, first: int) -> int:
    """Skip adverbs, auxiliaries and times to the left: 'Holt *has since* said', 'Holt *on Monday* said'."""
    lexicon, lower = tokens.lexicon, tokens.lower
    while at >= first and tokens.kinds[at] == WORD:
        word = lower[at]
        if word in lexicon.weekdays or word in lexicon.times or (word.isdigit() and len(word) == 4):
            start = at
            while start - 1 >= first and (
                lower[start - 1] in lexicon.weekdays
                or lower[start - 1] in lexicon.time_openers
                or lower[start - 1] in ("in", "of")
            ):
                start -= 1
            if word in lexicon.weekdays or start < at:
                at = start - 1
                continue
            return at
        plain = not tokens.is_capital(at) or at == first
        adverb = word in lexicon.adverbs or word in lexicon.auxiliaries
        if plain and (adverb or (word.endswith("ly") and word not in _NOUNS_IN_LY)):
            at -= 1
        else:
            return at
    return at


def _ending_in_word(tokens: Tokens, at: int, first: int) -> Mention | None:
    lower = tokens.lower
    if lower[at] in ("who", "which", "that"):
        end = at - 2 if tokens.mark(at - 1) == "," else at - 1
        return phrase_to(tokens, end, first)
    relative = _relative(tokens, at, first)
    if relative is not None:
        end = relative - 2 if tokens.mark(relative - 1) == "," else relative - 1
        return phrase_to(tokens, end, first)
    found = phrase_to(tokens, at, first)
    if found is None or found.kind is Kind.DESCRIPTION:
        unclosed = before_open_apposition(tokens, at, first)
        if unclosed is not None:
            return unclosed
    return found


def _relative(tokens: Tokens, at: int, first: int) -> int | None:
    """The index of a 'who' to the left with its own verb and no comma: 'voters *who* backed him said'."""
    for place in range(at - 1, max(first, at - MAX_RELATIVE) - 1, -1):
        if tokens.kinds[place] != WORD:
            return None
        if tokens.lower[place] == "who":
            between = range(place + 1, at)
            if not between:
                return None
            run = at
            while run > place and (tokens.is_capital(run) or tokens.lower[run] in tokens.lexicon.titles):
                run -= 1
            return None if run == place else place
    return None

"""English rules for the words after a quotation: `“…,” Holt said`, `“…,” said Holt`, `“…” — Mira Holt`."""

from __future__ import annotations

from onrecord.speakers import subjects
from onrecord.speakers.cues import is_cue, nearest_after, verb_like
from onrecord.speakers.nouns import phrase_to
from onrecord.speakers.speech import Kind, Mention, Speech
from onrecord.speakers.tokens import DASHES, END, MARK, QUOTE, WORD, Tokens

REACH = 32
MAX_NAME = 5
MAX_TAIL = 40
POINTS = (["that", "was"], ["this", "was"], ["so", "said"], ["thus", "spoke"], ["so", "spoke"])
_GOES_ON = ",?!–—-…"


def speaker_after(tokens: Tokens, quote: int, *, led: bool) -> Speech | None:
    """Rules A and D: the words right after a quotation.

    Args:
        tokens: of the block.
        quote: the token of the quotation.
        led: whether words before it lead to it; then nothing counts after ? or !.
    """
    start = quote + 1
    sign = tokens.mark(start)
    tail = tokens.tail(quote)
    if tail in ".?!…" and sign in DASHES:
        found = signed(tokens, start)
        if found is not None:
            return found
    if not (tail in _GOES_ON or sign == "," or sign in DASHES):
        return _whole_sentence(tokens, start) if tail == "." else None
    if led and tail in "?!":
        return _inverted(tokens, start)
    if sign == "," or sign in DASHES:
        start += 1
    if not tokens.is_word(start):
        return None
    return (
        _according(tokens, start, start)
        or _inverted(tokens, start)
        or (None if tokens.lower[start] in tokens.lexicon.blocked_after else _straight(tokens, start))
        or (_unlisted(tokens, start) if tail == "," or sign == "," else None)
    )


def _whole_sentence(tokens: Tokens, start: int) -> Speech | None:
    """A sentence of only a speaker and a verb, after a full stop: `“….” Holt said.`"""
    found = _straight(tokens, start) if tokens.is_word(start) else None
    if found is None or found.mention.kind is Kind.DESCRIPTION:
        return None
    last = start
    while last < len(tokens) and tokens.ends[last] < found.cue.end:
        last += 1
    ends = last + 1 == len(tokens) or tokens.kinds[last + 1] == END
    plainly = tokens.lower[last] in ("said", "says", "wrote", "added")  # and not 'Holt agreed.'
    return found if ends and plainly and last - start < MAX_NAME else None


def pointed_out(tokens: Tokens, quote: int) -> Speech | None:
    """A sentence after a quotation such as `“…” That was Mira Holt, speaking to reporters.`"""
    start = quote + 1
    if tokens.tail(quote) not in ".?!…" or tokens.lower[start : start + 2] not in POINTS:
        return None
    found = complement(tokens, start + 2)
    if found is None or found.kind is Kind.PRONOUN:
        return None
    return Speech(found, "that-was", tokens.spanning(start, found.span))


def signed(tokens: Tokens, dash: int) -> Speech | None:
    """Rule D: a dash and a name, then a comma, a bracket or nothing."""
    last = dash
    while last + 1 < len(tokens) and last - dash < MAX_NAME and tokens.is_capital(last + 1):
        last += 1
    if last == dash or not (last + 1 == len(tokens) or tokens.mark(last + 1) in (",", "(", ".")):
        return None
    name = phrase_to(tokens, last, dash + 1)
    return None if name is None else Speech(name, "dash", tokens.span(dash, last))


def speaker_in_tail(tokens: Tokens, quote: int) -> Speech | None:
    """Rule T: later in the same sentence `, Holt said.`, `, said Holt.` or `according to Holt`."""
    if tokens.tail(quote) in ".?!…":
        return None
    for place in range(quote + 1, min(quote + MAX_TAIL, len(tokens))):
        if tokens.kinds[place] in (QUOTE, END) or tokens.mark(place) in (";", ":"):
            return None
        found = _according(tokens, place, place)
        if found is not None:
            return found
        if tokens.mark(place) == "," and tokens.is_word(place + 1):
            found = _inverted(tokens, place + 1) or _closing(tokens, place + 1)
            if found is not None:
                return found
    return None


def speaker_following(tokens: Tokens, start: int) -> Speech | None:
    """After reported words: 'according to Holt', ', Holt said', ', said Holt'."""
    if tokens.mark(start) != ",":
        return _according(tokens, start, start)
    start += 1
    if not tokens.is_word(start):
        return None
    return _according(tokens, start, start) or _inverted(tokens, start) or _closing(tokens, start)


def _according(tokens: Tokens, place: int, first: int) -> Speech | None:
    if tokens.lower[place] != "according" or place + 2 >= len(tokens) or tokens.lower[place + 1] != "to":
        return None
    found = complement(tokens, place + 2)
    return None if found is None else Speech(found, "according-to", tokens.spanning(first, found.span))


def complement(tokens: Tokens, at: int) -> Mention | None:
    """The noun phrase that begins at a token, after 'according to'."""
    last = at - 1
    for place in range(at, min(at + subjects.MAX_INVERTED, len(tokens))):
        word = tokens.lower[place]
        if (
            tokens.kinds[place] != WORD
            or word in tokens.lexicon.stops - {"and"}
            or word in tokens.lexicon.prepositions
        ):
            break
        if word in tokens.lexicon.weekdays or (place > at and word.endswith("ing")):
            break
        last = place
    while last >= at and tokens.lower[last] == "and":
        last -= 1
    return phrase_to(tokens, last, at) if last >= at else None


def _inverted(tokens: Tokens, start: int) -> Speech | None:
    """Rule A1: a verb, then its subject."""
    lexicon, at = tokens.lexicon, start
    while tokens.is_word(at) and (tokens.lower[at].endswith("ly") or tokens.lower[at] in lexicon.adverbs):
        at += 1
    if not tokens.is_word(at) or tokens.lower[at] not in lexicon.inverted or tokens.is_capital(at):
        return None
    found = subjects.after(tokens, at + 1)
    return None if found is None else Speech(found, "verb-and-speaker", tokens.spanning(start, found.span))


def _straight(tokens: Tokens, start: int) -> Speech | None:
    """Rule A2: the subject at the clause's start, then its verb."""
    cue = nearest_after(tokens, start, REACH)
    if cue is None or cue == start or tokens.lower[cue] in tokens.lexicon.participles:
        return None
    found = subjects.before(tokens, cue - 1, start)
    if found is None or not subjects.begins_clause(tokens, found, start):
        return None
    return Speech(found, "speaker-and-verb", tokens.span(start, cue))


def _closing(tokens: Tokens, start: int) -> Speech | None:
    """Subject and verb at a sentence's end, after a comma."""
    found = _straight(tokens, start)
    if found is None:
        return None
    after = start
    while after < len(tokens) and tokens.starts[after] < found.cue.end:
        after += 1
    lexicon, word = tokens.lexicon, tokens.lower[after] if after < len(tokens) else ""
    if after < len(tokens) and tokens.lower[after - 1] in ("told", "tells"):  # only a speaker
        while tokens.is_word(after) and tokens.lower[after] not in ("that", "to"):
            after += 1
        word = ""
    ends = after == len(tokens) or tokens.kinds[after] in (END, MARK)
    return found if ends or word in lexicon.weekdays | lexicon.place_prepositions | lexicon.adverbs else None


def _unlisted(tokens: Tokens, start: int) -> Speech | None:
    """Rule A3: a pronoun or a name, then any word that looks like a verb: `“…,” Berg retaliated`."""
    last = start
    if tokens.lower[start] not in tokens.lexicon.pronouns:
        while last + 1 < len(tokens) and last - start < MAX_NAME and tokens.is_capital(last + 1):
            last += 1
        if not tokens.is_capital(start) or tokens.lower[start] in tokens.lexicon.not_a_name:
            return None
    verb = last + 1
    if (
        not verb_like(tokens, verb)
        or tokens.lower[verb] in tokens.lexicon.auxiliaries
        or is_cue(tokens, verb)
    ):
        return None
    found = phrase_to(tokens, last, start)
    if found is None or found.kind is Kind.DESCRIPTION:
        return None
    return Speech(found, "unlisted-verb", tokens.span(start, verb))

"""Find verbs of saying in the narrator's text."""

from __future__ import annotations

from onrecord.speakers.tokens import QUOTE, WORD, Tokens


def is_cue(tokens: Tokens, at: int) -> bool:
    """Whether a token is a verb of saying that has, or may have, a speaker as its subject."""
    if tokens.kinds[at] != WORD:
        return False
    word, lexicon = tokens.lower[at], tokens.lexicon
    if word not in lexicon.cues or (tokens.is_capital(at) and tokens.sentences[at] != at):
        return False
    previous = tokens.lower[at - 1] if at and tokens.kinds[at - 1] == WORD else ""
    if previous == "another" and word in ("said", "says", "told", "added", "wrote"):
        return True
    if previous in lexicon.not_a_cue_after or previous.endswith(("'s", "s'")):
        return False
    if word in lexicon.passive and _is_passive(tokens, at):
        return False
    if word == "quote" and previous == "i":
        return False  # 'Holt said, and I quote, “…”'
    if word in lexicon.bare:
        return _has_plural_subject(previous, tokens, at)
    return True


def _is_passive(tokens: Tokens, at: int) -> bool:
    lexicon = tokens.lexicon
    place = at - 1
    while (
        place >= 0
        and tokens.kinds[place] == WORD
        and (tokens.lower[place] in lexicon.adverbs or tokens.lower[place].endswith("ly"))
    ):
        place -= 1
    return place < 0 or tokens.lower[place] in lexicon.passive_after


def _has_plural_subject(previous: str, tokens: Tokens, at: int) -> bool:
    """Whether 'say', 'note' or 'call' has a plural subject before it."""
    if previous in ("i", "we", "they", "also", "you"):
        return True
    if previous in tokens.lexicon.auxiliaries:
        return previous not in ("to", "on", "was", "were", "is", "are", "been")
    if not previous or previous in tokens.lexicon.stops or previous in tokens.lexicon.prepositions:
        return bool(not previous and at >= 2 and tokens.mark(at - 1) == ",")
    if tokens.is_capital(at - 1) and previous not in tokens.lexicon.not_a_name:
        return False
    return previous.endswith("s") or previous in (
        "people",
        "women",
        "men",
        "police",
        "who",
        "campaign",
        "and",
    )


def nearest_before(tokens: Tokens, at: int, first: int, reach: int) -> int | None:
    """The nearest verb of saying left of a token."""
    for place in range(at - 1, max(first, at - reach) - 1, -1):
        if tokens.kinds[place] == QUOTE or tokens.mark(place) == ";":
            return None
        if is_cue(tokens, place):
            return place
    return None


def nearest_after(tokens: Tokens, at: int, reach: int) -> int | None:
    """The first verb of saying from a token on, in the same clause."""
    for place in range(at, min(at + reach, len(tokens))):
        if tokens.kinds[place] == QUOTE or tokens.mark(place) in (";", ":"):
            return None
        if tokens.kinds[place] == "end":
            return None
        if is_cue(tokens, place):
            return place
    return None


def verb_like(tokens: Tokens, at: int) -> bool:
    """Whether a word looks like a verb: by its ending, or as an auxiliary."""
    if not tokens.is_word(at) or tokens.is_capital(at):
        return False
    word, lexicon = tokens.lower[at], tokens.lexicon
    return word in lexicon.auxiliaries or word in lexicon.third_past or word.endswith(lexicon.verb_endings)

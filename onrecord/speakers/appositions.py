"""Appositions between an English subject and its verb: 'Holt, *a pilot*, said', 'Holt (*the older*) said'.

They are read from the verb to the left, as in `subjects`.
"""

from __future__ import annotations

from onrecord.speakers.nouns import phrase_to
from onrecord.speakers.speech import Kind, Mention
from onrecord.speakers.tokens import DASHES, QUOTE, WORD, Tokens

MAX_WORDS = 28  # between a subject and its verb, appositions included
MAX_COMMAS = 3
MAX_RELATIVE = 14


def before_open_apposition(tokens: Tokens, at: int, first: int) -> Mention | None:
    """'Ana Reyes, president of the union said': a name before an apposition without a second comma."""
    for place in range(at, max(first, at - MAX_RELATIVE) - 1, -1):
        if tokens.mark(place) == ",":
            if not (
                tokens.lower[place + 1] in tokens.lexicon.roles
                or tokens.lower[place + 1] in tokens.lexicon.titles
            ):
                return None
            found = phrase_to(tokens, place - 1, first)
            named = found is not None and found.kind is Kind.NAME and found.span.start == tokens.starts[first]
            return found if named and found is not None and found.head != found.span else None
        if tokens.kinds[place] != WORD:
            return None
    return None


def opening_of(tokens: Tokens, at: int, first: int) -> int | None:
    """The index of the token that opens the bracket or dashes which token `at` closes."""
    closing = tokens.mark(at)
    for place in range(at - 1, max(first, at - MAX_WORDS) - 1, -1):
        sign = tokens.mark(place)
        if (closing == ")" and sign == "(") or (closing != ")" and sign in DASHES):
            return place
        if tokens.kinds[place] == QUOTE:
            return None
    return None


def before_apposition(tokens: Tokens, comma: int, first: int) -> Mention | None:
    """The subject before one or more appositions, or the name that is itself an apposition."""
    commas = _commas(tokens, comma, first)
    if commas:
        own = phrase_to(tokens, comma - 1, commas[0] + 1)
        if own is not None and own.kind is Kind.NAME and own.span.start == tokens.starts[commas[0] + 1]:
            role = phrase_to(tokens, commas[0] - 1, first)
            several = own.head != own.span
            if several and role is not None and role.kind is Kind.DESCRIPTION:
                return own
    for place in reversed(commas):
        if not opens_apposition(tokens, place + 1):
            continue
        found = phrase_to(tokens, place - 1, first)
        if found is not None and not _is_object(tokens, found, first):
            return found
    if not commas:  # A single comma: in 'Holt, said Berg' Holt is not the subject; 'Holt, said' is a slip.
        found = phrase_to(tokens, comma - 1, first)
        if (
            found is not None
            and found.span.start == tokens.starts[first]
            and found.kind is not Kind.DESCRIPTION
        ):
            return found
    return None


def _commas(tokens: Tokens, comma: int, first: int) -> list[int]:
    """The commas left of one, the nearest first."""
    found: list[int] = []
    for place in range(comma - 1, max(first, comma - MAX_WORDS) - 1, -1):
        if tokens.kinds[place] == QUOTE or tokens.mark(place) in (";", ":"):
            break
        if tokens.mark(place) == ",":
            found.append(place)
            if len(found) == MAX_COMMAS:
                break
    return found


def opens_apposition(tokens: Tokens, at: int) -> bool:
    """Whether a token after a comma can begin an apposition: 'Holt, *52*', 'Holt, *energy* minister'."""
    if not tokens.is_word(at):
        return False
    word, lexicon = tokens.lower[at], tokens.lexicon
    if (
        tokens.is_capital(at)
        or word[:1].isdigit()
        or word in lexicon.opens_apposition
        or word in lexicon.determiners
        or word.endswith(("ing", "ed"))
    ):
        return True
    for place in range(at, at + 4):
        if not tokens.is_word(place) or tokens.lower[place] in lexicon.prepositions:
            return False
        if tokens.lower[place] in lexicon.roles or tokens.lower[place] in lexicon.titles:
            return True
    return False


def _is_object(tokens: Tokens, found: Mention, first: int) -> bool:
    """Whether there is a preposition before a mention, or it is an abbreviation of a state."""
    at = first
    while at < len(tokens) and tokens.starts[at] < found.span.start:
        at += 1
    word = tokens.lower[at - 1] if at > first else ""
    return word in tokens.lexicon.prepositions or tokens.texts[at].endswith(".")

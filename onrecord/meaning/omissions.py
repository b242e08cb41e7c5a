"""Checks of the words that `[…]` leaves out between two pieces of a passage."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.meaning.conditions import condition_at
from onrecord.meaning.context import Piece
from onrecord.meaning.findings import Finding
from onrecord.meaning.negations import negator_in
from onrecord.meaning.patterns import Token, tokens_of
from onrecord.meaning.wordlists import Wordlist
from onrecord.rules import meaning as rules

# A gap with a negation and at most this many words holds hardly anything else.
_ONLY = 3
_AROUND = {",": ",", "(": ")", "[": "]", "–": "–", "—": "—", "-": "-"}


def omission(one: Piece, other: Piece, gap: str, words: Wordlist) -> Finding | None:
    """Check the words left out between two pieces of one sentence; None if nothing is wrong.

    Args:
        one: the piece before the gap.
        other: the piece after it.
        gap: the words left out, plain.
        words: the lists of their language.
    """
    if one.after != gap or other.before != gap:  # A sentence ends between them.
        return None
    tokens = tokens_of(gap)
    if _is_parenthesis(tokens):
        return None
    shown = f"“{_last(one.words)} [{' '.join(gap.split())}] {_first(other.words)}”"
    count = sum(1 for token in tokens if token.word)
    for at in range(len(tokens)):
        denial = negator_in(tokens, at, words)
        if denial is None:
            continue
        message = f"[…] leaves out “{tokens[at].text}”: {shown}"
        help_text = "keep the word: the passage says the opposite without it"
        if count <= _ONLY and negator_in(tokens, at, words, denials=False) is not None:
            return Finding(rules.OMITS_ONLY_NEGATION, message, help_text)
        if not _is_of_another(tokens):
            return Finding(
                rules.OMITS_NEGATION, message, "keep the word, if the passage means something else without it"
            )
    if _is_of_another(tokens):
        return None
    for at in range(len(tokens)):
        if condition_at(tokens, at, words, doubts=True) is not None:
            message = f"[…] leaves out “{tokens[at].text}”: {shown}"
            return Finding(rules.OMITS_CONDITION, message, "keep the condition, if the words depend on it")
    return None


def _is_parenthesis(tokens: Sequence[Token]) -> bool:
    """Whether the gap is a parenthesis: between commas, dashes or brackets."""
    return len(tokens) > 1 and _AROUND.get(tokens[0].text) == tokens[-1].text


def _is_of_another(tokens: Sequence[Token]) -> bool:
    """Whether a clause or a quotation ends in the gap: then its words may belong to another one."""
    return any(token.text in ';:"' for token in tokens)


def _last(text: str) -> str:
    return " ".join(text.split()[-4:])


def _first(text: str) -> str:
    return " ".join(text.split()[:4])

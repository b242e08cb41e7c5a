"""Passages cut out of a condition or a doubt: if, unless, whether."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.meaning.clauses import ends_clause, is_subject, words_between
from onrecord.meaning.context import Piece
from onrecord.meaning.findings import Finding, cut_after, cut_before
from onrecord.meaning.patterns import Token
from onrecord.meaning.wordlists import Wordlist
from onrecord.rules import meaning as rules

_MARKS = "\"'"
_DASHES = "–—-("
_EARLIER = "begin the passage earlier, so that the condition is in it"
_LATER = "end the passage later, so that the condition is in it"


def cut_condition(piece: Piece, words: Wordlist, *, left: bool = True, right: bool = True) -> Finding | None:
    """Warn if a piece was cut from the condition that it depends on."""
    if left and piece.before:
        at = _inside(piece, words)
        if at is None:
            at = _main_clause(piece, words)
        if at is not None:
            word = piece.before_tokens[at].text
            message = f"“{word}” comes before these words in their sentence: {cut_before(piece)}"
            return Finding(rules.CUT_CONDITION, message, _EARLIER)
    if right and piece.after:
        at = _after(piece, words)
        if at is not None:
            word = piece.after_tokens[at].text
            message = f"“{word}” comes after these words in their sentence: {cut_after(piece)}"
            return Finding(rules.CUT_CONDITION, message, _LATER)
    return None


def condition_at(tokens: Sequence[Token], at: int, words: Wordlist, *, doubts: bool) -> int | None:
    """The index of the end of a condition that begins at a token; None if no condition begins there.

    Args:
        tokens: a part of a sentence.
        at: the index of the token.
        words: the lists of its language.
        doubts: whether `whether` and `as if` count.
    """
    condition = words.condition
    if not tokens[at].word:
        return None
    end = condition.words.match(tokens, at)
    if doubts:
        doubt = condition.doubts.match(tokens, at)
        end = end if doubt is None else max(end or 0, doubt)
    elif end is not None and any(
        condition.doubts.match(tokens, start) is not None for start in range(max(at - 1, 0), at)
    ):
        return None  # The `if` of `as if`.
    if end is None or condition.harmless.over(tokens, at, len(tokens)):
        return None
    return end


def _inside(piece: Piece, words: Wordlist) -> int | None:
    """The index of the last condition before a piece whose clause contains the piece."""
    tokens = piece.before_tokens
    for at in range(len(tokens) - 1, -1, -1):
        end = condition_at(tokens, at, words, doubts=True)
        if end is None:
            continue
        between = tokens[end:]
        if words_between(between) > words.condition.reach:
            return None
        if not ends_clause(between, piece, words):
            return at
    return None


def _main_clause(piece: Piece, words: Wordlist) -> int | None:
    """The index of a condition whose clause ends right before a piece: If the lender pays, …"""
    tokens = piece.before_tokens
    end = len(tokens)
    while end and (tokens[end - 1].text in _MARKS or tokens[end - 1].word in words.condition.skips):
        end -= 1
    if not end or tokens[end - 1].text != ",":
        return None
    if piece.first_word in words.clauses.breaks or (piece.own_tokens and _goes_on(piece, words)):
        return None
    for at in range(end - 1):
        after = condition_at(tokens, at, words, doubts=False)
        if after is None and at_start(tokens, at, words) and tokens[at].word in words.condition.inverted:
            inverted = is_subject(tokens[at + 1], words.clauses) and "?" not in piece.sentence
            after = at + 2 if inverted else None
        if after is None or not at_start(tokens, at, words):
            continue
        if words_between(tokens[after : end - 1]) >= 1 and not any(
            token.text in ";:" for token in tokens[after : end - 1]
        ):
            return at
    return None


def at_start(tokens: Sequence[Token], at: int, words: Wordlist) -> bool:
    """Whether a clause begins at a token."""
    if not at:
        return True
    before = tokens[at - 1]
    return before.text in _MARKS or before.text in _DASHES or before.word in words.condition.starts


def _goes_on(piece: Piece, words: Wordlist) -> bool:
    at = 1 if piece.own_tokens[0].text in _MARKS and len(piece.own_tokens) > 1 else 0
    return words.condition.goes_on.match(piece.own_tokens, at) is not None


def _after(piece: Piece, words: Wordlist) -> int | None:
    """The index of a condition right after a piece."""
    tokens = piece.after_tokens
    if piece.last_sign in ".!?":
        return None
    at = 0
    while at < len(tokens) and (tokens[at].text in ",\"'–—-" or tokens[at].word in words.condition.skips):
        if tokens[at].word and words.condition.harmless.match(tokens, at) is not None:
            return None
        at += 1
    if at < len(tokens) and condition_at(tokens, at, words, doubts=False) is not None:
        return at
    return None

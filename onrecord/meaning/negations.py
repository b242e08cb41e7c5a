"""Passages cut out of a negation, a denial or a doubt."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.meaning.clauses import ends_clause, words_between
from onrecord.meaning.context import Piece
from onrecord.meaning.findings import Finding, cut_after, cut_before
from onrecord.meaning.patterns import Token
from onrecord.meaning.wordlists import Wordlist
from onrecord.rules import meaning as rules

# A negation at most this many words before a denial undoes it.
_UNDONE_WITHIN = 2
_PARENTHESIS = 5  # words


def cut_negation(piece: Piece, words: Wordlist, *, left: bool = True, right: bool = True) -> Finding | None:
    """Warn if a piece was cut out of a clause that denies it.

    Args:
        piece: the piece.
        words: the lists of its language.
        left: whether to check the text before it.
        right: whether to check the text after it.
    """
    if left and piece.before:
        at = _denied_before(piece, words)
        if at is not None:
            word = piece.before_tokens[at].text
            message = f"“{word}” comes before these words in their sentence: {cut_before(piece)}"
            return Finding(
                rules.CUT_NEGATION, message, "begin the passage earlier, so that the word is in it"
            )
    if right and piece.after:
        at = _denied_after(piece, words)
        if at is not None:
            word = piece.after_tokens[at].text
            message = f"“{word}” comes after these words in their sentence: {cut_after(piece)}"
            return Finding(rules.CUT_NEGATION, message, "end the passage later, so that the word is in it")
    return None


def negator_in(tokens: Sequence[Token], at: int, words: Wordlist, *, denials: bool = True) -> int | None:
    """The index of the end of a negation or denial that begins at a token; None if none begins there.

    Phrases that only look like one (`not only`, `no doubt`) do not count, if all their words are among the
    tokens.
    """
    negation, word = words.negation, tokens[at].word
    if not word:
        return None
    end = None
    if is_negator(tokens, at, words):
        end = at + 1
    elif denials:
        end = negation.denials.match(tokens, at)
        if end is not None and negation.undone_by.any_in(
            [token.word for token in tokens[max(at - _UNDONE_WITHIN, 0) : at]]
        ):
            return None
    if end is None or negation.harmless.over(tokens, at, len(tokens)):
        return None
    return end


def is_negator(tokens: Sequence[Token], at: int, words: Wordlist) -> bool:
    """Whether a token is a plain negation, harmless or not."""
    word = tokens[at].word
    if word in words.negation.words:
        return True
    for prefix in words.prefixes:
        if word.startswith(prefix) and word.removeprefix(prefix) in words.negation.words:
            return True
    following = tokens[at + 1].text[:1] if at + 1 < len(tokens) else ""
    return word in words.negation.before_small_letters and not following.isupper()


def _denied_before(piece: Piece, words: Wordlist) -> int | None:
    """The index of the last token before a piece that denies the piece."""
    tokens = piece.before_tokens
    for at in range(len(tokens) - 1, -1, -1):
        end = negator_in(tokens, at, words)
        if end is None:
            continue
        if end < len(tokens) and tokens[end].word in words.clauses.negated and is_negator(tokens, at, words):
            end += 1
        end = _after_parenthesis(tokens, end)
        between = tokens[end:]
        if words_between(between) > words.negation.reach:
            return None
        if not ends_clause(between, piece, words, opened=tokens[at].word in words.clauses.opens):
            return at
    return None


def _after_parenthesis(tokens: Sequence[Token], at: int) -> int:
    """An index, moved past a parenthesis that begins there: never, under any mayor, close."""
    if at < len(tokens) and tokens[at].text == ",":
        for closing in range(at + 2, min(at + _PARENTHESIS + 2, len(tokens))):
            if tokens[closing].text == ",":
                return closing + 1
            if not tokens[closing].word:
                break
    return at


def _denied_after(piece: Piece, words: Wordlist) -> int | None:
    """The index of a token after a piece that denies the piece."""
    if not (piece.last_sign.isalnum() or piece.last_sign in "\"'"):
        return None
    tokens, negation = piece.after_tokens, words.negation
    if not tokens:
        return None
    closed = int(tokens[0].text == '"')  # “The mill is sold” is a lie.
    if closed < len(tokens):
        end = negation.after.match(tokens, closed)
        small = tokens[closed].text[:1].islower() or not tokens[closed].text[:1].isupper()
        if end is not None and small and not (closed and end - closed < 2):
            return None if negation.harmless.over(tokens, end - 1, len(tokens)) else end - 1
    for at in range(min(negation.after_reach, len(tokens))):
        if not tokens[at].word or tokens[at].word in negation.after_breaks:
            return None
        if is_negator(tokens, at, words):
            return None if negation.harmless.over(tokens, at, len(tokens)) else at
    return None

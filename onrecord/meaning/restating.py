"""Ways to say the same with one negation more or fewer: they do not reverse a sentence."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from onrecord.meaning.patterns import Token
from onrecord.meaning.vocabulary import Says

_SENTENCE_ENDS = frozenset(".!?…")
SIGNS = frozenset(",;:.!?–—()-")
# At most this many words are between “more than a” and its noun: more than a very long moment.
_BETWEEN = 2


def expects_no(tokens: Sequence[Token], lists: Says) -> bool:
    """Whether there is a rhetorical question that is itself a denial: How could they pay?"""
    for at in range(len(tokens)):
        end = lists.expect_no.match(tokens, at)
        if end is not None:
            signs = (token.text for token in tokens[end:] if token.text in _SENTENCE_ENDS)
            if next(signs, "") == "?":
                return True
    return False


def is_needed(tokens: Sequence[Token], at: int, negators: Collection[int], lists: Says) -> bool:
    """Whether a negation is the second of two that state a need: not without work, cannot if they do not.

    Args:
        tokens: of the sentence or sentences.
        at: the index of the negation.
        negators: the indexes of all negations.
        lists: of the language.
    """
    first, stop = _back(tokens, at, SIGNS), _forward(tokens, at, SIGNS)
    if tokens[at].word in lists.lacking:
        return any(first <= other < at for other in negators)
    opened = next((word for word in range(at - 1, first - 1, -1) if tokens[word].word in lists.ifs), None)
    if opened is None:
        return False
    start, end = _back(tokens, at, _SENTENCE_ENDS), _forward(tokens, at, _SENTENCE_ENDS)
    return any(start <= other < opened or stop <= other < end for other in negators)


def is_comparison(tokens: Sequence[Token], at: int, lists: Says) -> bool:
    """Whether a negation belongs to a comparison, not to the next word: does not know more than he."""
    clause = tokens[at : _forward(tokens, at, SIGNS)]
    return any(token.word in lists.than for token in clause)


def surpassed(tokens: Sequence[Token], lists: Says) -> Iterator[int]:
    """The indexes of words after 'more than': more than a moment."""
    for at in range(len(tokens)):
        end = lists.more_than.match(tokens, at)
        if end is not None:
            yield from range(end, min(end + _BETWEEN + 1, _forward(tokens, end, SIGNS)))


def _back(tokens: Sequence[Token], at: int, signs: Collection[str]) -> int:
    """The index after the last of the signs before `at`."""
    return next((sign + 1 for sign in range(at - 1, -1, -1) if tokens[sign].text in signs), 0)


def _forward(tokens: Sequence[Token], at: int, signs: Collection[str]) -> int:
    """The index of the first of the signs from `at` on; the end if there is none."""
    return next((sign for sign in range(at, len(tokens)) if tokens[sign].text in signs), len(tokens))

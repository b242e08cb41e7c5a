"""The reach of a word: its clause, which ends at punctuation and joining words."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.meaning.context import Piece
from onrecord.meaning.patterns import Token
from onrecord.meaning.vocabulary import Clauses
from onrecord.meaning.wordlists import Wordlist

# A verb is searched in this many words of a piece right after `and`.
_AHEAD = 6
_SIGNS = frozenset(",;:?!()[]–—―-…")


def words_between(tokens: Sequence[Token]) -> int:
    """The number of words among the tokens."""
    return sum(1 for token in tokens if token.word)


def ends_clause(between: Sequence[Token], piece: Piece, words: Wordlist, *, opened: bool = False) -> bool:
    """Whether a clause ends between a word and the piece that follows.

    Args:
        between: the tokens between the two.
        piece: the piece.
        words: the lists of its language.
        opened: whether a relative clause after the word belongs to its reach: nobody who wants …
    """
    clauses = words.clauses
    for at, token in enumerate(between):
        following = between[at + 1].word if at + 1 < len(between) else piece.first_word
        if not token.word:
            if token.text == "," and following and following in clauses.after_comma:
                continue
            if token.text in _SIGNS or _begins_quotation(between, at, piece, clauses):
                return True
        elif opened and (token.word in clauses.opened or token.word in clauses.joins):
            continue
        elif (
            (token.word in clauses.breaks and not clauses.particles.over(between, at, len(between)))
            or (token.word in clauses.joins and _resumes(between, at, piece, clauses))
            or (token.word in clauses.before_subjects and _has_subject(between, at, piece, clauses))
        ):
            return True
    # A piece that begins with a joining word is a separate clause.
    return not opened and bool(between) and piece.first_word in clauses.breaks


def _begins_quotation(between: Sequence[Token], at: int, piece: Piece, clauses: Clauses) -> bool:
    """Whether a mark opens a quotation of whole sentences without a verb of saying before it."""
    if between[at].text not in "\"'":
        return False
    following = between[at + 1].text if at + 1 < len(between) else piece.words.lstrip("\"' ")
    return following[:1].isupper() and not clauses.says.any_in([token.word for token in between])


def _resumes(between: Sequence[Token], at: int, piece: Piece, clauses: Clauses) -> bool:
    """Whether a new clause follows `and` or `or`; more words are read if the piece begins there."""
    if at + 1 == len(between) and _has_verb(piece.own_tokens[:_AHEAD], clauses):
        return True
    rest = [token.word for token in (*between[at + 1 :], *piece.own_tokens[:2])]
    if rest and rest[0].endswith("ly") and len(rest) > 1:
        rest = rest[1:]
    return bool(rest) and rest[0] in clauses.resumes


def _has_subject(between: Sequence[Token], at: int, piece: Piece, clauses: Clauses) -> bool:
    """Whether a subject follows a joining word."""
    following = next(iter((*between[at + 1 :], *piece.own_tokens[:1])), None)
    return following is not None and is_subject(following, clauses)


def is_subject(token: Token, clauses: Clauses) -> bool:
    """Whether a word may begin a subject: a name, a pronoun, an article."""
    return token.text[:1].isupper() or token.word in clauses.subjects


def _has_verb(tokens: Sequence[Token], clauses: Clauses) -> bool:
    """Whether there is a finite verb among the tokens before the next clause."""
    for token in tokens:
        if token.word in clauses.finite:
            return True
        if not token.word or token.word in clauses.relatives or token.word in clauses.breaks:
            return False
    return False

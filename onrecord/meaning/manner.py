"""Passages cut out of a question or a joke, and numbers cut from their units and limits."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.meaning.clauses import words_between
from onrecord.meaning.context import Piece
from onrecord.meaning.findings import Finding, cut_after, cut_before
from onrecord.meaning.patterns import Token, tokens_of
from onrecord.meaning.vocabulary import Joke, Quantity
from onrecord.meaning.wordlists import Wordlist
from onrecord.rules import meaning as rules
from onrecord.text.sentence_ends import asks

_MARK_AHEAD = re.compile(r"[\"' ]*[.!…]*\?")
_TO_THE_MARK = re.compile(r"[^.!?\":;()–—]*\?")
_QUESTION = "?"
_SENTENCE = re.compile(r"[^.!?]*[.!?]*")
# A passage with at most this many words beside a question is a question: “Is it legal?” Adar asked.
_ASIDE = 3  # words
_MINUS = frozenset("-−–")


def cut_question(piece: Piece) -> Finding | None:
    """Warn if the question mark was cut off."""
    own = piece.words.rstrip("\"' ")
    if not piece.after or not own or own[-1] in ".!?" or _QUESTION in piece.words:
        return None
    if _MARK_AHEAD.match(piece.after) or _TO_THE_MARK.match(piece.after):
        message = f"these words are part of a question: {cut_after(piece)}"
        return Finding(rules.CUT_QUESTION, message, "end the passage with the question mark")
    return None


def is_question(texts: Sequence[str]) -> bool:
    """Whether the pieces are only questions."""
    if not any(_QUESTION in text for text in texts):
        return False
    asked = False
    for text in texts:
        for match in _SENTENCE.finditer(text):
            sentence = match.group()
            if asks(sentence):
                asked = True
            elif words_between(tokens_of(sentence)) > _ASIDE:
                return False
    return asked


def cut_joke(piece: Piece, words: Wordlist) -> Finding | None:
    """Warn if the words that call a statement a joke were cut off."""
    joke = words.joke
    if joke is None:
        return None
    at = _joked_before(piece, joke)
    if at is not None:
        message = f"“{piece.before_tokens[at].text}” comes before these words: {cut_before(piece)}"
        return Finding(rules.CUT_JOKE, message, "begin the passage earlier, so that the word is in it")
    at = _joked_after(piece.after_tokens, joke)
    if at is not None:
        message = f"“{piece.after_tokens[at].text}” comes after these words: {cut_after(piece)}"
        return Finding(rules.CUT_JOKE, message, "end the passage later, so that the word is in it")
    return None


def _joked_before(piece: Piece, joke: Joke) -> int | None:
    tokens = piece.before_tokens
    end = len(tokens)
    while end and (tokens[end - 1].text in "\"'" or (end == len(tokens) and tokens[end - 1].text in ",:")):
        end -= 1
    if end and tokens[end - 1].text in ",:":
        end -= 1
    for at in range(end - 1, -1, -1):
        after = joke.words.match(tokens, at)
        if after is None and at and tokens[at].word in joke.after_names:
            named = tokens[at - 1].text[:1].isupper() or tokens[at - 1].word in joke.pronouns
            after = at + 1 if named else None
        if after is None and (not at or tokens[at - 1].text in "\"'"):
            after = joke.at_start.match(tokens, at)
        if after is None or after > end:
            continue
        between = tokens[after:end]
        if words_between(between) <= joke.reach and not any(token.text in ",;:" for token in between):
            return at
    return None


def _joked_after(tokens: Sequence[Token], joke: Joke) -> int | None:
    at = 0
    while at < len(tokens) and tokens[at].text in ",\"'":
        at += 1
    if not at:
        return None
    if at < len(tokens) and tokens[at].word in joke.after:
        return at
    named = at
    while named < min(at + 3, len(tokens)) and (
        tokens[named].text[:1].isupper() or tokens[named].word in joke.pronouns
    ):
        named += 1
    return named if at < named < len(tokens) and tokens[named].word in joke.after else None


def cut_quantity(piece: Piece, words: Wordlist) -> Finding | None:
    """Warn if a number lost its unit, or words such as 'at least'."""
    quantity = words.quantity
    if quantity is None or not _has_number_at_an_end(piece, quantity):
        return None
    help_text = "include the words that qualify the number"
    if piece.before and _begins_with_number(piece.own_tokens, quantity) and _bounded(piece, quantity):
        message = f"the passage cuts off the words before the number: {cut_before(piece)}"
        return Finding(rules.CUT_QUANTITY, message, help_text)
    if piece.after and _is_number(piece.own_tokens[-1].word, quantity) and _has_unit(piece, quantity):
        message = f"the passage cuts off the words after the number: {cut_after(piece)}"
        return Finding(rules.CUT_QUANTITY, message, help_text)
    return None


def _has_number_at_an_end(piece: Piece, quantity: Quantity) -> bool:
    """A quick look: whether a piece may begin or end with a number."""
    parts = piece.words.split(None, 1)
    if not parts:
        return False
    first, last = parts[0].casefold(), piece.words.rsplit(None, 1)[-1].casefold().strip("\"'")
    return (
        first.lstrip("\"'$€£")[:1].isdigit()
        or first in quantity.numbers
        or first in quantity.articles
        or last[-1:].isdigit()
        or last in quantity.numbers
    )


def _is_number(word: str, quantity: Quantity) -> bool:
    return word[:1].isdigit() or word in quantity.numbers


def _begins_with_number(tokens: Sequence[Token], quantity: Quantity) -> bool:
    first = tokens[0].word
    if not first and len(tokens) > 1 and tokens[0].text in "$€£":
        first = tokens[1].word
    if _is_number(first, quantity):
        return True
    return first in quantity.articles and len(tokens) > 1 and tokens[1].word in quantity.wholes


def _bounded(piece: Piece, quantity: Quantity) -> bool:
    """Whether `fewer than`, `at least` or a minus sign is right before a piece."""
    tokens = piece.before_tokens
    if not tokens:
        return False
    if tokens[-1].text in _MINUS:
        return not piece.before[-1].isspace() and piece.before[-2:-1].isspace()
    return any(
        quantity.before.match(tokens, at) == len(tokens) for at in range(max(len(tokens) - 4, 0), len(tokens))
    )


def _has_unit(piece: Piece, quantity: Quantity) -> bool:
    """Whether a unit, or the rest of a range, is right after a piece."""
    tokens = piece.after_tokens
    if not tokens:
        return False
    if tokens[0].text in "%‰":
        return True
    if tokens[0].text in "-–," and len(tokens) > 1 and not piece.after[0].isspace():
        return tokens[1].word[:1].isdigit() and tokens[1].start == tokens[0].end
    return quantity.units.match(tokens, 0) is not None

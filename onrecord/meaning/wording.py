"""`says` compared with the passage: a reversal, another number, the first person.

Lists of words find nothing subtler; for that, the page shows the whole sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from onrecord.meaning.context import Piece, plain
from onrecord.meaning.findings import Finding
from onrecord.meaning.patterns import Token, tokens_of, words_of
from onrecord.meaning.restating import SIGNS, expects_no, is_comparison, is_needed, surpassed
from onrecord.meaning.vocabulary import Says
from onrecord.meaning.wordlists import Wordlist
from onrecord.rules import wording as rules

# `says` must be one sentence.
MAX_WORDS = 60
# Words with this many first letters in common count as one: close, closes, closing.
_SAME_LETTERS = 5
_SHORTEST_WORD = 3
_MARKUP = re.compile(
    r"\*\*?\w[^*]*\*|(?<!\w)__?\w[^_]*_(?!\w)|`[^`]+`|</?[A-Za-z][^<>]*>|\[[^\[\]]+\]\([^()\s]*\)|&\w+;"
)
_SIGNS_OF_MARKUP = frozenset("*_`<[&")
_QUOTED = re.compile(r'"[^"]*"|(?<!\w)\'[^\']*\'(?!\w)')
_NUMBER = re.compile(r"\d+(?:[.,' ]\d{3})*(?:[.,]\d+)?")
_DIGIT = re.compile(r"\d")
_PART = re.compile(r"[^\W\d_]+")
_YEAR = re.compile(r"(?:19|20)\d\d")


def form_of(says: str) -> Iterator[Finding]:
    """Problems of `says` by itself, in any language."""
    if not (says[:1].isalpha() or any(map(str.isalpha, says))):
        yield Finding(rules.SAYS_WITHOUT_WORDS, "there are no words here", "write the position as a sentence")
        return
    markup = None if _SIGNS_OF_MARKUP.isdisjoint(says) else _MARKUP.search(says)
    if markup:
        message = f"`says` is shown as it is written, with {markup.group()[:40]}"
        yield Finding(
            rules.SAYS_MARKUP, message, "remove the markup; use quotation marks for the article's words"
        )
    count = len(says.split())
    if count > MAX_WORDS:
        message = f"this is {count} words long; {MAX_WORDS} are plenty for a sentence"
        yield Finding(rules.SAYS_TOO_LONG, message, "shorten it, or make two positions of it")


def against_words(says: str, pieces: Sequence[Piece], words: Wordlist) -> Iterator[Finding]:
    """Differences between `says` and the passages.

    Args:
        says: the editor's sentence.
        pieces: of all passages of the position.
        words: the lists of the article's language.
    """
    lists = words.says
    if lists is None:
        return
    own = plain(says)
    said = words_of(own)
    first_person = _first_person(lists.first_person)
    person = None
    joined = "'" in own  # I'm, two's: the quick look does not split such words.
    if (joined or not lists.persons.isdisjoint(said)) and first_person.search(own):
        person = first_person.search(_QUOTED.sub(" ", own))
    if person:
        message = f"“{person.group(1)}” makes this the actor's own sentence"
        help_text = "write it as your sentence about the actor; the article's words go in quotation marks"
        yield Finding(rules.SAYS_FIRST_PERSON, message, help_text)
    number = ""
    if joined or _DIGIT.search(own) or not lists.numbers.keys().isdisjoint(said):
        number = _other_number(own, pieces, lists)
    if number:
        message = f"the number {number} is not in the sentence that the passage is from"
        yield Finding(rules.SAYS_OTHER_NUMBER, message, "correct it, or cite the sentence that has it")
    yield from _negations(own, said, pieces, words, lists)


def _negations(
    says: str, said: Sequence[str], pieces: Sequence[Piece], words: Wordlist, lists: Says
) -> Iterator[Finding]:
    if not lists.negative.any_in(said):
        for piece in pieces:
            if not lists.negators.any_in(words_of(piece.words)):
                continue
            for negator, word in _lacking(says, piece, words, lists):
                if _affirmed(word, pieces, lists):
                    continue
                message = f"the passage says “{negator} … {word}”, and `says` has “{word}” without a negation"
                help_text = "add the negation to `says`, or reword it"
                yield Finding(rules.SAYS_LACKS_NEGATION, message, help_text)
                return
        return
    sentence = [word for piece in pieces for word in words_of(piece.sentence)]
    if lists.negative.any_in(sentence):
        return
    tokens = tokens_of(says)
    compared = lists.than.any_in(sentence)
    for at, word in _negated(tokens, words, lists):
        if not any(_same(word, other) for other in sentence):
            continue
        if not compared and is_comparison(tokens, at, lists):
            continue
        if not any(expects_no(tokens_of(piece.sentence), lists) for piece in pieces):
            negator = tokens[at].text
            message = (
                f"`says` has “{negator} … {word}”, and the passage's sentence has “{word}” without a negation"
            )
            yield Finding(rules.SAYS_ADDS_NEGATION, message, "remove the negation from `says`, or reword it")
        return


def _lacking(says: str, piece: Piece, words: Wordlist, lists: Says) -> list[tuple[str, str]]:
    """The negations of a piece, each with the negated word, if a sentence without negations has that word."""
    tokens, own = piece.own_tokens, tokens_of(says)
    beyond = frozenset(surpassed(own, lists))
    said = [token.word for at, token in enumerate(own) if at not in beyond]
    negated = list(_negated(tokens, words, lists))
    places = [at for at, _ in negated]
    found = [(at, word) for at, word in negated if any(_same(word, other) for other in said)]
    if any(is_needed(tokens, at, places, lists) for at, _ in found):
        return []
    return [(tokens[at].text, word) for at, word in found]


def _negated(tokens: Sequence[Token], words: Wordlist, lists: Says) -> Iterator[tuple[int, str]]:
    """The index of each negation, with the first content word after it in its clause; names are skipped."""
    for at, token in enumerate(tokens):
        if not token.word or token.word not in lists.negators:
            continue
        if words.negation.harmless.over(tokens, at, len(tokens)):
            continue
        for following in tokens[at + 1 :]:
            if following.text in SIGNS or following.word in lists.ends:
                break
            if following.text[:1].isupper():
                continue  # “Nobody came, not even from Merrin” says nothing of Merrin.
            if len(following.word) >= _SHORTEST_WORD and following.word not in lists.function_words:
                yield at, following.text
                break


def _affirmed(word: str, pieces: Sequence[Piece], lists: Says) -> bool:
    """Whether a clause without a negation has the word as well: `says` may be about that one."""
    for piece in pieces:
        clause: list[str] = []
        for token in (*piece.own_tokens, None):
            if token is not None and token.text not in SIGNS and token.word not in lists.ends:
                clause.append(token.word)
            else:
                if any(_same(word, other) for other in clause) and not lists.negative.any_in(clause):
                    return True
                clause = []
    return False


def _same(word: str, other: str) -> bool:
    """Whether two words are probably forms of one, judged by their beginnings."""
    one = word.casefold()
    if len(other) < _SHORTEST_WORD:
        return False
    return one[:_SAME_LETTERS] == other[:_SAME_LETTERS] or one.startswith(other) or other.startswith(one)


@cache
def _first_person(words: str) -> re.Pattern[str]:
    # After a name, I is a number: Karl I.
    return re.compile(rf"(?<!\w)(?<!\w-)(?<![A-Z][a-z]\s)(?<![a-z]{{2}}\s(?=I\.))({words})(?![\w-])(?!\.\w)")


def _other_number(says: str, pieces: Sequence[Piece], lists: Says) -> str:
    """A number in `says` that no sentence of the passages has; empty if there is none."""
    wanted = _numbers(says, lists)
    if not wanted:
        return ""
    there = {value for piece in pieces for value, _ in _numbers(piece.sentence, lists)}
    return next((shown for value, shown in wanted if value not in there), "")


def _numbers(text: str, lists: Says) -> list[tuple[str, str]]:
    """The numbers of a text: digits without separators, and each as written."""
    found = []
    for match in _NUMBER.finditer(text) if _DIGIT.search(text) else ():
        digits = re.sub(r"\D", "", match.group())
        if not _YEAR.fullmatch(match.group()):
            found.append((digits.lstrip("0") or "0", match.group()))
    if lists.numbers.keys().isdisjoint(_PART.findall(text.casefold())):
        return found
    for token in tokens_of(text):
        parts = [part for part in token.word.split("-") if part in lists.numbers and part != "one"]
        found += [(lists.numbers[part], token.text) for part in parts]
    return found

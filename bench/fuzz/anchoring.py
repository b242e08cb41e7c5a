"""Passages looked for in articles: cut out of them, restyled, with words left out or replaced."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import islice, pairwise, product

from hypothesis import strategies as st
from msgspec import Struct

from bench.fuzz import naive
from bench.fuzz.inputs import SIGNS, SPACES, examples, texts
from bench.fuzz.running import Reader, bounded
from onrecord.anchoring.matching import MAX_PLACES, Failure, Match, match_passage
from onrecord.anchoring.nearest import WordIndex
from onrecord.text.folding import Folded, fold, fold_text

# Few words, so that some occur again; no numbers, contractions and compounds, which `naive` does not know.
_WORDS = "no talks now now. Velmar café Łódź мир سلام किताब ne on ow [ow”".split()
_SIGNS = "“ ” — … , ; ? ( ) […]".split()
_MARKS = "\"'“”„‟‘’‚‛«»‹›「」『』\uff02\u00b4`"
_DASHES = "-–—\u2010\u2212\u2015"
_UNSEEN = "\u200b\u00ad\ufeff\u2060\u202d"
_OMISSION = " […] "
_FEW = 12


class Words(Struct, frozen=True):
    """An article of such words, and a passage for it.

    Attributes:
        article: its text, in any style.
        passage: words of it, or others, in another style.
        prefix: words before the passage, or others; empty for none.
        suffix: words after it, likewise.
    """

    article: str
    passage: str
    prefix: str
    suffix: str


class Mistyped(Struct, frozen=True):
    """An article in which no word occurs twice, and a passage of it with another word.

    Attributes:
        start: the number of the passage's first word.
        end: the number of the word after its last one.
        wrong: the number of the word that is another one in the passage.
    """

    words: Sequence[str]
    start: int
    end: int
    wrong: int


class Any(Struct, frozen=True):
    """Any article, and any passage."""

    article: str
    passage: str


@st.composite
def restyled(draw: st.DrawFn, words: Sequence[str]) -> str:
    """Words in any typographic style, with any white space between them."""
    out = []
    for word in words:
        for sign in word:
            same = next((style for style in (_MARKS, _DASHES) if sign in style), sign)
            out.append(draw(st.sampled_from(same)) if len(same) > 1 else sign)
            if draw(st.integers(0, 30)) == 30:
                out.append(draw(st.sampled_from(_UNSEEN)))
        out.append(draw(st.sampled_from(SPACES)) if draw(st.integers(0, 3)) == 3 else " ")
    return unicodedata.normalize(draw(st.sampled_from(("NFC", "NFC", "NFD"))), "".join(out[:-1]))


_tokens = st.one_of(st.sampled_from(_WORDS), st.sampled_from(_WORDS), st.sampled_from(_SIGNS))


@st.composite
def _of_words(draw: st.DrawFn) -> Words:
    row = draw(st.lists(_tokens, min_size=1, max_size=14))
    pieces: list[list[str]] = []
    start, first, last = 0, 0, len(row)
    for number in range(draw(st.sampled_from((1, 1, 2, 2, 3)))):
        start = draw(st.integers(start, len(row) - 1)) if start < len(row) else 0
        end = draw(st.integers(start + 1, min(start + 3, len(row))))
        first, last = (first if number else start), end
        pieces.append(
            row[start:end] if draw(st.integers(0, 9)) else draw(st.lists(_tokens, min_size=1, max_size=2))
        )
        start = end
    passage = _OMISSION.join(draw(restyled(piece)) for piece in pieces)
    prefix = draw(st.sampled_from(([], row[max(first - 2, 0) : first], [draw(_tokens)])))
    suffix = draw(st.sampled_from(([], row[last : last + 2], [draw(_tokens)])))
    return Words(
        draw(restyled(row)), passage, *(draw(restyled(words)) if words else "" for words in (prefix, suffix))
    )


@st.composite
def _mistyped(draw: st.DrawFn) -> Mistyped:
    count = draw(st.integers(8, 80))
    start = draw(st.integers(0, count - 5))
    end = draw(st.integers(start + 5, min(start + 40, count)))
    numbers = draw(st.permutations(range(count)))
    return Mistyped([f"w{_letters(n)}" for n in numbers], start, end, draw(st.integers(start + 1, end - 2)))


def _letters(number: int) -> str:
    """A word for a number."""
    return "".join("bdfghklmnp"[int(digit)] + "aeiouaeiou"[int(digit)] for digit in f"{number:02}")


@st.composite
def _any(draw: st.DrawFn) -> Any:
    article = draw(texts(_ARTICLES))
    start = draw(st.integers(0, len(article)))
    part = article[start : start + draw(st.integers(0, 200))]
    return Any(article, draw(texts([part or "a"])) if draw(st.booleans()) else part)


def _check(value: Words | Mistyped | Any) -> None:
    if isinstance(value, Words):
        _check_words(value)
    elif isinstance(value, Mistyped):
        _check_mistyped(value)
    else:
        _check_any(value)


def _check_words(value: Words) -> None:
    article = fold(value.article)
    text = naive.fold(value.article)
    assert article.text.strip() == text
    match = match_passage(article, value.passage, value.prefix or None, value.suffix or None)
    wanted, count = _expected(text, *map(naive.fold, (value.passage, value.prefix, value.suffix)))
    assert match.failure == wanted
    if match.failure is None:
        assert len(match.pieces) == count
    _check_match(article, match, value.passage)


def _expected(text: str, passage: str, prefix: str, suffix: str) -> tuple[Failure | None, int]:
    """What becomes of a passage, by trying all ways to place its pieces; and the number of its pieces."""
    pieces = [passage]
    if "[…]" in passage and not naive.places(text, passage):
        pieces = [piece for piece in re.split(r" ?\[…\] ?", passage) if piece] or [passage]
    found = [naive.places(text, piece) for piece in pieces]
    if not all(found):
        return Failure.NOT_FOUND, 0
    if prefix:
        found[0] = [place for place in found[0] if naive.stands_before(text, place[0], prefix)]
    if suffix:
        found[-1] = [place for place in found[-1] if naive.stands_after(text, place[1], suffix)]
    if not found[0] or not found[-1]:
        return Failure.OTHER_CONTEXT, 0
    ways = [way for way in product(*found) if all(one[1] <= other[0] for one, other in pairwise(way))]
    if not ways:
        return Failure.OUT_OF_ORDER, 0
    return (Failure.AMBIGUOUS if len(ways) > 1 else None), len(pieces)


def _check_match(article: Folded, match: Match, passage: str) -> None:
    """What is found is the passage, and all places lie in the article."""
    end = 0
    for span in match.pieces:
        raw = article.to_raw(span)
        assert end <= raw.start < raw.end <= len(article.raw)
        end = raw.end
    shown = [article.raw[raw.start : raw.end] for raw in map(article.to_raw, match.pieces)]
    if shown:
        assert _bare(passage) == _bare("".join(shown))
    for span in match.candidates:
        assert 0 <= span.start < span.end <= len(article.text)
    assert len(match.candidates) <= MAX_PLACES


def _bare(words: str) -> str:
    """Words by their letters and digits alone: what no difference of style may change."""
    kept = (c for c in unicodedata.normalize("NFC", naive.fold(words)) if c.isalnum())
    return "".join(kept)


def _check_mistyped(value: Mistyped) -> None:
    text = " ".join(value.words)
    passage = list(value.words[value.start : value.end])
    right = passage[value.wrong - value.start]
    passage[value.wrong - value.start] = "other"
    nearest = WordIndex(fold(text)).nearest(" ".join(passage))
    assert nearest is not None
    assert text[nearest.span.start : nearest.span.end] == " ".join(value.words[value.start : value.end])
    assert nearest.differences == (("other", right),)


def _check_any(value: Any) -> None:
    with bounded(len(value.article) + len(value.passage)):
        article = fold(value.article)
        match = match_passage(article, value.passage)
        needle = fold_text(value.passage)
        nearest = WordIndex(article).nearest(needle) if needle and match.failure else None
    _check_match(article, match, value.passage)
    if nearest is not None:
        assert 0 <= nearest.span.start < nearest.span.end <= len(article.text)
    for span in islice(article.find(needle), _FEW):
        raw = article.to_raw(span)
        assert fold_text(value.article[raw.start : raw.end]) == needle


_ARTICLES = (*examples("**/seeds/*.txt"), "".join(SIGNS))
READER = Reader("anchoring", st.one_of(_of_words(), _of_words(), _mistyped(), _any()), _check)

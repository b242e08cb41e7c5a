"""Look for many quotations in many articles: one pass over the articles, then what is nearest to the rest.

A quotation is looked for only in articles that have all of its words: the words of an article are a set, and
the words of all quotations another one, so an article costs as much as its own length, however many
quotations there are. On the way it is noted which articles have two neighbouring words of a quotation.
Whatever stands nowhere is compared with the few articles that share its rarest pairs, by the comparison that
explains wrong passages (`anchoring.nearest`). Both work in several processes.
"""

from __future__ import annotations

import math
import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

import msgspec
from msgspec import Struct

from onrecord.anchoring.nearest import WordIndex
from onrecord.articles.reading import MAX_ARTICLE_BYTES
from onrecord.engine.pool import in_parallel
from onrecord.engine.progress import Progress
from onrecord.layout import Layout
from onrecord.quotes.asked import BEFORE, BEHIND, Asked
from onrecord.text.files import read_text
from onrecord.text.folding import Folded, fold
from onrecord.text.spans import Span
from onrecord.text.words import UNSPACED_SCRIPTS, is_unspaced

# A quotation stands differently where at least this share of its words is, and of the others there.
MIN_ALIKE = 0.6
MIN_SHARED = 3  # words
# Of the articles that have a quotation, so many are told; of those that share its pairs, so many are read.
MAX_FOUND = 20
MAX_NEAR = 8
# Of a quotation's pairs of words, the rarest first, so many articles count.
MAX_POSTINGS = 4_000
_IN_CHUNK = 64  # articles
_KEPT = 64  # articles whose words stay in memory
# Runs that no place of a passage can divide, wherever it begins and ends: see `Folded.is_cut`.
_TOKEN = re.compile(rf"[a-z0-9]+|[{UNSPACED_SCRIPTS}]|[^\W_a-z0-9{UNSPACED_SCRIPTS}]+")


class Near(Struct, frozen=True, array_like=True):
    """The most similar place.

    Attributes:
        article: its path inside `seeds/`.
        span: of the article's characters; of several parts, the one that differs.
        differences: pairs of words, the quotation's and the article's; one of them may be empty.
        alike: the share of the words that both have, from 0 to 1.
    """

    article: str
    span: Span
    differences: tuple[tuple[str, str], ...]
    alike: float


class Found(Struct, frozen=True):
    """What was found of one quotation.

    Attributes:
        articles: the paths of articles that have all of its parts in order, sorted; at most `MAX_FOUND`.
        near: the most similar place, if no article has them and one is similar.
    """

    articles: tuple[str, ...]
    near: Near | None = None


_Pair = tuple[str, str]


class _Keys(Struct, frozen=True):
    """The words of all quotations.

    Attributes:
        of: for each quotation, the tokens that every place of it has.
        by_first: the quotations by the longest of these; '' for those without any.
        pairs: the number of each pair of neighbouring tokens of the quotations that may differ.
    """

    of: tuple[frozenset[str], ...]
    by_first: Mapping[str, Sequence[int]]
    pairs: Mapping[_Pair, int]


class Searcher:
    """Looks for quotations in the articles of a site.

    Args:
        layout: the site.
        articles: their paths inside `seeds/`.
        jobs: use at most this many processes.
        progress: called with the state of the work.
    """

    def __init__(self, layout: Layout, articles: Sequence[str], jobs: int, progress: Progress) -> None:
        self._layout, self._articles = layout, articles
        self._jobs, self._progress = jobs, progress
        self.read = lru_cache(_KEPT)(self._read)
        self._words = lru_cache(_KEPT)(self._words_of)

    def search(self, asked: Sequence[Asked]) -> list[Found]:
        """What there is of each quotation.

        Raises:
            OSError: an article cannot be read.
        """
        keys = _keys(asked)
        having: list[list[str]] = [[] for _ in asked]
        postings = [array("I") for _ in keys.pairs]  # the articles that have each pair
        for number, (hits, pairs) in enumerate(self._scanned(asked, keys)):
            for one in hits:
                if len(having[one]) < MAX_FOUND:
                    having[one].append(self._articles[number])
            for pair in pairs:
                postings[pair].append(number)
        missing = [at for at, one in enumerate(asked) if not having[at] and not one.is_short]
        nearest = self._nearest([asked[at] for at in missing], keys, postings)
        near = dict(zip(missing, nearest, strict=True))
        return [Found(tuple(articles), near.get(at)) for at, articles in enumerate(having)]

    def _scanned(self, asked: Sequence[Asked], keys: _Keys) -> Iterator[tuple[list[int], list[int]]]:
        """For each article, the numbers of the quotations and of the pairs that it has."""

        def scan(chunk: Sequence[str]) -> bytes:
            found = []
            often: Counter[int] = Counter()
            for article in chunk:
                folded = self._read(article)
                hits: list[int] = []
                pairs: list[int] = []
                if folded is not None:
                    listed = _tokens(folded.text)
                    tokens = frozenset(listed)
                    for one in _candidates(keys, tokens):
                        if often[one] < MAX_FOUND and keys.of[one] <= tokens and has_all(folded, asked[one]):
                            hits.append(one)
                            often[one] += 1
                    pairs = [keys.pairs[pair] for pair in keys.pairs.keys() & set(pairwise(listed))]
                found.append((hits, pairs))
            return msgspec.msgpack.encode(found)

        chunks = [self._articles[at : at + _IN_CHUNK] for at in range(0, len(self._articles), _IN_CHUNK)]
        for number, data in enumerate(in_parallel(scan, chunks, self._jobs, fewest=2)):
            self._progress("reading articles", number, len(chunks))
            yield from msgspec.msgpack.decode(data, type=list[tuple[list[int], list[int]]])

    def _nearest(
        self, asked: Sequence[Asked], keys: _Keys, postings: Sequence[array[int]]
    ) -> Iterator[Near | None]:
        """The most similar place of each quotation; None if there is none."""

        def compare(one: Asked) -> bytes:
            best: Near | None = None
            for number in self._sharing(one, keys, postings):
                near = self._nearest_in(self._articles[number], one)
                if near is not None and (best is None or near.alike > best.alike):
                    best = near
            return msgspec.msgpack.encode(best)

        for number, data in enumerate(in_parallel(compare, list(asked), self._jobs, fewest=8)):
            self._progress("comparing", number, len(asked))
            yield msgspec.msgpack.decode(data, type=Near | None)

    def _sharing(self, one: Asked, keys: _Keys, postings: Sequence[array[int]]) -> list[int]:
        """The articles that share most of a quotation's rare pairs of words."""
        shared = [postings[keys.pairs[pair]] for pair in _pairs(one)]
        scores: dict[int, float] = defaultdict(float)
        room = MAX_POSTINGS
        for articles in sorted(shared, key=len):
            weight = math.log(1 + len(self._articles) / (len(articles) or 1))
            for article in articles[:room]:
                scores[article] += weight
            room = max(room - len(articles), 0)
        return sorted(scores, key=lambda article: (-scores[article], article))[:MAX_NEAR]

    def _nearest_in(self, article: str, one: Asked) -> Near | None:
        """The most similar place in an article to the first part that it lacks."""
        folded = self.read(article)
        if folded is None:
            return None
        missing = next((part for part in one.parts if next(folded.find(part.words), None) is None), None)
        if missing is None:  # All are there, in another order.
            span = next(folded.find(one.parts[0].words))
            return Near(article, folded.to_raw(span), (), 1)
        nearest = self._words(article).nearest(missing.words)
        if nearest is None or nearest.alike < MIN_ALIKE or nearest.shared < MIN_SHARED:
            return None
        differences = tuple(telling(nearest.differences, missing.words))
        return Near(article, folded.to_raw(nearest.span), differences, nearest.alike)

    def _read(self, article: str) -> Folded | None:
        text, _, _ = read_text(self._layout.seeds / article, article, MAX_ARTICLE_BYTES)
        return None if text is None else fold(text)

    def _words_of(self, article: str) -> WordIndex:
        folded = self.read(article)
        assert folded is not None, "only an article that can be read has a similar place"
        return WordIndex(folded)


def telling(differences: Sequence[tuple[str, str]], words: str) -> Iterator[tuple[str, str]]:
    """The differences without those of signs at both ends, which belong to the sentence that quotes."""
    for number, (ours, theirs) in enumerate(differences, start=1):
        told = theirs.lstrip(BEFORE) if number == 1 and words.startswith(ours) else theirs
        told = told.rstrip(BEHIND) if number == len(differences) and words.endswith(ours) else told
        if told != ours:
            yield ours, told


def has_all(folded: Folded, one: Asked) -> bool:
    """Whether a folded article has all parts of a quotation, one after the other."""
    at = 0
    for part in one.parts:
        found = next(folded.find(part.words, at), None)
        if found is None:
            return False
        at = found.end
    return True


def _keys(asked: Sequence[Asked]) -> _Keys:
    of = tuple(frozenset(token for part in one.parts for token in _sure_tokens(part.words)) for one in asked)
    by_first: dict[str, list[int]] = {}
    for number, tokens in enumerate(of):
        first = min(tokens, key=lambda token: (-len(token), token), default="")
        by_first.setdefault(first, []).append(number)
    pairs = sorted({pair for one in asked if not one.is_short for pair in _pairs(one)})
    return _Keys(of, by_first, {pair: number for number, pair in enumerate(pairs)})


def _candidates(keys: _Keys, tokens: frozenset[str]) -> Iterator[int]:
    """The quotations whose longest token is among those of an article."""
    yield from keys.by_first.get("", ())
    for token in tokens & keys.by_first.keys():
        yield from keys.by_first[token]


def _pairs(one: Asked) -> set[_Pair]:
    return {pair for part in one.parts for pair in pairwise(_tokens(part.words))}


def _tokens(words: str) -> list[str]:
    return _TOKEN.findall(words.casefold())


def _sure_tokens(words: str) -> Iterator[str]:
    """The tokens that an article has wherever it has these words.

    Only in scripts with case can the words not begin or end within a longer word of the article.
    """
    tokens = _tokens(words)
    for number, token in enumerate(tokens):
        if 0 < number < len(tokens) - 1 or token.isascii() or is_unspaced(token[0]):
            yield token

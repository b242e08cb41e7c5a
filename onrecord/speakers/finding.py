"""The speakers of an article: of its quotations, and of words outside quotation marks."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping

from onrecord.model import Article
from onrecord.speakers.chains import Chains
from onrecord.speakers.lexicon import english
from onrecord.speakers.speech import Speech
from onrecord.speakers.tokens import Tokens
from onrecord.text.spans import Span


class Finder:
    """Finds speakers in one article, a block at a time, when they are asked for.

    Args:
        article: the article.
        language: its language, as a BCP 47 tag; where the rules do not know it nothing is found.
    """

    def __init__(self, article: Article, language: str) -> None:
        self._article = article
        tongue = language.partition("-")[0].lower()
        self.chains = Chains(article, english()) if tongue == "en" else None

    def of_quotation(self, index: int) -> Speech | None:
        """Who speaks in a quotation, by its index in `article.quotations`."""
        if self.chains is None:
            return None
        for span in self._article.quotations[index].spans:
            block = self._article.block_at(span.start)
            tokens = self.chains.tokens(block)
            for number, quote in enumerate(tokens.quotes):
                if tokens.starts[quote] == span.start:
                    found = self.chains.speeches(block)[number]
                    if found is not None:
                        return found
        return None

    def quotation_at(self, position: int) -> int | None:
        """The index of the quotation that holds a position."""
        quotations = self._article.quotations
        index = bisect_right(quotations, position, key=lambda quotation: quotation.spans[0].start) - 1
        if index >= 0 and any(span.start <= position < span.end for span in quotations[index].spans):
            return index
        return None

    def tokens_at(self, span: Span) -> Tokens | None:
        """The tokens of the block that a span is in."""
        return self.chains.tokens(self._article.block_at(span.start)) if self.chains else None


def speakers_of(article: Article, language: str) -> Mapping[int, Speech]:
    """Every quotation, by its index in `article.quotations`, whose speaker the article tells."""
    finder = Finder(article, language)
    found = ((index, finder.of_quotation(index)) for index in range(len(article.quotations)))
    return {index: speech for index, speech in found if speech is not None}

"""Who is found to speak each quotation of an article, for measuring and for tests."""

from __future__ import annotations

from collections.abc import Mapping

from onrecord.model import Article
from onrecord.speakers.finding import Finder
from onrecord.speakers.speech import Speech


def speakers_of(article: Article, language: str) -> Mapping[int, Speech]:
    """Every quotation, by its index in `article.quotations`, whose speaker the article tells."""
    finder = Finder(article, language)
    found = ((index, finder.of_quotation(index)) for index in range(len(article.quotations)))
    return {index: speech for index, speech in found if speech is not None}

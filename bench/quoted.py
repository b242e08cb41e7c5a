"""The speakers that are found for an article's quotations, for benches and tests."""

from __future__ import annotations

from collections.abc import Mapping

from onrecord.record import Article
from onrecord.speakers.finding import Finder
from onrecord.speakers.speech import Speech


def speakers_of(article: Article, language: str) -> Mapping[int, Speech]:
    """The speakers by the quotation's index in `article.quotations`; unknown ones are left out."""
    finder = Finder(article, language)
    found = ((index, finder.of_quotation(index)) for index in range(len(article.quotations)))
    return {index: speech for index, speech in found if speech is not None}

"""Sentences that leave something open: what may happen, is considered, or was not said."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from onrecord.drafting.languages import has_lists, words_of_language
from onrecord.drafting.passages import Cutter, Passage
from onrecord.meaning.wordlists import sentences_of
from onrecord.record import Article
from onrecord.text.spans import Span

MAX_WORDS = 60


class Open(Struct, frozen=True):
    """A sentence that leaves something open.

    Attributes:
        passage: the sentence.
        sign: the words that say so.
    """

    passage: Passage
    sign: str
    line: int


def all_open(article: Article, language: str) -> Iterator[Open]:
    """The sentences of an article that leave something open; none in a language without word lists."""
    if not has_lists(language):
        return
    words, sentences, cutter = words_of_language(language), sentences_of(language), Cutter(article)
    for paragraph in article.paragraphs:
        end = paragraph.span.start
        for match in words.open.finditer(article.text, paragraph.span.start, paragraph.span.end):
            if match.start() < end:
                continue
            around = sentences.around(article.text, paragraph.span, Span(*match.span())).span
            end = around.end
            quoted = any(span.start <= match.start() < span.end for span in article.quoted)
            span = Span(around.start, end - (article.text[end - 1] == "."))
            passage = cutter.of(span)
            if quoted or passage is None or len(passage.text.split()) > MAX_WORDS:
                continue
            yield Open(passage, match.group(), article.line_at(match.start()))

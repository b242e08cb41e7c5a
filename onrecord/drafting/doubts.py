"""What looks wrong about an article that somebody has just saved."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from onrecord.articles.doubts import doubts_of
from onrecord.drafting.facts import ends_of
from onrecord.drafting.languages import words_of_language
from onrecord.drafting.yaml_text import one_line
from onrecord.record import Article
from onrecord.text.guessing import contradicts

# Lines at either end that may be the page's and not the article's.
_ENDS = 15
_SHORT = 150  # words; a page that shows less, and asks for money, shows only the beginning
_SHOWN = 60
_LINE_BREAK = re.compile(r"\r\n|[\r\n]")


class Doubt(Struct, frozen=True):
    """Something doubtful; line 0 is the whole text."""

    line: int
    message: str


def all_doubts(article: Article, language: str, said: str = "") -> list[Doubt]:
    """What is doubtful about a text, in the order of its lines.

    Args:
        article: the article.
        language: the language that the draft takes it for.
        said: the language that somebody, or the page, says it is in; empty if nobody does.
    """
    found = [*_of_language(article, said), *_of_stub(article, language), *_furniture(article, language)]
    found += [Doubt(problem.location.line, problem.message) for problem in doubts_of(article, article.file)]
    found += _twice(article)
    return sorted(set(found), key=lambda doubt: (doubt.line, doubt.message))


def _of_language(article: Article, said: str) -> Iterator[Doubt]:
    if said and contradicts(said, article.text):
        yield Doubt(0, f"the text does not seem to be in the language {said}")


def _of_stub(article: Article, language: str) -> Iterator[Doubt]:
    words = words_of_language(language)
    match = words.paywall.search(article.text)
    if match is not None:
        line = article.line_at(match.start())
        yield Doubt(line, f"“{one_line(match.group())}”: perhaps only the beginning of the article is here")
    elif len(article.text.split()) < _SHORT and article.text.rstrip().endswith(("...", "…", "[…]", "[...]")):
        yield Doubt(article.line_at(len(article.text.rstrip()) - 1), "the text breaks off here")


def _furniture(article: Article, language: str) -> Iterator[Doubt]:
    words = words_of_language(language)
    for number, line in ends_of(article.text, _ENDS, _ENDS):
        if len(line) <= 2 * _SHOWN and words.furniture.fullmatch(line):
            yield Doubt(number, f"“{line[:_SHOWN]}” looks like the page's and not the article's: remove it")


def _twice(article: Article) -> Iterator[Doubt]:
    """Entries of a live blog, or short paragraphs, that are there twice one after the other."""
    text, seen = article.text, dict[str, int]()
    line, counted = 1, 0
    for paragraph in article.paragraphs:
        words = one_line(article.words(paragraph.span))
        line += len(_LINE_BREAK.findall(text, counted, paragraph.span.start))
        counted = paragraph.span.start
        if words in seen and len(words.split()) >= 4 and len(words) < 60:
            yield Doubt(line, f"this paragraph is in line {seen[words]} already")
        seen.setdefault(words, line)

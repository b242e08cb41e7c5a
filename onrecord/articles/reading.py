"""Stage 1: the text of an article.

A seed is a plain-text file as it was published.  Nothing in it is changed: what is worked out
here (headline, standfirst, paragraphs, byline, quotations) are spans of the file's own
characters, counted in Unicode code points behind a byte order mark, line breaks as they are.
"""

from __future__ import annotations

from pathlib import Path

from onrecord.articles.blocks import ends_sentence, find_blocks
from onrecord.articles.bylines import find_byline
from onrecord.articles.quotations import read_marks
from onrecord.model import Article, Paragraph
from onrecord.problems import Problem
from onrecord.text.files import read_text

MAX_ARTICLE_BYTES = 20_000_000
MAX_STANDFIRST_CHARACTERS = 300


def read_article(seeds: Path, file: str) -> tuple[Article | None, list[Problem]]:
    """Read `file` in the folder `seeds`.

    Returns:
        The article, or None with the problems that say why there is none.
    """
    text, sha256, problems = read_text(seeds / file, f"{seeds.name}/{file}", MAX_ARTICLE_BYTES)
    return (None if text is None else parse_article(file, text, sha256)), problems


def parse_article(file: str, text: str, sha256: str = "") -> Article:
    """Find the parts of an article's text.  Any text that is not white space alone has a headline."""
    blocks = find_blocks(text)
    found = find_byline(text, blocks)
    byline = None
    if found:
        place, byline = found
        del blocks[place]
    headline, *rest = blocks
    standfirst = None
    if len(rest) > 1 and _is_standfirst(text[rest[0].start : rest[0].end]):
        standfirst = rest.pop(0)
    # No quotation runs on from the headline into the text below it.
    parts = [[headline], [standfirst] if standfirst else [], rest]
    return Article(
        file=file,
        sha256=sha256,
        text=text,
        headline=headline,
        standfirst=standfirst,
        paragraphs=tuple(Paragraph(number, span) for number, span in enumerate(rest, start=1)),
        byline=byline,
        quotations=read_marks(text, parts).quotations,
    )


def _is_standfirst(block: str) -> bool:
    """Whether a block is no full sentence; one that ends in a colon belongs to what follows."""
    return len(block) <= MAX_STANDFIRST_CHARACTERS and not ends_sentence(block) and block[-1] not in ":："

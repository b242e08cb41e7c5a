"""Stage 1: the text of an article.

A seed is a plain-text file as it was published.  Nothing in it is changed: what is worked out
here (headline, standfirst, paragraphs, byline, quotations) are spans of the file's own
characters, counted in Unicode code points behind a byte order mark, line breaks as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from onrecord.articles.quotations import find_quotations
from onrecord.model import Article, Byline, Paragraph
from onrecord.problems import Problem
from onrecord.text.files import read_text
from onrecord.text.spans import Span

MAX_ARTICLE_BYTES = 20_000_000
# A line is taken for wrapped by an editor program only where it was about to pass this width.
MAX_WRAP_WIDTH = 100
MAX_BYLINE_WORDS = 20
MAX_STANDFIRST_CHARACTERS = 300

_LINE = re.compile(r"[^\r\n\u2028\u2029\u0085]+")
_LINE_BREAK = re.compile(r"\r\n|[\r\n\u2028\u2029\u0085]")
_BYLINE = re.compile(
    r"\(?(?:(?i:by|words by|text by) (?=\W*[^\W\da-z_])"
    r"|(?i:(?:additional |with )?(?:reporting|writing|reported|written|story) by) )"
    r"(?P<names>[^;|)]+)"
)
_SENTENCE_END = re.compile(r"[.!?…。！？؟][\"'”’»)\]]*$")


def read_article(seeds: Path, file: str) -> tuple[Article | None, list[Problem]]:
    """Read `file` in the folder `seeds`.

    Returns:
        The article, or None with the problems that say why there is none.
    """
    text, sha256, problems = read_text(seeds / file, f"{seeds.name}/{file}", MAX_ARTICLE_BYTES)
    return (None if text is None else parse_article(file, text, sha256)), problems


def parse_article(file: str, text: str, sha256: str = "") -> Article:
    """Find the parts of an article's text.  Any text with a character to read has a headline."""
    blocks = list(_blocks(text))
    byline = None
    for position in _byline_places(len(blocks)):
        byline = _byline(text, blocks[position])
        if byline:
            del blocks[position]
            break
    headline, *rest = blocks
    standfirst = None
    if len(rest) > 1 and _is_standfirst(text[rest[0].start : rest[0].end]):
        standfirst = rest.pop(0)
    paragraphs = tuple(Paragraph(number, span) for number, span in enumerate(rest, start=1))
    body = (headline, *([standfirst] if standfirst else []), *rest)
    return Article(
        file=file,
        sha256=sha256,
        text=text,
        headline=headline,
        standfirst=standfirst,
        paragraphs=paragraphs,
        byline=byline,
        quotations=find_quotations(text, body),
    )


def _blocks(text: str) -> Iterator[Span]:
    """Headline, paragraphs and the like: each line, or each group of lines that was wrapped."""
    lines = [_strip(text, *match.span()) for match in _LINE.finditer(text)]
    width = max(line.end - line.start for line in lines)
    for group in _groups(text, [line for line in lines if line.start < line.end]):
        if width <= MAX_WRAP_WIDTH and _is_wrapped(text, group, width):
            yield Span(group[0].start, group[-1].end)
        else:
            yield from group


def _groups(text: str, lines: list[Span]) -> Iterator[list[Span]]:
    """Lines with no blank line between them."""
    group: list[Span] = []
    for line in lines:
        if group and len(_LINE_BREAK.findall(text, group[-1].end, line.start)) > 1:
            yield group
            group = []
        group.append(line)
    yield group


def _is_wrapped(text: str, group: list[Span], width: int) -> bool:
    """Whether a mail or editor program broke these lines: each was full, some within a sentence."""
    within_sentence = False
    for line, following in pairwise(group):
        first_word = text[following.start : following.end].split(maxsplit=1)[0]
        if line.end - line.start + 1 + len(first_word) <= width:
            return False
        within_sentence |= text[following.start].islower() and not _SENTENCE_END.search(
            text[line.start : line.end]
        )
    return within_sentence


def _strip(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _byline_places(blocks: int) -> Iterator[int]:
    """Where a byline may stand: under the headline or the standfirst, at the top, or at the end."""
    if blocks < 2:
        return
    yield from dict.fromkeys(place for place in (1, 2, blocks - 1, blocks - 2, 0) if 0 <= place < blocks)


def _byline(text: str, block: Span) -> Byline | None:
    line = text[block.start : block.end]
    match = _BYLINE.match(line)
    if not match or len(line.split()) > MAX_BYLINE_WORDS:
        return None
    if _SENTENCE_END.search(line) and not line.endswith((")", "Jr.", "Sr.")):
        # 'Reporting by A; editing by B.' closes with a full stop; 'By noon it was over.' is text.
        if ";" not in line and line.lower().startswith("by "):
            return None
        line = line.rstrip(".")
    names = re.sub(r"^by ", "", match["names"].strip(" .,"), flags=re.IGNORECASE)
    return Byline(block, " ".join(names.split()))


def _is_standfirst(block: str) -> bool:
    return len(block) <= MAX_STANDFIRST_CHARACTERS and not _SENTENCE_END.search(block)

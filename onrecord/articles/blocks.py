"""An article's lines become blocks: headline, paragraphs, byline.

Nearly every file has a paragraph a line, with or without blank lines between.  Some were broken
into lines of equal width by a mail or editor program; there a block is a group of lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from onrecord.text.spans import Span

# Only a line that was about to pass such a width is taken for one that a program broke.
WRAP_WIDTHS = range(50, 101)
# A longer run of lines begins with a headline and the text right below it.
MAX_HEADLINE_LINES = 3
MIN_INDENT = 2

_LINE = re.compile(r"[^\r\n\u2028\u2029\u0085]+")
_LINE_BREAK = re.compile(r"\r\n|[\r\n\u2028\u2029\u0085]")
_BULLET = re.compile(r"[-*•–·]\s|\d{1,3}[.)]\s")
_SENTENCE_END = re.compile(r"[.!?…。！？؟][\"'”’»«)\]]*$")


class _Line(Struct, frozen=True):
    """A line with something on it, without the white space around it.

    Attributes:
        indent: how many characters of white space stand before it.
    """

    span: Span
    indent: int

    @property
    def width(self) -> int:
        return self.indent + self.span.end - self.span.start


def find_blocks(text: str) -> list[Span]:
    """Headline, paragraphs and the like: each line, or each group of lines that was one."""
    groups = list(_groups(text, list(_lines(text))))
    width = max((line.width for group in groups for line in group), default=0)
    if not _is_wrapped(text, groups, width):
        return [line.span for group in groups for line in group]
    first = groups[0]
    if len(first) > MAX_HEADLINE_LINES and not text[first[1].span.start].islower():
        groups[:1] = [first[:1], first[1:]]
    return [block for group in groups for block in _join(text, group, width)]


def ends_sentence(block: str) -> bool:
    """Whether a block ends as a sentence does."""
    return bool(_SENTENCE_END.search(block, max(len(block) - 20, 0)))


def _lines(text: str) -> Iterator[_Line]:
    for match in _LINE.finditer(text):
        line = match.group()
        indent = len(line) - len(line.lstrip())
        if indent < len(line):
            start = match.start()
            yield _Line(Span(start + indent, start + len(line.rstrip())), indent)


def _groups(text: str, lines: Sequence[_Line]) -> Iterator[list[_Line]]:
    """Lines with no blank line between them."""
    group: list[_Line] = []
    for line in lines:
        if group and len(_LINE_BREAK.findall(text, group[-1].span.end, line.span.start)) > 1:
            yield group
            group = []
        group.append(line)
    yield group


def _is_wrapped(text: str, groups: Sequence[Sequence[_Line]], width: int) -> bool:
    """Whether a program broke this file's lines: they are full, and some end within a sentence."""
    if width not in WRAP_WIDTHS:
        return False
    pairs = [pair for group in groups for pair in pairwise(group)]
    full = [pair for pair in pairs if _is_full(text, *pair, width)]
    return len(full) * 3 >= len(pairs) and any(
        text[following.span.start].islower() and not ends_sentence(text[line.span.start : line.span.end])
        for line, following in full
    )


def _is_full(text: str, line: _Line, following: _Line, width: int) -> bool:
    """Whether the next line's first word had no room on this line."""
    first_word = text[following.span.start : following.span.end].split(maxsplit=1)[0]
    return line.width + 1 + len(first_word) > width


def _join(text: str, group: Sequence[_Line], width: int) -> Iterator[Span]:
    """The blocks of lines that follow one another without a blank line."""
    start = group[0].span.start
    for line, following in pairwise(group):
        indented = following.indent >= line.indent + MIN_INDENT
        if not _is_full(text, line, following, width) or (
            indented and not _BULLET.match(text, line.span.start)
        ):
            yield Span(start, line.span.end)
            start = following.span.start
    yield Span(start, group[-1].span.end)

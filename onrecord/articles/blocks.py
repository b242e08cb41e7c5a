"""Split an article's lines into blocks: headline, paragraphs, byline.

Nearly every file has one paragraph per line, with or without blank lines between them. Some were wrapped by a
mail program or an editor; there a block is a group of lines. The wrap width is found from lines that were
clearly wrapped; longer lines, such as headlines and addresses, do not count.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate, islice, pairwise

from msgspec import Struct

from onrecord.text.sentence_ends import ALL, GREEK_QUESTION_MARK
from onrecord.text.spans import Span
from onrecord.text.words import is_unspaced

# A line shorter than these widths is not taken for wrapped. Below the usual widths (verse), and in scripts
# without small letters, more lines are needed as evidence.
WRAP_WIDTHS = range(30, 201)
MIN_USUAL_WIDTH = 50
MIN_BROKEN = 4
# The share of wrapped-looking lines that must agree on a width, and the share of all lines that must be full.
MIN_AGREEING = 2 / 3
MIN_FULL = 1 / 3
# In a longer group of lines the first one is the headline, with the text right below it.
MAX_HEADLINE_LINES = 3
MIN_INDENT = 2

# So many lines tell how a file was wrapped.
MAX_PAIRS = 20_000

_LINE = re.compile(r"[^\r\n\u2028\u2029\u0085]+")
_LINE_BREAK = re.compile(r"\r\n|[\r\n\u2028\u2029\u0085]")
_BULLET = re.compile(r"[-*•–·]\s|\d{1,3}[.)]\s")
_BLOCK_QUOTED = re.compile(r">\s")
_END_OF_BLOCK = 20  # characters that decide whether a block ends a sentence
_SENTENCE_END = re.compile(rf"(?:[{ALL}]|{GREEK_QUESTION_MARK})[\"'”’»«)\]]*$")


class _Line(Struct, frozen=True, gc=False):
    """A line with something on it, without the white space around it.

    Attributes:
        indent: the number of white-space characters before it.
    """

    span: Span
    indent: int

    @property
    def width(self) -> int:
        return self.indent + self.span.end - self.span.start


def find_blocks(text: str) -> list[Span]:
    """The blocks of a text: single lines, or groups of lines that a program wrapped."""
    lines = list(_lines(text))
    if "\u2028" in text or "\x85" in text:
        lines = list(_without_soft_breaks(text, lines))
    groups = list(_groups(text, lines))
    width = _wrap_width(text, groups)
    if width is None and ">" not in text:
        return [line.span for line in lines]
    first = groups[0]
    if width and len(first) > MAX_HEADLINE_LINES and not text[first[1].span.start].islower():
        groups[:1] = [first[:1], first[1:]]
    return [block for group in groups for block in _join(text, group, width)]


def is_block_quotation(text: str, block: Span) -> bool:
    """Whether a block is a quotation as in mail and Markdown: each line begins with >."""
    return text.startswith(">", block.start) and bool(_BLOCK_QUOTED.match(text, block.start))


def ends_sentence(block: str) -> bool:
    """Whether a block ends as a sentence does."""
    return bool(_SENTENCE_END.search(block, max(len(block) - _END_OF_BLOCK, 0)))


def _lines(text: str) -> Iterator[_Line]:
    for match in _LINE.finditer(text):
        line = match.group()
        words = line.strip()
        if words:
            indent = 0 if len(words) == len(line) else len(line) - len(line.lstrip())
            start = match.start() + indent
            yield _Line(Span(start, start + len(words)), indent)


def _groups(text: str, lines: Sequence[_Line]) -> Iterator[list[_Line]]:
    """The groups of lines between blank lines."""
    group: list[_Line] = []
    for line in lines:
        if group:
            start, end = group[-1].span.end, line.span.start
            if end - start > 1 and len(_LINE_BREAK.findall(text, start, end)) > 1:
                yield group
                group = []
        group.append(line)
    yield group


def _without_soft_breaks(text: str, lines: Sequence[_Line]) -> Iterator[_Line]:
    """Join lines that U+2028 LINE SEPARATOR or U+0085 breaks within a paragraph.

    In a text with other line breaks, U+2028 always is inside a paragraph. In a text without, and for U+0085,
    which comes from other encodings, only a break within a sentence is.
    """
    has_others = re.search(r"[\n\r\u2029]", text) is not None
    held: _Line | None = None
    for number, line in enumerate(lines):
        if held is not None:
            between = text[held.span.end : line.span.start].strip(" \t\u00a0")
            # A slice of all of it would be copied again for each line that is joined.
            end = text[max(held.span.start, held.span.end - _END_OF_BLOCK) : held.span.end]
            goes_on = text[line.span.start].islower() and not ends_sentence(end)
            if (between == "\u2028" and has_others and number > 1) or (
                between in ("\u2028", "\x85") and goes_on
            ):
                held = _Line(Span(held.span.start, line.span.end), held.indent)
                continue
            yield held
        held = line
    if held is not None:
        yield held


def _wrap_width(text: str, groups: Sequence[Sequence[_Line]]) -> int | None:
    """The width at which a program wrapped this file, in characters; None if it is not wrapped.

    Each clearly wrapped line gives bounds: its own length, and its length with the next word. The width is
    the one that fits the most lines.
    """
    pairs = list(islice((pair for group in groups for pair in pairwise(group)), MAX_PAIRS))
    cased = [pair for pair in pairs if _is_broken(text, *pair)]
    broken = cased or [pair for pair in pairs if _may_be_broken(text, *pair)]
    if not broken:
        return None
    changes: Counter[int] = Counter()
    for line, following in broken:
        changes[line.width] += 1
        changes[line.width + 1 + len(_first_word(text, following))] -= 1
    widths = sorted(changes)
    allowed = list(accumulate(changes[width] for width in widths))
    agreeing = max(allowed)
    at = allowed.index(agreeing)
    # Any width up to the next change fits as well; the longest line below it decides.
    end = widths[at + 1] if at + 1 < len(widths) else widths[at] + 1
    width = max([widths[at], *(line.width for line, _ in pairs if line.width < end)])
    if width not in WRAP_WIDTHS or agreeing < MIN_AGREEING * len(broken):
        return None
    if (width < MIN_USUAL_WIDTH or not cased) and agreeing < MIN_BROKEN:
        return None
    full = sum(1 for pair in pairs if pair[0].width <= width and _is_full(text, *pair, width))
    return width if full >= MIN_FULL * len(pairs) else None


def _is_broken(text: str, line: _Line, following: _Line) -> bool:
    """Whether a sentence goes on, with a small letter, on the next line."""
    return text[following.span.start].islower() and not ends_sentence(text[line.span.start : line.span.end])


def _may_be_broken(text: str, line: _Line, following: _Line) -> bool:
    """As `_is_broken`, for scripts without small letters."""
    first = text[following.span.start]
    return (
        first.isalpha()
        and first.lower() == first.upper()
        and not ends_sentence(text[line.span.start : line.span.end])
    )


def _first_word(text: str, line: _Line) -> str:
    """The text that did not fit on the line before: a word, or a character in a script without spaces."""
    if is_unspaced(text[line.span.start]):
        return text[line.span.start : line.span.start + 2]
    return text[line.span.start : line.span.end].split(maxsplit=1)[0]


def _is_full(text: str, line: _Line, following: _Line, width: int) -> bool:
    """Whether the next line's first word had no room on this line."""
    return line.width + 1 + len(_first_word(text, following)) > width


def _goes_on(text: str, line: _Line, following: _Line, width: int) -> bool:
    """Whether a line and the next one were one before a program broke it."""
    if line.width <= width:
        return _is_full(text, line, following, width)
    # A line longer than the width is one long word, or was never wrapped.
    words = text[line.span.start : line.span.end].split(maxsplit=1)
    return len(words) == 1 or _is_broken(text, line, following)


def _join(text: str, group: Sequence[_Line], width: int | None) -> Iterator[Span]:
    """The blocks of lines that follow one another without a blank line."""
    start = group[0].span.start
    for line, following in pairwise(group):
        quoted = [bool(_BLOCK_QUOTED.match(text, one.span.start)) for one in (line, following)]
        indented = following.indent >= line.indent + MIN_INDENT and not _BULLET.match(text, line.span.start)
        wrapped = width is not None and not indented and _goes_on(text, line, following, width)
        if not (all(quoted) or (wrapped and not any(quoted))):
            yield Span(start, line.span.end)
            start = following.span.start
    yield Span(start, group[-1].span.end)

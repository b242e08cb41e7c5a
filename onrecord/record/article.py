"""Stage 1: the text of a source, with its parts."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from functools import cached_property
from typing import Literal

from msgspec import Struct

from onrecord.text.spans import Span

_LINE_BREAK = re.compile("\r\n|[\n\r]")


class Quotation(Struct, frozen=True, array_like=True):
    """A quotation, quotation marks included.

    Attributes:
        spans: one span, or one per paragraph of a quotation over several.
    """

    spans: tuple[Span, ...]


class Paragraph(Struct, frozen=True, array_like=True):
    """A paragraph of an article's body, numbered from 1."""

    number: int
    span: Span


class Byline(Struct, frozen=True, array_like=True):
    """The line that names an article's authors.

    Attributes:
        names: as written, without the parts in the other attributes.
        agency: their employer, if the line names one; else empty.
        place: the place they write from, likewise.
    """

    span: Span
    names: str
    agency: str | None = None
    place: str | None = None


class Turn(Struct, frozen=True, array_like=True):
    """A paragraph of a transcript: the speaker's name before the colon, and the words after it."""

    name: Span
    words: Span


SourceKind = Literal["article", "transcript", "statement"]


class Article(Struct, frozen=True, array_like=True, dict=True):
    """The text of a source, with its parts.

    Attributes:
        file: its path inside ``seeds/``.
        sha256: of the file's bytes, in hexadecimal.
        text: its characters, without a byte order mark.
        headline: the first block; empty if the editor gives another headline, which is not in the file.
        standfirst: the line under the headline that is not yet a paragraph.
        quotations: the outermost ones, in the article's order. In a transcript they include the speakers'
            words; in a statement, everything is one.
        kind: article, transcript or statement, as the editor says.
        given_headline: the editor's headline, if there is one.
        turns: the turns of a transcript, in order.
        unpaired: the places of quotation marks without a partner, in order.
        marks_unread: whether there are so many quotation marks that they were ignored.
    """

    file: str
    sha256: str
    text: str
    headline: Span
    standfirst: Span | None
    paragraphs: tuple[Paragraph, ...]
    byline: Byline | None
    quotations: tuple[Quotation, ...]
    kind: SourceKind = "article"
    given_headline: str | None = None
    turns: tuple[Turn, ...] = ()
    unpaired: tuple[int, ...] = ()
    marks_unread: bool = False

    @property
    def title(self) -> str:
        """The headline that pages show, on one line."""
        return self.given_headline or " ".join(self.words(self.headline).split())

    @property
    def has_headline(self) -> bool:
        """Whether the headline is in the text."""
        return self.headline.start < self.headline.end

    @cached_property
    def blocks(self) -> tuple[Span, ...]:
        """The headline (if it is in the text), standfirst and paragraphs, in this order.

        Computed once: every name and every passage is looked up in them.
        """
        top = (self.headline,) if self.has_headline else ()
        if self.standfirst is not None:
            top = (*top, self.standfirst)
        return (*top, *(paragraph.span for paragraph in self.paragraphs))

    @cached_property
    def _starts(self) -> list[int]:
        return [block.start for block in self.blocks]

    @cached_property
    def stretches(self) -> tuple[Span, ...]:
        """The blocks and the byline, in the order of the text."""
        return tuple(sorted([*self.blocks, self.byline.span] if self.byline else self.blocks))

    @cached_property
    def quoted(self) -> tuple[Span, ...]:
        """The spans of all quotations, in the order of the text."""
        return tuple(sorted(span for quotation in self.quotations for span in quotation.spans))

    def words(self, span: Span) -> str:
        """The characters of a span."""
        return self.text[span.start : span.end]

    def block_at(self, position: int) -> int:
        """The index in `blocks` of the block at a position, or of the last one that begins before it."""
        return max(bisect_right(self._starts, position) - 1, 0)

    def line_at(self, position: int) -> int:
        """The line of the file that a position is on, counted from 1."""
        return bisect_right(self._line_starts, position) + 1

    @cached_property
    def _line_starts(self) -> array[int]:
        """Where each line after the first begins."""
        return array("Q", (match.end() for match in _LINE_BREAK.finditer(self.text)))

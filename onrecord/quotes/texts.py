"""The text whose quotations are checked: paragraphs and block quotations, with their places in its file."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from pathlib import PurePath
from typing import Any

import pyromark
from msgspec import Struct
from selectolax.lexbor import LexborHTMLParser, LexborNode

from onrecord.articles.blocks import ends_sentence, find_blocks, is_block_quotation
from onrecord.text.spans import Span

_LINE = re.compile(r"[^\r\n]+")
_LINE_BREAK = re.compile(r"\r\n|[\n\r]")
_HTML_NAMES, _MARKDOWN_NAMES = (".html", ".htm", ".xhtml"), (".md", ".markdown")
_PAGE = re.compile(r"\s*(?:<\?xml[^>]{0,200}>\s*)?<(?:!doctype html|html|head|body)\b", re.IGNORECASE)
# Markdown in pasted text: *emphasis*, and [the words of a link](address).
_MARKUP = "*_]"
_RUN = re.compile(r"\*+|_+")
_LINK = re.compile(r"\[([^\[\]]{1,1000})\]\([^()\s]{0,2000}\)")
_TAG = re.compile(r"<[^<>]{0,2000}>")
# The last paragraph or line of a block quotation that names whose words they are.
_ATTRIBUTION = re.compile(r"[\u2013\u2014\u2015]|--?\s")
_QUOTED_LINE = re.compile(r"[ \t]*>[ \t]?")
MAX_ATTRIBUTION = 120
# Elements whose text is not part of what a page says.
_UNSEEN = frozenset("head script style template noscript code kbd samp textarea select svg math".split())
_INLINE = frozenset(
    "a abbr b bdi bdo cite data del dfn em font i ins label mark q s small span strong sub sup time tt u var"
    " wbr".split()
)
_BLOCKS = frozenset(("Paragraph", "Heading", "Item", "CodeBlock", "HtmlBlock"))


class Written(Struct, frozen=True):
    """A text without its markup.

    Attributes:
        text: its words.
        paragraphs: those outside block quotations, in order.
        set_off: the block quotations, each as its paragraphs, without the line that names the source.
        origins: where stretches of `text` begin in it and in the file, as pairs in order, for places in the
            file; empty if both are the same; None if the file's markup has no such places (HTML).
        breaks: where each line of the file after the first begins.
    """

    text: str
    paragraphs: tuple[Span, ...]
    set_off: tuple[tuple[Span, ...], ...] = ()
    origins: tuple[tuple[int, int], ...] | None = ()
    breaks: array[int] = array("Q")

    def place(self, at: int) -> tuple[int, int] | None:
        """The line and the column in the file, from 1, of a position in `text`; None if unknown."""
        if self.origins is None:
            return None
        if self.origins:
            begin, origin = self.origins[max(bisect_right(self.origins, (at, len(self.text))) - 1, 0)]
            at = origin + at - begin
        line = bisect_right(self.breaks, at)
        return line + 1, at - (self.breaks[line - 1] if line else 0) + 1


def read_written(text: str, name: str) -> Written:
    """Read a text: HTML and Markdown by the ending of its name, HTML also by how it begins, else plain text.

    Args:
        text: its characters.
        name: of its file; empty for pasted text.
    """
    ending = PurePath(name).suffix.lower()
    if ending in _HTML_NAMES or _PAGE.match(text):
        return _of_html(text)
    return _of_markdown(text) if ending in _MARKDOWN_NAMES else read_plain(text)


def read_plain(text: str) -> Written:
    """Plain text, which may be pasted Markdown, with > before quoted lines; its paragraphs as in articles.

    Besides, a line that goes on with a small letter on the next one is one paragraph with it.
    """
    plain, origins = _without_markup(text)
    if not plain.strip():
        return Written("", ())
    paragraphs: list[Span] = []
    set_off: list[tuple[Span, ...]] = []
    for block in _joined(plain, find_blocks(plain)):
        if not is_block_quotation(plain, block):
            paragraphs.append(block)
        elif parts := tuple(_without_attribution(plain, list(_quoted_paragraphs(plain, block)))):
            set_off.append(parts)
    return Written(plain, tuple(paragraphs), tuple(set_off), origins, _breaks(text))


def _without_markup(text: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """A text without Markdown's signs of emphasis and links, and where its stretches begin in both texts."""
    if not any(map(text.__contains__, _MARKUP)):
        return text, ()
    cuts = sorted([*_emphasis(text), *_links(text)])
    pieces: list[str] = []
    origins: list[tuple[int, int]] = []
    done = length = 0
    for cut in [*cuts, Span(len(text), len(text))]:
        if done <= cut.start:
            origins.append((length, done))
            pieces.append(text[done : cut.start])
            length += cut.start - done
        done = max(done, cut.end)
    return "".join(pieces), tuple(origins)


def _emphasis(text: str) -> Iterator[Span]:
    """The runs of * and _ that open emphasis or close it, in pairs on one line."""
    waiting: dict[str, list[Span]] = {}
    line_end = -1
    for run in _RUN.finditer(text):
        begin, end = run.span()
        if begin > line_end:
            waiting, line_end = {}, text.find("\n", begin)
            line_end = len(text) if line_end < 0 else line_end
        before, after = text[begin - 1 : begin], text[end : end + 1]
        opened = waiting.setdefault(run.group(), [])
        if opened and before and not before.isspace() and not after.isalnum():
            yield opened.pop()
            yield Span(begin, end)
        elif after and not after.isspace() and not before.isalnum():
            opened.append(Span(begin, end))


def _links(text: str) -> Iterator[Span]:
    """The parts of links around their words."""
    for link in _LINK.finditer(text):
        yield Span(link.start(), link.start(1))
        yield Span(link.end(1), link.end())


def _joined(text: str, blocks: Sequence[Span]) -> Iterator[Span]:
    """The blocks; two on neighbouring lines are one if a sentence goes on with a small letter."""
    held: Span | None = None
    for block in blocks:
        if (
            held is not None
            and text[block.start].islower()
            and len(_LINE_BREAK.findall(text, held.end, block.start)) == 1
            and not ends_sentence(text[held.start : held.end])
            and not is_block_quotation(text, held)
        ):
            held = Span(held.start, block.end)
            continue
        if held is not None:
            yield held
        held = block
    if held is not None:
        yield held


def _quoted_paragraphs(text: str, block: Span) -> Iterator[Span]:
    """The paragraphs of a block quotation: between its empty lines; the last line apart if it is a source."""
    start = end = -1
    lines = list(_LINE.finditer(text, block.start, block.end))
    for number, line in enumerate(lines):
        sign = _QUOTED_LINE.match(text, line.start(), line.end())
        begin = sign.end() if sign else line.start()
        is_source = number == len(lines) - 1 and bool(_ATTRIBUTION.match(text[begin : line.end()].lstrip()))
        if (not text[begin : line.end()].strip() or is_source) and start >= 0:
            yield Span(start, end)
            start = -1
        if text[begin : line.end()].strip():
            start, end = (begin, line.end()) if start < 0 else (start, line.end())
    if start >= 0:
        yield Span(start, end)


def _without_attribution(text: str, parts: list[Span]) -> list[Span]:
    """The paragraphs of a block quotation without a last one that only names the source."""
    if len(parts) > 1:
        last = text[parts[-1].start : parts[-1].end].strip()
        if len(last) <= MAX_ATTRIBUTION and _ATTRIBUTION.match(last):
            return parts[:-1]
    return parts


def _breaks(text: str) -> array[int]:
    return array("Q", (match.end() for match in _LINE_BREAK.finditer(text)))


class _Builder:
    """Puts the text of a file with markup together, block by block."""

    def __init__(self) -> None:
        self._done: list[str] = []
        self._block: list[str] = []
        self._start = self._length = self._depth = 0
        self._paragraphs: list[Span] = []
        self._set_off: list[tuple[Span, ...]] = []
        self._group: list[Span] = []
        self._origins: list[tuple[int, int]] = []

    def add(self, words: str, origin: int = 0) -> None:
        """Add words to the block; `origin` is their place in the file."""
        self._origins.append((self._length, origin))
        self._block.append(words)
        self._length += len(words)

    def end_block(self) -> None:
        """End the block, if it has any words."""
        words = "".join(self._block)
        inside = words.strip()
        if inside:
            begin = self._start + words.index(inside)
            block = Span(begin, begin + len(inside))
            (self._group if self._depth else self._paragraphs).append(block)
        self._done += (words, "\n")
        self._length += 1
        self._block, self._start = [], self._length

    def open_quotation(self) -> None:
        """Begin a block quotation."""
        self.end_block()
        self._depth += 1

    def close_quotation(self) -> None:
        """End a block quotation; those inside it are part of it."""
        self.end_block()
        self._depth = max(self._depth - 1, 0)
        if not self._depth and self._group:
            self._set_off.append(tuple(self._group))
            self._group = []

    def written(self, breaks: array[int] | None) -> Written:
        """The text; `breaks` are the line breaks of the file, None if places in it are unknown."""
        self.end_block()
        self._depth = 1
        self.close_quotation()
        text = "".join(self._done)
        set_off = (tuple(_without_attribution(text, list(parts))) for parts in self._set_off)
        origins = None if breaks is None else tuple(self._origins)
        return Written(text, tuple(self._paragraphs), tuple(set_off), origins, breaks or array("Q"))


def _of_markdown(text: str) -> Written:
    """Markdown, without code; line breaks inside a paragraph are spaces."""
    builder, data = _Builder(), text.encode()
    seen = at = 0  # bytes, and the characters that they are
    in_code = False
    events: Any = pyromark.events_with_range(text)
    for event, place in events:
        if place["start"] > seen:
            at += len(data[seen : place["start"]].decode())
            seen = place["start"]
        kind: str
        value: Any
        kind, value = next(iter(event.items())) if isinstance(event, dict) else (event, "")
        if kind == "Text" and not in_code:
            builder.add(value, at)
        elif kind in ("SoftBreak", "HardBreak"):
            builder.add(" ", at)
        elif kind == "Html":
            builder.add(_TAG.sub(" ", value), at)
        elif kind in ("Start", "End"):
            name = value if isinstance(value, str) else next(iter(value))
            if name == "CodeBlock":
                in_code = kind == "Start" and value["CodeBlock"] != "Indented"
            if name == "BlockQuote":
                (builder.open_quotation if kind == "Start" else builder.close_quotation)()
            elif name in _BLOCKS:
                builder.end_block()
    return builder.written(_breaks(text))


def _of_html(text: str) -> Written:
    """HTML as browsers parse it, without scripts, code and what is hidden by its element."""
    builder = _Builder()
    body = LexborHTMLParser(text).body
    waiting: list[tuple[LexborNode, bool]] = [(body, False)] if body else []
    while waiting:
        node, is_end = waiting.pop()
        tag = str(node.tag)
        if tag == "-text":
            builder.add(_LINE_BREAK.sub(" ", node.text(deep=False)))
        elif is_end:
            _close(builder, tag)
        elif tag not in _UNSEEN and not tag.startswith("-") and "hidden" not in node.attributes:
            _open(builder, tag)
            waiting.append((node, True))
            waiting += [(below, False) for below in node.iter(include_text=True)][::-1]
    return builder.written(None)


def _open(builder: _Builder, tag: str) -> None:
    if tag == "blockquote":
        builder.open_quotation()
    elif tag == "q":
        builder.add("“")
    elif tag == "br":
        builder.add(" ")
    elif tag not in _INLINE:
        builder.end_block()


def _close(builder: _Builder, tag: str) -> None:
    if tag == "blockquote":
        builder.close_quotation()
    elif tag == "q":
        builder.add("”")
    elif tag not in _INLINE and tag != "br":
        builder.end_block()

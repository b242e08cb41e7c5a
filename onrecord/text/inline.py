"""An editor's inline Markdown: emphasis, code, links and paragraphs; everything else is text."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import markdown
import nh3

from onrecord.text.escaping import SCHEMES, Markdown, code, escape, marked, url, visible

# Text without these has no markup.
_MARKUP = re.compile(r"[\\`*_\[<&]|  \n")
# A text with more of them is no editor's: its markup is text.
MAX_LENGTH, MAX_BRACKETS, MAX_BACKTICKS, MAX_OTHERS = 20_000, 200, 400, 1_000
_PARAGRAPHS = re.compile(r"\n *\n")


def inline(text: str) -> Markdown:
    """An editor's inline Markdown, as safe Markdown.

    The text is converted to HTML, cleaned by nh3's allow-list, and written as Markdown again, so that all
    markup on the page is written here.
    """
    paragraphs = _prose(text)
    if paragraphs is not None:
        return Markdown("\n\n".join(map(escape, paragraphs)))
    writer = _Writer()
    writer.feed(_clean_html(text))
    writer.close()
    return Markdown(writer.markdown())


def plain(text: str) -> str:
    """The words of an editor's inline Markdown, without markup, on one line."""
    paragraphs = _prose(text)
    if paragraphs is not None:
        words = " ".join(paragraphs)
        return words if words.isprintable() else visible(words)
    reader = _Reader()
    reader.feed(_clean_html(text))
    reader.close()
    return visible(" ".join("".join(reader.words).split()))


def links(text: str) -> list[str]:
    """The addresses that an editor's inline Markdown links to."""
    if ("[" not in text and "<" not in text) or _is_beyond_reason(text):
        return []
    reader = _Reader()
    reader.feed(_inline_converter().convert(text))
    reader.close()
    return reader.links


def _prose(text: str) -> list[str] | None:
    """The paragraphs of a text, each on one line; None if it may have markup."""
    may_have_markup = _MARKUP.search(text) or not text.replace("\n", " ").isprintable()
    if may_have_markup and not _is_beyond_reason(text):
        return None
    paragraphs = (" ".join(paragraph.split()) for paragraph in _PARAGRAPHS.split(text))
    return [paragraph for paragraph in paragraphs if paragraph]


def _is_beyond_reason(text: str) -> bool:
    """Whether a text has so much markup that it is shown as it is written.

    Python-Markdown looks for the end of each bracket in the whole text, and so would take minutes for a few
    thousand of them; and for each other mark, too, it copies the text.
    """
    return (
        len(text) > MAX_LENGTH
        or text.count("[") > MAX_BRACKETS
        or text.count("`") > MAX_BACKTICKS
        or sum(map(text.count, "*_<&\\")) > MAX_OTHERS
    )


def _clean_html(text: str) -> str:
    return nh3.clean(
        _inline_converter().convert(text),
        tags={"p", "em", "strong", "code", "a", "br"},
        attributes={"a": {"href"}},
        url_schemes=SCHEMES,
        link_rel=None,
    )


_converter: markdown.Markdown | None = None


def _inline_converter() -> markdown.Markdown:
    """Python-Markdown with paragraphs as its only blocks, and without raw HTML."""
    global _converter  # noqa: PLW0603 - made once: building the parser takes longer than using it
    if _converter is None:
        _converter = markdown.Markdown()
        _converter.preprocessors.deregister("html_block")
        _converter.inlinePatterns.deregister("html")
        for pattern in ("reference", "short_reference", "image_link", "image_reference", "short_image_ref"):
            _converter.inlinePatterns.deregister(pattern)
        for block in ("indent", "code", "hashheader", "setextheader", "hr", "olist", "ulist", "quote"):
            _converter.parser.blockprocessors.deregister(block)
        _converter.parser.blockprocessors.deregister("reference")
    return _converter.reset()


class _Reader(HTMLParser):
    """Collects the words and the links of clean HTML."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.links += [value or "" for name, value in attrs if name == "href"]

    def handle_data(self, data: str) -> None:
        self.words.append(data)


class _Writer(HTMLParser):
    """Writes clean HTML as Markdown."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._paragraphs: list[str] = []
        # The output of each open element, the outermost first.
        self._open: list[list[str]] = [[]]
        self._targets: list[str] = []
        self._in_code = False

    def markdown(self) -> str:
        self._end_paragraph()
        return "\n\n".join(self._paragraphs)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self._open[-1].append(" ")
        elif tag != "p":
            self._open.append([])
            self._in_code = tag == "code"
            if tag == "a":
                self._targets.append(dict(attrs).get("href") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "p":
            self._end_paragraph()
        else:
            self._in_code = False
            written = "".join(self._open.pop())
            words = written.strip()
            before, _, after = written.partition(words) if words else ("", "", written)
            self._open[-1] += [before, self._written(tag, words, before), after]

    def handle_data(self, data: str) -> None:
        self._open[-1].append(data if self._in_code else escape(data))

    def _written(self, tag: str, words: str, before: str) -> str:
        """The words of an element, with its marks right beside them."""
        if tag == "a":
            target = self._targets.pop()
            return f"[{words}]({url(target)})" if words and target else words
        if not words:
            return ""
        before = "".join([*self._open[-1], before])
        if tag == "code":  # Markdown readers disagree about adjacent marks.
            return f"<code>{escape(words)}</code>" if before.endswith("`") else code(words)
        return marked(tag, words, before, after="x")  # The next text is not known yet.

    def _end_paragraph(self) -> None:
        paragraph = "".join(self._open[0]).strip()
        if paragraph:
            self._paragraphs.append(paragraph)
        self._open[0].clear()

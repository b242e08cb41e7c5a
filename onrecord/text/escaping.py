"""Escaping: the one place where text becomes Markdown.

What comes from an article or from YAML is text.  Templates write it with `{{ … }}`, and Jinja
hands it to `escape`; only a `Markdown` passes as it is.  The rules are those on which
Python-Markdown, with any of its usual extensions, and CommonMark agree.
"""

from __future__ import annotations

import re
import unicodedata
from html.parser import HTMLParser
from typing import ClassVar

import markdown
import nh3

_BLANKS = re.compile(r"[ \t\n\r\f\v\u0085\u2028\u2029]+")
_ALWAYS = re.compile(r"[\\`*_\[\]{}]")
_ENTITY = re.compile(r"&(?=[#\w])")
_STRUCK = re.compile(r"~(?=~)|(?<=~)~")
# What is a sign of a block at the start of a line: headings, lists, quotes, rules, fences, tables,
# definitions, admonitions.  A backslash goes before the sign, or behind a list's number.
_BLOCK_START = re.compile(r"( ?)(?=[#+>!-])|( ?\d+)(?=[.)])")
_OTHER_BLOCK_START = re.compile(r"( ?)([=:~?^])")
# At a line's end: of a heading; before a link the sign of an image.
_END = re.compile(r"[#!](?= ?$)")
_LINK_UNSAFE = re.compile(r"[\s\\`*\[\]{}()<>\"'|\u0000-\u001f\u007f]")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_SCHEMES = {"http", "https", "mailto"}


class Markdown(str):
    """Text that is Markdown already and is written as it is."""

    __slots__ = ()

    def __html__(self) -> Markdown:
        """The protocol by which Jinja knows text that is escaped already."""
        return self


def escape(text: object) -> Markdown:
    """Any value as Markdown that shows its text, on one line, and does nothing else."""
    if hasattr(text, "__html__"):  # Markdown, or what a macro put together of it.
        return Markdown(text)
    line = _shown(_BLANKS.sub(" ", str(text)))
    line = _ALWAYS.sub(r"\\\g<0>", line)
    line = _ENTITY.sub("&amp;", line).replace("<", "&lt;").replace("|", "&#124;")
    line = _STRUCK.sub("&#126;", line)
    line = _END.sub(r"\\\g<0>", line)
    line = _BLOCK_START.sub(r"\g<0>\\", line, count=1) if _BLOCK_START.match(line) else line
    other = _OTHER_BLOCK_START.match(line)
    if other:
        line = f"{other[1]}&#{ord(other[2])};{line[other.end() :]}"
    return Markdown(line)


def _shown(text: str) -> str:
    """Control characters and halves of pairs have no place on a page; others stay."""
    return "".join(
        "\ufffd" if not c.isprintable() and unicodedata.category(c) in ("Cc", "Cs") else c for c in text
    )


def url(address: str) -> Markdown:
    """An address between the round brackets of a link; of one that could run a script, a dead end."""
    quoted = _LINK_UNSAFE.sub(
        lambda match: "".join(f"%{byte:02X}" for byte in match.group().encode()), address
    )
    scheme = _SCHEME.match(quoted)
    if scheme and scheme[1].lower() not in _SCHEMES:
        quoted = quoted.replace(":", "%3A", 1)
    return Markdown(quoted.replace("&", "&amp;"))


def code(text: str) -> Markdown:
    """A code span."""
    line = _shown(_BLANKS.sub(" ", text))
    if not line.strip():
        return Markdown(line)
    longest = max((len(run) for run in re.findall("`+", line)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if line[:1] == "`" or line[-1:] == "`" else ""
    return Markdown(f"{fence}{pad}{line}{pad}{fence}")


def inline(text: str) -> Markdown:
    """An editor's inline Markdown (emphasis, code, links, paragraphs), with all else as text.

    The text is converted to HTML, cleaned by nh3's allow-list, and written as Markdown again, so
    that nothing reaches a page but what this function itself wrote.
    """
    writer = _Writer()
    writer.feed(_clean_html(text))
    writer.close()
    return Markdown(writer.markdown())


def plain(text: str) -> str:
    """The words of an editor's inline Markdown, without markup, on one line."""
    reader = _Reader()
    reader.feed(_clean_html(text))
    reader.close()
    return _shown(" ".join("".join(reader.words).split()))


def links(text: str) -> list[str]:
    """The addresses that an editor's inline Markdown links to."""
    reader = _Reader()
    reader.feed(_inline_converter().convert(text))
    reader.close()
    return reader.links


def _clean_html(text: str) -> str:
    return nh3.clean(
        _inline_converter().convert(text),
        tags={"p", "em", "strong", "code", "a", "br"},
        attributes={"a": {"href"}},
        url_schemes=_SCHEMES,
        link_rel=None,
    )


_converter: markdown.Markdown | None = None


def _inline_converter() -> markdown.Markdown:
    """Python-Markdown without blocks other than paragraphs, and without raw HTML."""
    global _converter  # noqa: PLW0603 - made once: building the parser costs more than using it
    if _converter is None:
        _converter = markdown.Markdown()
        _converter.preprocessors.deregister("html_block")
        _converter.inlinePatterns.deregister("html")
        for pattern in ("image_link", "image_reference", "short_image_ref"):
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

    _MARKS: ClassVar = {"em": "*", "strong": "**"}

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._paragraphs: list[str] = []
        # What was written in each element that is open, the outermost first.
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
            self._open[-1] += [before, self._marked(tag, words, before), after]

    def handle_data(self, data: str) -> None:
        self._open[-1].append(data if self._in_code else escape(data))

    def _marked(self, tag: str, words: str, before: str) -> str:
        """The words of an element with its marks, which touch them."""
        if tag == "a":
            target = self._targets.pop()
            return f"[{words}]({url(target)})" if words and target else words
        if not words:
            return ""
        # Where marks touch marks, Markdown's readers differ on which belong together.
        touching = "" if before else "".join(self._open[-1])[-1:]
        if tag == "code":
            return f"<code>{escape(words)}</code>" if touching == "`" else code(words)
        if touching == "*" or "*" in words.replace("\\*", ""):
            return f"<{tag}>{words}</{tag}>"
        return f"{self._MARKS[tag]}{words}{self._MARKS[tag]}"

    def _end_paragraph(self) -> None:
        paragraph = "".join(self._open[0]).strip()
        if paragraph:
            self._paragraphs.append(paragraph)
        self._open[0].clear()

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
_ALWAYS = re.compile(r"[\\`*_\[\]{}|]")
_ENTITY = re.compile(r"&(?=[#\w])")
_STRUCK = re.compile(r"~(?=~)|(?<=~)~")
# What is a sign of a block at the start of a line: headings, lists, quotes, rules, fences, tables,
# definitions, admonitions.
_BLOCK_START = re.compile(r"[#+>!-]|\d+(?=[.)])")
_OTHER_BLOCK_START = re.compile(r"[=:~?^]")
_LINK_UNSAFE = re.compile(r"[\s\\`*\[\]{}()<>\"'|\u0000-\u001f]")
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
    line = _BLANKS.sub(" ", str(text))
    line = "".join(c if c.isprintable() else _printable(c) for c in line)
    line = _ALWAYS.sub(r"\\\g<0>", line)
    line = _ENTITY.sub("&amp;", line).replace("<", "&lt;")
    line = _STRUCK.sub("&#126;", line)
    if line.endswith(("#", "!")):  # A heading's end; before a link the sign of an image.
        line = f"{line[:-1]}\\{line[-1]}"
    start = _BLOCK_START.match(line)
    if start:
        line = f"\\{line}" if start.end() == 1 and not line[0].isdigit() else _escape_number(line)
    elif _OTHER_BLOCK_START.match(line):
        line = f"&#{ord(line[0])};{line[1:]}"
    return Markdown(line)


def _escape_number(line: str) -> str:
    """`1.` begins a list: escape the sign behind the number."""
    return re.sub(r"^(\d+)([.)])", r"\1\\\2", line)


def _printable(character: str) -> str:
    """Control characters and halves of pairs have no place on a page; others stay."""
    return "\ufffd" if unicodedata.category(character) in ("Cc", "Cs") else character


def url(address: str) -> Markdown:
    """An address between the round brackets of a link."""
    quoted = _LINK_UNSAFE.sub(
        lambda match: "".join(f"%{byte:02X}" for byte in match.group().encode()), address
    )
    return Markdown(quoted.replace("&", "&amp;"))


def code(text: str) -> Markdown:
    """A code span."""
    line = "".join(c if c.isprintable() else _printable(c) for c in _BLANKS.sub(" ", text))
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
    words = re.sub(r"</p>\s*<p>", " ", _clean_html(text))
    reader = _Reader()
    reader.feed(words)
    reader.close()
    return " ".join("".join(reader.words).split())


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
        self._out: list[str] = []
        self._targets: list[str] = []
        self._code: list[str] | None = None

    def markdown(self) -> str:
        paragraphs = "".join(self._out).split("\n\n")
        return "\n\n".join(part.strip() for part in paragraphs if part.strip())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self._targets.append(dict(attrs).get("href") or "")
            self._out.append("[" if self._targets[-1] else "")
        elif tag == "code":
            self._code = []
        else:
            self._out.append(self._MARKS.get(tag, " " if tag == "br" else ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._targets:
            target = self._targets.pop()
            self._out.append(f"]({url(target)})" if target else "")
        elif tag == "code" and self._code is not None:
            self._out.append(code("".join(self._code)))
            self._code = None
        else:
            self._out.append("\n\n" if tag == "p" else self._MARKS.get(tag, ""))

    def handle_data(self, data: str) -> None:
        if self._code is not None:
            self._code.append(data)
        elif data.strip():
            at_start = not self._out or self._out[-1].endswith(("\n\n", "\n"))
            self._out.append(escape(data if not at_start else data.lstrip()))
        else:
            self._out.append(" " if data and not data.startswith("\n") else "")

"""Escaping: the only place where text becomes Markdown.

Everything from an article or from YAML is text. Templates write it with `{{ … }}`, and Jinja calls `escape`,
which leaves only `Markdown` unchanged. The result means the same to CommonMark and to Python-Markdown with
any of its usual extensions.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from urllib.parse import quote

# Most texts match this, and are not changed.
_PLAIN = re.compile(r"(?! ?(?:[#+>!=:?^-]|\d+[.)]))[^\\`*_\[\]{}&<|~]*(?<![#!])(?<![#!] )")
_BLANKS = re.compile(r"[ \t\n\r\f\v\u0085\u2028\u2029]+")
_ALWAYS = re.compile(r"[\\`*_\[\]{}]")
_ENTITY = re.compile(r"&(?=[#\w])")
# Signs that begin a block at the start of a line: headings, lists, quotes, rules, fences, tables,
# definitions, admonitions. The backslash goes before the sign, or after the number of a list.
_BLOCK_START = re.compile(r"( ?)(?=[#+>!-])|( ?\d+)(?=[.)])")
_OTHER_BLOCK_START = re.compile(r"( ?)([=:?^])")
# At the end of a line: # may close a heading; ! before a link makes an image.
_END = re.compile(r"[#!](?= ?$)")
# Python-Markdown strips them from the ends of a block; CommonMark does not.
_SPACES = " \xa0\u1680\u2000-\u200a\u202f\u205f\u3000"
_EDGE = re.compile(f"^[{_SPACES}]+|[{_SPACES}]+$")
# Longer texts are on few pages, so they are not cached.
_SHORT = 300
_PLAIN_ADDRESS = re.compile(r"[\w./#-]*", re.ASCII)  # the usual form
_IN_LINKS = "!#$%&+,-./:;=?@_~"  # besides letters and digits
_NO_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")
_EDGE_SPACE = re.compile(r"^(\s*)(.*?)(\s*)$", re.DOTALL)
_TEMPLATE = re.compile(r"\{(?=[{%#])|(?<=[}%#])\}")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
SCHEMES = {"http", "https", "mailto"}
_MARKS = {"em": "*", "strong": "**"}


class Markdown(str):
    """Text that is already Markdown; written unchanged."""

    __slots__ = ()

    def __html__(self) -> Markdown:
        """The protocol by which Jinja recognises escaped text."""
        return self


def escape(text: object) -> Markdown:
    """Any value as Markdown that only shows its text, on one line."""
    if isinstance(text, Markdown):
        return text
    if type(text) is str and len(text) <= _SHORT:
        return _escaped(text)
    if hasattr(text, "__html__"):  # The result of a macro.
        return Markdown(text)
    line = str(text)
    return _escaped(line) if len(line) <= _SHORT else _escaped.__wrapped__(line)


@lru_cache(4096)
def _escaped(line: str) -> Markdown:
    """`escape` for a text, cached: names and titles occur many times."""
    if line.isprintable() and "  " not in line and _PLAIN.fullmatch(line):
        return Markdown(line)
    line = on_one_line(line)
    line = _ALWAYS.sub(r"\\\g<0>", line)
    line = _ENTITY.sub("&amp;", line).replace("<", "&lt;").replace("|", "&#124;")
    # Python-Markdown reads a bracket and a colon as the end of a reference's name, even after a backslash.
    line = line.replace("~", "&#126;").replace("\\]:", "&#93;:")
    if line.endswith("\\]") and "[" not in line:  # The colon may come from the template.
        line = f"{line[:-2]}&#93;"
    line = _END.sub(r"\\\g<0>", line)
    if line.endswith("\\"):  # At the end of a cell it would escape the next sign.
        line = f"{line[:-2]}&#92;"
    line = _BLOCK_START.sub(r"\g<0>\\", line, count=1) if _BLOCK_START.match(line) else line
    other = _OTHER_BLOCK_START.match(line)
    if other:
        line = f"{other[1]}&#{ord(other[2])};{line[other.end() :]}"
    return Markdown(_EDGE.sub(_kept, line))


def visible(text: str) -> str:
    """A text with control characters and lone surrogates replaced by U+FFFD."""
    if text.isprintable():
        return text
    return "".join(
        "\ufffd" if not c.isprintable() and unicodedata.category(c) in ("Cc", "Cs") else c for c in text
    )


def _kept(edge: re.Match[str]) -> str:
    """Character references for unusual spaces, so that they are kept at a text's ends."""
    return "".join(c if c == " " else f"&#{ord(c)};" for c in edge[0])


def strong(text: str, before: str = "", after: str = "") -> Markdown:
    """Text in strong emphasis; white space at its ends is outside of the marks.

    Args:
        text: the text.
        before: what is written before it on the line.
        after: what is written after it.
    """
    match = _EDGE_SPACE.match(text)
    left, words, right = map(escape, match.groups() if match else ("", text, ""))
    if not words:
        return escape(text)
    return Markdown(f"{left}{marked('strong', words, before + left, right + after)}{right}")


def marked(tag: str, words: str, before: str, after: str) -> str:
    """Words in emphasis: with HTML tags where Markdown readers disagree about marks.

    Args:
        tag: `em` or `strong`.
        words: Markdown, without white space at its ends.
        before: what is written before it on the line.
        after: what is written after it.
    """
    begins = words[0].isalnum() or before[-1:] in ("", " ")
    ends = words[-1].isalnum() or after[:1] in ("", *" .,;:!?)")
    touching = "*" in (before[-1:], after[:1])
    if not begins or not ends or touching or "*" in words.replace("\\*", ""):
        return f"<{tag}>{words}</{tag}>"
    return f"{_MARKS[tag]}{words}{_MARKS[tag]}"


def url(address: str) -> Markdown:
    """An address for the round brackets of a link; one that could run a script is made harmless."""
    if _PLAIN_ADDRESS.fullmatch(address):
        return Markdown(address)
    quoted = _NO_ESCAPE.sub("%25", quote(address, safe=_IN_LINKS, errors="replace"))
    scheme = _SCHEME.match(quoted)
    if scheme and scheme[1].lower() not in SCHEMES:
        quoted = quoted.replace(":", "%3A", 1)
    return Markdown(quoted.replace("&", "&amp;"))


def html(text: str) -> Markdown:
    """Text for an HTML element in which Markdown is not read; line breaks are kept.

    Braces are escaped for MkDocs plug-ins that look for `{{` in pages.
    """
    is_plain = text.replace("\n", "").isprintable()
    shown = text if is_plain else "\n".join(map(visible, text.split("\n")))
    shown = shown.replace("&", "&amp;").replace("<", "&lt;")
    return Markdown(_TEMPLATE.sub(lambda sign: f"&#{ord(sign[0])};", shown) if "{" in shown else shown)


def on_one_line(text: str) -> str:
    """A text for one line of a page: runs of white space are one space, control characters are U+FFFD."""
    return visible(_BLANKS.sub(" ", text))


def code(text: str) -> Markdown:
    """A code span."""
    line = on_one_line(text)
    if not line.strip():
        return Markdown(line)
    # Markdown readers disagree about spaces at its ends, and some find elements and references in it.
    if "<" in line or "]:" in line or line != line.strip():
        return Markdown(f"<code>{escape(line)}</code>")
    longest = max((len(run) for run in re.findall("`+", line)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if line[:1] == "`" or line[-1:] == "`" else ""
    return Markdown(f"{fence}{pad}{line}{pad}{fence}")

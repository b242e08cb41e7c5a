"""Escaping: the one place where text becomes Markdown.

What comes from an article or from YAML is text.  Templates write it with `{{ … }}`, and Jinja
hands it to `escape`; only a `Markdown` passes as it is.  The rules are those on which
Python-Markdown, with any of its usual extensions, and CommonMark agree.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from urllib.parse import quote

# Most texts are like this, and stay as they are.
_PLAIN = re.compile(r"(?! ?(?:[#+>!=:?^-]|\d+[.)]))[^\\`*_\[\]{}&<|~]*(?<![#!])(?<![#!] )")
_BLANKS = re.compile(r"[ \t\n\r\f\v\u0085\u2028\u2029]+")
_ALWAYS = re.compile(r"[\\`*_\[\]{}]")
_ENTITY = re.compile(r"&(?=[#\w])")
# What is a sign of a block at the start of a line: headings, lists, quotes, rules, fences, tables,
# definitions, admonitions.  A backslash goes before the sign, or after a list's number.
_BLOCK_START = re.compile(r"( ?)(?=[#+>!-])|( ?\d+)(?=[.)])")
_OTHER_BLOCK_START = re.compile(r"( ?)([=:?^])")
# At a line's end: of a heading; before a link the sign of an image.
_END = re.compile(r"[#!](?= ?$)")
# Python-Markdown takes them off the ends of a block, and CommonMark does not.
_SPACES = " \xa0\u1680\u2000-\u200a\u202f\u205f\u3000"
_EDGE = re.compile(f"^[{_SPACES}]+|[{_SPACES}]+$")
# Longer texts stand on few pages, and are not kept.
_SHORT = 300
_PLAIN_ADDRESS = re.compile(r"[\w./#-]*", re.ASCII)  # as nearly all are
_IN_LINKS = "!#$%&+,-./:;=?@_~"  # besides letters and digits
_NO_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")
_EDGE_SPACE = re.compile(r"^(\s*)(.*?)(\s*)$", re.DOTALL)
_TEMPLATE = re.compile(r"\{(?=[{%#])|(?<=[}%#])\}")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
SCHEMES = {"http", "https", "mailto"}
_MARKS = {"em": "*", "strong": "**"}


class Markdown(str):
    """Text that is Markdown already and is written as it is."""

    __slots__ = ()

    def __html__(self) -> Markdown:
        """The protocol by which Jinja knows text that is escaped already."""
        return self


def escape(text: object) -> Markdown:
    """Any value as Markdown that shows its text, on one line, and does nothing else."""
    if isinstance(text, Markdown):
        return text
    if type(text) is str and len(text) <= _SHORT:
        return _escaped(text)
    if hasattr(text, "__html__"):  # What a macro put together of Markdown.
        return Markdown(text)
    line = str(text)
    return _escaped(line) if len(line) <= _SHORT else _escaped.__wrapped__(line)


@lru_cache(4096)
def _escaped(line: str) -> Markdown:
    """A text as `escape` writes it; names and titles stand on a page many times."""
    if line.isprintable() and "  " not in line and _PLAIN.fullmatch(line):
        return Markdown(line)
    line = on_one_line(line)
    line = _ALWAYS.sub(r"\\\g<0>", line)
    line = _ENTITY.sub("&amp;", line).replace("<", "&lt;").replace("|", "&#124;")
    # Python-Markdown takes a bracket and a colon for the end of a reference's name, backslash or not.
    line = line.replace("~", "&#126;").replace("\\]:", "&#93;:")
    if line.endswith("\\]") and "[" not in line:  # The colon may be a template's.
        line = f"{line[:-2]}&#93;"
    line = _END.sub(r"\\\g<0>", line)
    if line.endswith("\\"):  # At the end of a cell it would escape what comes after it.
        line = f"{line[:-2]}&#92;"
    line = _BLOCK_START.sub(r"\g<0>\\", line, count=1) if _BLOCK_START.match(line) else line
    other = _OTHER_BLOCK_START.match(line)
    if other:
        line = f"{other[1]}&#{ord(other[2])};{line[other.end() :]}"
    return Markdown(_EDGE.sub(_kept, line))


def visible(text: str) -> str:
    """Control characters and halves of pairs have no place on a page; others stay."""
    if text.isprintable():
        return text
    return "".join(
        "\ufffd" if not c.isprintable() and unicodedata.category(c) in ("Cc", "Cs") else c for c in text
    )


def _kept(edge: re.Match[str]) -> str:
    """Spaces other than the common one, so that they stay at a text's ends."""
    return "".join(c if c == " " else f"&#{ord(c)};" for c in edge[0])


def strong(text: str, before: str = "", after: str = "") -> Markdown:
    """Text in strong emphasis; the marks touch its words, white space stays outside.

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
    """Words in emphasis.  Where readers of Markdown differ on whether marks are marks, there are none.

    Args:
        tag: `em` or `strong`.
        words: as Markdown, without white space at its ends.
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
    """An address between the round brackets of a link; of one that could run a script, a dead end."""
    if _PLAIN_ADDRESS.fullmatch(address):
        return Markdown(address)
    quoted = _NO_ESCAPE.sub("%25", quote(address, safe=_IN_LINKS, errors="replace"))
    scheme = _SCHEME.match(quoted)
    if scheme and scheme[1].lower() not in SCHEMES:
        quoted = quoted.replace(":", "%3A", 1)
    return Markdown(quoted.replace("&", "&amp;"))


def html(text: str) -> Markdown:
    """Text inside an element of HTML, line by line, where Markdown is not read.

    Nothing in it is a template to those plug-ins of MkDocs that look for `{{` in pages.
    """
    is_plain = text.replace("\n", "").isprintable()
    shown = text if is_plain else "\n".join(map(visible, text.split("\n")))
    shown = shown.replace("&", "&amp;").replace("<", "&lt;")
    return Markdown(_TEMPLATE.sub(lambda sign: f"&#{ord(sign[0])};", shown) if "{" in shown else shown)


def on_one_line(text: str) -> str:
    """A text as a line of a page shows it: each run of white space a space, control characters U+FFFD."""
    return visible(_BLANKS.sub(" ", text))


def code(text: str) -> Markdown:
    """A code span."""
    line = on_one_line(text)
    if not line.strip():
        return Markdown(line)
    # Readers do not agree on spaces at its ends, and some look for elements and names of references in it.
    if "<" in line or "]:" in line or line != line.strip():
        return Markdown(f"<code>{escape(line)}</code>")
    longest = max((len(run) for run in re.findall("`+", line)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if line[:1] == "`" or line[-1:] == "`" else ""
    return Markdown(f"{fence}{pad}{line}{pad}{fence}")

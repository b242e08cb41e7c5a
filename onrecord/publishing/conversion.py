"""Convert the Markdown of generated pages to HTML as Python-Markdown does, in a fraction of its time.

pyromark reads CommonMark.  Two things that the program's templates use are missing there: attribute lists on
paragraphs, and ids for headings.  A small step before and one after pyromark add them.  Texts from people are
escaped, so an attribute list on a line of its own, and a `<` that opens markup, always come from a template.
`tests/test_conversion.py` compares the results with Python-Markdown's.

Only the Markdown of the program's own templates is supported: `knows_templates` recognizes them.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from functools import lru_cache
from hashlib import sha256
from itertools import chain, zip_longest
from pathlib import Path

import pyromark
from markdown.extensions.toc import slugify, unique
from msgspec import Struct

from onrecord.layout import PROGRAM

# The checksums of the templates whose pages give the same HTML both ways, as tests have shown.
COMPARED = PROGRAM / "templates" / "markdown" / "compared.sha256"

_OPTIONS = pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_HEADING_ATTRIBUTES
# Drawings and citations, which both converters leave unchanged.
_RAW_BLOCK = re.compile(r"\n<(figure|details)\b[^<]*(?:<(?!/\1>$)[^<]*)*</\1>$", re.MULTILINE)
_RAW_PLACE = re.compile(r"<!--(\d+)-->")
# On the line after a paragraph's last line; after a blank line both converters read it as text.
_ATTRIBUTE_LIST = re.compile(r"\n(?<!\n\n)(?<!\n>\n)[ >]*\{: ([^{}\n]*) \}$", re.MULTILINE)
_ATTRIBUTE = re.compile(r"#(?P<id>[\w-]+)|\.(?P<cls>[\w-]+)|(?P<name>[a-z]+)=(?P<value>[\w%-]+)")
_HEADING = re.compile(r"<h([1-6])((?: [^>]*)?)>(.*?)</h\1>")
_HREF = re.compile(r'<a href="([^"]*)"')
_ID = re.compile(r'<[a-zA-Z][^<>]* id="([^"]*)"')
_OWN_ID = re.compile(r'<(?:p|h[1-6])[^>]*? id="([^"]*)"')
_TAG = re.compile(r"<[^>]*>")


class NotRead(Exception):
    """The Markdown has something that this converter does not support."""


class Heading(Struct, frozen=True):
    """A heading.

    Attributes:
        level: 1 to 6.
        id: written in the Markdown, or made from the heading's words.
        name: its words, as HTML without elements.
    """

    level: int
    id: str
    name: str


class Converted(Struct, frozen=True):
    """A page as HTML, whose links still have the addresses of the Markdown.

    Attributes:
        pieces: the HTML before, between and after the start tags of the links; one more than there are links.
        links: the addresses of the links as in the Markdown, escaped for HTML.
        headings: in the page's order.
        ids: all ids on the page that links can lead to.
        begins_with_title: whether the page begins with a heading of the first level.
    """

    pieces: tuple[str, ...]
    links: tuple[str, ...]
    headings: tuple[Heading, ...]
    ids: frozenset[str]
    begins_with_title: bool

    def html(self, addresses: Iterable[str]) -> str:
        """The page with new addresses for its links, in their order; they must be escaped for HTML."""
        starts = (f'<a href="{address}"' for address in addresses)
        return "".join(chain.from_iterable(zip_longest(self.pieces, starts, fillvalue="")))


def convert(markdown: str) -> Converted:
    """Convert the Markdown of a page, without its front matter, to HTML.

    Raises:
        NotRead: an attribute list is in a place where the program's templates write none.
    """
    raw_blocks: list[str] = []

    def put_aside(block: re.Match[str]) -> str:
        raw_blocks.append(block[0].lstrip())
        return f"\n<!--{len(raw_blocks) - 1}-->"

    source = _RAW_BLOCK.sub(put_aside, markdown)
    source = _ATTRIBUTE_LIST.sub(lambda match: f" <?{_attributes(match[1])}?>", source)
    written = _with_attributes(pyromark.html(source, options=_OPTIONS))
    written, headings = _with_heading_ids(written)
    ids = chain(_ID.findall(written), *(_ID.findall(b) for b in raw_blocks if b.startswith("<figure")))
    pieces = _HREF.split(written)
    begins_with_title = written.startswith("<h1")
    if raw_blocks:
        pieces[::2] = [
            _RAW_PLACE.sub(lambda at: raw_blocks[int(at[1])], piece) if "<!--" in piece else piece
            for piece in pieces[::2]
        ]
    return Converted(tuple(pieces[::2]), tuple(pieces[1::2]), headings, frozenset(ids), begins_with_title)


@lru_cache(100)  # Most lists are one of a few classes.
def _attributes(listed: str) -> str:
    """An attribute list as HTML attributes, each after a space."""
    written = ""
    for word in listed.split(" "):
        attribute = _ATTRIBUTE.fullmatch(word)
        if attribute is None:
            raise NotRead(word)
        name = attribute["name"] or ("id" if attribute["id"] else "class")
        written += f' {name}="{attribute["value"] or attribute["id"] or attribute["cls"]}"'
    return written


def _with_attributes(written: str) -> str:
    """Move attributes from the ends of paragraphs into their start tags."""
    done: list[str] = []
    open_, *marked = written.split("<?")
    for piece in marked:
        attributes, _, after = piece.partition("?>")
        before, paragraph, words = open_.rpartition("<p>")
        if not paragraph or not after.startswith("</p>"):
            raise NotRead(attributes)
        done += [before, f"<p{attributes}>", words.rstrip(" ")]
        open_ = after
    return "".join([*done, open_])


def _with_heading_ids(written: str) -> tuple[str, tuple[Heading, ...]]:
    """Give headings without an id one from their words, as Python-Markdown's `toc` does."""
    used = set(_OWN_ID.findall(written))
    headings: list[Heading] = []

    def with_id(match: re.Match[str]) -> str:
        level, attributes, words = match.groups()
        own = _OWN_ID.match(match[0])
        name = " ".join(_TAG.sub("", words).split())
        id_ = own[1] if own else unique(slugify(html.unescape(name), "-"), used)
        headings.append(Heading(int(level), id_, name))
        return match[0] if own else f'<h{level} id="{id_}"{attributes}>{words}</h{level}>'

    return _HEADING.sub(with_id, written), tuple(headings)


def knows_templates(folders: Iterable[Path]) -> bool:
    """Whether tests have compared the results for all templates in these folders with Python-Markdown's.

    Raises:
        OSError: a template cannot be read.
    """
    known = set(COMPARED.read_text("utf-8").splitlines())
    return all(known.issuperset(template_sums(folder)) for folder in folders)


def template_sums(folder: Path) -> list[str]:
    """The checksums of a folder's templates, one line per template, as `sha256sum` writes them."""
    return [
        f"{sha256(path.read_text('utf-8', errors='replace').encode()).hexdigest()}  {path.name}"
        for path in sorted(folder.glob("*.j2"))
    ]

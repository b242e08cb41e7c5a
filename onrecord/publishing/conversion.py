"""The Markdown of generated pages becomes HTML, with the result that Python-Markdown gives, in a fraction
of its time.

pyromark reads CommonMark.  Where the program's templates write what only Python-Markdown reads (attribute
lists on paragraphs), or what both read but only Python-Markdown goes on with (the ids of headings), a small
step before and after makes up for it.  What texts bring is escaped, so a line of its own that is an
attribute list, and a `<` that opens markup, are always a template's.  `tests/test_conversion.py` holds the
two readings together.

It knows what the program's own templates write and no more: `knows_templates` tells them from others.
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

# The templates whose two readings were compared.
COMPARED = PROGRAM / "templates" / "markdown" / "compared.sha256"

_OPTIONS = pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_HEADING_ATTRIBUTES
# Drawings and citations, which both readings let through as they are.
_RAW_BLOCK = re.compile(r"\n<(figure|details)\b[^<]*(?:<(?!/\1>$)[^<]*)*</\1>$", re.MULTILINE)
_RAW_PLACE = re.compile(r"<!--(\d+)-->")
# On the line after its paragraph's last; a line of its own it is text to both.
_ATTRIBUTE_LIST = re.compile(r"\n(?<!\n\n)(?<!\n>\n)[ >]*\{: ([^{}\n]*) \}$", re.MULTILINE)
_ATTRIBUTE = re.compile(r"#(?P<id>[\w-]+)|\.(?P<cls>[\w-]+)|(?P<name>[a-z]+)=(?P<value>[\w%-]+)")
_HEADING = re.compile(r"<h([1-6])((?: [^>]*)?)>(.*?)</h\1>")
_HREF = re.compile(r'<a href="([^"]*)"')
_ID = re.compile(r'<[a-zA-Z][^<>]* id="([^"]*)"')
_OWN_ID = re.compile(r'<(?:p|h[1-6])[^>]*? id="([^"]*)"')
_TAG = re.compile(r"<[^>]*>")


class NotRead(Exception):
    """The Markdown has something that this reading does not know."""


class Heading(Struct, frozen=True):
    """A heading.

    Attributes:
        level: 1 to 6.
        id: its own, or made from its words.
        name: HTML without elements.
    """

    level: int
    id: str
    name: str


class Converted(Struct, frozen=True):
    """A page as HTML, but for where its links lead.

    Attributes:
        pieces: the HTML before, between and after the starts of the links; one more than there are links.
        links: the addresses as the Markdown has them, as they stand in HTML.
        headings: in the page's order.
        ids: all that can be linked to on the page.
        begins_with_title: whether a heading of the first level comes before anything else.
    """

    pieces: tuple[str, ...]
    links: tuple[str, ...]
    headings: tuple[Heading, ...]
    ids: frozenset[str]
    begins_with_title: bool

    def html(self, addresses: Iterable[str]) -> str:
        """The page with these addresses, escaped as in HTML, in the place of its links'."""
        starts = (f'<a href="{address}"' for address in addresses)
        return "".join(chain.from_iterable(zip_longest(self.pieces, starts, fillvalue="")))


def convert(markdown: str) -> Converted:
    """The Markdown of a page, without its front matter, as HTML.

    Raises:
        NotRead: an attribute list stands where the program's templates write none.
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


@lru_cache(100)  # Most are one of a few classes.
def _attributes(listed: str) -> str:
    """An attribute list as HTML has it: with a space before each."""
    written = ""
    for word in listed.split(" "):
        attribute = _ATTRIBUTE.fullmatch(word)
        if attribute is None:
            raise NotRead(word)
        name = attribute["name"] or ("id" if attribute["id"] else "class")
        written += f' {name}="{attribute["value"] or attribute["id"] or attribute["cls"]}"'
    return written


def _with_attributes(written: str) -> str:
    """Attributes that stand at the end of a paragraph become the paragraph's."""
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
    """Headings without an id get one from their words, as Python-Markdown's `toc` makes it."""
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
    """Whether all templates in these folders are such whose two readings were compared.

    Raises:
        OSError: a template cannot be read.
    """
    known = set(COMPARED.read_text("utf-8").splitlines())
    return all(known.issuperset(template_sums(folder)) for folder in folders)


def template_sums(folder: Path) -> list[str]:
    """The templates of a folder, a line each, as `sha256sum` writes them."""
    return [
        f"{sha256(path.read_text('utf-8', errors='replace').encode()).hexdigest()}  {path.name}"
        for path in sorted(folder.glob("*.j2"))
    ]

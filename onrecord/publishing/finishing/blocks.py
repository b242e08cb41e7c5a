"""The blocks of a page's Markdown, as templates write them, and what is added to them for the published page.

Blocks are apart by blank lines.  Texts are escaped, so whatever looks like a heading, a list, a quotation, an
element or a link here is a template's.
"""

from __future__ import annotations

import re

MARK = "<mark>"
# Of a mark whose position cannot be told: a passage without a name, and no page that has one is published.
NOWHERE = '<mark class="passage">'
_HEADING = re.compile(r"(#+) (.*?)(?: <a id=\"([\w-]+)\"></a>)?")
_PARTS = re.compile(r"\w+_(?:parts|by_year)")
_LIST_LINE = re.compile(r"\n[ >]*\{: (?P<list>[^{}\n]*) \}\Z")
_MARGIN = re.compile(r"[ >]*")
# A paragraph of a quotation: perhaps with a place that links lead to, and in a language that it tells.
_QUOTED = re.compile(
    r"(?P<margin>[ >]*)(?:<a id=\"(?P<id>[\w-]+)\"></a>)?"
    r"(?:<span (?P<language>lang=[\w-]+ dir=\w+)>(?P<said>.*)</span>|(?P<words>.*))"
)
_BETWEEN = re.compile(r"(\n *>\n)")


def level_of(block: str) -> int:
    """The level of a heading; 0 for anything else."""
    return len(block) - len(block.lstrip("#")) if block.startswith("#") else 0


def is_paragraph(block: str) -> bool:
    """Whether it is a paragraph of no list and no quotation."""
    return not block.startswith(("#", "- ", ">", "|", " ", "<figure"))


def is_quotation(block: str) -> bool:
    """Whether it quotes the article, in a list or not."""
    return block.startswith((">", "    >"))


def is_alone(before: str, after: str) -> bool:
    """Whether a paragraph between two blocks is all that its section has: why there is nothing in it."""
    return 0 < level_of(after) <= level_of(before) != 1


def heading(block: str) -> tuple[str, str]:
    """A heading with its id as an attribute list, and the id; of one without, as it is and nothing."""
    match = _HEADING.fullmatch(block)
    if match is None or match[3] is None:
        return block, ""
    parts = " .parts" if _PARTS.fullmatch(match[3]) else ""
    return f"{match[1]} {match[2]} {{: #{match[3]}{parts} }}", match[3]


def classed(block: str, name: str) -> str:
    """A paragraph with a class."""
    return _with(block, f".{name}")


def quoted(block: str, mark: str = MARK, basis: str = "") -> str:
    """A quotation whose marks say what they are, each of its paragraphs with a class for its basis.

    Args:
        block: the quotation, in a list or not.
        mark: the start tag of its marks.
        basis: the class; empty for none.
    """
    block = block.replace(MARK, mark)
    if "\n" not in block:  # as most are
        return _paragraph(block, basis)
    pieces = _BETWEEN.split(block)
    pieces[::2] = [_paragraph(piece, basis) for piece in pieces[::2]]
    return "".join(pieces)


def passage_mark(slug: str, id_: str, number: int) -> str:
    """The start tag around a passage's words."""
    return f'<mark class="passage" data-passage="{slug}#{id_}/{number}">'


def excerpt_mark(number: int) -> str:
    """The start tag around an excerpt of the source."""
    return f'<mark class="excerpt" data-excerpt="{number}">'


def _paragraph(text: str, basis: str) -> str:
    found = _QUOTED.fullmatch(text)
    if found is None:  # a template of one's own
        return classed(text, basis) if basis else text
    given = [f"#{found['id']}" if found["id"] else "", f".{basis}" if basis else "", found["language"]]
    text = f"{found['margin']}{found['words'] if found['language'] is None else found['said']}"
    attributes = " ".join(filter(None, given))
    return _with(text, attributes) if attributes else text


def _with(block: str, given: str) -> str:
    """A paragraph with an attribute list, or with more in the one that it has."""
    there = _LIST_LINE.search(block) if block.endswith(" }") else None
    if there:
        return f"{block[: there.start('list')]}{given} {block[there.start('list') :]}"
    margin = _MARGIN.match(block)
    return f"{block}\n{margin[0] if margin else ''}{{: {given} }}"

"""Recognize the blocks of a page's Markdown, and add attributes to them for the published page.

Blocks are separated by blank lines.  Texts from people are escaped, so everything that looks like a heading,
a list, a quotation, an element or a link comes from a template.
"""

from __future__ import annotations

import re

MARK = "<mark>"
# The start tag of a mark whose position is unknown; a page with such a passage is never published.
NOWHERE = '<mark class="passage">'
_PLACE = re.compile(r" <a id=\"([\w-]+)\"></a>")
# The class of a heading of a list, by its id: links to parts, short lists of links, questions.
_LISTS = re.compile(
    r"(?P<parts>\w+_(?:parts|by_year))|(?P<jumps>by_(?:issue|outlet))"
    r"|(?P<asked>on_[\w-]+|without_issue\w*|(?:newest|oldest)_questions)"
)
_LIST_LINE = re.compile(r"\n[ >]*\{: (?P<list>[^{}\n]*) \}\Z")
_MARGIN = re.compile(r"[ >]*")
# A paragraph of a quotation: it may have an id, and a language.
_QUOTED = re.compile(
    r"(?P<margin>[ >]*)(?:<a id=\"(?P<id>[\w-]+)\"></a>)?"
    r"(?:<span (?P<language>lang=[\w-]+ dir=\w+)>(?P<said>.*)</span>|(?P<words>.*))"
)
_BETWEEN = re.compile(r"(\n *>\n)")


def level_of(block: str) -> int:
    """The level of a heading; 0 for anything else."""
    return len(block) - len(block.lstrip("#")) if block.startswith("#") else 0


def is_paragraph(block: str) -> bool:
    """Whether it is a paragraph outside of lists and quotations."""
    return not block.startswith(("#", "- ", ">", "|", " ", "<figure"))


def is_quotation(block: str) -> bool:
    """Whether it quotes the article, in a list or not."""
    return block.startswith((">", "    >"))


def is_alone(before: str, after: str) -> bool:
    """Whether a paragraph is all that its section has, such as 'There are no open questions'.

    Args:
        before: the block before it.
        after: the block after it.
    """
    return 0 < level_of(after) <= level_of(before) != 1


def heading(block: str) -> tuple[str, str]:
    """A heading with its id as an attribute list, and the id; the unchanged block and '' if it has none."""
    end = block.rfind(" <a id=")
    match = _PLACE.fullmatch(block, end) if end > 0 and level_of(block) and "\n" not in block else None
    if match is None:
        return block, ""
    of_list = _LISTS.fullmatch(match[1])
    class_ = f" .{of_list.lastgroup}" if of_list else ""
    return f"{block[:end]} {{: #{match[1]}{class_} }}", match[1]


def classed(block: str, name: str) -> str:
    """Add a class to a paragraph."""
    return _with(block, f".{name}")


def quoted(block: str, mark: str = MARK, basis: str = "") -> str:
    """Replace the start tags of a quotation's marks, and add the class of a basis to its paragraphs.

    Args:
        block: the quotation, in a list or not.
        mark: the new start tag of its marks.
        basis: the class; empty for none.
    """
    block = block.replace(MARK, mark)
    if "\n" not in block:  # The usual case: one paragraph.
        return _paragraph(block, basis)
    pieces = _BETWEEN.split(block)
    pieces[::2] = [_paragraph(piece, basis) for piece in pieces[::2]]
    return "".join(pieces)


def passage_name(slug: str, id_: str, number: int) -> str:
    """The name of a passage of a position or a question; its number is 0 for a gist."""
    return f"{slug}#{id_}/{number}"


def passage_mark(slug: str, id_: str, number: int) -> str:
    """The start tag around a passage's words."""
    return f'<mark class="passage" data-passage="{passage_name(slug, id_, number)}">'


def with_passage_marks(text: str, slug: str, id_: str, number: int = 1) -> str:
    """Passages of one position on one line, with the start tags of their marks.

    Args:
        text: the line.
        slug: the briefing's slug.
        id_: the position's id.
        number: of the first passage; 0 for a gist.
    """
    written: list[str] = []
    for at, piece in enumerate(text.split(MARK)):
        if at:
            # The paragraphs of one passage are separated only by a space.
            number += at > 1 and not written[-1].endswith("</mark> ")
            written.append(passage_mark(slug, id_, number))
        written.append(piece)
    return "".join(written)


def excerpt_mark(number: int) -> str:
    """The start tag around an excerpt of the source."""
    return f'<mark class="excerpt" data-excerpt="{number}">'


def _paragraph(text: str, basis: str) -> str:
    found = _QUOTED.fullmatch(text)
    if found is None:  # from a template of the site's own
        return classed(text, basis) if basis else text
    given = [f"#{found['id']}" if found["id"] else "", f".{basis}" if basis else "", found["language"]]
    text = f"{found['margin']}{found['words'] if found['language'] is None else found['said']}"
    attributes = " ".join(filter(None, given))
    return _with(text, attributes) if attributes else text


def _with(block: str, given: str) -> str:
    """Add an attribute list to a paragraph, or attributes to the list that it has."""
    there = _LIST_LINE.search(block) if block.endswith(" }") else None
    if there:
        return f"{block[: there.start('list')]}{given} {block[there.start('list') :]}"
    margin = _MARGIN.match(block)
    return f"{block}\n{margin[0] if margin else ''}{{: {given} }}"

"""A briefing's page as plain Markdown: `briefs/<slug>.md` on the site, beside the page.

It is made of the Markdown that templates wrote.  What only the conversion to HTML reads goes: the front
matter, attribute lists, drawings (a list says the same in words), the boxes for citing, which have files of
their own.  The cited words keep their `<mark>`.  Links lead to the pages as they are published.  Texts are
escaped, so whatever looks like an element, an attribute list or a link here is a template's.
"""

from __future__ import annotations

import posixpath
import re

from onrecord.addresses import BRIEFINGS
from onrecord.fields import SLUG

_TWIN = re.compile(rf"briefs/{SLUG.pattern}\.md")
_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n+", re.DOTALL)
_BLOCK = re.compile(r"\n<(figure|details)\b[^<]*(?:<(?!/\1>$)[^<]*)*</\1>$", re.MULTILINE)
_LIST_LINE = re.compile(r"\n[ >]*\{: [^{}\n]* \}$", re.MULTILINE)
_LIST_AT_END = re.compile(r" \{: [^{}\n]* \}$", re.MULTILINE)
_MARK = re.compile(r"<mark [^<>]*>")
# A bracket with a backslash before it is a text's; two backslashes are a text's own one.
_LINK = re.compile(r"(?P<end>(?<!\\)(?:\\\\)*\]\()(?:(?P<page>[^()\s:#]*)\.md(?=[)#])|(?=#))")
_BLANK_LINES = re.compile(r"\n{3,}")


def has_twin(path: str) -> bool:
    """Whether a generated page is published as plain Markdown, too: the pages of briefings are."""
    return _TWIN.fullmatch(path) is not None and path != BRIEFINGS


def plain_markdown(path: str, markdown: str) -> str:
    """The page without what people do not read.

    Args:
        path: of the page, in site_src.
        markdown: as a template wrote it, with its front matter.
    """
    text = _BLOCK.sub("", _FRONT_MATTER.sub("", markdown))
    text = _LIST_AT_END.sub("", _LIST_LINE.sub("", text))
    text = _MARK.sub("<mark>", text)
    own = posixpath.basename(path).removesuffix(".md")
    text = _LINK.sub(lambda link: f"{link['end']}{link['page'] or own}.html", text)
    return _BLANK_LINES.sub("\n\n", text)

"""A briefing's page as plain Markdown: `briefs/<slug>.md` on the site, beside the page.

It is made from the rendered Markdown, without the parts that only the conversion to HTML needs: front matter,
attribute lists, drawings (a list says the same in words), and citations, which have their own files. The
cited words keep their `<mark>`. Links lead to the published pages. Texts are escaped, so everything that
looks like an element, an attribute list or a link comes from a template.
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
# A bracket after a backslash belongs to a text; two backslashes are a backslash in a text.
_LINK = re.compile(r"(?P<end>(?<!\\)(?:\\\\)*\]\()(?:(?P<page>[^()\s:#]*)\.md(?=[)#])|(?=#))")
_BLANK_LINES = re.compile(r"\n{3,}")


def has_twin(path: str) -> bool:
    """Whether a generated page is also published as plain Markdown: the pages of briefings are."""
    return _TWIN.fullmatch(path) is not None and path != BRIEFINGS


def plain_markdown(path: str, markdown: str) -> str:
    """The page without the parts that are not for people.

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

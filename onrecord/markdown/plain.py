"""A briefing's page as plain Markdown: `briefs/<slug>.md` on the site, beside the page.

It is the Markdown that the template wrote, but for the front matter, and for the attribute lists that tell
languages.  Links to other pages lead to them as they are published: these have no Markdown on the site.
Texts are escaped, so whatever looks like an attribute list or a link here is a template's.
"""

from __future__ import annotations

import re

from onrecord.addresses import BRIEFINGS
from onrecord.schema.fields import SLUG

_TWIN = re.compile(rf"briefs/{SLUG.pattern}\.md")
_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n+", re.DOTALL)
_LIST_LINE = re.compile(r"\n[ >]*\{: [^{}\n]* \}$", re.MULTILINE)
_LIST_AT_END = re.compile(r" \{: [^{}\n]* \}$", re.MULTILINE)
# It begins with fixed characters, which `re` finds fast.
_LINK = re.compile(r"\]\([^()\s:#]*\.md(?=[)#])")


def has_twin(path: str) -> bool:
    """Whether a generated page is also published as plain Markdown: the pages of briefings are."""
    return _TWIN.fullmatch(path) is not None and path != BRIEFINGS


def plain_markdown(markdown: str) -> str:
    """The page for people, by itself.

    Args:
        markdown: as a template wrote it, with its front matter.
    """
    text = _FRONT_MATTER.sub("", markdown)
    text = _LIST_AT_END.sub("", _LIST_LINE.sub("", text))
    return _LINK.sub(_as_published, text)


def _as_published(link: re.Match[str]) -> str:
    # A bracket with a backslash before it is a text's; two backslashes are a text's own one.
    before = link.start()
    while link.string[before - 1 : before] == "\\":
        before -= 1
    is_of_text = (link.start() - before) % 2
    return link[0] if is_of_text else f"{link[0].removesuffix('.md')}.html"

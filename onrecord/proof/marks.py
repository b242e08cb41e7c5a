"""The passages in the HTML of a page, as a browser shows them.

lexbor parses the page by the HTML standard, as browsers do. A passage is the content of an element with
`data-passage`. The program writes text and ``<strong>`` in it. Other elements are ignored if they change no
word; content that browsers hide is left out; content that they show differently is a fault. Style sheets and
scripts do not run, and ``<noscript>`` counts as hidden.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct
from selectolax.lexbor import LexborHTMLParser, LexborNode

ATTRIBUTE = "data-passage"
_MARKED = f"[{ATTRIBUTE}]"
_UNNAMED = f"mark.passage:not({_MARKED})"
# Elements that do not change the words inside them.
_PLAIN = frozenset("a abbr b bdi cite dfn em i mark small span strong time u wbr".split())
_UNSEEN = frozenset(("script", "style", "template", "noscript", "-comment"))
# Elements whose content browsers do not show, or replace.
_HIDING = "noscript object video audio canvas iframe svg math select datalist dialog:not([open])".split()
# Elements that mark their words as deleted or changed.
_CHANGING = ("bdo", "del", "s", "strike", "ins", "sub", "sup", "q", "ruby", "rt")
_STYLES = re.compile(
    r"display:none|visibility:(?:hidden|collapse)|opacity:0(?![.]\d*[1-9])|font-size:0(?![.]\d*[1-9])"
    r"|content-visibility:hidden|text-transform|line-through|unicode-bidi"
)
_AROUND = ",".join(f"{tag} {_MARKED}" for tag in (*_HIDING, *_CHANGING, "[hidden]", "[popover]", "[style]"))
_INSIDE = ",".join(
    f"{_MARKED}{inside}"
    for inside in (" > :not(strong)", " > strong > *", " > [style]", " > [hidden]", "[style]", "[hidden]")
)
# The limit of browsers too; the parser's time grows with the square of the depth.
MAX_DEPTH = 10_000
_SHALLOW = 250_000  # A page of this many characters takes seconds at any depth.
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)")
# Elements without an end tag, or whose end tag is often left out.
_ENDLESS = frozenset(
    "area base br col embed hr img input link meta source track wbr p li dt dd td th tr option".split()
)


class Mark(Struct, frozen=True):
    """A passage on a page, or its part in one paragraph.

    Attributes:
        ref: the passage's name; empty if it has none.
        text: its words, as a browser shows them.
        fault: why they are not shown unchanged; empty if they are.
        is_for_copying: whether it is in a box that is closed until somebody wants to copy from it.
    """

    ref: str
    text: str
    fault: str = ""
    is_for_copying: bool = False


def marks_in(html: str) -> list[Mark]:
    """All marks of a page, in order; those without a name are last."""
    page = LexborHTMLParser(html)
    named = page.css(_MARKED)
    unnamed = [Mark("", node.text()) for node in page.css(_UNNAMED)]
    if not named:
        return unnamed
    if page.css_first(_AROUND) is None and page.css_first(_INSIDE) is None:
        plain = (Mark(_ref(node), node.text(), is_for_copying=_is_in_box(node)) for node in named)
        return [*plain, *unnamed]
    known: dict[int, str] = {}
    return [*(_looked_at(node, known) for node in named), *unnamed]


def is_too_deep(html: str) -> bool:
    """Whether elements are nested deeper than in any real page."""
    depth = 0
    for tag in _TAG.finditer(html) if len(html) > _SHALLOW else ():
        if tag[2].lower() not in _ENDLESS:
            depth = max(depth - 1, 0) if tag[1] else depth + 1
            if depth > MAX_DEPTH:
                return True
    return False


def _looked_at(node: LexborNode, known: dict[int, str]) -> Mark:
    """The mark of a passage that elements in or around it may change.

    Args:
        node: the passage's element.
        known: the faults of elements around passages that were checked before, by their ids.
    """
    faults: list[str] = []
    text = "".join(_shown(node, faults))
    path: list[int] = []
    around = ""
    above: LexborNode | None = node
    while above is not None and not around:
        path.append(above.mem_id)
        if above.mem_id in known:
            around = known[above.mem_id]
            break
        around = _fault_around(above)
        above = above.parent
    known.update(dict.fromkeys(path, around))
    return Mark(_ref(node), text, (*faults, around)[0], _is_in_box(node))


def _ref(node: LexborNode) -> str:
    return node.attributes[ATTRIBUTE] or ""


def _is_in_box(node: LexborNode) -> bool:
    above = node.parent
    while above is not None and above.tag in _PLAIN:
        above = above.parent
    return above is not None and above.tag == "pre"


def _shown(node: LexborNode, faults: list[str]) -> Iterator[str]:
    """Yield the texts below a node that a browser shows."""
    waiting = list(node.iter(include_text=True))[::-1]
    while waiting:
        below = waiting.pop()
        tag = str(below.tag)
        if tag == "-text":
            yield below.text(deep=False)
        elif tag == "br":
            yield "\n"
        elif tag not in _UNSEEN and not _is_hidden(below):
            if tag not in _PLAIN:
                faults.append(f"there is an element <{tag}> in it")
            elif below.attributes.get("style"):
                faults.append("an element in it has its own style")
            waiting += list(below.iter(include_text=True))[::-1]


def _fault_around(node: LexborNode) -> str:
    tag = str(node.tag)
    if tag in _CHANGING:
        return f"it is inside an element <{tag}>"
    is_closed = tag == "dialog" and "open" not in node.attributes
    if _is_hidden(node) or "popover" in node.attributes or tag in _HIDING or is_closed:
        return f"an element <{tag}> hides it"
    if _STYLES.search(_style(node)):
        return f"the style of an element <{tag}> changes how it is shown"
    return ""


def _is_hidden(node: LexborNode) -> bool:
    return "hidden" in node.attributes or "display:none" in _style(node)


def _style(node: LexborNode) -> str:
    return re.sub(r"\s|/\*.*?\*/", "", node.attributes.get("style") or "").lower()

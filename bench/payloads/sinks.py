"""Pages that write a payload out unescaped, each in one place: the control.

Every sink is the mistake that its payloads are for. What does not run here would not be noticed on the site.
"""

from __future__ import annotations

import html
import json
import re
import unicodedata
from collections.abc import Callable
from urllib.parse import unquote

import jinja2
import markdown
import pyromark

Sink = Callable[[str], str]


def _attribute(text: str) -> str:
    return html.escape(text)


def _folded_marks(text: str) -> str:
    return re.sub("[‘’‚‛′]", "'", re.sub("[“”„‟«»″]", '"', text))


def _visible(text: str) -> str:
    return "".join(sign for sign in text if unicodedata.category(sign) != "Cf")


def _in_script(text: str) -> str:
    """A text of JavaScript whose value is put on the page as HTML."""
    return f"<p id=sink></p><script>sink.innerHTML = {text}</script>"


SINKS: dict[str, Sink] = {
    "text": lambda text: f"<p>{text}</p>",
    "textarea": lambda text: f"<textarea>{text}</textarea>",
    "style": lambda text: f"<style>p {{ color: {text} }}</style>",
    "comment": lambda text: f"<!-- {text} -->",
    '"attribute"': lambda text: f'<p><input value="{text}"></p>',
    "'attribute'": lambda text: f"<p><input value='{text}'></p>",
    "attribute": lambda text: f"<p><input value={text}></p>",
    "style attribute": lambda text: f'<p style="{_attribute(text)}">x</p>',
    "link": lambda text: f'<p><a href="{_attribute(text)}">x</a></p>',
    "frame": lambda text: f'<p><iframe src="{_attribute(text)}"></iframe></p>',
    '"script"': lambda text: f'<script>var written = "{text}"</script>',
    "'script'": lambda text: f"<script>var written = '{text}'</script>",
    "marks escaped": lambda text: (
        f'<script>var written = "{text.replace(chr(34), chr(92) + chr(34))}"</script>'
    ),
    "`script`": lambda text: f"<script>var written = `{text}`</script>",
    "//script": lambda text: f"<script>// {text}</script>",
    "data": lambda text: f'<script type="application/ld+json">{{"name": {json.dumps(text)}}}</script>',
    "index": lambda text: _in_script(json.dumps(text).replace("<", "\\u003c")),
    "escapes": lambda text: _in_script(f'"{text}"'),
    "Markdown": lambda text: markdown.markdown(
        text, extensions=["attr_list", "def_list", "footnotes", "fenced_code", "tables", "md_in_html"]
    ),
    "CommonMark": pyromark.html,
    "template": lambda text: f"<p>{jinja2.Template(text).render()}</p>",
    "entities": lambda text: f"<p>{html.unescape(text)}</p>",
    "entities twice": lambda text: f"<p>{html.unescape(html.unescape(text))}</p>",
    "percent": lambda text: f"<p>{unquote(text)}</p>",
    "percent twice": lambda text: f"<p>{unquote(unquote(text))}</p>",
    "NFKC": lambda text: f"<p>{unicodedata.normalize('NFKC', text)}</p>",
    "capitals": lambda text: f"<p>{re.sub('[ſıK]', lambda sign: sign[0].upper().lower(), text)}</p>",
    "visible": lambda text: f"<p>{_visible(text)}</p>",
    "folded marks": lambda text: f'<p><input value="{_folded_marks(text)}"></p>',
}
_ATOM = (
    '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">{}'
    '<title type="text">x</title></feed>\n'
)
# Feeds: opened as they are.
XML_SINKS: dict[str, Sink] = {
    "XML": lambda text: _ATOM.format(f"<entry><summary>{text}</summary></entry>"),
    "XML CDATA": lambda text: _ATOM.format(f"<entry><summary><![CDATA[{text}]]></summary></entry>"),
    "XML comment": lambda text: _ATOM.format(f"<!-- {text} -->"),
}
# Tables: not opened in a browser.
TABLE = "cell"


def control(sink: str, text: str, page: str) -> str:
    """A page of the site with a text written out in one place, or a feed that is no page."""
    if sink in XML_SINKS:
        return XML_SINKS[sink](text)
    before, end, after = page.partition("</main>")
    assert end
    return f"{before}{SINKS[sink](text)}{end}{after}"

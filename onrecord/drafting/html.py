"""The text of a saved page, with the page's own data, by trafilatura: an optional library."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from importlib import import_module
from typing import Any

from msgspec import Struct

from onrecord.drafting.yaml_text import can_be_written, one_line
from onrecord.schema.fields import fault_of_address, is_date, is_language


class NoLibraryError(Exception):
    """trafilatura is not installed."""


class Page(Struct, frozen=True):
    """What a page says about itself; empty for what it does not say.

    Attributes:
        text: the article's, one paragraph a line, the headline first.
    """

    text: str
    headline: str = ""
    author: str = ""
    publisher: str = ""
    published: str = ""
    url: str = ""
    language: str = ""


# Only what the page itself says, and no limit that depends on the day.
_DATES = {"extensive_search": False, "original_date": True, "max_date": "2199-12-31"}
_LOOKS = re.compile(
    rb"^(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)


def is_page(data: bytes) -> bool:
    """Whether some bytes are a page as HTML."""
    return _LOOKS.match(data[:4096]) is not None


def read_page(data: bytes) -> Page | None:
    """The article of a page; None if it has none.

    Raises:
        NoLibraryError: trafilatura is not installed.
    """
    try:
        trafilatura: Any = import_module("trafilatura")
    except ImportError as error:
        raise NoLibraryError from error
    found: Any = trafilatura.bare_extraction(
        data, include_comments=False, include_tables=False, with_metadata=True, date_extraction_params=_DATES
    )
    if found is None or not (found.text or "").strip():
        return None
    headline = one_line(found.title or "")
    lines = [line for line in (one_line(part) for part in found.text.split("\n")) if line]
    if headline and lines[0] != headline:
        lines.insert(0, headline)
    language = _Language.of(data)
    url, date = one_line(found.url or ""), one_line(found.date or "")
    return Page(
        text="\n".join(lines) + "\n",
        headline=headline,
        author=_value(found.author),
        publisher=_value(found.sitename),
        published=date if is_date(date) else "",
        url=url if url and not fault_of_address(url) else "",
        language=language if is_language(language) else "",
    )


def _value(words: str | None) -> str:
    line = one_line(words or "")
    return line if can_be_written(line) else ""


class _Language(HTMLParser):
    """Reads `lang` of the page's first element."""

    def __init__(self) -> None:
        super().__init__()
        self.found = ""

    @classmethod
    def of(cls, data: bytes) -> str:
        parser = cls()
        parser.feed(data[:20_000].decode("utf-8", "replace"))
        return parser.found

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "html" and not self.found:
            self.found = (dict(attrs).get("lang") or "").replace("_", "-")

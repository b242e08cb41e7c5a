"""A generated page that is published beside MkDocs, which has no list of all pages then."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import _RelativePathTreeprocessor

from onrecord.publishing.files import place_on
from onrecord.publishing.plugin import GeneratedPage, generated
from onrecord.publishing.publication import Edition

_HERE = re.compile(r"#[\w-]+", re.ASCII)
_LINK = re.compile(r"(?P<page>(?:\.\./)*(?:[a-z]+/)?[\w-]+)\.md(?:#(?P<anchor>[\w-]+))?", re.ASCII)


@lru_cache(4096)  # Most pages link to the same few.
def _seen_from(folder: str, path: str) -> str:
    return posixpath.normpath(posixpath.join(folder, path))


class DirectPage(GeneratedPage):
    """A generated page that is published without MkDocs' list of pages.

    Args:
        edition: what is generated.
        path: of the page.
        config: MkDocs' settings.
    """

    def __init__(self, edition: Edition, path: str, config: MkDocsConfig) -> None:
        super().__init__(None, generated(edition, path, config), config)
        self._edition = edition
        self.is_from_template = path in edition.templated
        self.is_known = path in edition.known
        self._places: dict[str, dict[str, str]] = {}
        self._here: set[str] = set()

    def _addresses(self, links: Iterable[str], resolver: _RelativePathTreeprocessor) -> Iterator[str]:
        folder = posixpath.dirname(self.file.src_uri)
        known: dict[str, str | None] = {}
        for link in links:
            if link not in known:
                known[link] = self._address(link, folder)
            found = known[link]
            yield resolver.path_to_url(link) if found is None else found

    def _address(self, link: str, folder: str) -> str | None:
        """Where a link to a generated page leads; None where MkDocs knows more."""
        if _HERE.fullmatch(link):
            self._here.add(link)
            return link
        match = _LINK.fullmatch(link)
        if match is None:
            return None
        page = _seen_from(folder, f"{match['page']}.md")
        if page not in self._edition.pages:
            return None
        anchor = match["anchor"]
        if anchor is None:
            return f"{match['page']}.html"
        if place_on(page, anchor) not in self._edition.anchors:
            self._places.setdefault(page, {}).setdefault(anchor, link)
        return f"{match['page']}.html#{anchor}"

    def untold(self) -> dict[str, dict[str, str]]:
        """The places that links lead to, and nobody knows yet whether they are there, by page."""
        here = self.present_anchor_ids or ()
        for file, links in (self.links_to_anchors or {}).items():
            doubtful = {a: link for a, link in links.items() if file != self.file or a not in here}
            if doubtful:
                self._places.setdefault(file.src_uri, {}).update(doubtful)
        missing = {link[1:]: link for link in sorted(self._here) if link[1:] not in here}
        if missing:
            self._places.setdefault(self.file.src_uri, {}).update(missing)
        return self._places

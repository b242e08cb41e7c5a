"""Addresses in exports: absolute if the settings have `site_url`, else relative."""

from __future__ import annotations

from msgspec import Struct

from onrecord.addresses import relative
from onrecord.mkdocs_yml.settings import Settings


class Addresses(Struct, frozen=True):
    """Makes addresses of pages and files.

    Attributes:
        seen_from: the path that relative addresses start from: of the file, if it is read in place, such as a
            feed; empty for data that people download: the site's first page.
    """

    settings: Settings
    seen_from: str = ""

    def of(self, path: str, fragment: str = "") -> str:
        """The address of a page or file, by its path in site_src, or of a place on the page."""
        if path.endswith(".md"):
            path = f"{path.removesuffix('.md')}.html"
        anchor = f"#{fragment}" if fragment else ""
        if self.settings.site_url:
            return f"{self.settings.site_url}{path}{anchor}"
        return relative(path, self.seen_from) + anchor

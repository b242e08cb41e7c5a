"""`robots.txt` (RFC 9309): whoever reads pages by program may read all of them, and where they are listed."""

from __future__ import annotations

from onrecord.engine.files import Export
from onrecord.settings import Settings

ROBOTS = "robots.txt"
ROBOTS_MARK = "# Made by onrecord."


def robots_file(settings: Settings) -> Export:
    """The file; the map of the site has an address only where the site says where it is published."""
    lines = [f"{ROBOTS_MARK} One of your own in site_src/ takes its place.", "User-agent: *", "Allow: /"]
    if settings.site_url:
        lines += ["", f"Sitemap: {settings.site_url}sitemap.xml"]
    return Export(ROBOTS, "\n".join(lines) + "\n")

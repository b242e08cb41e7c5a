"""`robots.txt` (RFC 9309): allows crawlers all pages, and names the sitemap."""

from __future__ import annotations

from onrecord.engine.files import Export
from onrecord.mkdocs_yml.settings import Settings

ROBOTS = "robots.txt"
ROBOTS_MARK = "# Made by onrecord."


def robots_file(settings: Settings) -> Export:
    """The file; it names the sitemap only if the settings have `site_url`."""
    lines = [f"{ROBOTS_MARK} One of your own in site_src/ takes its place.", "User-agent: *", "Allow: /"]
    if settings.site_url:
        lines += ["", f"Sitemap: {settings.site_url}sitemap.xml"]
    return Export(ROBOTS, "\n".join(lines) + "\n")

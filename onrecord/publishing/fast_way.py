"""Whether a site may be published the fast way, and not page by page by MkDocs."""

from __future__ import annotations

from pathlib import Path

import yaml

_MOST_SETTINGS = 100_000
# Settings of MkDocs that name no code and no other file.
_PLAIN = frozenset(
    "site_name site_description site_author site_url repo_url repo_name edit_uri copyright docs_dir site_dir"
    " use_directory_urls strict theme plugins markdown_extensions validation nav exclude_docs draft_docs"
    " not_in_nav extra".split()
)
_PLAIN_THEME = frozenset(["name", "custom_dir", "static_templates"])
_EXTENSIONS = frozenset(
    "abbr admonition attr_list def_list fenced_code footnotes md_in_html meta nl2br sane_lists smarty tables"
    " toc".split()
)


def fast_way(settings: Path) -> str | None:
    """Why a site has to be published MkDocs' own way; None where the fast way is right."""
    return None if _is_plain(settings) else "mkdocs.yml asks for more than the fast way knows of"


def _is_plain(settings: Path) -> bool:
    """Whether a site's settings ask for nothing but what this module knows of."""
    try:
        if not settings.is_file():  # A device may have no end.
            return False
        text = settings.read_bytes()
        values = yaml.safe_load(text) if len(text) < _MOST_SETTINGS else None
    except (OSError, yaml.YAMLError, ValueError, RecursionError):
        return False
    if not isinstance(values, dict) or not _PLAIN.issuperset(values) or values.get("plugins"):
        return False
    theme, extra = values.get("theme") or {}, values.get("extra") or {}
    if not isinstance(theme, dict) or not _PLAIN_THEME.issuperset(theme) or theme.get("name"):
        return False
    if theme.get("custom_dir") not in (None, "templates/theme"):
        return False
    extensions = values.get("markdown_extensions") or []
    if not isinstance(extensions, list) or not _EXTENSIONS.issuperset(map(str, extensions)):
        return False
    return isinstance(extra, dict) and "history" not in extra

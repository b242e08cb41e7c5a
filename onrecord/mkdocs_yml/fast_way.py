"""Which way a site is published, by its settings alone; and why not the fast one.

The fast way publishes each generated page by itself, in several processes, and nothing where nothing has
changed.  It is right while no page shows what is on another, and while everything that a page is made from is
known.  A hook, a plug-in or an extension may read anything; MkDocs' own way asks them, for all pages, each
time.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from onrecord.mkdocs_yml.site import SiteSettings
from onrecord.mkdocs_yml.theme import asks_for_other_pages

# Plain text to a page, a choice of what is published, or for other commands of MkDocs.
_KNOWN = frozenset(
    "site_name site_description site_author site_url repo_url repo_name edit_uri edit_uri_template copyright"
    " docs_dir site_dir use_directory_urls strict theme plugins hooks markdown_extensions mdx_configs"
    " validation nav exclude_docs draft_docs not_in_nav extra extra_css extra_javascript extra_templates"
    " dev_addr watch remote_branch remote_name".split()
)
_THEME = frozenset(["name", "custom_dir", "static_templates"])
# Python-Markdown's own, which read nothing but their page.
_EXTENSIONS = frozenset(
    "abbr admonition attr_list def_list extra fenced_code footnotes md_in_html meta nl2br sane_lists smarty"
    " tables toc".split()
)


def fast_way(settings: SiteSettings) -> str | None:
    """Why a site has to go MkDocs' own, slower way, as a clause that can follow 'because'; None where it
    has not.

    Raises:
        OSError: a template of the theme cannot be read.
    """
    return unknown_inputs(settings) or next(_between_pages(settings), None) or asks_for_other_pages(settings)


def unknown_inputs(settings: SiteSettings) -> str | None:
    """Why nobody can tell whether something has changed since a site was published; None where it can be
    told from the state of its files.
    """
    return next(_unknown(settings), None)


def _unknown(settings: SiteSettings) -> Iterator[str]:
    if settings.problems:
        yield f"{settings.problems[0].location.path} cannot be read"
    for key, value in {**settings.lent.data, **settings.written.data}.items():
        if key not in _KNOWN:
            yield f"mkdocs.yml has a key that onrecord does not know ({key})"
        for tagged in value.tagged():
            yield f"mkdocs.yml has a tag that only MkDocs reads ({tagged.tag} in {key})"
    plugins = _named(_plain(settings, "plugins", ["search"]))
    if plugins:
        yield f"mkdocs.yml names a plug-in ({plugins[0]})"
    if _plain(settings, "hooks"):
        yield "mkdocs.yml has hooks"
    yield from _of_theme(_plain(settings, "theme", "mkdocs"))
    for extension in _named(_plain(settings, "markdown_extensions")):
        if extension.removeprefix("markdown.extensions.") not in _EXTENSIONS:
            yield f"mkdocs.yml names a Markdown extension that may read other files ({extension})"
    if settings.is_on("extra", "history"):
        yield "pages show when their briefing was last edited (extra: history), which only git knows"


def _of_theme(theme: Any) -> Iterator[str]:
    if not isinstance(theme, dict):
        yield f"mkdocs.yml names a theme ({theme})"
        return
    if theme.get("name"):
        yield f"mkdocs.yml names a theme ({theme['name']})"
    if theme.get("custom_dir") not in (None, "templates/theme"):
        yield f"the theme is in a folder of its own ({theme['custom_dir']})"
    others = sorted(map(str, theme.keys() - _THEME))
    if others:
        yield f"the theme has settings ({others[0]})"


def _between_pages(settings: SiteSettings) -> Iterator[str]:
    """What makes a page depend on others."""
    if not _plain(settings, "nav"):
        yield "mkdocs.yml has no nav, so that every page lists all others"
    for key in ("extra_templates", "exclude_docs", "draft_docs"):
        value = _plain(settings, key)
        if value.strip() if isinstance(value, str) else value:
            yield f"mkdocs.yml has {key}"
    validation = _plain(settings, "validation")
    if isinstance(validation, dict):
        nav = validation.get("nav")
        # MkDocs takes a level that is not below `nav` for one of `nav` where that has none of its own.
        level = {"omitted_files": validation.get("omitted_files"), **(nav if isinstance(nav, dict) else {})}
        if level["omitted_files"] == "warn":
            yield "mkdocs.yml asks for a warning where a page is missing from nav (validation: omitted_files)"


def _plain(settings: SiteSettings, key: str, default: Any = None) -> Any:
    """A setting as MkDocs has it; `default` is MkDocs' own, for a key without a value."""
    value = settings.get(key)
    plain = value.plain() if value is not None else None
    return default if plain is None else plain


def _named(listed: Any) -> list[str]:
    """What a setting names: a list's items, or their keys, or a mapping's keys."""
    if isinstance(listed, dict):
        return list(map(str, listed))
    if not isinstance(listed, list):
        return []
    return [str(next(iter(item), "")) if isinstance(item, dict) else str(item) for item in listed]

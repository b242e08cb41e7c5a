"""Decide from a site's settings whether it can be published the fast way, and if not, say why.

The fast way publishes each generated page independently, in several processes, and only if an input has
changed.  It is correct if no page shows content of another page, and if all inputs of a page are known.  A
hook, a plug-in or an extension may read anything; MkDocs' own way runs them for all pages in each build.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from onrecord.mkdocs_yml.code import HARMLESS_EXTENSIONS
from onrecord.mkdocs_yml.resolving import ENV
from onrecord.mkdocs_yml.site import SiteSettings
from onrecord.mkdocs_yml.theme import asks_for_other_pages

# Keys that give a page plain text, choose what is published, or are for other commands of MkDocs.
_KNOWN = frozenset(
    "site_name site_description site_author site_url repo_url repo_name edit_uri edit_uri_template copyright"
    " docs_dir site_dir use_directory_urls strict theme plugins hooks markdown_extensions mdx_configs"
    " validation nav exclude_docs draft_docs not_in_nav extra extra_css extra_javascript extra_templates"
    " dev_addr watch remote_branch remote_name".split()
)
_THEME = frozenset(["name", "custom_dir", "static_templates"])


def fast_way(settings: SiteSettings) -> str | None:
    """Why a site has to be published MkDocs' own, slower way, as a clause to follow 'because'; None if the
    fast way is possible.

    Raises:
        OSError: a template of the theme cannot be read.
    """
    return unknown_inputs(settings) or next(_between_pages(settings), None) or asks_for_other_pages(settings)


def unknown_inputs(settings: SiteSettings) -> str | None:
    """Why the states of a site's files cannot tell whether its inputs have changed, as a clause to follow
    'because'; None if they can.
    """
    return next(_unknown(settings), None)


def _unknown(settings: SiteSettings) -> Iterator[str]:
    if settings.problems:
        yield f"{settings.problems[0].location.path} cannot be read"
    for key in {**settings.lent.data, **settings.written.data}:
        if key not in _KNOWN:
            yield f"mkdocs.yml has a key that onrecord does not know ({key})"
    # MkDocs also reads the tags of values that others replace.
    for tag in settings.tags:
        if tag.name != ENV:
            yield f"mkdocs.yml has a tag that only MkDocs reads ({tag.name})"
    plugins = _named(_plain(settings, "plugins", ["search"]))
    if plugins:
        yield f"mkdocs.yml names a plug-in ({plugins[0]})"
    if _plain(settings, "hooks"):
        yield "mkdocs.yml has hooks"
    yield from _of_theme(_plain(settings, "theme", "mkdocs"))
    for extension in _named(_plain(settings, "markdown_extensions")):
        if extension.removeprefix("markdown.extensions.") not in HARMLESS_EXTENSIONS:
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
    """The settings that make a page depend on others, each as a clause."""
    if not _plain(settings, "nav"):
        yield "mkdocs.yml has no nav, so that every page lists all others"
    for key in ("extra_templates", "exclude_docs", "draft_docs"):
        value = _plain(settings, key)
        if value.strip() if isinstance(value, str) else value:
            yield f"mkdocs.yml has {key}"
    validation = _plain(settings, "validation")
    if isinstance(validation, dict):
        nav = validation.get("nav")
        # MkDocs uses a level outside `nav` for `nav` too, unless `nav` has one of its own.
        level = {"omitted_files": validation.get("omitted_files"), **(nav if isinstance(nav, dict) else {})}
        if level["omitted_files"] == "warn":
            yield "mkdocs.yml asks for a warning where a page is missing from nav (validation: omitted_files)"


def _plain(settings: SiteSettings, key: str, default: Any = None) -> Any:
    """A setting as MkDocs reads it; `default` is MkDocs' default for a key without a value."""
    value = settings.get(key)
    plain = value.plain() if value is not None else None
    return default if plain is None else plain


def _named(listed: Any) -> list[str]:
    """The names in a setting: the items of a list, or their keys, or the keys of a mapping."""
    if isinstance(listed, dict):
        return list(map(str, listed))
    if not isinstance(listed, list):
        return []
    return [str(next(iter(item), "")) if isinstance(item, dict) else str(item) for item in listed]

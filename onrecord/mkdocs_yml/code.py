"""Find the code that a build of a site would run, and refuse it where the site is not trusted.

mkdocs.yml is a program: hooks, plug-ins, themes, templates, Markdown extensions and tags run with the rights
of whoever builds the site, and `!ENV` puts that one's secrets on pages.  For a site's own operator that is as
it should be, and a build says so in one line.  For a build of somebody else's branch it is not.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from typing import Any

from msgspec import Struct

from onrecord.layout import PROGRAM, Layout
from onrecord.mkdocs_yml.resolving import ENV
from onrecord.mkdocs_yml.site import OWN_THEME, SiteSettings
from onrecord.mkdocs_yml.value import Value
from onrecord.rules import files as rules
from onrecord.rules.problems import Location, Problem
from onrecord.text.counting import counted

# Python-Markdown's own extensions, which read only their page.  `codehilite` is not among them: it passes
# what a page says to Pygments, which opens any file that the page names as a font.
HARMLESS_EXTENSIONS = frozenset(
    "abbr admonition attr_list def_list extra fenced_code footnotes legacy_attrs legacy_em md_in_html meta"
    " nl2br sane_lists smarty tables toc wikilinks".split()
)
PLUGINS_OF_MKDOCS = frozenset(["search"])
# The kinds of code, as the line that announces them calls them.
HOOK, PLUGIN, TAG, TEMPLATE = "hooks", "plug-ins", "tags", "templates"
THEME, EXTENSION, STARTED, VARIABLE = "themes", "Markdown extensions", "programs", "variables"
_REFUSED = {
    HOOK: "hooks run code, and {name} is not the program's",
    PLUGIN: "plug-ins run code, and {name} is not MkDocs' own",
    TAG: "the tag {name} may name code",
    TEMPLATE: "templates run code, and {name} is not the program's",
    THEME: "themes run code, and {name} is not the program's",
    EXTENSION: "Markdown extensions run code, and {name} is not known to read only its page",
    STARTED: "{name} starts another program",
    VARIABLE: "!ENV would put the environment variable {name} into the settings",
}
_HELP = "remove it; whoever trusts this site can build it without --untrusted"
_SHOWN = 5


class Code(Struct, frozen=True):
    """Code that a build would run, or a variable of the environment that it would read.

    Attributes:
        kind: one of the kinds above.
        name: its name or its path.
        place: where the settings name it, or the file itself.
    """

    kind: str
    name: str
    place: Location


def code_of(site: SiteSettings) -> list[Code]:
    """The code of a site, apart from the program's own; nothing of it runs."""
    found = list(_in_templates(site.layout))
    if site.is_programs:
        return found
    for tag in site.tags:
        if tag.name == ENV:
            found += [Code(VARIABLE, name, tag.place) for name in tag.variables]
        else:
            found.append(Code(TAG, tag.name, tag.place))
    return [*found, *_in_settings(site.written)]


def announced(code: Iterable[Code]) -> str:
    """One line that says which code of the site a build runs; empty if there is none."""
    by_kind: dict[str, dict[str, None]] = {}
    for one in code:
        by_kind.setdefault(one.kind, {})[one.name] = None
    variables = by_kind.pop(VARIABLE, {})
    listed = "; ".join(f"{kind}: {_listed(names)}" for kind, names in by_kind.items())
    read = f"reads from the environment: {_listed(variables)}" if variables else ""
    runs = f"runs code of the site: {listed}" if listed else ""
    said = ", and ".join(filter(None, (runs, read)))
    return f"this build {said} (--untrusted refuses that)" if said else ""


def refused(code: Iterable[Code]) -> list[Problem]:
    """The problems of a site that is not trusted."""
    return [
        Problem(rules.UNTRUSTED_CODE, one.place, _REFUSED[one.kind].format(name=one.name), _HELP)
        for one in code
    ]


def _listed(names: Iterable[str]) -> str:
    every = list(names)
    more = len(every) - _SHOWN
    return ", ".join([*every[:_SHOWN], *([f"and {counted(more, 'other')}"] if more > 0 else [])])


def _in_templates(layout: Layout) -> Iterator[Code]:
    """A site's own templates and theme; files of languages hold only words."""
    folder = layout.root / "templates"
    if folder == PROGRAM / "templates" or not folder.is_dir():
        return
    for below in sorted(folder.iterdir()):
        if below.name == "languages" or not _has_files(below):
            continue
        kind = THEME if below.name == "theme" else TEMPLATE
        path = f"{folder.name}/{below.name}"
        yield Code(kind, path, Location(path))


def _has_files(path: Any) -> bool:
    return path.is_file() or any(below.is_file() for below in path.rglob("*"))


def _in_settings(settings: Value) -> Iterator[Code]:
    for name, _, place in entries_of(settings.get("hooks")):
        yield Code(HOOK, name, place)
    for name, options, place in entries_of(settings.get("plugins")):
        if name not in PLUGINS_OF_MKDOCS:
            yield Code(PLUGIN, name, place)
        elif options is not None and (prebuilt := options.get("prebuild_index")) and prebuilt.data:
            yield Code(STARTED, "prebuild_index", prebuilt.key)
    yield from _in_theme(settings.get("theme"))
    for name, _, place in entries_of(settings.get("markdown_extensions")):
        if name.removeprefix("markdown.extensions.") not in HARMLESS_EXTENSIONS:
            yield Code(EXTENSION, name, place)
    for name, _, place in entries_of(settings.get("extra_templates")):
        yield Code(TEMPLATE, name, place)


def _in_theme(theme: Value | None) -> Iterator[Code]:
    if theme is None:
        return
    if not isinstance(theme.data, dict):
        if theme.data is not None:
            yield Code(THEME, _name(theme), theme.place)
        return
    name, folder = theme.get("name"), theme.get("custom_dir")
    if name is not None and name.data not in (None, "", OWN_THEME):
        yield Code(THEME, _name(name), name.key)
    if folder is not None and not folder.tag and not is_usual_theme(folder):
        yield Code(THEME, _name(folder), folder.key)


def is_usual_theme(folder: Value) -> bool:
    """Whether a value of `custom_dir` names the folder in which a site's theme is anyway, or none."""
    if folder.data in (None, ""):
        return not folder.tag
    return isinstance(folder.data, str) and posixpath.normpath(folder.data) == "templates/theme"


def entries_of(value: Value | None) -> Iterator[tuple[str, Value | None, Location]]:
    """The name, the options and the place of each entry of a setting, whether it is a list or a mapping.

    A value of a wrong type is an entry of its own: MkDocs might still use it.
    """
    if value is None or value.data is None:
        return
    if isinstance(value.data, tuple):
        for item in value.data:
            if isinstance(item.data, dict):
                yield from entries_of(item)
            else:
                yield _name(item), None, item.place
    elif isinstance(value.data, dict):
        for name, options in value.data.items():
            yield str(name), options, options.key
    else:
        yield _name(value), None, value.place


def _name(value: Value) -> str:
    return value.shown if value.variable else str(value.plain())

"""MkDocs' warnings as problems: at the page and link, or at the setting, that they name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.layout import Layout
from onrecord.mkdocs_yml.code import entries_of
from onrecord.mkdocs_yml.site import SiteSettings
from onrecord.mkdocs_yml.value import Value
from onrecord.publishing.publication import Publication
from onrecord.rules import files as rules
from onrecord.rules.problems import Location, Problem

_DOC_FILE = re.compile(r"(?P<what>Doc file|Error (?:reading|building) page|Excluding) '(?P<path>[^']+)'")
_TARGET = re.compile(r"link '(?P<target>[^']+)'")
_SETTING = re.compile(r"Config value '(?P<key>\w+)")
_IN_NAV = re.compile(r"(?P<key>)is included in the 'nav' configuration")
_TEMPLATE = re.compile(r"(?:Error reading template|Template skipped:) '[^']+'")
_FAILED = re.compile(r"(?P<said>Config value '\w+': Failed to load extension '[^']+')\.\n")
_MADE_FROM = re.compile(r'^onrecord: "?(?P<file>[^"\n]+)"', re.MULTILINE)


def problem_of_warning(layout: Layout, publication: Publication, warning: str) -> Problem:
    """A problem for a warning: at the page and link that MkDocs names, or else in its settings."""
    document = _DOC_FILE.search(warning)
    if document is None:
        return _settings_problem(publication.settings, warning)
    path = document["path"]
    help_text = "correct the page; mkdocs.yml sets what MkDocs checks"
    text = publication.source(path).read_text("utf-8-sig", errors="replace")
    made_from = _MADE_FROM.search(text) if path in publication.pages else None
    if made_from:
        help_text = f"the page is made from {made_from['file']}: correct it there"
    if document["what"] == "Excluding":
        help_text = "rename it, or list it under `exclude_docs` in mkdocs.yml"
    place = Location(f"{layout.site_src.name}/{path}")
    target = _TARGET.search(warning)
    wanted = re.compile(rf"(?<![\w./#-]){re.escape(target['target'])}(?![\w./#-])") if target else None
    for number, line in enumerate(text.splitlines(), start=1):
        found = wanted.search(line) if wanted else None
        if found:
            place = Location(place.path, number, found.start() + 1, line)
            break
    return Problem(rules.PUBLISH, place, " ".join(warning.split()), help_text)


def _settings_problem(settings: SiteSettings, warning: str) -> Problem:
    """A problem with mkdocs.yml, at the key that MkDocs names."""
    named = _SETTING.search(warning) or _IN_NAV.search(warning)
    key = (named["key"] or "nav") if named else ""
    if _TEMPLATE.match(warning):
        key = "theme" if "theme directories" in warning else "extra_templates"
    value = settings.written.get(key) if key else None
    place = value.key if value else Location(settings.layout.settings.name)
    for name, _, item in _entries_below(value):
        if re.search(rf"['\"/ ]{re.escape(name)}['\"]", warning):
            place = item
            break
    failed = _FAILED.match(warning)
    if failed:  # MkDocs says it with a traceback.
        warning = f"{failed['said']}: {warning.splitlines()[-1]}"
    help_text = "correct mkdocs.yml, or the file it names"
    return Problem(rules.PUBLISH, place, " ".join(warning.split()), help_text)


def _entries_below(value: Value | None) -> Iterator[tuple[str, Value | None, Location]]:
    """The names in a setting, with those below titles, and their places."""
    for name, options, place in entries_of(value):
        yield name, options, place
        if options is not None and isinstance(options.data, tuple | str):
            yield from _entries_below(options)

"""Stage 7: publish the Markdown as a site with MkDocs.  pyproject.toml lists the modules that import MkDocs.

A plug-in passes the generated pages to MkDocs, beside the hand-written pages that MkDocs reads from
`site_src/`; so a page that cannot be published is found before anything is written there.
"""

from __future__ import annotations

import io
import logging
import os
import re
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import jinja2
import msgspec
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException

from onrecord.engine.last_build import BuildContext
from onrecord.engine.machine import failure_of_machine
from onrecord.engine.output_table import SITE, OutputTable
from onrecord.engine.run import RebuildResult
from onrecord.languages import english
from onrecord.languages.frame import frame_of, navigation_of
from onrecord.layout import PROGRAM, Layout
from onrecord.mkdocs_yml.code import is_usual_theme
from onrecord.mkdocs_yml.site import SiteSettings
from onrecord.problems import Location, Problem
from onrecord.publishing.parallel import ParallelPages
from onrecord.publishing.plugin import GeneratedPages
from onrecord.publishing.publication import Publication
from onrecord.publishing.staging import Staged
from onrecord.publishing.theme_errors import UnpublishableError, unpublishable
from onrecord.rules import files as rules

_DOC_FILE = re.compile(r"(?P<what>Doc file|Error (?:reading|building) page|Excluding) '(?P<path>[^']+)'")
_SAID_AGAIN = re.compile(r"Encoding error reading file: ")  # again, with the place of the byte
_TARGET = re.compile(r"link '(?P<target>[^']+)'")
_SETTING = re.compile(r"Config value '(?P<key>\w+)")
_MADE_FROM = re.compile(r'^onrecord: "?(?P<file>[^"\n]+)"', re.MULTILINE)


def publish(
    context: BuildContext, publication: Publication, staged: Staged, *, is_fresh: bool
) -> tuple[list[Problem], RebuildResult | None]:
    """Publish the site, or its stale pages, into a folder.

    Args:
        context: the build; `site_src/` has to exist.
        publication: the generated files.
        staged: the folder to publish into.
        is_fresh: whether to publish the whole site, and not only its stale pages.

    Returns:
        MkDocs' warnings and errors; if there are any, the folder's content is useless.  And the result for
        the generated pages; None if MkDocs published them all itself.

    Raises:
        OSError: the machine failed.
    """
    if publication.slow_because is None:
        return _published_in_parallel(context, publication, staged, is_fresh=is_fresh)
    OutputTable(context.ledger, SITE).forget()  # Forget all pages: MkDocs' own way stores none.
    source, plugin = context.layout.site_src, GeneratedPages(publication)
    return _run(context.layout, publication, source, staged, lambda _: plugin), None


def _published_in_parallel(
    context: BuildContext, publication: Publication, staged: Staged, *, is_fresh: bool
) -> tuple[list[Problem], RebuildResult | None]:
    plugins: list[ParallelPages] = []

    def plugin(warnings: list[str]) -> ParallelPages:
        plugins.append(ParallelPages(context, publication, warnings, is_fresh=is_fresh))
        return plugins[0]

    staged.link_pages(context.layout.site_src, publication.sources.hand_written)
    problems = _run(context.layout, publication, staged.hand_written, staged, plugin)
    return problems, None if problems else plugins[0].result


def _run(
    layout: Layout,
    publication: Publication,
    source: Path,
    staged: Staged,
    plugin: Callable[[list[str]], GeneratedPages | ParallelPages],
) -> list[Problem]:
    """Run MkDocs: it publishes the pages in a folder, and a plug-in the generated ones."""
    ours = {
        "docs_dir": str(source),
        "site_dir": str(staged.site),
        "strict": False,
        "use_directory_urls": False,  # The addresses are a promise, to feeds and data too.
    }
    # Keep what hooks and plug-ins print out of the list of problems.
    with _collected_warnings() as warnings, redirect_stdout(sys.stderr), _dated(publication.as_of):
        try:
            config = _loaded(publication.settings, ours)
            config.extra["words"] = frame_of(publication.words)
            config.nav = navigation_of(config.nav, publication.words, english())
            config.plugins["onrecord"] = plugin(warnings)
            mkdocs_build(config)
        except (jinja2.TemplateError, UnpublishableError) as error:
            if not isinstance(error, UnpublishableError):
                error = unpublishable(layout, error, "")
            if error.problem:
                return [error.problem]
            if error.message:
                warnings.append(error.message)
        except (sqlite3.Error, msgspec.DecodeError):
            raise
        except (MkDocsException, Exception) as error:  # Hooks may raise anything.
            if failure_of_machine(error) is not None:
                raise
            if not warnings:  # MkDocs' own log usually says it better.
                warnings.append(f"{type(error).__name__}: {error}")
    return [_problem(layout, publication, warning) for warning in warnings if not _SAID_AGAIN.match(warning)]


def _loaded(settings: SiteSettings, ours: dict[str, Any]) -> MkDocsConfig:
    """The settings as MkDocs reads them.

    If the site is not trusted, MkDocs reads no file: it gets the values that were checked, so that nothing
    depends on both readers agreeing on what a tag is, or on the file being the same as a moment ago.
    """
    path, values = str(settings.layout.settings), _lent(settings) | ours
    if settings.layout.is_untrusted:
        written = settings.written.plain()
        return load_config(io.BytesIO(b"{}"), config_file_path=path, **written | values)
    return load_config(path, **values)


def _lent(settings: SiteSettings) -> dict[str, Any]:
    """The settings that a site's own mkdocs.yml lacks: the program's defaults, and the theme in use."""
    layout = settings.layout
    empty: dict[str, Any] = (
        {"extra": {}} if settings.keys().get("extra", {}) is None else {}
    )  # MkDocs needs a mapping.
    if layout.settings == PROGRAM / layout.settings.name and layout.theme.parent.parent == PROGRAM:
        return empty
    lent = empty | {
        key: value.plain() for key, value in settings.lent.data.items() if key not in settings.written.data
    }
    theme = settings.keys().get("theme")
    if isinstance(theme, dict) and theme.get("name") is None:
        folder = settings.get("theme", "custom_dir")
        is_usual = folder is None or folder.data is None or is_usual_theme(folder)
        lent["theme"] = {**theme, "name": None} | ({"custom_dir": str(layout.theme)} if is_usual else {})
    return lent


@contextmanager
def _dated(as_of: date | None) -> Iterator[None]:
    """Keep the clock out of the site: MkDocs takes the date from reproducible-builds.org's variable."""
    variable = "SOURCE_DATE_EPOCH"
    if variable in os.environ:
        yield
        return
    # Some archive formats cannot hold older dates, and gzip no later ones.
    day = min(max(as_of or date.min, date(1980, 1, 1)), date(2106, 2, 7))
    os.environ[variable] = str(int(datetime.combine(day, time(), UTC).timestamp()))
    try:
        yield
    finally:
        del os.environ[variable]


@contextmanager
def _collected_warnings() -> Iterator[list[str]]:
    """Collect MkDocs' warnings and errors, and hide its log."""
    warnings: list[str] = []

    class Collector(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            warnings.append(record.getMessage())

    collector = Collector(logging.WARNING)
    logger = logging.getLogger("mkdocs")
    before = logger.propagate
    logger.addHandler(collector)
    logger.propagate = False
    try:
        yield warnings
    finally:
        logger.removeHandler(collector)
        logger.propagate = before


def _problem(layout: Layout, publication: Publication, warning: str) -> Problem:
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
    named = _SETTING.search(warning)
    value = settings.written.get(named["key"]) if named else None
    place = value.key if value else Location(settings.layout.settings.name)
    help_text = "correct mkdocs.yml, or the file it names"
    return Problem(rules.PUBLISH, place, " ".join(warning.split()), help_text)

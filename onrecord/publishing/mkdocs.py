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
from contextlib import contextmanager, redirect_stdout, suppress
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import jinja2
import msgspec
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig

from onrecord.engine.last_build import BuildContext
from onrecord.engine.machine import failure_of_machine
from onrecord.engine.output_table import SITE, OutputTable
from onrecord.engine.run import RebuildResult
from onrecord.languages import english
from onrecord.languages.frame import frame_of, navigation_of
from onrecord.layout import PROGRAM, Layout
from onrecord.mkdocs_yml.code import is_usual_theme
from onrecord.mkdocs_yml.site import SiteSettings
from onrecord.mkdocs_yml.value import Value
from onrecord.publishing.blame import put_down, put_down_to_results, warned_by
from onrecord.publishing.files import KnownFiles
from onrecord.publishing.mkdocs_warnings import problem_of_warning
from onrecord.publishing.page import PageInputs, PagePublisher
from onrecord.publishing.parallel import NamedPages, ParallelPages, Preparation, PreparedError
from onrecord.publishing.plugin import GeneratedPages
from onrecord.publishing.publication import Publication
from onrecord.publishing.staging import Staged
from onrecord.publishing.theme_errors import UnpublishableError, unpublishable
from onrecord.rules.problems import Problem

_SAID_AGAIN = re.compile(r"Encoding error reading file: ")  # again, with the place of the byte
# A template that is not there is an OSError too.
_OF_MACHINE = (OSError, sqlite3.Error, msgspec.DecodeError)
# MkDocs takes a key without a value for a wrong value of these.
_EMPTY: dict[str, Any] = {"extra": {}, "extra_javascript": [], "hooks": [], "validation": {}, "watch": []}


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


class MkDocsPages:
    """MkDocs with a site's settings, theme and navigation loaded, for publishing single pages.

    Args:
        layout: the site; it is published the fast way.
        publication: the generated files.  Those that the navigation names and the hand-written pages stay as
            they are now.
        folder: an existing folder for temporary files.
    """

    def __init__(self, layout: Layout, publication: Publication, folder: Path) -> None:
        self._layout = layout
        prepared: list[Preparation] = []

        def plugin(_: list[str]) -> Preparation:
            prepared.append(Preparation(layout, publication))
            return prepared[0]

        staged = Staged(folder)
        staged.link_pages(layout.site_src, publication.sources.hand_written)
        staged.site.mkdir(exist_ok=True)
        problems = _run(layout, publication, staged.hand_written, staged, plugin)
        self._state = None if problems else prepared[0].state

    def published(self, publication: Publication, record: PageInputs, path: str) -> bytes | None:
        """A page as HTML; None if MkDocs has a warning or an error, which a build then shows.

        Args:
            publication: the generated files.
            record: the inputs of the pages.
            path: the path of the page's Markdown, which the navigation does not name.
        """
        if self._state is None:
            return None
        with _collected_warnings(publication.settings, {}) as warnings, _dated(publication.as_of):
            files = KnownFiles(self._state.files, publication, self._state.config)
            publisher = PagePublisher(self._layout, publication, self._state._replace(files=files), warnings)
            try:
                content = publisher.page(record, path)
            except (Exception, SystemExit) as error:  # A template may raise anything.
                if failure_of_machine(error) is not None:
                    raise
                return None
        return None if warnings or content.notes else content.data


def _run(
    layout: Layout,
    publication: Publication,
    source: Path,
    staged: Staged,
    plugin: Callable[[list[str]], GeneratedPages | NamedPages],
) -> list[Problem]:
    """Run MkDocs: it publishes the pages in a folder, and a plug-in the generated ones."""
    ours = {
        "docs_dir": str(source),
        "site_dir": str(staged.site),
        "strict": False,
        "use_directory_urls": False,  # The addresses are a promise, to feeds and data too.
    }
    # Keep what hooks and plug-ins print out of the list of problems.
    of_hooks: dict[str, Problem] = {}
    collecting = _collected_warnings(publication.settings, of_hooks)
    with collecting as warnings, redirect_stdout(sys.stderr), _dated(publication.as_of):
        try:
            config = _loaded(publication.settings, ours)
            config.extra["words"] = frame_of(publication.words)
            config.extra["tables"] = publication.tables
            config.nav = navigation_of(config.nav, publication.words, english())
            config.plugins["onrecord"] = plugin(warnings)
            with suppress(PreparedError):
                mkdocs_build(config)
        except (Exception, SystemExit) as error:  # Hooks may raise anything.
            if not isinstance(error, OSError) and failure_of_machine(error) is not None:
                raise
            problem = _cause(publication.settings, error)
            if problem:
                return [problem]
            if isinstance(error, _OF_MACHINE) and not isinstance(error, jinja2.TemplateNotFound):
                raise
            said = error.message if isinstance(error, UnpublishableError) else ""
            if said or not warnings:  # MkDocs' own log usually says it better.
                warnings.append(said or f"{type(error).__name__}: {error}")
    told = [warning for warning in dict.fromkeys(warnings) if not _SAID_AGAIN.match(warning)]
    return [of_hooks.get(warning) or problem_of_warning(layout, publication, warning) for warning in told]


def _cause(settings: SiteSettings, error: BaseException) -> Problem | None:
    """The problem with the code that caused an error: of a hook, a plug-in, an extension or the theme."""
    if isinstance(error, UnpublishableError):
        return error.problem
    problem = put_down(settings, error)
    if problem:
        return problem
    folder = settings.get("theme", "custom_dir")
    is_own = folder is not None and isinstance(folder.data, str) and not is_usual_theme(folder)
    theme = Path(settings.layout.root, folder.data) if folder is not None and is_own else None
    problem = unpublishable(settings.layout, error, "", theme).problem
    if problem is None or (theme is None and settings.layout.theme.is_relative_to(PROGRAM)):
        return put_down_to_results(settings, error) or problem
    return problem


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


def _is_empty(value: Value | None) -> bool:
    return value is not None and value.data is None and not value.tag


def _lent(settings: SiteSettings) -> dict[str, Any]:
    """The settings that a site's own mkdocs.yml lacks: the program's defaults, and the theme in use."""
    layout = settings.layout
    empty = {key: value for key, value in _EMPTY.items() if _is_empty(settings.written.get(key))}
    validation = settings.written.get("validation")
    if validation is not None and isinstance(validation.data, dict):
        empty["validation"] = {key: value for key, value in validation.plain().items() if value is not None}
    if "site_name" in settings.written.data and not settings.words("site_name"):
        name = settings.written.get("site_name")
        empty |= {"site_name": settings.lent.words("site_name")} if name and not name.tag else {}
    if layout.settings == PROGRAM / layout.settings.name and layout.theme.parent.parent == PROGRAM:
        return empty
    lent = empty | {
        key: value.plain() for key, value in settings.lent.data.items() if key not in settings.written.data
    }
    theme = settings.keys().get("theme")
    if isinstance(theme, dict) and theme.get("name") is None:
        folder = settings.get("theme", "custom_dir")
        lent["theme"] = {key: value for key, value in theme.items() if value is not None} | {"name": None}
        if folder is None or is_usual_theme(folder):
            lent["theme"]["custom_dir"] = str(layout.theme)
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
def _collected_warnings(settings: SiteSettings, of_hooks: dict[str, Problem]) -> Iterator[list[str]]:
    """Collect MkDocs' warnings and errors, and hide its log.

    Args:
        settings: the site's.
        of_hooks: gets the problems of those warnings that a hook has logged.
    """
    warnings: list[str] = []

    class Collector(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            warnings.append(record.getMessage())
            problem = warned_by(settings, record.pathname, record.lineno, " ".join(warnings[-1].split()))
            if problem:
                of_hooks[warnings[-1]] = problem

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

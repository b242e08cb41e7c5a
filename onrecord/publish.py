"""Stage 8: MkDocs turns the Markdown into the site.  The only module that knows MkDocs.

The generated pages are handed to MkDocs in memory, beside the hand-written ones that it reads from
`site_src/`: so a page that cannot be published is known before anything is written.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files

from onrecord.layout import Layout
from onrecord.problems import Location, Problem
from onrecord.rules import files as rules

_DOC_FILE = re.compile(r"Doc file '(?P<path>[^']+)'")
_TARGET = re.compile(r"link '(?P<target>[^']+)'")


class _NoSettings(Config):  # type: ignore[no-untyped-call]  # MkDocs leaves a hook untyped
    """The plug-in takes its pages from the program, not from mkdocs.yml."""


class _GeneratedPages(BasePlugin[_NoSettings]):  # type: ignore[no-untyped-call]  # as above
    """Puts pages that are in memory among MkDocs' files, and takes out those no longer made."""

    def __init__(self, pages: Mapping[str, str], gone: Collection[str]) -> None:
        super().__init__()
        self._pages = pages
        self._gone = gone

    def on_files(self, files: Files, /, *, config: MkDocsConfig) -> Files:
        for path in (*self._gone, *self._pages):
            on_disk = files.get_file_from_path(path)
            if on_disk is not None:
                files.remove(on_disk)
        for path, text in self._pages.items():
            files.append(File.generated(config, path, content=text))
        return files


def publish(layout: Layout, pages: Mapping[str, str], gone: Collection[str], target: Path) -> list[Problem]:
    """Publish the site into a folder.

    Args:
        layout: the site; `site_src/` has to exist.
        pages: the generated pages, by path.
        gone: pages in `site_src/` that are no longer made.
        target: the folder to publish into.

    Returns:
        MkDocs' warnings and errors as problems; with one, the folder's content is of no use.
    """
    settings: dict[str, Any] = {"docs_dir": str(layout.site_src), "site_dir": str(target)}
    if layout.theme.parent.parent != layout.settings.parent:
        settings["theme"] = {
            "name": None,
            "custom_dir": str(layout.theme),
            "static_templates": ["404.html"],
        }
    with _collected_warnings() as warnings:
        try:
            config = load_config(str(layout.settings), strict=False, **settings)
            config.plugins["onrecord"] = _GeneratedPages(pages, gone)
            mkdocs_build(config)
        except MkDocsException as error:
            warnings.append(str(error))
    return [_problem(layout, pages, warning) for warning in warnings]


@contextmanager
def _collected_warnings() -> Iterator[list[str]]:
    """Collect what MkDocs logs as a warning or worse; show none of its log."""
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


def _problem(layout: Layout, pages: Mapping[str, str], warning: str) -> Problem:
    """A warning at the page, and the line in it, that MkDocs names; else at its settings."""
    help_text = "mend the page that it names; mkdocs.yml sets what MkDocs checks"
    document = _DOC_FILE.search(warning)
    if document is None:
        place = Location(layout.settings.name)
        return Problem(rules.PUBLISH, place, " ".join(warning.split()), help_text)
    path = document["path"]
    on_disk = layout.site_src / path
    text = pages[path] if path in pages else on_disk.read_text("utf-8-sig", errors="replace")
    target = _TARGET.search(warning)
    for number, line in enumerate(text.splitlines(), start=1):
        column = line.find(target["target"]) if target else -1
        if column >= 0:
            place = Location(f"{layout.site_src.name}/{path}", number, column + 1, line)
            return Problem(rules.PUBLISH, place, warning, help_text)
    return Problem(rules.PUBLISH, Location(f"{layout.site_src.name}/{path}"), warning, help_text)

"""Read generated pages with MkDocs alone and with the program's plug-in, and compare."""

from __future__ import annotations

import atexit
import logging
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, fields
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink

from bench.collection import make
from helpers.building import PROGRAM, Site, built, content
from helpers.hostile import site_of
from helpers.publishing import finished_files
from helpers.same_page import Piece, pieces_of
from onrecord.languages import Wording
from onrecord.publishing.plugin import GeneratedPage

COLLECTIONS = ("real", "strait", "example", "hostile", "made")
BRIEFINGS = 60  # of the one that is made


@dataclass(frozen=True)
class Reading:
    """MkDocs' data on a page after reading it."""

    meta: Mapping[str, Any]
    title: str | None
    title_in_text: str | None
    content: list[Piece]
    toc: list[Any]
    ids: set[str]
    anchors: Mapping[str, Mapping[str, str]]
    warnings: list[str]


def readings(pages: Mapping[str, str]) -> Iterator[tuple[str, Reading, Reading]]:
    """Each page's path, MkDocs' own reading of it, and the program's."""
    config = load_config(str(PROGRAM / "mkdocs.yml"))
    files = Files([])
    for path, text in pages.items():
        file = File(path, None, config.site_dir, config.use_directory_urls)
        file.content_string = text
        files.append(file)
    for path in pages:
        file = files.src_uris[path]
        own = _read(Page(None, file, config), config, files)
        yield path, own, _read(GeneratedPage(None, file, config), config, files)


def assert_both_read_the_same(pages: Mapping[str, str]) -> None:
    for path, own, ours in readings(pages):
        for field in fields(Reading):
            assert getattr(ours, field.name) == getattr(own, field.name), (path, field.name)


def _read(page: Page, config: MkDocsConfig, files: Files) -> Reading:
    with _warnings() as warnings:
        page.read_source(config)
        page.render(config, files)
    if isinstance(page, GeneratedPage):
        assert page.was_converted, page.file.src_uri
    assert page.content is not None
    return Reading(
        page.meta,
        page.title,
        page._title_from_render and _name(page._title_from_render),
        pieces_of(page.content),
        [_entry(entry) for entry in page.toc],
        set(page.present_anchor_ids or ()),
        {file.src_uri: anchors for file, anchors in (page.links_to_anchors or {}).items()},
        warnings,
    )


def _entry(entry: AnchorLink) -> Any:
    children = [_entry(child) for child in entry.children]
    return _name(entry.title), entry.id, entry.url, entry.level, children


def _name(written: str) -> str:
    """Titles are HTML: a sign and the entity for it are the same."""
    return " ".join(unescape(written).split())


@contextmanager
def _warnings() -> Iterator[list[str]]:
    found: list[str] = []

    class Collector(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            found.append(record.getMessage())

    logger, collector = logging.getLogger("mkdocs"), Collector(logging.WARNING)
    logger.addHandler(collector)
    try:
        yield found
    finally:
        logger.removeHandler(collector)


@cache
def collection_of(name: str) -> Site:
    """A site that is built once; `example`, `hostile` and `made` beside those that `built` knows."""
    if name in ("strait", "real"):
        return built(name)
    folder = Path(tempfile.mkdtemp(prefix=f"onrecord-{name}-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    site = Site(folder / "root")
    if name == "example":
        shutil.copytree(PROGRAM / "examples" / "sarrow-strait", site.root)
    elif name == "hostile":
        site_of(site.root)
    else:
        make(site.root, BRIEFINGS)
    site.build()
    return site


def generated_pages(site: Site, words: Wording | None = None) -> dict[str, str]:
    """The Markdown of the pages that the program's own templates wrote, as they are published."""
    files = {path: text for path, text in content(site.pages).items() if isinstance(text, bytes)}
    return {
        path: finished_files(files, path, words)
        for path, text in files.items()
        if path.endswith(".md") and b"  # made by build.py:" in text
    }

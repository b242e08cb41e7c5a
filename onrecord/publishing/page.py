"""Publish one generated page as MkDocs would, without its list of all pages."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

import jinja2
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page, _RelativePathTreeprocessor
from msgspec import Struct

from onrecord.engine.files import Content
from onrecord.layout import Layout
from onrecord.markdown.plain import plain_markdown
from onrecord.markdown.rendering import is_of_machine
from onrecord.publishing.finishing.data import data_of, slug_of
from onrecord.publishing.plugin import GeneratedPage, generated
from onrecord.publishing.publication import Publication
from onrecord.publishing.theme_errors import unpublishable

_HERE = re.compile(r"#[\w-]+", re.ASCII)
_LINK = re.compile(r"(?P<page>(?:\.\./)*(?:[a-z]+/)?[\w-]+)\.md(?:#(?P<anchor>[\w-]+))?", re.ASCII)


class PageInputs(Struct, frozen=True):
    """The inputs of published pages, as a record that the engine can track.

    Attributes:
        files: the digests of the files in `site_src/`, by path.
        pages: True for each generated page, by path.
        places: the ids of the positions and questions on each briefing's page, by slug.
    """

    files: Mapping[str, bytes]
    pages: Mapping[str, bool]
    places: Mapping[str, Collection[str]]


class MkDocsState(NamedTuple):
    """The objects that MkDocs has prepared for building pages."""

    nav: Navigation
    env: jinja2.Environment
    config: MkDocsConfig
    files: Files


class PagePublisher:
    """Publishes generated pages as MkDocs would.

    Args:
        layout: the site.
        publication: the generated files.
        mkdocs: the objects that MkDocs has prepared.
        warnings: MkDocs' warnings so far; the list to which MkDocs adds more.
    """

    def __init__(
        self, layout: Layout, publication: Publication, mkdocs: MkDocsState, warnings: list[str]
    ) -> None:
        self._layout = layout
        self._publication = publication
        self._nav, self._env, self._config, self._files = mkdocs
        self._warnings = warnings

    def page(self, record: PageInputs, path: str) -> Content:
        """A page as HTML.

        Args:
            record: the inputs, whose reads are logged.
            path: the path of its Markdown.
        """
        slug = slug_of(path)
        for read in (path, *(data_of(slug) if slug else ())):
            record.files.get(read)
        said = len(self._warnings)
        page = DirectPage(self._publication, record, path, self._config)
        page.read_source(self._config)
        page.render(self._config, self._files)
        page.active = True
        context = get_context(self._nav, (), self._config, page)
        try:
            output = self._env.get_template(page.meta.get("template", "main.html")).render(context)
        except Exception as error:  # A template is a program: it can raise any exception.
            if is_of_machine(error):
                raise
            message = f"Error building page '{path}': {error}"
            raise unpublishable(self._layout, error, message) from error
        for target, links in page.unresolved_anchors().items():
            self._validate(record, path, target, links)
        page.file.page = None  # Breaks a cycle, which would keep the page until the next garbage collection.
        notes = tuple(self._warnings[said:])
        del self._warnings[said:]
        return Content(output.encode("utf-8", errors="xmlcharrefreplace"), notes)

    def twin(self, record: PageInputs, path: str) -> Content:
        """A page as plain Markdown, which is published beside its HTML."""
        record.files.get(path)
        text = self._publication.source(path).read_text("utf-8")
        return Content(plain_markdown(text).encode())

    def _validate(self, record: PageInputs, path: str, target: str, links: dict[str, str]) -> None:
        """Let MkDocs warn of those links to a page whose anchors are not on it."""
        record.files.get(target)
        file = self._files.get_file_from_path(target)
        if file is not None:
            page = Page(None, generated(self._publication, path, self._config), self._config)
            page.links_to_anchors = {file: links}
            page.validate_anchor_links(files=self._files, log_level=self._config.validation.links.anchors)


class DirectPage(GeneratedPage):
    """A generated page that is published without MkDocs' list of pages.

    Args:
        publication: the generated files.
        record: the inputs of the pages.
        path: the path of the page's Markdown.
        config: MkDocs' settings.
    """

    def __init__(self, publication: Publication, record: PageInputs, path: str, config: MkDocsConfig) -> None:
        super().__init__(None, generated(publication, path, config), config)
        self._record = record
        self.publication = publication
        self.is_from_template = path in publication.templated
        self.is_known = path in publication.from_own_templates
        self._unresolved: dict[str, dict[str, str]] = {}
        self._here: set[str] = set()

    def _addresses(self, links: Iterable[str], resolver: _RelativePathTreeprocessor) -> Iterator[str]:
        folder = posixpath.dirname(self.file.src_uri)
        known: dict[str, str | None] = {}
        for link in links:
            if link not in known:
                known[link] = self._address(link, folder)
            found = known[link]
            yield resolver.path_to_url(link) if found is None else found

    def _address(self, link: str, folder: str) -> str | None:
        """The address of the generated page that a link leads to; None if MkDocs has to resolve the link."""
        if _HERE.fullmatch(link):
            self._here.add(link)
            return link
        match = _LINK.fullmatch(link)
        page = _seen_from(folder, f"{match['page']}.md" if match else link.partition("#")[0])
        if match is None or page not in self._record.pages:
            self._record.files.get(page)
            return None
        anchor = match["anchor"]
        if anchor is None:
            return f"{match['page']}.html"
        if not self._has_place(page, anchor):
            self._unresolved.setdefault(page, {}).setdefault(anchor, link)
        return f"{match['page']}.html#{anchor}"

    def _has_place(self, page: str, anchor: str) -> bool:
        """Whether a position or question is known to be on a briefing's page."""
        slug = slug_of(page)
        return slug is not None and anchor in self._record.places.get(slug, ())

    def unresolved_anchors(self) -> dict[str, dict[str, str]]:
        """The anchors that links lead to and that are not known to exist, with their links, by page."""
        here = self.present_anchor_ids or ()
        for file, links in (self.links_to_anchors or {}).items():
            doubtful = {a: link for a, link in links.items() if file != self.file or a not in here}
            if doubtful:
                self._unresolved.setdefault(file.src_uri, {}).update(doubtful)
        missing = {link[1:]: link for link in sorted(self._here) if link[1:] not in here}
        if missing:
            self._unresolved.setdefault(self.file.src_uri, {}).update(missing)
        return self._unresolved


@lru_cache(4096)  # Most pages link to the same few.
def _seen_from(folder: str, path: str) -> str:
    return posixpath.normpath(posixpath.join(folder, path))

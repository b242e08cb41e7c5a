"""Stage 7, inside MkDocs: the plug-in that adds the generated pages, and the class that reads them.

MkDocs makes and lists the pages as usual.  Only two slow steps are replaced, with the same result: reading
the front matter, and converting the Markdown to HTML.
"""

from __future__ import annotations

import copy
import json
import logging
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from markdown.extensions.toc import nest_toc_tokens
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page, _RelativePathTreeprocessor
from mkdocs.structure.toc import get_toc
from mkdocs.utils.templates import TemplateContext

from onrecord.engine.files import write_new
from onrecord.markdown.plain import has_twin, plain_markdown
from onrecord.publishing.conversion import Converted, NotRead, convert
from onrecord.publishing.finishing.page import finished_html, finished_page
from onrecord.publishing.publication import Publication, sources_of

# The Markdown extensions for pages from templates.  Those in mkdocs.yml are for hand-written pages only: an
# extension may change words, and no setting may change an article's words.
EXTENSIONS = ("toc", "tables", "fenced_code", "attr_list", "def_list")
_FRONT_MATTER = re.compile(r"---\n((?:\w+: .*\n)+)---\n\n*")
_LINE = re.compile(r'(\w+): ("(?:[^"\\]|\\.)*")(?:  #.*)?')
log = logging.getLogger("mkdocs.structure.files")  # MkDocs' logger for such conflicts


class NoSettings(Config):  # type: ignore[no-untyped-call]  # MkDocs leaves a hook untyped
    """No settings: the plug-in takes its pages from the program, not from mkdocs.yml."""


class GeneratedPages(BasePlugin[NoSettings]):  # type: ignore[no-untyped-call]  # as above
    """A plug-in that adds the generated files to MkDocs' files, and removes those no longer generated.

    Args:
        publication: the generated files.
    """

    def __init__(self, publication: Publication) -> None:
        super().__init__()
        self._publication = publication

    def on_files(self, files: Files, /, *, config: MkDocsConfig) -> Files:
        for path in (*self._publication.sources.removed, *self._publication.outputs):
            on_disk = files.get_file_from_path(path)
            if on_disk is not None:
                files.remove(on_disk)
        tell_conflicts(files, self._publication)
        for path in self._publication.outputs:
            files.append(generated(self._publication, path, config))
        return files

    def on_nav(self, nav: Navigation, /, *, files: Files, **_: object) -> Navigation:
        tell_excluded(files, self._publication)
        take_over(self._publication.templated, self._publication, files)
        return nav

    def on_template_context(
        self, context: TemplateContext, /, *, template_name: str, **_: object
    ) -> TemplateContext:
        if template_name == "sitemap.xml":
            context["pages"] = listed(
                [file.page for file in context["pages"] if file.page], self._publication
            )
        return context

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        for path in self._publication.templated:
            write_twin(self._publication, path, config)


def write_twin(publication: Publication, path: str, config: MkDocsConfig) -> None:
    """Publish a generated page as plain Markdown too, if its kind of page has such a twin."""
    if has_twin(path):
        text = publication.source(path).read_text("utf-8")
        place = Path(config.site_dir) / path
        write_new(place, plain_markdown(text).encode())


def tell_conflicts(files: Iterable[File], publication: Publication) -> None:
    """Warn, in MkDocs' words, of hand-written files with the same published path as a generated one.

    MkDocs itself warns of them only if both files are on the disk.
    """
    for file in files:
        if not file.inclusion.is_included():  # type: ignore[no-untyped-call]  # MkDocs leaves it untyped
            continue
        for path in sources_of(file.dest_uri):
            if path in publication.sources.digests:
                said = "Excluding '%s' from the site because it conflicts with '%s'."
                log.warning(said, file.src_uri, path)


def tell_excluded(files: Files, publication: Publication) -> None:
    """Warn of a generated page that MkDocs leaves out because of the site's settings: others lead to it."""
    for path in sorted(publication.templated):
        file = files.get_file_from_path(path)
        if file is None or file.inclusion.is_included():  # type: ignore[no-untyped-call]  # as above
            continue
        key = "draft_docs" if file.inclusion is InclusionLevel.DRAFT else "exclude_docs"
        log.warning("Config value '%s': it would leave out %s, which is generated", key, path)
        return


class Listed:
    """An entry of `sitemap.xml` for a page, dated by the newest day in its content if that is known.

    MkDocs would date all pages by the day of the build.
    """

    def __init__(self, page: Page, publication: Publication) -> None:
        self.url, self.page, self.is_link = page.url, self, page.is_link
        self.canonical_url, self.abs_url = page.canonical_url, page.abs_url
        modified = publication.modified.get(page.file.src_uri) or page.meta.get("modified")
        self.meta = {"modified": modified}
        self.update_date = str(modified or "")


def listed(pages: Iterable[Page], publication: Publication) -> list[Any]:
    """The entries of `sitemap.xml` for some pages, sorted by address."""
    return sorted((Listed(page, publication) for page in pages), key=lambda page: page.url)


def generated(publication: Publication, path: str, config: MkDocsConfig) -> File:
    """A generated file as an object of MkDocs."""
    return File.generated(config, path, abs_src_path=str(publication.source(path)))


def take_over(paths: Iterable[str], publication: Publication, files: Files) -> None:
    """Turn MkDocs' pages at some paths into `GeneratedPage`s, which the program reads."""
    for path in paths:
        file = files.get_file_from_path(path)
        # If the program made the page before MkDocs, the page would lose its title in the navigation, and
        # MkDocs would not notice a page that the navigation lacks.
        if file is not None and type(file.page) is Page:
            file.page.__class__ = GeneratedPage
            assert isinstance(file.page, GeneratedPage)
            file.page.is_known = path in publication.from_own_templates
            file.page.publication = publication


class GeneratedPage(Page):
    """A generated page, read the fast way if one of the program's templates wrote it and no hook changed it.

    Attributes:
        is_from_template: whether it is read with the program's Markdown extensions, not with the site's.
        is_known: whether its template is one of the program's own.
        publication: the generated files; without them the Markdown is not finished.
        was_converted: whether it was converted the fast way, and not by Python-Markdown.
    """

    is_from_template = True
    is_known = True
    publication: Publication | None = None
    was_converted = False
    _as_made: str | None = None

    def read_source(self, config: MkDocsConfig) -> None:
        read = None
        if self.is_known and not config.plugins.events["page_read_source"]:  # No hook or plug-in reads it.
            read = front_matter(self.file.content_string)
        if read is None:
            super().read_source(config)
        else:
            self.markdown, self.meta = read
        if self.is_from_template and self.publication is not None:
            self.markdown = finished_page(self.publication, self.file.src_uri, self.meta, self.markdown or "")
        if read is not None:
            self._as_made = self.markdown

    def render(self, config: MkDocsConfig, files: Files) -> None:
        converted = self._converted()
        if converted is None:
            super().render(_with_own_extensions(config) if self.is_from_template else config, files)
        else:
            self._render(converted, config, files)
        if self.is_from_template and self.publication is not None:
            self.content = finished_html(self.meta, self.content or "", self.publication.words)

    def _render(self, converted: Converted, config: MkDocsConfig, files: Files) -> None:
        """As MkDocs renders a page, from HTML that has been converted already."""
        links = _RelativePathTreeprocessor(self.file, files, config)
        self.content = converted.html(self._addresses(converted.links, links))
        self.toc = get_toc(
            nest_toc_tokens([{"level": h.level, "id": h.id, "name": h.name} for h in converted.headings])
        )
        self._title_from_render = converted.headings[0].name if converted.begins_with_title else None
        self.present_anchor_ids = set(converted.ids)
        self.links_to_anchors = links.links_to_anchors
        self.was_converted = True

    def _addresses(self, links: Iterable[str], resolver: _RelativePathTreeprocessor) -> Iterator[str]:
        """The addresses of links, relative to the page."""
        known: dict[str, str] = {}
        for link in links:
            found = known.get(link)
            if found is None:
                found = resolver.path_to_url(link)
                if found != link or link.startswith("#"):  # MkDocs warns of each broken link.
                    known[link] = found
            yield found

    def _converted(self) -> Converted | None:
        """The page as HTML; None if only Python-Markdown can convert it."""
        if self._as_made is None or self.markdown != self._as_made:
            return None
        try:
            return convert(self._as_made)
        except NotRead:
            return None


def _with_own_extensions(config: MkDocsConfig) -> MkDocsConfig:
    """A copy of the settings with the program's Markdown extensions and no options for them."""
    own = copy.copy(config)
    own.markdown_extensions = list(EXTENSIONS)
    own.mdx_configs = {}
    return own


def front_matter(source: str) -> tuple[str, dict[str, Any]] | None:
    """The Markdown and the front matter of a page.

    None if a value of the front matter is not a JSON string: then MkDocs has to read it as YAML.
    """
    front = _FRONT_MATTER.match(source)
    if front is None:
        return None
    values = {}
    for line in front[1].removesuffix("\n").split("\n"):
        entry = _LINE.fullmatch(line)
        if entry is None:
            return None
        try:
            values[entry[1]] = json.loads(entry[2])
        except ValueError:  # an escape that only YAML knows
            return None
    return source[front.end() :], values

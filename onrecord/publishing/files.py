"""Stage 7, the fast way: generated pages as MkDocs needs them for links and for `sitemap.xml`.

MkDocs does not publish these pages itself.
"""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Container, Iterable
from functools import cached_property
from urllib.parse import quote, urljoin

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from onrecord.publishing.conversion import convert
from onrecord.publishing.finishing.data import slug_of
from onrecord.publishing.plugin import front_matter, generated
from onrecord.publishing.publication import Publication
from onrecord.text.dates import When


class KnownFiles(Files):
    """MkDocs' files, and the generated files, each of which is added when a link first leads to it.

    Args:
        files: the files that MkDocs has found.
        publication: the generated files.
        config: MkDocs' settings.
    """

    def __init__(self, files: Iterable[File], publication: Publication, config: MkDocsConfig) -> None:
        super().__init__(files)
        self._publication = publication
        self._config = config
        self._known = publication.sources.digests.keys()
        self._looked_at: dict[str, File] = {}

    def get_file_from_path(self, path: str) -> File | None:
        found = super().get_file_from_path(path)
        name = posixpath.normpath(path)
        if found is not None or name not in self._known:
            return found
        if name not in self._looked_at:
            file = generated(self._publication, name, self._config)
            if file.is_documentation_page():
                page = Page(None, file, self._config)
                page.present_anchor_ids = _Places(file, self._publication)  # type: ignore[assignment]  # it looks there
            self._looked_at[name] = file
        return self._looked_at[name]


class _Places(Container[str]):
    """The ids on a page that MkDocs does not publish; the page is read only if the publication lacks an id.

    Args:
        file: the page's file.
        publication: has the ids on the briefings' pages.
    """

    def __init__(self, file: File, publication: Publication) -> None:
        self._file = file
        self._places = publication.places

    def __contains__(self, anchor: object) -> bool:
        slug = slug_of(self._file.src_uri)
        return (slug is not None and anchor in self._places.get(slug, ())) or anchor in self._ids

    @cached_property
    def _ids(self) -> Collection[str]:
        read = front_matter(self._file.content_string)
        return convert(read[0]).ids if read else ()


class ListedPage:
    """An entry of `sitemap.xml` for a page of which only the address and the newest day are known."""

    is_link = False

    def __init__(self, path: str, config: MkDocsConfig, modified: When | None) -> None:
        self.url, self.page = quote(f"{path.removesuffix('.md')}.html"), self
        self.canonical_url = self.abs_url = urljoin(config.site_url or "", self.url)
        self.meta = {"modified": modified}
        self.update_date = str(modified or "")

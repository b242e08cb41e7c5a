"""Single pages of a site, made without the others, for somebody who waits for one of them.

A page that is made here has the bytes that a build gives it: the same functions make its Markdown, the data
beside it and its HTML.  Whatever is not simple is left to the build that follows.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from msgspec.structs import replace

from onrecord.addresses import briefing_path
from onrecord.checking.gather import Gathered
from onrecord.engine.digests import digest_of
from onrecord.engine.files import write_new
from onrecord.languages.calendars import without_babel
from onrecord.layout import Layout
from onrecord.mkdocs_yml.fast_way import fast_way
from onrecord.publishing.finishing.data import data_of, slug_of
from onrecord.publishing.outputs import Inputs, file_of
from onrecord.publishing.publication import Publication, publication_of
from onrecord.publishing.sources import Sources
from onrecord.publishing.staging import Staged

with without_babel():  # MkDocs is slow to import with it.
    from onrecord.publishing.mkdocs import MkDocsPages
    from onrecord.publishing.page import PageInputs


class SinglePages:
    """Makes single pages of a site that was built before.

    Args:
        layout: the site.
        folder: an existing folder for what is made.
        known: the digests of the generated files that the last build left in `site_src/`, by path.
        hand_written: the paths of the other files there.
    """

    def __init__(
        self, layout: Layout, folder: Path, known: Mapping[str, bytes], hand_written: frozenset[str]
    ) -> None:
        self._layout = layout
        self._staged = Staged(folder)
        self._staged.source.mkdir(exist_ok=True)
        self._known, self._hand_written = known, hand_written
        self._mkdocs: MkDocsPages | None = None
        self._new: set[str] = set()
        self._inputs: Inputs | None = None
        self._publication: Publication
        self._pages: dict[str, bool] = {}

    def take(self, found: Gathered) -> bool:
        """Make pages from this record from now on; return whether the site's settings allow it."""
        if fast_way(found.site) is not None:
            return False
        known = {path: digest_of() for path in map(briefing_path, found.record.days)} | dict(self._known)
        nothing: frozenset[str] = frozenset()
        sources = Sources(known, self._hand_written, nothing, nothing, nothing, nothing)
        of_few = replace(found, touched=nothing)  # Places are looked up one briefing at a time.
        self._publication = publication_of(self._layout, of_few, sources, self._staged)
        if self._mkdocs is None:
            self._mkdocs = MkDocsPages(self._layout, self._publication, self._staged.folder)
        self._inputs = Inputs(self._layout, found.record, {}, found.settings, found.history, {}, nothing)
        self._pages = dict.fromkeys(self._publication.pages, True)
        self._new = set()
        return True

    def let_go(self) -> None:
        """Let go of the record, before the next one is made: two of them take twice the memory."""
        self._inputs = None

    def page(self, path: str) -> bytes | None:
        """A page as HTML, by the path of its Markdown; None if only a build can make it.

        Raises:
            TemplateError: a template cannot be used.
            OSError: the machine failed.
        """
        slug = slug_of(path)
        if not all(map(self._is_made, (path, *(data_of(slug) if slug else ())))):
            return None
        sources = replace(self._publication.sources, new=frozenset(self._new))
        publication = replace(self._publication, sources=sources)
        record = PageInputs(sources.digests, self._pages, publication.places)
        return self._mkdocs.published(publication, record, path) if self._mkdocs else None

    def _is_made(self, path: str) -> bool:
        """Make a file of `site_src/`, if it is not made yet; return whether it is there."""
        if path not in self._new:
            assert self._inputs is not None
            output = file_of(path, self._inputs)
            if output is None:
                return False
            place = self._staged.source / path
            place.parent.mkdir(parents=True, exist_ok=True)
            write_new(place, output.made(self._inputs.record).data)
            self._new.add(path)
        return True

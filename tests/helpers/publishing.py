"""Pages as they are published: what the Markdown leaves to the published page is added."""

from __future__ import annotations

from collections.abc import Mapping

from onrecord.engine.files import Export
from onrecord.exports.addresses import Addresses
from onrecord.exports.bibliography import csl_file
from onrecord.exports.briefing import briefing_file
from onrecord.languages import Wording, english
from onrecord.markdown.rendering import Renderer
from onrecord.mkdocs_yml.settings import UNSAID, Settings
from onrecord.pages.catalogue import Page
from onrecord.publishing.finishing.data import BriefingData, data_of, slug_of
from onrecord.publishing.finishing.page import finished, kind_in
from onrecord.publishing.plugin import front_matter
from onrecord.record import Record


def finished_text(
    path: str, text: str, data: BriefingData | None = None, words: Wording | None = None
) -> str:
    """A page with its front matter."""
    read = front_matter(text)
    assert read is not None, path
    markdown, meta = read
    front = text.removesuffix(markdown)
    return front + finished(path, kind_in(meta), markdown, data, words or english())


def finished_files(files: Mapping[str, bytes], path: str, words: Wording | None = None) -> str:
    """A page of those in `site_src`, with the data that stand beside it."""
    slug = slug_of(path)
    data = BriefingData(*(files[beside] for beside in data_of(slug))) if slug else None
    return finished_text(path, files[path].decode(), data, words)


def finished_page(
    page: Page, renderer: Renderer, record: Record | None = None, settings: Settings = UNSAID
) -> str:
    """A page of a record, with its front matter."""
    slug = slug_of(page.path)
    data = None
    if slug and record:
        data = BriefingData(*(export.data for export in beside_page(record, slug, settings)))
    return finished_text(page.path, renderer.render(page), data, settings.words)


def beside_page(record: Record, slug: str, settings: Settings = UNSAID) -> tuple[Export, Export]:
    """The data that a briefing's page is finished with."""
    brief = record.briefs[slug]
    return briefing_file(record, brief, Addresses(settings)), csl_file(record, brief, settings)

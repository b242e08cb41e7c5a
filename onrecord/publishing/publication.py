"""What is to be published: the generated files, where each of them is, and what their pages are made from."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from pathlib import Path

from msgspec import Struct

from onrecord.addresses import briefing_path
from onrecord.checking.gather import Gathered
from onrecord.engine.digests import digest_of, files_digest
from onrecord.languages import Wording
from onrecord.layout import Layout
from onrecord.markdown.plain import has_twin
from onrecord.mkdocs_yml.fast_way import fast_way
from onrecord.mkdocs_yml.site import SiteSettings
from onrecord.model import AnchoredBrief, Record
from onrecord.publishing.conversion import knows_templates
from onrecord.publishing.sources import Sources
from onrecord.publishing.staging import Staged
from onrecord.text.dates import When, first_day

MANY = 1000  # From so many files on a look at all that were made costs less than one at each briefing.


class Publication(Struct, frozen=True):
    """The generated files of a site, as they will be.

    Attributes:
        site_src: where those are that have not changed.
        staged: where the others are.
        sources: all of them, and which are new.
        pages: the paths of all pages.
        templated: the pages that templates wrote; the others are the program's own, and written by hand.
        known: the pages that the program's own templates wrote.
        modified: the newest day of each briefing's page, by path.
        places: the ids of the positions and questions on each briefing's page, by slug.
        touched_briefs: the slugs of briefings that may have other ids than in the last build that went well;
            None for all.
        briefs: the briefings, by slug.
        as_of: the day that stands for today where MkDocs dates what it makes.
        words: what the site says in its own words.
        settings: what mkdocs.yml says.
        slow_because: why MkDocs has to publish all pages, one after the other; None where it need not.
    """

    site_src: Path
    staged: Path
    sources: Sources
    pages: frozenset[str]
    templated: frozenset[str]
    known: frozenset[str]
    modified: Mapping[str, When]
    places: Mapping[str, Collection[str]]
    touched_briefs: frozenset[str] | None
    briefs: Mapping[str, AnchoredBrief]
    as_of: date | None
    words: Wording
    settings: SiteSettings
    slow_because: str | None

    def source(self, path: str) -> Path:
        """The file to publish."""
        return (self.staged if path in self.sources.new else self.site_src) / path

    @property
    def exports(self) -> frozenset[str]:
        """The paths of all files beside the pages."""
        return frozenset(self.sources.digests.keys() - self.pages)

    @property
    def outputs(self) -> list[str]:
        """The paths of all, pages first, in order."""
        return [*sorted(self.pages), *sorted(self.exports)]


def publication_of(layout: Layout, found: Gathered, sources: Sources, staged: Staged) -> Publication:
    """What has to be published.

    Args:
        layout: the site.
        found: what the pages were made from.
        sources: the generated files.
        staged: where new files are.
    """
    record, touched = found.record, found.touched
    assert record is not None
    assert found.site is not None
    pages = frozenset(path for path in sources.digests if path.endswith(".md"))
    templated = pages - layout.default_pages().keys()
    return Publication(
        site_src=layout.site_src,
        staged=staged.source,
        sources=sources,
        pages=pages,
        templated=templated,
        known=templated if knows_templates(layout.templates) else frozenset(),
        modified={briefing_path(slug): day for slug, day in record.changed.items()},
        places=_PlacesOfFew(record.briefs) if len(sources.changed) < MANY else _places(record),
        touched_briefs=None
        if touched is None
        else frozenset(key for name, key in touched if name == "briefs"),
        briefs=record.briefs,
        as_of=first_day(record.newest) if record.newest else None,
        words=found.settings.words,
        settings=found.site,
        slow_because=fast_way(found.site),
    )


def made_from(layout: Layout, publication: Publication, navigation: str) -> bytes:
    """A digest of what all pages are published from beside their Markdown.

    Args:
        layout: the site.
        publication: what is published.
        navigation: what pages show of the navigation.
    """
    theme = [path for path in layout.theme.rglob("*") if path.is_file()]
    written = map(os.fsencode, sorted(publication.sources.hand_written))
    said = repr((publication.words, bool(publication.known), navigation)).encode("utf-8", "surrogatepass")
    return digest_of(publication.settings.digest, files_digest(theme), said, *written)


def published_as(path: str) -> Iterator[str]:
    """Where a generated file in `site_src` is published."""
    if path.endswith(".md"):
        yield f"{path.removesuffix('.md')}.html"
    if not path.endswith(".md") or has_twin(path):
        yield path


def sources_of(published: str) -> Iterator[str]:
    """What a file of the site may be published from."""
    if not published.endswith(".md") or has_twin(published):
        yield published
    if published.endswith(".html"):
        yield f"{published.removesuffix('.html')}.md"


class _PlacesOfFew(Mapping[str, Collection[str]]):
    """The ids of positions and questions by slug, where few of them are asked for."""

    def __init__(self, briefs: Mapping[str, AnchoredBrief]) -> None:
        self._briefs = briefs

    def __getitem__(self, slug: str) -> Collection[str]:
        brief = self._briefs[slug]
        return {position.id for position in brief.positions} | {question.id for question in brief.questions}

    def __iter__(self) -> Iterator[str]:
        return iter(self._briefs)

    def __len__(self) -> int:
        return len(self._briefs)


def _places(record: Record) -> Mapping[str, Collection[str]]:
    places: dict[str, set[str]] = {slug: set() for slug in record.days}
    for of_actor in record.positions_of.values():
        for statement in of_actor:
            places[statement.slug].add(statement.id)
    for inquiry in record.questions:
        places[inquiry.slug].add(inquiry.id)
    return places

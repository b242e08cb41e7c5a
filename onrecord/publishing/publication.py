"""The publication: the generated files, where each of them is, and the inputs of their pages."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Mapping
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
from onrecord.publishing.conversion import knows_templates
from onrecord.publishing.sources import Sources
from onrecord.publishing.staging import Staged
from onrecord.record import AnchoredBrief, Record
from onrecord.text.dates import When, first_day

MANY = 1000  # With this many files, reading all of them at once costs less than reading each briefing.


class Publication(Struct, frozen=True):
    """The generated files of a site, as this build will leave them.

    Attributes:
        site_src: the folder of those that have not changed.
        staged: the folder of the others.
        sources: all of them, and which are new.
        pages: the paths of all pages.
        templated: the paths of pages from templates; the others are the program's default pages, which are
            hand-written.
        from_own_templates: the paths of pages from the program's own templates.
        modified: the newest day of each briefing's page, by path.
        places: the ids of the positions and questions on each briefing's page, by slug.
        touched_briefs: the slugs of briefings whose ids may have changed since the last successful build;
            None for all.
        briefs: the briefings, by slug.
        as_of: the day that MkDocs uses as the day of the build; None if there is no briefing.
        words: the wording of the site's own texts.
        settings: the content of mkdocs.yml.
        slow_because: why MkDocs has to publish all pages itself, one after the other; None if it need not.
    """

    site_src: Path
    staged: Path
    sources: Sources
    pages: frozenset[str]
    templated: frozenset[str]
    from_own_templates: frozenset[str]
    modified: Mapping[str, When]
    places: Mapping[str, Collection[str]]
    touched_briefs: frozenset[str] | None
    briefs: Mapping[str, AnchoredBrief]
    as_of: date | None
    words: Wording
    settings: SiteSettings
    slow_because: str | None

    def source(self, path: str) -> Path:
        """The file to publish for a path in `site_src/`."""
        return (self.staged if path in self.sources.new else self.site_src) / path

    @property
    def exports(self) -> frozenset[str]:
        """The paths of all files that are not pages."""
        return frozenset(self.sources.digests.keys() - self.pages)

    def exports_among(self, paths: Iterable[str]) -> frozenset[str]:
        """Those of some paths that are files and not pages."""
        return frozenset(p for p in paths if p in self.sources.digests and p not in self.pages)

    @property
    def tables(self) -> list[str]:
        """The names of the tables in `data/` that spreadsheets open: positions first, newest years first."""
        found = [path.removeprefix("data/") for path in self.sources.digests if path.startswith("data/")]
        names = sorted((name for name in found if name.endswith(".csv")), reverse=True)
        return sorted(names, key=lambda name: not name.startswith("positions"))

    @property
    def outputs(self) -> list[str]:
        """The paths of all files: first the pages, then the exports, each sorted."""
        return [*sorted(self.pages), *sorted(self.exports)]


def publication_of(layout: Layout, found: Gathered, sources: Sources, staged: Staged) -> Publication:
    """The publication of a site.

    Args:
        layout: the site.
        found: the inputs of the pages.
        sources: the generated files.
        staged: has the new files.
    """
    record, touched = found.record, found.touched
    # Without `touched` the places of all briefings are asked for.
    is_small = touched is not None and len(sources.changed) < MANY
    pages = frozenset(path for path in sources.digests if path.endswith(".md"))
    templated = pages - layout.default_pages().keys()
    return Publication(
        site_src=layout.site_src,
        staged=staged.source,
        sources=sources,
        pages=pages,
        templated=templated,
        from_own_templates=templated if knows_templates(layout.templates) else frozenset(),
        modified={briefing_path(slug): day for slug, day in record.changed.items()},
        places=_PlacesOfFew(record.briefs) if is_small else _places(record),
        touched_briefs=None if touched is None else frozenset(s for field, s in touched if field == "briefs"),
        briefs=record.briefs,
        as_of=first_day(record.newest) if record.newest else None,
        words=found.settings.words,
        settings=found.site,
        slow_because=fast_way(found.site),
    )


def shared_inputs(layout: Layout, publication: Publication, navigation: str) -> bytes:
    """A digest of the inputs that all published pages share.

    Args:
        layout: the site.
        publication: the generated files.
        navigation: those parts of the navigation that pages show.
    """
    theme = [path for path in layout.theme.rglob("*") if path.is_file()]
    written = map(os.fsencode, sorted(publication.sources.hand_written))
    said = repr(
        (publication.words, bool(publication.from_own_templates), navigation, publication.tables)
    ).encode("utf-8", "surrogatepass")
    return digest_of(publication.settings.digest, files_digest(theme), said, *written)


def published_as(path: str) -> Iterator[str]:
    """The paths on the site at which a generated file of `site_src/` is published."""
    if path.endswith(".md"):
        yield f"{path.removesuffix('.md')}.html"
    if not path.endswith(".md") or has_twin(path):
        yield path


def sources_of(published: str) -> Iterator[str]:
    """The paths in `site_src/` from which a file of the site may be published."""
    if not published.endswith(".md") or has_twin(published):
        yield published
    if published.endswith(".html"):
        yield f"{published.removesuffix('.html')}.md"


class _PlacesOfFew(Mapping[str, Collection[str]]):
    """The ids of positions and questions by slug, read one briefing at a time: fast for few look-ups."""

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

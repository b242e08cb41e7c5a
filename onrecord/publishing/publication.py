"""What is to be published: which files are generated, where each of them is, and which have changed."""

from __future__ import annotations

import os
from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath

from msgspec import Struct

from onrecord.addresses import briefing_path
from onrecord.engine.digests import digest_of, files_digest
from onrecord.languages import Wording
from onrecord.last_build import Before
from onrecord.layout import PROGRAM, Layout
from onrecord.model import Record
from onrecord.plain import has_twin
from onrecord.publishing.conversion import knows_templates
from onrecord.publishing.staging import Staged
from onrecord.site.outputs import Renewed
from onrecord.text.dates import When


class Edition(Struct, frozen=True):
    """The generated files of a site, as they will stand.

    Attributes:
        site_src: where those stand that have not changed.
        staged: where the others are.
        new: the paths of the others.
        pages: the paths of all pages.
        exports: the paths of all files beside the pages.
        templated: the pages that templates wrote; the others are lent, and were written by hand.
        known: the pages that the program's own templates wrote.
        modified: the newest day of each briefing's page, by path.
        anchors: places on the briefings' pages that are there, as `slug#id`.
        hand_written: the paths of all files that people put into `site_src`; None where all pages have to
            go MkDocs' own way.
        changed: the paths of what has to be published; None for all of it.
        made_from: a digest of what all pages are published from beside their Markdown.
        navigation: what the pages that stand on the site show of the navigation.
        words: what the site says in its own words.
    """

    site_src: Path
    staged: Path
    new: Collection[str]
    pages: Collection[str]
    exports: Collection[str]
    templated: Collection[str]
    known: Collection[str]
    modified: Mapping[str, When]
    anchors: Container[str]
    hand_written: Collection[str] | None
    changed: Collection[str] | None
    made_from: bytes
    navigation: str
    words: Wording

    def source(self, path: str) -> Path:
        """The file to publish."""
        return (self.staged if path in self.new else self.site_src) / path

    @property
    def outputs(self) -> list[str]:
        """The paths of all, in order."""
        return [*sorted(self.pages), *sorted(self.exports)]

    @property
    def to_publish(self) -> list[str]:
        """The paths of what has to be published, in order."""
        return self.outputs if self.changed is None else sorted(self.changed)


def edition_of(
    layout: Layout,
    record: Record,
    renewed: Renewed,
    restless: Collection[str],
    published: bytes,
    staged: Staged,
    before: Before,
    words: Wording,
) -> Edition:
    """What has to be published.

    Args:
        layout: the site.
        record: what the pages are made from.
        renewed: the generated files.
        restless: pages whose links may break though nothing that they show changes.
        published: what `fact_of` said of the last edition; empty where there was none.
        staged: where new files are.
        before: what was touched since the last build.
        words: what the site says in its own words.
    """
    pages = renewed.pages
    hand_written = renewed.standing.hand_written if before.now is not None else None
    made_from = _made_from(layout, renewed.standing.hand_written, words)
    touched = before.touched_in(layout.site)
    changed = None
    if touched is not None and published.startswith(made_from) and _has_its_shape(layout.site, touched):
        changed = (
            renewed.changed
            | (pages & frozenset(restless))
            | {path for place in touched for path in sources_of(place) if path in renewed.paths}
        )
    is_known = knows_templates(layout.templates)
    templated = pages - layout.lent_pages().keys()
    return Edition(
        site_src=layout.site_src,
        staged=staged.source,
        new=renewed.new,
        pages=pages,
        exports=renewed.paths - pages,
        templated=templated,
        known=templated if is_known else (),
        modified={briefing_path(slug): day for slug, day in record.changed.items()},
        anchors=(frozenset(_anchors(record)) if changed is None else Anchors(record)) if is_known else (),
        hand_written=hand_written,
        changed=changed,
        made_from=made_from,
        navigation=published.removeprefix(made_from).decode() if changed is not None else "",
        words=words,
    )


def _has_its_shape(site: Path, touched: Collection[str]) -> bool:
    """Whether the site is there, with no folder in the place of a file and no file in that of a folder."""
    folders = {folder.as_posix() for path in touched for folder in PurePosixPath(path).parents}
    return (
        folders.isdisjoint(touched) and site.is_dir() and not any((site / path).is_dir() for path in touched)
    )


def fact_of(edition: Edition, navigation: str) -> bytes:
    """What is to be known of an edition when the next one is made; empty where nothing can be."""
    return edition.made_from + navigation.encode() if navigation else b""


def _made_from(layout: Layout, hand_written: Iterable[str], words: Wording) -> bytes:
    settings = {layout.settings, PROGRAM / layout.settings.name}
    theme = [path for path in layout.theme.rglob("*") if path.is_file()]
    written = map(os.fsencode, sorted(hand_written))
    return digest_of(files_digest([*settings, *theme]), repr(words).encode(), *written)


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


class Anchors:
    """The places on the briefings' pages, as `slug#id`, where few of them are asked for."""

    def __init__(self, record: Record) -> None:
        self._briefs = record.briefs

    def __contains__(self, place: object) -> bool:
        slug, _, id_ = str(place).partition("#")
        brief = self._briefs.get(slug)
        if brief is None:
            return False
        return any(p.id == id_ for p in brief.positions) or any(q.id == id_ for q in brief.questions)


def _anchors(record: Record) -> Iterable[str]:
    for of_actor in record.positions_of.values():
        yield from (f"{statement.slug}#{statement.id}" for statement in of_actor)
    yield from (f"{inquiry.slug}#{inquiry.id}" for inquiry in record.questions)

"""The feeds: briefings, questions, changes of position, the positions of each actor, and the positions and
questions on each issue.

A feed's main document has the newest entries.  The older ones are in archive documents, one for each
year of the briefings' dates (RFC 5005, section 4), so that every entry is in exactly one of them.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import groupby

from msgspec import Struct

from onrecord.addresses import (
    ACTORS,
    CHANGES,
    HOME,
    ISSUES,
    QUESTIONS,
    actor_path,
    issue_path,
    issue_questions_feed,
    issue_questions_place,
)
from onrecord.exports.addresses import Addresses
from onrecord.exports.entries import Entries, Entry
from onrecord.exports.identifiers import feed_urn
from onrecord.languages.wording import Literal
from onrecord.mkdocs_yml.settings import Settings
from onrecord.record import ChangePath, Inquiry, Record, Reference
from onrecord.text.dates import When, first_day, in_order

NEWEST = 50
_EPOCH = date(1970, 1, 1)


class Item(Reference, frozen=True):
    """A reference to the subject of an entry.

    Attributes:
        day: its briefing's date; for a change of position, that of the newest of its briefings.
        path: for a change of position, all of its statements; the reference is to the last one.
    """

    day: When
    path: ChangePath | None = None

    @property
    def references(self) -> tuple[Reference, ...]:
        """All that the entry is about."""
        return self.path.statements if self.path else (self,)

    @property
    def name(self) -> str:
        """A name of its entry that changes when the entry is about something else."""
        return " ".join(f"{about.slug}#{about.id}" for about in self.references)


class Feed(Struct, frozen=True):
    """A feed.

    Attributes:
        stem: the path of its main documents, without the ending.
        page: the page that it belongs to; for the questions on an issue with their fragment.
        items: the subjects of its entries, newest first.
    """

    stem: str
    title: str
    description: str
    page: str
    items: tuple[Item, ...]


class Document(Struct, frozen=True):
    """One of the documents that a feed is published in; paths are without the ending.

    Attributes:
        urn: the feed's name, which all its documents share.
        author: who publishes it.
        updated: the newest date of an entry, or of the record if there is none. For a month or a year it is
            the first day, so that it is not in the future.
        items: what its entries are about, newest first.
        current: the main document.
        older: the archive of the next older year that has one.
        newer: for an archive, the archive of the next newer year.
    """

    path: str
    urn: str
    title: str
    description: str
    author: str
    page: str
    updated: date
    items: tuple[Item, ...]
    current: str
    older: str | None
    newer: str | None
    addresses: Addresses

    @property
    def is_archive(self) -> bool:
        """Whether this is an archive document and not the main one."""
        return self.path != self.current


def feed_stem(page: str) -> str | None:
    """The path of a page's feed, without its ending; None if it has no feed."""
    if page in (HOME, CHANGES):
        return "feed" if page == HOME else "changes"
    path, _, place = page.partition("#")
    stem = path.removesuffix(".md")
    if place:
        return issue_questions_feed(posixpath.basename(stem))
    has_own = page == QUESTIONS or stem.startswith(("actors/", "issues/"))
    return f"{stem}.feed" if has_own and page not in (ACTORS, ISSUES) else None


def has_json_feed(page: str) -> bool:
    """Whether a page's feed exists as JSON Feed as well as Atom: the site-wide feeds do.

    Actors and issues have Atom only: they are as numerous as briefings, and every feed reader knows Atom.
    """
    return page in (HOME, QUESTIONS)


def feed_pages(record: Record) -> Iterator[str]:
    """The pages that have a feed, even an empty one, so that people can subscribe early."""
    yield from (HOME, QUESTIONS, CHANGES, *map(actor_path, record.actors), *map(issue_path, record.issues))
    yield from map(issue_questions_place, record.issues)


def feed_of(page: str, record: Record, settings: Settings) -> Feed:
    """The feed of a page."""
    words = settings.words
    path, _, place = page.partition("#")
    name, id_ = settings.site_name, posixpath.basename(path).removesuffix(".md")
    stem = feed_stem(page)
    assert stem is not None, "the page has a feed"
    if page == HOME:
        of_site = settings.site_description or words.text("feeds.briefings")
        return Feed(
            stem, name, of_site, page, tuple(Item(slug, "", day) for slug, day in record.days.items())
        )
    if page == QUESTIONS:
        return Feed(
            stem,
            words.text("feeds.title", name=Literal(words.text("navigation.questions")), site=name),
            words.text("questions.description"),
            page,
            _asked(record.questions),
        )
    if place:
        title = words.text("feeds.questions_on", title=record.issues[id_].title)
        return Feed(
            stem,
            words.text("feeds.title", name=Literal(title), site=name),
            words.text("questions.on_description", title=record.issues[id_].title),
            page,
            _asked(record.questions_on.get(id_, ())),
        )
    if page == CHANGES:
        items = (
            Item(
                path.later.slug, path.later.id, max((s.briefed for s in path.statements), key=in_order), path
            )
            for path in record.changes
        )
        return Feed(
            stem,
            words.text("feeds.title", name=Literal(words.text("changes.title")), site=name),
            words.text("changes.description"),
            page,
            tuple(sorted(items, key=lambda item: in_order(item.day), reverse=True)),
        )
    if page.startswith("actors/"):
        of = record.actors[id_].name
        statements = record.positions_of.get(id_, ())
        about = words.text("actor.description", name=of)
    else:
        of = record.issues[id_].title
        statements = record.positions_on.get(id_, ())
        about = words.text("issue.description", title=of)
    title = words.text("feeds.title", name=of, site=name)
    return Feed(stem, title, about, page, tuple(Item(s.slug, s.id, s.briefed) for s in statements))


def _asked(inquiries: Iterable[Inquiry]) -> tuple[Item, ...]:
    return tuple(Item(inquiry.slug, inquiry.id, inquiry.asked) for inquiry in inquiries)


def entry_of(page: str, record: Record, settings: Settings) -> Callable[[Reference], Entry]:
    """A function that makes the entries of a page's feed."""
    entries = Entries(record, Addresses(settings, feed_stem(page) or ""))
    if page == CHANGES:
        return lambda item: entries.change(_path_of(item))
    if page == HOME:
        return entries.briefing
    return entries.question if page == QUESTIONS or "#" in page else entries.position


def _path_of(item: Reference) -> ChangePath:
    assert isinstance(item, Item), "the feed of changes has items"
    assert item.path is not None, "and these have paths"
    return item.path


def documents_of(feed: Feed, record: Record, settings: Settings) -> Iterator[Document]:
    """A feed's documents, the main one first, then the archives from the newest on."""
    by_year = [
        (f"{feed.stem}-{year:04}", tuple(items))
        for year, items in groupby(feed.items[NEWEST:], lambda item: item.day.year)
    ]
    parts = [(feed.stem, feed.items[:NEWEST]), *by_year]
    for number, (path, items) in enumerate(parts):
        changed = [record.changed[about.slug] for item in items for about in item.references]
        newest = max(changed, key=in_order) if changed else record.newest
        yield Document(
            path=path,
            urn=feed_urn(f"{feed.stem}.xml", settings.site_name),
            title=feed.title,
            description=feed.description,
            author=settings.site_name,
            page=feed.page,
            updated=first_day(newest) if newest else _EPOCH,
            items=items,
            current=feed.stem,
            older=parts[number + 1][0] if number + 1 < len(parts) else None,
            newer=parts[number - 1][0] if number > 1 else None,
            addresses=Addresses(settings, path),
        )

"""The feeds: of the briefings, of the questions, and of each actor's and each issue's positions.

A feed's main document has the newest entries.  The older ones are in archive documents, one for each
year of the briefings' dates (RFC 5005, section 4), so that every entry is in exactly one of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from onrecord.addresses import ACTORS, HOME, ISSUES, QUESTIONS, actor_path, issue_path
from onrecord.exports.addresses import Addresses
from onrecord.exports.entries import Entries, Entry
from onrecord.exports.identifiers import feed_urn
from onrecord.model import Record, Reference
from onrecord.record import newest_date
from onrecord.settings import Settings

NEWEST = 50
_EPOCH = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed.

    Attributes:
        stem: the path of its main documents, without the ending.
        page: the page that it is the feed of.
        items: what its entries are about, newest first.
        entry: makes the entry of an item.
    """

    stem: str
    title: str
    description: str
    page: str
    items: tuple[Reference, ...]
    entry: Callable[[Reference], Entry]


@dataclass(frozen=True, slots=True)
class Document:
    """One of the documents that a feed is published in; paths are without the ending.

    Attributes:
        urn: the feed's name, which all its documents share.
        author: who publishes it.
        updated: the newest date of an entry; of the record where there is none.
        current: the main document.
        older: the archive of the next older year that has one.
        newer: where this is an archive, the archive of the next newer year.
    """

    path: str
    urn: str
    title: str
    description: str
    author: str
    page: str
    updated: date
    entries: tuple[Entry, ...]
    current: str
    older: str | None
    newer: str | None
    addresses: Addresses

    @property
    def is_archive(self) -> bool:
        """Whether this is an archive document and not the main one."""
        return self.path != self.current


def feed_stem(page: str) -> str | None:
    """The path, without its ending, of the feed that a page has; None where it has none."""
    if page == HOME:
        return "feed"
    stem = page.removesuffix(".md")
    has_own = page == QUESTIONS or stem.startswith(("actors/", "issues/"))
    return f"{stem}.feed" if has_own and page not in (ACTORS, ISSUES) else None


def feeds_of(record: Record, settings: Settings) -> Iterator[Feed]:
    """All feeds, those without an entry too, so that one can subscribe before there is one."""
    name = settings.site_name
    briefs = tuple(Reference(slug, "") for slug in record.briefs)
    of_site = settings.site_description or "All briefings, newest first."
    yield _feed(record, settings, HOME, name, of_site, briefs)
    questions, of_questions = tuple(record.questions()), "What the articles leave open."
    yield _feed(record, settings, QUESTIONS, f"Questions – {name}", of_questions, questions)
    for actor_id, actor in record.actors.items():
        positions = record.positions_of.get(actor_id, ())
        about = f"What {actor.name} is reported to have said."
        yield _feed(record, settings, actor_path(actor_id), f"{actor.name} – {name}", about, positions)
    for issue_id, issue in record.issues.items():
        positions = record.positions_on.get(issue_id, ())
        about = f"Who is reported to have said what on: {issue.title}"
        yield _feed(record, settings, issue_path(issue_id), f"{issue.title} – {name}", about, positions)


def _feed(
    record: Record,
    settings: Settings,
    page: str,
    title: str,
    description: str,
    items: tuple[Reference, ...],
) -> Feed:
    stem = feed_stem(page)
    assert stem is not None, "each of these pages has a feed"
    entries = Entries(record, Addresses(settings, stem))
    makers = {HOME: entries.briefing, QUESTIONS: entries.question}
    return Feed(stem, title, description, page, items, makers.get(page, entries.position))


def documents_of(feed: Feed, record: Record, settings: Settings) -> Iterator[Document]:
    """A feed's documents, the main one first, then the archives from the newest on."""
    by_year = [
        (f"{feed.stem}-{year:04}", tuple(items))
        for year, items in groupby(feed.items[NEWEST:], lambda item: record.briefs[item.slug].brief.date.year)
    ]
    parts = [(feed.stem, feed.items[:NEWEST]), *by_year]
    for number, (path, items) in enumerate(parts):
        entries = tuple(feed.entry(item) for item in items)
        days = [entry.updated for entry in entries]
        yield Document(
            path=path,
            urn=feed_urn(f"{feed.stem}.xml", settings.site_name),
            title=feed.title,
            description=feed.description,
            author=settings.site_name,
            page=feed.page,
            updated=max(days) if days else newest_date(record) or _EPOCH,
            entries=entries,
            current=feed.stem,
            older=parts[number + 1][0] if number + 1 < len(parts) else None,
            newer=parts[number - 1][0] if number > 1 else None,
            addresses=Addresses(settings, path),
        )

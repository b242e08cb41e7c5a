"""What a page says of itself to machines: JSON-LD in schema.org's words, for the page's head.

Addresses are absolute where the site says where it is published; else they are relative, and JSON-LD in a
page is read relative to the page.  `as_script` in `files` writes it so that it may stand in HTML.
"""

from __future__ import annotations

import posixpath

from onrecord.addresses import (
    ACTORS,
    BRIEFINGS,
    HOME,
    ISSUES,
    QUESTIONS,
    actor_path,
    briefing_path,
    issue_path,
)
from onrecord.exports.addresses import Addresses
from onrecord.exports.files import as_script
from onrecord.exports.statements import Node, Statements, node, the
from onrecord.model import AnchoredBrief, Record
from onrecord.pages.splitting import LIMIT
from onrecord.settings import Settings
from onrecord.text.dates import in_order
from onrecord.text.inline import plain

CONTEXT = "https://schema.org"
_INDEXES = {
    BRIEFINGS: "navigation.briefings",
    ACTORS: "navigation.actors",
    ISSUES: "navigation.issues",
}

_QUESTIONS = "navigation.questions"


def in_page(data: Node | None) -> str:
    """The element that holds a page's data; it may stand at the end of the page's Markdown."""
    return f'\n<script type="application/ld+json">{as_script(data)}</script>\n' if data else ""


def linked_data(path: str, record: Record, settings: Settings) -> Node | None:
    """What a page says, by its path in site_src; None for pages that the program does not know."""
    folder, name = posixpath.split(path.removesuffix(".md"))
    whole, part, _ = name.partition("_")
    if part:
        return _part_data(path, folder, whole, record, settings)
    if path == HOME:
        return home_data(settings)
    if path in _INDEXES:
        return index_data(path, settings.words.text(_INDEXES[path]), settings)
    if path == QUESTIONS:
        return questions_data(record, settings)
    if folder == "briefs" and name in record.briefs:
        return briefing_data(record, record.briefs[name], settings)
    if folder == "actors" and name in record.actors:
        return actor_data(record, name, settings)
    if folder == "issues" and name in record.issues:
        return issue_data(record, name, settings)
    return None


def _part_data(path: str, folder: str, whole: str, record: Record, settings: Settings) -> Node:
    """A part of a long page: of the list of an actor's positions, of an index."""
    name = settings.words.text(_INDEXES.get(f"{folder}/index.md", _QUESTIONS))
    if folder == "actors" and whole in record.actors:
        name = record.actors[whole].name
    elif folder == "issues" and whole in record.issues:
        name = record.issues[whole].title
    return index_data(path, name, settings)


def home_data(settings: Settings) -> Node:
    """The first page stands for the site."""
    address = Addresses(settings, HOME).of(HOME)
    described = node(
        "WebSite",
        name=settings.site_name,
        description=settings.site_description,
        url=address,
        inLanguage=settings.words.tag,
    )
    return {"@context": CONTEXT, **the(address), **described}


def index_data(path: str, name: str, settings: Settings) -> Node:
    """A page that lists others."""
    return _page("CollectionPage", path, name, settings)


def questions_data(record: Record, settings: Settings) -> Node:
    """The page of all questions; of those that are open it names as many as it shows."""
    addresses = Addresses(settings, QUESTIONS)
    questions = []
    open_ones = [inquiry for inquiry in record.questions if inquiry.status == "open"]
    for inquiry in sorted(open_ones, key=lambda inquiry: in_order(inquiry.asked))[:LIMIT]:
        address = addresses.of(briefing_path(inquiry.slug), inquiry.id)
        ask = record.question(inquiry).asked.ask
        questions.append({**the(address), **node("Question", name=ask, url=address)})
    return _page("CollectionPage", QUESTIONS, settings.words.text(_QUESTIONS), settings, hasPart=questions)


def actor_data(record: Record, actor_id: str, settings: Settings) -> Node:
    """An actor's page."""
    path, actor = actor_path(actor_id), record.actors[actor_id]
    described = Statements(record, Addresses(settings, path)).actor(actor_id)
    if actor.kind == "unnamed":  # Nobody's profile.
        return _page("CollectionPage", path, actor.name, settings, about=described)
    return _page("ProfilePage", path, actor.name, settings, mainEntity=described)


def issue_data(record: Record, issue_id: str, settings: Settings) -> Node:
    """An issue's page."""
    path, issue = issue_path(issue_id), record.issues[issue_id]
    described = Statements(record, Addresses(settings, path)).issue(issue_id)
    return _page("CollectionPage", path, issue.title, settings, mainEntity=described)


def briefing_data(record: Record, brief: AnchoredBrief, settings: Settings) -> Node:
    """A briefing: an article about what another one has people say."""
    path, written = briefing_path(brief.slug), brief.brief
    addresses = Addresses(settings, path)
    statements = Statements(record, addresses)
    source = _source(brief, addresses)
    named = [position.stated.issue for position in brief.positions]
    named += [question.asked.issue for question in brief.questions if question.asked.issue]
    changes = [written.updated, *(correction.date for correction in written.corrections)]
    modified = max((day for day in changes if day), default=None)
    described = node(
        "Article",
        headline=brief.title,
        description=plain(written.summary),
        url=addresses.of(path),
        inLanguage=settings.words.content,
        temporalCoverage=written.date.isoformat(),  # What it is about: not when anything was published.
        dateModified=modified.isoformat() if modified else None,
        keywords=list(written.tags),
        isPartOf=_site(settings, addresses),
        isBasedOn=source,
        correction=[
            node("CorrectionComment", text=plain(note.note), datePublished=note.date.isoformat())
            for note in written.corrections
        ],
        about=[statements.issue(issue) for issue in dict.fromkeys(named)],
        mentions=[statements.mention(actor) for actor in _mentioned(brief)],
        hasPart=[
            *(statements.position(brief, position, source["@id"]) for position in brief.positions),
            *(statements.question(brief, question) for question in brief.questions),
        ],
    )
    return {"@context": CONTEXT, **the(addresses.of(path)), **described}


def _mentioned(brief: AnchoredBrief) -> list[str]:
    """The briefing's actors, and those who relay, so that no reference leads nowhere."""
    relaying = [p.stated.relayed_by for p in brief.positions if p.stated.relayed_by]
    return list(dict.fromkeys([*(listed.id for listed in brief.brief.actors), *relaying]))


def _source(brief: AnchoredBrief, addresses: Addresses) -> Node:
    """The article, at its own address where that is recorded.

    Whom a byline names, a person or an agency, cannot be told from its words, so it is `creditText`.
    """
    source, article = brief.brief.source, brief.article
    described = node(
        "NewsArticle",
        headline=article.title,
        inLanguage=source.language,
        publisher=node("Organization", name=source.publisher),
        creditText=source.author or (article.byline.names if article.byline else None),
        datePublished=source.published.isoformat() if source.published else None,
        url=source.url,
        archivedAt=source.archived,
    )
    identifier = source.url or addresses.of(briefing_path(brief.slug), "the_source")
    return {**the(identifier), **described}


def _page(kind: str, path: str, name: str, settings: Settings, **properties: object) -> Node:
    addresses = Addresses(settings, path)
    address = addresses.of(path)
    site = _site(settings, addresses)
    described = node(kind, name=name, url=address, inLanguage=settings.words.tag, isPartOf=site, **properties)
    return {"@context": CONTEXT, **the(address), **described}


def _site(settings: Settings, addresses: Addresses) -> Node:
    address = addresses.of(HOME)
    return {**the(address), **node("WebSite", name=settings.site_name, url=address)}

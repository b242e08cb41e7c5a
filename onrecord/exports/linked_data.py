"""Linked data of pages: JSON-LD in schema.org's vocabulary, in a file beside each page.

Briefings, actors, issues and the page of questions have such a file. The few facts that search engines read
are in the head of every page, written by the theme. Addresses are absolute if the settings have `site_url`;
else they are relative to the file, which is in the page's folder.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from onrecord.addresses import HOME, QUESTIONS, actor_path, briefing_path, issue_path
from onrecord.engine.files import Export
from onrecord.exports.addresses import Addresses
from onrecord.exports.files import GENERATOR, as_json
from onrecord.exports.statements import Node, Statements, node, the
from onrecord.mkdocs_yml.settings import Settings
from onrecord.record import AnchoredBrief, Record
from onrecord.text.inline import plain

CONTEXT = "https://schema.org"
QUESTIONS_NAMED = 100  # open ones, the newest
_OURS = {"generator": None}  # says to readers of JSON-LD that this key is no statement


def linked_pages(record: Record) -> Iterator[str]:
    """The pages that have linked data in a file."""
    yield QUESTIONS
    yield from map(briefing_path, record.days)
    yield from map(actor_path, record.actors)
    yield from map(issue_path, record.issues)


def linked_data_file(record: Record, path: str, settings: Settings) -> Export:
    """The file beside a page."""
    data = {"@context": [CONTEXT, _OURS], **GENERATOR, **linked_data(path, record, settings)}
    return Export(f"{path.removesuffix('.md')}.jsonld", as_json(data))


def linked_data(path: str, record: Record, settings: Settings) -> Node:
    """The linked data of a page, by its path in site_src, which must be one of `linked_pages`."""
    folder, name = posixpath.split(path.removesuffix(".md"))
    if folder == "briefs":
        return briefing_data(record, record.briefs[name], settings)
    if folder == "actors":
        return actor_data(record, name, settings)
    if folder == "issues":
        return issue_data(record, name, settings)
    return questions_data(record, settings)


def questions_data(record: Record, settings: Settings) -> Node:
    """The page of all questions; it names the open ones, or the newest of them."""
    addresses = Addresses(settings, QUESTIONS)
    questions = []
    open_ones = [inquiry for inquiry in record.questions if inquiry.status == "open"]
    for inquiry in open_ones[:QUESTIONS_NAMED]:
        address = addresses.of(briefing_path(inquiry.slug), inquiry.id)
        ask = record.question(inquiry).asked.ask
        questions.append({**the(address), **node("Question", name=ask, url=address)})
    name = settings.words.text("navigation.questions")
    return _page("CollectionPage", QUESTIONS, name, settings, hasPart=questions)


def actor_data(record: Record, actor_id: str, settings: Settings) -> Node:
    """An actor's page."""
    path, actor = actor_path(actor_id), record.actors[actor_id]
    described = Statements(record, Addresses(settings, path)).actor(actor_id)
    if actor.kind == "unnamed":  # An unnamed source has no profile.
        return _page("CollectionPage", path, actor.name, settings, about=described)
    return _page("ProfilePage", path, actor.name, settings, mainEntity=described)


def issue_data(record: Record, issue_id: str, settings: Settings) -> Node:
    """An issue's page."""
    path, issue = issue_path(issue_id), record.issues[issue_id]
    described = Statements(record, Addresses(settings, path)).issue(issue_id)
    return _page("CollectionPage", path, issue.title, settings, mainEntity=described)


def briefing_data(record: Record, brief: AnchoredBrief, settings: Settings) -> Node:
    """A briefing: an article about the statements in another article."""
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
        temporalCoverage=written.date.isoformat(),  # The date of the events, not of publication.
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
    return {**the(addresses.of(path)), **described}


def _mentioned(brief: AnchoredBrief) -> list[str]:
    """The briefing's actors and relaying actors, so that every reference resolves."""
    relaying = [p.stated.relayed_by for p in brief.positions if p.stated.relayed_by]
    return list(dict.fromkeys([*(listed.id for listed in brief.brief.actors), *relaying]))


def _source(brief: AnchoredBrief, addresses: Addresses) -> Node:
    """The article, with its own address if that is recorded.

    The byline is `creditText`: its words do not tell a person from an agency.
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
    return {**the(address), **described}


def _site(settings: Settings, addresses: Addresses) -> Node:
    address = addresses.of(HOME)
    return {**the(address), **node("WebSite", name=settings.site_name, url=address)}

"""Stage 5, continued: the page of one briefing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from urllib.parse import quote, urlsplit

from msgspec import Struct

from onrecord.addresses import briefing_path, relative, stored_copy_path
from onrecord.citing.cards import card_of
from onrecord.citing.fragments import PublishedText
from onrecord.mkdocs_yml.settings import Settings
from onrecord.pages.blocks import ActorLine, IssueGroup, PositionBlock, PositionLine, QuestionBlock
from onrecord.pages.entries import answer_entry
from onrecord.pages.links import Link, Linker
from onrecord.pages.quoting import gist_of, passages_in_sentences, passages_of
from onrecord.pages.source import SourceBlock, cited_spans, numbered, source_block
from onrecord.pages.speech import SpeechBlock, speech_block
from onrecord.record import (
    Anchor,
    AnchoredBrief,
    AnchoredPosition,
    Correction,
    Record,
)
from onrecord.text.dates import When
from onrecord.text.inline import plain
from onrecord.text.phrases import phrase


class BriefingPage(Struct, frozen=True):
    """The page of a briefing.

    Attributes:
        modified: the latest of its date, update and corrections.
        card: the alternative text of its social card, if the site has cards.
        description: the summary as plain text, for search engines and lists.
        data: the file name of the briefing as data.
        linked_data: the file name of its linked data.
        bibtex: the file name of its positions as BibTeX.
        ris: the file name of its positions as RIS.
        csl: the file name of its positions as CSL-JSON.
        changed: the day of the last change to its YAML, if the settings ask for that.
        changes: the address of the YAML's history.
        speech: the diagram of who addresses whom; None if too few do.
        silent: actors that are listed here or named in the article, without a position here.
        newer: a link to the next newer briefing, in the record's order.
        older: a link to the next older one.
    """

    path: str
    made_from: str
    title: str
    description: str
    date: When
    updated: dt.date | None
    modified: When
    card: str | None
    summary: str
    tags: tuple[Link, ...]
    actors: tuple[ActorLine, ...]
    issues: tuple[IssueGroup, ...]
    speech: SpeechBlock | None
    silent: tuple[Link, ...]
    questions: tuple[QuestionBlock, ...]
    source: SourceBlock
    corrections: tuple[Correction, ...]
    data: str
    linked_data: str
    bibtex: str
    ris: str
    csl: str
    changed: dt.date | None
    changes: str | None
    newer: Link | None
    older: Link | None


class BriefingContext(Struct, frozen=True):
    """What the page of a briefing shows that the briefing itself does not say.

    Attributes:
        newer: the slug of the briefing after it, in the record's order.
        older: the slug of the one before it.
        changed: the day that its YAML last changed.
        changes: the address of the YAML's changes.
        sources: the address below which the repository shows the stored copies of articles.
    """

    newer: str | None = None
    older: str | None = None
    changed: dt.date | None = None
    changes: str | None = None
    sources: str | None = None


def briefing_page(
    record: Record, anchored: AnchoredBrief, context: BriefingContext, settings: Settings
) -> BriefingPage:
    """The page of one briefing; it depends on other briefings only for links to them.

    Args:
        record: for the names that the briefing refers to.
        anchored: the briefing.
        context: its neighbours, and its changes.
        settings: the site's, for citations.
    """
    return _Maker(record, anchored, settings).page(context)


class _Maker:
    def __init__(self, record: Record, anchored: AnchoredBrief, settings: Settings) -> None:
        self.record = record
        self.anchored = anchored
        self.article = anchored.article
        self.brief = anchored.brief
        self.path = briefing_path(anchored.slug)
        self.link = Linker(record, self.path)
        self.roles = {actor.id: actor.role for actor in self.brief.actors}
        self.cited = cited_spans(anchored)
        self.published = PublishedText(self.article)
        self.has_copy = settings.publish_sources
        self.card = card_of(record, anchored, settings).alternative if settings.cards else None

    def page(self, context: BriefingContext) -> BriefingPage:
        brief, anchored = self.brief, self.anchored
        return BriefingPage(
            path=self.path,
            made_from=f"briefs/{anchored.slug}.yml",
            title=anchored.title,
            description=plain(brief.summary),
            date=brief.date,
            updated=brief.updated,
            modified=self.record.changed[anchored.slug],
            card=self.card,
            summary=brief.summary,
            tags=tuple(map(self.link.tag, dict.fromkeys(brief.tags))),
            actors=tuple(self._actor(actor_id) for actor_id in self.roles),
            issues=tuple(self._issues()),
            speech=speech_block(self.link, anchored),
            silent=tuple(self.link.actor(actor_id) for actor_id in anchored.silent),
            questions=tuple(self._questions()),
            source=source_block(self.record, anchored, self.cited, self._copy(context)),
            corrections=brief.corrections,
            data=f"{anchored.slug}.json",
            linked_data=f"{anchored.slug}.jsonld",
            bibtex=f"{anchored.slug}.bib",
            ris=f"{anchored.slug}.ris",
            csl=f"{anchored.slug}.csl.json",
            changed=context.changed,
            changes=context.changes,
            newer=self.link.briefing(context.newer) if context.newer else None,
            older=self.link.briefing(context.older) if context.older else None,
        )

    def _copy(self, context: BriefingContext) -> str | None:
        """The address of the stored copy: on the site, or else in the repository."""
        if self.has_copy:
            return relative(stored_copy_path(self.anchored.slug), self.path)
        return context.sources and f"{context.sources}{quote(self.brief.source.file)}"

    def _actor(self, actor_id: str) -> ActorLine:
        return ActorLine(self.link.actor(actor_id), self.record.actors[actor_id].kind, self.roles[actor_id])

    def _issues(self) -> Iterator[IssueGroup]:
        numbers = numbered(self.anchored)
        for issue_id in dict.fromkeys(p.stated.issue for p in self.anchored.positions):
            positions = tuple(
                self._position(position, numbers[position.id])
                for position in self.anchored.positions
                if position.stated.issue == issue_id
            )
            proposition = self.record.issues[issue_id].proposition
            yield IssueGroup(self.link.issue(issue_id), proposition, positions)

    def _position(self, position: AnchoredPosition, number: int) -> PositionBlock:
        stated = position.stated
        return PositionBlock(
            id=position.id,
            number=number,
            actor=self.link.actor(stated.actor),
            kind=self.record.actors[stated.actor].kind,
            role=self.roles[stated.actor],
            says=stated.says,
            passages=passages_in_sentences(self.anchored, position.id, position.anchors),
            line=self._line(position),
            translation=stated.translation,
            basis=position.basis,
            words_basis=position.words_basis,
            unnamed=self.record.is_unnamed(stated),
            stance=stated.stance,
            said=stated.date,
            setting=stated.setting,
            toward=tuple(self.link.actor(actor_id) for actor_id in stated.toward),
            relayed_by=self.link.actor(stated.relayed_by) if stated.relayed_by else None,
            answers=tuple(self._answers(position)),
            in_source=self._in_source(position.anchors),
            elsewhere=tuple(self._elsewhere(position.anchors)),
        )

    def _line(self, position: AnchoredPosition) -> PositionLine:
        actors, relayer = self.record.actors, position.stated.relayed_by
        link = Link(actors[position.stated.actor].name, f"#{position.id}")
        slug, article = self.anchored.slug, self.article
        passages = passages_of(slug, position.id, article, position.anchors)
        if position.gist is not None:
            passages = (gist_of(slug, position.id, article, position.gist),)
        return PositionLine(
            link, passages, position.gist is not None, actors[relayer].name if relayer else None
        )

    def _elsewhere(self, anchors: Sequence[Anchor]) -> Iterator[Link]:
        source = self.brief.source
        places = [(source.url, phrase("briefing.words_at", publisher=source.publisher))]
        if source.archived:
            places.append(
                (source.archived, phrase("briefing.archived_at", site=urlsplit(source.archived).netloc))
            )
        for page, text in places:
            address = self.published.address(page, anchors) if page else None
            if address:
                yield Link(text, address)

    def _answers(self, position: AnchoredPosition) -> Iterator[Link]:
        for inquiry in self.record.answers.get(self.anchored.slug, ()):
            if inquiry.answered_by and inquiry.answered_by.id == position.id:
                ask = self.record.question(inquiry).asked.ask
                yield self.link.briefing(inquiry.slug, inquiry.id, ask)

    def _questions(self) -> Iterator[QuestionBlock]:
        for question in self.anchored.questions:
            asked = question.asked
            yield QuestionBlock(
                id=question.id,
                ask=asked.ask,
                issue=self.link.issue(asked.issue) if asked.issue else None,
                raised_by=passages_in_sentences(self.anchored, question.id, question.anchors),
                in_source=self._in_source(question.anchors) if question.anchors else None,
                watch=asked.watch,
                status=asked.status,
                answer=asked.answer,
                answered_by=answer_entry(self.link, asked.answered_by, self.brief.date),
            )

    def _in_source(self, anchors: Sequence[Anchor]) -> Link:
        first = anchors[0].pieces[0]
        number = next(n for n, span in enumerate(self.cited, start=1) if span.overlaps(first))
        return Link(phrase("shared.in_source", number=number), f"#source_{number}")

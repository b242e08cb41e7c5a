"""A briefing as data: the content of its page, with its annotations.

A key without a recorded value is left out: the file has no null.
"""

from __future__ import annotations

from typing import Any

from onrecord.addresses import actor_path, briefing_path, embed_path, issue_path
from onrecord.engine.files import Export
from onrecord.exports.addresses import Addresses
from onrecord.exports.annotations import annotations_of
from onrecord.exports.files import GENERATOR, as_json
from onrecord.meaning.sentences import in_sentence
from onrecord.record import Anchor, AnchoredBrief, AnchoredPosition, AnchoredQuestion, Quotation, Record
from onrecord.text.dates import When
from onrecord.text.inline import plain
from onrecord.text.spans import Span


def briefing_file(record: Record, brief: AnchoredBrief, addresses: Addresses) -> Export:
    """`briefs/<slug>.json`."""
    return Export(f"briefs/{brief.slug}.json", as_json(_Maker(record, brief, addresses).briefing()))


class _Maker:
    def __init__(self, record: Record, brief: AnchoredBrief, addresses: Addresses) -> None:
        self.record = record
        self.anchored = brief
        self.brief = brief.brief
        self.article = brief.article
        self.addresses = addresses
        self.page = briefing_path(brief.slug)

    def briefing(self) -> dict[str, Any]:
        brief, anchored = self.brief, self.anchored
        return GENERATOR | _known(
            briefing=anchored.slug,
            address=self.addresses.of(self.page),
            title=anchored.title,
            date=brief.date,
            updated=brief.updated,
            summary=plain(brief.summary),
            summary_markdown=brief.summary,
            tags=brief.tags,
            source=self._source(),
            actors=[self._actor(listed.id, listed.role) for listed in brief.actors],
            others=tuple(self._actor(actor_id, None) for actor_id in self._others()),
            issues=[self._issue(issue) for issue in self._issues()],
            positions=[self._position(position) for position in anchored.positions],
            questions=[self._question(question) for question in anchored.questions],
            silent=[self._actor(actor_id, None) for actor_id in anchored.silent],
            coverage=self._coverage(),
            corrections=[{"date": c.date.isoformat(), "note": plain(c.note)} for c in brief.corrections],
            annotations=list(annotations_of(self.record, anchored, self.addresses.settings.words.content)),
        )

    def _source(self) -> dict[str, Any]:
        source, article = self.brief.source, self.article
        return _known(
            file=source.file,
            sha256=article.sha256,
            headline=article.title,
            publisher=source.publisher,
            author=source.author,
            byline=article.byline.names if article.byline else None,
            published=source.published,
            url=source.url,
            archived=source.archived,
            retrieved=source.retrieved,
            language=source.language,
            relays=source.relays,
        )

    def _actor(self, actor_id: str, role: str | None) -> dict[str, Any]:
        actor = self.record.actors[actor_id]
        return _known(
            id=actor_id,
            name=actor.name,
            kind=actor.kind,
            role=role,
            of=actor.of,
            wikidata=actor.wikidata,
            address=self.addresses.of(actor_path(actor_id)),
        )

    def _others(self) -> list[str]:
        """Who is spoken to, or relays a position, and is in neither of the lists of actors."""
        stated = [position.stated for position in self.anchored.positions]
        named = dict.fromkeys(a for s in stated for a in (*s.toward, s.relayed_by) if a)
        listed = {actor.id for actor in self.brief.actors}.union(self.anchored.silent)
        return [actor_id for actor_id in named if actor_id not in listed]

    def _issues(self) -> list[str]:
        named = [position.stated.issue for position in self.anchored.positions]
        named += [question.asked.issue for question in self.anchored.questions if question.asked.issue]
        return list(dict.fromkeys(named))

    def _issue(self, issue_id: str) -> dict[str, Any]:
        issue = self.record.issues[issue_id]
        return _known(
            id=issue_id,
            title=issue.title,
            proposition=issue.proposition,
            address=self.addresses.of(issue_path(issue_id)),
        )

    def _position(self, position: AnchoredPosition) -> dict[str, Any]:
        stated = position.stated
        return _known(
            id=position.id,
            address=self.addresses.of(self.page, position.id),
            embed=self._embed(position.id),
            actor=stated.actor,
            issue=stated.issue,
            says=stated.says,
            stance=stated.stance,
            basis=position.basis.value,
            words_basis=position.words_basis.value,
            unnamed=self.record.is_unnamed(stated),
            passages=self._passages(position.anchors),
            sentences=self._sentences(position.anchors),
            gist=self._words(position.gist) if position.gist else None,
            translation=stated.translation,
            said=stated.date,
            setting=stated.setting,
            relayed_by=stated.relayed_by,
            toward=stated.toward,
        )

    def _embed(self, id_: str) -> str | None:
        """The address of the position's frame for other sites."""
        has_embeds = self.addresses.settings.has_embeds
        return self.addresses.of(embed_path(self.anchored.slug, id_, "html")) if has_embeds else None

    def _question(self, question: AnchoredQuestion) -> dict[str, Any]:
        asked = question.asked
        return _known(
            id=question.id,
            address=self.addresses.of(self.page, question.id),
            ask=asked.ask,
            issue=asked.issue,
            passages=self._passages(question.anchors),
            sentences=self._sentences(question.anchors),
            watch=asked.watch,
            status=asked.status,
            answer=asked.answer,
            answered_by=asked.answered_by,
        )

    def _passages(self, anchors: tuple[Anchor, ...]) -> list[list[dict[str, Any]]]:
        """The pieces of each passage, verbatim, with their positions in the article."""
        return [[self._words(piece) for piece in anchor.pieces] for anchor in anchors]

    def _words(self, span: Span) -> dict[str, Any]:
        return {"text": self.article.words(span), "start": span.start, "end": span.end}

    def _sentences(self, anchors: tuple[Anchor, ...]) -> list[list[dict[str, Any]]]:
        """The same pieces; the first and the last of a passage extended to their sentences."""
        return [
            [self._words(span) for span in in_sentence(self.anchored, anchor.pieces).pieces]
            for anchor in anchors
        ]

    def _coverage(self) -> dict[str, Any]:
        coverage = self.anchored.coverage
        return {
            "paragraphs": len(coverage.paragraphs),
            "uncited_paragraphs": list(coverage.uncited_paragraphs),
            "quotations": coverage.quotations,
            "uncited_quotations": [self._quotation(q) for q in coverage.uncited_quotations],
        }

    def _quotation(self, quotation: Quotation) -> list[dict[str, int]]:
        """Its position only: its words are in the article."""
        return [{"start": span.start, "end": span.end} for span in quotation.spans]


def _known(**values: Any) -> dict[str, Any]:
    """The values that are not None, with dates as text."""
    return {
        key: value.isoformat() if isinstance(value, When) else value
        for key, value in values.items()
        if value is not None and value != ()
    }

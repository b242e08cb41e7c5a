"""Stage 5, continued: the page of one briefing."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.addresses import briefing_path
from onrecord.model import Anchor, AnchoredBrief, AnchoredPosition, Basis, Record
from onrecord.pages.links import Link, Linker
from onrecord.pages.quoting import Lines, lines_of
from onrecord.pages.source import SourceBlock, cited_spans, source_block
from onrecord.schema import Correction, Stance, Status
from onrecord.text.escaping import plain


@dataclass(frozen=True, slots=True)
class PositionBlock:
    """A position on its briefing's page.

    Attributes:
        id: the fragment of its address.
        passages: each passage by paragraphs, each paragraph by segments.
        unnamed: whether the source is one that the article does not name.
        in_source: to where the first passage stands in the source section.
    """

    id: str
    actor: Link
    role: str | None
    says: str
    passages: tuple[Lines, ...]
    translation: str | None
    basis: Basis
    unnamed: bool
    stance: Stance | None
    said: dt.date | None
    setting: str | None
    toward: tuple[Link, ...]
    relayed_by: Link | None
    in_source: Link


@dataclass(frozen=True, slots=True)
class IssueGroup:
    """The positions of a briefing on one issue."""

    issue: Link
    proposition: str | None
    positions: tuple[PositionBlock, ...]


@dataclass(frozen=True, slots=True)
class ActorLine:
    """An actor of the briefing, with the role in this story and links to the positions."""

    actor: Link
    role: str | None
    positions: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class QuestionBlock:
    """An open question.

    Attributes:
        raised_by: passages of the article, as in `PositionBlock`.
        in_source: to the first of them in the source section.
    """

    id: str
    ask: str
    issue: Link | None
    raised_by: tuple[Lines, ...]
    in_source: Link | None
    watch: str | None
    status: Status
    answer: str | None
    answered_by: Link | None


@dataclass(frozen=True, slots=True)
class BriefingPage:
    """The page of a briefing.

    Attributes:
        description: the summary's words, for search engines and lists.
        bases: how many positions there are on each basis, in the order of `Basis`.
        from_unnamed: how many positions come from sources that the article does not name.
        data: the file name of the briefing as data.
        silent: actors listed here, or named in the article, without a position here.
    """

    path: str
    made_from: str
    title: str
    description: str
    date: dt.date
    updated: dt.date | None
    summary: str
    tags: tuple[str, ...]
    actors: tuple[ActorLine, ...]
    bases: tuple[tuple[Basis, int], ...]
    from_unnamed: int
    issues: tuple[IssueGroup, ...]
    silent: tuple[Link, ...]
    questions: tuple[QuestionBlock, ...]
    source: SourceBlock
    corrections: tuple[Correction, ...]
    data: str


def briefing_page(record: Record, anchored: AnchoredBrief) -> BriefingPage:
    """The page of one briefing; other briefings matter only where it links to them."""
    return _Maker(record, anchored).page()


class _Maker:
    def __init__(self, record: Record, anchored: AnchoredBrief) -> None:
        self.record = record
        self.anchored = anchored
        self.article = anchored.article
        self.brief = anchored.brief
        self.path = briefing_path(anchored.slug)
        self.link = Linker(record, self.path)
        self.roles = {actor.id: actor.role for actor in self.brief.actors}
        self.cited = cited_spans(anchored)

    def page(self) -> BriefingPage:
        brief, anchored = self.brief, self.anchored
        bases = Counter(position.basis for position in anchored.positions)
        return BriefingPage(
            path=self.path,
            made_from=f"briefs/{anchored.slug}.yml",
            title=anchored.title,
            description=plain(brief.summary),
            date=brief.date,
            updated=brief.updated,
            summary=brief.summary,
            tags=brief.tags,
            actors=tuple(self._actor(actor_id) for actor_id in self.roles),
            bases=tuple((basis, bases[basis]) for basis in Basis if bases[basis]),
            from_unnamed=sum(self._is_unnamed(position) for position in anchored.positions),
            issues=tuple(self._issues()),
            silent=tuple(self.link.actor(actor_id) for actor_id in anchored.silent),
            questions=tuple(self._questions()),
            source=source_block(self.record, anchored, self.cited),
            corrections=brief.corrections,
            data=f"{anchored.slug}.json",
        )

    def _actor(self, actor_id: str) -> ActorLine:
        positions = tuple(
            Link(position.stated.says, f"#{position.id}")
            for position in self.anchored.positions
            if position.stated.actor == actor_id
        )
        return ActorLine(self.link.actor(actor_id), self.roles[actor_id], positions)

    def _is_unnamed(self, position: AnchoredPosition) -> bool:
        return self.record.actors[position.stated.actor].kind == "unnamed"

    def _issues(self) -> Iterator[IssueGroup]:
        for issue_id in dict.fromkeys(p.stated.issue for p in self.anchored.positions):
            positions = tuple(
                self._position(position)
                for position in self.anchored.positions
                if position.stated.issue == issue_id
            )
            proposition = self.record.issues[issue_id].proposition
            yield IssueGroup(self.link.issue(issue_id), proposition, positions)

    def _position(self, position: AnchoredPosition) -> PositionBlock:
        stated = position.stated
        return PositionBlock(
            id=position.id,
            actor=self.link.actor(stated.actor),
            role=self.roles[stated.actor],
            says=stated.says,
            passages=tuple(lines_of(self.article, anchor.pieces) for anchor in position.anchors),
            translation=stated.translation,
            basis=position.basis,
            unnamed=self._is_unnamed(position),
            stance=stated.stance,
            said=stated.date,
            setting=stated.setting,
            toward=tuple(self.link.actor(actor_id) for actor_id in stated.toward),
            relayed_by=self.link.actor(stated.relayed_by) if stated.relayed_by else None,
            in_source=self._in_source(position.anchors),
        )

    def _questions(self) -> Iterator[QuestionBlock]:
        for question in self.anchored.questions:
            asked = question.asked
            yield QuestionBlock(
                id=question.id,
                ask=asked.ask,
                issue=self.link.issue(asked.issue) if asked.issue else None,
                raised_by=tuple(lines_of(self.article, anchor.pieces) for anchor in question.anchors),
                in_source=self._in_source(question.anchors) if question.anchors else None,
                watch=asked.watch,
                status=asked.status,
                answer=asked.answer,
                answered_by=self.link.answer(asked.answered_by),
            )

    def _in_source(self, anchors: Sequence[Anchor]) -> Link:
        first = anchors[0].pieces[0]
        number = next(n for n, span in enumerate(self.cited, start=1) if span.overlaps(first))
        return Link("In the source", f"#source_{number}")

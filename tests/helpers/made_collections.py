"""Reproducible collections in memory, of any size and with passages of any length."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from itertools import accumulate
from typing import NamedTuple

from msgspec.structs import replace

from helpers.whole import build_record
from onrecord.anchoring.coverage import basis_of, coverage_of
from onrecord.articles.reading import parse_article
from onrecord.record import (
    Anchor,
    AnchoredBrief,
    AnchoredPosition,
    AnchoredQuestion,
    Article,
    Brief,
    ListedActor,
    Position,
    Question,
    Record,
    Source,
)
from onrecord.schema.models import Actor, Issue, Kind, Stance, Status
from onrecord.text.spans import Span

FIRST_DAY, DAYS = date(2021, 1, 1), 1400
POSITIONS = 4  # of each briefing; an article has as many paragraphs
ARTICLES = 40
PUBLISHER = "The Lindesk Mercury"  # of nearly all
STANCES: tuple[Stance | None, ...] = ("for", "against", "conditional", None)
KINDS: tuple[Kind, ...] = ("state", "organisation", "group", "person", "unnamed")
# Words of a script, their separator, and their BCP 47 tag.
SCRIPTS = {
    "en": ("the harbour will stay open until a court of both shores has heard the pilots".split(), " "),
    "ar": ("يبقى الميناء مفتوحا حتى تنظر محكمة الضفتين في ما يقوله المرشدون".split(), " "),
    "hi": ("बंदरगाह तब तक खुला रहेगा जब तक दोनों तटों का न्यायालय नाविकों को सुन नहीं लेता".split(), " "),
    "zh": (list("港口将保持开放直到两岸法院听取引航员的意见"), ""),
}


class Made(NamedTuple):
    """The arguments for a record."""

    briefs: list[AnchoredBrief]
    actors: dict[str, Actor]
    issues: dict[str, Issue]

    def record(self, *more: AnchoredBrief) -> Record:
        return build_record([*self.briefs, *more], self.actors, self.issues)


def words(rng: random.Random, language: str, length: int) -> str:
    """Made-up words of about `length` characters."""
    known, between = SCRIPTS[language]
    text = rng.choice(known)
    while len(text) < length:
        text += between + rng.choice(known)
    return text


@cache
def article(language: str, length: int, number: int) -> Article:
    """An article whose paragraphs each quote `length` characters."""
    rng = random.Random(f"{language}/{length}/{number}")
    quoted = [words(rng, language, length) for _ in range(POSITIONS)]
    paragraphs = [f"{words(rng, language, 40)}: “{passage}”." for passage in quoted]
    text = "\n".join([words(rng, language, 70), *paragraphs, "By Ilse Tarn", ""])
    return parse_article(f"{language}-{number}.txt", text, "0f" * 32)


def position(
    made_from: Article, at: int, actor: str, issue: str, stance: Stance | None = None, **more: object
) -> AnchoredPosition:
    """A position based on the quotation in one of the article's paragraphs."""
    (span,) = made_from.quotations[at].spans
    anchors = (Anchor((Span(span.start + 1, span.end - 1),)),)
    passage = made_from.words(anchors[0].pieces[0])
    stated = Position(
        actor=actor, issue=issue, says=f"The harbour stays open, {at}.", passage=(passage,), stance=stance
    )
    stated = replace(stated, **more)
    return AnchoredPosition(f"{actor}-{at}", stated, anchors, basis_of(made_from, anchors))


def question(
    name: str, issue: str | None, status: Status = "open", answered_by: str | None = None
) -> AnchoredQuestion:
    asked = Question(
        ask=f"Will the harbour stay open until the court has heard the pilots, {name}?",
        issue=issue,
        status=status,
        answer="It will." if status == "answered" else None,
        answered_by=answered_by,
    )
    return AnchoredQuestion(name, asked, ())


def briefing(
    slug: str,
    day: date,
    made_from: Article,
    positions: Sequence[AnchoredPosition],
    questions: Sequence[AnchoredQuestion] = (),
    language: str = "en",
    silent: Sequence[str] = (),
    publisher: str = PUBLISHER,
) -> AnchoredBrief:
    listed = dict.fromkeys([*(p.stated.actor for p in positions), *silent])
    brief = Brief(
        title=f"Pilots, harbour and court: {slug.replace('-', ' ')}" if language == "en" else None,
        date=day,
        summary="What the article says of the harbour, of the court, and of those whom it has not heard.",
        tags=("harbour", f"pilots of {day.year}"),
        source=Source(file=made_from.file, publisher=publisher, language=language),
        actors=tuple(ListedActor(id=actor, role=f"Party {actor}") for actor in listed),
    )
    passages = [anchor for position in positions for anchor in position.anchors]
    passages += [anchor for question in questions for anchor in question.anchors]
    coverage = coverage_of(made_from, passages)
    return AnchoredBrief(slug, brief, made_from, tuple(positions), tuple(questions), coverage, tuple(silent))


def made(size: int, language: str = "en", length: int = 160, *, actors: int = 300, issues: int = 100) -> Made:
    """A collection in which a few actors and issues are in very many briefings, and most are in few."""
    rng = random.Random(f"{size}/{language}/{length}")
    actor_ids = [f"actor-{number}" for number in range(actors)]
    issue_ids = [f"issue-{number}" for number in range(issues)]
    often = list(accumulate(1 / (rank + 4) for rank in range(max(actors, issues))))

    def drawn(ids: Sequence[str]) -> str:
        return rng.choices(ids, cum_weights=often[: len(ids)])[0]

    briefs = []
    for number in range(size):
        made_from = article(language, length, number % ARTICLES)
        positions = [
            position(
                made_from,
                at,
                drawn(actor_ids),
                drawn(issue_ids),
                rng.choice(STANCES),
                translation=None if language == "en" else words(rng, "en", length),
                relayed_by=drawn(actor_ids) if rng.random() < 0.1 else None,
            )
            for at in range(POSITIONS)
        ]
        later = f"brief-{number + 7}#first"
        positions[0] = AnchoredPosition(
            "first", positions[0].stated, positions[0].anchors, positions[0].words_basis
        )
        is_answered = number % 3 == 0 and number + 7 < size
        questions = [
            question("will-it", drawn(issue_ids), *(("answered", later) if is_answered else ("open",))),
            question("or-not", None, "overtaken" if number % 5 == 0 else "open"),
        ]
        day = FIRST_DAY + timedelta(days=number * DAYS // size)
        speaking = {position.stated.actor for position in positions}
        silent = [drawn(actor_ids)] if number % 2 else []
        silent = [actor for actor in silent if actor not in speaking]
        briefs.append(
            briefing(
                f"brief-{number}",
                day,
                made_from,
                positions,
                questions,
                language,
                silent,
                f"Paper {number}" if number % 16 == 1 else PUBLISHER,
            )
        )
    names = {
        actor: Actor.model_construct(name=f"{'ABCDEFGH'[n % 8]}na of the {actor}", kind=KINDS[min(n % 12, 4)])
        for n, actor in enumerate(actor_ids)
    }
    titles = {
        issue: Issue.model_construct(
            title=f"{'KLMN'[n % 4]}eeping the harbour open, {issue}",
            proposition="The harbour should stay open.",
        )
        for n, issue in enumerate(issue_ids)
    }
    return Made(briefs, names, titles)

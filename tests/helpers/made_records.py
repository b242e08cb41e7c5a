"""Reproducible records in memory, of any size."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from typing import Any

from helpers.whole import build_record, made
from onrecord.anchoring.coverage import basis_of, coverage_of
from onrecord.articles.reading import parse_article
from onrecord.engine.output import Output
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
from onrecord.text.dates import When
from onrecord.text.spans import Span

TEXT = (
    "Ship delayed again\nThe ship is late, Mira said on Monday. “We are waiting,” she said.\nBy Ilse Tarn\n"
)


@cache
def article() -> Article:
    return parse_article("note.txt", TEXT, "0f" * 32)


def anchor(words: str = "We are waiting") -> Anchor:
    start = TEXT.index(words)
    return Anchor((Span(start, start + len(words)),))


def position(name: str, actor: str = "mira", issue: str = "ship") -> AnchoredPosition:
    stated = Position(actor=actor, issue=issue, says=f"Waits, {name}.", passage=("We",))
    return AnchoredPosition(name, stated, (anchor(),), basis_of(article(), (anchor(),)))


def question(
    name: str, status: Status = "open", answered_by: str | None = None, issue: str | None = None
) -> AnchoredQuestion:
    answer = "It has." if status == "answered" else None
    asked = Question(
        ask=f"Will it sail, {name}?", status=status, answer=answer, answered_by=answered_by, issue=issue
    )
    return AnchoredQuestion(name, asked, ())


def briefing(
    slug: str,
    day: When,
    positions: Iterable[AnchoredPosition] = (),
    questions: Iterable[AnchoredQuestion] = (),
    *,
    title: str | None = "",
    language: str = "en",
    publisher: str = "The Tide",
    tags: Sequence[str] = (),
) -> AnchoredBrief:
    """A briefing; the default title is the article's headline."""
    positions, questions = tuple(positions), tuple(questions)
    listed = dict.fromkeys(["mira", *(p.stated.actor for p in positions)])
    brief = Brief(
        title=f"Briefing {slug}" if title == "" else title,
        date=day,
        summary=f"What is said of the ship, {slug}.",
        tags=tuple(tags),
        source=Source(file="note.txt", publisher=publisher, language=language),
        actors=tuple(ListedActor(id=actor) for actor in listed),
    )
    coverage = coverage_of(article(), (anchor for position in positions for anchor in position.anchors))
    return AnchoredBrief(slug, brief, article(), positions, questions, coverage, ())


def actor(name: str, kind: Kind = "person") -> Actor:
    return Actor.model_construct(name=name, kind=kind)


def record_of(
    briefs: Iterable[AnchoredBrief],
    actors: dict[str, Actor] | None = None,
    issues: Sequence[str] = (),
) -> Record:
    """A record; it always includes the actor Mira and the issue of the ship."""
    titles = {"ship": "The ship", **{f"issue-{number}": title for number, title in enumerate(issues)}}
    return build_record(
        briefs,
        {"mira": actor("Mira"), **(actors or {})},
        {issue_id: Issue.model_construct(title=title) for issue_id, title in titles.items()},
    )


def large_record(size: int) -> Record:
    """A record with an actor and an issue in every briefing, crowded months, and crowded letters."""
    actors = {
        f"actor-{n}": actor(f"{'AEMZ'[n % 4]}{n:04}", "person" if n % 9 else "state") for n in range(size)
    }
    issues = [f"{'STÜ'[n % 3]} {n:04}" for n in range(size // 4)]
    briefs = []
    for number in range(size):
        # A third of them are in two months, the others over five years.
        spread = number % 61 if number % 3 == 0 else number % 1800
        own = position("own", f"actor-{number}", f"issue-{number % len(issues)}")
        status: Status = ("open", "answered", "overtaken")[number % 3]
        asked = question(
            "asked", status, f"s{number}#own" if status == "answered" else None, own.stated.issue
        )
        day = date(2030, 3, 1) + timedelta(days=spread)
        briefs.append(briefing(f"s{number}", day, [position("first"), own], [asked]))
    return record_of(briefs, actors, issues)


class Opened(Mapping[str, AnchoredBrief]):
    """Briefings that record which of them were opened, and refuse iteration."""

    def __init__(self, record: Record) -> None:
        self._briefs = record.briefs
        self.slugs: set[str] = set()

    def __getitem__(self, slug: str) -> AnchoredBrief:
        self.slugs.add(slug)
        return self._briefs[slug]

    def __len__(self) -> int:
        return len(self._briefs)

    def __iter__(self) -> Iterator[str]:
        raise AssertionError("all briefings, one after the other")


def made_of(plan: Callable[..., Iterable[Output[Any]]], record: Record, *what: str) -> Iterator[Any]:
    """The contents of all outputs in a plan."""
    return made(plan(record, *what), record)


DAY = date(2031, 3, 3)
STANCES: tuple[Stance | None, ...] = ("for", "against", "conditional", "unclear", None)


def said(
    name: str,
    stance: Stance | None = None,
    who: str = "mira",
    *,
    issue: str = "ship",
    on: When | None = None,
    relayed_by: str | None = None,
    toward: Sequence[str] = (),
) -> AnchoredPosition:
    stated = Position(
        actor=who,
        issue=issue,
        says=f"Waits, {name}.",
        passage=("We",),
        date=on,
        stance=stance,
        relayed_by=relayed_by,
        toward=tuple(toward),
    )
    return AnchoredPosition(name, stated, (anchor(),), basis_of(article(), (anchor(),)))

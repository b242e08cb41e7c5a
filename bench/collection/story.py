"""An article and what may be said about it, written together."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from bench.collection.words import (
    AUDIENCES,
    COUNTED,
    DAYS,
    FIRST_NAMES,
    HEADS,
    MARKS,
    MODALS,
    MODIFIERS,
    ONSETS,
    SECONDS,
    TIMES,
    VERBS,
    VOWELS,
    begun,
    drawn,
    filled,
    past,
)
from bench.collection.world import Actor, Issue, Plan, World

FEWEST = 4  # the number of positions in a briefing


@dataclass(frozen=True, slots=True)
class Said:
    """A position: its actor, issue, the editor's sentence, the article's words, and other keys."""

    actor: Actor
    issue: Issue
    says: str
    passages: tuple[str, ...]
    more: tuple[str, ...]


class Story:
    """An article and what may be said about it, written together."""

    def __init__(self, world: World, plan: Plan) -> None:
        self.rng = random.Random(f"{world.seed}/story/{plan.number}")  # noqa: S311 - no secret
        self.world, self.plan = world, plan
        self.opening, self.closing = self.rng.choice(MARKS)
        self._met: set[str] = set()
        self.said: list[Said] = []
        self.facts: list[str] = []
        rng, lead = self.rng, plan.cast[0]
        self.outlet = world.outlet(rng, plan.number)
        what = plan.issues[0].what
        self.headline = begun(f"{lead.later} speaks on {what.split(' at ')[0]} {drawn(rng, TIMES)}")
        self.standfirst = f"{begun(self.thing())} is {past(drawn(rng, VERBS))}" if rng.random() < 0.4 else ""
        place = self.place()
        self.paragraphs = [
            f"{place.upper()} — {self.fact()} {begun(self.named(lead))} was there {rng.choice(DAYS)}."
        ]
        self.paragraphs += self._body()
        while len(self.positions()) < FEWEST:  # Words that occur twice are ambiguous.
            self.paragraphs.append(self.speech(rng.choice(plan.cast), rng.choice(plan.issues)))
        names = " and ".join(self._reporters())
        self.byline = f"By {names}" if rng.random() < 0.85 else ""

    def _reporters(self) -> list[str]:
        found = [f"{self.rng.choice(FIRST_NAMES)} {self.rng.choice(ONSETS)}{self.rng.choice(VOWELS)}lloe"]
        return found if self.rng.random() < 0.8 else [*found, f"Maelis {self.rng.choice(ONSETS)}yrroe"]

    def _body(self) -> list[str]:
        """Paragraphs that name all actors and in which most of them speak."""
        rng, plan = self.rng, self.plan
        speakers = [plan.cast[0], *rng.choices(plan.cast, k=max(rng.randint(3, 9), len(plan.issues) - 1))]
        voices = [self.speech(who, plan.issues[at % len(plan.issues)]) for at, who in enumerate(speakers)]
        silent = [actor for actor in plan.cast if actor.id not in self._met]
        quiet = [f"{begun(self.named(who))} did not say anything on {self.thing()}." for who in silent]
        size, words = rng.randint(12, 30), rng.randint(350, 650)
        paragraphs = [*voices, *quiet]
        while len(paragraphs) < size - 1 or sum(len(part.split()) for part in paragraphs) < words:
            if len(paragraphs) >= 29:
                break
            facts = " ".join(self.fact() for _ in range(rng.randint(1, 2)))
            paragraphs.insert(rng.randint(1, len(paragraphs)), facts)
        return paragraphs

    def place(self) -> str:
        return self.world.word("place", self.rng, self.world.known(self.plan.number, 100, 4))

    def thing(self) -> str:
        """A topic to speak about: now and then one of the briefing's issues."""
        rng = self.rng
        if rng.random() < 0.2:
            return f"the {rng.choice(self.plan.issues).what}"
        ware = self.world.word("ware", rng, 2500).lower()
        what = ware if rng.random() < 0.3 else rng.choice((drawn(rng, MODIFIERS), rng.choice(MODIFIERS)))
        thing = f"the {what} {rng.choice(HEADS)}"
        return f"{thing} of {self.place()}" if rng.random() < 0.3 else thing

    def fact(self) -> str:
        rng, place = self.rng, self.place()
        done, also, when = past(rng.choice(VERBS)), past(drawn(rng, VERBS)), rng.choice(DAYS)
        many, per_cent, what = (
            f"{rng.randint(12, 990)},{rng.randint(0, 999):03}",
            rng.randint(2, 98),
            self.thing(),
        )
        counted = rng.choice(COUNTED)
        fact = rng.choice(
            (
                f"{begun(what)} was {done} {when}, and {self.thing()} was {also} {rng.choice(DAYS)}.",
                f"Some {many} {counted} were {done} in {place} {when}.",
                f"Of every hundred {counted} in {place}, {per_cent} were {done} {when}.",
                f"It is not known who {done} {what}, or whether {self.thing()} was {also} {when}.",
                f"The accounts put the cost of {what} at {rng.randint(3, 800)} million crowns.",
                f"{begun(what)} had been {done} twice before, at {place} and at {self.place()}.",
                f"{place} {done} {per_cent} {counted} {when}; {self.place()} {also} {rng.randint(2, 98)}.",
                f"Those who {also} {what} were asked to wait, and {many} {counted} were not {done} {when}.",
                f"A hearing on {what} begins {drawn(rng, TIMES)}, in {place}.",
                f"Where {what} ends, {self.thing()} begins, and both were {done} {when}.",
                f"No figures were given for {what}; for {self.thing()} they were {also} {when}.",
                f"Rain kept the {counted} in {place}, and {what} was {done} without them.",
            )
        )
        self.facts.append(fact)
        return fact

    def named(self, actor: Actor) -> str:
        """An actor's name: with the office the first time."""
        name = actor.later if actor.id in self._met else actor.first
        self._met.add(actor.id)
        return name

    def speech(self, who: Actor, issue: Issue) -> str:
        """A paragraph in which an actor speaks; records the position that it shows."""
        rng, left, right = self.rng, self.opening, self.closing
        modal, verb, when = rng.choice(MODALS), drawn(rng, VERBS), drawn(rng, TIMES)
        what = f"the {issue.what}" if rng.random() < 0.7 else f"the {issue.what.split(' at ')[0]}"
        ours = f"We {modal} {verb} {what} {when}"
        theirs = f"{what} {modal} be {past(verb)} {when}"
        second = f"{rng.choice(SECONDS).format(self.thing(), past(rng.choice(VERBS)), self.place())}"
        says, more = f"{begun(theirs)}.", list(self._details(who, issue, modal))
        form = rng.choices(range(6), (30, 15, 20, 15, 15, 5 if len(self._met) > 1 else 0))[0]
        relayer = rng.choice([actor for actor in self.plan.cast if actor is not who])
        told = f"to {drawn(rng, AUDIENCES)} in {self.place()}"
        name = self.named(who)
        if form == 0:
            paragraph = f"{left}{ours},{right} said {name.rstrip(',')}. {left}{second}.{right}"
            passages = rng.choice(((ours,), (ours, second), (f"{ours} […] {second}",)))
        elif form == 1:
            paragraph = (
                f"{begun(name)} told {told[3:]} that {theirs}. {left}{second},{right} was the reason given."
            )
            passages, more = (theirs,), [*more, f"setting: {told}"]
        elif form == 2:
            words = f"said that {theirs}"
            paragraph, passages = f"{begun(name)} {words}. {self.fact()}", (words,)
        elif form == 3:
            words = f"said that {what} {left}{modal} be {past(verb)} {when}{right}"
            paragraph, passages = f"{begun(name)} {words}, as {self.thing()} was.", (words,)
        elif form == 4:
            paragraph, passages = (
                f"{left}{ours}.{right} That was {name} speaking {told}.".replace(",.", "."),
                (ours,),
            )
        else:
            be = "not be" if "not" in modal else "be"
            words = f"had asked that {what} {be} {past(verb)} {when}"
            paragraph = f"{begun(self.named(relayer))} said that {name} {words}."
            passages, more = (words,), [f"relayed_by: {relayer.id}"]
        self.said.append(Said(who, issue, says, passages, tuple(more)))
        return paragraph

    def _details(self, who: Actor, issue: Issue, modal: str) -> Iterator[str]:
        rng = self.rng
        if issue.proposition and rng.random() < 0.6:
            stance = "against" if "not" in modal else "for"
            yield f"stance: {stance if rng.random() < 0.85 else rng.choice(('conditional', 'unclear'))}"
        others = [actor.id for actor in self.plan.cast if actor is not who]
        if rng.random() < 0.2:
            yield f"toward: {rng.choice(others)}"
        if rng.random() < 0.15:
            yield f"date: {self.plan.day - timedelta(days=rng.randint(0, 5))}"

    def article(self) -> str:
        """The text as published: one paragraph per line, with or without blank lines, or wrapped."""
        rng = self.rng
        head = [self.headline, *filter(None, (self.standfirst, self.byline))]
        blank, wrapped = rng.random() < 0.7, rng.random() < 0.2
        blocks = [*head, *self.paragraphs]
        if wrapped:
            blocks = [filled(block, 72) for block in blocks]
        return ("\n\n" if blank or wrapped else "\n").join(blocks) + "\n"

    def positions(self) -> list[Said]:
        """The positions whose words are in the article exactly once."""
        text = "\n".join((self.headline, self.standfirst, *self.paragraphs))
        return [
            said
            for said in self.said
            if all(text.count(piece) == 1 for passage in said.passages for piece in passage.split(" […] "))
        ]

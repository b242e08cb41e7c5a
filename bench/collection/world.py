"""Everything with a name (actors, issues, places, papers), and the plan of each briefing."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from typing import TypeVar

from bench.collection.words import (
    BOARDS,
    BODIES,
    CAPITALS,
    CODAS,
    CRAFTS,
    FIRST_NAMES,
    HEADS,
    MODIFIERS,
    OFFICES,
    ONSETS,
    OUTLETS,
    PAPERS,
    PEOPLE,
    PLACES,
    STATES,
    VERBS,
    VOWELS,
    WARES,
    begun,
    drawn,
    past,
    slugged,
    zipf,
)

_Named = TypeVar("_Named")

FIRST_DAY, A_YEAR, GROWTH = date(2021, 1, 1), 1000, 0.05  # briefings in the first year; then more
EXPONENT = 0.6  # for the growth of the registers


def day_of(number: int) -> date:
    return FIRST_DAY + timedelta(days=int(math.log1p(GROWTH * number / A_YEAR) / GROWTH * 365.25))


def coined(seed: int, sort: str, endings: Sequence[str]) -> Iterator[str]:
    rng, used = random.Random(f"{seed}/{sort}"), set[str]()  # noqa: S311 - no secret
    while True:
        name = "".join(map(rng.choice, (ONSETS, VOWELS, CODAS, endings)))
        if name not in used:
            used.add(name)
            yield name


@dataclass(frozen=True, slots=True)
class Actor:
    """An actor, with its names in articles (the first time, and later) and its office there."""

    id: str
    name: str
    kind: str
    also: str
    first: str
    later: str
    of: str | None = None
    office: str | None = None


@dataclass(frozen=True, slots=True)
class Issue:
    id: str
    what: str
    proposition: str | None


@dataclass(frozen=True, slots=True)
class Plan:
    """The plan of a briefing, made before its text, so that other briefings can refer to it."""

    number: int
    day: date
    slug: str
    cast: tuple[Actor, ...]
    issues: tuple[Issue, ...]

    @property
    def first_position(self) -> str:
        return f"{self.cast[0].id}-on-{self.issues[0].id}"


class World:
    """Everything with a name; every collection of the same seed begins with the same names."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        sorts = {"state": STATES, "capital": CAPITALS, "place": PLACES, "person": PEOPLE}
        sorts |= {"board": BOARDS, "outlet": OUTLETS, "ware": WARES}
        self._coined = {sort: coined(seed, sort, endings) for sort, endings in sorts.items()}
        self._rng = random.Random(f"{seed}/actors")  # noqa: S311 - no secret
        self._issue_rng = random.Random(f"{seed}/issues")  # noqa: S311 - no secret
        self._used: set[str] = set()
        self._actors: list[Actor] = []
        self._issues: list[Issue] = []
        self._words: dict[str, list[str]] = {"place": [], "ware": []}
        self._outlets: list[str] = []
        self._plans: dict[int, Plan] = {}

    @staticmethod
    def known(number: int, few: int, factor: float) -> int:
        """The number of names of a sort in a collection of `number` briefings."""
        return few + int(factor * number**EXPONENT) if number else 0

    def actors(self, number: int) -> list[Actor]:
        """All actors of `number` briefings."""
        while len(self._actors) < self.known(number, 4, 6):
            actor = self._actor()
            if actor.id not in self._used:
                self._used.add(actor.id)
                self._actors.append(actor)
        return self._actors[: self.known(number, 4, 6)]

    def issues(self, number: int) -> list[Issue]:
        while len(self._issues) < self.known(number, 1, 3):
            rng = self._issue_rng
            place = self.word("place", rng, 10 + len(self._issues))
            what = f"{drawn(rng, MODIFIERS)} {drawn(rng, HEADS)} at {place}"
            if slugged(what) not in self._used:
                self._used.add(slugged(what))
                wanted = f"The {what} should be {past(drawn(rng, VERBS))}."
                self._issues.append(Issue(slugged(what), what, wanted if rng.random() < 0.8 else None))
        return self._issues[: self.known(number, 1, 3)]

    def word(self, sort: str, rng: random.Random, number: int) -> str:
        """A random place or ware."""
        words, at = self._words[sort], zipf(rng, number)
        words += islice(self._coined[sort], max(at + 1 - len(words), 0))
        return words[at]

    def outlet(self, rng: random.Random, number: int) -> str:
        at = zipf(rng, self.known(number, 5, 0.5))
        while len(self._outlets) <= at:
            self._outlets.append(f"{next(self._coined['outlet'])} {PAPERS[len(self._outlets) % len(PAPERS)]}")
        return self._outlets[at]

    def person(self, rng: random.Random) -> str:
        return f"{rng.choice(FIRST_NAMES)} {next(self._coined['person'])}"

    def _actor(self) -> Actor:
        rng = self._rng
        kind = rng.choices(("person", "organisation", "group", "unnamed", "state"), (60, 18, 9, 8, 5))[0]
        if len(self._actors) < 6:
            kind = "state"
        above = [a for a in self._actors[:400] if a.kind in ("state", "organisation")]
        owner = above[zipf(rng, len(above))] if above else None
        if kind == "state" or owner is None:
            name, capital = next(self._coined["state"]), next(self._coined["capital"])
            return Actor(slugged(name), name, "state", capital, name, name)
        if kind == "person":
            name = self.person(rng)
            post = f"{rng.choice(OFFICES)} minister" if owner.kind == "state" else "head"
            office = f"{post} of {owner.first}"
            last = name.split()[1]
            return Actor(slugged(name), name, kind, last, f"{name}, {office},", last, owner.id, office)
        if kind == "organisation":
            root, body = next(self._coined["board"]), rng.choice(BODIES)
            name, short = f"{root} {drawn(rng, MODIFIERS).capitalize()} {body}", f"{root} {body.lower()}"
            of = owner.id if owner.kind == "state" and rng.random() < 0.6 else None
            return Actor(slugged(name), name, kind, short, f"the {name}", f"the {short}", of)
        if kind == "group":
            name = f"{rng.choice(CRAFTS)} of {self.word('place', rng, 40 + len(self._actors))}"
            return Actor(slugged(name), begun(name), kind, name, name, name)
        state = owner if owner.kind == "state" else self._actors[0]
        name = f"official of {state.name}’s {rng.choice(OFFICES)} ministry"
        return Actor(slugged(name), begun(name), kind, name, f"an {name}", f"the {name}", state.id)

    def plan(self, number: int) -> Plan:
        if number not in self._plans:
            rng = random.Random(f"{self.seed}/plan/{number}")  # noqa: S311 - no secret
            actors, issues = self.actors(number), self.issues(number)
            cast = self._chosen(rng, actors, self.known(number - 1, 4, 6), rng.randint(4, 9))
            themes = self._chosen(rng, issues, self.known(number - 1, 1, 3), rng.randint(1, 4))
            slug = f"{cast[0].id}-{drawn(rng, VERBS)}-{themes[0].id}-{number}"
            self._plans[number] = Plan(number, day_of(number), slug, cast, themes)
        return self._plans[number]

    @staticmethod
    def _chosen(rng: random.Random, known: Sequence[_Named], before: int, size: int) -> tuple[_Named, ...]:
        """New names, and others that are mostly either frequent or recent."""
        chosen = dict.fromkeys(known[before:])
        while len(chosen) < min(size, len(known)):
            chosen[rng.choice(known[-30:]) if rng.random() < 0.25 else known[zipf(rng, len(known))]] = None
        ordered = list(chosen)
        rng.shuffle(ordered)
        return tuple(ordered)

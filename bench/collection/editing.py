"""The YAML of a briefing and of the registers."""

from __future__ import annotations

import random
import textwrap
from collections.abc import Iterator
from datetime import timedelta

from bench.collection.story import Story
from bench.collection.words import (
    VERBS,
    begun,
    drawn,
    filled,
    past,
    scalar,
    slugged,
)
from bench.collection.world import Plan, World

AHEAD = 40  # briefings ahead in which an answer is searched


def brief(world: World, plan: Plan, story: Story, number: int) -> str:
    """The YAML of a briefing in a collection of `number` briefings."""
    rng = random.Random(f"{world.seed}/brief/{plan.number}")  # noqa: S311 - no secret
    names = [actor.name for actor in plan.cast[:3]]
    summary = f"The article reports what {names[0]} says on {plan.issues[0].what}, in {story.place()}."
    summary += f" It names {names[1]} and {names[2]} too. {drawn(rng, story.facts)}"
    if plan.number > 1 and rng.random() < 0.15:
        earlier = world.plan(max(plan.number - rng.randint(1, 200), 1))
        summary += f" It follows [an article of {earlier.day.year}]({earlier.slug}.md)."
    lines = [f"title: {scalar(story.headline + ', and who answers')}"] if rng.random() < 0.15 else []
    lines += [f"date: {plan.day}"]
    corrected = plan.day + timedelta(days=rng.randint(1, 60)) if rng.random() < 0.04 else None
    lines += [f"updated: {corrected}"] if corrected else []
    lines += ["summary: |", *textwrap.indent(filled(summary, 100), "  ").split("\n")]
    tags = dict.fromkeys(word for issue in plan.issues for word in issue.what.split(" at ")[0].split())
    lines += [
        f"tags: [{', '.join(list(tags)[: rng.randint(1, 4)])}]",
        "",
        "source:",
        f"  file: {seed_of(plan)}",
    ]
    lines += [f"  publisher: {story.outlet}"]
    address = f"{slugged(story.outlet)}.example/{plan.day:%Y/%m/%d}/{plan.slug}"
    optional = {
        f"  published: {plan.day}": 0.9,
        f"  url: https://{address}": 0.8,
        f"  archived: https://archive.example/{plan.day:%Y%m%d}/{address}": 0.3,
        f"  retrieved: {plan.day + timedelta(days=1)}": 0.5,
        "  relays: an agency, unnamed": 0.08,
        "  show: full": 0.05,
    }
    lines += [line for line, share in optional.items() if rng.random() < share]
    lines += ["", "actors:"]
    for actor in plan.cast:
        lines += [f"  - id: {actor.id}"]
        lines += [f"    role: {scalar(begun(actor.office))}"] if actor.office else []
    lines += ["", "positions:"]
    addresses = set[tuple[str, ...]]()
    for at, said in enumerate(story.positions()):
        address_words = said.actor.id, *slugged(said.passages[0]).split("-")[:6]
        lines += [f"  - actor: {said.actor.id}", f"    issue: {said.issue.id}"]
        if at == 0:
            lines += [f"    id: {plan.first_position}"]
        elif address_words in addresses:
            lines += [f"    id: {said.actor.id}-says-{at}"]
        addresses.add(address_words)
        lines += [f"    says: {scalar(said.says)}"]
        passages = [scalar(passage) for passage in said.passages]
        several = ["    passage:", *(f"      - {passage}" for passage in passages)]
        lines += several if len(passages) > 1 else [f"    passage: {passages[0]}"]
        lines += [f"    {line}" for line in said.more] + [""]
    lines += ["open_questions:", *questions(world, plan, story, rng, number)]
    if corrected:
        lines += [
            "corrections:",
            f"  - date: {corrected}",
            f"    note: The name of {scalar(names[0])} was misspelt.",
        ]
    return "\n".join(lines).rstrip() + "\n"


def questions(world: World, plan: Plan, story: Story, rng: random.Random, number: int) -> Iterator[str]:
    later = map(world.plan, range(plan.number + 1, plan.number + AHEAD + 1))
    answer = next((other for other in later if other.issues[0] in plan.issues), None)
    text = "\n".join(story.paragraphs)
    asked: set[str] = set()
    for at in range(rng.randint(1, 4)):
        issue = rng.choice(plan.issues)
        if at == 0 and answer:
            issue = answer.issues[0]
        verb, fact = drawn(rng, VERBS), rng.choice(story.facts).rstrip(".")
        ask = rng.choice(
            (f"Who will {verb} the {issue.what}?", f"When is the {issue.what} to be {past(verb)}?")
        )
        chances = [rng.random() for _ in range(4)]
        if ask in asked:
            continue
        asked.add(ask)
        yield from (f"  - ask: {scalar(ask)}", f"    issue: {issue.id}")
        if chances[0] < 0.6 and text.count(fact) == 1:
            yield f"    passage: {scalar(fact)}"
        if chances[1] < 0.5:
            yield f"    watch: A statement of {scalar(plan.cast[-1].name)}."
        if at == 0 and answer and chances[2] < 0.6 and answer.number <= number:
            yield from (
                "    status: answered",
                f"    answer: {scalar(begun(answer.cast[0].name))} spoke of it.",
            )
            yield f"    answered_by: {answer.slug}#{answer.first_position}"
        elif chances[3] < 0.1:
            yield "    status: overtaken"
        yield ""


def seed_of(plan: Plan) -> str:
    return f"article-{plan.number:06}.txt"


def registers(world: World, number: int) -> Iterator[tuple[str, str]]:
    lines = []
    for actor in world.actors(number):
        lines += [f"{actor.id}:", f"  name: {actor.name}", f"  kind: {actor.kind}", f"  also: [{actor.also}]"]
        lines += [f"  of: {actor.of}"] if actor.of else []
        lines += ["  note: The article gives the office and not the name."] if actor.kind == "unnamed" else []
    yield "actors.yml", "\n".join(lines) + "\n"
    lines = []
    for issue in world.issues(number):
        lines += [f"{issue.id}:", f"  title: {begun(issue.what)}"]
        lines += [f"  proposition: {issue.proposition}"] if issue.proposition else []
    yield "issues.yml", "\n".join(lines) + "\n"

"""Write a draft as YAML, with comments that say where each value was found."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from msgspec.structs import replace

from onrecord.addresses import position_id
from onrecord.drafting.attributing import Said
from onrecord.drafting.drafting import DEFAULT_LANGUAGE, Draft
from onrecord.drafting.entries import Entry
from onrecord.drafting.facts import Fact
from onrecord.drafting.reporting import Reported
from onrecord.drafting.yaml_text import comment, flow_list, one_line, scalar
from onrecord.schema.models import Position

MODELINE = "# yaml-language-server: $schema=../.schemas/briefing.json"
MAX_NAMED = 12
_SHOWN = 90


def render(draft: Draft, folder: str, issues: Sequence[str], *, registered: bool) -> str:
    """The text of a draft's file.

    Args:
        draft: the draft.
        folder: the name of the folder of the articles.
        issues: the ids of the register of issues.
        registered: whether the new entries were written to the register.
    """
    lines = [MODELINE, *_head(draft, folder), "draft: true", *_dates(draft)]
    lines += ["summary:", "", "source:", *_source(draft), "", *_actors(draft), ""]
    if draft.entries and not registered:
        lines += [*_entries(draft.entries), ""]
    lines += [*_positions(draft, issues), "", *_questions(draft)]
    return "\n".join(line.rstrip() for line in lines).rstrip("\n") + "\n"


def render_facts(draft: Draft, folder: str, known: Container[str]) -> str:
    """The text of a file with the facts of the source alone, for an editor who selects words at the desk.

    Args:
        draft: the draft.
        folder: the name of the folder of the articles.
        known: the ids of the register of actors.
    """
    head = comment(f"Begun from {folder}/{draft.article.file}.")
    listed = replace(draft, actors=[actor for actor in draft.actors if actor.id in known])
    lines = [MODELINE, head, "draft: true", *_dates(draft), "summary:", "", "source:", *_source(draft), ""]
    lines += _actors(listed)
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _head(draft: Draft, folder: str) -> Iterator[str]:
    yield comment(
        f"Drafted from {folder}/{draft.article.file}. Write what is empty, uncomment or delete what is a"
        " comment, and remove `draft: true` to publish it."
    )
    if draft.is_from_page:
        yield comment("The text was taken from a page: compare it with the page before you rely on it.")
    if draft.doubts:
        yield comment("Doubtful about the article:")
        for doubt in draft.doubts[:MAX_NAMED]:
            yield comment(f"  {_at(doubt.line)}{doubt.message}")


def _dates(draft: Draft) -> Iterator[str]:
    if draft.facts.published is not None:
        return
    named = ", ".join(f"{fact.value} (line {fact.line})" for fact in draft.facts.dates[:MAX_NAMED])
    yield f"date:{_note(f'the article names {named}') if named else ''}"


def _source(draft: Draft) -> Iterator[str]:
    facts = draft.facts
    yield f"  file: {scalar(draft.article.file)}"
    if facts.headline is not None:
        yield comment(f"headline, line {facts.headline.line}: {facts.headline.value}", 2)
    else:
        yield comment("headline: none was found", 2)
    yield f"  publisher:{_value(facts.publisher)}"
    if draft.article.kind == "transcript":
        yield "  kind: transcript  # most paragraphs begin with a name and a colon"
    elif facts.statement is not None:
        yield comment(f"kind: statement, if all of it is the words of {facts.statement.value}", 2)
    if facts.author is not None and facts.author.line:
        yield comment(f"author, line {facts.author.line}: {facts.author.words}", 2)
    elif facts.author is not None:
        yield f"  author:{_value(facts.author)}"
    if facts.published is not None:
        yield f"  published: {facts.published.value}{_origin(facts.published)}"
    if facts.url is not None:
        yield f"  url:{_value(facts.url)}"
    if facts.relays is not None:
        yield f"  relays:{_value(facts.relays)}"
    if draft.language != DEFAULT_LANGUAGE:
        words = facts.language.words if facts.language else ""
        yield f"  language: {draft.language}{_note(words)}"
    elif facts.language is None:
        yield comment("language: en, unless you write another one", 2)


def _value(fact: Fact | None) -> str:
    if fact is None:
        return ""
    return f" {scalar(one_line(fact.value), typographic=False)}{_origin(fact)}"


def _origin(fact: Fact) -> str:
    source = f"line {fact.line}: {fact.words}" if fact.line else "from the page's data"
    return _note(f"{source}; confirm it")


def _actors(draft: Draft) -> Iterator[str]:
    yield "actors:"
    for actor in draft.actors:
        yield f"  - id: {actor.id}"
        if actor.role:
            yield f"    role: {scalar(actor.role, typographic=False)}"
        elif actor.clause:
            yield comment(f"role: the article says “{actor.clause}”", 4)
        if actor.called:
            yield f"    as: {flow_list(list(actor.called))}"


def _entries(entries: Sequence[Entry]) -> Iterator[str]:
    yield comment("Not in briefs/actors.yml yet; copy what is right into it:")
    yield "#"
    for entry in entries:
        yield from (f"# {line}" for line in entry.as_yaml())


def _positions(draft: Draft, issues: Sequence[str]) -> Iterator[str]:
    if issues:
        yield comment(f"issues: {', '.join(issues[:MAX_NAMED])}{', …' if len(issues) > MAX_NAMED else ''}")
    yield "positions:" if draft.said else "# positions:"
    items: list[tuple[int, int, Said | Reported]] = [
        *((one.passage.span.start, 0, one) for one in draft.said),
        *((one.passage.span.start, 1, one) for one in draft.reported),
    ]
    ids: set[str] = set()
    block = -1
    for _, _, one in sorted(items, key=lambda item: item[:2]):
        if one.block != block:
            block = one.block
            yield ""
            yield comment(f"line {one.line}: {_beginning(draft, block)}", 2)
        yield from _said(draft, one, ids) if isinstance(one, Said) else _reported(one)


def _beginning(draft: Draft, block: int) -> str:
    words = one_line(draft.article.words(draft.article.blocks[block]))
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN].rpartition(' ')[0]} …"


def _said(draft: Draft, said: Said, ids: set[str]) -> Iterator[str]:
    note = said.who.note
    if not said.who.actor:
        words = one_line(draft.article.words(said.mention.span)) if said.mention else ""
        who = " or ".join(said.who.candidates[:MAX_NAMED])
        note = (
            f"the article says “{words}”{f': {who}?' if who else ''}" if words else "not told by the article"
        )
    yield f"  - actor: {said.who.actor}{_note(note)}" if said.who.actor else f"  - actor:{_note(note)}"
    yield "    issue:"
    yield "    says:"
    yield f"    passage: {scalar(said.passage.text)}"
    for key, words in (("prefix", said.passage.prefix), ("suffix", said.passage.suffix)):
        if words:
            yield f"    {key}: {scalar(words)}"
    own = base = position_id(
        Position(actor=said.who.actor or "nobody", issue="none", says="none", passage=(said.passage.text,))
    )
    number = 2
    while own in ids:
        own, number = f"{base}-{number}", number + 1
    ids.add(own)
    if own != base:
        yield f"    id: {own}"


def _reported(reported: Reported) -> Iterator[str]:
    yield f"  # reported, “{one_line(reported.words)}”:"
    yield f"  # - actor: {reported.actor}".rstrip()
    yield "  #   issue:"
    yield "  #   says:"
    yield f"  #   passage: {scalar(reported.passage.text)}"
    if reported.passage.prefix:
        yield f"  #   prefix: {scalar(reported.passage.prefix)}"


def _questions(draft: Draft) -> Iterator[str]:
    if draft.open:
        yield "# What the article leaves open; uncomment what is a question."
        yield "# open_questions:"
    for one in draft.open:
        yield f"#   - ask:  # line {one.line}: “{one_line(one.sign)}”"
        yield f"#     passage: {scalar(one.passage.text)}"


def _note(words: str) -> str:
    """A comment after a value: two spaces tell it from a `#` that belongs to the value."""
    return f"  {comment(words)}" if words else ""


def _at(line: int) -> str:
    return f"line {line}: " if line else ""

"""Stage 2: check what a briefing refers to: actors and issues of the registers, and its own actors.

It reads the tree, not the model, so that one mistake in an item does not hide another.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache

from onrecord.metadata.briefs import BriefFile
from onrecord.metadata.registers import Register, Registers, unknown_actor, what_to_write
from onrecord.metadata.tree import Document, MappingNode, Node, Scalar, SequenceNode, also_in, items, scalars
from onrecord.rules import articles, fields
from onrecord.rules import references as rules
from onrecord.rules.problems import Location, Problem
from onrecord.schema.fields import SLUG
from onrecord.schema.models import Position
from onrecord.text.suggestions import suggest

# For each list of a briefing, the keys that name entries of a register.
_ACTOR_KEYS = {"actors": ("id",), "positions": ("actor", "relayed_by", "toward"), "open_questions": ()}
_ISSUE_KEYS = {"actors": (), "positions": ("issue",), "open_questions": ("issue",)}
# The keys with ids of issues, and those with ids of actors.
_NAMING = frozenset(("issue", "id", "actor", "relayed_by", "toward", "speaker"))


def check_references(file: BriefFile, registers: Registers) -> Iterator[Problem]:
    """Check that the actors and issues of a briefing are registered, and its actors listed."""
    document = file.document
    yield from _check_registered(document, _ACTOR_KEYS, registers.actors_file, registers)
    yield from _check_registered(document, _ISSUE_KEYS, registers.issues_file, registers)
    yield from _without_registers(document, registers)
    yield from _check_listed(document, registers)
    yield from _check_speaker(document)
    for number, position in enumerate(file.brief.positions):
        yield from _check_stance(document, file.item("positions", number), position, registers)
    for item in items(document.root, "open_questions"):
        yield from _check_answer(document, item)


def _check_registered(
    document: Document, keys: dict[str, tuple[str, ...]], register: Register, registers: Registers
) -> Iterator[Problem]:
    """Report each unknown name once, however often the file uses it; none where there is no register."""
    if register.is_missing:
        return
    for name, (first, *others) in _written(document, keys, register.names).items():
        if not register.has(name):
            place, notes = document.of(first), also_in([document.of(other).line for other in others])
            if register is registers.actors_file:
                yield unknown_actor(place, name, registers, notes)
            else:
                yield _unknown_issue(place, name, registers, notes)


def _written(
    document: Document, keys: dict[str, tuple[str, ...]], known: Collection[str] = ()
) -> dict[str, list[Scalar]]:
    """The ids that a briefing has below some keys, without known ones, each with all its places."""
    nodes = [
        item.values.get(name)
        for group, names in keys.items()
        for item in items(document.root, group)
        for name in names
    ]
    if keys is _ACTOR_KEYS:
        nodes.append(_speaker(document))
    written: dict[str, list[Scalar]] = {}
    for node in nodes:
        if node is None or (type(node) is Scalar and node.value in known):
            continue  # The usual case.
        for scalar in _ids(node):
            written.setdefault(scalar.value.strip(), []).append(scalar)
    return written


def _without_registers(document: Document, registers: Registers) -> Iterator[Problem]:
    """Report once that there are no registers, with entries for them that are ready to be copied."""
    first, rule, missing, notes = None, rules.UNKNOWN_ACTOR, [], []
    for register, keys in ((registers.actors_file, _ACTOR_KEYS), (registers.issues_file, _ISSUE_KEYS)):
        ids = _written(document, keys) if register.is_missing else {}
        if not ids:
            continue
        if first is None:
            first = next(iter(ids.values()))[0]
            rule = rules.UNKNOWN_ACTOR if keys is _ACTOR_KEYS else rules.UNKNOWN_ISSUE
        missing.append(register.path)
        notes.append(f"{register.path} could be:")
        for name in ids:
            words = name.replace("-", " ")
            if keys is _ACTOR_KEYS:
                notes += [f"  {name}:", f"    name: {words.title()}", "    kind: person"]
            else:
                notes += [f"  {name}:", f"    title: {words.capitalize()}"]
    if first is not None:
        message = f"there is no {' and no '.join(missing)} to say what the ids here stand for"
        help_text = "write the entries, with the right names; `explain unknown-actor` says what they are for"
        yield Problem(rule, document.of(first), message, help_text, tuple(notes))


def _speaker(document: Document) -> Node | None:
    """The speaker of the source, as written."""
    source = document.root.values.get("source")
    return source.values.get("speaker") if isinstance(source, MappingNode) else None


def _ids(node: Node | None) -> Sequence[Scalar]:
    """The ids below a key, without malformed ones."""
    if node is None:
        return ()
    found = [node] if isinstance(node, Scalar) else [scalar for _, scalar in scalars(node)]
    return [scalar for scalar in found if not scalar.doubtful and _is_id(scalar.value)]


@lru_cache(4096)  # the same ids in many briefings
def _is_id(text: str) -> bool:
    return SLUG.fullmatch(text.strip()) is not None


def _check_listed(document: Document, registers: Registers) -> Iterator[Problem]:
    """Check that the actors of positions are listed, and none of them twice."""
    node = document.root.values.get("actors")
    written = len(node.items) if isinstance(node, SequenceNode) else 1
    listed: dict[str, int] = {}
    for item in items(document.root, "actors"):
        for scalar in _ids(item.values.get("id")):
            written -= 1
            name = scalar.value.strip()
            if name in listed:
                message = f"{name} is already listed in line {listed[name]}"
                yield Problem(rules.DUPLICATE_ID, document.of(scalar), message, "keep one of the two")
            listed.setdefault(name, scalar.line)
    if written:
        return  # Problems of the list were reported already.
    unknown = [name for name in listed if not registers.actors_file.has(name)]
    speaking = [item.values.get("actor") for item in items(document.root, "positions")]
    speaking += [_speaker(document)]
    for node in speaking:
        if type(node) is Scalar and node.value in listed:
            continue  # The usual case.
        for scalar in _ids(node):
            name = scalar.value.strip()
            if name not in listed and registers.actors_file.has(name) and not suggest(name, unknown):
                message = f"{name} is not one of this briefing's actors"
                help_text = suggest(name, listed) or f"add `- id: {name}` to `actors`"
                yield Problem(rules.ACTOR_NOT_LISTED, document.of(scalar), message, help_text)


def _check_speaker(document: Document) -> Iterator[Problem]:
    """Check that a statement has a speaker, and that other sources have none."""
    source = document.root.values.get("source")
    if not isinstance(source, MappingNode):
        return
    kind = source.values.get("kind")
    is_statement = isinstance(kind, Scalar) and kind.value.strip() == "statement"
    if is_statement and "speaker" not in source.keys:
        assert isinstance(kind, Scalar)
        message = "a statement, and `speaker` is missing"
        help_text = "add `speaker`, with the id of the actor who made the statement"
        yield Problem(articles.STATEMENT_WITHOUT_SPEAKER, document.of(kind), message, help_text)
    if "speaker" in source.keys and (kind is None or isinstance(kind, Scalar)) and not is_statement:
        message = "`speaker` is only for statements, and this source is not a statement"
        help_text = "write `kind: statement` if all words are this actor's, or remove `speaker`"
        place = document.of(source.keys["speaker"])
        yield Problem(articles.SPEAKER_WITHOUT_STATEMENT, place, message, help_text)


def _check_stance(
    document: Document, item: tuple[str | int, ...], position: Position, registers: Registers
) -> Iterator[Problem]:
    issue = registers.issues.get(position.issue)
    if position.stance and issue and issue.proposition is None:
        place = document.value((*item, "stance"))
        message = f"the issue {position.issue} has no proposition"
        help_text = f"write its `proposition` in {registers.issues_file.path}, or remove the stance"
        yield Problem(rules.STANCE_WITHOUT_PROPOSITION, place, message, help_text)


def _check_answer(document: Document, item: MappingNode) -> Iterator[Problem]:
    """Check that a question's status and answer match."""
    status = item.values.get("status")
    written = status.value.strip() if isinstance(status, Scalar) and not status.is_empty else "open"
    if isinstance(status, Scalar) and written == "answered" and "answer" not in item.values:
        help_text = "add `answer`, and `answered_by` if a position shows it"
        message = "the status is answered, but `answer` is missing"
        yield Problem(fields.MISSING_ANSWER, document.of(status), message, help_text)
    if written in ("open", "overtaken"):
        for key in ("answer", "answered_by"):
            if key in item.keys:
                message = f"`{key}` is not shown while the status is {written}"
                help_text = f"write `status: answered`, or remove `{key}`"
                yield Problem(fields.UNEXPECTED_ANSWER, document.of(item.keys[key]), message, help_text)


def _unknown_issue(place: Location, issue: str, registers: Registers, notes: tuple[str, ...]) -> Problem:
    message = f"there is no issue {issue} in {registers.issues_file.path}"
    help_text = what_to_write(issue, registers.issues_file)
    return Problem(rules.UNKNOWN_ISSUE, place, message, help_text, notes)


def names_in(document: Document) -> tuple[frozenset[str], frozenset[str]]:
    """The ids of actors and of issues that a briefing's file refers to, errors or not."""
    named: dict[str, set[str]] = {}
    for key, scalar in document.scalars:
        if key in _NAMING:
            named.setdefault(key, set()).add(scalar.value.strip())
    issues = frozenset(named.pop("issue", ()))
    return frozenset().union(*named.values()), issues

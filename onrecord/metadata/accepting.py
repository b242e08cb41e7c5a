"""Accepted warnings: those that an editor has checked and found harmless, each at its place.

A warning is matched by its rule's name and its place alone. So warnings of any stage can be accepted, also
those that only all briefings together show.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from onrecord.metadata.briefs import BriefFile
from onrecord.metadata.registers import Register, Registers
from onrecord.metadata.tree import Document, MappingNode, Path, SequenceNode
from onrecord.rules import accepting as rules
from onrecord.rules.problems import Location, Problem
from onrecord.schema.models import Accepted, Actor, Issue

# The rest of a file: outside of the parts that can have their own `accept`.
WHOLE = ""
_LISTS = ("positions", "open_questions")


class Acceptance(Struct, frozen=True, array_like=True):
    """An entry of `accept`.

    Attributes:
        place: the place of the rule's name.
        part: the part of the file whose warnings it accepts.
    """

    rule: str
    because: str
    place: Location
    part: str


class Acceptances(Struct, frozen=True, array_like=True):
    """All entries of a file, and the parts of the file.

    Attributes:
        parts: the line and column at which each part begins, with its name, in order.
    """

    entries: tuple[Acceptance, ...]
    parts: tuple[tuple[int, int, str], ...]

    def part_at(self, place: Location) -> str:
        """The name of the part at a place."""
        number = bisect_right(self.parts, (place.line, place.column), key=lambda part: part[:2])
        return self.parts[number - 1][2] if number else WHOLE


def acceptances_of(file: BriefFile) -> Acceptances | None:
    """The accepted warnings of a briefing; None if it has no `accept`, as most."""
    brief, document = file.brief, file.document
    entries = list(_entries(document, brief.accept, (), WHOLE))
    in_items = [item.accept for item in brief.positions], [item.accept for item in brief.open_questions]
    for key, accepts in zip(_LISTS, in_items, strict=True):
        for number, accept in enumerate(accepts):
            path = file.item(key, number)
            entries += _entries(document, accept, path, _part(*path))
    return Acceptances(tuple(entries), tuple(sorted(_parts(document)))) if entries else None


def _entries(document: Document, accept: Sequence[Accepted], path: Path, part: str) -> Iterator[Acceptance]:
    for number, entry in enumerate(accept):
        place = document.value((*path, "accept", number, "rule"))
        yield Acceptance(entry.rule, entry.because, place, part)


def _part(key: str, number: int) -> str:
    return f"{key}[{number}]"


def _parts(document: Document) -> Iterator[tuple[int, int, str]]:
    for key, scalar in document.root.keys.items():
        yield scalar.line, scalar.column, WHOLE
        node = document.root.values[key]
        if key in _LISTS and isinstance(node, SequenceNode):
            for number, item in enumerate(node.items):
                if isinstance(item, MappingNode):
                    yield item.line, item.column, _part(key, number)


def registers_acceptances(registers: Registers) -> Iterator[tuple[str, Acceptances]]:
    """The accepted warnings of each register, by the path of its file."""
    yield from _of_register(registers.actors_file, registers.actors)
    yield from _of_register(registers.issues_file, registers.issues)


def _of_register(
    register: Register, entries: Mapping[str, Actor] | Mapping[str, Issue]
) -> Iterator[tuple[str, Acceptances]]:
    document = register.document
    accepting = {name: entry.accept for name, entry in entries.items() if entry.accept}
    if document is None or not accepting:
        return
    found = [a for name, accept in accepting.items() for a in _entries(document, accept, (name,), name)]
    document.node(())  # Reads the file, if only its values were kept.
    parts = sorted((key.line, key.column, name) for name, key in document.root.keys.items())
    yield register.path, Acceptances(tuple(found), tuple(parts))


def without_accepted(
    problems: Sequence[Problem], acceptances: Mapping[str, Acceptances], articles: Mapping[str, Sequence[str]]
) -> tuple[list[Problem], list[tuple[Problem, str]]]:
    """Remove accepted warnings, and add a warning for each entry that accepts nothing.

    Args:
        problems: all of them.
        acceptances: by the path of their file.
        articles: for the path of each article, the paths of its briefings, which can accept its warnings.

    Returns:
        The remaining problems, and the accepted ones with their reasons.
    """
    if not acceptances:
        return list(problems), []
    left: list[Problem] = []
    accepted: list[tuple[Problem, str]] = []
    needed: set[tuple[str, str, str]] = set()
    for problem in problems:
        reasons = {} if problem.is_error else _reasons(problem, acceptances, articles)
        if reasons:
            accepted.append((problem, next(iter(reasons.values()))))
            needed.update((*part, problem.rule.name) for part in reasons)
        else:
            left.append(problem)
    at_errors = {p.location.path for p in problems if p.is_error}
    wrong = {path for at in at_errors for path in articles.get(at, (at,))}
    for path, of_file in acceptances.items():
        if path not in wrong:  # After an error, some checks were not made.
            left += list(_unneeded(path, of_file, needed, left))
    return left, accepted


def _reasons(
    problem: Problem, acceptances: Mapping[str, Acceptances], articles: Mapping[str, Sequence[str]]
) -> dict[tuple[str, str], str]:
    """The reasons for accepting a problem, by file and part; empty if nothing accepts it."""
    path = problem.location.path
    if path in acceptances:
        parts = [(path, acceptances[path].part_at(problem.location))]
    else:
        parts = [(brief, WHOLE) for brief in articles.get(path, ()) if brief in acceptances]
    return {
        (path, name): entry.because
        for path, name in parts
        for entry in reversed(acceptances[path].entries)  # Of several entries the first counts.
        if (entry.rule, entry.part) == (problem.rule.name, name)
    }


def _unneeded(
    path: str, acceptances: Acceptances, needed: set[tuple[str, str, str]], left: Sequence[Problem]
) -> Iterator[Problem]:
    seen: set[tuple[str, str]] = set()
    for entry in acceptances.entries:
        key = entry.part, entry.rule
        if (path, *key) in needed and key not in seen:
            seen.add(key)
            continue
        message, help_text = f"there is no warning {entry.rule} here", "remove this entry of `accept`"
        if key in seen:
            message = f"{entry.rule} is already accepted here"
        else:
            lines = [p.location.line for p in left if (p.location.path, p.rule.name) == (path, entry.rule)]
            if lines:
                help_text = f"move it to where the warning is: line {lines[0]}"
        yield Problem(rules.ACCEPT_UNNEEDED, entry.place, message, help_text)

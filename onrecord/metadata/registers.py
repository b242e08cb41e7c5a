"""Stage 2: the two registers, `actors.yml` and `issues.yml`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from onrecord.fields import SLUG
from onrecord.metadata.reading import read_yaml
from onrecord.metadata.schema_errors import suggest
from onrecord.metadata.tree import Document
from onrecord.metadata.validation import Model, check_scalars, validate
from onrecord.problems import Location, Problem, Rule
from onrecord.rules import fields
from onrecord.rules import references as rules
from onrecord.schema import Actor, Issue
from onrecord.text.files import read_text

MAX_YAML_BYTES = 1_000_000
REGISTERS = ("actors.yml", "issues.yml")
RESERVED = "index"


@dataclass(frozen=True, slots=True)
class Register:
    """One of the two registers, with the places of its entries.

    Attributes:
        path: the register's file, relative to the root; it need not exist.
        sound: whether all of it could be read.
    """

    path: str
    document: Document | None
    sound: bool

    def place(self, entry: str, *path: str) -> Location:
        """Where an entry, or a value in it, stands."""
        if self.document is None:
            return Location(self.path)
        return self.document.value((entry, *path)) if path else self.document.key((entry,))


@dataclass(frozen=True, slots=True)
class Registers:
    """All actors and issues, by id, in the order of their files."""

    actors: Mapping[str, Actor]
    issues: Mapping[str, Issue]
    actors_file: Register
    issues_file: Register


def read_registers(briefs: Path) -> tuple[Registers, list[Problem]]:
    """Read both registers of a folder of briefings; a register that is not there is empty."""
    actors, actors_file, problems = _read_register(briefs, REGISTERS[0], Actor)
    issues, issues_file, more = _read_register(briefs, REGISTERS[1], Issue)
    registers = Registers(actors, issues, actors_file, issues_file)
    return registers, problems + more + list(_check_register(registers))


def _read_register(
    briefs: Path, name: str, model: type[Model]
) -> tuple[dict[str, Model], Register, list[Problem]]:
    path = f"{briefs.name}/{name}"
    if not (briefs / name).is_file():
        return {}, Register(path, None, True), []
    text, _, problems = read_text(briefs / name, path, MAX_YAML_BYTES)
    if text is None:
        return {}, Register(path, None, False), problems
    document, problems = read_yaml(path, text)
    entries: dict[str, Model] = {}
    if document is not None:
        problems += check_scalars(document)
        for key, node in document.root.values.items():
            if not SLUG.fullmatch(key) or key == RESERVED:
                place = document.key((key,))
                problems.append(bad_id(fields.BAD_ID, place, key))
            entry, found, *_ = validate(model, document, (key,), node)
            problems += found
            if entry is not None:
                entries[key] = entry
    sound = document is not None and not any(p.is_error for p in problems)
    return entries, Register(path, document, sound), problems


def _check_register(registers: Registers) -> Iterator[Problem]:
    """Check the actors' `of`: that it is an actor, and does not lead back."""
    for actor_id, actor in registers.actors.items():
        if actor.of is None:
            continue
        place = registers.actors_file.place(actor_id, "of")
        if actor.of not in registers.actors:
            yield unknown_actor(place, actor.of, registers)
            continue
        above: str | None = actor.of
        seen = {actor_id}
        while above is not None and above not in seen:
            seen.add(above)
            above = registers.actors[above].of if above in registers.actors else None
        if above == actor_id:
            message = f"`of` leads from {actor_id} back to {actor_id}"
            help_text = "take `of` out of one of these actors"
            yield Problem(rules.ACTOR_CYCLE, place, message, help_text)


def bad_id(rule: Rule, place: Location, name: str) -> Problem:
    """The problem of a name that cannot be part of an address."""
    message = f"{name!r} cannot be an address"
    if name == RESERVED:
        message = f"{RESERVED} is the address of a page of the program's own"
    help_text = "use small letters a-z, digits and hyphens, with a letter or digit at both ends"
    return Problem(rule, place, message, help_text)


def unknown_actor(place: Location, actor: str, registers: Registers) -> Problem:
    """The problem of an id that the register of actors does not have."""
    path = registers.actors_file.path
    message = f"there is no actor {actor} in {path}"
    help_text = suggest(actor, registers.actors) or f"add it to {path}"
    return Problem(rules.UNKNOWN_ACTOR, place, message, help_text)

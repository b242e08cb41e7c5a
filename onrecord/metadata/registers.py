"""Stage 2: the two registers, `actors.yml` and `issues.yml`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from onrecord.fields import SLUG
from onrecord.metadata.reading import read_yaml
from onrecord.metadata.schema_errors import slug_of, suggest
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


class Register(Struct, frozen=True):
    """One of the two registers, with the places of its entries.

    Attributes:
        path: the register's file, relative to the root; it need not exist.
        sound: whether all of it could be read.
    """

    path: str
    document: Document | None
    sound: bool

    def has(self, entry: str) -> bool:
        """Whether there is such an entry, right or wrong; in what cannot be read there may be any."""
        if self.document is None:
            return not self.sound
        keys = self.document.root.keys
        return entry in keys or (not self.sound and entry in map(slug_of, keys))

    def place(self, entry: str, *path: str) -> Location:
        """Where an entry, or a value in it, stands."""
        if self.document is None:
            return Location(self.path)
        return self.document.value((entry, *path)) if path else self.document.key((entry,))


class Registers(Struct, frozen=True):
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
            is_id = SLUG.fullmatch(key) and key != RESERVED
            if not is_id:
                place = document.key((key,))
                problems.append(bad_id(fields.BAD_ID, place, key))
            entry, found, *_ = validate(model, document, (key,), node)
            problems += found
            if entry is not None and is_id:
                entries[key] = entry
    sound = document is not None and not any(p.is_error for p in problems)
    return entries, Register(path, document, sound), problems


def _check_register(registers: Registers) -> Iterator[Problem]:
    """Check the actors' `of`: that it is an actor, and does not lead back."""
    in_circle: set[str] = set()
    for actor_id, actor in registers.actors.items():
        if actor.of is None:
            continue
        place = registers.actors_file.place(actor_id, "of")
        if not registers.actors_file.has(actor.of):
            yield unknown_actor(place, actor.of, registers)
            continue
        chain = _above(registers.actors, actor_id)
        if chain[1:] and chain[-1] == actor_id not in in_circle:
            in_circle.update(chain)
            message = f"`of` leads in a circle: {', '.join(chain)}"
            help_text = "take `of` out of the one that belongs to nobody"
            yield Problem(rules.ACTOR_CYCLE, place, message, help_text)


def _above(actors: Mapping[str, Actor], actor_id: str) -> list[str]:
    """An actor, whom it belongs to, and so on; ends where there is nobody, or with the first repetition."""
    chain = dict.fromkeys([actor_id])
    above = actors[actor_id].of
    while above is not None and above in actors and above not in chain:
        chain[above] = None
        above = actors[above].of
    return [*chain, above] if above is not None and above in chain else [*chain]


def bad_id(rule: Rule, place: Location, name: str) -> Problem:
    """The problem of a name that cannot be part of an address."""
    if name == RESERVED:
        message = f"{RESERVED} is the address of a page of the program's own"
        return Problem(rule, place, message, "give it another name")
    near = slug_of(name)
    help_text = "use small letters a-z, digits and hyphens, with a letter or digit at both ends"
    if near:
        help_text = f"write {near}, or another name of a-z, 0-9 and hyphens"
    return Problem(rule, place, f"{name!r} cannot be an address", help_text)


def unknown_actor(place: Location, actor: str, registers: Registers, notes: tuple[str, ...] = ()) -> Problem:
    """The problem of an id that the register of actors does not have."""
    path = registers.actors_file.path
    message = f"there is no actor {actor} in {path}"
    help_text = suggest(actor, registers.actors) or f"add it to {path}"
    return Problem(rules.UNKNOWN_ACTOR, place, message, help_text, notes)

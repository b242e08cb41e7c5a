"""Stage 2: the two registers, `actors.yml` and `issues.yml`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

from onrecord.metadata.reading import UnreadDocument, read_yaml
from onrecord.metadata.schema_errors import slug_of
from onrecord.metadata.tree import Document
from onrecord.metadata.validation import Model, check_scalars, validate
from onrecord.rules import fields
from onrecord.rules import references as rules
from onrecord.rules.problems import Location, Problem, Rule
from onrecord.schema.fields import NAMES_OF_DEVICES, RESERVED, SLUG
from onrecord.schema.models import Actor, Issue
from onrecord.text.files import read_text
from onrecord.text.suggestions import KnownNames

# Of a briefing, and of a register, which cannot be split.
MAX_YAML_BYTES, MAX_REGISTER_BYTES = 1_000_000, 20_000_000
# A message lists the ids of a register up to so many.
MAX_IDS_NAMED = 12
_MAX_NAMED = 6  # at either end of a circle
REGISTERS = ("actors.yml", "issues.yml")


class Register(Struct, frozen=True):
    """One of the two registers, with the places of its entries.

    Attributes:
        path: the register's file, relative to the root; it may be missing.
        document: None if the file is missing or cannot be read.
        names: the ids of all entries, valid or not.
        sound: whether the whole file could be read.
        meant: the ids that wrong ones were probably meant to be; empty for a sound file.
        known: the ids of valid entries, for suggestions.
    """

    path: str
    document: Document | None
    names: frozenset[str]
    sound: bool
    known: KnownNames
    meant: frozenset[str] = frozenset()

    @property
    def is_missing(self) -> bool:
        """Whether there is no such file."""
        return self.document is None and self.sound

    def has(self, entry: str) -> bool:
        """Whether the register has an entry, valid or not; True if the file could not be read."""
        if self.document is None:
            return not self.sound
        return entry in self.names or entry in self.meant

    def place(self, entry: str, *path: str | int) -> Location:
        """The place of an entry, or of a value in it."""
        if self.document is None:
            return Location(self.path)
        return self.document.value((entry, *path)) if path else self.document.key((entry,))


class Registers(Struct, frozen=True):
    """All actors and issues by id, in the order of the files."""

    actors: Mapping[str, Actor]
    issues: Mapping[str, Issue]
    actors_file: Register
    issues_file: Register


class KeptRegisters(Struct, frozen=True, array_like=True):
    """Valid registers, kept so that unchanged files need not be read again.

    Attributes:
        files: the SHA-256 of each file.
        entries: the entries of each register by id, with the keys that are written.
    """

    files: list[str]
    entries: list[dict[str, dict[str, Any]]]


def read_registers(
    briefs: Path, kept: KeptRegisters | None = None
) -> tuple[Registers, list[Problem], KeptRegisters | None]:
    """Read both registers in a folder of briefings; a missing one is empty, and so is one of comments alone.

    Args:
        briefs: the folder.
        kept: the third result of an earlier call, if there is one.

    Returns:
        The registers; their problems; and the registers for keeping, None if there are problems.
    """
    (actors_text, actors_sha256, found), (issues_text, issues_sha256, more) = _texts_in(briefs)
    files = [actors_sha256, issues_sha256]
    if kept is not None and kept.files == files and not found and not more:
        return _unchanged(briefs, [actors_text, issues_text], kept), [], kept
    registers, problems = _read_both(briefs, (actors_text, issues_text), (found, more))
    entries: list[Mapping[str, Actor] | Mapping[str, Issue]] = [registers.actors, registers.issues]
    written = [{id_: entry.model_dump(exclude_defaults=True) for id_, entry in of.items()} for of in entries]
    return registers, problems, None if problems else KeptRegisters(files, written)


def are_unchanged(briefs: Path, kept: KeptRegisters) -> bool:
    """Whether the two registers in a folder of briefings are those that were kept."""
    found = _texts_in(briefs)
    return [sha256 for _, sha256, _ in found] == kept.files and not any(problems for *_, problems in found)


def registers_of(briefs: Path, texts: tuple[str | None, str | None]) -> tuple[Registers, list[Problem]]:
    """Read texts as the two registers in a folder of briefings; None is an empty one."""
    return _read_both(briefs, texts, ([], []))


def _read_both(
    briefs: Path, texts: tuple[str | None, str | None], found: tuple[list[Problem], list[Problem]]
) -> tuple[Registers, list[Problem]]:
    """The registers and their problems, from their texts and the problems that are known before."""
    of_actors, of_issues = (f"{briefs.name}/{name}" for name in REGISTERS)
    actors, actors_file, problems = _read_register(of_actors, Actor, texts[0], found[0])
    issues, issues_file, more = _read_register(of_issues, Issue, texts[1], found[1])
    registers = Registers(actors, issues, actors_file, issues_file)
    return registers, [*problems, *more, *_check_register(registers)]


def _texts_in(briefs: Path) -> list[tuple[str | None, str, list[Problem]]]:
    """Of each register: its text, its SHA-256, and the problems with reading it."""
    return [_text_of(briefs / name, f"{briefs.name}/{name}") for name in REGISTERS]


def _text_of(path: Path, name: str) -> tuple[str | None, str, list[Problem]]:
    """As `read_text`, but a missing file is not a problem."""
    return read_text(path, name, MAX_REGISTER_BYTES) if path.is_file() else (None, "", [])


def _unchanged(briefs: Path, texts: Sequence[str | None], kept: KeptRegisters) -> Registers:
    def file(number: int) -> Register:
        path, text = f"{briefs.name}/{REGISTERS[number]}", texts[number]
        document = None if text is None else UnreadDocument(path, text)
        names = frozenset(kept.entries[number])
        return Register(path, document, names, sound=True, known=KnownNames(names))

    actors, issues = kept.entries
    return Registers(
        {id_: Actor.model_validate(entry) for id_, entry in actors.items()},
        {id_: Issue.model_validate(entry) for id_, entry in issues.items()},
        file(0),
        file(1),
    )


def _read_register(
    path: str, model: type[Model], text: str | None, problems: list[Problem]
) -> tuple[dict[str, Model], Register, list[Problem]]:
    if text is None:
        return {}, Register(path, None, frozenset(), not problems, KnownNames(())), problems
    document, problems = read_yaml(path, text, may_be_empty=True)
    entries: dict[str, Model] = {}
    if document is not None:
        problems += check_scalars(document)
        for key, node in document.root.values.items():
            is_id = SLUG.fullmatch(key) and key not in RESERVED
            if not is_id:
                place = document.key((key,))
                problems.append(bad_id(fields.BAD_ID, place, key))
            entry, found, *_ = validate(model, document, (key,), node)
            problems += found
            if entry is not None and is_id:
                entries[key] = entry
    sound = document is not None and not any(p.is_error for p in problems)
    names = frozenset(document.root.keys) if document is not None else frozenset()
    meant = frozenset() if sound else frozenset(map(slug_of, names))
    return entries, Register(path, document, names, sound, KnownNames(entries), meant), problems


def _check_register(registers: Registers) -> Iterator[Problem]:
    """Check that each actor's `of` is an actor and makes no circle."""
    circles = _circles(registers.actors)
    for actor_id, actor in registers.actors.items():
        if actor.of is None:
            continue
        place = registers.actors_file.place(actor_id, "of")
        if not registers.actors_file.has(actor.of):
            yield unknown_actor(place, actor.of, registers)
            continue
        if actor_id in circles:
            message = f"`of` forms a circle: {_listed([*circles[actor_id], actor_id])}"
            help_text = "remove `of` from the actor that belongs to nobody"
            yield Problem(rules.ACTOR_CYCLE, place, message, help_text)


def _circles(actors: Mapping[str, Actor]) -> dict[str, list[str]]:
    """The circles of `of`: the actors of each, from its first one in the register, by that one's id.

    Each actor is visited once, however long the chains are.
    """
    circles: dict[str, list[str]] = {}
    visited: set[str] = set()
    order = {actor_id: number for number, actor_id in enumerate(actors)}
    for actor_id in actors:
        chain: dict[str, int] = {}
        above: str | None = actor_id
        while above is not None and above in actors and above not in visited:
            visited.add(above)
            chain[above] = len(chain)
            above = actors[above].of
        if above in chain:
            circle = [*chain][chain[above] :]
            first = min(range(len(circle)), key=lambda at: order[circle[at]])
            circles[circle[first]] = circle[first:] + circle[:first]
    return circles


def _listed(actors: Sequence[str]) -> str:
    """The ids of a circle; of a long one, its beginning and its end."""
    if len(actors) <= 2 * _MAX_NAMED:
        return ", ".join(actors)
    between = len(actors) - 2 * _MAX_NAMED
    return ", ".join([*actors[:_MAX_NAMED], f"{between} more", *actors[-_MAX_NAMED:]])


def bad_id(rule: Rule, place: Location, name: str) -> Problem:
    """The problem of an id that cannot be part of an address."""
    if name in RESERVED:
        message = f"{name} is the address of a generated page"
        if name in NAMES_OF_DEVICES:
            message = f"on Windows no file can have the name {name}, whatever its ending"
        return Problem(rule, place, message, "give it another name")
    near = slug_of(name)
    help_text = "use lower-case letters a-z, digits and hyphens, with a letter or digit at both ends"
    if near and near not in RESERVED:
        help_text = f"write {near}, or another name of a-z, 0-9 and hyphens"
    return Problem(rule, place, f"{name!r} cannot be an address", help_text)


def unknown_actor(place: Location, actor: str, registers: Registers, notes: tuple[str, ...] = ()) -> Problem:
    """The problem of an actor id that is not in the register."""
    message = f"there is no actor {actor} in {registers.actors_file.path}"
    return Problem(rules.UNKNOWN_ACTOR, place, message, what_to_write(actor, registers.actors_file), notes)


def what_to_write(unknown: str, register: Register) -> str:
    """What to do about an id that a register does not have."""
    known = list(register.names)[:MAX_IDS_NAMED] if len(register.names) <= MAX_IDS_NAMED else []
    there = f"; the ids there: {', '.join(sorted(known))}" if known else ""
    return register.known.suggest(unknown) or f"add it to {register.path}{there}"

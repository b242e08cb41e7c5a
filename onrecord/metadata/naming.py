"""Stage 2: check that each name has one actor, and that no word has look-alike letters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from onrecord.metadata.name_words import (
    id_says_something,
    is_common_word,
    is_role,
    is_unnamed,
    says_something,
)
from onrecord.metadata.registers import Register, Registers
from onrecord.metadata.tree import Document, Scalar
from onrecord.rules import names as rules
from onrecord.rules.problems import Location, Problem
from onrecord.schema.models import Actor
from onrecord.text.confusables import doubtful_word, skeleton
from onrecord.text.folding import fold_text

_ARTICLE = re.compile(r"^the (?=\w)", re.IGNORECASE)
# Values with the article's own words, which are shown unchanged, or with file names.
_NOT_OURS = frozenset(["passage", "prefix", "suffix", "gist", "file"])
_ADDRESSES = frozenset(["url", "archived"])


def check_names(registers: Registers) -> Iterator[Problem]:
    """Check the names of all actors, each alone and all together."""
    first: dict[str, str] = {}
    for actor_id, actor in registers.actors.items():
        is_person = actor.kind == "person"
        said = id_says_something(actor_id, actor.name, is_person=is_person)
        if said:
            yield _says(registers.actors_file.place(actor_id), said, "id")
        for number, name in enumerate((actor.name, *actor.also)):
            path = ("also", number - 1) if number else ("name",)
            found = _fault(actor, name, registers.actors_file, (actor_id, *path), is_also=number > 0)
            if found:
                yield found
                continue
            other = first.setdefault(_looks(name), actor_id)
            if other != actor_id and not actor.kind == registers.actors[other].kind == "unnamed":
                message = f"{name} is also a name of {other}"
                help_text = "merge the two entries, or keep the name in only one of them"
                place = registers.actors_file.place(actor_id, *path)
                yield Problem(rules.SHARED, place, message, help_text)


def _looks(name: str) -> str:
    return skeleton(_ARTICLE.sub("", fold_text(name)))


def _fault(
    actor: Actor, name: str, register: Register, path: tuple[str | int, ...], *, is_also: bool
) -> Problem | None:
    """What is wrong with a single name, and what to do."""
    said = says_something(name, is_person=actor.kind == "person")
    if said:
        return _says(_place(register, path), said, "name")
    if is_common_word(name, actor.name if is_also else ""):
        message = f"{name} is a common word, not a name"
        return Problem(rules.COMMON_WORD, _place(register, path), message, "write a name, or remove it")
    if is_also and actor.kind != "unnamed" and is_role(name):
        message = f"{name} is a role that many people have"
        help_text = "write it under `as` in the briefing of the article that uses it"
        return Problem(rules.COMMON_WORD, _place(register, path), message, help_text)
    if actor.kind == "person" and not is_also and is_unnamed(name):
        message = f"{name} is not the name of a person"
        return Problem(rules.UNNAMED_PERSON, _place(register, path), message, "write `kind: unnamed`")
    return None


def _place(register: Register, path: tuple[str | int, ...]) -> Location:
    entry, *inside = path
    return register.place(str(entry), *inside)


def _says(place: Location, said: str, what: str) -> Problem:
    message = f"this {what} makes a statement: {said}"
    return Problem(rules.SAYS_SOMETHING, place, message, f"write only the {what}")


def check_letters(document: Document) -> Iterator[Problem]:
    """Check that no editor's word and no web address has look-alike letters."""
    if all(map(str.isascii, document.lines)):
        return
    for key, scalar in document.scalars:
        text = scalar.value
        if text.isascii() or key in _NOT_OURS:
            continue
        word = doubtful_word(_host(text) if key in _ADDRESSES else text)
        if word:
            yield _mixed(document, scalar, word)


def _host(address: str) -> str:
    try:
        return urlsplit(address.strip()).hostname or ""
    except ValueError:
        return ""  # Another rule has reported it.


def _mixed(document: Document, scalar: Scalar, word: str) -> Problem:
    letters = ", ".join(dict.fromkeys(f"U+{ord(letter):04X}" for letter in word if not letter.isascii()))
    message = f"{word} mixes letters of two scripts: {letters}"
    place = document.find(word, scalar)
    return Problem(rules.MIXED_SCRIPTS, place, message, f"retype it: {skeleton(word)}")

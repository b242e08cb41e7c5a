"""Entries for `actors.yml` that an article gives reason for."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from msgspec import Struct

from onrecord.drafting.languages import DraftWords
from onrecord.drafting.yaml_text import flow_list, one_line, scalar
from onrecord.metadata.schema_errors import slug_of
from onrecord.schema.fields import RESERVED

_POSSESSIVE = re.compile(r"['’]s?$")


class Entry(Struct):
    """An actor that the register lacks.

    Attributes:
        id: for the register.
        kind: as the words suggest it; `sure` says whether they leave a doubt.
        forms: how the article writes the name, the name itself left out.
        lines: where.
        words: the description of an unnamed source as the article has it; empty for a name.
    """

    id: str
    name: str
    kind: str
    forms: list[str] = []
    lines: set[int] = set()
    words: str = ""
    why: str = ""

    def add(self, form: str, line: int) -> None:
        """Note how and where the article writes it."""
        if form != self.name and form not in self.forms:
            self.forms.append(form)
        self.lines.add(line)

    def as_yaml(self) -> Iterator[str]:
        """The lines of the entry."""
        named = ", ".join(map(str, sorted(self.lines)[:8]))
        yield f"{self.id}:" + (f"  # line{'s' if len(self.lines) > 1 else ''} {named}" if named else "")
        yield f"  name: {scalar(self.name, typographic=False)}"
        yield f"  kind: {self.kind}{f'  # {self.why}' if self.why else ''}"
        also = [form for form in self.forms if form != self.name]
        if also:
            yield f"  also: {flow_list(also)}"
        if self.words:
            note = f"The article calls them “{self.words}” and does not name them."
            yield f"  note: {scalar(note)}"


def kind_of_name(words: Sequence[str], language: DraftWords, *, titled: bool) -> tuple[str, str]:
    """What a name seems to be, and what that rests on if it is a guess."""
    lower = [_POSSESSIVE.sub("", word.lower()) for word in words]
    if any(word in language.organisations for word in lower):
        return "organisation", ""
    if any(word in language.states for word in lower):
        return "state", ""
    if len(words) == 1 and len(words[0]) > 1 and (words[0].isupper() or "." in words[0][1:-1]):
        return "organisation", "guessed from how it is written; else person, state or group"
    if titled:
        return "person", ""
    if len(words) == 1:
        return "person", "guessed from one word; else state, organisation or group"
    return "person", "guessed from the form of the name; else state, organisation or group"


def free_id(name: str, taken: Collection[str]) -> str:
    """An id for a name that no entry has yet."""
    base = slug_of(name) or "actor"
    if base in RESERVED:
        base = f"{base}-actor"
    number, found = 2, base
    while found in taken:
        found, number = f"{base}-{number}", number + 1
    return found


def described(words: str, language: DraftWords) -> str:
    """The name of an unnamed source, from the words that describe it: 'Pilots of Velmar'."""
    parts = one_line(words).split()
    while len(parts) > 1 and (parts[0].lower() in language.edges or parts[0] == "of"):
        parts.pop(0)
    name = " ".join(parts)
    return name[:1].upper() + name[1:]

"""Check that quotations in the registers are in an article whose briefing uses the entry.

Articles are read only for entries that have quotation marks: few have any.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from msgspec import Struct

from onrecord.meaning.quoting import Quoted, Text, quotations_in
from onrecord.metadata.name_words import says_something
from onrecord.metadata.outlines import Outline
from onrecord.metadata.registers import Registers
from onrecord.record import Article
from onrecord.rules import wording as rules
from onrecord.rules.problems import Location, Problem

_OF_ACTORS = ("name", "note")
_OF_ISSUES = ("title", "proposition", "about")


class QuotingEntry(Struct, frozen=True):
    """A quotation in an entry of a register."""

    id: str
    key: str
    quoted: Quoted
    is_actor: bool


def quoting_entries(registers: Registers) -> list[QuotingEntry]:
    """Find the quotations in both registers."""
    return [
        *_quotations(registers.actors, _OF_ACTORS, is_actor=True),
        *_quotations(registers.issues, _OF_ISSUES, is_actor=False),
    ]


def _quotations(
    entries: Mapping[str, object], keys: Iterable[str], *, is_actor: bool
) -> Iterator[QuotingEntry]:
    for id_, entry in entries.items():
        for key in keys:
            if key == "name" and says_something(getattr(entry, key), is_person=False):
                continue  # Another rule covers names.
            for quoted in quotations_in(getattr(entry, key) or ""):
                yield QuotingEntry(id_, key, quoted, is_actor)


def check_registers(
    entries: Collection[QuotingEntry],
    registers: Registers,
    outlines: Collection[Outline],
    naming: Mapping[str, Collection[str]],
    read: Callable[[str], Article | None],
) -> Iterator[Problem]:
    """Warn of quotations in the registers that no article of a briefing with the entry has.

    Args:
        entries: the entries with quotations.
        registers: both registers, for the places of problems.
        outlines: of the briefings.
        naming: for each briefing, by slug, the actors that its article names.
        read: reads an article by its file's name; None if it cannot be read.
    """
    texts: dict[str, Text | None] = {}

    def has(outline: Outline, quoted: Quoted) -> bool:
        assert outline.source is not None
        name = outline.source.name
        if name not in texts:
            article = read(name)
            texts[name] = Text(article) if article is not None else None
        text = texts[name]
        return text is None or text.has(quoted)

    for entry in entries:
        using = [
            outline
            for outline in outlines
            if outline.source is not None
            and entry.id
            in ({*outline.actors, *naming.get(outline.slug, ())} if entry.is_actor else outline.issues)
        ]
        if not any(has(outline, entry.quoted) for outline in using):
            message = f"these words in quotation marks are in no article of a briefing that uses {entry.id}"
            help_text = "copy the words from an article, or remove the quotation marks"
            yield Problem(rules.UNSOURCED_QUOTATION, _place(entry, registers), message, help_text)


def _place(entry: QuotingEntry, registers: Registers) -> Location:
    register = registers.actors_file if entry.is_actor else registers.issues_file
    if register.document is None:
        return register.place(entry.id, entry.key)
    return register.document.find(entry.quoted.shown, register.document.node((entry.id, entry.key)))

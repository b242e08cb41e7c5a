"""Add entries to the text of a register, without changing what is there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from onrecord.metadata.reading import read_yaml
from onrecord.metadata.tree import LINE_BREAK


class NewEntry(Protocol):
    """An entry that a register lacks."""

    id: str

    def as_yaml(self) -> Iterator[str]:
        """The lines of the entry."""


def with_entries(text: str, entries: Sequence[NewEntry]) -> str | None:
    """The register with more entries at its end; None if what is there does not allow that.

    New lines end as the first line does.

    Args:
        text: the register as it is; empty if there is none.
        entries: with ids that it does not have.
    """
    found = LINE_BREAK.search(text)
    end = found.group() if found else "\n"
    before = text if text.endswith(end) or not text else text + end
    blocks = ("".join(f"{line}{end}" for line in entry.as_yaml()) for entry in entries)
    longer = f"{before}{end if before else ''}{end.join(blocks)}"
    had = frozenset[str]()
    if text.strip():
        document, problems = read_yaml("actors.yml", text, may_be_empty=True)
        if document is None or problems:
            return None
        had = frozenset(document.root.keys)
    document, problems = read_yaml("actors.yml", longer)
    if document is None or problems:
        return None
    wanted = {*had, *(entry.id for entry in entries)}
    return longer if wanted == set(document.root.keys) else None

"""Add entries to the text of `actors.yml`, without changing what is there."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.drafting.entries import Entry
from onrecord.metadata.reading import read_yaml


def with_entries(text: str, entries: Sequence[Entry]) -> str | None:
    """The register with more entries at its end; None if what is there does not allow that.

    Args:
        text: the register as it is; empty if there is none.
        entries: with ids that it does not have.
    """
    before = text if text.endswith("\n") or not text else text + "\n"
    blocks = ("\n".join(entry.as_yaml()) + "\n" for entry in entries)
    longer = f"{before}{chr(10) if before else ''}{chr(10).join(blocks)}"
    had = frozenset[str]()
    if any(line.strip() and not line.lstrip().startswith("#") for line in text.splitlines()):
        document, problems = read_yaml("actors.yml", text)
        if document is None or problems:
            return None
        had = frozenset(document.root.keys)
    document, problems = read_yaml("actors.yml", longer)
    if document is None or problems:
        return None
    wanted = {*had, *(entry.id for entry in entries)}
    return longer if wanted == set(document.root.keys) else None

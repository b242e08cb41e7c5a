"""Corrections as a unified diff, as `git apply` and `patch` read it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import unified_diff

from onrecord.fixing.site import Sheet


def diff_of(sheets: Iterable[Sheet]) -> Iterator[str]:
    """The lines of the diff, without line feeds at their ends; other line ends are kept."""
    for sheet in sheets:
        if not sheet.is_changed:
            continue
        old, new = sheet.old_name, sheet.name
        yield f"diff --git a/{old} b/{new}"
        if old != new:
            yield f"rename from {old}"
            yield f"rename to {new}"
        if sheet.data is None:
            yield "new file mode 100644"
        before = _lines(sheet.data or b"")
        after = _lines(sheet.new_data)
        start = "/dev/null" if sheet.data is None else f"a/{old}"
        for line in unified_diff(before, after, start, f"b/{new}"):
            yield line.removesuffix("\n")
            if line[:1] in "+- " and not line.endswith("\n"):
                yield "\\ No newline at end of file"


def _lines(data: bytes) -> list[str]:
    """The lines of a file with their line feeds; a return before one stays in the line."""
    text = data.decode()
    lines = [f"{line}\n" for line in text.split("\n")]
    last = lines.pop().removesuffix("\n")
    return [*lines, last] if last else lines

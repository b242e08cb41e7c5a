"""The mark of generated pages: a key in the front matter tells them from hand-written ones."""

from __future__ import annotations

from collections.abc import Iterable
from io import StringIO
from pathlib import Path

MARK = "onrecord:"


def is_marked(page: str) -> bool:
    """Whether a page's front matter has the mark."""
    return has_mark(line.encode() for line in StringIO(page))


def has_mark(lines: Iterable[bytes]) -> bool:
    """Whether the front matter in a page's lines has the mark; reads no more lines than necessary."""
    for number, line in enumerate(lines):
        if number == 0:
            if line.rstrip() != b"---":
                return False
        elif line.startswith(MARK.encode()):
            return True
        elif line.rstrip() == b"---":
            return False
    return False


def as_default_page(own: Path) -> str:
    """A hand-written page of the program's own, marked as the program's, for a site that lacks it."""
    mark = f"---\n{MARK} the program's own page  # to write your own: take this line out\n"
    return own.read_text(encoding="utf-8").replace("---\n", mark, 1)

"""Arrange the pages for each peer: the same Markdown and files, in its own folders.

Files that are not rewritten are links, so that a large collection is on the disk only once.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path, PurePosixPath

from msgspec import Struct

FENCE = "---\n"
EDITS = ("The article reports", "The article tells")  # an edit swaps these, as `edit_one` does in the YAML


class Arrangement(Struct, frozen=True):
    """The folders of a peer.

    Attributes:
        pages: the folder of the Markdown pages.
        others: the folder of all other files; some peers misread pages beside data of the same name.
        index: the name of a folder's page.
        rewrite: changes the text of a page; None for no change.
    """

    pages: str
    others: str
    index: str = "index.md"
    rewrite: Callable[[str], str] | None = None

    def place(self, path: PurePosixPath) -> PurePosixPath:
        """The path of one of our files for this peer."""
        if path.suffix != ".md":
            return self.others / path
        return self.pages / (path.with_name(self.index) if path.name == "index.md" else path)


def lay_out(source: Path, target: Path, arrangement: Arrangement) -> None:
    """Arrange all pages and files of a folder for a peer."""
    for path in sorted(source.rglob("*")):
        if path.is_file():
            to = target / arrangement.place(PurePosixPath(path.relative_to(source).as_posix()))
            to.parent.mkdir(parents=True, exist_ok=True)
            if path.suffix == ".md" and arrangement.rewrite:
                to.write_text(arrangement.rewrite(path.read_text(encoding="utf-8")), encoding="utf-8")
            else:
                linked(path, to)


def linked(path: Path, to: Path) -> None:
    """Link a file to another place; copy it if that is on another disk."""
    try:
        os.link(path, to)
    except OSError:
        shutil.copy2(path, to)


def edit(page: Path) -> None:
    """Change a sentence of a page; a second call changes it back.

    It writes a new file, because others may share the old one.

    Raises:
        ValueError: the page does not have the sentence.
    """
    text = page.read_text(encoding="utf-8")
    old, new = EDITS if EDITS[0] in text else EDITS[::-1]
    if old not in text:
        raise ValueError(f"{page.name} has no sentence to change")
    changed = page.with_suffix(".changed")
    changed.write_text(text.replace(old, new), encoding="utf-8")
    changed.replace(page)


def plain_values(text: str) -> str:
    """Front matter without quotation marks, for readers that use the rest of the line verbatim.

    Our own key is left out: such a reader would include its comment in the value.
    """
    if not text.startswith(FENCE):
        return text
    front, _, body = text[len(FENCE) :].partition(f"\n{FENCE}")
    lines = []
    for line in front.split("\n"):
        key, _, value = line.partition(": ")
        if key != "onrecord":
            plain = json.loads(value) if value.startswith('"') else value
            lines.append(f"{key}: {plain}\n")
    return f"{FENCE}{''.join(lines)}{FENCE}{body}"

"""The pages as each peer wants them: the same Markdown, and the files beside it, in other folders.

What is not rewritten is linked, so that a collection of any size is on the disk once.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path, PurePosixPath

from msgspec import Struct

FENCE = "---\n"
EDITS = ("The article reports", "The article tells")  # what an edit exchanges, as `edit_one` does in the YAML


class Arrangement(Struct, frozen=True):
    """Where a peer looks for what.

    Attributes:
        pages: the folder of the Markdown pages.
        others: the folder of all other files; pages that lie beside data of the same name are read as
            something else by some.
        index: what the page of a folder is called.
        rewrite: what becomes of the text of a page; it is left as it is without.
    """

    pages: str
    others: str
    index: str = "index.md"
    rewrite: Callable[[str], str] | None = None

    def place(self, path: PurePosixPath) -> PurePosixPath:
        """Where a file of ours stands for this peer."""
        if path.suffix != ".md":
            return self.others / path
        return self.pages / (path.with_name(self.index) if path.name == "index.md" else path)


def lay_out(source: Path, target: Path, arrangement: Arrangement) -> None:
    """Give a peer all pages and files of a folder."""
    for path in sorted(source.rglob("*")):
        if path.is_file():
            to = target / arrangement.place(PurePosixPath(path.relative_to(source).as_posix()))
            to.parent.mkdir(parents=True, exist_ok=True)
            if path.suffix == ".md" and arrangement.rewrite:
                to.write_text(arrangement.rewrite(path.read_text(encoding="utf-8")), encoding="utf-8")
            else:
                linked(path, to)


def linked(path: Path, to: Path) -> None:
    """The same file in another place; a copy where the two are on different disks."""
    try:
        os.link(path, to)
    except OSError:
        shutil.copy2(path, to)


def edit(page: Path) -> None:
    """Change a sentence of a page; twice, it is back.  The file is a new one: others may share the old.

    Raises:
        ValueError: the page has no such sentence.
    """
    text = page.read_text(encoding="utf-8")
    old, new = EDITS if EDITS[0] in text else EDITS[::-1]
    if old not in text:
        raise ValueError(f"{page.name} has no sentence to change")
    changed = page.with_suffix(".changed")
    changed.write_text(text.replace(old, new), encoding="utf-8")
    changed.replace(page)


def plain_values(text: str) -> str:
    """Front matter without quotation marks, for readers that take the rest of the line as it stands.

    Our own key is left out: it has a comment, which such a reader would take for a part of the value.
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

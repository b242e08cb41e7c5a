"""Stage 2: read and check the YAML of briefings, with the place of every value."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from onrecord.metadata.reading import read_yaml
from onrecord.metadata.registers import MAX_YAML_BYTES, REGISTERS, bad_id
from onrecord.metadata.tree import Document
from onrecord.metadata.validation import check_scalars, validate
from onrecord.rules import fields, files
from onrecord.rules.problems import Location, Problem
from onrecord.schema.fields import RESERVED, SLUG
from onrecord.schema.models import Brief
from onrecord.text.files import read_text

# Some programs add an ending and hide it: talks.yml.txt.
_MEANT_AS_YAML = re.compile(r"\.(?:ya?ml|json)(?=\.|$)", re.IGNORECASE)


class BriefFile(Struct, frozen=True):
    """A briefing as read.

    Attributes:
        slug: the name of its file, without `.yml`.
        wrong: the top-level keys with problems; empty for a valid briefing.
        kept: for each key with a list, the indexes of the file's items that are in `brief`.
    """

    slug: str
    document: Document
    brief: Brief
    wrong: frozenset[str]
    kept: Mapping[str, Sequence[int]]

    def item(self, key: str, number: int) -> tuple[str, int]:
        """The path in the document of an item of `brief`, by its index there."""
        return key, self.kept[key][number]


def brief_slugs(briefs: Path) -> tuple[list[str], list[Problem]]:
    """The slugs of all briefings, sorted, and the problems of other files in the folder."""
    slugs: list[str] = []
    problems: list[Problem] = []
    with os.scandir(briefs) as entries:
        found = sorted((entry.name, entry.is_file()) for entry in entries)
    for name, is_file in found:
        if name.startswith(".") or name in REGISTERS:
            continue
        if is_file and name.endswith(".yml"):
            slugs.append(name.removesuffix(".yml"))
            continue
        path = briefs / name
        if path.is_dir():
            inside = sorted(file for file in path.rglob("*.y*ml") if file.is_file())
            problems += [_stray(briefs, file, file.name) for file in inside]
        elif _MEANT_AS_YAML.search(path.name):
            problems.append(_stray(briefs, path, f"{_MEANT_AS_YAML.split(path.name)[0]}.yml"))
    return slugs, problems


def _stray(briefs: Path, path: Path, name: str) -> Problem:
    place = Location(f"{briefs.name}/{path.relative_to(briefs).as_posix()}")
    help_text = f"if it is a briefing, move it to {briefs.name}/{name}"
    return Problem(files.STRAY_FILE, place, "this file is not read", help_text)


def read_brief(path: Path, text: str | None = None) -> tuple[BriefFile | None, list[Problem]]:
    """Read a briefing's file; `check_references` checks what it refers to.

    Args:
        path: the file.
        text: what it is to be read as, whatever is in it; None for what is in it.

    Raises:
        OSError: the file cannot be read.
    """
    name = f"{path.parent.name}/{path.name}"
    problems: list[Problem] = []
    if not SLUG.fullmatch(path.stem) or path.stem in RESERVED:
        problems.append(bad_id(fields.BAD_SLUG, Location(name), path.stem))
    if text is None:
        text, _, found = read_text(path, name, MAX_YAML_BYTES)
        problems += found
    if text is None:
        return None, problems
    document, syntax = read_yaml(name, text)
    problems += syntax
    if document is None:
        return None, problems
    problems += check_scalars(document)
    brief, found, wrong, draft = validate(Brief, document, (), document.root)
    problems += found
    if brief is None:
        return None, problems
    if any(p.is_error for p in problems) and not wrong:
        wrong = frozenset(["?"])
    if "source" in wrong and "date" not in document.root.values:
        wrong |= {"date"}  # The source's language would be the default.
    return BriefFile(path.stem, document, brief, wrong, draft.kept), problems

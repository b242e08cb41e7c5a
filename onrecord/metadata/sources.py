"""Stage 1 and 2 meet: the file in `seeds/` that a briefing names, if it may have it."""

from __future__ import annotations

from pathlib import Path

from onrecord.metadata.briefs import BriefFile
from onrecord.metadata.schema_errors import suggest
from onrecord.metadata.tree import Scalar
from onrecord.problems import Location, Problem
from onrecord.rules import references as rules


class Sources:
    """The articles in a folder, and which briefing claimed which."""

    def __init__(self, seeds: Path) -> None:
        self._seeds = seeds
        self._inside = seeds.resolve()
        self._claimed: dict[Path, BriefFile] = {}

    def claim(self, file: BriefFile) -> tuple[str | None, list[Problem]]:
        """The briefing's article as a path inside the folder, or None; and the problems with it."""
        node = file.document.node(("source", "file"))
        written = file.brief.source.file
        if not isinstance(node, Scalar) or " ".join(node.value.split()) != written:
            return None, []  # A stand-in for what is wrong or missing.
        place = file.document.of(node)
        path = self._seeds / written
        try:
            actual = path.resolve()
            exists = actual.is_file()
        except (OSError, ValueError, RuntimeError):  # Too long a name, a loop of links.
            return None, [self._missing(place, written)]
        if not actual.is_relative_to(self._inside):
            message = f"{written} is not inside {self._seeds.name}/"
            if path.is_symlink():
                message = f"{written} is a link to a file outside {self._seeds.name}/"
            help_text = f"copy the article into {self._seeds.name}/ and name it here"
            return None, [Problem(rules.SOURCE_OUTSIDE, place, message, help_text)]
        if not exists:
            return None, [self._missing(place, written)]
        first = self._claimed.setdefault(actual, file)
        if first is file:
            return written, []
        message = f"the briefing {first.slug} rests on this article already"
        help_text = "one briefing for each article: put both together, or choose another source"
        return written, [Problem(rules.CLAIMED_TWICE, place, message, help_text)]

    def _missing(self, place: Location, written: str) -> Problem:
        name = self._seeds.name
        files = [path.name for path in self._seeds.iterdir()] if self._seeds.is_dir() else []
        help_text = suggest(written, files) or f"put the article into {name}/, or mend its name here"
        return Problem(rules.MISSING_SOURCE, place, f"there is no file {name}/{written}", help_text)

"""The articles that the proof names."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from msgspec import Struct

from onrecord.proof.copies import inside
from onrecord.proof.words import Proof, digest_of, folded, joined
from onrecord.rules import proof as rules
from onrecord.rules.problems import Location, Problem
from onrecord.text.file_names import as_on_disk
from onrecord.text.files import read_text

# The same limit as in a build.
MAX_BYTES = 20_000_000
_OPEN = 64


class _Seed(Struct, frozen=True):
    text: str | None
    sha256: str
    problems: tuple[Problem, ...]


class Seeds:
    """A folder of articles; keeps the last ones in memory.

    Args:
        folder: the folder.
        name: its name in problems.
        outside: the real paths of folders outside it that its links may lead into.
    """

    def __init__(self, folder: Path, name: str, outside: Sequence[str] = ()) -> None:
        self._folder, self._name, self._outside = folder, name, outside
        self._read = lru_cache(_OPEN)(self._opened)

    def words(self, proof: Proof) -> str | None:
        """The article's words of a passage; None if the article is not the one of the proof."""
        seed = self._read(proof.source)
        if seed.text is None or seed.sha256 != proof.source_sha256:
            return None
        words = joined(seed.text, proof.pieces)
        return words if digest_of(folded(words)) == proof.sha256 else None

    def problem_of(self, proof: Proof) -> Problem | None:
        """The reason why the article does not prove a passage; None if it does."""
        seed = self._read(proof.source)
        if seed.problems:
            return seed.problems[0]
        assert seed.text is not None
        place = Location(f"{self._name}/{proof.source}")
        if seed.sha256 != proof.source_sha256:
            message = "this is not the article that the site was made from: its SHA-256 differs"
            notes = (f"the proof: {proof.source_sha256}", f"the file: {seed.sha256}")
            help_text = "compare with the seeds of the build that was published, or publish again"
            return Problem(rules.SOURCE_DIFFERS, place, message, help_text, notes)
        if not _is_within(proof, len(seed.text)) or self.words(proof) is None:
            message = f"the proof's places in the article do not hold the words of {proof.ref}"
            return Problem(rules.SOURCE_DIFFERS, place, message, "publish the site again")
        return None

    def _opened(self, source: str) -> _Seed:
        name = f"{self._name}/{source}"
        try:
            path = inside(self._folder / as_on_disk(self._folder, source), self._folder, self._outside)
            text, sha256, problems = read_text(path, name, MAX_BYTES)
        except (OSError, ValueError) as error:
            why = error.strerror if isinstance(error, OSError) else str(error)
            message = f"the article that the proof names cannot be read: {why}"
            help_text = "copy the site's seeds here, or name their folder with --seeds"
            problems = [Problem(rules.SOURCE_DIFFERS, Location(name), message, help_text)]
            return _Seed(None, "", tuple(problems))
        return _Seed(text, sha256, tuple(problems))


def _is_within(proof: Proof, length: int) -> bool:
    """Whether the pieces are within the text, and in order."""
    ends = [0, *(place for piece in proof.pieces for place in (piece.start, piece.end)), length]
    return (
        bool(proof.pieces) and all(piece.start < piece.end for piece in proof.pieces) and ends == sorted(ends)
    )

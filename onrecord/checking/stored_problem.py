"""Problems as the ledger stores them, with the name of the rule in place of the rule."""

from __future__ import annotations

from msgspec import Struct

from onrecord.rules import RULES
from onrecord.rules.problems import Location, Problem


class StoredProblem(Struct, frozen=True, array_like=True):
    """A problem with the name of its rule."""

    rule: str
    location: Location
    message: str
    help: str
    notes: tuple[str, ...]

    @property
    def problem(self) -> Problem:
        """The problem in its usual form."""
        return Problem(RULES[self.rule], self.location, self.message, self.help, self.notes)


def to_stored(problem: Problem) -> StoredProblem:
    """A problem in the form for the ledger."""
    return StoredProblem(problem.rule.name, problem.location, problem.message, problem.help, problem.notes)


class BuildSummary(Struct, frozen=True, array_like=True):
    """The summary of a successful build.

    Attributes:
        problems: its warnings.
        briefings: the number of briefings.
        positions: the number of positions.
        pages: the number of generated pages.
        drafts: the number of briefings that are not published.
    """

    problems: tuple[StoredProblem, ...]
    briefings: int
    positions: int
    pages: int
    drafts: int = 0

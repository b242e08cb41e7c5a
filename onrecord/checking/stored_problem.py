"""Problems as the ledger keeps them from one build to the next: a rule is its name there."""

from __future__ import annotations

from msgspec import Struct

from onrecord.problems import Location, Problem
from onrecord.rules import RULES


class StoredProblem(Struct, frozen=True, array_like=True):
    """A problem, its rule by name."""

    rule: str
    location: Location
    message: str
    help: str
    notes: tuple[str, ...]

    @property
    def problem(self) -> Problem:
        """The problem as it was found."""
        return Problem(RULES[self.rule], self.location, self.message, self.help, self.notes)


def to_stored(problem: Problem) -> StoredProblem:
    """A problem as it is kept."""
    return StoredProblem(problem.rule.name, problem.location, problem.message, problem.help, problem.notes)


class BuildSummary(Struct, frozen=True, array_like=True):
    """What a build that went well had to say.

    Attributes:
        problems: warnings.
        briefings: how many there are.
        positions: how many they have.
        pages: how many pages were generated.
    """

    problems: tuple[StoredProblem, ...]
    briefings: int
    positions: int
    pages: int

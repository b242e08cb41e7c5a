"""Problems as they are kept from one build to the next: a rule is its name there."""

from __future__ import annotations

from msgspec import Struct

from onrecord.problems import Location, Problem
from onrecord.rules import RULES


class KeptProblem(Struct, frozen=True, array_like=True):
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


def kept(problem: Problem) -> KeptProblem:
    """A problem as it is kept."""
    return KeptProblem(problem.rule.name, problem.location, problem.message, problem.help, problem.notes)

"""Problems: values that say what is wrong with the content; collected, not raised.

An exception in this program means a bug or a failing machine. Everything that an editor can cause is a
`Problem`: the broken rule, the place, a message about the case, and what to do.
`onrecord.interface.reporting` shows problems; `onrecord.rules` explains the rules.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from msgspec import Struct


class Severity(StrEnum):
    """Whether a problem stops the build."""

    ERROR = "error"
    WARNING = "warning"


class Rule(Struct, frozen=True):
    """A rule for the content, with a name that never changes.

    Attributes:
        name: kebab-case, stable: people search for it and tools filter by it.
        severity: errors stop the build; warnings do only under ``--strict``.
        summary: the rule as one sentence.
        explanation: the reason for the rule and what to do, in a few sentences of plain text.
        wrong: an example that breaks the rule.
        right: the same example, corrected.
    """

    name: str
    severity: Severity
    summary: str
    explanation: str
    wrong: str
    right: str


class Location(Struct, frozen=True, array_like=True):
    """A place in a file.

    Attributes:
        path: relative to the root, with ``/`` on every system.
        line: counted from 1.
        column: counted from 1, in Unicode code points.
        text: the line, without its line break; empty if there is none to show.
    """

    path: str
    line: int = 1
    column: int = 1
    text: str = ""


class Problem(Struct, frozen=True):
    """A rule broken at a place.

    Attributes:
        message: what is wrong here, as a clause to show after a caret.
        help: what to do about it.
        notes: more lines, such as the nearest text in the article.
    """

    rule: Rule
    location: Location
    message: str
    help: str
    notes: tuple[str, ...] = ()

    @property
    def is_error(self) -> bool:
        """Whether this problem stops the build by itself."""
        return self.rule.severity is Severity.ERROR


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Sort by file, line and column, and remove duplicates."""
    unique = dict.fromkeys(problems)
    return sorted(
        unique,
        key=lambda p: (p.location.path, p.location.line, p.location.column, p.rule.name, p.message),
    )

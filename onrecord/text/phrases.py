"""What a page says in the site's own words, before it is in any language.

A page's class holds these where its template has no words of its own to write, such as for the title of a
part: `March 2024`, `States: A`.  What language that is in is found out when it is written.
"""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from onrecord.text.dates import When


class Duration(Struct, frozen=True):
    """How much time lies between two days: nothing, or days, months, or years and months."""

    years: int = 0
    months: int = 0
    days: int = 0

    def __bool__(self) -> bool:
        return bool(self.years or self.months or self.days)


class Phrase(Struct, frozen=True):
    """A sentence or a part of one.

    Attributes:
        key: of a language's file, such as `briefing.paragraph`.
        values: what stands in the place of its names in braces: a text is an editor's, as names are.
    """

    key: str
    values: tuple[tuple[str, Any], ...] = ()


Words = str | Phrase | When | Duration | int


def phrase(key: str, **values: Any) -> Phrase:
    """A phrase with its values."""
    return Phrase(key, tuple(values.items()))

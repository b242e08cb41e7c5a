"""Texts of the site in pages, independent of the language.

A page's class has phrases for texts that its template cannot write itself, such as the title of a part:
`March 2024`, `States: A`. They are translated when the page is rendered.
"""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from onrecord.text.dates import When


class Duration(Struct, frozen=True):
    """The time between two days: zero, or days, or months, or years and months."""

    years: int = 0
    months: int = 0
    days: int = 0

    def __bool__(self) -> bool:
        return bool(self.years or self.months or self.days)


class Phrase(Struct, frozen=True):
    """A text of the site: its key, and values for it.

    Attributes:
        key: a key of the language files, such as `briefing.paragraph`.
        values: the values for its names in braces; a `str` is an editor's text, such as a name.
    """

    key: str
    values: tuple[tuple[str, Any], ...] = ()


Words = str | Phrase | When | Duration | int


def phrase(key: str, **values: Any) -> Phrase:
    """A phrase with its values."""
    return Phrase(key, tuple(values.items()))

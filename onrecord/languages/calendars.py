"""Dates and plural forms of a language.

English is built in: most sites need nothing else, and Babel, which has the Unicode Consortium's CLDR for the
others, takes some 20 ms to load.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import lru_cache
from typing import Protocol

from onrecord.text.dates import Month, Quarter, When, Year

_MONTHS = "January February March April May June July August September October November December".split()
# The plural forms, in the order of CLDR.
FORMS = ("zero", "one", "two", "few", "many", "other")


class Calendar(Protocol):
    """The dates and plural forms of a language."""

    def day(self, day: date) -> str:
        """Such as 2 October 2024."""
        ...

    def month(self, month: Month) -> str:
        """October 2024."""
        ...

    def year(self, year: Year) -> str:
        """2024."""
        ...

    def short(self, when: When | Quarter) -> str:
        """2 Oct 2024, Oct 2024, Q4 2024 or 2024."""
        ...

    def form(self, number: int) -> str:
        """The plural form for a number."""
        ...

    def forms(self) -> tuple[str, ...]:
        """All plural forms of the language, in the order of CLDR."""
        ...


class _English:
    def day(self, day: date) -> str:
        return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"

    def month(self, month: Month) -> str:
        return f"{_MONTHS[month.month - 1]} {month.year}"

    def year(self, year: Year) -> str:
        return str(year.year)

    def short(self, when: When | Quarter) -> str:
        match when:
            case date():
                return f"{when.day} {_MONTHS[when.month - 1][:3]} {when.year}"
            case Month():
                return f"{_MONTHS[when.month - 1][:3]} {when.year}"
            case Quarter():
                return f"Q{when.quarter} {when.year}"
        return str(when.year)

    def form(self, number: int) -> str:
        return "one" if number == 1 else "other"

    def forms(self) -> tuple[str, ...]:
        return "one", "other"


class _FromCldr:
    def __init__(self, tag: str) -> None:
        # Imported here, because English does not need it.
        from babel import Locale
        from babel.dates import format_date, format_skeleton

        self._locale = Locale.parse(tag, sep="-")
        self._format_date, self._format_skeleton = format_date, format_skeleton
        self.form = lru_cache(1000)(self._locale.plural_form)

    def day(self, day: date) -> str:
        return self._format_date(day, "long", self._locale)

    def month(self, month: Month) -> str:
        return self._skeleton("yMMMM", date(month.year, month.month, 1))

    def year(self, year: Year) -> str:
        return self._skeleton("y", date(year.year, 1, 1))

    def short(self, when: When | Quarter) -> str:
        match when:
            case date():
                return self._skeleton("yMMMd", when)
            case Month():
                return self._skeleton("yMMM", date(when.year, when.month, 1))
            case Quarter():
                return self._skeleton("yQQQ", date(when.year, 3 * when.quarter, 1))
        return self.year(when)

    def forms(self) -> tuple[str, ...]:
        tags = self._locale.plural_form.tags | {"other"}
        return tuple(form for form in FORMS if form in tags)

    def _skeleton(self, skeleton: str, day: date) -> str:
        return self._format_skeleton(skeleton, day, locale=self._locale)


class UnknownLanguage(Exception):
    """CLDR does not have the language."""


@lru_cache(8)
def calendar_of(tag: str) -> Calendar:
    """The calendar of a language by its BCP 47 tag.

    Raises:
        UnknownLanguage: CLDR does not have it.
    """
    if tag == "en":
        return _English()
    try:
        return _FromCldr(tag)
    except (ValueError, LookupError) as error:  # Babel's UnknownLocaleError is neither of these …
        raise UnknownLanguage(tag) from error
    except Exception as error:
        if type(error).__name__ == "UnknownLocaleError":  # … and could not be named without importing Babel.
            raise UnknownLanguage(tag) from error
        raise


@contextmanager
def without_babel() -> Iterator[None]:
    """Keep imports inside this context from loading Babel.

    MkDocs loads Babel if it is installed, for translated themes, which takes longer than making a page. Here
    it behaves as if Babel were missing.
    """
    if "babel" in sys.modules:
        yield
        return
    sys.modules["babel"] = None  # type: ignore[assignment]  # None makes an import fail
    try:
        yield
    finally:
        del sys.modules["babel"]

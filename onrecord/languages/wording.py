"""A loaded language: phrases, numbers and dates as text."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from html import escape
from typing import Any, TypeVar

from onrecord.languages.calendars import Calendar
from onrecord.languages.files import Entry, pieces_of
from onrecord.text.dates import Month, Quarter, When, Year
from onrecord.text.phrases import Duration, Phrase
from onrecord.text.scripts import direction

_DIGITS = "0123456789"
# First Strong Isolate and its end: the text between them has its own direction (UAX 9).
_ISOLATE, _END = "\u2068", "\u2069"


class Wording:
    """The site's own texts in one language.

    Attributes:
        tag: the language, a BCP 47 tag.
        direction: `ltr` or `rtl`.
        content: the language that editors write in, a BCP 47 tag.
        locale: the same, in Open Graph's form.

    Args:
        entries: the text of every key.
        calendar: the dates and plural forms of the language.
        digest: of the files with the entries.
    """

    def __init__(
        self,
        tag: str,
        entries: Mapping[str, Entry],
        calendar: Calendar,
        *,
        content: str = "",
        locale: str = "",
        digest: str = "",
    ) -> None:
        self.tag, self.content = tag, content or tag
        self.direction, self.content_direction = direction(self.tag), direction(self.content)
        self._forms = {key: entry.forms for key, entry in entries.items()}
        self._calendar = calendar
        self._digest = digest
        self._pieces: dict[str, list[str]] = {}
        self._html_pieces: dict[str, list[str]] = {}  # of the same texts, escaped
        digits = self._forms["language.digits"]["other"]
        self._digits = None if digits == _DIGITS else str.maketrans(_DIGITS, digits)
        self.locale = locale or self.text("language.locale")
        self.is_foreign = self.content != self.tag
        self.day = lru_cache(5000)(self._day)

    def __repr__(self) -> str:
        """Identifies the texts, so that outputs made from the settings are rebuilt when one changes."""
        return f"Wording({self.tag!r}, {self.content!r}, {self.locale!r}, {self._digest!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Wording) and repr(self) == repr(other)

    def __hash__(self) -> int:
        return hash(repr(self))

    def template(self, key: str, number: int | None = None) -> str:
        """The text of a key, names in braces included, in the plural form for a number.

        Raises:
            LookupError: there is no such key.
        """
        forms = self._forms.get(key)
        if forms is None:
            raise LookupError(f"no language has the key {key!r}")
        if number is None or len(forms) == 1:
            return forms["other"]
        return forms.get(self._calendar.form(number)) or forms["other"]

    def text(self, key: str, /, **values: Any) -> str:
        """A phrase as plain text.

        Raises:
            LookupError: there is no such key, or no value for a name in it.
        """
        return self._filled(self.template(key, values.get("number")), values)

    def html(self, key: str, /, **values: str | int) -> Literal:
        """A phrase as HTML that is XML too; its texts are HTML already.

        Raises:
            LookupError: there is no such key, or no value for a name in it.
        """
        number = values.get("number")
        written = self.template(key, number if isinstance(number, int) else None)
        pieces = self._html_pieces.get(written)
        if pieces is None:
            pieces = self._html_pieces[written] = pieces_of(escape(written, quote=False))
        if len(pieces) == 1:
            return Literal(pieces[0])
        made = {name: value if isinstance(value, str) else self.said(value) for name, value in values.items()}
        return Literal("".join([made[piece] if at % 2 else piece for at, piece in enumerate(pieces)]))

    def _filled(self, written: str, values: Mapping[str, Any]) -> str:
        if "{" not in written:
            return written
        pieces = self._pieces.get(written)
        if pieces is None:
            pieces = self._pieces[written] = pieces_of(written)
        return "".join(self.said(values[piece]) if at % 2 else piece for at, piece in enumerate(pieces))

    def said(self, words: Any) -> str:
        """A phrase, a date, a number or an editor's words as plain text."""
        if type(words) is Literal:  # the usual case in feeds
            return words
        match words:
            case str():
                return self.isolated(words)
            case int():
                return self.number(words)
            case date() | Month() | Year():
                return self.day(words)
            case Phrase():
                return self.text(words.key, **dict(words.values))
            case Duration():
                return self._duration(words)
        raise TypeError(f"{type(words).__name__} cannot be said")

    def isolated(self, name: str) -> str:
        """An editor's words inside a text of the site; isolated if their direction differs."""
        return f"{_ISOLATE}{name}{_END}" if self.direction == "rtl" and reads_ltr(name) else name

    def number(self, number: int) -> str:
        """A number, in the language's digits."""
        return self._in_digits(str(number))

    def short(self, when: When | Quarter) -> str:
        """A day, a month, a quarter or a year, as short as tables have it."""
        return self._in_digits(self._calendar.short(when))

    def listed(self, words: list[str]) -> str:
        """The words as a list, with the language's commas."""
        return self.text("lists.comma").join(words)

    def forms(self, key: str) -> dict[str, str]:
        """The text of a key in each plural form, names in braces included."""
        return dict(self._forms[key])

    def section(self, name: str) -> dict[str, str]:
        """The texts of one section of the file, by key."""
        prefix = f"{name}."
        return {
            key.removeprefix(prefix): forms["other"]
            for key, forms in self._forms.items()
            if key.startswith(prefix)
        }

    def _day(self, when: When) -> str:
        """A day, a month or a year as text."""
        if isinstance(when, date):
            return self._in_digits(self._calendar.day(when))
        if isinstance(when, Month):
            return self._in_digits(self._calendar.month(when))
        return self._in_digits(self._calendar.year(when))

    def _duration(self, duration: Duration) -> str:
        parts = [("years", duration.years), ("months", duration.months), ("days", duration.days)]
        said = [self.text(f"time.{unit}", number=number) for unit, number in parts if number]
        return (
            self.text("time.both", years=Literal(said[0]), months=Literal(said[1]))
            if len(said) > 1
            else "".join(said)
        )

    def _in_digits(self, text: str) -> str:
        return text.translate(self._digits) if self._digits else text


class Literal(str):
    """A value that is a text of the site, ready to use."""

    __slots__ = ()


@lru_cache(4096)
def reads_ltr(text: str) -> bool:
    """Whether the first letter with a direction in a text is left-to-right."""
    kinds = (unicodedata.bidirectional(character) for character in text)
    return next((kind for kind in kinds if kind in ("L", "R", "AL")), "") == "L"


_T = TypeVar("_T", bound=str)


def capital(words: _T) -> _T:
    """The words with a capital first letter, in scripts with capitals."""
    return type(words)(words[:1].upper() + words[1:])

"""Help for texts that are not dates.

A date is suggested only if there is one way to read the text: `02/10/2024` may be two days.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date

from onrecord.text.folding import fold_text

_MONTHS = "January February March April May June July August September October November December".split()
_SHORT = [name[:3].lower() for name in _MONTHS]
_NAME = rf"(?P<name>{'|'.join([*_MONTHS, *_SHORT, 'sept'])})\.?"
_FORMS = [
    re.compile(form, re.IGNORECASE | re.ASCII)
    for form in (
        r"(?P<year>\d{4})(?P<sign>[-./ ])(?P<month>\d\d?)(?:(?P=sign)(?P<day>\d\d?))?",
        r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)",
        r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)[T ].*",
        r"(?P<month>\d\d?)[-./ ](?P<year>\d{4})",
        rf"(?:(?P<day>\d\d?)(?:st|nd|rd|th)?\.? )?{_NAME},? (?P<year>\d{{4}})",
        rf"{_NAME} (?P<day>\d\d?)(?:st|nd|rd|th)?,? (?P<year>\d{{4}})",
    )
]
_EITHER_WAY = re.compile(r"(\d\d?)[-./ ](\d\d?)[-./ ](\d{4})", re.ASCII)
_SHORT_YEAR = re.compile(r"\d\d(?:[-./ ]\d\d?){1,2}", re.ASCII)


def how_to_write(written: str, *, needs_day: bool = False) -> str:
    """What an editor should write instead.

    Args:
        written: a text that is not a date, or not a day although the key needs one.
        needs_day: whether the key takes only a day.
    """
    line = _on_one_line(written)
    meant = dates_meant(written)
    if needs_day:
        days = [text for text in meant if len(text) == len("2024-10-02")]
        if days:
            return f"write {' or '.join(days)}"
        if meant or line.isdecimal():
            return "add the day, as in 2024-10-02: this key needs a full date"
        return "write year, month and day with hyphens, such as 2024-10-02"
    if meant:
        return f"write {' or '.join(meant)}"
    if _SHORT_YEAR.fullmatch(line):
        return "write all four digits of the year: a day as 2024-10-02, a month as 2024-10"
    return "write a day as 2024-10-02, a month as 2024-10, a year as 2024"


def dates_meant(written: str) -> list[str]:
    """The dates that a text may mean, each once, in the form that editors should write."""
    return list(dict.fromkeys(_meant(_on_one_line(written))))


def _on_one_line(written: str) -> str:
    return fold_text(" ".join(unicodedata.normalize("NFKC", written).split()))


def _meant(line: str) -> Iterator[str]:
    """The dates that a text may mean, in the right form."""
    for form in _FORMS:
        match = form.fullmatch(line)
        if match:
            parts = match.groupdict()
            name = parts.get("name")
            number = _SHORT.index(name[:3].lower()) + 1 if name else int(parts["month"])
            yield from _possible(int(parts["year"]), number, parts.get("day"))
            return
    match = _EITHER_WAY.fullmatch(line)
    if match:
        for month, day in ((match[2], match[1]), (match[1], match[2])):
            yield from _possible(int(match[3]), int(month), day)


def _possible(year: int, month: int, day: str | None) -> Iterator[str]:
    try:
        found = date(year, month, int(day or "1")).isoformat()
    except ValueError:
        return
    yield found if day else found[: len("2024-10")]

"""Write dates as YAML files need them, if they can mean only one."""

from __future__ import annotations

import re

from onrecord.drafting.languages import LANGUAGES, words_of_language
from onrecord.fixing.context import Context
from onrecord.fixing.edits import Choice, Edit, Fix
from onrecord.metadata.date_errors import dates_meant
from onrecord.rules.problems import Problem

_NAMED = re.compile(r"(?:(?P<day>\d\d?)\.? )?(?P<month>[^\W\d_]+)\.? (?P<year>\d{4})")


def date(problem: Problem, context: Context) -> Fix | None:
    """Write a date as YYYY-MM-DD, YYYY-MM or YYYY; `02/10/2024` may be two days and is left."""
    value = context.value_at(problem.location)
    if value is None or value.style not in ("", "'", '"'):
        return None
    meant = dates_meant(value.words) or _in_other_languages(value.words)
    if len(meant) != 1:
        return None
    edit = Edit(value.start, value.end, f"{value.style}{meant[0]}{value.style}")
    if not context.reads_as((edit,), value, meant[0]):
        return None
    return Fix(problem, (Choice(f"{value.words} → {meant[0]}", (edit,)),))


def _in_other_languages(words: str) -> list[str]:
    """The dates that a text with the name of a month may mean, in the languages of drafts."""
    match = _NAMED.fullmatch(words)
    if match is None:
        return []
    name = match["month"].lower()
    numbers = (words_of_language(tag).months.get(name) for tag in LANGUAGES)
    year, day = match["year"], match["day"]
    return [date for number in dict.fromkeys(filter(None, numbers)) for date in _date(year, number, day)]


def _date(year: str, month: int, day: str | None) -> list[str]:
    """A day or a month as YAML files need it; nothing if the calendar does not have it."""
    return dates_meant(f"{year}-{month}-{day}" if day else f"{year}-{month}")

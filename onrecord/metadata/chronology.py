"""Stage 2: whether the dates of a briefing can be, each by itself and one after the other.

No clock is asked: what was right when it was written is right in every later build.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from onrecord.metadata.briefs import BriefFile
from onrecord.metadata.tree import Path
from onrecord.problems import Problem
from onrecord.rules import dates as rules

# No newspaper is older, and nobody writes of what will be said after.
FIRST_YEAR, LAST_YEAR = 1500, 2100
# Where it is evening in one country, the next day has come in another.
_TIME_ZONES = timedelta(days=1)
# A briefing may be about the day of which its article tells; a weekly tells of a day of the week before.
_TOLD_AFTER = timedelta(days=7)
_NONE = timedelta()


def check_dates(file: BriefFile) -> Iterator[Problem]:
    """Check all dates of a briefing."""
    brief = file.brief
    own = None if "date" in file.wrong else brief.date
    published, retrieved = brief.source.published, brief.source.retrieved
    corrections = [(file.item("corrections", n), c.date) for n, c in enumerate(brief.corrections)]
    positions = [(file.item("positions", n), p.date) for n, p in enumerate(brief.positions)]
    single: list[tuple[Path, date | None]] = [
        (("date",), own),
        (("source", "published"), published),
        (("source", "retrieved"), retrieved),
        (("updated",), brief.updated),
        *(((*item, "date"), day) for item, day in [*corrections, *positions]),
    ]
    improbable = [(path, day) for path, day in single if day and not FIRST_YEAR <= day.year <= LAST_YEAR]
    if improbable:  # Nothing is in order with these.
        for path, wrong in improbable:
            message = f"the year {wrong.year:04} is improbable"
            help_text = "look the date up and correct it"
            yield Problem(rules.IMPROBABLE_YEAR, file.document.value(path), message, help_text)
        return
    yield from _order(file, ("source", "published"), published, ("date",), own, _TOLD_AFTER)
    yield from _order(
        file, ("source", "published"), published, ("source", "retrieved"), retrieved, _TIME_ZONES
    )
    yield from _order(file, ("date",), own, ("updated",), brief.updated, _NONE)
    before: tuple[Path, date | None] = ("date",), own
    for item, corrected in corrections:
        path = (*item, "date")
        yield from _order(file, *before, path, corrected, _NONE)
        before = path, corrected
    written = published or own
    latest = written and max(written, retrieved or written) if published is None else published
    for item, day in positions:
        if day and latest and day > latest + _TIME_ZONES:
            what = "the article was published" if published else "the briefing is dated"
            message = f"said on {day}, and {what} on {latest}"
            place = file.document.value((*item, "date"))
            yield Problem(rules.SAID_LATER, place, message, "look both dates up and correct the wrong one")


def _order(
    file: BriefFile, path: Path, earlier: date | None, later_path: Path, later: date | None, slack: timedelta
) -> Iterator[Problem]:
    """Warn where what should be the later date is the earlier one by more than some days."""
    if earlier and later and later + slack < earlier:
        message = f"this is before {_key(path)} in line {file.document.value(path).line}, {earlier}"
        place = file.document.value(later_path)
        yield Problem(rules.NOT_IN_ORDER, place, message, "look both dates up and correct the wrong one")


def _key(path: Path) -> str:
    """What a date is called, by the keys that lead to it."""
    first, *rest = path
    return f"the `date` of `{first}`" if len(rest) > 1 else f"`{rest[0] if rest else first}`"

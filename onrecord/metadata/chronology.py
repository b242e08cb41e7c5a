"""Stage 2: check that the dates of a briefing are plausible and in order.

The checks do not ask the clock, so the same file gives the same problems in every build. For a month or a
year, there is a problem only if it applies to each of its days.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from onrecord.metadata.briefs import BriefFile
from onrecord.metadata.tree import Path
from onrecord.rules import dates as rules
from onrecord.rules.problems import Problem
from onrecord.text.dates import When, first_day, last_day

# The first year that can be meant (no newspaper is older), and the last.
FIRST_YEAR, LAST_YEAR = 1500, 2100
# Time zones: in the evening, other countries have the next day already.
_TIME_ZONES = timedelta(days=1)
# A briefing's date may be the day of the events, and a weekly reports on the week before.
_TOLD_AFTER = timedelta(days=7)
# A briefing is about the news of an article, not of one ten years before it.
_YEARS_AFTER = 10
_NONE = timedelta()


def check_dates(file: BriefFile) -> Iterator[Problem]:
    """Check all dates of a briefing."""
    brief = file.brief
    own = None if "date" in file.wrong else brief.date
    published, retrieved = brief.source.published, brief.source.retrieved
    corrections = [(file.item("corrections", n), c.date) for n, c in enumerate(brief.corrections)]
    positions = [(file.item("positions", n), p.date) for n, p in enumerate(brief.positions)]
    single: list[tuple[Path, When | None]] = [
        (("date",), own),
        (("source", "published"), published),
        (("source", "retrieved"), retrieved),
        (("updated",), brief.updated),
        *(((*item, "date"), day) for item, day in [*corrections, *positions]),
    ]
    improbable = [(path, day) for path, day in single if day and not FIRST_YEAR <= day.year <= LAST_YEAR]
    if improbable:  # A wrong date has no order.
        for path, wrong in improbable:
            message = f"the year {wrong.year:04} is improbable"
            help_text = "look up the date and correct it"
            yield Problem(rules.IMPROBABLE_YEAR, file.document.value(path), message, help_text)
        return
    yield from _order(file, ("source", "published"), published, ("date",), own, _TOLD_AFTER)
    if own and published and own.year - published.year > _YEARS_AFTER:
        message = f"this is {own.year - published.year} years after `published` in line {_line(file)}"
        help_text = "look up both dates and correct the wrong one"
        yield Problem(rules.IMPROBABLE_YEAR, file.document.value(("date",)), message, help_text)
    yield from _order(
        file, ("source", "published"), published, ("source", "retrieved"), retrieved, _TIME_ZONES
    )
    yield from _order(file, ("date",), own, ("updated",), brief.updated, _NONE)
    before: tuple[Path, When | None] = ("date",), own
    for item, corrected in corrections:
        path = (*item, "date")
        yield from _order(file, *before, path, corrected, _NONE)
        before = path, corrected
    latest = published or own
    if latest and not published and retrieved and retrieved > last_day(latest):
        latest = retrieved
    for item, said in positions:
        if said and latest and first_day(said) > last_day(latest) + _TIME_ZONES:
            what = "the article was published" if published else "the briefing is dated"
            message = f"said {_on(said)}, and {what} {_on(latest)}"
            place = file.document.value((*item, "date"))
            yield Problem(rules.SAID_LATER, place, message, "look up both dates and correct the wrong one")


def _order(
    file: BriefFile, path: Path, earlier: When | None, later_path: Path, later: When | None, slack: timedelta
) -> Iterator[Problem]:
    """Warn if a date that should be later is earlier by more than the days allowed."""
    if earlier and later and last_day(later) + slack < first_day(earlier):
        message = f"this is before {_key(path)} in line {file.document.value(path).line}, {earlier}"
        place = file.document.value(later_path)
        yield Problem(rules.NOT_IN_ORDER, place, message, "look up both dates and correct the wrong one")


def _line(file: BriefFile) -> int:
    return file.document.value(("source", "published")).line


def _on(when: When) -> str:
    return f"{'on' if isinstance(when, date) else 'in'} {when}"


def _key(path: Path) -> str:
    """The name of a date in messages, made from its keys."""
    first, *rest = path
    return f"the `date` of `{first}`" if len(rest) > 1 else f"`{rest[0] if rest else first}`"

"""Rules of dates: impossible dates, and dates in the wrong order."""

from __future__ import annotations

from typing import Final

from onrecord.rules.problems import Rule, Severity

NOT_IN_ORDER: Final = Rule(
    name="dates-out-of-order",
    severity=Severity.WARNING,
    summary="Two dates of a briefing are in an impossible order.",
    explanation=(
        "An article is published on or after the day of the events, and before somebody retrieves it; a "
        "briefing is updated and corrected after that, and corrections are listed in order. A month or a "
        "year is wrong only if no day in it fits. Look up both dates and correct the wrong one."
    ),
    wrong="""\
date: 2031-05-02
updated: 2030-05-03""",
    right="""\
date: 2031-05-02
updated: 2031-05-03""",
)

SAID_LATER: Final = Rule(
    name="said-after-publication",
    severity=Severity.WARNING,
    summary="A position is dated after the article that reports it.",
    explanation=(
        "An article cannot report words that were said after it was published. Correct the date of the "
        "position, the article or the briefing. If the article says that something will be said on a later "
        "day, it is not a position yet."
    ),
    wrong="""\
source:
  published: 2031-05-02
positions:
  - actor: ana-kresh
    date: 2031-06-02""",
    right="""\
source:
  published: 2031-05-02
positions:
  - actor: ana-kresh
    date: 2031-05-02""",
)

IMPROBABLE_YEAR: Final = Rule(
    name="improbable-year",
    severity=Severity.WARNING,
    summary="A year is before 1500, after 2100, or ten years after the article.",
    explanation=(
        "Such a year is usually mistyped: two digits are swapped, or one is missing. Look up the date and "
        "correct it. The date of a briefing is that of the news in its article, so it is not many years "
        "after `published`. If somebody from that time is quoted, accept the warning."
    ),
    wrong="date: 2301-05-02",
    right="date: 2031-05-02",
)

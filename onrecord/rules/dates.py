"""Rules of dates: what cannot have been before what."""

from __future__ import annotations

from typing import Final

from onrecord.problems import Rule, Severity

NOT_IN_ORDER: Final = Rule(
    name="dates-out-of-order",
    severity=Severity.WARNING,
    summary="Two dates of a briefing are in an order that cannot be.",
    explanation=(
        "An article is published before somebody fetches it, a briefing is about a day on or after which its "
        "article was published, it is changed and corrected after that, and corrections are listed one after "
        "the other. Of a month or a year only what cannot be on any of its days counts. Look both dates up "
        "and correct the one that is wrong."
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
    summary="A position is dated after the article that has it.",
    explanation=(
        "An article cannot have words that were said after it was published. Correct the date of the "
        "position, or that of the article or the briefing; if the article says that something will be said "
        "on a later day, it is no position yet."
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
    summary="A year is before 1500, or after 2100.",
    explanation=(
        "Such a year is mostly mistyped: two digits have changed places, or one is missing. Look the date up "
        "and correct it. If somebody is quoted from that long ago, accept the warning."
    ),
    wrong="date: 2301-05-02",
    right="date: 2031-05-02",
)

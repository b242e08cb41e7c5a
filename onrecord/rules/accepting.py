"""Rules of `accept`: warnings that an editor has looked at and found right."""

from __future__ import annotations

from typing import Final

from onrecord.problems import Rule, Severity

UNKNOWN_RULE: Final = Rule(
    name="unknown-rule",
    severity=Severity.ERROR,
    summary="An entry of `accept` names a rule that does not exist.",
    explanation=(
        "An entry of `accept` says which warning was looked at and found right, by the name of its rule. "
        "With another name it accepts nothing. Copy the name from the warning, where it is in square "
        "brackets."
    ),
    wrong="""\
accept:
  - rule: speaker-not-here
    because: The article calls her the head of the delegation.""",
    right="""\
accept:
  - rule: speaker-not-near
    because: The article calls her the head of the delegation.""",
)

ERROR_ACCEPTED: Final = Rule(
    name="error-accepted",
    severity=Severity.ERROR,
    summary="An entry of `accept` names a rule whose problems are errors.",
    explanation=(
        "Only warnings can be accepted: they say that something may be wrong. An error says that something "
        "is wrong, and nothing is published until it is corrected. Correct it, and remove the entry."
    ),
    wrong="""\
accept:
  - rule: passage-not-found
    because: She said it on the radio as well.""",
    right="""\
accept:
  - rule: speaker-not-near
    because: The article calls her the head of the delegation.""",
)

REASON_MISSING: Final = Rule(
    name="reason-too-short",
    severity=Severity.ERROR,
    summary="The `because` of an accepted warning has fewer than two words.",
    explanation=(
        "An accepted warning is not shown any more, so whoever reads the briefing later has only this "
        "reason. Say in a few words why the position is right all the same: what the article says, and where."
    ),
    wrong="""\
accept:
  - rule: speaker-not-near
    because: ok""",
    right="""\
accept:
  - rule: speaker-not-near
    because: The article calls her the head of the delegation.""",
)

ACCEPT_UNNEEDED: Final = Rule(
    name="accept-unneeded",
    severity=Severity.WARNING,
    summary="An entry of `accept` accepts nothing, or nothing any more.",
    explanation=(
        "The rule that it names finds nothing at this place. Left where it is, the entry would hide a "
        "warning that comes later and that nobody has looked at. Remove it; or move it to where the "
        "warning is. An `accept` of a position, of a question or of an entry of a register is for the "
        "warnings inside of it; that of the briefing for all its other warnings, and for those at lines "
        "of its article."
    ),
    wrong="""\
# the article: “We will not talk before the spring,” Ana Kresh said.
- actor: ana-kresh
  issue: fishing-rights
  says: There will be no talks before spring.
  passage: We will not talk before the spring
  accept:
    - rule: speaker-not-near
      because: The article calls her the head of the delegation.""",
    right="""\
# the article: “We will not talk before the spring,” Ana Kresh said.
- actor: ana-kresh
  issue: fishing-rights
  says: There will be no talks before spring.
  passage: We will not talk before the spring""",
)

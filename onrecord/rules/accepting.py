"""Rules of `accept`: warnings that an editor has checked and found harmless."""

from __future__ import annotations

from typing import Final

from onrecord.rules.problems import Rule, Severity

UNKNOWN_RULE: Final = Rule(
    name="unknown-rule",
    severity=Severity.ERROR,
    summary="An entry of `accept` names a rule that does not exist.",
    explanation=(
        "An entry of `accept` names the rule of a warning that an editor has checked and found wrong. With "
        "an unknown name it accepts nothing. Copy the name from the warning, where it is in square "
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
        "is wrong, and nothing is published until you correct it. Correct it, and remove the entry."
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
        "An accepted warning is no longer shown, so later editors have only this reason. Say in a few words "
        "why the position is right: what the article says, and where."
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
    summary="An entry of `accept` does not match any warning.",
    explanation=(
        "The rule that it names finds nothing at this place. Left where it is, the entry would hide a later "
        "warning that nobody has checked. Remove it, or move it to where the warning is. An `accept` in a "
        "position, a question or an entry of a register covers the warnings inside it. One in the briefing "
        "covers all its other warnings, and those at lines of its article."
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

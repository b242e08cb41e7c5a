"""Rules of speakers: a briefing attributes words to the actor who says them in the article."""

from __future__ import annotations

from typing import Final

from onrecord.rules.problems import Rule, Severity

OTHER_SPEAKER: Final = Rule(
    name="other-speaker",
    severity=Severity.WARNING,
    summary="The article gives the words of a passage to somebody else.",
    explanation=(
        "The words beside the passage name its speaker, as in 'Berg said', and this is not one of the "
        "actor's names. Give the position to the actual speaker. If the speaker is this actor under another "
        "name, add the name under 'also' in briefs/actors.yml. If the speaker only reports what the actor "
        "said, name the speaker under 'relayed_by'; the position is then second-hand. Those who have the "
        "actor under 'of' may speak for it. The check reads English and German articles; "
        "docs/attribution.md says how well."
    ),
    wrong="""\
# the article: “We will not talk before the spring,” Jon Marl said.
positions:
  - actor: ana-kresh
    passage: We will not talk before the spring""",
    right="""\
# the article: “We will not talk before the spring,” Jon Marl said.
positions:
  - actor: jon-marl
    passage: We will not talk before the spring""",
)

JOINS_SPEAKERS: Final = Rule(
    name="joins-two-speakers",
    severity=Severity.ERROR,
    summary="[…] joins the words of two people.",
    explanation=(
        "The article says who speaks before […] and who speaks after it, and they are two different actors "
        "of this briefing. Joined, nobody said these words. Write two positions, one per speaker."
    ),
    wrong="""\
# the article: “We want a letter,” Ana Kresh said. “We have sent one,” Jon Marl said.
passage: We want a letter […] We have sent one""",
    right="""\
# the article: “We want a letter,” Ana Kresh said. “We have sent one,” Jon Marl said.
passage: We want a letter""",
)

MAY_JOIN: Final = Rule(
    name="may-join-speakers",
    severity=Severity.WARNING,
    summary="After […] the article names somebody else, not the actor.",
    explanation=(
        "A sentence ends between the two pieces of the passage, and the article names another actor of this "
        "briefing beside the second piece. Read the place again. If both pieces are this actor's words, "
        "remove the second piece or begin it where the article names the actor. If not, write two "
        "positions."
    ),
    wrong="""\
# the article: Ana Kresh called it a good day. For Jon Marl, a day of shame had begun.
passage: a good day […] a day of shame""",
    right="""\
# the article: Ana Kresh called it a good day. For Jon Marl, a day of shame had begun.
passage: called it a good day""",
)

QUOTED_BY_ANOTHER: Final = Rule(
    name="quoted-by-another",
    severity=Severity.WARNING,
    summary="Somebody in the article quotes these words, but `relayed_by` is missing.",
    explanation=(
        "With 'he told me', or a quotation inside a quotation, somebody else reports the words, or reads "
        "them aloud. Name that person under 'relayed_by': the position then counts as second-hand, and "
        "every page says via whom. Or choose words that the actor says directly."
    ),
    wrong="""\
# the article: “Ana Kresh told me: ‘We will wait’,” Jon Marl said.
- actor: ana-kresh
  passage: We will wait""",
    right="""\
# the article: “Ana Kresh told me: ‘We will wait’,” Jon Marl said.
- actor: ana-kresh
  relayed_by: jon-marl
  passage: We will wait""",
)

SPEAKER_NOT_NEAR: Final = Rule(
    name="speaker-not-near",
    severity=Severity.WARNING,
    summary="The passage's paragraph and the one before it do not name the actor.",
    explanation=(
        "The article does not say who speaks, and does not name the actor nearby: the words may be somebody "
        "else's. Names inside quotation marks do not count, unless the marks hold three words or fewer, as "
        "around a title. If the words are this actor's and the article uses another name, write it under "
        "'as' in this briefing, or under 'also' in briefs/actors.yml if other articles use it too. A "
        "person's last name counts automatically, and so do the names of the actor under 'of'."
    ),
    wrong="""\
# the article: “We will not talk before the spring,” the foreign minister said.
actors:
  - id: ana-kresh""",
    right="""\
# the article: “We will not talk before the spring,” the foreign minister said.
actors:
  - id: ana-kresh
    as: [the foreign minister]""",
)

"""Rules of speakers: a briefing gives words to the one who says them in the article."""

from __future__ import annotations

from typing import Final

from onrecord.problems import Rule, Severity

OTHER_SPEAKER: Final = Rule(
    name="other-speaker",
    severity=Severity.WARNING,
    summary="The article gives the words of a passage to somebody else.",
    explanation=(
        "The words beside the passage name its speaker, such as 'Berg said', and none of the actor's names "
        "is among them. Give the position to the one who says it. If the actor is that one, under another "
        "name, add this name under 'also' in briefs/actors.yml. If the speaker only reports what the actor "
        "said, name the speaker under 'relayed_by'; the position is then second-hand. Who belongs to an "
        "actor, under 'of', may speak for it. "
        "English and German articles are checked; docs/attribution.md says how well."
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
        "of this briefing. Joined, the words are nobody's. Make two positions, one for each speaker."
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
    summary="After […] somebody else is named, and the actor is not.",
    explanation=(
        "Between the two pieces of the passage a sentence ends, and beside the second piece another actor "
        "of this briefing is named. Read the place again: are both pieces this actor's words? If not, make "
        "two positions of them. If they are, leave the second piece out or begin it where the actor is "
        "named."
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
    summary="The words are quoted by somebody in the article, and `relayed_by` names nobody.",
    explanation=(
        "What 'he told me' or a quotation inside a quotation says is known from somebody who tells it, or "
        "was read aloud from a paper of others. Name under 'relayed_by' who says that the words were said: "
        "the position then counts as second-hand, and every page says via whom; or choose words that "
        "the actor says themselves."
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
    summary="No name of the actor is in the passage's paragraph or the one before it.",
    explanation=(
        "The article does not say who speaks, and nobody of this name is near: the words may be somebody "
        "else's. Names inside quotation marks do not count, unless the marks hold three words or fewer, as "
        "around a title. If the words are this actor's and the article calls them otherwise, write that "
        "under 'as' in this briefing, or under 'also' in briefs/actors.yml if other articles use the name "
        "too. A person's last name is known by itself. The names of whom the "
        "actor belongs to, under 'of', count as well."
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

"""Rules of names: each has one actor, and no look-alike letters."""

from __future__ import annotations

from typing import Final

from onrecord.rules.problems import Rule, Severity

SHARED: Final = Rule(
    name="name-shared",
    severity=Severity.WARNING,
    summary="Two actors have the same name, or names that look the same.",
    explanation=(
        "When an article uses that name, neither the checks nor readers can tell which actor is meant. If "
        "both entries are the same actor, merge them. If only one article uses the name for an actor, write "
        "it under 'as' in its briefing. If both actors really have the name, accept the warning and say so. "
        "The check ignores case, and the script of letters that look alike."
    ),
    wrong="""\
ana-kresh:
  name: Ana Kresh
  kind: person
lida-kresh:
  name: Lida Kresh
  kind: person
  also: [Ana Kresh]""",
    right="""\
ana-kresh:
  name: Ana Kresh
  kind: person
lida-kresh:
  name: Lida Kresh
  kind: person""",
)

COMMON_WORD: Final = Rule(
    name="name-of-many",
    severity=Severity.WARNING,
    summary="A name is a common word, or a role that many people have.",
    explanation=(
        "The checks recognise an actor by the names under 'also', in every article. A pronoun, a day or an "
        "office would match where somebody else is meant. If one article calls an actor 'the minister', "
        "write that under 'as' in its briefing; leave pronouns out."
    ),
    wrong="""\
# briefs/actors.yml
ana-kresh:
  name: Ana Kresh
  kind: person
  also: [the foreign minister]""",
    right="""\
# briefs/ostravia-talks.yml
actors:
  - id: ana-kresh
    as: [the foreign minister]""",
)

SAYS_SOMETHING: Final = Rule(
    name="name-says-something",
    severity=Severity.WARNING,
    summary="A name or an id says something about its actor.",
    explanation=(
        "A name is shown on every page of an actor, without a source. It must only name the actor. What "
        "somebody said, did or is accused of needs a briefing, with the words of an article."
    ),
    wrong="""\
ana-kresh:
  name: Ana “no more talks” Kresh
  kind: person""",
    right="""\
ana-kresh:
  name: Ana Kresh
  kind: person""",
)

MIXED_SCRIPTS: Final = Rule(
    name="mixed-scripts",
    severity=Severity.WARNING,
    summary="A word mixes letters of two scripts that look alike.",
    explanation=(
        "The word looks like another one: searches do not find it, and a name or an address may be mistaken "
        "for somebody else's. Usually it was copied from somewhere. Retype it; the message shows the "
        "letters. Words that are entirely in another script are fine."
    ),
    wrong="""\
velmar:
  name: V\u0435lmar   # the e is the Cyrillic letter
  kind: state""",
    right="""\
velmar:
  name: Velmar
  kind: state""",
)

UNNAMED_PERSON: Final = Rule(
    name="unnamed-as-person",
    severity=Severity.WARNING,
    summary="The name of a person is only what an article calls an unnamed source.",
    explanation=(
        "Readers weigh the words of unnamed sources differently, so the site marks them wherever it shows "
        "them. Write 'kind: unnamed', and under 'note' what the article says about the source."
    ),
    wrong="""\
velmar-official:
  name: An official of Velmar
  kind: person""",
    right="""\
velmar-official:
  name: An official of Velmar
  kind: unnamed
  note: The article does not say which office.""",
)

RELAYER_NOT_NEAR: Final = Rule(
    name="relayer-not-near",
    severity=Severity.WARNING,
    summary="The actor under 'relayed_by' is not named in the passage's paragraph or the one before it.",
    explanation=(
        "'relayed_by' says that the article has the words from this actor, which makes the position "
        "second-hand. The article should then name the actor near the words. Read the place again: perhaps "
        "somebody else says it. If the article uses another name, write it under 'as' in this briefing."
    ),
    wrong="""\
# the article: Jon Marl said that Ana Kresh wanted no talks.
- actor: ana-kresh
  relayed_by: ilse-tarn
  passage: wanted no talks""",
    right="""\
# the article: Jon Marl said that Ana Kresh wanted no talks.
- actor: ana-kresh
  relayed_by: jon-marl
  passage: wanted no talks""",
)

RELAYED_BY_SPEAKER: Final = Rule(
    name="relayed-by-speaker",
    severity=Severity.WARNING,
    summary="The actor of a position is also its 'relayed_by'.",
    explanation=(
        "'relayed_by' is for words that somebody else reports. If the actor states the position, remove the "
        "key. If somebody else reports it, name them."
    ),
    wrong="""\
- actor: ana-kresh
  relayed_by: ana-kresh""",
    right="- actor: ana-kresh",
)

"""Rules of names: whom they name, and whether they are what they look like."""

from __future__ import annotations

from typing import Final

from onrecord.problems import Rule, Severity

SHARED: Final = Rule(
    name="name-shared",
    severity=Severity.WARNING,
    summary="Two actors have the same name, or names that look the same.",
    explanation=(
        "Where an article has that name, the checks cannot tell who of the two is meant, and readers cannot "
        "either. If both entries are one actor, keep one of them. If only one article calls an actor so, "
        "write the name under 'as' in its briefing. If both really have the name, accept the warning and say "
        "so. Upper and lower case do not count here, nor does the script of letters that look alike."
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
    summary="A name is a word that stands in any text, or a role that many have.",
    explanation=(
        "'also' holds names: by them the checks know an actor in every article. A pronoun, a day or an "
        "office "
        "would be found where somebody else is meant. What one article calls an actor, such as 'the "
        "minister', is written under 'as' in the briefing of that article; a pronoun is not written at all."
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
    summary="A name or an id says something of its bearer.",
    explanation=(
        "A name is shown on every page of an actor, without a source. What somebody said, did or is "
        "accused of "
        "is a position of a briefing, with the words of an article; a name and an id only name."
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
    summary="A word has letters that look like those of another script.",
    explanation=(
        "The word looks like one that it is not: searches do not find it, and a name or an address may pass "
        "for somebody else's. Mostly it was copied from somewhere. Type it again; the message shows which "
        "letters are meant. What is written in another script as a whole is no problem."
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
    summary="An actor of kind person has no name but what an article calls a source that it does not name.",
    explanation=(
        "Readers weigh the words of somebody who is not named otherwise than those of a person with a "
        "name, so "
        "the site marks them wherever they are shown. Write 'kind: unnamed', and under 'note' what the "
        "article "
        "says of the source."
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
    summary="Who relays a position is not named in the passage's paragraph or the one before it.",
    explanation=(
        "'relayed_by' says that the article has the words from this actor, and makes the position a "
        "second-hand one, on the word of that actor. Then it says so near them. "
        "Read the "
        "place again: perhaps somebody else says it. If the article uses another name, write it under "
        "'as' in "
        "this briefing."
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
    summary="A position is relayed by the actor whose position it is.",
    explanation=(
        "'relayed_by' is for words that somebody else reports. Whoever tells their own position speaks for "
        "themselves: remove the key. If somebody else told it, name them."
    ),
    wrong="""\
- actor: ana-kresh
  relayed_by: ana-kresh""",
    right="- actor: ana-kresh",
)

"""Rules of references: what one place names has to exist at another, and to fit."""

from __future__ import annotations

from typing import Final

from onrecord.problems import Rule, Severity

UNKNOWN_ACTOR: Final = Rule(
    name="unknown-actor",
    severity=Severity.ERROR,
    summary="An actor is named who is not in the register briefs/actors.yml.",
    explanation=(
        "The register holds each actor once, so that one name leads to one page across all briefings. "
        "Correct the id if it is mistyped, or add the actor to the register, with name and kind."
    ),
    wrong="""\
# briefs/actors.yml has: ana-kresh
actors:
  - id: anna-kresh""",
    right="""\
# briefs/actors.yml has: ana-kresh
actors:
  - id: ana-kresh""",
)

UNKNOWN_ISSUE: Final = Rule(
    name="unknown-issue",
    severity=Severity.ERROR,
    summary="An issue is named that is not in the register briefs/issues.yml.",
    explanation=(
        "The register holds each issue once, so that everything that was said on it comes together on one "
        "page. Correct the id if it is mistyped, or add the issue to the register, with its title."
    ),
    wrong="""\
# briefs/issues.yml has: fishing-rights
- actor: ana-kresh
  issue: fishing""",
    right="""\
# briefs/issues.yml has: fishing-rights
- actor: ana-kresh
  issue: fishing-rights""",
)

UNKNOWN_POSITION: Final = Rule(
    name="unknown-position",
    severity=Severity.ERROR,
    summary="A question is said to be answered by a position that does not exist.",
    explanation=(
        "What 'answered_by' names becomes a link to the words that answer the question. Write the name "
        "of the briefing's file without .yml, a #, and the id of the position there. A position without an "
        "id of its own has one made from its actor and its passage, so its address changes when those "
        "words do: giving it an id makes it last."
    ),
    wrong="""\
# briefs/velmar-signs.yml has a position with the id: kresh-signs
answered_by: velmar-signs#kresh""",
    right="""\
# briefs/velmar-signs.yml has a position with the id: kresh-signs
answered_by: velmar-signs#kresh-signs""",
)

ANSWER_BEFORE_QUESTION: Final = Rule(
    name="answer-before-question",
    severity=Severity.ERROR,
    summary="A question is said to be answered by a position of an older briefing than the question's own.",
    explanation=(
        "The page tells how long the answer took, and what was known before the question came up does not "
        "answer it. Name a position of a briefing of the same day or a later one. If the right position is "
        "named, one of the two dates is wrong: correct 'date' in its briefing."
    ),
    wrong="""\
# briefs/velmar-signs.yml has date: 2031-06-12, this briefing date: 2031-07-01
open_questions:
  - ask: Will Velmar sign?
    status: answered
    answer: It has.
    answered_by: velmar-signs#kresh-signs""",
    right="""\
# briefs/velmar-signs.yml has date: 2031-06-12, this briefing date: 2031-05-02
open_questions:
  - ask: Will Velmar sign?
    status: answered
    answer: It has.
    answered_by: velmar-signs#kresh-signs""",
)

ACTOR_NOT_LISTED: Final = Rule(
    name="actor-not-listed",
    severity=Severity.ERROR,
    summary="A position is given to an actor who is not among the briefing's actors.",
    explanation=(
        "The list of actors tells the reader who is who in this story, in what role, before the positions "
        "begin. Add the actor to it, or correct the position if it belongs to somebody else."
    ),
    wrong="""\
actors:
  - id: velmar
positions:
  - actor: ana-kresh""",
    right="""\
actors:
  - id: velmar
  - id: ana-kresh
positions:
  - actor: ana-kresh""",
)

ACTOR_WITHOUT_TRACE: Final = Rule(
    name="actor-without-trace",
    severity=Severity.WARNING,
    summary="An actor is listed who holds no position here and whose name is not in the article.",
    explanation=(
        "The briefing would present somebody of whom its source says nothing. If the article uses another "
        "name for them, add it under 'also' in briefs/actors.yml. Otherwise take the actor out of the list."
    ),
    wrong="""\
# the article does not mention Jon Marl
actors:
  - id: ana-kresh
  - id: jon-marl""",
    right="""\
# the article does not mention Jon Marl
actors:
  - id: ana-kresh""",
)

ACTOR_CYCLE: Final = Rule(
    name="actor-of-itself",
    severity=Severity.ERROR,
    summary="Following 'of' from actor to actor leads back to the first one.",
    explanation=(
        "The key 'of' says to whom an actor belongs: a minister to a state, a spokesman to an organisation. "
        "It goes from the smaller to the larger. Take out the line that runs the other way."
    ),
    wrong="""\
ana-kresh:
  name: Ana Kresh
  of: velmar
velmar:
  name: Velmar
  of: ana-kresh""",
    right="""\
ana-kresh:
  name: Ana Kresh
  of: velmar
velmar:
  name: Velmar""",
)

DUPLICATE_ID: Final = Rule(
    name="duplicate-id",
    severity=Severity.ERROR,
    summary="The same id occurs twice on one page.",
    explanation=(
        "An id is an address that others may link to, and it can lead to one place only. Delete the entry if "
        "it stands there twice, or give one of the two another id. A position without an id of its own has "
        "one made from its actor and the first words of its passage, a question one from its first words; a "
        "few ids, such as source, are used by the page itself."
    ),
    wrong="""\
- actor: ana-kresh
  id: kresh-waits
- actor: ana-kresh
  id: kresh-waits""",
    right="""\
- actor: ana-kresh
  id: kresh-waits
- actor: ana-kresh
  id: kresh-waits-no-longer""",
)

MISSING_SOURCE: Final = Rule(
    name="missing-source-file",
    severity=Severity.ERROR,
    summary="The article that a briefing names is not in seeds/.",
    explanation=(
        "Every passage is looked up in the article, so its text has to be there. Correct the name, with its "
        "ending and its capital letters, or put the article into seeds/."
    ),
    wrong="""\
# in seeds/: ostravia-talks.txt
source:
  file: Ostravia-talks""",
    right="""\
# in seeds/: ostravia-talks.txt
source:
  file: ostravia-talks.txt""",
)

SOURCE_OUTSIDE: Final = Rule(
    name="source-outside-seeds",
    severity=Severity.ERROR,
    summary="A briefing names a file that lies outside seeds/.",
    explanation=(
        "What a page quotes comes from seeds/ alone, so that no other file of the computer is published by "
        "mistake and the collection stays complete when it is copied. This holds also for a symbolic link "
        "in seeds/ that leads out of it. Copy the article into seeds/ and write its name there."
    ),
    wrong="source:\n  file: ../drafts/ostravia-talks.txt",
    right="source:\n  file: ostravia-talks.txt",
)

CLAIMED_TWICE: Final = Rule(
    name="article-claimed-twice",
    severity=Severity.WARNING,
    summary="Two briefings name the same article as their source.",
    explanation=(
        "What the article says would be counted twice on the pages of actors and issues. Mostly one of the "
        "briefings was begun as a copy of the other: correct its file. If both are about the same article, "
        "join them into one."
    ),
    wrong="""\
# briefs/ostravia-talks.yml has this file, too
source:
  file: gulf-herald-0502.txt""",
    right="""\
# briefs/ostravia-talks.yml has gulf-herald-0502.txt
source:
  file: gulf-herald-0612.txt""",
)

STORED_TWICE: Final = Rule(
    name="article-stored-twice",
    severity=Severity.WARNING,
    summary="Two briefings rest on two files that hold the same article.",
    explanation=(
        "The words are the same but for the style of quotation marks, dashes and spaces. So what they say is"
        " counted twice on the pages of actors and issues. Join the two briefings into one. Where two "
        "papers did print the same text, such as an agency's, keep both and accept the warning."
    ),
    wrong="""\
# ostravia-talks.yml has gulf-herald-0502.txt, of which this is a copy
source:
  file: another-paper-0502.txt""",
    right="""\
# ostravia-talks.yml has gulf-herald-0502.txt
source:
  file: gulf-herald-0612.txt""",
)

UNUSED_ENTRY: Final = Rule(
    name="unused-entry",
    severity=Severity.WARNING,
    summary="A register has an entry that no briefing uses.",
    explanation=(
        "The entry may be left over from a briefing that was changed, or a mistyped id may have taken its "
        "place elsewhere. Delete the entry, or use it."
    ),
    wrong="""\
# briefs/issues.yml; no briefing names harbour-tolls
fishing-rights:
  title: Fishing rights
harbour-tolls:
  title: Harbour tolls""",
    right="""\
# briefs/issues.yml
fishing-rights:
  title: Fishing rights""",
)

STANCE_WITHOUT_PROPOSITION: Final = Rule(
    name="stance-without-proposition",
    severity=Severity.WARNING,
    summary="A position has a stance, and its issue has no proposition that one could be for or against.",
    explanation=(
        "'For' says nothing until the reader knows for what. Write the sentence in briefs/issues.yml under "
        "'proposition', so that one can agree or disagree with it; or take the stance out of the position."
    ),
    wrong="""\
# briefs/issues.yml; a position on this issue has stance: against
fishing-rights:
  title: Fishing rights""",
    right="""\
# briefs/issues.yml; a position on this issue has stance: against
fishing-rights:
  title: Fishing rights
  proposition: Velmar and Ostravia should share the fishing grounds.""",
)

BROKEN_LINK: Final = Rule(
    name="broken-link",
    severity=Severity.ERROR,
    summary="A link in a text of the editor's own leads to a page that the site does not have.",
    explanation=(
        "A reader who follows it would find nothing. Links between pages name the page's Markdown file, "
        "seen from the page that the link stands on: from one briefing to another that is other-briefing.md, "
        "to an actor ../actors/ana-kresh.md, to an issue ../issues/fishing-rights.md. A link to another "
        "website begins with https:// or http://, one to a mailbox with mailto:."
    ),
    wrong="summary: See [the talks in May](ostravia-talk.md).",
    right="summary: See [the talks in May](ostravia-talks.md).",
)

"""Rules of references: what one place names has to exist at another, and to fit."""

from __future__ import annotations

from typing import Final

from onrecord.rules.problems import Rule, Severity

UNKNOWN_ACTOR: Final = Rule(
    name="unknown-actor",
    severity=Severity.ERROR,
    summary="An actor is not in the register briefs/actors.yml.",
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
    summary="An issue is not in the register briefs/issues.yml.",
    explanation=(
        "The register holds each issue once, so that one page collects everything said on it. Correct the "
        "id if it is mistyped, or add the issue to the register, with its title."
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

FORMER_ID_TAKEN: Final = Rule(
    name="former-id-taken",
    severity=Severity.ERROR,
    summary="An earlier id is the address of something else.",
    explanation=(
        "`formerly` makes the address of an earlier id lead to the present page. An address has one page: if "
        "another actor, issue or briefing has that id now, or also had it, readers of an old link would come "
        "to something else. Remove the id from `formerly`, or rename the other one."
    ),
    wrong="""\
# briefs/actors.yml
ana-kresh:
  formerly: [a-kresh]
a-kresh:
  name: Aron Kresh""",
    right="""\
# briefs/actors.yml
ana-kresh:
  formerly: [a-kresh]
aron-kresh:
  name: Aron Kresh""",
)

UNKNOWN_POSITION: Final = Rule(
    name="unknown-position",
    severity=Severity.ERROR,
    summary="`answered_by` names a position that does not exist.",
    explanation=(
        "'answered_by' becomes a link to the words that answer the question. Write the name of the "
        "briefing's file without .yml, a #, and the id of the position there. Without an `id`, a position's "
        "id is made from its actor and its passage, so it changes when they do: give it an id to keep it."
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
    summary="`answered_by` names a position of an older briefing than the question's own.",
    explanation=(
        "The page says how long the answer took, and a statement made before the question came up does not "
        "answer it. Name a position of a briefing of the same day or a later one. If it is the right "
        "position, one of the two dates is wrong: correct 'date' in its briefing."
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
    summary="The actor of a position is not listed in the briefing's actors.",
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
    summary="A listed actor has no position here and is not named in the article.",
    explanation=(
        "The briefing would present somebody whom its source does not mention. If the article uses another "
        "name for them, add it under 'also' in briefs/actors.yml. Otherwise remove the actor from the list."
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
        "The key 'of' says whom an actor is part of: a minister of a state, a spokesman of an organisation. "
        "It goes from the smaller to the larger. Remove the line that goes the other way."
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
        "An id is an address that others may link to, and it can lead to one place only. Delete the entry "
        "if it is a duplicate, or give one of the two another id. Without an `id`, a position's id is made "
        "from its actor and the first words of its passage, a question's from its first words. The page "
        "itself uses a few ids, such as source."
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

UNUSED_ENTRY: Final = Rule(
    name="unused-entry",
    severity=Severity.WARNING,
    summary="A register has an entry that no briefing uses.",
    explanation=(
        "The entry may be left over from an earlier briefing, or a briefing may have mistyped its id. "
        "Delete the entry, or use it."
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
    summary="A position has a stance, but its issue has no proposition.",
    explanation=(
        "'For' means nothing until the reader knows for what. Under 'proposition' in briefs/issues.yml, "
        "write a sentence that one can agree or disagree with; or remove the stance from the position."
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
    summary="A link in the editor's text leads to a page, a position or a question that does not exist.",
    explanation=(
        "Readers who follow it would find nothing. Links between pages name the Markdown file, relative to "
        "the page with the link: from one briefing to another that is other-briefing.md, to an actor "
        "../actors/ana-kresh.md, to an issue ../issues/fishing-rights.md; to a position or a question it is "
        "other-briefing.md#ana-kresh-no-talks, with its id. A link to another website begins "
        "with https:// or http://, one to a mailbox with mailto:."
    ),
    wrong="summary: See [the talks in May](ostravia-talk.md).",
    right="summary: See [the talks in May](ostravia-talks.md).",
)

"""Rules of sources: the article that a briefing names is there, and is no other briefing's."""

from __future__ import annotations

from typing import Final

from onrecord.rules.problems import Rule, Severity

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
    summary="A briefing names a file outside seeds/.",
    explanation=(
        "Pages quote only from seeds/, so that no other file of the computer is published by mistake and "
        "the collection stays complete when it is copied. This also applies to a symbolic link in seeds/ "
        "that leads out of it. Copy the article into seeds/ and write its name there."
    ),
    wrong="source:\n  file: ../drafts/ostravia-talks.txt",
    right="source:\n  file: ostravia-talks.txt",
)

CLAIMED_TWICE: Final = Rule(
    name="article-claimed-twice",
    severity=Severity.WARNING,
    summary="Two briefings name the same article as their source.",
    explanation=(
        "The article's positions would be counted twice on the pages of actors and issues. Usually one of "
        "the briefings began as a copy of the other: correct its file. If both are about the same article, "
        "merge them."
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
    summary="Two briefings use two files with the same article.",
    explanation=(
        "The words are the same except for the style of quotation marks, dashes and spaces, so their "
        "positions are counted twice on the pages of actors and issues. Merge the two briefings. If two "
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

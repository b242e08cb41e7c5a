"""Rules of articles: doubtful text in a source, and the editor's description of it."""

from __future__ import annotations

from typing import Final

from onrecord.rules.problems import Rule, Severity

UNPAIRED_MARK: Final = Rule(
    name="unpaired-quotation-mark",
    severity=Severity.WARNING,
    summary="A quotation mark in the article has no partner.",
    explanation=(
        "If one end of a quotation has no mark, nobody can tell which words are quoted and which are the "
        "paper's own. So the words beside the mark count as reported, and positions based on them say so. "
        "Compare the line with the article as it was published. If a mark was lost in copying, copy the "
        "line again. If the paper left it out, accept the warning. Apostrophes, inches, and a quotation "
        "that opens again in each paragraph do not count."
    ),
    wrong="“We will not talk before the spring, Ana Kresh said. Velmar wants no talks.",
    right="“We will not talk before the spring,” Ana Kresh said. Velmar wants no talks.",
)

TOO_MANY_MARKS: Final = Rule(
    name="too-many-quotation-marks",
    severity=Severity.WARNING,
    summary="An article has so many quotation marks that all are ignored.",
    explanation=(
        "A text with hundreds of thousands of quotation marks is not an article, but an archive of many, a "
        "table, or a damaged file. Nothing in it counts as quoted. Put the text of the one article into the "
        "file."
    ),
    wrong="seeds/gulf-herald-all-of-2031.txt    (300,000 quotation marks)",
    right="seeds/gulf-herald-2031-05-02.txt    (40 quotation marks)",
)

HIDDEN: Final = Rule(
    name="hidden-character-in-article",
    severity=Severity.WARNING,
    summary="The article has invisible characters.",
    explanation=(
        "Soft hyphens, zero-width spaces and direction marks are often copied along with text from a web "
        "page. The search for passages ignores them, so write passages without them. Somebody may also have "
        "put them there on purpose: check the line if you do not know where the article comes from. "
        "Characters that join letters or choose their form, as in Persian or in emoji, do not count."
    ),
    wrong="“We will not talk before the <U+00AD>spring,” Ana Kresh said.",
    right="“We will not talk before the spring,” Ana Kresh said.",
)

CONTROL: Final = Rule(
    name="control-character-in-article",
    severity=Severity.WARNING,
    summary="The article has control characters, which are not text.",
    explanation=(
        "Control characters control terminals and printers. In an article they are left over from another "
        "program or a wrong encoding, and may have replaced other text. Compare the line with the article "
        "as it was published, and copy it again."
    ),
    wrong="“We will not talk before the spring,” Ana <U+0081>Kresh said.",
    right="“We will not talk before the spring,” Ana Kresh said.",
)

GARBLED: Final = Rule(
    name="garbled-text",
    severity=Severity.WARNING,
    summary="Letters or quotation marks of the article were read in a wrong encoding.",
    explanation=(
        "Characters such as â€œ or Ã© appear where UTF-8 was read as another encoding, and \ufffd where "
        "something could not be read at all. Quotation marks are then lost: quoted words count as reported, "
        "and readers see words that nobody wrote. Save the article again, from its page, as UTF-8."
    ),
    wrong="â€œWe will not talk before the spring,â€\u009d AnÃ¡ Kresh said.",
    right="“We will not talk before the spring,” Aná Kresh said.",
)

MARKUP: Final = Rule(
    name="markup-in-article",
    severity=Severity.WARNING,
    summary="The article contains HTML.",
    explanation=(
        "Tags in angle brackets, and entities that begin with an ampersand, are part of the web page and "
        "not of the article. They interrupt passages and hide quotation marks. Save only the text of the "
        "article."
    ),
    wrong="<p>&quot;We will not talk before the spring,&quot; Ana Kresh said.</p>",
    right='"We will not talk before the spring," Ana Kresh said.',
)

REPEATED: Final = Rule(
    name="repeated-paragraph",
    severity=Severity.WARNING,
    summary="A paragraph appears twice in the article.",
    explanation=(
        "A long paragraph repeated letter for letter was usually pasted twice, or comes from a teaser on "
        "the page. Each passage in it then occurs twice. Remove the second paragraph if the published "
        "article does not have it; if it does, give such passages a prefix or a suffix."
    ),
    wrong="“We will not talk,” Ana Kresh said.\n“We will not talk,” Ana Kresh said.",
    right="“We will not talk,” Ana Kresh said.",
)

GAP: Final = Rule(
    name="gap-in-article",
    severity=Severity.WARNING,
    summary="There are many empty lines in the middle of the article.",
    explanation=(
        "Articles do not have thirty empty lines. Text below them is easily overlooked, yet can be cited, "
        "and may come from another text. Read it, and remove it if it is not part of the article."
    ),
    wrong="“We will not talk,” Ana Kresh said.\n\n\n(thirty empty lines)\n\n\n“We give up,” she said.",
    right="“We will not talk,” Ana Kresh said.",
)

NO_TURNS: Final = Rule(
    name="transcript-without-speakers",
    severity=Severity.WARNING,
    summary="A source is marked as a transcript, but no paragraph begins with a name and a colon.",
    explanation=(
        "In a transcript each paragraph begins with the speaker's name and a colon; the rest counts as that "
        "speaker's words. In this source no paragraph does. Remove `kind` if the source is an article; "
        "write `kind: statement` and `speaker` if all of it is one speaker's words."
    ),
    wrong="""\
# the source: Ana Kresh said that there would be no talks.
source:
  kind: transcript""",
    right="""\
# the source: KRESH: There will be no talks.
source:
  kind: transcript""",
)

STATEMENT_WITHOUT_SPEAKER: Final = Rule(
    name="statement-without-speaker",
    severity=Severity.ERROR,
    summary="A source is marked as a statement, but has no `speaker`.",
    explanation=(
        "All of a statement counts as the words of one actor, so the briefing must say whose. Write the "
        "actor's id under `speaker`; the actor must be listed in the briefing's `actors`."
    ),
    wrong="""\
source:
  kind: statement""",
    right="""\
source:
  kind: statement
  speaker: ana-kresh""",
)

SPEAKER_WITHOUT_STATEMENT: Final = Rule(
    name="speaker-without-statement",
    severity=Severity.ERROR,
    summary="A source has a `speaker` but is not a statement.",
    explanation=(
        "`speaker` says whose words the whole source is, which applies only to `kind: statement`. In an "
        "article or a transcript the text says who speaks. Write `kind: statement`, or remove `speaker`."
    ),
    wrong="""\
source:
  kind: transcript
  speaker: ana-kresh""",
    right="""\
source:
  kind: statement
  speaker: ana-kresh""",
)

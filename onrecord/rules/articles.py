"""Rules of articles: what is doubtful in a source, and what an editor may say of it."""

from __future__ import annotations

from typing import Final

from onrecord.problems import Rule, Severity

UNPAIRED_MARK: Final = Rule(
    name="unpaired-quotation-mark",
    severity=Severity.WARNING,
    summary="A quotation mark in the article has no partner.",
    explanation=(
        "Where a quotation begins and nothing ends it, or the other way round, nobody can tell by its marks "
        "which words are quoted and which are the paper's own. So the words beside the mark count as "
        "reported, "
        "and a position that rests on them says so. Compare the line with the article as it was published. "
        "If a mark was lost when the text was copied, copy the line again. If the paper left it out, nothing "
        "has to be done. Apostrophes, inches, and a quotation that opens again in each paragraph are no such "
        "marks."
    ),
    wrong="“We will not talk before the spring, Ana Kresh said. Velmar wants no talks.",
    right="“We will not talk before the spring,” Ana Kresh said. Velmar wants no talks.",
)

TOO_MANY_MARKS: Final = Rule(
    name="too-many-quotation-marks",
    severity=Severity.WARNING,
    summary="An article has so many quotation marks that none of them is read.",
    explanation=(
        "A text with hundreds of thousands of quotation marks is no article: an archive of many, a table, or "
        "a damaged file. Nothing in it counts as quoted. Put the text of the one article into the file."
    ),
    wrong="seeds/gulf-herald-all-of-2031.txt    (300,000 quotation marks)",
    right="seeds/gulf-herald-2031-05-02.txt    (40 quotation marks)",
)

HIDDEN: Final = Rule(
    name="hidden-character-in-article",
    severity=Severity.WARNING,
    summary="The article has characters that nobody can see.",
    explanation=(
        "Soft hyphens, zero-width spaces and marks of direction come along when text is copied from a web "
        "page. "
        "They count for nothing when a passage is looked for, so a passage is written without them. They can "
        "also "
        "be put into a text on purpose: look at the line if you do not know where the article comes from. "
        "Characters that join letters or choose their form, as in Persian or in emoji, are not meant."
    ),
    wrong="“We will not talk before the <U+00AD>spring,” Ana Kresh said.",
    right="“We will not talk before the spring,” Ana Kresh said.",
)

CONTROL: Final = Rule(
    name="control-character-in-article",
    severity=Severity.WARNING,
    summary="The article has control characters, which are no text.",
    explanation=(
        "Control characters steer terminals and printers. In an article they are left over from another "
        "program, "
        "or from a wrong encoding, and something else may be missing in their place. Compare the line with "
        "the "
        "article as it was published, and copy it again."
    ),
    wrong="“We will not talk before the spring,” Ana <U+0081>Kresh said.",
    right="“We will not talk before the spring,” Ana Kresh said.",
)

GARBLED: Final = Rule(
    name="garbled-text",
    severity=Severity.WARNING,
    summary="Letters or quotation marks of the article were read in a wrong encoding.",
    explanation=(
        "Signs such as â€œ or Ã© appear where UTF-8 was read as another encoding, and \ufffd where something "
        "could not "
        "be read at all. Quotation marks are then no quotation marks: what was quoted counts as reported, "
        "and "
        "a reader sees words that nobody wrote. Save the article again, from its page, as UTF-8."
    ),
    wrong="â€œWe will not talk before the spring,â€\u009d AnÃ¡ Kresh said.",
    right="“We will not talk before the spring,” Aná Kresh said.",
)

MARKUP: Final = Rule(
    name="markup-in-article",
    severity=Severity.WARNING,
    summary="The article has HTML in it.",
    explanation=(
        "Tags in angle brackets, and entities that begin with an ampersand, belong to a web page and not to "
        "the "
        "article. They are between words that follow one another, and they hide quotation marks. Save the "
        "text of "
        "the article, without the page."
    ),
    wrong="<p>&quot;We will not talk before the spring,&quot; Ana Kresh said.</p>",
    right='"We will not talk before the spring," Ana Kresh said.',
)

REPEATED: Final = Rule(
    name="repeated-paragraph",
    severity=Severity.WARNING,
    summary="A paragraph of the article is there twice.",
    explanation=(
        "A long paragraph that is repeated, letter for letter, was mostly pasted twice, or comes from a "
        "teaser on the "
        "page. Each passage in it occurs twice then. Take the second one out if it is not in the article; if "
        "it "
        "is, give such passages a prefix or a suffix."
    ),
    wrong="“We will not talk,” Ana Kresh said.\n“We will not talk,” Ana Kresh said.",
    right="“We will not talk,” Ana Kresh said.",
)

GAP: Final = Rule(
    name="gap-in-article",
    severity=Severity.WARNING,
    summary="Many empty lines are in the middle of the article.",
    explanation=(
        "No article has thirty empty lines in it. What comes below them is easily overlooked when the file "
        "is read, and can be cited all the same: it may come from another text. Read it, and take it out if "
        "it is not part of the article."
    ),
    wrong="“We will not talk,” Ana Kresh said.\n\n\n(thirty empty lines)\n\n\n“We give up,” she said.",
    right="“We will not talk,” Ana Kresh said.",
)

NO_TURNS: Final = Rule(
    name="transcript-without-speakers",
    severity=Severity.WARNING,
    summary="A source is said to be a transcript, and no paragraph of it begins with a name and a colon.",
    explanation=(
        "In a transcript each paragraph begins with the speaker's name and a colon; what follows counts as "
        "that "
        "speaker's words. Where no paragraph does, nothing counts so. Leave `kind` out if the source is an "
        "article; write `kind: statement` and `speaker` if all of it is one speaker's words."
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
    summary="A source is said to be a statement, and nobody is said to have made it.",
    explanation=(
        "All of a statement counts as the words of one actor, so the briefing has to say whose. Write the "
        "actor's id under `speaker`; the actor has to be one of the briefing's `actors`."
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
    summary="A speaker is given for a source that is no statement.",
    explanation=(
        "`speaker` says whose words all of a source is, which only holds for `kind: statement`. In an "
        "article and "
        "in a transcript the text says who speaks. Write `kind: statement`, or take `speaker` out."
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

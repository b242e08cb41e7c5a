"""Rules of the editor's text: it quotes only the article, and `says` matches the passage."""

from __future__ import annotations

from typing import Final

from onrecord.rules.problems import Rule, Severity

QUOTATION_NOT_IN_SOURCE: Final = Rule(
    name="quotation-not-in-source",
    severity=Severity.ERROR,
    summary="The title or a position quotes words that are not in the article.",
    explanation=(
        "Readers take words in quotation marks in `title` or `says` for somebody's own, so they must be in "
        "the article, word for word. Copy the words from the article, or remove the marks. Use […] to leave "
        "words out within one paragraph. Write titles of books and names of ships without marks."
    ),
    wrong="""\
# the article: “The toll is theft,” Ana Kresh said.
says: She calls the toll “a great theft”.""",
    right="""\
# the article: “The toll is theft,” Ana Kresh said.
says: She says that “the toll is theft”.""",
)

UNSOURCED_QUOTATION: Final = Rule(
    name="unsourced-quotation",
    severity=Severity.WARNING,
    summary="Words in quotation marks are not in the article.",
    explanation=(
        "Readers take words in quotation marks for somebody's own. In a briefing they must be in its "
        "article; in a register, in an article whose briefing uses the entry. Copy the words, or remove the "
        "marks: where Markdown works, a term or the title of a work can be in *italics*."
    ),
    wrong="""\
# the article: “The toll is theft,” Ana Kresh said.
summary: Ana Kresh calls the toll “a great theft”.""",
    right="""\
# the article: “The toll is theft,” Ana Kresh said.
summary: Ana Kresh calls the toll “theft”.""",
)

SAYS_LACKS_NEGATION: Final = Rule(
    name="says-lacks-negation",
    severity=Severity.WARNING,
    summary="The passage negates a word that `says` has without a negation.",
    explanation=(
        "The passage says that something is not so, but `says` says that it is. Add the negation to `says`, "
        "or reword it."
    ),
    wrong="""\
# the article: “We will never close the port,” Ana Kresh said.
passage: We will never close the port
says: She will close the port.""",
    right="""\
# the article: “We will never close the port,” Ana Kresh said.
passage: We will never close the port
says: She will not close the port.""",
)

SAYS_ADDS_NEGATION: Final = Rule(
    name="says-adds-negation",
    severity=Severity.WARNING,
    summary="`says` negates a word that the passage's sentence does not negate.",
    explanation=(
        "`says` says that something is not so, but the passage says that it is. Remove the negation from "
        "`says`, or add the words that show it to the passage."
    ),
    wrong="""\
# the article: “We will accept the toll,” Ana Kresh said.
passage: We will accept the toll
says: She will not accept the toll.""",
    right="""\
# the article: “We will accept the toll,” Ana Kresh said.
passage: We will accept the toll
says: She will accept the toll.""",
)

SAYS_UNRELATED: Final = Rule(
    name="says-unrelated",
    severity=Severity.WARNING,
    summary="`says` has no word in common with the passage or the paragraphs around it.",
    explanation=(
        "`says` sums up the passage, so it nearly always shares a word with the passage, its paragraph or "
        "the ones before and after it. Short words, and the actor's own name, do not count. Check that this "
        "is the right passage. If it is, write `says` closer to its words, or accept the warning with a "
        "reason."
    ),
    wrong="""\
# the article: “We will never close the port,” Ana Kresh told reporters.
passage: We will never close the port
says: Ana Kresh wants lower taxes for fishermen.""",
    right="""\
# the article: “We will never close the port,” Ana Kresh told reporters.
passage: We will never close the port
says: The port stays open.""",
)

SAYS_OTHER_NUMBER: Final = Rule(
    name="says-other-number",
    severity=Severity.WARNING,
    summary="`says` has a number that is not in the passage's sentence.",
    explanation=(
        "A number in `says` must come from the cited words. Correct it, or cite the sentence that has it. "
        "Years are not compared, and a number word equals its digits."
    ),
    wrong="""\
# the article: “The toll brings 40 million,” Ana Kresh said.
passage: The toll brings 40 million
says: The toll brings in 14 million.""",
    right="""\
# the article: “The toll brings 40 million,” Ana Kresh said.
passage: The toll brings 40 million
says: The toll brings in 40 million.""",
)

SAYS_FIRST_PERSON: Final = Rule(
    name="says-first-person",
    severity=Severity.WARNING,
    summary="`says` uses “I” or “we”.",
    explanation=(
        "`says` is the editor's sentence about the actor. In the first person it reads like the actor's own "
        "words. Write “she”, “they” or the name, and put words of the article in quotation marks."
    ),
    wrong="""\
says: We will never close the port.""",
    right="""\
says: Velmar will never close the port.""",
)

SAYS_MARKUP: Final = Rule(
    name="says-markup",
    severity=Severity.WARNING,
    summary="`says` has markup, which pages show as plain text.",
    explanation=(
        "`says` is plain text: asterisks, backticks, tags and links appear on the page as typed. Remove "
        "them. Emphasis would be the editor's, not the actor's."
    ),
    wrong="""\
says: She **will** close the port.""",
    right="""\
says: She will close the port.""",
)

SAYS_TOO_LONG: Final = Rule(
    name="says-too-long",
    severity=Severity.WARNING,
    summary="`says` is too long for one sentence.",
    explanation=(
        "`says` is one sentence, which lists and search results show in full. Split it into two positions, "
        "or move background into the summary."
    ),
    wrong="""\
says: She will close the port, and … (and so on, for more than 60 words)""",
    right="""\
says: She will close the port.""",
)

SAYS_WITHOUT_WORDS: Final = Rule(
    name="says-without-words",
    severity=Severity.ERROR,
    summary="`says` has no words.",
    explanation="A symbol or a number alone says nothing. Write the position as a sentence.",
    wrong="""\
says: ~""",
    right="""\
says: She will close the port.""",
)

AUTHOR_NOT_BYLINE: Final = Rule(
    name="author-not-byline",
    severity=Severity.WARNING,
    summary="`author` does not match the article's byline.",
    explanation=(
        "The page names the article's author. Copy the name from the byline, or remove `author`: the "
        "program finds the byline itself."
    ),
    wrong="""\
# the article: By Ilse Tarn
author: Ana Kresh""",
    right="""\
# the article: By Ilse Tarn
author: Ilse Tarn""",
)

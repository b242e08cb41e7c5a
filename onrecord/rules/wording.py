"""Rules of the editor's own text: it quotes the article alone, and `says` what the passage says."""

from __future__ import annotations

from typing import Final

from onrecord.problems import Rule, Severity

QUOTATION_NOT_IN_SOURCE: Final = Rule(
    name="quotation-not-in-source",
    severity=Severity.ERROR,
    summary="The title or a position quotes words that are not in the article.",
    explanation=(
        "Whatever stands in quotation marks in `title` or `says` is read as somebody's words, so it is in "
        "the article, word for word. Copy the words from the article, or leave the marks out. […] leaves "
        "words out, within one paragraph. For the title of a book or a ship use no marks there."
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
    summary="Words in quotation marks are in no article that could be meant.",
    explanation=(
        "Readers take what is in quotation marks for somebody's words. In a briefing they are in its "
        "article; in a register, in an article whose briefing uses the entry. Copy the words, or leave the "
        "marks out: a term or the name of a work can be in *italics* in the texts that know Markdown."
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
    summary="`says` has the word that the passage negates, and no negation.",
    explanation=(
        "The passage says that something is not so, and `says` that it is. Put the negation into `says`, or"
        " say it in other words."
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
    summary="`says` negates a word that the passage's sentence has without a negation.",
    explanation=(
        "`says` says that something is not so, and the passage that it is. Take the negation out of `says`,"
        " or add the words that show it to the passage."
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
        "`says` tells what the passage says, so it nearly always shares a word with the passage, its "
        "paragraph or the ones before and after it. Short words, and the actor's own name, do not count. Is "
        "this the right passage? If it is, write `says` closer to its words, or accept the warning with a "
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
    summary="`says` has a number that the passage's sentence has not.",
    explanation=(
        "A number in `says` comes from the words that show the position. Correct it, or cite the sentence "
        "that has it. Years, and number words against digits, do not count as different."
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
    summary="`says` speaks as “I” or “we”.",
    explanation=(
        "`says` is the editor's sentence about the actor. In the first person it reads as the actor's own "
        "words. Write “she”, “they” or the name; words of the article go in quotation marks."
    ),
    wrong="""\
says: We will never close the port.""",
    right="""\
says: Velmar will never close the port.""",
)

SAYS_MARKUP: Final = Rule(
    name="says-markup",
    severity=Severity.WARNING,
    summary="`says` has markup, which is shown as it is written.",
    explanation=(
        "`says` is plain text: stars, backticks, tags and links appear on the page as signs. Leave them "
        "out; no word of a position has more weight than its sentence gives it."
    ),
    wrong="""\
says: She **will** close the port.""",
    right="""\
says: She will close the port.""",
)

SAYS_TOO_LONG: Final = Rule(
    name="says-too-long",
    severity=Severity.WARNING,
    summary="`says` is longer than a sentence should be.",
    explanation=(
        "`says` is one sentence, which lists and search results show as a whole. What needs more than that "
        "is two positions, or background for the summary."
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
    explanation="A sign or a number alone says nothing. Write the position as a sentence.",
    wrong="""\
says: ~""",
    right="""\
says: She will close the port.""",
)

AUTHOR_NOT_BYLINE: Final = Rule(
    name="author-not-byline",
    severity=Severity.WARNING,
    summary="The article's byline names somebody else than `author`.",
    explanation=(
        "The page names the article's author. Copy the name from the byline, or leave `author` out: the "
        "byline is found by itself."
    ),
    wrong="""\
# the article: By Ilse Tarn
author: Ana Kresh""",
    right="""\
# the article: By Ilse Tarn
author: Ilse Tarn""",
)

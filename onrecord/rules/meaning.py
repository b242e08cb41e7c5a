"""Rules of meaning: what a passage was cut out of, and what it leaves out."""

from __future__ import annotations

from typing import Final

from onrecord.problems import Rule, Severity

CUT_NEGATION: Final = Rule(
    name="cut-negation",
    severity=Severity.WARNING,
    summary="A passage leaves out the negation, the denial or the doubt that its clause has.",
    explanation=(
        "The words are in the article, but their clause denies them: “never”, “nobody”, “denied that” or "
        "“not true” is just outside the passage. Begin the passage earlier, or end it later, so that the "
        "word is in it. If the word does not belong to these words, accept the warning with a reason. "
        "Quotations in `says`, the title and the summary are looked at as well, unless your own words "
        "around them deny something."
    ),
    wrong="""\
# the article: “We will never close the port,” Ana Kresh said.
passage: close the port""",
    right="""\
# the article: “We will never close the port,” Ana Kresh said.
passage: We will never close the port""",
)

OMITS_ONLY_NEGATION: Final = Rule(
    name="omits-only-negation",
    severity=Severity.ERROR,
    summary="[…] leaves out a negation and hardly anything else.",
    explanation=(
        "An omission of one to three words, one of them “not” or “never”, makes the passage say the "
        "opposite of what was said. Write these words out."
    ),
    wrong="""\
# the article: “We will never close the port,” Ana Kresh said.
passage: We will […] close the port""",
    right="""\
# the article: “We will never close the port,” Ana Kresh said.
passage: We will never close the port""",
)

OMITS_NEGATION: Final = Rule(
    name="omits-negation",
    severity=Severity.WARNING,
    summary="[…] leaves out words with a negation, a denial or a doubt.",
    explanation=(
        "What was left out between two pieces of one sentence has a negation in it, so the pieces may say "
        "together what the sentence does not. Write the words out, or make two passages of it."
    ),
    wrong="""\
# the article: “The port has neither been promised to Ostravia nor been sold,” Ana Kresh said.
passage: The port has […] been sold""",
    right="""\
# the article: “The port has neither been promised to Ostravia nor been sold,” Ana Kresh said.
passage: The port has neither been promised to Ostravia nor been sold""",
)

OMITS_CONDITION: Final = Rule(
    name="omits-condition",
    severity=Severity.WARNING,
    summary="[…] leaves out the condition that the words depend on.",
    explanation=(
        "What was left out between two pieces of one sentence has “if”, “unless” or “whether” in it. "
        "Without it a promise with a condition is a promise without one. Write the words out."
    ),
    wrong="""\
# the article: “We will sign if Ostravia opens the sound and pay the toll,” Ana Kresh said.
passage: We will sign […] and pay the toll""",
    right="""\
# the article: “We will sign if Ostravia opens the sound and pay the toll,” Ana Kresh said.
passage: We will sign if Ostravia opens the sound and pay the toll""",
)

CUT_CONDITION: Final = Rule(
    name="cut-condition",
    severity=Severity.WARNING,
    summary="A passage leaves out the condition that its sentence has.",
    explanation=(
        "“If”, “unless”, “whether” or “as if” is just outside the passage, so what was said under a "
        "condition looks as if it was said without one. Take the condition into the passage. If it does not"
        " belong to these words, accept the warning with a reason."
    ),
    wrong="""\
# the article: “If Ostravia opens the sound, we will sign,” Ana Kresh said.
passage: we will sign""",
    right="""\
# the article: “If Ostravia opens the sound, we will sign,” Ana Kresh said.
passage: If Ostravia opens the sound, we will sign""",
)

CUT_QUESTION: Final = Rule(
    name="cut-question",
    severity=Severity.WARNING,
    summary="A passage is part of a question, and its question mark is left out.",
    explanation=(
        "Without the mark a question reads as a statement. End the passage with the question mark. Is a "
        "question a position at all? Perhaps it is one of the `open_questions`."
    ),
    wrong="""\
# the article: “Is the toll legal?” Jon Marl asked.
passage: the toll legal""",
    right="""\
# the article: “Is the toll legal?” Jon Marl asked.
passage: “Is the toll legal?” Jon Marl asked""",
)

CUT_JOKE: Final = Rule(
    name="cut-joke",
    severity=Severity.WARNING,
    summary="A passage leaves out that the words were a joke.",
    explanation=(
        "The article says with “joked”, “quipped” or “in jest” that the words were not meant. Take the word"
        " into the passage, so that readers see it too."
    ),
    wrong="""\
# the article: Jon Marl joked that he would eat the treaty.
passage: he would eat the treaty""",
    right="""\
# the article: Jon Marl joked that he would eat the treaty.
passage: Jon Marl joked that he would eat the treaty""",
)

CUT_QUANTITY: Final = Rule(
    name="cut-quantity",
    severity=Severity.WARNING,
    summary="A number is cut from its unit, or from the words that bound it.",
    explanation=(
        "“12” is not “12 million”, and “40 boats” is not “fewer than 40 boats”. Take in the words directly "
        "before or after the number."
    ),
    wrong="""\
# the article: Velmar has fewer than 40 boats, Ana Kresh said.
passage: 40 boats, Ana Kresh said""",
    right="""\
# the article: Velmar has fewer than 40 boats, Ana Kresh said.
passage: Velmar has fewer than 40 boats""",
)

GIST_CHANGES_MEANING: Final = Rule(
    name="gist-changes-meaning",
    severity=Severity.WARNING,
    summary="A gist leaves out a negation, a condition or a question mark that its passage has.",
    explanation=(
        "Lists show the gist alone, so it says by itself what the passage says: a “not”, “denied that”, “if”,"
        " “joked”, “at least” or question mark of its sentence belongs to it. Make the gist longer, or leave "
        "it out. If the words do not belong to the gist, accept the warning with a reason."
    ),
    wrong="""\
passage: We will never close the port, and we will not sell it
gist: close the port""",
    right="""\
passage: We will never close the port, and we will not sell it
gist: We will never close the port""",
)

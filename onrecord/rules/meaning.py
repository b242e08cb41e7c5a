"""Rules of meaning: what was cut off a passage, and what it leaves out."""

from __future__ import annotations

from typing import Final

from onrecord.rules.problems import Rule, Severity

CUT_NEGATION: Final = Rule(
    name="cut-negation",
    severity=Severity.WARNING,
    summary="A passage leaves out the negation, denial or doubt of its clause.",
    explanation=(
        "The words are in the article, but their clause denies them: “never”, “nobody”, “denied that” or "
        "“not true” is just outside the passage. Begin the passage earlier, or end it later, to include "
        "that word. If the word does not refer to the passage, accept the warning with a reason. Quotations "
        "in `says`, the title and the summary are checked as well, unless your own words around them deny "
        "something."
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
    summary="[…] leaves out little more than a negation.",
    explanation=(
        "An omission of one to three words, one of them “not” or “never”, makes the passage say the "
        "opposite of what was said. Include these words."
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
        "The words left out between two pieces of a sentence contain a negation, so together the pieces may "
        "say what the sentence does not. Include the words, or write two passages."
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
        "The words left out between two pieces of a sentence contain “if”, “unless” or “whether”. Without "
        "them a conditional promise looks unconditional. Include the words."
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
    summary="A passage leaves out the condition of its sentence.",
    explanation=(
        "“If”, “unless”, “whether” or “as if” is just outside the passage, so a conditional statement looks "
        "unconditional. Include the condition in the passage. If it does not refer to the passage, accept "
        "the warning with a reason."
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
    summary="A passage is part of a question, but leaves out the question mark.",
    explanation=(
        "Without the mark a question reads as a statement. End the passage with the question mark. Consider "
        "whether it is a position at all, or one of the `open_questions`."
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
        "With “joked”, “quipped” or “in jest” the article says that the words were not meant seriously. "
        "Include the word in the passage, so that readers see it too."
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
    summary="A number is cut off from its unit, or from words such as “fewer than”.",
    explanation=(
        "“12” is not “12 million”, and “40 boats” is not “fewer than 40 boats”. Include the words directly "
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
    summary="A gist leaves out a negation, a condition or a question mark of its passage.",
    explanation=(
        "Lists show the gist alone, so it must mean the same as the passage, including any “not”, “denied "
        "that”, “if”, “joked”, “at least” or question mark. Make the gist longer, or remove it. If the "
        "words do not refer to the gist, accept the warning with a reason."
    ),
    wrong="""\
passage: We will never close the port, and we will not sell it
gist: close the port""",
    right="""\
passage: We will never close the port, and we will not sell it
gist: We will never close the port""",
)

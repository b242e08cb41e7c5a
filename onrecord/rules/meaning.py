"""Rules of meaning: a passage says here what it says in its sentence, and nothing else is quoted."""

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
        "word is in it. If the word does not belong to these words, accept the warning with a reason."
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

QUESTION_AS_STANCE: Final = Rule(
    name="question-as-stance",
    severity=Severity.WARNING,
    summary="A stance for or against rests on nothing but a question.",
    explanation=(
        "Somebody who asks has not said what the answer is. Add the words that show the stance, leave the "
        "stance out, or make it one of the `open_questions`. If the question leaves no doubt, accept the "
        "warning with a reason."
    ),
    wrong="""\
# the article: “Is the toll legal?” Jon Marl asked. “I think it is theft.”
passage: Is the toll legal?
stance: against""",
    right="""\
# the article: “Is the toll legal?” Jon Marl asked. “I think it is theft.”
passage: I think it is theft
stance: against""",
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

ACROSS_PARAGRAPHS: Final = Rule(
    name="passage-across-paragraphs",
    severity=Severity.WARNING,
    summary="A passage runs over more than one paragraph, and not inside one quotation.",
    explanation=(
        "The next paragraph may be about somebody else. Cite one paragraph, or write the passages as a "
        "list, each after a hyphen. A quotation that opens anew in each paragraph may be cited as a whole."
    ),
    wrong="""\
# the article: “We will wait,” Ana Kresh said.
#              Ostravia wants to sign at once.
passage: Ana Kresh said. Ostravia wants to sign""",
    right="""\
# the article: “We will wait,” Ana Kresh said.
#              Ostravia wants to sign at once.
passage: “We will wait,” Ana Kresh said""",
)

OMISSION_ACROSS_PARAGRAPHS: Final = Rule(
    name="omission-across-paragraphs",
    severity=Severity.WARNING,
    summary="[…] joins words of more than one paragraph.",
    explanation=(
        "The pieces of one passage are of one paragraph, or of one quotation of one speaker. Words farther "
        "apart are passages of their own: write them as a list, each after a hyphen."
    ),
    wrong="""\
# the article: “We want peace,” Ana Kresh said.
#              She added: “We have waited for a year.”
passage: We want peace […] We have waited for a year""",
    right="""\
# the article: “We want peace,” Ana Kresh said.
#              She added: “We have waited for a year.”
passage:
  - We want peace
  - We have waited for a year""",
)

HEADLINE_AS_WORDS: Final = Rule(
    name="headline-as-words",
    severity=Severity.WARNING,
    summary="A position rests on the article's headline.",
    explanation=(
        "The paper wrote its headline, and nobody said it. Cite the paragraph that reports the position. "
        "Where the same words are in both, 'prefix' or 'suffix' names the paragraph."
    ),
    wrong="""\
# the article: Velmar rejects toll      (its headline)
#              “The toll is theft,” Ana Kresh said.
passage: Velmar rejects toll""",
    right="""\
# the article: Velmar rejects toll      (its headline)
#              “The toll is theft,” Ana Kresh said.
passage: The toll is theft""",
)

STANDFIRST_AS_WORDS: Final = Rule(
    name="standfirst-as-words",
    severity=Severity.WARNING,
    summary="A position rests on the line below the headline.",
    explanation=(
        "The paper wrote that line as it wrote the headline, and nobody said it. Cite the paragraph that "
        "reports the position."
    ),
    wrong="""\
# the article: Talks in Velmar
#              Minister against toll as union waits
#              “The toll is theft,” Ana Kresh said.
passage: Minister against toll""",
    right="""\
# the article: Talks in Velmar
#              Minister against toll as union waits
#              “The toll is theft,” Ana Kresh said.
passage: The toll is theft""",
)

BYLINE_AS_WORDS: Final = Rule(
    name="byline-as-words",
    severity=Severity.ERROR,
    summary="A passage takes words from the byline.",
    explanation="The byline names the article's author. It says nothing for anybody: cite the text.",
    wrong="""\
# the article: By Ilse Tarn
passage: Ilse Tarn""",
    right="""\
# the article: “The toll is theft,” Ana Kresh said.
passage: The toll is theft""",
)

CORRECTION_AS_WORDS: Final = Rule(
    name="correction-as-words",
    severity=Severity.WARNING,
    summary="A passage is taken from a correction of the article.",
    explanation=(
        "A correction repeats what was wrong. Cite what the article reports now. If the correction itself "
        "is what somebody says, accept the warning with a reason."
    ),
    wrong="""\
# the article: Correction: An earlier version said that Ana Kresh backed the toll.
passage: Ana Kresh backed the toll""",
    right="""\
# the article: “The toll is theft,” Ana Kresh said.
passage: The toll is theft""",
)

TOO_SHORT: Final = Rule(
    name="passage-too-short",
    severity=Severity.WARNING,
    summary="A position rests on fewer than three words.",
    explanation=(
        "One or two words fit nearly any position. Take in the sentence that they are part of. In languages"
        " that say more in one word, two are enough."
    ),
    wrong="""\
# the article: Ana Kresh called the toll “theft”.
passage: theft""",
    right="""\
# the article: Ana Kresh called the toll “theft”.
passage: Ana Kresh called the toll “theft\"""",
)

SILENCE_WITH_STANCE: Final = Rule(
    name="silence-with-stance",
    severity=Severity.WARNING,
    summary="A stance rests on words that say that nothing was said.",
    explanation=(
        "Who did not comment is neither for nor against. Leave out the stance, or cite words that show it. "
        "An actor without a position is listed as such by itself."
    ),
    wrong="""\
# the article: Ana Kresh declined to comment.
passage: Ana Kresh declined to comment
stance: against""",
    right="""\
# the article: Ana Kresh declined to comment.
passage: Ana Kresh declined to comment""",
)

TWO_STANCES: Final = Rule(
    name="passage-of-two-stances",
    severity=Severity.WARNING,
    summary="The same words are to show a stance for and one against the same proposition.",
    explanation=(
        "Two positions on one issue rest on the same words and take opposite stances. One of them is wrong,"
        " or the stance is `conditional` or `unclear`."
    ),
    wrong="""\
- actor: ana-kresh
  issue: toll
  passage: The toll is theft
  stance: for
- actor: ana-kresh
  issue: toll
  passage: The toll is theft
  stance: against""",
    right="""\
- actor: ana-kresh
  issue: toll
  passage: The toll is theft
  stance: against""",
)

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

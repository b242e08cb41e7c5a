"""Rules of grounds: a position's passages are words of one paragraph, said by somebody, that show it."""

from __future__ import annotations

from typing import Final

from onrecord.rules.problems import Rule, Severity

QUESTION_AS_STANCE: Final = Rule(
    name="question-as-stance",
    severity=Severity.WARNING,
    summary="A stance for or against is based only on a question.",
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

ACROSS_PARAGRAPHS: Final = Rule(
    name="passage-across-paragraphs",
    severity=Severity.WARNING,
    summary="A passage spans more than one paragraph outside a single quotation.",
    explanation=(
        "The next paragraph may be about somebody else. Cite one paragraph, or write the passages as a "
        "list, each after a hyphen. A quotation that opens again in each paragraph may be cited as a whole."
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
    summary="[…] joins words from more than one paragraph.",
    explanation=(
        "All pieces of a passage must come from one paragraph, or from one quotation by one speaker. Words "
        "farther apart are separate passages: write them as a list, each after a hyphen."
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
    summary="A position is based on the article's headline.",
    explanation=(
        "The headline is the paper's wording, not the actor's. Cite the paragraph that reports the "
        "position. If both have the same words, use 'prefix' or 'suffix' to select the paragraph."
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
    summary="A position is based on the line below the headline.",
    explanation=(
        "Like the headline, that line is the paper's wording, not the actor's. Cite the paragraph that "
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
    explanation="The byline names the article's author and reports no position. Cite the text.",
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
    summary="A position is based on fewer than three words.",
    explanation=(
        "One or two words fit nearly any position. Extend the passage to more of their sentence. In "
        "languages that say more in one word, two are enough."
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
    summary="A stance is based on words that report silence.",
    explanation=(
        "Somebody who did not comment is neither for nor against. Remove the stance, or cite words that "
        "show it. The page lists actors without a position automatically."
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
    summary="The same words are cited both for and against the same proposition.",
    explanation=(
        "Two positions on one issue cite the same words and take opposite stances. One of them is wrong, or "
        "the stance is `conditional` or `unclear`."
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

"""Rules of languages of articles: what they are in, and what of them is translated."""

from __future__ import annotations

from typing import Final

from onrecord.problems import Rule, Severity

WRONG_LANGUAGE: Final = Rule(
    name="wrong-language",
    severity=Severity.WARNING,
    summary="The article is plainly in another language than `language` says.",
    explanation=(
        "The code tells browsers and screen readers how to show and speak what is quoted, and in which "
        "direction it runs. Where 'language' is left out it is en. The program compares the script, and in "
        "Latin script the short words that a language has in every other sentence. An article that quotes "
        "in another language than it is written in may have that of its passages."
    ),
    wrong="""\
# the article: “We will not talk before the spring,” Ana Kresh told reporters on Friday.
source:
  language: ar""",
    right="""\
# the article: “We will not talk before the spring,” Ana Kresh told reporters on Friday.
source:
  language: en""",
)

NO_TRANSLATION: Final = Rule(
    name="translation-missing",
    severity=Severity.WARNING,
    summary="A passage is in another language than the briefing, and has no translation.",
    explanation=(
        "Readers cannot tell whether words that they do not understand show the position. Translate the "
        "passage, word for word as far as the language allows, under 'translation'; it is shown below the "
        "article's own words."
    ),
    wrong="""\
passage: Nous ne parlerons pas avant le printemps""",
    right="""\
passage: Nous ne parlerons pas avant le printemps
translation: We will not talk before the spring""",
)

NEEDLESS_TRANSLATION: Final = Rule(
    name="translation-not-needed",
    severity=Severity.WARNING,
    summary="A passage has a translation, and is in the language that the briefing is written in.",
    explanation=(
        "A second wording beside words that everybody can read is an interpretation, and it stands where "
        "readers "
        "expect the article's own words. Remove it, and say in 'says' what you read in the passage. If the "
        "article is in another language, correct 'language' of the source."
    ),
    wrong="""\
passage: We will not talk before the spring
translation: There will be no talks this winter""",
    right="passage: We will not talk before the spring",
)

LONG_TRANSLATION: Final = Rule(
    name="translation-too-long",
    severity=Severity.WARNING,
    summary="A translation is more than twice as long as its passage.",
    explanation=(
        "A translation has what the passage has. What it adds would be shown as somebody's words without "
        "being in the article. Translate the passage alone; if more of the article is needed to "
        "understand it, "
        "make the passage longer."
    ),
    wrong="""\
passage: Nous ne parlerons pas
translation: We will not talk, for the offer of Ostravia is no more than a beginning""",
    right="""\
passage: Nous ne parlerons pas
translation: We will not talk""",
)

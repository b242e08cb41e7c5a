"""Rules of translations: the article's language, and translations of its passages."""

from __future__ import annotations

from typing import Final

from onrecord.rules.problems import Rule, Severity

WRONG_LANGUAGE: Final = Rule(
    name="wrong-language",
    severity=Severity.WARNING,
    summary="The article is not in the language that `language` gives.",
    explanation=(
        "The code tells browsers and screen readers how to show and speak what is quoted, and in which "
        "direction to write it. The default is en. The program compares the script and, in Latin script, "
        "common short words. If an article quotes in another language than its own, 'language' may be that "
        "of the passages."
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
    summary="A passage is in another language than the briefing, but has no translation.",
    explanation=(
        "Readers cannot check words that they do not understand. Translate the passage, word for word as "
        "far as the language allows, under 'translation'; it is shown below the article's own words."
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
    summary="A passage in the briefing's own language has a translation.",
    explanation=(
        "Beside words that everybody can read, a second wording is an interpretation in a place where "
        "readers expect the article's own words. Remove it, and put your reading of the passage into "
        "'says'. If the article is in another language, correct 'language' of the source."
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
        "Anything that a translation adds would be shown as somebody's words without being in the article. "
        "Translate only the passage; if readers need more of the article to understand it, make the passage "
        "longer."
    ),
    wrong="""\
passage: Nous ne parlerons pas
translation: We will not talk, for the offer of Ostravia is no more than a beginning""",
    right="""\
passage: Nous ne parlerons pas
translation: We will not talk""",
)

"""Rules of languages: the file of the site's language exists and is complete."""

from __future__ import annotations

from typing import Final

from onrecord.rules.problems import Rule, Severity

LANGUAGE_FILE: Final = Rule(
    name="language-file",
    severity=Severity.ERROR,
    summary="A language of the interface cannot be used: its file is missing, or has wrong keys.",
    explanation=(
        "`language` under `extra:` in mkdocs.yml names a file in templates/languages/, of the site or of "
        "the program, with the words of the interface. It must use the keys of the program's en.yml, and "
        "the same names in braces, such as {number}, which pages fill in. A misspelt key would leave "
        "English words on the page."
    ),
    wrong="counts:\n  positions:\n    other: '{count} positions'",
    right="counts:\n  positions:\n    other: '{number} positions'",
)

MISSING_WORDS: Final = Rule(
    name="missing-words",
    severity=Severity.WARNING,
    summary="A language file is incomplete, so pages show English text instead.",
    explanation=(
        "The program's en.yml in templates/languages/ has every key. If another language's file lacks a "
        "key, pages show the English text; if it lacks a plural form, they show the form `other`. Later "
        "versions of the program may add keys. Copy them from en.yml and translate them."
    ),
    wrong="counts:\n  positions:\n    other: '{number} Positionen'",
    right="counts:\n  positions:\n    one: '{number} Position'\n    other: '{number} Positionen'",
)

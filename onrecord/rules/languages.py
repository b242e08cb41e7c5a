"""Rules of languages: is there a file for the one that a site has chosen, and does it fit."""

from __future__ import annotations

from typing import Final

from onrecord.problems import Rule, Severity

LANGUAGE_FILE: Final = Rule(
    name="language-file",
    severity=Severity.ERROR,
    summary="A language of the interface cannot be used: its file is missing, or says what no page asks for.",
    explanation=(
        "`language` under `extra:` in mkdocs.yml names a file of templates/languages/, the site's own or the "
        "program's, with the words in which pages say what they show. Its keys are those of the program's "
        "en.yml; a word in braces, such as {number}, stands for what a page fills in there, and has to be "
        "written as en.yml has it. A key that is spelled otherwise would leave English words on the page."
    ),
    wrong="counts:\n  positions:\n    other: '{count} positions'",
    right="counts:\n  positions:\n    other: '{number} positions'",
)

MISSING_WORDS: Final = Rule(
    name="missing-words",
    severity=Severity.WARNING,
    summary="The file of a language lacks words, so that pages show English ones in their place.",
    explanation=(
        "The program's en.yml in templates/languages/ has every key there is. Where the file of another "
        "language lacks one, pages show the English text, in the middle of the others; where it lacks a "
        "plural form that the language has, they show the form `other`. A later version of the program may "
        "bring new keys. Copy them from en.yml and translate them."
    ),
    wrong="counts:\n  positions:\n    other: '{number} Positionen'",
    right="counts:\n  positions:\n    one: '{number} Position'\n    other: '{number} Positionen'",
)

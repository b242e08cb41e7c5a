"""Rules of fields: the keys that exist, and the form of their values."""

from __future__ import annotations

from typing import Final

from onrecord.rules.problems import Rule, Severity

UNKNOWN_KEY: Final = Rule(
    name="unknown-key",
    severity=Severity.ERROR,
    summary="onrecord does not know this key here.",
    explanation=(
        "An unknown key would silently be lost, so it is an error. Usually it is mistyped, or its "
        "indentation puts it into the wrong group. Write notes to yourself as comments, after a #."
    ),
    wrong="sumary: The talks resumed on Friday.",
    right="summary: The talks resumed on Friday.",
)

MISSING_KEY: Final = Rule(
    name="missing-key",
    severity=Severity.ERROR,
    summary="A required key is missing.",
    explanation=(
        "Without it the page would be incomplete: a position without a passage, for example, would be a "
        "claim that nobody can check. Add the key. If you do not know its value, leave out the whole entry."
    ),
    wrong="""\
- actor: ana-kresh
  issue: fishing-rights
  says: There will be no talks before spring.""",
    right="""\
- actor: ana-kresh
  issue: fishing-rights
  says: There will be no talks before spring.
  passage: no talks before spring""",
)

WRONG_TYPE: Final = Rule(
    name="wrong-type",
    severity=Severity.ERROR,
    summary="A value has the wrong form for its key: a list instead of a text, for example.",
    explanation=(
        "There are three forms: a text on the line of its key, a list whose entries begin with a hyphen, "
        "and a group of further keys, indented. The message says which one the key needs. YAML reads a text "
        "that begins with [ or { as a list or a group; put quotation marks around it."
    ),
    wrong="actors: ana-kresh",
    right="""\
actors:
  - id: ana-kresh""",
)

EMPTY_VALUE: Final = Rule(
    name="empty-value",
    severity=Severity.ERROR,
    summary="A key has no value.",
    explanation=(
        "Nobody can tell whether the value was forgotten or is not known. Write it after the colon. If "
        "there is none and the key is optional, delete the whole line."
    ),
    wrong="""\
title:
date: 2031-05-02""",
    right="date: 2031-05-02",
)

BAD_DATE: Final = Rule(
    name="bad-date",
    severity=Severity.ERROR,
    summary="A date is not written as YYYY-MM-DD, or YYYY-MM for a month, YYYY for a year.",
    explanation=(
        "02/05 is the second of May to some readers and the fifth of February to others; 2031-05-02 is the "
        "same day everywhere, and sorts. Write four digits of the year, two of the month and two of the "
        "day, with hyphens between. If only the month or the year is known, write only that: 2031-05, 2031. "
        "`updated`, `retrieved` and the `date` of a correction need a day, because it was you who acted on "
        "it. If nothing is known and the key is optional, leave it out: never guess a date."
    ),
    wrong="date: 2 May 2031",
    right="date: 2031-05-02",
)

IMPOSSIBLE_DATE: Final = Rule(
    name="impossible-date",
    severity=Severity.ERROR,
    summary="A date names a day or a month that is not in the calendar.",
    explanation=(
        "The day is too high for its month, the month is above 12, or month and day are swapped. Look up "
        "the date in the source and correct it."
    ),
    wrong="date: 2031-02-30",
    right="date: 2031-03-02",
)

BAD_URL: Final = Rule(
    name="bad-url",
    severity=Severity.ERROR,
    summary="An address is not a complete web address that begins with http:// or https://.",
    explanation=(
        "Readers follow these addresses to the source, so they must be complete. Copy the address from the "
        "browser's address bar, from its beginning to its end and without spaces."
    ),
    wrong="url: gulf-herald.example/2031/talks",
    right="url: https://gulf-herald.example/2031/talks",
)

BAD_LANGUAGE: Final = Rule(
    name="bad-language",
    severity=Severity.ERROR,
    summary="A language is not given by its code, such as en, fr, ar or pt-BR.",
    explanation=(
        "The code (BCP 47) tells browsers and screen readers how to show and speak what is quoted, and in "
        "which direction to write it. It has two or three letters, sometimes followed by a hyphen and a "
        "script or a country: zh-Hant, pt-BR."
    ),
    wrong="language: French",
    right="language: fr",
)

BAD_CHOICE: Final = Rule(
    name="bad-choice",
    severity=Severity.ERROR,
    summary="A value is not one of the few words that its key allows.",
    explanation=(
        "Pages sort and mark entries by these words, so they must be spelt exactly, in lower case. stance: "
        "for, against, conditional or unclear. kind: person, state, organisation, group or unnamed. status: "
        "open, answered or overtaken. show: excerpts or full. draft: true or false."
    ),
    wrong="stance: in favour",
    right="stance: for",
)

BAD_SLUG: Final = Rule(
    name="bad-slug",
    severity=Severity.ERROR,
    summary="The file name of a briefing has characters other than a-z, 0-9 and hyphens, or is reserved.",
    explanation=(
        "The name of the file becomes the address of its page, which must work everywhere and should not "
        "change later. Rename the file: lower-case letters without accents, digits, and hyphens between "
        "words. The name 'index' is reserved for the list of all briefings. Windows reserves con, prn, aux, "
        "nul, com0 to com9 and lpt0 to lpt9: no file can have such a name there, so nobody could copy the "
        "site."
    ),
    wrong="briefs/Ostravia Talks.yml",
    right="briefs/ostravia-talks.yml",
)

BAD_ID: Final = Rule(
    name="bad-id",
    severity=Severity.ERROR,
    summary="An id has characters other than a-z, 0-9 and hyphens, or is reserved.",
    explanation=(
        "Ids become part of addresses on the site, which must work everywhere and should not change later. "
        "Write lower-case letters without accents, digits, and hyphens between words. The id 'index' is "
        "reserved for the page that lists all actors or issues. Windows reserves con, prn, aux, nul, com0 to "
        "com9 and lpt0 to lpt9: no file can have such a name there, so nobody could copy the site."
    ),
    wrong="- id: Ana Kresh",
    right="- id: ana-kresh",
)

BAD_WIKIDATA: Final = Rule(
    name="bad-wikidata",
    severity=Severity.ERROR,
    summary="A Wikidata identifier is not the letter Q followed by digits.",
    explanation=(
        "The identifier is at the end of the page's address on wikidata.org, and beside its title. Write "
        "only that, not the whole address. If Wikidata has no page about the actor, leave the key out."
    ),
    wrong="wikidata: https://www.wikidata.org/wiki/Q9900000001",
    right="wikidata: Q9900000001",
)

QUESTION_MARK: Final = Rule(
    name="question-without-mark",
    severity=Severity.ERROR,
    summary="An open question does not end in a question mark.",
    explanation=(
        "The page lists what is not known yet, where a statement would read like a fact. Write a question, "
        "with a question mark at the end. Put what would settle it under 'watch'."
    ),
    wrong="- ask: Whether Velmar signs in June.",
    right="- ask: Will Velmar sign in June?",
)

MISSING_ANSWER: Final = Rule(
    name="answered-without-answer",
    severity=Severity.ERROR,
    summary="A question is marked as answered, but its answer is missing.",
    explanation=(
        "A reader who sees that a question is answered wants to know how. Write the answer in a sentence "
        "under 'answer', and with 'answered_by' name the position that gives it, if there is one. Otherwise "
        "set the status to 'open' again, or to 'overtaken' if events made the question pointless."
    ),
    wrong="""\
- ask: Will Velmar sign in June?
  status: answered""",
    right="""\
- ask: Will Velmar sign in June?
  status: answered
  answer: Velmar signed on 12 June.""",
)

UNEXPECTED_ANSWER: Final = Rule(
    name="answer-without-status",
    severity=Severity.WARNING,
    summary="A question has an answer, but its status is not 'answered'.",
    explanation=(
        "The answer is shown only with the status 'answered'; with another status it would silently be "
        "missing. Set the status, or delete 'answer' and 'answered_by' if you do not want to publish them "
        "yet."
    ),
    wrong="""\
- ask: Will Velmar sign in June?
  answer: Velmar signed on 12 June.""",
    right="""\
- ask: Will Velmar sign in June?
  status: answered
  answer: Velmar signed on 12 June.""",
)

"""Rules of fields: which keys there are, and what a value has to look like."""

from __future__ import annotations

from typing import Final

from onrecord.problems import Rule, Severity

UNKNOWN_KEY: Final = Rule(
    name="unknown-key",
    severity=Severity.ERROR,
    summary="A key is not one that onrecord knows at this place.",
    explanation=(
        "A key that nobody reads would be lost without a word, so it is refused. Mostly it is mistyped, or "
        "it is indented so that it belongs to the wrong group. Notes to yourself can stand in a comment, "
        "behind a #."
    ),
    wrong="sumary: The talks resumed on Friday.",
    right="summary: The talks resumed on Friday.",
)

MISSING_KEY: Final = Rule(
    name="missing-key",
    severity=Severity.ERROR,
    summary="A key that is required is not there.",
    explanation=(
        "Without it the page could not say what it has to say: a position without a passage, for example, "
        "would be a claim that nobody can check. Add the key. If you do not have what belongs there, leave "
        "out the whole entry."
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
    summary="A value is of another form than its key needs: a list in place of a text, for example.",
    explanation=(
        "There are three forms: a text on the line of its key, a list whose entries begin with a hyphen, and "
        "a group of further keys, indented. The message says which of them belongs here. A text that begins "
        "with [ or { is taken for a list or a group; put quotation marks around it."
    ),
    wrong="actors: ana-kresh",
    right="""\
actors:
  - id: ana-kresh""",
)

EMPTY_VALUE: Final = Rule(
    name="empty-value",
    severity=Severity.ERROR,
    summary="A key stands there without a value.",
    explanation=(
        "It cannot be told whether the value was forgotten or is not known. Write it behind the colon. "
        "If there is none and the key is optional, delete the whole line."
    ),
    wrong="""\
title:
date: 2031-05-02""",
    right="date: 2031-05-02",
)

BAD_DATE: Final = Rule(
    name="bad-date",
    severity=Severity.ERROR,
    summary="A date is not written as YYYY-MM-DD; a month as YYYY-MM, a year as YYYY.",
    explanation=(
        "02/05 is the second of May to some readers and the fifth of February to others; 2031-05-02 is the "
        "same day everywhere, and sorts. Write four digits of the year, two of the month and two of the day, "
        "with hyphens between. Where only the month or the year is known, write no more than that: 2031-05, "
        "2031. `updated`, `retrieved` and the `date` of a correction need a day, for it is you who did it. "
        "If nothing is known and the key is optional, leave it out: a date is never guessed."
    ),
    wrong="date: 2 May 2031",
    right="date: 2031-05-02",
)

IMPOSSIBLE_DATE: Final = Rule(
    name="impossible-date",
    severity=Severity.ERROR,
    summary="A date names a day or a month that is not in the calendar.",
    explanation=(
        "The day is too high for its month, the month is above 12, or month and day have changed places. "
        "Look up the date in the source and correct it."
    ),
    wrong="date: 2031-02-30",
    right="date: 2031-03-02",
)

BAD_URL: Final = Rule(
    name="bad-url",
    severity=Severity.ERROR,
    summary="An address is not a complete web address that begins with http:// or https://.",
    explanation=(
        "Readers follow these addresses to the source, so they have to be whole. Copy the address from the "
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
        "which direction it runs. It is two or three letters, in some cases followed by a hyphen and a "
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
        "Pages sort and mark entries by these words, so they have to be spelt exactly, in small letters. "
        "stance: for, against, conditional or unclear. kind: person, state, organisation, group or unnamed. "
        "status: open, answered or overtaken. show: excerpts or full."
    ),
    wrong="stance: in favour",
    right="stance: for",
)

BAD_SLUG: Final = Rule(
    name="bad-slug",
    severity=Severity.ERROR,
    summary="The file name of a briefing has other characters than a-z, 0-9 and hyphens, or is 'index'.",
    explanation=(
        "The name of the file becomes the address of its page, which has to work everywhere and is not to "
        "change later. Rename the file: small letters without accents, digits, and hyphens between words. "
        "The name 'index' is taken by the list of all briefings."
    ),
    wrong="briefs/Ostravia Talks.yml",
    right="briefs/ostravia-talks.yml",
)

BAD_ID: Final = Rule(
    name="bad-id",
    severity=Severity.ERROR,
    summary="An id has other characters than a-z, 0-9 and hyphens, or is one that is reserved.",
    explanation=(
        "Ids become a part of addresses on the site, which have to work everywhere and are not to change "
        "later. Write small letters without accents, digits, and hyphens between words. An actor or an "
        "issue cannot be called 'index', since that is the page that lists them all."
    ),
    wrong="- id: Ana Kresh",
    right="- id: ana-kresh",
)

BAD_WIKIDATA: Final = Rule(
    name="bad-wikidata",
    severity=Severity.ERROR,
    summary="A Wikidata identifier is not the letter Q followed by digits.",
    explanation=(
        "The identifier stands at the end of the address of the page on wikidata.org, and beside its title. "
        "Write only that, not the whole address. If there is no page about the actor, leave the key out."
    ),
    wrong="wikidata: https://www.wikidata.org/wiki/Q9900000001",
    right="wikidata: Q9900000001",
)

QUESTION_MARK: Final = Rule(
    name="question-without-mark",
    severity=Severity.ERROR,
    summary="An open question does not end in a question mark.",
    explanation=(
        "The page lists what is not known yet, and a statement would read there as if it were known. Put the "
        "sentence as a question, with its mark at the end. What would settle it belongs under 'watch'."
    ),
    wrong="- ask: Whether Velmar signs in June.",
    right="- ask: Will Velmar sign in June?",
)

MISSING_ANSWER: Final = Rule(
    name="answered-without-answer",
    severity=Severity.ERROR,
    summary="A question is marked as answered, and its answer is missing.",
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
        "The answer is shown only with the status 'answered'; now it would be missing from the page. "
        "Set the status, or delete 'answer' and 'answered_by' if they are not to be published yet."
    ),
    wrong="""\
- ask: Will Velmar sign in June?
  answer: Velmar signed on 12 June.""",
    right="""\
- ask: Will Velmar sign in June?
  status: answered
  answer: Velmar signed on 12 June.""",
)

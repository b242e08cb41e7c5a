"""The kinds of words that reverse or restrict a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from msgspec import Struct

from onrecord.meaning.patterns import Patterns, Words, union


class Clauses(Struct, frozen=True):
    """Words that limit the reach of a word, because they end its clause.

    Attributes:
        breaks: words that end a clause.
        negated: those of `breaks` that end no clause right after a plain negation: not because …
        particles: verbs with a particle from `breaks`, which ends no clause there: go after.
        before_subjects: words that end a clause only before a subject: so they left, not so sure.
        subjects: words that begin a subject.
        opens: words after which those of `opened` end no clause: nobody who …
        joins: `and`, `or`.
        resumes: words before which those of `joins` end a clause.
        finite: verbs that make a passage right after `joins` a clause.
        relatives: words that begin a clause about the word before them.
        says: words that join a quotation to the clause before it.
        after_comma: words before which a comma ends no clause.
    """

    breaks: Words
    negated: Words
    particles: Patterns
    before_subjects: Words
    subjects: Words
    opens: Words
    opened: Words
    joins: Words
    resumes: Words
    finite: Words
    relatives: Words
    says: Words
    after_comma: Words
    adverbs: Words


class Negation(Struct, frozen=True):
    """Words that deny the words after them, or before them."""

    reach: int
    words: Words
    before_small_letters: Words
    denials: Patterns
    undone_by: Words
    harmless: Patterns
    after: Patterns
    after_reach: int
    after_breaks: Words


class Condition(Struct, frozen=True):
    """Words that begin a condition.

    Attributes:
        words: those that may also follow the main clause.
        doubts: those that may not: whether, as if.
    """

    reach: int
    words: Patterns
    doubts: Patterns
    harmless: Patterns
    asks: Words
    inverted: Words
    starts: Words
    skips: Words
    goes_on: Patterns


class Joke(Struct, frozen=True):
    """Words that say that something was not meant."""

    reach: int
    words: Patterns
    after_names: Words
    at_start: Patterns
    after: Words
    pronouns: Words


class Quantity(Struct, frozen=True):
    """Words that belong to a number, before and after it."""

    before: Patterns
    numbers: Words
    articles: Words
    wholes: Words
    units: Patterns


class Silence(Struct, frozen=True):
    """Ways to say that nothing was said."""

    words: Patterns
    unless: Words


class Correction(Struct, frozen=True, dict=True):
    """Beginnings of a newspaper's corrections."""

    starts: Patterns
    labels: Words

    @cached_property
    def initials(self) -> frozenset[str]:
        """The first letters of all beginnings, for a quick look."""
        known = union(self.starts.first, self.labels)
        assert not known.ends, "words of a correction are known by how they begin"
        return frozenset(word[:1] for word in (*known.exact, *known.stems))


class Says(Struct, frozen=True, dict=True):
    """Words for comparing the editor's sentence with a passage.

    Attributes:
        negators: words that negate the next word.
        negative: all words that make a sentence negative in some way.
        lacking: those of `negators` that state an absence: without.
        ifs: words that begin a condition.
        than: words of comparison.
        more_than: phrases such as 'more than', after which a word is surpassed, and so not simply stated.
        expect_no: beginnings of questions that expect the answer no.
        first_person: a regular expression of words, case-sensitive.
        numbers: number words and their values in digits.
    """

    negators: Words
    negative: Words
    lacking: Words
    ifs: Words
    than: Words
    more_than: Patterns
    expect_no: Patterns
    ends: Words
    function_words: Words
    first_person: str
    numbers: Mapping[str, str]

    @cached_property
    def persons(self) -> frozenset[str]:
        """The words of `first_person` without capitals, for a quick look."""
        return frozenset(self.first_person.casefold().replace("\\", " ").split("|"))

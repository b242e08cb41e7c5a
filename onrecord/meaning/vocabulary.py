"""The kinds of words that turn a sentence round, each with what the checks ask of it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from msgspec import Struct

from onrecord.meaning.patterns import Patterns, Words, union


class Clauses(Struct, frozen=True):
    """How far a word reaches: what ends its clause.

    Attributes:
        breaks: words that end a clause.
        negated: those of them that do not right after a plain negation: not because …
        particles: words in which those of `breaks` do not, as part of a verb: go after.
        before_subjects: words that end a clause before a subject alone: so they left, not so sure.
        subjects: words that a subject begins with.
        opens: words after which those of `opened` do not: nobody who …
        joins: `and`, `or`.
        resumes: words before which those end a clause.
        finite: verbs that make a clause of a passage right after those.
        relatives: words that begin a clause about the word before them.
        says: words that let a quotation belong to the clause before it.
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
    """Words that deny what follows, or what they follow."""

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
    """Words that make what follows depend on something.

    Attributes:
        words: those that may follow the main clause, too.
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
    """Words that belong to a number: before it, and after it."""

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
    """How a paper begins a correction of its own."""

    starts: Patterns
    labels: Words

    @cached_property
    def initials(self) -> frozenset[str]:
        """The letters that one begins with, for a quick look."""
        known = union(self.starts.first, self.labels)
        assert not known.ends, "words of a correction are known by how they begin"
        return frozenset(word[:1] for word in (*known.exact, *known.stems))


class Says(Struct, frozen=True, dict=True):
    """What a sentence of the editor is compared by.

    Attributes:
        negators: what turns the word round that follows it.
        negative: all that makes a sentence negative in some way.
        lacking: those of `negators` that say what is not there: without.
        ifs: words that begin a condition.
        than: words that compare.
        more_than: words before what something is said to surpass, and so not only to be.
        expect_no: how a question begins that expects no for an answer.
        first_person: a regular expression of words, capitals as they are.
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

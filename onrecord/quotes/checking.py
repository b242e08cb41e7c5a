"""The quote check of a text: each quotation with its places in the articles on record, or the nearest one."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from msgspec import Struct

from onrecord.checking.examine import Examiner
from onrecord.engine.progress import Progress
from onrecord.layout import Layout
from onrecord.metadata.registers import read_registers
from onrecord.quotes.asked import Asked, quotations_in
from onrecord.quotes.places import Place, Places
from onrecord.quotes.searching import Found, Searcher
from onrecord.quotes.sources import articles_on_record
from onrecord.quotes.texts import Written

# Of the places of a quotation, so many are shown: those that a position cites first.
MAX_SHOWN = 3


class Outcome(StrEnum):
    """What there is of a quotation."""

    WORD_FOR_WORD = "word for word"
    DIFFERS = "differs"
    NOT_ON_RECORD = "not on record"
    SKIPPED = "skipped"  # one or two words that are not on record


class Checked(Struct, frozen=True):
    """A quotation of the text, checked.

    Attributes:
        outcome: what there is of it.
        line, column: its place in the file; None if the file's markup has no such places.
        quotation: its words as written, on one line, without the marks around it.
        places: for `WORD_FOR_WORD` some of its places, for `DIFFERS` the most similar one.
        articles: how many articles have it, word for word; `searching.MAX_FOUND` at most.
        differences: for `DIFFERS`, pairs of words, the quotation's and the article's; one may be empty.
    """

    outcome: Outcome
    line: int | None
    column: int | None
    quotation: str
    places: tuple[Place, ...] = ()
    articles: int = 0
    differences: tuple[tuple[str, str], ...] = ()


class QuoteCheck(Struct, frozen=True):
    """The result.

    Attributes:
        quotations: in the order of the text.
        articles: how many are on record.
        unsound: the paths of briefings with errors, whose positions are unknown; sorted.
    """

    quotations: tuple[Checked, ...]
    articles: int
    unsound: tuple[str, ...]

    def number(self, outcome: Outcome) -> int:
        """How many quotations have an outcome."""
        return sum(one.outcome is outcome for one in self.quotations)


def check_quotations(written: Written, layout: Layout, progress: Progress, jobs: int) -> QuoteCheck:
    """Check the quotations of a text.

    Args:
        written: the text.
        layout: the site; nothing in it may be forbidden to read.
        progress: called with the state of the work.
        jobs: use at most this many processes.

    Raises:
        OSError: a file of the site cannot be read.
    """
    asked = quotations_in(written)
    registers, _, _ = read_registers(layout.briefs)
    examiner = Examiner(layout, registers)
    slugs = articles_on_record(layout, examiner)
    found = Searcher(layout, list(slugs), jobs, progress).search(asked)
    places = Places(layout, examiner, registers, slugs)
    # Article by article, so that each briefing is read once.
    wanted = sorted((article, at) for at, what in enumerate(found) for article in _articles(asked[at], what))
    known: list[list[Place]] = [[] for _ in asked]
    for number, (article, at) in enumerate(wanted):
        progress("looking for positions", number, len(wanted))
        near = found[at].near
        place = places.at(article, near.span) if near else places.of(article, asked[at])
        if place is not None:
            known[at].append(place)
    checked = tuple(
        _checked(written.place(asked[at].start), asked[at], found[at], known[at]) for at in range(len(asked))
    )
    return QuoteCheck(checked, len(slugs), tuple(sorted(places.unsound)))


def _articles(one: Asked, found: Found) -> Sequence[str]:
    """The articles whose places are wanted; of one or two words, which may be anywhere, only some."""
    if found.near:
        return [found.near.article]
    return found.articles[:MAX_SHOWN] if one.is_short else found.articles


def _checked(place: tuple[int, int] | None, one: Asked, found: Found, known: Sequence[Place]) -> Checked:
    """The result for a quotation.

    Args:
        place: in the text's file.
        one: the quotation.
        found: what the search found.
        known: the places that can be shown.
    """
    line, column = place or (None, None)
    together = sorted((it for it in known if not it.lines_apart), key=lambda it: not it.cited_by)
    if together and not found.near:
        shown = tuple(together[:MAX_SHOWN])
        return Checked(Outcome.WORD_FOR_WORD, line, column, one.shown, shown, len(found.articles))
    if known and not one.is_short:
        differences = found.near.differences if found.near else ()
        return Checked(Outcome.DIFFERS, line, column, one.shown, (known[0],), differences=differences)
    outcome = Outcome.SKIPPED if one.is_short else Outcome.NOT_ON_RECORD
    return Checked(outcome, line, column, one.shown)

"""The outline of a briefing: what the checks across all briefings need, with places for problems.

An outline is small and has no syntax tree, so ten thousand of them fit in memory.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from onrecord.addresses import position_id, question_id
from onrecord.metadata.accepting import Acceptances, acceptances_of
from onrecord.metadata.briefs import BriefFile
from onrecord.metadata.references import names_in
from onrecord.metadata.tree import Document, Path
from onrecord.rules.problems import Location
from onrecord.text.dates import When
from onrecord.text.inline import links


class Mention(Struct, frozen=True, array_like=True):
    """A name in a file, as written, with its place."""

    name: str
    place: Location


class Outline(Struct, frozen=True, array_like=True):
    """The outline of a briefing's file.

    Attributes:
        slug: the name of its file, without `.yml`.
        source: its article, as a path in `seeds/` with links resolved; None if there is none.
        date: its date; None if that is wrong.
        positions: the ids of its positions; None if errors make them unknown.
        questions: the ids of its questions, likewise.
        answers: the valid values of `answered_by` in its questions.
        actors: the ids of actors that the file refers to, errors or not.
        issues: the ids of issues, likewise.
        links: the targets of links in its inline Markdown.
        accepts: its accepted warnings; None if there are none.
        formerly: its earlier slugs.
        text: a digest of its article's words; empty if the article could not be read.
    """

    slug: str
    source: Mention | None
    date: When | None
    positions: frozenset[str] | None
    questions: frozenset[str] | None
    answers: tuple[Mention, ...]
    actors: frozenset[str]
    issues: frozenset[str]
    links: tuple[Mention, ...]
    accepts: Acceptances | None
    formerly: tuple[Mention, ...] = ()
    text: bytes = b""


def outline_of(file: BriefFile, source: Mention | None) -> Outline:
    """The outline of a briefing's file, with its article."""
    actors, issues = names_in(file.document)
    return Outline(
        slug=file.slug,
        source=source,
        date=None if "date" in file.wrong else file.brief.date,
        positions=None if "positions" in file.wrong else frozenset(map(position_id, file.brief.positions)),
        questions=None
        if "open_questions" in file.wrong
        else frozenset(map(question_id, file.brief.open_questions)),
        answers=tuple(_answers(file)),
        actors=actors,
        issues=issues,
        links=tuple(_links(file)),
        accepts=acceptances_of(file),
        formerly=tuple(_formerly(file)),
    )


def _formerly(file: BriefFile) -> Iterator[Mention]:
    for number, slug in enumerate(file.brief.formerly):
        yield Mention(slug, file.document.value(("formerly", number)))


def _answers(file: BriefFile) -> Iterator[Mention]:
    for number, question in enumerate(file.brief.open_questions):
        if question.answered_by is not None:
            path = (*file.item("open_questions", number), "answered_by")
            yield Mention(question.answered_by, file.document.value(path))


def _links(file: BriefFile) -> Iterator[Mention]:
    yield from mentions_in(file.document, ("summary",), file.brief.summary)
    for number, correction in enumerate(file.brief.corrections):
        yield from mentions_in(file.document, (*file.item("corrections", number), "note"), correction.note)


def mentions_in(document: Document, path: Path, text: str) -> Iterator[Mention]:
    """The links in a text with inline Markdown, each at its place in the YAML."""
    if "](" in text or "<" in text:
        for target in links(text):
            yield Mention(target, document.find(target, document.node(path)))

"""What of a briefing the checks across all briefings need: names, and the places that problems would name.

An outline is small and holds no tree, so ten thousand of them can be kept while files come and go.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from onrecord.addresses import position_id
from onrecord.metadata.accepting import Acceptances, acceptances_of
from onrecord.metadata.briefs import BriefFile
from onrecord.metadata.references import names_in
from onrecord.metadata.tree import Document, Path
from onrecord.problems import Location
from onrecord.text.dates import When
from onrecord.text.inline import links


class Mention(Struct, frozen=True, array_like=True):
    """Something that a file names: its name as it is written, and where."""

    name: str
    place: Location


class Outline(Struct, frozen=True, array_like=True):
    """A briefing's file as others see it.

    Attributes:
        slug: its file's name, without the suffix.
        source: its article, as a path in the folder of articles without links; None where there is none.
        date: None where it is wrong.
        positions: ids of its positions; None where what is wrong leaves that open.
        answers: what its questions name as `answered_by`, as it is after the check of its form.
        actors: ids of the actors that the file refers to, in whatever state it is.
        issues: ids of the issues, likewise.
        links: targets of the links in its inline Markdown.
        accepts: the warnings that were looked at and found right; None where there are none.
        text: a digest of its article's words; empty where the article could not be read.
    """

    slug: str
    source: Mention | None
    date: When | None
    positions: frozenset[str] | None
    answers: tuple[Mention, ...]
    actors: frozenset[str]
    issues: frozenset[str]
    links: tuple[Mention, ...]
    accepts: Acceptances | None
    text: bytes = b""


def outline_of(file: BriefFile, source: Mention | None) -> Outline:
    """The outline of a briefing's file, and of the article that was found for it."""
    actors, issues = names_in(file.document)
    return Outline(
        slug=file.slug,
        source=source,
        date=None if "date" in file.wrong else file.brief.date,
        positions=None if "positions" in file.wrong else frozenset(map(position_id, file.brief.positions)),
        answers=tuple(_answers(file)),
        actors=actors,
        issues=issues,
        links=tuple(_links(file)),
        accepts=acceptances_of(file),
    )


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

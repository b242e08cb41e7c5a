"""Stages 1 to 3 for one briefing: read its file and its article, find its passages, and check them.

The result does not depend on other briefings, so briefings can be examined in any order and in parallel.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path, PurePosixPath

from msgspec import Struct
from msgspec.structs import replace

from onrecord.anchoring.anchor import Anchoring, anchor_brief
from onrecord.anchoring.calling import check_called, names_here
from onrecord.anchoring.names import NameIndex
from onrecord.anchoring.translating import check_languages
from onrecord.articles.reading import read_article
from onrecord.layout import Layout
from onrecord.meaning.checks import check_meaning
from onrecord.metadata.briefs import read_brief
from onrecord.metadata.chronology import check_dates
from onrecord.metadata.drafts import Gap, gaps_of, is_marked_as_draft
from onrecord.metadata.naming import check_letters
from onrecord.metadata.outlines import Outline, outline_of
from onrecord.metadata.references import check_references
from onrecord.metadata.registers import Registers
from onrecord.metadata.sources import find_source
from onrecord.record import AnchoredBrief
from onrecord.rules.problems import Problem
from onrecord.speakers.checks import check_speakers
from onrecord.speakers.identity import Register
from onrecord.text.file_names import as_on_disk


class Examined(Struct, frozen=True):
    """The result of examining a briefing.

    Attributes:
        source: the path of its article, relative to the root, as the briefing names it; empty if unknown.
        outline: what checks across briefings need of it; None if its file cannot be read.
        anchored: the briefing with its passages found; None if there is an error, or it was not wanted.
        named: the ids of the actors that its article names.
        anchoring: its passages, as far as they were found; None if its file or its article cannot be read.
        problems: in no order.
        gaps: for a draft, what it does not say yet; None if it is not a draft, or is to be shown like other
            briefings, as one without errors is in a preview.
    """

    source: str
    outline: Outline | None
    anchored: AnchoredBrief | None
    named: frozenset[str]
    problems: tuple[Problem, ...]
    gaps: tuple[Gap, ...] | None = None
    anchoring: Anchoring | None = None


class Examiner:
    """Examines the briefings of one site.

    Args:
        layout: the site.
        registers: the site's registers.
        whole: whether to return the anchored briefings, and not only the problems.
    """

    def __init__(self, layout: Layout, registers: Registers, *, whole: bool = True) -> None:
        self._layout = layout
        self._seeds = layout.seeds
        self._whole = whole
        self._shows_drafts = layout.is_preview
        self._registers = registers

    @cached_property
    def _inside(self) -> Path:
        return self._seeds.resolve()

    @cached_property
    def _names(self) -> NameIndex:
        return NameIndex(self._registers.actors)

    @cached_property
    def _register(self) -> Register:
        return Register(self._registers.actors)

    def examine(self, path: Path, text: str | None = None) -> Examined:
        """Read, anchor and check the briefing in a file.

        Args:
            path: the file.
            text: what it is to be read as, whatever is in it; None for what is in it.

        Raises:
            OSError: a file cannot be read.
        """
        file, problems = read_brief(path, text)
        if file is None:
            unknown = () if is_marked_as_draft(path) else None
            return Examined("", None, None, frozenset(), tuple(problems), unknown)
        gaps = gaps_of(file) if file.brief.is_draft else None
        problems += check_references(file, self._registers)
        problems += check_letters(file.document)
        problems += check_dates(file)
        names = names_here(file, self._names)
        problems += check_called(file, self._names, names)
        source, found = find_source(self._layout, self._inside, file)
        problems += found
        outline = outline_of(file, source)
        article, name = None, ""
        if source is not None:
            written = file.brief.source
            # Without `./`, so that each has one name.
            path_there = PurePosixPath(as_on_disk(self._seeds, written.file)).as_posix()
            name = f"{self._seeds.name}/{path_there}"
            article, found = read_article(self._seeds, path_there, written.kind, written.headline)
            problems += found
        if article is None:
            return Examined(name, outline, None, frozenset(), tuple(problems), gaps)
        anchoring = anchor_brief(file, article, self._registers.actors, names)
        problems += anchoring.problems
        outline = replace(outline, text=anchoring.text)
        problems += check_speakers(file.brief, article, self._register, anchoring.cited)
        problems += check_meaning(file, article, anchoring.cited)
        problems += check_languages(file, article)
        sound = not any(problem.is_error for problem in problems)
        if sound and self._shows_drafts:
            gaps = None
        brief = anchoring.brief if self._whole and sound and gaps is None else None
        named = frozenset(anchoring.named)
        return Examined(name, outline, brief, named, tuple(problems), gaps, anchoring)

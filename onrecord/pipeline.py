"""The build, all stages on one screen.

`check` gathers everything and writes nothing; `build` writes only after all of it went well.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from onrecord.anchoring.anchor import anchor_brief
from onrecord.anchoring.names import NameIndex
from onrecord.articles.reading import read_article
from onrecord.exports.collection import exports_of
from onrecord.layout import Layout
from onrecord.metadata.briefs import BriefFile, brief_paths, read_brief
from onrecord.metadata.crosslinks import check_links
from onrecord.metadata.references import check_references
from onrecord.metadata.registers import read_registers
from onrecord.metadata.sources import Sources
from onrecord.model import AnchoredBrief, Record
from onrecord.pages.lists import TEMPLATES, pages_of
from onrecord.problems import Problem, in_order
from onrecord.record import build_record, check_answers, check_unused, newest_date
from onrecord.rendering import Renderer, TemplateError
from onrecord.settings import read_settings
from onrecord.writing import (
    MARK,
    generated_files,
    in_the_way,
    is_marked,
    lent_pages,
    replace_site,
    staged_site,
    write_pages,
)

# Called with what is being done, how much of it is done, and how much there is.
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found.

    Attributes:
        problems: by file and line.
        record: None where there is an error.
        sources: for each briefing, by slug, its article as a path from the root; empty where it
            could not be told.
    """

    problems: list[Problem]
    record: Record | None
    sources: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did.

    Attributes:
        problems: of the check and of the publisher; with an error nothing was written.
        record: None where the check found an error.
        pages: how many pages were generated.
    """

    problems: list[Problem]
    record: Record | None
    pages: int


def build(layout: Layout, progress: Progress, *, strict: bool = False) -> Built:
    """All stages: check, make the pages, publish them, and only then write and exchange.

    Args:
        layout: the site.
        progress: told how far the work is.
        strict: whether warnings stop the build too.

    Raises:
        OSError: the machine failed; what stood before stands.
        TemplateError: a template cannot be used.
    """
    from onrecord.publish import publish  # MkDocs is slow to import, and a check needs none of it

    checked = check(layout, progress)
    record, problems = checked.record, checked.problems
    if record is None or (strict and problems):
        return Built(problems, record, 0)
    settings, found = read_settings(layout)
    if found:
        return Built(in_order([*problems, *found]), record, 0)
    pages = dict(render_pages(layout, record, progress))
    generated = generated_files(layout)
    pages |= lent_pages(layout, generated)
    number = len(pages)
    pages |= {export.path: export.text for export in exports_of(record, settings)}
    found = in_the_way(layout, pages, generated)
    if not found:
        progress("publishing", len(pages), len(pages))
        with staged_site(layout) as staged:
            found = publish(layout, pages, generated - pages.keys(), staged, newest_date(record))
            if not found:
                write_pages(layout, pages, generated)
                replace_site(layout, staged)
    return Built(in_order([*problems, *found]), record, number)


def render_pages(layout: Layout, record: Record, progress: Progress) -> Iterator[tuple[str, str]]:
    """Stages 5 and 6: the path in site_src and the Markdown of each page."""
    layout.compiled.mkdir(exist_ok=True)
    renderer = Renderer(layout.templates, layout.compiled)
    for number, page in enumerate(pages_of(record)):
        progress("writing", number, 0)
        text = renderer.render(page)
        if not is_marked(text):  # It could never be told from a page that a person wrote.
            raise TemplateError(f"{TEMPLATES[type(page)]}: its front matter has no line `{MARK} …`")
        yield page.path, text


def check(layout: Layout, progress: Progress) -> Checked:
    """Stages 1 to 4: read everything, anchor every passage, and put the record together."""
    registers, problems = read_registers(layout.briefs)
    names = NameIndex(registers.actors)
    sources = Sources(layout.seeds)
    paths, stray = brief_paths(layout.briefs)
    problems += stray
    article_of: dict[str, str] = {}
    named: set[str] = set()
    files: list[BriefFile] = []
    anchored: list[AnchoredBrief] = []
    for number, path in enumerate(paths):
        progress("checking", number, len(paths))
        article_of[path.stem] = ""
        file, found = read_brief(path)
        problems += found
        if file is None:
            continue
        files.append(file)
        problems += check_references(file, registers)
        source, found = sources.claim(file)
        problems += found
        if source is None:
            continue
        article_of[file.slug] = f"{layout.seeds.name}/{source}"
        article, found = read_article(layout.seeds, source)
        problems += found
        if article is None:
            continue
        anchoring = anchor_brief(file, article, registers.actors, names)
        problems += anchoring.problems
        named |= anchoring.named
        if anchoring.brief is not None:
            anchored.append(anchoring.brief)
    problems += check_answers(files, article_of)
    if len(files) == len(paths):  # What an unreadable file uses cannot be known.
        problems += check_unused(files, registers, named)
    problems += check_links(layout, files, registers)
    record = None
    if not any(problem.is_error for problem in problems):
        record = build_record(anchored, registers)
    return Checked(in_order(problems), record, article_of)

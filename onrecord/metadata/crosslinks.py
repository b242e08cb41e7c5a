"""Links that editors write in inline Markdown: whether the page that each leads to is there."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import unquote

from onrecord.addresses import (
    ACTORS,
    BRIEFINGS,
    HOME,
    ISSUES,
    QUESTIONS,
    actor_path,
    briefing_path,
    issue_path,
)
from onrecord.fields import fault_of_address
from onrecord.layout import Layout
from onrecord.metadata.briefs import BriefFile
from onrecord.metadata.registers import Register, Registers
from onrecord.metadata.schema_errors import suggest
from onrecord.metadata.tree import Document, Path
from onrecord.problems import Problem
from onrecord.rules import references as rules
from onrecord.text.escaping import links

_SCHEME = re.compile(r"(?P<scheme>[a-z][a-z0-9+.-]*):", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Text:
    """A text with inline Markdown: the page that shows it, its place in the YAML, and itself."""

    page: str
    document: Document
    path: Path
    text: str


def check_links(layout: Layout, files: Sequence[BriefFile], registers: Registers) -> Iterator[Problem]:
    """Check the links of all summaries, notes and descriptions.

    Fragments are left to the publisher, which knows the ids of every page.
    """
    pages = _pages(layout, registers)
    for text in _inline_texts(files, registers):
        if "](" not in text.text and "<" not in text.text:
            continue
        for target in links(text.text):
            message, help_text = _fault(layout, pages, text.page, target)
            if message:
                place = text.document.find(target, text.document.node(text.path))
                yield Problem(rules.BROKEN_LINK, place, message, help_text)


def _pages(layout: Layout, registers: Registers) -> set[str]:
    """All pages, also those of files with problems of their own: a link to one of them is right."""
    pages = {HOME, BRIEFINGS, ACTORS, ISSUES, QUESTIONS, *layout.lent_pages}
    pages.update(briefing_path(path.stem) for path in layout.briefs.glob("*.yml"))
    for register, page in ((registers.actors_file, actor_path), (registers.issues_file, issue_path)):
        if register.document is not None:
            pages.update(map(page, register.document.root.keys))
    return pages


def _fault(layout: Layout, pages: Collection[str], page: str, target: str) -> tuple[str, str]:
    """What is wrong with a link and what to do; two empty texts where all is well."""
    scheme = _SCHEME.match(target)
    if scheme and scheme["scheme"].lower() in ("http", "https"):
        fault = fault_of_address(target)
        return (f"of this link: {fault}", "write the whole address") if fault else ("", "")
    # Other schemes are text: escaping publishes the words, and the link with mailto: alone.
    path = unquote(target).partition("#")[0]
    if not path or scheme:
        return "", ""
    folder = posixpath.dirname(page)
    found = posixpath.normpath(posixpath.join(folder, path))
    outside = path.startswith(("/", "\\")) or found.startswith("..")
    if found in pages or (not outside and (layout.site_src / found).is_file()):
        return "", ""
    known = [posixpath.relpath(f"/{name}", f"/{folder}") for name in pages]
    help_text = (
        suggest(path, known)
        or f"name the page's Markdown file, seen from {folder or 'site_src'}/; another website with https://"
    )
    return f"the link to {target} leads to no page", help_text


def _inline_texts(files: Sequence[BriefFile], registers: Registers) -> Iterator[_Text]:
    for file in files:
        page = briefing_path(file.slug)
        yield _Text(page, file.document, ("summary",), file.brief.summary)
        for number, correction in enumerate(file.brief.corrections):
            yield _Text(page, file.document, (*file.item("corrections", number), "note"), correction.note)
    for actor_id, actor in registers.actors.items():
        yield from _register_text(registers.actors_file, actor_path(actor_id), (actor_id, "note"), actor.note)
    for issue_id, issue in registers.issues.items():
        path = issue_id, "about"
        yield from _register_text(registers.issues_file, issue_path(issue_id), path, issue.about)


def _register_text(register: Register, page: str, path: Path, text: str | None) -> Iterator[_Text]:
    if text and register.document is not None:
        yield _Text(page, register.document, path, text)

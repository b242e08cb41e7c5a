"""Links that editors write in inline Markdown: whether the page that each leads to is there."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence
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
from onrecord.layout import Layout
from onrecord.metadata.briefs import BriefFile
from onrecord.metadata.registers import Registers
from onrecord.problems import Location, Problem
from onrecord.rules import references as rules
from onrecord.text.escaping import links

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


def check_links(layout: Layout, files: Sequence[BriefFile], registers: Registers) -> Iterator[Problem]:
    """Check the relative links of all summaries, notes and descriptions.

    Fragments are left to the publisher, which knows the ids of every page.
    """
    pages = {HOME, BRIEFINGS, ACTORS, ISSUES, QUESTIONS, *layout.lent_pages}
    pages.update(briefing_path(file.slug) for file in files)
    pages.update(map(actor_path, registers.actors))
    pages.update(map(issue_path, registers.issues))
    for page, place, text in _inline_texts(files, registers):
        if "](" not in text and "<" not in text:
            continue
        for target in links(text):
            path, _, _ = unquote(target).partition("#")
            if not path or _SCHEME.match(path):
                continue
            found = posixpath.normpath(posixpath.join(posixpath.dirname(page), path))
            if found in pages or (
                not path.startswith(("/", "\\"))
                and not found.startswith("..")
                and (layout.site_src / found).is_file()
            ):
                continue
            message = f"the link to {target} leads to no page"
            help_text = "link to another page by its Markdown file, such as other-briefing.md"
            yield Problem(rules.BROKEN_LINK, place, message, help_text)


def _inline_texts(files: Sequence[BriefFile], registers: Registers) -> Iterator[tuple[str, Location, str]]:
    """Each text with inline Markdown: the page that shows it, its place in the YAML, and itself."""
    for file in files:
        page = briefing_path(file.slug)
        yield page, file.document.value(("summary",)), file.brief.summary
        for number, correction in enumerate(file.brief.corrections):
            place = file.document.value((*file.item("corrections", number), "note"))
            yield page, place, correction.note
    for actor_id, actor in registers.actors.items():
        if actor.note:
            yield actor_path(actor_id), registers.actors_file.place(actor_id, "note"), actor.note
    for issue_id, issue in registers.issues.items():
        if issue.about:
            yield issue_path(issue_id), registers.issues_file.place(issue_id, "about"), issue.about

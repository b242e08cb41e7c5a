"""Check that the links in editors' inline Markdown lead to pages that exist."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property
from urllib.parse import unquote

from onrecord.addresses import (
    ACTORS,
    BRIEFINGS,
    CHANGES,
    EXPORT_PATHS,
    HOME,
    ISSUES,
    NAMED_PAGE,
    OUTLETS,
    QUESTIONS,
    TAGS,
    UNNAMED,
    actor_path,
    briefing_path,
    issue_path,
    relative,
)
from onrecord.layout import Layout
from onrecord.metadata.outlines import Mention, Outline, mentions_in
from onrecord.metadata.registers import Register, Registers
from onrecord.metadata.tree import Path
from onrecord.rules import references as rules
from onrecord.rules.problems import Problem
from onrecord.schema.fields import fault_of_address
from onrecord.text.generated_mark import has_mark
from onrecord.text.suggestions import KnownNames, did_you_mean, suggest

_SCHEME = re.compile(r"(?P<scheme>[a-z][a-z0-9+.-]*):", re.IGNORECASE)
# How editors often write links to pages: from the site's root, with the published suffix or none.
_ABOVE = re.compile(r"^(?:\.{0,2}/)+")
_BRIEFS = f"{posixpath.dirname(BRIEFINGS)}/"
_SUFFIX = re.compile(r"\.(?:md|html?)$", re.IGNORECASE)


def check_links(
    layout: Layout,
    pages: Collection[str],
    outlines: Sequence[Outline],
    registers: Registers,
    others: Sequence[Outline] = (),
) -> Iterator[Problem]:
    """Check the links of all summaries, notes and descriptions.

    Of the places on pages, positions and questions are checked. The publisher checks the others: it knows the
    ids of hand-written pages, and those that pages use themselves, which have an underscore.

    Args:
        layout: the site.
        pages: all pages (`all_pages`).
        outlines: of the briefings that could be read.
        registers: the registers.
        others: outlines of briefings whose links are not checked, but are led to.
    """
    known = _KnownPages(pages)
    places = _Places(layout, [*outlines, *others])
    for page, link in _links(outlines, registers):
        message, help_text = _fault(layout, known, page, link.name)
        if not message:
            message, help_text = places.fault(known, page, link.name)
        if message:
            yield Problem(rules.BROKEN_LINK, link.place, message, help_text)


def _links(outlines: Sequence[Outline], registers: Registers) -> Iterator[tuple[str, Mention]]:
    """All links, each with the page that shows it."""
    for outline in outlines:
        for link in outline.links:
            yield briefing_path(outline.slug), link
    for actor_id, actor in registers.actors.items():
        yield from _in_register(registers.actors_file, actor_path(actor_id), (actor_id, "note"), actor.note)
    for issue_id, issue in registers.issues.items():
        yield from _in_register(registers.issues_file, issue_path(issue_id), (issue_id, "about"), issue.about)


def _in_register(
    register: Register, page: str, path: Path, text: str | None
) -> Iterator[tuple[str, Mention]]:
    if text and register.document is not None:
        for link in mentions_in(register.document, path, text):
            yield page, link


def all_pages(layout: Layout, slugs: Iterable[str], registers: Registers) -> set[str]:
    """All pages, also those of files with problems of their own: a link to one of them is right."""
    pages = {HOME, BRIEFINGS, ACTORS, ISSUES, CHANGES, QUESTIONS, UNNAMED, OUTLETS, TAGS}
    pages.update(layout.default_pages())
    pages.update(map(briefing_path, slugs))
    for register, page in ((registers.actors_file, actor_path), (registers.issues_file, issue_path)):
        if register.document is not None:
            pages.update(map(page, register.names))
    return pages


class _KnownPages:
    """All pages by folder, so that a suggested page is of the same kind as the written one.

    Args:
        pages: their paths in site_src.
    """

    def __init__(self, pages: Collection[str]) -> None:
        self._pages = pages

    def __contains__(self, path: str) -> bool:
        return path in self._pages

    @cached_property
    def _names(self) -> dict[str, KnownNames]:
        """The names of the pages in each folder, without their suffix."""
        names: dict[str, list[str]] = {}
        for page in self._pages:
            folder, name = posixpath.split(page)
            names.setdefault(folder, []).append(name.removesuffix(".md"))
        return {folder: KnownNames(of) for folder, of in names.items()}

    @cached_property
    def _folders(self) -> KnownNames:
        return KnownNames(self._names)

    def nearest(self, path: str) -> str:
        """The page that was probably meant; empty if no name is similar.

        Args:
            path: a path in site_src without a page.
        """
        folder, name = posixpath.split(_SUFFIX.sub("", _ABOVE.sub("", path)))
        folder = folder if folder in self._names else self._folders.nearest(folder)
        for meant in (name, self._names[folder].nearest(name) if folder in self._names else ""):
            page = posixpath.join(folder, f"{meant}.md")
            if page in self._pages:
                return page
        return ""


class _Places:
    """The positions and questions that links can lead to, on the pages of their briefings.

    Args:
        layout: the site.
        outlines: of all briefings that could be read.
    """

    def __init__(self, layout: Layout, outlines: Sequence[Outline]) -> None:
        self._by_hand = frozenset(layout.default_pages())
        self._outlines = {briefing_path(outline.slug): outline for outline in outlines}

    def fault(self, pages: _KnownPages, page: str, target: str) -> tuple[str, str]:
        """What is wrong with the place that a link names on a page, and what to do; empty if nothing is."""
        path, _, place = unquote(target).partition("#")
        if not place or "_" in place or _SCHEME.match(target):
            return "", ""
        found = _led_to(page, path)
        outline = self._outlines.get(found)
        if outline is None:
            # A briefing without an outline has problems of its own.
            is_unknown = found not in pages or found in self._by_hand or found.startswith(_BRIEFS)
            message = f"broken link: the page {path or posixpath.basename(page)} has no place {place}"
            help_text = f"leave #{place} out; positions and questions are on the pages of briefings"
            return ("", "") if is_unknown else (message, help_text)
        ids = (outline.positions or frozenset()) | (outline.questions or frozenset())
        if place in ids or outline.positions is None or outline.questions is None:
            return "", ""
        message = f"broken link: {outline.slug} has no position or question {place}"
        help_text = f"copy it from the permalink of a position or a question, or leave #{place} out"
        return message, suggest(place, ids) or help_text


def _led_to(page: str, path: str) -> str:
    """The path in site_src that a link on a page leads to; the page itself for none."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) if path else page


def _fault(layout: Layout, known: _KnownPages, page: str, target: str) -> tuple[str, str]:
    """What is wrong with a link, and what to do; two empty texts if nothing is wrong."""
    scheme = _SCHEME.match(target)
    if scheme and scheme["scheme"].lower() in ("http", "https"):
        fault = fault_of_address(target)
        return (f"of this link: {fault}", "write the whole address") if fault else ("", "")
    # Links with other schemes are published as text only, except mailto:.
    path = unquote(target).partition("#")[0]
    if not path or scheme:
        return "", ""
    folder, found = posixpath.dirname(page), _led_to(page, path)
    outside = path.startswith(("/", "\\")) or found.startswith("..")
    if found in known or (not outside and _may_be_there(layout, found)):
        return "", ""
    near = known.nearest(found)
    help_text = (
        f"write the path of the page's Markdown file, seen from {folder or 'site_src'}/; "
        "begin links to other websites with https://"
    )
    if near:
        help_text = did_you_mean(relative(near, page), path)
    return f"broken link: there is no page {target}", help_text


def _may_be_there(layout: Layout, path: str) -> bool:
    """Whether a link may lead to a file in `site_src`, other than a page that an earlier build left.

    Only the publisher knows the files beside the pages.
    """
    places = (place for kind, place in EXPORT_PATHS.items() if kind != "redirect")
    if NAMED_PAGE.fullmatch(path) or any(place.fullmatch(path) for place in places):
        return True
    file = layout.site_src / path
    if not file.is_file():
        return False
    with file.open("rb") as lines:
        return not path.endswith(".md") or not has_mark(lines)

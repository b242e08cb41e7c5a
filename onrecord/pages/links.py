"""Links from one page to another.

Links are written from page to page (`../actors/x.md`), so that they work in the Markdown on a
code host, and, as MkDocs turns them into `.html`, below any path and from disk.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass

from onrecord.addresses import actor_path, briefing_path, issue_path
from onrecord.model import Record


@dataclass(frozen=True, slots=True)
class Link:
    """A link: its text, and its address as seen from the page that it is on."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class Linker:
    """Makes links from one page.

    Attributes:
        path: the page's own path in site_src.
    """

    record: Record
    path: str

    def page(self, path: str, text: str, fragment: str = "") -> Link:
        """A link to a page by its path in site_src; to a place on this page where it is this one."""
        anchor = f"#{fragment}" if fragment else ""
        if path == self.path and anchor:
            return Link(text, anchor)
        # From a root, so that the folder that the program runs in has no say.
        return Link(text, posixpath.relpath(f"/{path}", posixpath.dirname(f"/{self.path}")) + anchor)

    def briefing(self, slug: str, fragment: str = "", text: str = "") -> Link:
        """A link to a briefing or a place on its page; its text is the title unless given."""
        return self.page(briefing_path(slug), text or self.record.briefs[slug].title, fragment)

    def actor(self, actor_id: str) -> Link:
        """A link to an actor, named."""
        return self.page(actor_path(actor_id), self.record.actors[actor_id].name)

    def issue(self, issue_id: str) -> Link:
        """A link to an issue, by its title."""
        return self.page(issue_path(issue_id), self.record.issues[issue_id].title)

    def answer(self, answered_by: str | None) -> Link | None:
        """A link to the position that a question's `answered_by` names."""
        if answered_by is None:
            return None
        slug, _, fragment = answered_by.partition("#")
        return self.briefing(slug, fragment)

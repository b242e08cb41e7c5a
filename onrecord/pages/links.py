"""Links from one page to another.

Links are relative paths of Markdown files (`../actors/x.md`), so that they work on a code host. MkDocs turns
them into `.html`, which works below any path and from disk.
"""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from onrecord.addresses import actor_path, briefing_path, issue_path, outlet_path, relative, tag_path
from onrecord.record import Record
from onrecord.text.phrases import Words


class Link(Struct, frozen=True):
    """A link: its text, and its address relative to its page.

    Attributes:
        text: an editor's, or a text of the site.
        language: the text's BCP 47 tag, if it is an article's headline; else empty.
    """

    text: Words
    href: str
    language: str = ""


class Linker(Struct, frozen=True):
    """Makes links from one page.

    Attributes:
        path: the page's own path in site_src.
    """

    record: Record
    path: str

    def page(self, path: str, text: Words, fragment: str = "") -> Link:
        """A link to a page by its path in site_src; within this page, only the fragment."""
        anchor = f"#{fragment}" if fragment else ""
        if path == self.path and anchor:
            return Link(text, anchor)
        return Link(text, relative(path, self.path) + anchor)

    def briefing(self, slug: str, fragment: str = "", text: Words = "") -> Link:
        """A link to a briefing or a place on its page; default text: its title."""
        if text:
            return self.page(briefing_path(slug), text, fragment)
        anchored = self.record.briefs[slug]
        link = self.page(briefing_path(slug), anchored.title, fragment)
        return link if anchored.brief.title else replace(link, language=anchored.brief.source.language)

    def actor(self, actor_id: str) -> Link:
        """A link to an actor, named."""
        return self.page(actor_path(actor_id), self.record.actors[actor_id].name)

    def issue(self, issue_id: str) -> Link:
        """A link to an issue, by its title."""
        return self.page(issue_path(issue_id), self.record.issues[issue_id].title)

    def outlet(self, publisher: str) -> Link:
        """A link to a publisher, by its name."""
        return self.page(outlet_path(self.record.outlet_ids[publisher]), publisher)

    def tag(self, tag: str) -> Link:
        """A link to a tag."""
        return self.page(tag_path(self.record.tag_ids[tag]), tag)

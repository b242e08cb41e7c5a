"""What a feed says of a briefing, a position or a question.

All dates are the briefings' own.  An entry counts as updated when its briefing was: on the day of
its last update or correction.  Its content is HTML made here, in which every text is escaped.
"""

from __future__ import annotations

from datetime import date
from html import escape as _attribute

from msgspec import Struct

from onrecord.addresses import actor_path, briefing_path, issue_path
from onrecord.exports.addresses import Addresses
from onrecord.exports.identifiers import entry_urn
from onrecord.exports.passages import as_text, pieces_of
from onrecord.model import Anchor, AnchoredBrief, Record, Reference
from onrecord.text.inline import plain
from onrecord.text.scripts import direction


class Entry(Struct, frozen=True):
    """An entry of a feed.

    Attributes:
        urn: its name, which never changes.
        html: its content.
        tags: what it is filed under, as people read it.
    """

    urn: str
    url: str
    title: str
    html: str
    published: date
    updated: date
    tags: tuple[str, ...]


class Entries(Struct, frozen=True):
    """Makes the entries of one feed."""

    record: Record
    addresses: Addresses

    def briefing(self, reference: Reference) -> Entry:
        """A briefing: its summary, its source, its corrections."""
        brief = self.record.briefs[reference.slug]
        content = [f"<p>{_text(plain(brief.brief.summary))}</p>"]
        number = len(brief.positions)
        positions = f"{number} stated position{'' if number == 1 else 's'}"
        content.append(f"<p>{positions}, from an article of {_text(brief.brief.source.publisher)}.</p>")
        for correction in brief.brief.corrections:
            day, note = correction.date.isoformat(), _text(plain(correction.note))
            content.append(f"<p><strong>Correction of {day}:</strong> {note}</p>")
        return self._entry(brief, "", brief.title, content, brief.brief.tags)

    def position(self, reference: Reference) -> Entry:
        """A position: the editor's sentence, the words that show it, and where it is from."""
        brief = self.record.briefs[reference.slug]
        position = brief.position(reference.id)
        stated = position.stated
        actor, issue = self.record.actors[stated.actor], self.record.issues[stated.issue]
        content = [f"<p>{_text(stated.says)}</p>", _quoted(brief, position.anchors)]
        if stated.translation:
            content.append(f"<p>Translation: {_text(stated.translation)}</p>")
        said = [
            self._link(actor_path(stated.actor), actor.name),
            "a source that the article does not name" if actor.kind == "unnamed" else "",
            position.basis.value,
            f"stance: {stated.stance}" if stated.stance else "",
            f"said on {stated.date.isoformat()}" if stated.date else "",
            _text(stated.setting or ""),
            f"relayed by {self._name(stated.relayed_by)}" if stated.relayed_by else "",
        ]
        content.append(f"<p>{'; '.join(part for part in said if part)}.</p>")
        about = f"On {self._link(issue_path(stated.issue), issue.title)}"
        from_ = self._link(briefing_path(reference.slug), brief.title)
        publisher = _text(brief.brief.source.publisher)
        content.append(f"<p>{about}; from {from_} (article of {publisher}).</p>")
        title = f"{actor.name}: {stated.says}"
        return self._entry(brief, reference.id, title, content, (actor.name, issue.title))

    def question(self, reference: Reference) -> Entry:
        """A question: what raises it, whether it is open, what would answer it or did."""
        brief = self.record.briefs[reference.slug]
        question = brief.question(reference.id)
        asked = question.asked
        content = [_quoted(brief, question.anchors)] if question.anchors else []
        content.append(f"<p>Status: {asked.status}.</p>")
        if asked.answer:
            content.append(f"<p>Answer: {_text(asked.answer)}</p>")
        if asked.answered_by:
            slug, _, fragment = asked.answered_by.partition("#")
            link = self._link(briefing_path(slug), self.record.briefs[slug].title, fragment)
            content.append(f"<p>Answered by a position in {link}.</p>")
        if asked.watch:
            content.append(f"<p>What would answer it: {_text(asked.watch)}</p>")
        content.append(f"<p>Raised by {self._link(briefing_path(reference.slug), brief.title)}.</p>")
        tags = (self.record.issues[asked.issue].title,) if asked.issue else ()
        return self._entry(brief, reference.id, asked.ask, content, tags)

    def _entry(
        self, brief: AnchoredBrief, id_: str, title: str, content: list[str], tags: tuple[str, ...]
    ) -> Entry:
        written = brief.brief
        days = written.date, written.updated, *(correction.date for correction in written.corrections)
        return Entry(
            urn=entry_urn(brief.slug, id_),
            url=self.addresses.of(briefing_path(brief.slug), id_),
            title=title,
            html="\n".join(content),
            published=written.date,
            updated=max(day for day in days if day),
            tags=tags,
        )

    def _name(self, actor_id: str) -> str:
        return _text(self.record.actors[actor_id].name)

    def _link(self, path: str, text: str, fragment: str = "") -> str:
        return f'<a href="{_attribute(self.addresses.of(path, fragment))}">{_text(text)}</a>'


def _text(words: str) -> str:
    """Text between tags, where quotation marks are harmless and easier to read as they are."""
    return _attribute(words, quote=False)


def _quoted(brief: AnchoredBrief, anchors: tuple[Anchor, ...]) -> str:
    language = brief.brief.source.language
    passages = [_text(as_text(passage)) for passage in pieces_of(brief.article, anchors)]
    words = "".join(f"<p>{passage}</p>" for passage in passages)
    return f'<blockquote lang="{_attribute(language)}" dir="{direction(language)}">{words}</blockquote>'

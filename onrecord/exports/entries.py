"""Feed entries for briefings, positions, questions and changes of position.

All dates are those of the briefings. An entry's date of update is that of its briefing: its last update or
correction. The content is HTML made here, with every text escaped; it is well-formed XML too.
"""

from __future__ import annotations

from datetime import date
from html import escape as _attribute

from msgspec import Struct

from onrecord.addresses import actor_path, briefing_path, issue_path
from onrecord.exports.addresses import Addresses
from onrecord.exports.identifiers import change_urn, entry_urn
from onrecord.exports.passages import as_text, pieces_of
from onrecord.languages import Wording
from onrecord.languages.wording import Literal
from onrecord.record import Anchor, AnchoredBrief, AnchoredPosition, ChangePath, Record, Reference, Statement
from onrecord.record.attribution import attributed
from onrecord.text.dates import first_day
from onrecord.text.inline import plain
from onrecord.text.scripts import direction


class Entry(Struct, frozen=True):
    """An entry of a feed.

    Attributes:
        urn: its identifier, which never changes.
        html: its content.
        published: the date of its briefing; for a month or a year, the first day.
        tags: its categories, as people read them.
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

    @property
    def words(self) -> Wording:
        """The site's language."""
        return self.addresses.settings.words

    def briefing(self, reference: Reference) -> Entry:
        """A briefing: its summary, its source, its corrections."""
        brief = self.record.briefs[reference.slug]
        content = [self._paragraph(plain(brief.brief.summary))]
        positions = self._say("feeds.stated", number=len(brief.positions))
        publisher = self._theirs(brief.brief.source.publisher)
        key = "feeds.from_article" if brief.brief.title else "feeds.from_headline"
        content.append(f"<p>{self._say(key, positions=positions, publisher=publisher)}</p>")
        for correction in brief.brief.corrections:
            title = self._say("feeds.correction", day=Literal(correction.date.isoformat()))
            content.append(f"<p><strong>{title}</strong> {self._theirs(plain(correction.note))}</p>")
        read = self._address(briefing_path(reference.slug))
        content.append(f'<p><a href="{read}">{self._say("feeds.read")}</a></p>')
        return self._entry(brief, "", brief.title, content, brief.brief.tags)

    def position(self, reference: Reference) -> Entry:
        """A position: the editor's sentence, the words that show it, and their source."""
        brief = self.record.briefs[reference.slug]
        position = brief.position(reference.id)
        stated = position.stated
        actor, issue = self.record.actors[stated.actor], self.record.issues[stated.issue]
        content = [self._paragraph(stated.says), _quoted(brief, position.anchors)]
        if stated.translation:
            content.append(self._labelled("shared.translation", stated.translation))
        said = [
            self._link(actor_path(stated.actor), actor.name),
            self._say("feeds.unnamed") if self.record.is_unnamed(stated) else "",
            self._known_by(position),
            self._say("feeds.stance", stance=self._say(f"stances.{stated.stance}")) if stated.stance else "",
            self._say("feeds.said_on", day=Literal(stated.date.isoformat())) if stated.date else "",
            self._theirs(stated.setting or ""),
        ]
        content.append(f"<p>{self._say('lists.semicolon').join(part for part in said if part)}.</p>")
        about = self._link(issue_path(stated.issue), issue.title)
        from_ = self._link(briefing_path(reference.slug), brief.title, reference.id)
        publisher = self._theirs(brief.brief.source.publisher)
        content.append(
            f"<p>{self._say('feeds.position', issue=about, briefing=from_, publisher=publisher)}</p>"
        )
        title = self.words.text("shared.says", actor=attributed(self.record, stated), says=stated.says)
        return self._entry(brief, reference.id, title, content, (actor.name, issue.title))

    def question(self, reference: Reference) -> Entry:
        """A question: the passage that raises it, its status, and its answer or what would answer it."""
        brief = self.record.briefs[reference.slug]
        question = brief.question(reference.id)
        asked = question.asked
        content = [_quoted(brief, question.anchors)] if question.anchors else []
        status = self._say(f"statuses.{asked.status}")
        content.append(f"<p>{self._label('briefing.status')} {status}.</p>")
        if asked.answer:
            content.append(self._labelled("briefing.answer", asked.answer))
        if asked.answered_by:
            slug, _, fragment = asked.answered_by.partition("#")
            link = self._link(briefing_path(slug), self.record.briefs[slug].title, fragment)
            content.append(f"<p>{self._say('feeds.answered_by', briefing=link)}</p>")
        if asked.watch:
            content.append(self._labelled("briefing.watch", asked.watch))
        raised_by = self._link(briefing_path(reference.slug), brief.title, reference.id)
        content.append(f"<p>{self._say('feeds.raised_by', briefing=raised_by)}</p>")
        tags = (self.record.issues[asked.issue].title,) if asked.issue else ()
        return self._entry(brief, reference.id, asked.ask, content, tags)

    def change(self, path: ChangePath) -> Entry:
        """A change of position: each wording with its stance, its day, and how it is known.

        Its date is that of the newest of its briefings, so that a feed tells of it when it becomes known.
        """
        later, statements = path.later, path.statements
        actor, issue = self.record.actors[later.actor], self.record.issues[later.issue]
        content = [self._labelled("shared.proposition", issue.proposition)] if issue.proposition else []
        for statement in statements:
            content += self._wording(statement)
        briefed = [self.record.days[statement.slug] for statement in statements]
        changed = [self.record.changed[statement.slug] for statement in statements]
        return Entry(
            urn=change_urn(later.slug, later.id),
            url=self.addresses.of(briefing_path(later.slug), later.id),
            title=self.words.text(
                "feeds.change",
                kind=Literal(self.words.text(f"changes.{path.kind}")),
                actor=attributed(self.record, later),
                issue=issue.title,
            ),
            html="\n".join(content),
            published=max(map(first_day, briefed)),
            updated=max(map(first_day, changed)),
            tags=(actor.name, issue.title),
        )

    def _wording(self, statement: Statement) -> list[str]:
        brief = self.record.briefs[statement.slug]
        position = brief.position(statement.id)
        said = [
            f"<strong>{self._say(f'stances.{statement.stance}')}</strong>",
            Literal(statement.date.isoformat()),
            self._say("feeds.unnamed") if self.record.is_unnamed(statement) else "",
            self._known_by(position),
            self._link(briefing_path(statement.slug), brief.title, statement.id),
            self._theirs(brief.brief.source.publisher),
        ]
        content = [f"<p>{self._say('lists.semicolon').join(part for part in said if part)}</p>"]
        content.append(_quoted(brief, position.anchors))
        if position.stated.translation:
            content.append(self._labelled("shared.translation", position.stated.translation))
        return content

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
            published=first_day(written.date),
            updated=max(first_day(day) for day in days if day),
            tags=tags,
        )

    def _known_by(self, position: AnchoredPosition) -> Literal:
        """The basis of a position; if another actor relays it, also whose words they are and their basis."""
        basis, words = (
            self._say(f"bases.{known.value.replace(' ', '_')}")
            for known in (position.basis, position.words_basis)
        )
        relayer = position.stated.relayed_by
        return (
            self._say("shared.via", basis=basis, name=self._name(relayer), words=words) if relayer else basis
        )

    def _name(self, actor_id: str) -> str:
        return self._theirs(self.record.actors[actor_id].name)

    def _say(self, key: str, **values: str | int) -> Literal:
        """A phrase as HTML; its values are HTML already."""
        return self.words.html(key, **values)

    def _label(self, key: str) -> str:
        return self._say("lists.label", label=self._say(key))

    def _labelled(self, key: str, words: str) -> str:
        return f"<p>{self._label(key)} {self._theirs(words)}</p>"

    def _theirs(self, words: str) -> str:
        """An editor's words inside a phrase of the site."""
        text = _text(words)
        if not words or not self.addresses.settings.words.is_foreign:
            return text
        return f"<span{self._lang}>{text}</span>"

    def _paragraph(self, words: str) -> str:
        return f"<p{self._lang}>{_text(words)}</p>"

    @property
    def _lang(self) -> str:
        words = self.words
        return f' lang="{words.content}" dir="{words.content_direction}"' if words.is_foreign else ""

    def _link(self, path: str, text: str, fragment: str = "") -> str:
        return f'<a href="{self._address(path, fragment)}">{self._theirs(text)}</a>'

    def _address(self, path: str, fragment: str = "") -> str:
        return _attribute(self.addresses.of(path, fragment))


def _text(words: str) -> str:
    """Text between tags; quotation marks are harmless there, and stay as they are for readability."""
    return _attribute(words, quote=False)


def _quoted(brief: AnchoredBrief, anchors: tuple[Anchor, ...]) -> str:
    language = brief.brief.source.language
    passages = [_text(as_text(passage)) for passage in pieces_of(brief.article, anchors)]
    words = "".join(f"<p>{passage}</p>" for passage in passages)
    return f'<blockquote lang="{_attribute(language)}" dir="{direction(language)}">{words}</blockquote>'

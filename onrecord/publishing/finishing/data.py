"""The parts of a briefing's page that come from the data beside it: citations, and who speaks to whom."""

from __future__ import annotations

from datetime import date
from functools import cached_property

import msgspec
from msgspec import Struct

from onrecord.addresses import briefing_path, cite_key, embed_path, relative
from onrecord.citing.references import Article, Cited, reference
from onrecord.languages import Wording
from onrecord.languages.wording import Literal
from onrecord.markdown.plain import has_twin
from onrecord.pages.charts import Spoken, speech_diagram, speeches_of
from onrecord.publishing.finishing.blocks import passage_mark, passage_name
from onrecord.text.dates import Month, When, Year
from onrecord.text.escaping import html
from onrecord.text.inline import inline
from onrecord.text.quotation_marks import CURLED_DOUBLE, GUILLEMETS, STRAIGHT_DOUBLE
from onrecord.text.scripts import direction
from onrecord.text.spans import OMISSION


def slug_of(path: str) -> str | None:
    """The slug of a briefing's page; None for any other page."""
    return path.removeprefix("briefs/").removesuffix(".md") if has_twin(path) else None


def data_of(slug: str) -> tuple[str, str]:
    """The paths of the data for finishing the page of a briefing."""
    return f"briefs/{slug}.json", f"briefs/{slug}.csl.json"


class _Actor(Struct, frozen=True):
    id: str
    name: str
    kind: str


class _Piece(Struct, frozen=True):
    text: str


class _Position(Struct, frozen=True):
    id: str
    actor: str
    basis: str
    words_basis: str
    passages: tuple[tuple[_Piece, ...], ...]
    gist: _Piece | None = None
    stance: str | None = None
    embed: str = ""
    toward: tuple[str, ...] = ()
    relayed_by: str | None = None


class _Source(Struct, frozen=True):
    headline: str
    publisher: str
    language: str
    url: str = ""
    archived: str = ""


class _Correction(Struct, frozen=True):
    date: date


class _Briefing(Struct, frozen=True):
    """The fields of `briefs/<slug>.json` that are used here."""

    briefing: str
    title: str
    summary_markdown: str
    source: _Source
    actors: tuple[_Actor, ...]
    silent: tuple[_Actor, ...]
    positions: tuple[_Position, ...]
    corrections: tuple[_Correction, ...]
    others: tuple[_Actor, ...] = ()
    updated: date | None = None


class _Name(Struct, frozen=True):
    literal: str


class _Dated(Struct, frozen=True):
    parts: tuple[tuple[int, ...]] = msgspec.field(name="date-parts")

    @property
    def when(self) -> When:
        year, *rest = self.parts[0]
        if not rest:
            return Year(year)
        return Month(year, rest[0]) if len(rest) == 1 else date(year, *rest)


class _Item(Struct, frozen=True, rename="kebab"):
    """The used fields of an item in `briefs/<slug>.csl.json`; the file leaves out blank ones."""

    id: str
    author: tuple[_Name, ...]
    title: str
    issued: _Dated
    container_title: str = ""
    original_title: str = ""
    original_publisher: str = ""
    url: str = msgspec.field(name="URL", default="")
    original_author: tuple[_Name, ...] = ()
    original_date: _Dated | None = None


_WORDS = "\ue000"  # The place of the words while the text around them is made: a private-use character.
# Where the words have these, other marks go around them.
_DOUBLE_MARKS = (*CURLED_DOUBLE, *GUILLEMETS, *STRAIGHT_DOUBLE)
_BRIEFING = msgspec.json.Decoder(_Briefing)
_ITEMS = msgspec.json.Decoder(tuple[_Item, ...])


class BriefingData:
    """A briefing's data, read from the files beside its page.

    Args:
        briefing: the bytes of `briefs/<slug>.json`.
        items: the bytes of `briefs/<slug>.csl.json`.
    """

    def __init__(self, briefing: bytes, items: bytes) -> None:
        self._of = _BRIEFING.decode(briefing)
        self._items = {item.id: item for item in _ITEMS.decode(items)}
        self._positions = {position.id: position for position in self._of.positions}

    @cached_property
    def _actors(self) -> dict[str, _Actor]:
        return {actor.id: actor for actor in (*self._of.actors, *self._of.silent, *self._of.others)}

    @property
    def is_headline(self) -> bool:
        """Whether the title is the article's headline."""
        return self._of.title == " ".join(self._of.source.headline.split())

    @cached_property
    def summary_paragraphs(self) -> int:
        """The number of paragraphs in the summary."""
        return inline(self._of.summary_markdown).count("\n\n") + 1

    def basis(self, id_: str) -> str:
        """The class for a position's basis; empty if there is no such position."""
        position = self._positions.get(id_)
        return position.basis.replace(" ", "-") if position else ""

    def kind(self, id_: str) -> str:
        """The kind of a position's actor; empty if there is no such position."""
        position = self._positions.get(id_)
        return self._actors[position.actor].kind if position else ""

    def stance(self, id_: str) -> str:
        """A position's stance; empty if it has none, or there is no such position."""
        position = self._positions.get(id_)
        return (position.stance or "") if position else ""

    def diagram(self, words: Wording) -> str:
        """The drawing of who speaks to whom; empty if no position is addressed to anybody."""
        spoken = [Spoken(p.actor, p.toward, p.relayed_by) for p in self._of.positions]
        speeches = list(speeches_of(spoken))
        names = {actor.id: actor.name for actor in self._actors.values()}
        return speech_diagram(speeches, names, words) if speeches else ""

    def cited_passages(self) -> list[str]:
        """The names of the passages that boxes for citing quote: one for each position."""
        slug = self._of.briefing
        return [
            passage_name(slug, id_, 0 if position.gist else 1)
            for id_, position in self._positions.items()
            if cite_key(slug, id_) in self._items
        ]

    def cite_box(self, id_: str, number: int, words: Wording) -> str:
        """A folded box that says how to cite a position: a short quotation, a reference, and files.

        Args:
            id_: the position's id.
            number: its number on the page.
            words: the wording of the site's own texts.

        Returns:
            A block of HTML; empty if there is no such position.
        """
        slug = self._of.briefing
        item = self._items.get(cite_key(slug, id_))
        if item is None:
            return ""
        key = words.text("lists.label", label=words.text("citation.key"))
        name = words.text("citation.position", number=number)
        files = (("BibTeX", "bib"), ("RIS", "ris"), ("CSL-JSON", "csl.json"))
        links = " · ".join(f'<a href="{slug}.{suffix}">{text}</a>' for text, suffix in files)
        return (
            f'<details class="cite">\n'
            f'<summary aria-label="{html(name)}">{html(words.text("citation.title"))}</summary>\n'
            f'<pre data-copies="quotation">{self._quotation(item, id_, words)}</pre>\n'
            f'<pre data-copies="citation">{html(self._reference(item, id_, words))}</pre>\n'
            f"<p>{links} · {html(key)} <code>{html(item.id)}</code></p>\n{self._embed(id_, words)}</details>"
        )

    def _embed(self, id_: str, words: Wording) -> str:
        """The address that other sites show the position by; empty if it has no frame."""
        address = self._positions[id_].embed
        if not address:
            return ""
        path = html(relative(embed_path(self._of.briefing, id_, "html"), briefing_path(self._of.briefing)))
        label = words.text("lists.label", label=words.text("citation.embed"))
        return f'<p>{html(label)} <a href="{path}">{html(address)}</a></p>\n'

    def _quotation(self, item: _Item, id_: str, words: Wording) -> str:
        """The gist or the first passage, with whose words they are and where they are from, as HTML."""
        of, position = self._of, self._positions[id_]
        pieces = [position.gist] if position.gist else position.passages[0]
        said = OMISSION.join(" ".join(piece.text.split()) for piece in pieces)
        mark = f"{passage_mark(of.briefing, id_, 0 if position.gist else 1)}{html(said)}</mark>"
        if of.source.language != words.tag:
            language = of.source.language
            mark = f'<span lang="{html(language)}" dir="{direction(language)}">{mark}</span>'
        has_marks = any(sign in said for sign in _DOUBLE_MARKS)
        quotation = words.text(f"citation.quotation{'_within' if has_marks else ''}", words=Literal(_WORDS))
        source = words.text(
            f"citation.{position.basis.replace(' ', '_')}",
            actor=Literal(self._attributed(position, words)),
            words=Literal(words.text(f"bases.{position.words_basis.replace(' ', '_')}")),
            publisher=" ".join(of.source.publisher.split()),
        )
        text = words.text(
            "citation.short",
            quotation=Literal(quotation),
            source=Literal(source),
            site=item.author[0].literal,
            day=item.issued.when,
            address=self._address(item, id_),
        )
        return html(text).replace(_WORDS, mark, 1)

    def _attributed(self, position: _Position, words: Wording) -> str:
        """Whose words they are, as `record.attribution.attributed` has it."""

        def named(actor_id: str) -> str:
            actor = self._actors[actor_id]
            if actor.kind == "unnamed":
                return words.text("shared.unnamed_actor", name=actor.name)
            return words.isolated(actor.name)

        name = named(position.actor)
        if position.relayed_by is None:
            return name
        return words.text("shared.via_actor", actor=Literal(name), name=Literal(named(position.relayed_by)))

    def _address(self, item: _Item, id_: str) -> str:
        return item.url or f"briefs/{self._of.briefing}.html#{id_}"

    def _reference(self, item: _Item, id_: str, words: Wording) -> str:
        of = self._of
        changes = [of.updated, *(correction.date for correction in of.corrections)]
        cited = Cited(
            site=item.author[0].literal,
            title=item.title,
            briefing=item.container_title,
            day=item.issued.when,
            changed=max((day for day in changes if day), default=None),
            address=self._address(item, id_),
        )
        article = Article(
            headline=item.original_title,
            publisher=item.original_publisher,
            author=item.original_author[0].literal if item.original_author else "",
            published=item.original_date.when if item.original_date else None,
            url=of.source.url,
            archived=of.source.archived,
        )
        return reference(cited, article, words)

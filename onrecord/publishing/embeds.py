"""Frames for other sites: `embed/<slug>/<id>.html` shows one position, and says by oEmbed how to show it.

oEmbed (oembed.com, version 1.0) asks the page that somebody links to for the address of a JSON document.
Nobody can ask for a position by the address on its briefing's page, because what follows `#` is never sent.
So a frame has an address of its own, and its head names the document beside it: `embed/<slug>/<id>.json`.

There are as many frames as positions. So they are made as plain text, without templates or MkDocs, and only
where `site_url` is set: another site needs whole addresses.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property, partial
from html import escape
from itertools import chain
from math import ceil
from pathlib import Path
from typing import Any

from onrecord.addresses import EMBED_STYLE, briefing_path, embed_path, relative
from onrecord.engine.files import Export
from onrecord.engine.output import Output, OutputGroup
from onrecord.engine.reads import Latest
from onrecord.exports.files import GENERATOR, as_json
from onrecord.languages.wording import Literal
from onrecord.mkdocs_yml.settings import Settings
from onrecord.pages.embed import Embed, embed_of
from onrecord.pages.quoting import Passage
from onrecord.proof.marks import ATTRIBUTE
from onrecord.record import Record
from onrecord.text.escaping import on_one_line
from onrecord.text.inline import plain
from onrecord.text.phrases import Phrase
from onrecord.text.scripts import direction

_SOURCE = Path(__file__).with_name("data") / EMBED_STYLE
_POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'"
# Pixels. A frame cannot tell how high its content is: its height is estimated, and too low a frame scrolls.
_WIDTH, _LINE, _REST, _LEAST, _MOST = 600, 26, 110, 200, 700
_CHARACTERS = 60  # on a line
_A_DAY = 86_400  # seconds
_TYPE = "application/json+oembed"
_WRITERS = Latest[str, "_Writer"]()


def embed_groups(record: Record, settings: Settings) -> Iterator[OutputGroup[Export]]:
    """The frames of each briefing."""
    if not settings.has_embeds:
        return
    ids: defaultdict[str, list[str]] = defaultdict(list)
    for statement in chain.from_iterable(record.positions_of.values()):
        ids[statement.slug].append(statement.id)
    for slug, of_slug in ids.items():
        of_slug.sort()
        plan = partial(_outputs, slug=slug, ids=of_slug, settings=settings)
        yield OutputGroup(f"embeds of {slug}", plan, of_slug)


def embed_style_file() -> Export:
    """The style sheet of all frames."""
    return Export(EMBED_STYLE, _SOURCE.read_text(encoding="utf-8"))


def _outputs(_: Record, slug: str, ids: list[str], settings: Settings) -> Iterator[Output[Export]]:
    for number, id_ in enumerate(ids):
        for ending in ("html", "json"):
            yield Output(
                embed_path(slug, id_, ending),
                partial(_made, settings=settings),
                (slug, id_, ending),
                cost=0 if number or ending == "json" else 1,
                together_with=f"embed/{slug}",
            )


def _made(record: Record, slug: str, id_: str, ending: str, settings: Settings) -> Export:
    def writer(id_: str) -> _Writer:
        brief = record.briefs[slug]
        return _Writer(embed_of(record, brief, brief.position(id_)), settings)

    written = _WRITERS.of(record, slug, lambda: writer)(id_)
    text = written.page() if ending == "html" else written.document()
    return Export(embed_path(slug, id_, ending), text)


class _Writer:
    """Writes the page and the document of one position."""

    def __init__(self, embed: Embed, settings: Settings) -> None:
        self._embed = embed
        self._settings = settings
        self._words = settings.words
        self._path = embed_path(embed.slug, embed.id, "html")

    def page(self) -> str:
        """The page in the frame, in HTML that is made here, with every text escaped."""
        embed, words = self._embed, self._words
        document = self._whole(embed_path(embed.slug, embed.id, "json"))
        briefing = f"{briefing_path(embed.slug).removesuffix('.md')}.html"
        style, address = (relative(path, self._path) for path in (EMBED_STYLE, briefing))
        about = words.html(
            "briefings.about", day=self._day(embed.about), publisher=self._theirs(embed.publisher)
        )
        return f"""<!doctype html>
<!-- Made by onrecord. -->
<html lang="{words.tag}" dir="{words.direction}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>{_text(self._title)} – {_text(self._settings.site_name)}</title>
<link rel="alternate" type="{_TYPE}" title="{_attribute(self._noticed_title)}" href="{_attribute(document)}">
<link rel="stylesheet" href="{style}">
</head>
<body>
<main>
{self._notice}<h1>{self._actor}</h1>
{self._role}<p class="says">{self._theirs(embed.says)}</p>
{"".join(map(self._quotation, embed.passages))}{self._translation}\
<p class="facts {_class(embed)}">{self._facts}</p>
{self._corrections}<p class="from">\
<a href="{address}#{embed.id}" target="_top">{self._theirs(embed.briefing)}</a><br>
{about} · <b>{self._theirs(self._settings.site_name)}</b></p>
</main>
</body>
</html>
"""

    def document(self) -> str:
        """The oEmbed document; see section 2.3.4 of the specification."""
        frame, height = _attribute(self._whole(self._path)), self._height
        return as_json(
            {
                **GENERATOR,
                "version": "1.0",
                "type": "rich",
                "title": self._noticed_title,
                "author_name": self._said_by,
                "provider_name": self._settings.site_name,
                "provider_url": self._settings.site_url,
                "cache_age": _A_DAY,
                "width": _WIDTH,
                "height": height,
                "html": f'<iframe src="{frame}" width="{_WIDTH}" height="{height}" '
                f'title="{_attribute(self._noticed_title)}" frameborder="0" loading="lazy"></iframe>',
            }
        )

    def _whole(self, path: str) -> str:
        return f"{self._settings.site_url}{path}"

    @cached_property
    def _said_by(self) -> str:
        """Who says it, for titles: with who relays it."""
        embed, words = self._embed, self._words
        if not embed.relayed_by:
            return words.said(embed.actor)
        return words.text("shared.via_actor", actor=Literal(words.said(embed.actor)), name=embed.relayed_by)

    @cached_property
    def _title(self) -> str:
        says = Literal(self._embed.says)
        return on_one_line(self._words.text("shared.says", actor=Literal(self._said_by), says=says))

    @property
    def _noticed_title(self) -> str:
        """The title with the site's notice: many programs show nothing else of a frame."""
        notice = self._settings.notice
        return f"{self._title} – {on_one_line(notice)}" if notice else self._title

    @property
    def _notice(self) -> str:
        """The site's notice, before anything that it is about."""
        notice = self._settings.notice
        return f'<p class="notice">{self._theirs(notice)}</p>\n' if notice else ""

    @property
    def _actor(self) -> str:
        actor = self._embed.actor
        if isinstance(actor, Phrase):
            name = self._theirs(str(dict(actor.values)["name"]))
            return self._words.html(actor.key, name=name)
        return self._theirs(actor)

    @property
    def _role(self) -> str:
        role = self._embed.role
        return f'<p class="role">{self._theirs(role)}</p>\n' if role else ""

    @property
    def _translation(self) -> str:
        embed, words = self._embed, self._words
        if not embed.translation:
            return ""
        label = words.html("lists.label", label=words.html("shared.translation"))
        return f"<p><i>{label}</i> {self._theirs(embed.translation)}</p>\n"

    @property
    def _facts(self) -> str:
        """Basis, stance, when, and on what."""
        embed, say = self._embed, self._words.html
        basis, words_basis = (
            say(f"bases.{known.value.replace(' ', '_')}") for known in (embed.basis, embed.words_basis)
        )
        if embed.relayed_by:
            via = {"name": self._theirs(embed.relayed_by), "words": words_basis}
            basis = say("shared.via", basis=basis, **via)
        if embed.unnamed:
            basis = Literal(f"{basis}{say('lists.comma')}{say('shared.unnamed_source')}")
        facts = [basis[:1].upper() + basis[1:]]
        if embed.stance:
            label = say("lists.label", label=say("briefing.stance"))
            facts.append(f"{label} {say(f'stances.{embed.stance}')}")
        if embed.said:
            facts.append(say("shared.said", day=self._day(embed.said)))
        return " · ".join([*facts, self._theirs(embed.issue)])

    @property
    def _corrections(self) -> str:
        """All corrections of the briefing: what another site shows is corrected there, too."""
        return "".join(
            f'<p class="correction"><strong>{self._words.html("feeds.correction", day=self._day(made.date))}'
            f"</strong> {self._theirs(plain(made.note))}</p>\n"
            for made in self._embed.corrections
        )

    def _day(self, day: Any) -> str:
        return _text(self._words.said(day))

    def _quotation(self, passage: Passage) -> str:
        embed, last = self._embed, len(passage.lines) - 1
        paragraphs = []
        for number, line in enumerate(passage.lines):
            said = "".join(
                f"<strong>{_text(part.text)}</strong>" if part.quoted else _text(part.text) for part in line
            )
            before = _text(passage.before) if number == 0 else ""
            after = _text(passage.after) if number == last else ""
            mark = f'<mark class="passage" {ATTRIBUTE}="{passage.name}">{said}</mark>'
            paragraphs.append(f'<p class="{_class(embed)}">{before}{mark}{after}</p>\n')
        lang = _attribute(embed.language)
        return f'<blockquote lang="{lang}" dir="{direction(lang)}">\n{"".join(paragraphs)}</blockquote>\n'

    def _theirs(self, words: str) -> str:
        """An editor's words, in the editors' language."""
        text, site = _text(words), self._words
        if not site.is_foreign:
            return text
        return f'<span lang="{site.content}" dir="{site.content_direction}">{text}</span>'

    @property
    def _height(self) -> int:
        """The height that the frame needs, in pixels, at the width that it asks for."""
        embed = self._embed
        texts = [embed.says, *(passage.text for passage in embed.passages), embed.translation or ""]
        texts += [self._settings.notice or ""]
        texts += [plain(correction.note) for correction in embed.corrections]
        texts += [f"{embed.role or ''}", f"{embed.briefing}", f"{embed.issue}{embed.publisher}{' ' * 60}"]
        lines = sum(ceil(_columns(text) / _CHARACTERS) for text in texts)
        return min(max(_REST + lines * _LINE, _LEAST), _MOST)


def _columns(text: str) -> int:
    """The width of a text in Latin letters; those of East Asia take two."""
    return len(text) if text.isascii() else sum(1 + ("\u2e80" <= sign <= "\uffdc") for sign in text)


def _class(embed: Embed) -> str:
    return embed.basis.value.replace(" ", "-")


def _text(words: str) -> str:
    return escape(on_one_line(words), quote=False)


def _attribute(words: str) -> str:
    return escape(on_one_line(words))

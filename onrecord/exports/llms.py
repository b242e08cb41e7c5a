"""`llms.txt`: a short guide to the site for programs that read it as text, in the format of llmstxt.org.

A heading with the site's name, a quotation that says what it is, a few sentences, and sections of links. It
does not grow with the collection: it has the newest briefings, and the index of all.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from msgspec import Struct

from onrecord.addresses import ABOUT, ACTORS, BRIEFINGS, ISSUES, LLMS, QUESTIONS, briefing_path
from onrecord.engine.files import LongExport, Piece
from onrecord.exports.addresses import Addresses
from onrecord.exports.feeds import NEWEST
from onrecord.languages.wording import Literal
from onrecord.mkdocs_yml.settings import Settings
from onrecord.record import Record
from onrecord.text.escaping import escape, url

LLMS_MARK = "<!-- Made by onrecord. -->"
_NAME, _DESCRIPTION = 100, 300  # characters, at most: so that the mark is always near the beginning
_BRACKETS = str.maketrans("[]", "()")  # The format's own parser ends a link's name at any bracket.
_OPTIONAL = "Optional"  # a word of the format: a reader short of space may leave this section out


class Guide(Struct, frozen=True):
    """What the file says of the collection as a whole.

    Attributes:
        newest: the slugs of the newest briefings, newest first.
        number: the number of all briefings.
        tables: the names of the tables in `data/` if each of them is one file; else none.
        has_lines: whether the positions exist as JSON Lines.
    """

    newest: tuple[str, ...]
    number: int
    tables: tuple[str, ...]
    has_lines: bool


def guide_of(record: Record, tables: tuple[str, ...], *, has_lines: bool) -> Guide:
    """The guide to a collection, from its indexes."""
    slugs = list(record.days)
    return Guide(tuple(slugs[:NEWEST]), len(slugs), tables, has_lines)


def llms_file(record: Record, guide: Guide, settings: Settings) -> LongExport:
    """The file."""
    writer = _Writer(settings)
    return LongExport(
        path=LLMS,
        head="".join(f"{line}\n" for line in writer.head(guide)),
        pieces=[Piece(slug, partial(writer.briefing, record, slug)) for slug in guide.newest],
        between="",
        tail="".join(f"{line}\n" for line in writer.tail(guide)),
    )


class _Writer:
    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._words = settings.words
        self._addresses = Addresses(settings, LLMS)

    def head(self, guide: Guide) -> Iterator[str]:
        words, settings = self._words, self._settings
        about = settings.site_description or words.text("home.description")
        yield f"# {escape(_shortened(settings.site_name, _NAME))}"
        yield ""
        yield f"> {escape(_shortened(about, _DESCRIPTION))}"
        yield ""
        yield LLMS_MARK
        yield ""
        yield words.text("llms.about")
        yield ""
        yield words.text("llms.files", page="`briefs/<slug>.html`", markdown="`.md`", data="`.json`")
        yield ""
        yield words.text("llms.cite", address="`briefs/<slug>.html#<id>`")
        yield ""
        yield f"## {words.text('navigation.briefings')}"
        yield ""
        note = words.text("llms.all", briefings=words.text("counts.briefings", number=guide.number))
        yield self._line(BRIEFINGS, words.text("home.all_briefings"), note)

    def briefing(self, record: Record, slug: str) -> str:
        brief = record.briefs[slug]
        written = brief.brief
        day = Literal(written.date.isoformat())
        publisher = Literal(escape(written.source.publisher))
        note = self._words.text("llms.briefing", day=day, publisher=publisher)
        return f"{self._line(briefing_path(slug), brief.title, note, markdown=True)}\n"

    def tail(self, guide: Guide) -> Iterator[str]:
        say = self._words.text
        yield ""
        yield f"## {say('llms.data')}"
        yield ""
        yield self._line("data/datapackage.json", "datapackage.json", say("llms.package"))
        for name in guide.tables:
            endings = ["csv", "json", *(["jsonl"] if guide.has_lines and name == "positions" else [])]
            for ending in endings:
                yield self._line(f"data/{name}.{ending}", f"{name}.{ending}", say(f"llms.{name}"))
        yield self._line("data/proof.json", "proof.json", say("llms.proof"))
        yield ""
        yield f"## {say('llms.feeds')}"
        yield ""
        yield self._line("feed.xml", "feed.xml", say("feeds.briefings"))
        yield self._line("questions.feed.xml", "questions.feed.xml", say("llms.questions"))
        yield ""
        yield f"## {_OPTIONAL}"
        yield ""
        pages = {ACTORS: "actors", ISSUES: "issues", QUESTIONS: "questions"}
        for path, name in pages.items():
            yield self._line(path, say(f"navigation.{name}"), say(f"{name}.description"))
        yield self._line(ABOUT, say("navigation.about"), say("llms.method"))

    def _line(self, path: str, name: str, note: str, *, markdown: bool = False) -> str:
        """An entry of a list: a link, a colon, and what it leads to."""
        address = self._addresses.of(path)
        if markdown:
            address = f"{address.removesuffix('.html')}.md"
        return f"- [{escape(name.translate(_BRACKETS))}]({url(address)}): {note}"


def _shortened(text: str, length: int) -> str:
    """A text on one line, of at most so many characters and a sign that says so."""
    line = " ".join(text.split())
    return line if len(line) <= length else f"{line[:length].rstrip()}…"

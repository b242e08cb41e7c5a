"""How a position is cited for programs: as BibTeX, RIS, CSL-JSON.  `references` makes the texts for people.

A citation is of the position on its briefing's page. Its author is the site: the article's authors did not
write it, and nobody signs a briefing. The article is named as the source, as far as the briefing records it.
Without `site_url` a citation has no address.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cached_property
from typing import Any

from onrecord.addresses import briefing_path, cite_key
from onrecord.citing.references import Article, described
from onrecord.languages.wording import Literal
from onrecord.mkdocs_yml.settings import Settings
from onrecord.record import AnchoredBrief, AnchoredPosition, Record
from onrecord.record.attribution import attributed
from onrecord.text.dates import Month, When, Year

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()  # macros that every style defines
# Characters that TeX treats as commands, or prints as other ones.
_TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",  # BibTeX counts braces, escaped or not
    "}": r"\textbraceright{}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    '"': r"\textquotedbl{}",
}
_TO_TEX = str.maketrans(_TEX)
# Characters, besides those beyond ASCII, that `\url` or BibTeX would misread in an address.
_NOT_IN_TEX_URL = re.compile(r"[\\{}^`\"<>|\s]|[^\x00-\x7f]")


class Citer:
    """Cites the positions of one briefing, for reference managers.

    Args:
        record: for the names of actors.
        anchored: the briefing.
        settings: the site's.
    """

    def __init__(self, record: Record, anchored: AnchoredBrief, settings: Settings) -> None:
        self._record = record
        self._anchored = anchored
        self._settings = settings
        self._words = settings.words
        source, article = anchored.brief.source, anchored.article
        self._headline = _line(article.title)
        self._author = source.author or (article.byline.names if article.byline else None)
        self._site = _line(settings.site_name)
        self._briefing = _line(anchored.title)

    def bibtex(self, position: AnchoredPosition) -> str:
        """An entry of BibTeX, in UTF-8: `@misc`, whose `url` most styles and biblatex print."""
        start, middle, end = self._in_tex
        url = self._url(position)
        title = _field("title", f"{{{_tex(self._title(position))}}}")
        lines = [f"@misc{{{self._key(position)},", start, title, middle]
        lines += [_field("url", _NOT_IN_TEX_URL.sub(_percent, url))] if url else []
        return "\n".join([*lines, end, "}"])

    def ris(self, position: AnchoredPosition) -> str:
        """A reference in RIS, in UTF-8; its type is that of a web page.

        Tags and types are those of the specification of Research Information Systems (2011); each tag is on a
        line of its own, which ends as the specification has it.
        """
        day = self._anchored.brief.date
        known = [
            ("TY", "ELEC"),
            ("ID", self._key(position)),
            ("AU", f"{self._site},"),  # With a comma: all of it is the last name.
            ("TI", self._title(position)),
            ("T2", self._briefing),
            ("PY", f"{day.year:04}"),
            ("DA", _ris_date(day)),
            ("LA", self._words.content),
            ("UR", self._url(position) or ""),
            ("N1", self._note),
        ]
        return "".join(f"{tag}  - {_line(value)}\r\n" for tag, value in known if value) + "ER  - \r\n"

    def csl(self, position: AnchoredPosition) -> dict[str, Any]:
        """An item of the Citation Style Language's JSON (CSL 1.0.2)."""
        written, source = self._anchored.brief, self._anchored.brief.source
        known = {
            "id": self._key(position),
            "type": "webpage",
            "author": [{"literal": self._site}],
            "title": self._title(position),
            "container-title": self._briefing,
            "issued": _parts(written.date),
            "language": self._words.content,
            "URL": self._url(position),
            "original-title": self._headline,
            "original-author": [{"literal": _line(self._author)}] if self._author else None,
            "original-publisher": _line(source.publisher),
            "original-date": _parts(source.published) if source.published else None,
            "note": ", ".join(a for a in (source.url, source.archived) if a),
        }
        return {name: value for name, value in known.items() if value}

    def _key(self, position: AnchoredPosition) -> str:
        return cite_key(self._anchored.slug, position.id)

    def _title(self, position: AnchoredPosition) -> str:
        stated = position.stated
        return f"{_line(self._words.said(attributed(self._record, stated)))}: {_title(stated.says)}"

    def _path(self, position: AnchoredPosition) -> str:
        return f"{briefing_path(self._anchored.slug).removesuffix('.md')}.html#{position.id}"

    def _url(self, position: AnchoredPosition) -> str | None:
        return f"{self._settings.site_url}{self._path(position)}" if self._settings.site_url else None

    @property
    def _source(self) -> Literal:
        """The article as the briefing records it, for people."""
        source = self._anchored.brief.source
        article = Article(
            headline=self._headline,
            publisher=_line(source.publisher),
            author=_line(self._author or ""),
            published=source.published,
            url=source.url or "",
            archived=source.archived or "",
        )
        return described(article, self._words)

    @cached_property
    def _note(self) -> str:
        """The source, for programs: without the invisible signs that order right-to-left text."""
        note = self._words.text("citation.rests_on", sources=self._source)
        return note.replace("\u2068", "").replace("\u2069", "")

    @cached_property
    def _in_tex(self) -> tuple[str, str, str]:
        """The parts of a BibTeX entry that all positions share: before the title, after it, at the end."""
        day = self._anchored.brief.date
        middle = [_field("howpublished", _tex(self._briefing)), _field("year", str(day.year))]
        middle += [] if isinstance(day, Year) else [f"  month = {_MONTHS[day.month - 1]},"]
        return (
            _field("author", f"{{{_tex(self._site)}}}"),  # in braces: no first and last name
            "\n".join(middle),
            _field("note", _tex(self._note)),
        )


def _line(text: str) -> str:
    return " ".join(text.split())


def _title(sentence: str) -> str:
    """A sentence without its full stop: citation styles add their own after a title."""
    line = _line(sentence)
    return line if line.endswith("..") else line.removesuffix(".")


def _field(name: str, value: str) -> str:
    return f"  {name} = {{{value}}},"


def _tex(text: str) -> str:
    return text.translate(_TO_TEX)


def _percent(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match[0].encode("utf-8", "replace"))


def _ris_date(when: When) -> str:
    """A date in RIS, `YYYY/MM/DD/other`, with as many parts as are known."""
    parts = when.isoformat().split("-")
    return "/".join([*parts, *([""] * (3 - len(parts))), ""])


def _parts(when: When) -> dict[str, Any]:
    """A date in CSL-JSON, with as many parts as are known."""
    match when:
        case date():
            return {"date-parts": [[when.year, when.month, when.day]]}
        case Month():
            return {"date-parts": [[when.year, when.month]]}
        case Year():
            return {"date-parts": [[when.year]]}

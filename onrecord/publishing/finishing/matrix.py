"""Finish the page of an issue: its table of actors by time, the list of names above it, the words below.

Markdown has no row headers, no groups of rows and no captions, so the table is finished as HTML, after the
conversion.  Its elements get the roles that they have anyway, because browsers drop these where a style sheet
sets the rows one below another, as on a phone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from html import escape, unescape
from typing import get_args

from msgspec import Struct

from onrecord.languages import Wording
from onrecord.languages.wording import capital
from onrecord.record import ChangeKind
from onrecord.schema.models import Kind, Stance

NAMES_SHOWN = 36  # in the list above the table; more of them are folded
NARROW_FROM = 9  # columns from which there is no room for the stances in words

_TABLE = re.compile(
    r'(?P<heading><h2 id="where_they_stand">.*?</h2>\s*)'
    r"<p>(?P<caption>.*?)</p>\s*<table>(?P<rows>.*?)</table>",
    re.DOTALL,
)
_ROW = re.compile(r"<tr>(.*?)</tr>", re.DOTALL)
_CELL = re.compile(r"<(t[hd])\b[^>]*>(.*?)</\1>", re.DOTALL)
_BREAK = re.compile(r"<br ?/?>")
_TAG = re.compile(r"<[^>]*>")
_LINK = re.compile(r'<a href="(?P<to>[^"]*)">(?P<words>.*?)</a>(?P<rest>[^<]*)')
_ACTOR = re.compile(
    r'<a id="(?P<id>[^"]*)"></a><a href="(?P<to>[^"]*)" title="(?P<kind>[^"]*)">(?P<name>.*?)</a>'
)
_CHANGED = re.compile(r'<br ?/?>\s*<a href="(?P<to>[^"]*)">(?P<words>[^<]*)</a>\s*$')
_NAMES = re.compile(r"<li>(?P<head><strong>.*?)(?P<names><a .*?|)</li>", re.DOTALL)
_STANCE = re.compile(r"<strong>(.*?)</strong>(?: ·)?")
_ENTRY = re.compile(r"(<li>\s*<p><a [^>]*>.*?</a>) · ([^<]+)(?=</p>)")


def finished_issue(html: str, words: Wording) -> str:
    """The page of an issue.

    Args:
        html: its content as converted.
        words: the wording of the site's own texts.
    """
    texts = _texts(words)
    head, section, rest = html.partition("<h2 ")
    body = _TABLE.sub(lambda table: _Table(table, texts).html(), section + rest)
    return _with_names(head, texts) + _ENTRY.sub(lambda entry: _entry(entry, texts), body)


def with_facts(row: str, basis: str) -> str:
    """A row of the table in Markdown, with elements for the article's words and for how they are known.

    Args:
        row: as the template wrote it.
        basis: that the facts below the words begin with, as in the names of classes.
    """
    actor, end, others = row.partition(" | ")
    cell, end_of_cell, times = others.partition(" | ")
    *above, facts = cell.split("<br>")
    if not above:
        return row
    names = [*("words", "translated")[: len(above)], f"basis-{basis}"]
    parts = zip(names, (*above, facts), strict=True)
    cell = " ".join(f'<span class="{name}">{text.strip()}</span>' for name, text in parts)
    return f"{actor}{end}{cell}{end_of_cell}{times}"


class _Cell(Struct, frozen=True):
    """A cell of an actor and a time.

    Attributes:
        html: what is in it; empty where the actor did not speak.
        turns: whether it begins with a change of stance.
    """

    html: str
    turns: bool


class _Texts:
    """What is looked for in the table, in the site's language, as HTML."""

    def __init__(self, words: Wording) -> None:
        said = {stance: words.text(f"stances.{stance}") for stance in get_args(Stance)}
        self.stances = {capital(text): stance for stance, text in said.items()}
        self.kinds = {capital(words.text(f"kinds.{kind}")): kind for kind in get_args(Kind)}
        kinds = get_args(ChangeKind)
        self.changes = {words.text(f"changes.{kind}"): f"change-{kind.replace('_', '-')}" for kind in kinds}
        self.turn_note = escape(words.text("issue.turn_note"))
        self.turn = escape(words.text("issue.turn"))
        label = escape(words.text("issue.turned"))
        self.turn_sign = f'<span class="turn" role="img" aria-label="{label}">{self.turn}</span>'
        self.comma, self.semicolon = (
            escape(words.text(f"lists.{name}").strip()) for name in ("comma", "semicolon")
        )

    def stance(self, said: str) -> str:
        """The class of a stance; of anything else that of none."""
        return f"stance-{self.stances.get(unescape(said), 'none')}"


_texts = lru_cache(4)(_Texts)


class _Table:
    def __init__(self, table: re.Match[str], texts: _Texts) -> None:
        # Where columns show changes by lines, the note is for software; elsewhere it explains the sign.
        noted = f'<span class="turn">{texts.turn_note}</span>'
        self._heading, self._texts = table["heading"], texts
        self._caption = table["caption"].replace(texts.turn_note, noted)
        rows = [[cell for _, cell in _CELL.findall(row)] for row in _ROW.findall(table["rows"])]
        self._columns, *self._rows = rows

    def html(self) -> str:
        """The heading and the table."""
        look = "matrix narrow" if len(self._columns) - 2 >= NARROW_FROM else "matrix"
        columns = "".join(f'<th scope="col">{name}</th>' for name in self._columns)
        return (
            f'{self._heading}<table class="{look}">\n<caption>{self._caption}</caption>\n'
            f"<thead><tr>{columns}</tr></thead>\n{''.join(self._groups())}</table>"
        )

    def _groups(self) -> Iterator[str]:
        group: list[str] = []
        for row in self._rows:
            if "<a " in row[0]:
                group.append(self._row(row))
                continue
            if group:
                yield _group(group)
            group = [self._head(row[0])]
        yield _group(group)

    def _head(self, said: str) -> str:
        """The row with a stance, before the actors who have it."""
        span = f'scope="rowgroup" colspan="{len(self._columns)}"'
        return f'<tr class="stance"><th {span}>{_with_stance(said, self._texts)}</th></tr>\n'

    def _row(self, row: Sequence[str]) -> str:
        """The row of an actor."""
        actor = _ACTOR.match(row[0])
        assert actor is not None, row[0]
        kind = self._texts.kinds.get(unescape(actor["kind"]), "")
        name = f'<a class="of-{kind}" href="{actor["to"]}" title="{actor["kind"]}">{actor["name"]}</a>'
        who = _TAG.sub("", actor["name"])
        below = row[0][actor.end() :]
        changed = _CHANGED.search(below)
        role = _BREAK.sub("", below[: changed.start()] if changed else below, count=1)
        role = f' <span class="role">{role}</span>' if role else ""
        role += self._changed(changed, who) if changed else ""
        cells = [self._cell(cell, who, when) for cell, when in zip(row[2:], self._columns[2:], strict=True)]
        times = map(_time, cells, _lines(cells))
        return (
            f'<tr id="{actor["id"]}"><th scope="row">{name}{role}</th>'
            f'<td class="now">{row[1]}</td>{"".join(times)}</tr>\n'
        )

    def _changed(self, changed: re.Match[str], who: str) -> str:
        """The word for how an actor's position changed, which leads to where both wordings are."""
        look = self._texts.changes.get(unescape(changed["words"]), "")
        said = f"<bdi>{who}: </bdi>{changed['words']}"
        return f' <a class="{look}" href="{changed["to"]}">{said}</a>'

    def _cell(self, cell: str, who: str, when: str) -> _Cell:
        texts = self._texts

        def mark(link: re.Match[str]) -> str:
            rest = link["rest"].strip().removesuffix(texts.semicolon)
            # Its day is that of the column, unless it says its own; on a phone both are in one line.
            day = "" if texts.comma in rest else f' <span class="day">{when}</span>'
            opened = f'<a class="{texts.stance(link["words"])}" href="{link["to"]}">'
            said = f"{opened}<bdi>{who}: </bdi>{link['words']}{day}</a>"
            return f"{said} <small>{rest}</small> " if rest else f"{said} "

        cell = cell.strip()
        written = cell.replace(f"{texts.turn} <a", f"{texts.turn_sign} <a")
        return _Cell(_LINK.sub(mark, written).strip(), cell.startswith(texts.turn))


def _group(rows: Iterable[str]) -> str:
    return f"<tbody>\n{''.join(rows)}</tbody>\n"


def _time(cell: _Cell, look: str) -> str:
    classes = f' class="{look}"' if look else ""
    return f"<td{classes}>{cell.html}</td>"


def _lines(cells: Sequence[_Cell]) -> Iterator[str]:
    """The classes of an actor's cells, which tell where the lines between their stances run."""
    at = [number for number, cell in enumerate(cells) if cell.html]
    for number, cell in enumerate(cells):
        is_first, following = not at or number <= at[0], next((other for other in at if other > number), None)
        turns = " turns" if following is not None and cells[following].turns else ""
        classes = []
        if cell.html:
            turned = " turned" if cell.turns else ""
            classes = ["at", *([] if is_first else [f"from{turned}"])]
            classes += [] if following is None else [f"to{turns}"]
        elif not is_first and following is not None:
            classes = [f"between{turns}"]
        yield " ".join(classes)


def _with_names(head: str, texts: _Texts) -> str:
    """The list of names by stance, with the stances' classes; folded if there are many."""
    is_long = sum(item["names"].count("<a ") for item in _NAMES.finditer(head)) > NAMES_SHOWN

    def item(found: re.Match[str]) -> str:
        said, names = _with_stance(found["head"].strip(), texts), found["names"].strip()
        if is_long:
            return f"<li><details><summary>{said}</summary> {names}</details></li>"
        return f"<li>{said} <span>{names}</span></li>"

    return _NAMES.sub(item, head)


def _with_stance(said: str, texts: _Texts) -> str:
    """A stance and how many have it, each as an element."""
    found = _STANCE.match(said)
    if found is None:
        return said
    count = said[found.end() :].strip()
    return f'<span class="{texts.stance(found[1])}">{found[1]}</span> <span class="count">{count}</span>'


def _entry(entry: re.Match[str], texts: _Texts) -> str:
    """The first line of an entry: who, and with which stance."""
    return f'{entry[1]} <span class="{texts.stance(entry[2])}">{entry[2]}</span>'

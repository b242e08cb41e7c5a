"""The things that a search finds: briefings, positions, questions, actors and issues.

A thing has a code of one character for its kind; for a position it includes the basis and stance, the basis
of relayed words, whether the source is unnamed, and whether its actor took another stance before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Literal, get_args

from msgspec import Struct
from msgspec.structs import replace

from onrecord.anchoring.coverage import runs_of
from onrecord.exports.passages import pieces_of
from onrecord.record import (
    Anchor,
    AnchoredBrief,
    AnchoredPosition,
    AnchoredQuestion,
    Article,
    Basis,
    Record,
)
from onrecord.record.filing import sort_name
from onrecord.schema.models import Kind, Stance, Status
from onrecord.search.postings import MOST_THINGS
from onrecord.text.dates import When
from onrecord.text.filing import filed_as
from onrecord.text.inline import plain
from onrecord.text.spans import OMISSION

# templates/theme/js/search_index.js has the same constants.
BRIEFING, ISSUE, TITLE = "B", "I", "T"
ACTORS: dict[Kind, str] = {"person": "P", "state": "S", "organisation": "O", "group": "G", "unnamed": "U"}
QUESTIONS: dict[Status, str] = {"open": "0", "answered": "1", "overtaken": "2"}
# A position's basis; for a relayed one, followed by that of the words.
_WORDS: list[Basis] = [basis for basis in Basis if basis is not Basis.RELAYED]
_BASES: list[tuple[Basis, Basis]] = [
    *((basis, basis) for basis in _WORDS),
    *((Basis.RELAYED, basis) for basis in _WORDS),
]
_STANCES: list[Stance | None] = [None, *get_args(Stance)]
# Thirty codes for each: named and unnamed sources, then those of changed positions.
_FIRST_CODES = {(False, False): 0x61, (True, False): 0xC0, (False, True): 0xE0, (True, True): 0x100}
POSITIONS = {
    (basis, words, stance, unnamed, changed): chr(first + number * len(_STANCES) + at)
    for number, (basis, words) in enumerate(_BASES)
    for at, stance in enumerate(_STANCES)
    for (unnamed, changed), first in _FIRST_CODES.items()
}
_WHITE = re.compile(r"\s+")
_SHOWN = 300  # characters of a summary or a note that a result shows; passages are shown whole
NO_DAY = date.min
_BETWEEN = " … "  # passages of a position

# What a page's things have from the rest of the record: the ids of positions that are changes, or roles.
Known = frozenset[str]
NOTHING: Known = frozenset()
Filter = tuple[Literal["actor", "issue"], str]


class Thing(Struct, frozen=True):
    """A thing that a search can find.

    Attributes:
        code: its kind, as above.
        texts: texts whose words find it.
        names: names whose words find it; other things have them as well.
        filters: its actors and issues.
        shown: the JSON data for a result.
    """

    code: str
    texts: tuple[str, ...]
    names: tuple[str, ...] = ()
    filters: tuple[Filter, ...] = ()
    shown: tuple[Any, ...] = ()


class Unit(Struct, frozen=True):
    """The things on one page.

    Attributes:
        page: the name of the page's file, without folder and ending.
        title: of the page.
        day: its date; `NO_DAY` for actors and issues.
        outlet: the publisher of the article.
        language: of the article, a BCP 47 tag.
        things: at most `MOST_THINGS`; the first is only the title, which counts for more, then the page
            itself.
        filed: what the name of an actor or an issue is filed under in lists.
    """

    page: str
    title: str
    day: When
    outlet: str
    language: str
    things: tuple[Thing, ...]
    filed: str = ""


def briefing_units(record: Record, brief: AnchoredBrief, changed: Known = NOTHING) -> Iterator[Unit]:
    """The units of a briefing's page: one, or several if it has very many things.

    Args:
        record: for the names of actors and issues.
        brief: the briefing.
        changed: the ids of its positions whose actors took another stance before.
    """
    written = brief.brief
    source = written.source
    names = [record.actors[actor.id].name for actor in written.actors]
    roles = {actor.id: actor.role for actor in written.actors if actor.role}
    summary = plain(written.summary)
    actors = dict.fromkeys(actor.id for actor in written.actors)
    issues = dict.fromkeys(position.stated.issue for position in brief.positions)
    things = [
        Thing(TITLE, (brief.title, *written.tags)),
        Thing(
            BRIEFING,
            (brief.title, summary, *written.tags, *roles.values(), source.author or ""),
            (brief.slug, *names, source.publisher, *(record.issues[issue].title for issue in issues)),
            (*_filters("actor", actors), *_filters("issue", issues)),
            (_short(summary), *(() if written.title else (1,))),  # The title is the article's headline.
        ),
    ]
    for position in brief.positions:
        thing = _position(record, brief, position, is_change=position.id in changed)
        role = roles.get(position.stated.actor)
        things.append(replace(thing, names=(*thing.names, role)) if role else thing)
    things += [_question(record, brief, question) for question in brief.questions]
    for at in range(0, len(things), MOST_THINGS):
        some = tuple(things[at : at + MOST_THINGS])
        yield Unit(brief.slug, brief.title, written.date, source.publisher, source.language, some)


def _position(record: Record, brief: AnchoredBrief, position: AnchoredPosition, *, is_change: bool) -> Thing:
    stated = position.stated
    actor, issue = record.actors[stated.actor], record.issues[stated.issue]
    translation = stated.translation or ""
    relayer = (record.actors[stated.relayed_by].name,) if stated.relayed_by else ()
    unnamed = record.is_unnamed(stated)
    return Thing(
        POSITIONS[position.basis, position.words_basis, stated.stance, unnamed, is_change],
        (stated.says, *_pieces(brief.article, position.anchors), translation, stated.setting or ""),
        (actor.name, *actor.also, issue.title, *relayer),
        (("actor", stated.actor), ("issue", stated.issue)),
        (
            position.id,
            actor.name,
            stated.says,
            _runs(brief.article, position.anchors),
            issue.title,
            _short(translation),
            *relayer,
        ),
    )


def _pieces(article: Article, anchors: Sequence[Anchor]) -> Iterator[str]:
    """Each piece of each passage, so that no phrase is found across an omission."""
    for pieces in pieces_of(article, anchors):
        yield from pieces


def _runs(article: Article, anchors: Sequence[Anchor]) -> list[str]:
    """The passages as parts outside and inside quotation marks, in turn; the first is outside."""
    runs = [""]
    for passage, anchor in enumerate(anchors):
        for number, piece in enumerate(anchor.pieces):
            joint = OMISSION if number else _BETWEEN if passage else ""
            _add(runs, joint, quoted=False)
            for run in runs_of(article, piece):
                _add(runs, article.words(run.span), quoted=run.quoted)
    return runs


def _add(runs: list[str], text: str, *, quoted: bool) -> None:
    """Add a text to runs, with its white space as single spaces."""
    text = _WHITE.sub(" ", text)
    if not text:
        return
    if len(runs) % 2 == quoted:
        runs.append(text)
    else:
        runs[-1] += text


def _question(record: Record, brief: AnchoredBrief, question: AnchoredQuestion) -> Thing:
    asked = question.asked
    issue = record.issues[asked.issue].title if asked.issue else ""
    return Thing(
        QUESTIONS[asked.status],
        (asked.ask, asked.watch or "", asked.answer or "", *_pieces(brief.article, question.anchors)),
        (issue,),
        _filters("issue", [asked.issue] if asked.issue else []),
        (question.id, asked.ask, _short(asked.answer or asked.watch or ""), issue),
    )


def actor_unit(record: Record, actor_id: str, roles: Known = NOTHING) -> Unit:
    """The unit of an actor's page; `roles` are those that briefings give the actor."""
    actor = record.actors[actor_id]
    note = plain(actor.note) if actor.note else ""
    names = (actor.name, *actor.also)
    above = (record.actors[actor.of].name,) if actor.of else ()
    texts = (*names, note, *sorted(roles))
    whole = Thing(ACTORS[actor.kind], texts, (*above, actor_id), (("actor", actor_id),), (_short(note),))
    filed = filed_as(sort_name(actor))
    return Unit(actor_id, actor.name, NO_DAY, "", "", (Thing(TITLE, names), whole), filed)


def issue_unit(record: Record, issue_id: str) -> Unit:
    """The unit of an issue's page."""
    issue = record.issues[issue_id]
    about = plain(issue.about) if issue.about else ""
    texts = issue.title, issue.proposition or "", about
    shown = (_short(issue.proposition), 1) if issue.proposition else (_short(about),)
    whole = Thing(ISSUE, texts, (issue_id,), (("issue", issue_id),), shown)
    filed = filed_as(issue.title)
    return Unit(issue_id, issue.title, NO_DAY, "", "", (Thing(TITLE, (issue.title,)), whole), filed)


def _filters(kind: Literal["actor", "issue"], ids: Sequence[str] | dict[str, None]) -> tuple[Filter, ...]:
    return tuple((kind, id_) for id_ in ids)


def _short(text: str) -> str:
    """The beginning of a text, up to the end of a word if its script has spaces."""
    text = " ".join(text.split())
    if len(text) <= _SHOWN:
        return text
    return f"{text[:_SHOWN].rpartition(' ')[0] or text[:_SHOWN]} …"

"""The things that a search finds: briefings, positions, questions, actors and issues.

A thing has a code of one character for its kind; for a position it includes the basis and stance, the basis
of relayed words, and whether the source is unnamed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Literal, get_args

from msgspec import Struct

from onrecord.exports.passages import as_text, pieces_of
from onrecord.model import AnchoredBrief, AnchoredPosition, AnchoredQuestion, Basis, Record
from onrecord.schema import Kind, Stance, Status
from onrecord.search.postings import MOST_THINGS
from onrecord.text.dates import When
from onrecord.text.inline import plain

# templates/theme/js/search.js has the same constants.
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
# Thirty codes from `a` to `~`, and as many from `À` for unnamed sources.
POSITIONS = {
    (basis, words, stance, unnamed): chr(ord("À" if unnamed else "a") + number * len(_STANCES) + at)
    for number, (basis, words) in enumerate(_BASES)
    for at, stance in enumerate(_STANCES)
    for unnamed in (False, True)
}
_SHOWN = 300  # characters of a text that a result shows
NO_DAY = date.min

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
    """

    page: str
    title: str
    day: When
    outlet: str
    language: str
    things: tuple[Thing, ...]


def briefing_units(record: Record, brief: AnchoredBrief) -> Iterator[Unit]:
    """The units of a briefing's page: one, or several if it has very many things."""
    written = brief.brief
    source = written.source
    names = [record.actors[actor.id].name for actor in written.actors]
    roles = [actor.role for actor in written.actors if actor.role]
    summary = plain(written.summary)
    actors = dict.fromkeys(actor.id for actor in written.actors)
    issues = dict.fromkeys(position.stated.issue for position in brief.positions)
    things = [
        Thing(TITLE, (brief.title, *written.tags)),
        Thing(
            BRIEFING,
            (brief.title, summary, *written.tags, *roles, source.author or ""),
            (*names, source.publisher, *(record.issues[issue].title for issue in issues)),
            (*_filters("actor", actors), *_filters("issue", issues)),
            (_short(summary), *(() if written.title else (1,))),  # The title is the article's headline.
        ),
    ]
    things += [_position(record, brief, position) for position in brief.positions]
    things += [_question(record, brief, question) for question in brief.questions]
    for at in range(0, len(things), MOST_THINGS):
        some = tuple(things[at : at + MOST_THINGS])
        yield Unit(brief.slug, brief.title, written.date, source.publisher, source.language, some)


def _position(record: Record, brief: AnchoredBrief, position: AnchoredPosition) -> Thing:
    stated = position.stated
    actor, issue = record.actors[stated.actor], record.issues[stated.issue]
    passage = " … ".join(map(as_text, pieces_of(brief.article, position.anchors)))
    translation = stated.translation or ""
    shown = passage
    if len(passage) > _SHOWN and position.gist is not None:
        shown = brief.article.words(position.gist)
    relayer = (record.actors[stated.relayed_by].name,) if stated.relayed_by else ()
    return Thing(
        POSITIONS[position.basis, position.words_basis, stated.stance, record.is_unnamed(stated)],
        (stated.says, passage, translation, stated.setting or ""),
        (actor.name, *actor.also, issue.title, *relayer),
        (("actor", stated.actor), ("issue", stated.issue)),
        (position.id, actor.name, stated.says, _short(shown), issue.title, _short(translation), *relayer),
    )


def _question(record: Record, brief: AnchoredBrief, question: AnchoredQuestion) -> Thing:
    asked = question.asked
    issue = record.issues[asked.issue].title if asked.issue else ""
    passage = " … ".join(map(as_text, pieces_of(brief.article, question.anchors)))
    return Thing(
        QUESTIONS[asked.status],
        (asked.ask, asked.watch or "", asked.answer or "", passage),
        (issue,),
        _filters("issue", [asked.issue] if asked.issue else []),
        (question.id, asked.ask, _short(asked.answer or asked.watch or ""), issue),
    )


def actor_unit(record: Record, actor_id: str) -> Unit:
    """The unit of an actor's page."""
    actor = record.actors[actor_id]
    note = plain(actor.note) if actor.note else ""
    names = (actor.name, *actor.also)
    above = (record.actors[actor.of].name,) if actor.of else ()
    whole = Thing(ACTORS[actor.kind], (*names, note), above, (("actor", actor_id),), (_short(note),))
    return Unit(actor_id, actor.name, NO_DAY, "", "", (Thing(TITLE, names), whole))


def issue_unit(record: Record, issue_id: str) -> Unit:
    """The unit of an issue's page."""
    issue = record.issues[issue_id]
    about = plain(issue.about) if issue.about else ""
    texts = issue.title, issue.proposition or "", about
    shown = (_short(issue.proposition), 1) if issue.proposition else (_short(about),)
    whole = Thing(ISSUE, texts, (), (("issue", issue_id),), shown)
    return Unit(issue_id, issue.title, NO_DAY, "", "", (Thing(TITLE, (issue.title,)), whole))


def _filters(kind: Literal["actor", "issue"], ids: Sequence[str] | dict[str, None]) -> tuple[Filter, ...]:
    return tuple((kind, id_) for id_ in ids)


def _short(text: str) -> str:
    """The beginning of a text, up to the end of a word if its script has spaces."""
    text = " ".join(text.split())
    if len(text) <= _SHOWN:
        return text
    return f"{text[:_SHOWN].rpartition(' ')[0] or text[:_SHOWN]} …"

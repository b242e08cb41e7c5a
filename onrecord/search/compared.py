"""What the page that compares two actors loads: a file for each actor, and one for each issue.

An actor's file has the latest words of this actor on each issue, and how the stance changed; an issue's file
has the actors who spoke on it. So a comparison loads two or three small files, however large the site is,
and an edit remakes those of the actors and issues that it names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from onrecord.addresses import COMPARE, SEARCH_CALL, search_path
from onrecord.engine.files import Export
from onrecord.engine.output import Output
from onrecord.pages.entries import PositionEntry, position_entry
from onrecord.pages.links import Linker
from onrecord.pages.quoting import Passage, Segment
from onrecord.pages.shortening import shown_words
from onrecord.record import Record, Statement
from onrecord.record.timeline import Standing, changes, newest_first, roles, standings
from onrecord.search.sections import as_script
from onrecord.text.dates import in_order, is_before

ROOM = 60_000  # bytes for the articles' words in an actor's file
STEPS = 8  # stances of a path, the newest
ACTORS = 100  # of an issue's file, those who spoke last


def compared_outputs(record: Record) -> Iterator[Output[Export]]:
    """The files of all actors and issues."""
    for actor_id in record.actors:
        yield Output(search_path(f"by-{actor_id}"), _by, (actor_id,))
    for issue_id in record.issues:
        yield Output(search_path(f"on-{issue_id}"), _on, (issue_id,), cost=0)


def _by(record: Record, actor_id: str) -> Export:
    """An actor: name, kind, newest role, and a mapping for each issue, the newest words first."""
    actor = record.actors[actor_id]
    by_issue: dict[str, list[Statement]] = {}
    for statement in record.positions_of.get(actor_id, ()):
        by_issue.setdefault(statement.issue, []).append(statement)
    found = [standings(said, {actor_id: (actor.name,)})[0] for said in by_issue.values()]
    found.sort(key=lambda one: in_order(one.latest.date), reverse=True)
    words = shown_words(record, (one.latest for one in found), ROOM)
    link = Linker(record, COMPARE)
    held = roles(record.listed_in.get(actor_id, ()))
    content = [
        actor.name,
        actor.kind,
        held[-1].title if held else "",
        [
            {
                **_issue(record, one.latest.issue),
                **_stances(one, by_issue[one.latest.issue]),
                **_position(one.latest, position_entry(link, one.latest, words[one.latest])),
            }
            for one in found
        ],
    ]
    return _script(f"by-{actor_id}", content)


def _on(record: Record, issue_id: str) -> Export:
    """An issue: its title, and the names of the actors who spoke on it by id, those who spoke last first."""
    spoke = dict.fromkeys(said.actor for said in newest_first(record.positions_on.get(issue_id, ())))
    actors = [[actor_id, record.actors[actor_id].name] for actor_id in list(spoke)[:ACTORS]]
    return _script(f"on-{issue_id}", [record.issues[issue_id].title, actors])


def _script(name: str, content: Sequence[Any]) -> Export:
    return Export(search_path(name), f"{SEARCH_CALL}{as_script(name)},{as_script(content)});\n")


def _issue(record: Record, issue_id: str) -> dict[str, str]:
    issue = record.issues[issue_id]
    return {"issue": issue_id, "title": issue.title, "proposition": issue.proposition or ""}


def _stances(standing: Standing, said: Iterable[Statement]) -> dict[str, Any]:
    """The latest stance; `path`, if it changed: each stance with the day when it was new; and `beside`.

    `beside` are other stances of the same day, or of a month or year with that day in it.
    """
    latest = standing.latest
    found = changes(said)[::-1]
    new = [found[0].earlier, *(change.later for change in found)] if found else []
    if new and new[-1].stance != latest.stance:
        new.append(latest)
    steps = [next(same) for _, same in groupby(new, key=lambda one: one.stance)]
    beside = (one for one in standing.said if not is_before(one.date, latest.date))
    others = {one.stance: one for one in beside if one.stance not in (None, latest.stance)}
    return {
        "stance": latest.stance or "",
        "path": [_step(one) for one in steps[-STEPS:]] if len(steps) > 1 else [],
        "beside": [_step(one) for one in others.values()],
    }


def _step(statement: Statement) -> list[Any]:
    """A stance, its day, and whether another actor relays it."""
    return [statement.stance, statement.date.isoformat(), int(statement.relayed_by is not None)]


def _position(statement: Statement, entry: PositionEntry) -> dict[str, Any]:
    return {
        "briefing": statement.slug,
        "id": statement.id,
        "day": entry.day.isoformat(),
        "said": int(entry.said),
        "basis": entry.basis.value.replace(" ", "-"),
        "words": entry.words_basis.value.replace(" ", "-"),
        "unnamed": int(entry.unnamed),
        "via": entry.relayed_by.text if entry.relayed_by else "",
        "publisher": entry.publisher,
        "from": entry.link.text,
        "headline": entry.link.language,
        "language": entry.language,
        "passages": [_passage(passage) for passage in entry.passages],
        "cut": int(entry.is_cut),
        "translation": entry.translation or "",
    }


def _passage(passage: Passage) -> list[Any]:
    """The passage's name, the sentence before it, its lines, and the sentence after it."""
    return [passage.name, passage.before, [_runs(line) for line in passage.lines], passage.after]


def _runs(line: Sequence[Segment]) -> list[str]:
    """A line as parts outside and inside quotation marks, in turn; the first is outside."""
    runs = [""]
    for segment in line:
        if len(runs) % 2 == segment.quoted:
            runs.append("")
        runs[-1] += segment.text
    return runs

"""Made-up values that fit the keys of the schema, by the kinds of `onrecord.schema.fields`.

The type of a key decides; a type that is unknown here is an error that says what to do.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel

from onrecord.rules import RULES
from onrecord.rules.problems import Severity
from onrecord.schema import fields
from onrecord.schema.models import Actor, Brief, Issue, keys_of

Model = type[BaseModel]
ROOTS: Sequence[Model] = (Brief, Actor, Issue)
RARELY = 0.1  # how often a value is chosen that probably is a problem
LINES = (
    "Made-up words",
    "Words with *emphasis*, `code` and a [link](https://example.org/a?b=1&c=2)",
    "“Quoted”, it’s said: <b>not bold</b> & more",
    "كلمات مختلقة",
    "A | B \\ C {{ d }} – e",
)
LANGUAGES = ("en", "en-GB", "ar", "fr", "he", "zh-Hant")
FIRST_DAY = date(2031, 4, 25)


class UnknownKindError(Exception):
    """This module has no values for the type of a key."""

    def __init__(self, name: str, hint: Any) -> None:
        super().__init__(
            f"{name} has a type that tests/helpers/values.py makes no values of: add it to VALUES ({hint})"
        )


@dataclass(frozen=True)
class Around:
    """The context of a value.

    Attributes:
        actors: the ids of actors in the register.
        issues: the ids of issues in the register.
        positions: the references of published positions, with their briefings' days.
        articles: the files in `seeds`.
        brief: the data of the edited briefing; empty for a register.
        text: the text of its article.
        entry: the mapping with the key.
        key: the key.
    """

    actors: Sequence[str]
    issues: Sequence[str]
    positions: Mapping[str, str]
    articles: Sequence[str]
    brief: Mapping[str, Any]
    text: str
    entry: Mapping[str, Any]
    key: str


@cache
def hints_of(model: Model) -> Mapping[str, Any]:
    """The type of each key of a model, by its name in YAML, without `None`."""
    hints = get_type_hints(model, include_extras=True)
    return {field.alias or name: _without_none(hints[name]) for name, field in model.model_fields.items()}


def _without_none(hint: Any) -> Any:
    if get_origin(hint) in (Union, UnionType):
        (hint,) = [one for one in get_args(hint) if one is not NoneType]
    return hint


def nested_in(hint: Any) -> Model | None:
    """The model of a key's value, or of the items in its list."""
    inner = get_args(hint)[0] if get_origin(hint) is tuple else hint
    return inner if isinstance(inner, type) and issubclass(inner, BaseModel) else None


def models() -> Iterator[Model]:
    """All models of the schema."""
    waiting = list(ROOTS)
    while waiting:
        model = waiting.pop()
        yield model
        waiting += [inner for hint in hints_of(model).values() if (inner := nested_in(hint))]


def name_of(model: Model, key: str) -> str:
    return f"{model.__name__}.{key}"


def value(model: Model, key: str, around: Around, dice: random.Random) -> Any:
    """A random value for a key; usually a valid one.

    Raises:
        UnknownKindError: its type is not known here.
    """
    name = name_of(model, key)
    if name in VALUES_OF_KEYS:
        return VALUES_OF_KEYS[name](around, dice)
    return _of_kind(hints_of(model)[key], name, around, dice)


def _of_kind(hint: Any, name: str, around: Around, dice: random.Random) -> Any:
    if hint in VALUES:
        return VALUES[hint](around, dice)
    if get_origin(hint) is Literal:
        return dice.choice(get_args(hint))
    inner = nested_in(hint)
    if get_origin(hint) is tuple:
        item = inner or get_args(hint)[0]
        return [_of_kind(item, name, around, dice) for _ in range(dice.randint(1, 2))]
    if inner is None:
        raise UnknownKindError(name, hint)
    return {
        key: value(inner, key, around, dice)
        for key, field in keys_of(inner).items()
        if field.is_required() or dice.random() < RARELY
    }


def _line(_: Around, dice: random.Random) -> str:
    return f"{dice.choice(LINES)} {dice.randint(1, 99)}"


def _block(around: Around, dice: random.Random) -> str:
    return "\n\n".join(_line(around, dice) for _ in range(dice.randint(1, 3)))


def _ask(around: Around, dice: random.Random) -> str:
    return f"{_line(around, dice)}{dice.choice('?؟')}"


def _day(_: Around, dice: random.Random) -> str:
    return str(FIRST_DAY + timedelta(days=dice.randint(0, 40)))


def _date(around: Around, dice: random.Random) -> str:
    """A day, or half of the time a month or a year."""
    return _day(around, dice)[
        : dice.choice([len("2031-04-25"), len("2031-04-25"), len("2031-04"), len("2031")])
    ]


def _url(_: Around, dice: random.Random) -> str:
    return f"https://example.org/{dice.choice(['a', 'b?c=1&d=2', 'é'])}/{dice.randint(1, 99)}"


def _sentences(around: Around) -> list[str]:
    return [part.strip() for part in re.split(r"[.,\n“”'‘’«»:]", around.text) if len(part.split()) > 2] or [
        "Words of no article"
    ]


def _words(around: Around, dice: random.Random) -> str:
    """Words of the article: for a prefix, those before the passage; for a suffix, those after it.

    For a gist, some of the passage's words.
    """
    passage = around.entry.get("passage")
    if around.key == "gist" and isinstance(passage, str) and dice.random() > RARELY:
        own = passage.split()
        start = dice.randrange(len(own)) if own else 0
        return " ".join(own[start : start + dice.randint(1, 8)])
    before, found, after = around.text.partition(passage) if isinstance(passage, str) else ("", "", "")
    beside = {"prefix": before.split()[-dice.randint(1, 4) :], "suffix": after.split()[: dice.randint(1, 4)]}
    if found and beside.get(around.key):
        return " ".join(beside[around.key])
    return dice.choice(_sentences(around))


def _passages(around: Around, dice: random.Random) -> str | list[str]:
    """Words of the article, or of another passage in the briefing, whose speaker is known."""
    others = [
        passage
        for position in around.brief.get("positions") or ()
        if isinstance(position, dict) and isinstance(passage := position.get("passage"), str)
    ]
    chosen = dice.choice(others) if others and dice.random() < 0.5 else dice.choice(_sentences(around))
    words = chosen.split()
    if dice.random() < 0.3 and len(words) > 5:
        chosen = " ".join(words[: dice.randint(3, len(words))])
    return [chosen, *dice.sample(others, 1)] if others and dice.random() < 0.2 else chosen


def _id(around: Around, dice: random.Random) -> str:
    """An actor's id, usually from the briefing's list."""
    listed = [actor.get("id") for actor in around.brief.get("actors") or () if isinstance(actor, dict)]
    ids = list(filter(None, listed))
    if around.key not in IDS_OF_ACTORS and dice.random() < 0.6:
        ids = [*around.issues, _new_id(around, dice)]
    return str(dice.choice(ids if ids and dice.random() > RARELY else around.actors))


def _new_id(_: Around, dice: random.Random) -> str:
    return f"made-up-{dice.randint(1, 99)}"


def _issue(around: Around, dice: random.Random) -> str:
    return dice.choice(around.issues)


def _ids(around: Around, dice: random.Random) -> str | list[str]:
    ids = list(dict.fromkeys(_id(around, dice) for _ in range(dice.randint(1, 3))))
    return ids if len(ids) > 1 or dice.random() < 0.5 else ids[0]


def _reference(around: Around, dice: random.Random) -> str:
    """A position of this briefing or, usually, a later one."""
    day = around.brief.get("date") or ""
    later = [name for name, briefed in around.positions.items() if briefed >= day or dice.random() < RARELY]
    return dice.choice(later) if later else "no-briefing#no-position"


def _warning(_: Around, dice: random.Random) -> str:
    return dice.choice([rule.name for rule in RULES.values() if rule.severity is Severity.WARNING])


def _file(around: Around, dice: random.Random) -> str:
    return dice.choice(around.articles)


Maker = Callable[[Around, random.Random], Any]
VALUES: Mapping[Any, Maker] = {
    fields.Line: _line,
    fields.Block: _block,
    fields.Words: _words,
    fields.Ask: _ask,
    fields.Date: _date,
    fields.Day: _day,
    fields.Url: _url,
    fields.Language: lambda _, dice: dice.choice(LANGUAGES),
    fields.Id: _id,
    fields.PositionReference: _reference,
    fields.Wikidata: lambda _, dice: f"Q{dice.randint(1, 10**6)}",
    fields.WarningName: _warning,
    fields.Reason: _line,
    fields.Passages: _passages,
    fields.Ids: _ids,
}
# Keys whose type is not enough; for others the type decides.


def _former_ids(_: Around, dice: random.Random) -> list[str]:
    return [f"former-{dice.randint(1, 99)}" for _ in range(dice.randint(1, 2))]


VALUES_OF_KEYS: Mapping[str, Maker] = {
    "Source.file": _file,
    "ListedActor.id": lambda around, dice: dice.choice(around.actors),
    "Actor.of": lambda around, dice: dice.choice(around.actors),
    "Position.issue": _issue,
    "Question.issue": _issue,
    **dict.fromkeys(("Brief.formerly", "Actor.formerly", "Issue.formerly"), _former_ids),
    "Position.id": _new_id,
    "Question.id": _new_id,
}
# For unknown keys with an id, any kind of id may be right.
IDS_OF_ACTORS = frozenset({"actor", "relayed_by", "speaker", "toward"})

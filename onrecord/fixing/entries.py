"""Entries for ids that the registers lack, with names from the article."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from onrecord.drafting.drafting import draft_of
from onrecord.drafting.entries import Entry, kind_of_name
from onrecord.drafting.languages import words_of_language
from onrecord.drafting.register import NewEntry
from onrecord.drafting.yaml_text import can_be_written, one_line, scalar
from onrecord.fixing.context import Context
from onrecord.fixing.edits import Choice, Edit, Fix
from onrecord.fixing.values import Value
from onrecord.metadata.schema_errors import slug_of
from onrecord.record import Article
from onrecord.rules import references
from onrecord.rules.problems import Problem

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*\.?")
_ACTOR_KEYS = frozenset("actor relayed_by toward speaker of".split())
_GUESSED = "not in the article: check the name and the kind"


class IssueEntry(Struct):
    """An issue that the register lacks."""

    id: str
    title: str

    def as_yaml(self) -> Iterator[str]:
        """The lines of the entry."""
        yield f"{self.id}:"
        yield f"  title: {scalar(self.title, typographic=False)}"


def similar_id(problem: Problem, context: Context) -> Fix | None:
    """Offer a similar id of the register, unless the article has the name that was written."""
    value = context.value_at(problem.location)
    if value is None or value.style not in ("", "'", '"'):
        return None
    is_actor = problem.rule is references.UNKNOWN_ACTOR
    register = context.registers.actors_file if is_actor else context.registers.issues_file
    near = register.known.nearest(value.words)
    if not near or (is_actor and context.article and name_in(context.article, value.words)):
        return None
    edits = tuple(
        Edit(one.start, one.end, f"{one.style}{near}{one.style}")
        for one in _ids(context, is_actor=is_actor)
        if one.words == value.words
    )
    label = f"{value.words} → {near}"
    question = f"is {value.words} the {'actor' if is_actor else 'issue'} {near} of {register.path}?"
    return Fix(problem, (Choice(label, edits),), question) if edits else None


def _ids(context: Context, *, is_actor: bool) -> Iterator[Value]:
    """The ids of actors or of issues in a file."""
    group = key = ""
    for value in context.file.values:
        if value.is_key:
            key = value.words
            group = key if value.owner < 0 else group
            continue
        is_id = key in _ACTOR_KEYS or (key, group) == ("id", "actors") if is_actor else key == "issue"
        if is_id:
            yield value


def entry_for(problem: Problem, context: Context) -> NewEntry | None:
    """An entry for an unknown id; None if it may be a mistyped one, or there is no article."""
    value, article = context.value_at(problem.location), context.article
    if value is None or article is None or similar_id(problem, context) is not None:
        return None
    if problem.rule is references.UNKNOWN_ISSUE:
        title = name_in(article, value.words, capital=False) or value.words.replace("-", " ")
        return IssueEntry(value.words, title[:1].upper() + title[1:])
    language = context.anchoring.file.brief.source.language if context.anchoring else "en"
    return _actor(value.words, article, context, language)


def _actor(id_: str, article: Article, context: Context, language: str) -> Entry:
    """An actor, as a draft of the article would have it, or by the name that the id is made from."""
    drafted = draft_of(article.file, article.text, context.registers.actors, language).entries
    same = [entry for entry in drafted if id_ in (entry.id, slug_of(entry.name))]
    same = same or [entry for entry in drafted if slug_of(entry.name.split()[-1]) == id_]
    if len(same) == 1:
        return replace(same[0], id=id_, lines=[])
    name = name_in(article, id_)
    if name:
        kind, why = kind_of_name(name.split(), words_of_language(language), titled=False)
        return Entry(id_, name, kind, why=why)
    name = " ".join(word[:1].upper() + word[1:] for word in id_.split("-"))
    kind, _ = kind_of_name(name.split(), words_of_language(language), titled=False)
    return Entry(id_, name, kind, why=_GUESSED)


def name_in(article: Article, id_: str, *, capital: bool = True) -> str:
    """The words of an article that an id is made from, as it writes them most often; empty if there are none.

    Args:
        article: the article.
        id_: such as `ana-kresh`.
        capital: whether the last word must begin with a capital, in scripts that have them.
    """
    found: Counter[str] = Counter()
    for paragraph in article.blocks:
        words = list(_WORD.finditer(article.text, paragraph.start, paragraph.end))
        for number, first in enumerate(words):
            if not id_.startswith(slug_of(first.group()) or "-"):
                continue
            for last in words[number : number + id_.count("-") + 1]:
                name = one_line(article.text[first.start() : last.end()].removesuffix("."))
                if slug_of(name) == id_ and can_be_written(name) and (not capital or _is_name(name)):
                    found[name] += 1
                    break
    return max(found, key=lambda name: found[name], default="")


def _is_name(words: str) -> bool:
    return not words.rpartition(" ")[2][:1].islower()

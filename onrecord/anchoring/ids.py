"""The ids of a briefing's positions and questions: each is given once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import count

from onrecord.addresses import position_id, question_id
from onrecord.metadata.briefs import BriefFile
from onrecord.metadata.tree import MappingNode, Scalar
from onrecord.rules import references
from onrecord.rules.problems import Location, Problem
from onrecord.schema import models as schema

Item = tuple[tuple[str, int], schema.Position | schema.Question]


def id_of(stated: schema.Position | schema.Question) -> str:
    """The id of a position or a question: the editor's, or one made from its words."""
    return position_id(stated) if isinstance(stated, schema.Position) else question_id(stated)


def repeated_ids(file: BriefFile, items: Sequence[Item]) -> Iterator[Problem]:
    """The problems of ids that another position or question before has.

    Args:
        file: the briefing.
        items: its positions and questions, each with its path in the file.
    """
    names = [id_of(stated) for _, stated in items]
    known = set(names)
    if len(known) == len(names):
        return  # The usual case.
    seen: dict[str, tuple[Location, schema.Position | schema.Question]] = {}
    numbers: defaultdict[str, count[int]] = defaultdict(lambda: count(2))
    for (path, stated), name in zip(items, names, strict=True):
        if not _is_as_written(file, path, stated):
            continue
        place = file.document.value((*path, "id") if stated.id else path)
        if name not in seen:
            seen[name] = place, stated
            continue
        first, other = seen[name]
        free = next(new for number in numbers[name] if (new := f"{name}-{number}") not in known)
        message, help_text = (
            f"line {first.line} already has the id {name}",
            f"give this one another id, such as `id: {free}`",
        )
        if _is_copy(stated, other):
            message, help_text = f"line {first.line} has the same words already", "remove one of the two"
        elif stated.id is None:
            message += ": it has the same first words"
        yield Problem(references.DUPLICATE_ID, place, message, help_text)


def _is_copy(stated: schema.Position | schema.Question, other: schema.Position | schema.Question) -> bool:
    """Whether an item says the same as an earlier one, and was hardly meant as another."""
    if isinstance(stated, schema.Position) and isinstance(other, schema.Position):
        return (stated.actor, stated.issue, stated.passage) == (other.actor, other.issue, other.passage)
    return isinstance(stated, schema.Question) and stated == other


def _is_as_written(file: BriefFile, path: tuple[str, int], stated: schema.Position | schema.Question) -> bool:
    """Whether an id is made from the file's values, not from a placeholder for a wrong one."""
    if stated.id is not None:
        return True
    node = file.document.node(path)
    if not isinstance(node, MappingNode) or "id" in node.values:
        return False  # The id that is written is wrong, and another rule has reported it.
    used = stated.actor if isinstance(stated, schema.Position) else stated.ask
    written = node.values.get("actor" if isinstance(stated, schema.Position) else "ask")
    return isinstance(written, Scalar) and " ".join(written.value.split()) == used

"""Find the stale outputs: those that read something that has changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from msgspec import Struct

from onrecord.engine.digests import value_digest
from onrecord.engine.output import Output, OutputGroup
from onrecord.engine.output_table import OutputTable, Row
from onrecord.engine.reads import ReadLog, tracked


class BuildTask(Struct, frozen=True):
    """An output to make.

    Attributes:
        output: the output.
        group: the number of its group.
        key: a digest of its key.
        before: the stored output; None if there is none.
        was_modified: whether its file is missing or was modified.
    """

    output: Output[Any]
    group: int
    key: bytes
    before: Row | None
    was_modified: bool


class BuildPlan(Struct, frozen=True):
    """The work of a build.

    Attributes:
        tasks: the outputs to make, in the order of their groups.
        removed: the paths of outputs that no longer exist.
        removed_groups: the numbers of groups that no longer exist.
    """

    tasks: list[BuildTask]
    removed: set[str]
    removed_groups: set[int]


def stale_outputs(
    groups: Iterable[OutputGroup[Any]], record: Struct, table: OutputTable, modified: Collection[str]
) -> BuildPlan:
    """Plan which outputs to make and which to remove, by what has changed since the last build.

    Args:
        groups: all outputs of the stage.
        record: the outputs are made from it.
        table: the stored outputs, after `find_changed`.
        modified: the paths of outputs whose files are missing or were modified.
    """
    reads = ReadLog()
    watched = tracked(record, reads)
    dependents, planners = table.dependents()
    dependents |= table.ids(modified)
    with_dependents = table.groups_of(dependents)
    known = table.groups()
    plan = BuildPlan([], set(), {id_ for id_, _ in known.values()})
    if not with_dependents <= plan.removed_groups:
        raise sqlite3.DatabaseError("the cache has outputs of a group that it does not have")

    def add(planned: Iterable[Output[Any]], group: int, before: Mapping[str, Row]) -> None:
        for output in planned:
            row, key = before.get(output.path), value_digest(output.made_from)
            if row is None or row.key != key or row.id in dependents:
                plan.tasks.append(BuildTask(output, group, key, row, output.path in modified))

    for group in groups:
        key = value_digest(group.key)
        id_, key_before = known.get(group.name, (0, b""))
        plan.removed_groups.discard(id_)
        if id_ and key == key_before and id_ not in planners:  # The outputs are the same, with the same keys.
            if id_ in with_dependents:
                before = table.of_group(id_, dependents)
                add((output for output in group.plan(record) if output.path in before), id_, before)
            continue
        planned = list(group.plan(watched))
        id_ = table.put_group(group.name, key, reads.drain())
        before = table.of_group(id_)
        add(planned, id_, before)
        plan.removed.update(before.keys() - {output.path for output in planned})
    for id_ in plan.removed_groups:
        plan.removed.update(table.of_group(id_))
    return plan

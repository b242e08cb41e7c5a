"""Which files a build has to make: those that are made from something that has changed, and no others."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from msgspec import Struct

from onrecord.engine.digests import value_digest
from onrecord.engine.ledger import Outputs, Row
from onrecord.engine.output import Family, Output
from onrecord.engine.reads import Reads, tracked

_NOTHING = value_digest(None)


class Job(Struct, frozen=True):
    """An output that has to be made.

    Attributes:
        family: the number of its family.
        given: a digest of what it is given.
        before: what is known of it as it stands; None where nothing is.
    """

    output: Output[Any]
    family: int
    given: bytes
    before: Row | None


class Work(Struct, frozen=True):
    """What there is to do.

    Attributes:
        jobs: what has to be made, by family.
        gone: the paths of what is no longer made.
        gone_families: the numbers of families that are no longer there.
    """

    jobs: list[Job]
    gone: set[str]
    gone_families: set[int]


def outdated(
    families: Iterable[Family[Any]], record: Struct, outputs: Outputs, spoilt: Collection[str]
) -> Work:
    """What has to be made, by what has changed since the last build.

    Args:
        families: all that is made.
        record: what it is made from.
        outputs: what is known of it; it has been told what has changed.
        spoilt: paths of outputs that do not stand as they were made.
    """
    reads = Reads()
    watched = tracked(record, reads)
    readers, planners = outputs.readers()
    readers |= outputs.ids(spoilt)
    with_readers = outputs.families_of(readers)
    known = outputs.families()
    work = Work([], set(), {id_ for id_, _ in known.values()})
    for family in families:
        given = _NOTHING if family.given is None else value_digest(family.given)
        id_, given_before = known.get(family.name, (0, b""))
        work.gone_families.discard(id_)
        as_planned = id_ and given == given_before and id_ not in planners
        if as_planned and id_ not in with_readers:
            continue
        if as_planned:  # The outputs are those that there were, and given what they were given.
            before = outputs.of_family(id_, readers)
            rows = ((output, before.get(output.path)) for output in family.plan(record))
            work.jobs.extend(Job(output, id_, row.given, row) for output, row in rows if row)
            continue
        planned = list(family.plan(watched))
        id_ = outputs.keep_family(family.name, given, reads.taken())
        before = outputs.of_family(id_)
        work.jobs.extend(_jobs(planned, id_, before, readers))
        work.gone.update(before.keys() - {output.path for output in planned})
    for id_ in work.gone_families:
        work.gone.update(outputs.of_family(id_))
    return work


def _jobs(
    planned: Iterable[Output[Any]], family: int, before: Mapping[str, Row], readers: Collection[int]
) -> Iterable[Job]:
    for output in planned:
        row, given = before.get(output.path), value_digest(output.given)
        if row is None or row.given != given or row.id in readers:
            yield Job(output, family, given, row)

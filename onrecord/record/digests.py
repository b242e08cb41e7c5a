"""Digests of the values in a record, by key (`onrecord.engine.reads`): they show what changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping

from onrecord.engine.digests import SHORT_BYTES, short_digest, value_digest
from onrecord.record import Record

# Values that depend on the registers, or, like the ids, on several briefings at once; the moved ones partly.
_ALWAYS_COMPARED = ("actors/", "issues/", "members_of/", "moved/", "outlet_ids/", "tag_ids/")


def digests_of(
    record: Record,
    briefs: Callable[[Collection[str]], Mapping[str, bytes]],
    before: Mapping[str, bytes] | None = None,
    touched: Collection[tuple[str, str]] | None = None,
) -> dict[str, bytes]:
    """A digest of the value of each key of a record.

    Args:
        record: the record; no briefing of it is opened.
        briefs: gives digests of briefings by slug; only their first `SHORT_BYTES` bytes count.
        before: the result of this function for an earlier state of the record.
        touched: the field and key of every value that may differ from that state, but for values that are
            always compared. None for all values.
    """
    digests: dict[str, bytes] = {}
    keys_in: defaultdict[str, set[str]] = defaultdict(set)
    if before is not None and touched is not None:
        digests = {key: digest for key, digest in before.items() if not key.startswith(_ALWAYS_COMPARED)}
        for field, key in touched:
            keys_in[field].add(key)
    for field in record.__struct_fields__:
        values, whole = getattr(record, field), f"{field}/"
        all_of_it = whole not in digests or whole in _ALWAYS_COMPARED
        if not all_of_it and field not in keys_in:
            continue
        if not isinstance(values, Mapping):
            digests[whole] = value_digest(values)
            continue
        there = values if all_of_it else [key for key in keys_in[field] if key in values]
        of_briefs = briefs(there) if field == "briefs" else {}
        for key in keys_in[field]:
            digests.pop(f"{field}/{key}", None)
        for key in there:
            is_brief = field == "briefs"
            digests[f"{field}/{key}"] = (
                of_briefs[key][:SHORT_BYTES] if is_brief else value_digest(values[key])
            )
        names = [f"{field}/{key}" for key in values]
        digests[whole] = short_digest("\0".join(names).encode() + b"".join(map(digests.__getitem__, names)))
    return digests

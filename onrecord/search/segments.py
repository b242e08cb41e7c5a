"""Divide the record, so that an edit changes only one part of the index.

A briefing's slug decides on its segment; the number of briefings decides on the number of segments. A new or
removed briefing changes its own segment; only if the number of segments doubles, all change. Actors and
issues have their own segments.

A segment's digest covers everything that its part depends on. The build decides by these digests, not by keys
of the record, which parts to remake: each file has a part of every segment, so the list of all keys that all
files read would be a hundred times as long as the record.
"""

from __future__ import annotations

import hashlib
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from operator import attrgetter
from typing import Literal

from msgspec import Struct

from onrecord.record import Listing, Record, Reference
from onrecord.search.things import NOTHING, Known, Unit, actor_unit, briefing_units, issue_unit

_SLUG = attrgetter("slug")
Kind = Literal["briefs", "actors", "issues"]
KINDS: tuple[Kind, ...] = ("briefs", "actors", "issues")
IN_SEGMENT: dict[Kind, int] = {"briefs": 128, "actors": 512, "issues": 512}  # approximate maximum
_FEWEST_IN_FILE, _MOST_FILES, _PHRASE_FILES = 64, 64, 8


class Segment(Struct, frozen=True):
    """A part of the record.

    Attributes:
        kind: briefings, actors or issues.
        number: its index among those of its kind.
        keys: the slugs or ids, in order.
        digest: of everything that its part depends on.
        known: what its pages have from the rest of the record, with their keys.
    """

    kind: Kind
    number: int
    keys: tuple[str, ...]
    digest: str
    known: tuple[tuple[str, Known], ...] = ()

    @property
    def name(self) -> str:
        """A name for the segment and its content: it changes when the content does."""
        return f"{self.kind}-{self.number}-{self.digest}"

    def units(self, record: Record) -> Iterator[Unit]:
        """The units of the segment."""
        known = dict(self.known)
        for key in self.keys:
            yield from units_of(record, self.kind, key, known.get(key, NOTHING))


class Files(Struct, frozen=True):
    """The numbers of files with terms and with phrases."""

    words: int
    phrases: int


def units_of(record: Record, kind: Kind, key: str, known: Known = NOTHING) -> Iterator[Unit]:
    """The units of the page of a briefing, an actor or an issue."""
    if kind == "briefs":
        yield from briefing_units(record, record.briefs[key], known)
    else:
        yield actor_unit(record, key, known) if kind == "actors" else issue_unit(record, key)


def segments_of(record: Record, digests: Mapping[str, bytes]) -> list[Segment]:
    """All segments: of briefings, of actors, of issues.

    Args:
        record: no briefing of it is opened.
        digests: of the value of each key of the record.
    """
    parts = divided(record.days, IN_SEGMENT["briefs"])
    home = {slug: number for number, slugs in enumerate(parts) for slug in slugs}
    named: list[list[bytes]] = [[] for _ in parts]
    for actor_id in record.actors:
        # Actors with a position in a briefing are in its list; actors who only relay may not be.
        there: list[Reference | Listing] = [*record.listed_in.get(actor_id, ())]
        there += record.relayed_by.get(actor_id, ())
        _note(named, home, there, digests[f"actors/{actor_id}"] + actor_id.encode())
    for issue_id in record.issues:
        entry = digests[f"issues/{issue_id}"] + issue_id.encode()
        _note(named, home, record.positions_on.get(issue_id, ()), entry)
        _note(named, home, record.questions_on.get(issue_id, ()), entry)
    segments = []
    changed = _changed(record)
    for number, (slugs, others) in enumerate(zip(parts, named, strict=True)):
        known = tuple((slug, changed[slug]) for slug in slugs if slug in changed)
        digest = _digest((f"briefs/{slug}" for slug in slugs), digests, [*others, *_noted(known)])
        segments.append(Segment("briefs", number, slugs, digest, known))
    for number, ids in enumerate(divided(record.actors, IN_SEGMENT["actors"])):
        above = {actor.of for actor in map(record.actors.__getitem__, ids) if actor.of}
        keys = [f"actors/{id_}" for id_ in (*ids, *sorted(above))]
        known = tuple((id_, roles) for id_ in ids if (roles := _roles(record, id_)))
        segments.append(Segment("actors", number, ids, _digest(keys, digests, _noted(known)), known))
    for number, ids in enumerate(divided(record.issues, IN_SEGMENT["issues"])):
        segments.append(Segment("issues", number, ids, _digest([f"issues/{id_}" for id_ in ids], digests)))
    return segments


def _changed(record: Record) -> dict[str, Known]:
    """The ids of the positions that are changes, by slug."""
    found: dict[str, set[str]] = defaultdict(set)
    for path in record.changes:
        for statement in path.statements[1:]:
            found[statement.slug].add(statement.id)
    return {slug: frozenset(ids) for slug, ids in found.items()}


def _roles(record: Record, actor_id: str) -> Known:
    return frozenset(listing.role for listing in record.listed_in.get(actor_id, ()) if listing.role)


def _noted(known: Iterable[tuple[str, Known]]) -> Iterator[bytes]:
    for key, values in known:
        yield "\n".join((key, *sorted(values))).encode()


def divided(keys: Iterable[str], most: int) -> list[tuple[str, ...]]:
    """Names divided into parts of at most about `most`; the part depends on the name alone."""
    listed = sorted(keys)
    mask = _power_of_two(len(listed) / most) - 1
    parts: dict[int, list[str]] = defaultdict(list)
    checksum: Callable[[bytes], int] = zlib.crc32
    for key in listed:
        parts[checksum(key.encode()) & mask].append(key)
    return [tuple(parts[number]) for number in range(mask + 1)]


def files_for(record: Record) -> Files:
    """The numbers of files. A phrase needs one for nearly each word, so these are smaller."""
    words = min(_power_of_two(len(record.days) / _FEWEST_IN_FILE), _MOST_FILES)
    return Files(words, _PHRASE_FILES * words)


def _note(
    named: list[list[bytes]], home: Mapping[str, int], there: Iterable[Reference | Listing], entry: bytes
) -> None:
    """Add something to the digests of the segments with the given briefings."""
    for number in set(map(home.__getitem__, map(_SLUG, there))):
        named[number].append(entry)


def _power_of_two(least: float) -> int:
    power = 1
    while power < least:
        power *= 2
    return power


def _digest(keys: Iterable[str], digests: Mapping[str, bytes], more: Iterable[bytes] = ()) -> str:
    parts = [digests[key] + key.encode() for key in keys]
    parts += more
    return hashlib.blake2b(b"\0".join(parts), digest_size=8).hexdigest()

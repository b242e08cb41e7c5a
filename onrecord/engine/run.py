"""Stages 5 and 6: pages and exports are made and put into a folder, by several processes."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.msgpack import Decoder, encode

from onrecord.engine.digests import digest_of
from onrecord.engine.files import BinaryExport, Export, LongExport, write_new
from onrecord.engine.ledger import ALWAYS, Outputs, StoredPiece, StoredPieces
from onrecord.engine.pool import give_back, in_parallel
from onrecord.engine.reads import Reads, tracked
from onrecord.engine.staleness import Job

# So much a worker makes at a time: what it is made from is in part the same.
_AT_A_TIME = 16
_WORTH_IT = 100  # With so much work a worker does more than it costs to start.
_HEAVY = 32  # From so much on an output leaves memory free that is worth giving back.
_SHIFT = 40  # So many times; then another worker takes over.


class MadeOutput(Struct, frozen=True, array_like=True):
    """What came of an output.

    Attributes:
        path: in site_src.
        digest: of its content.
        is_new: whether the file that stands there is another one; if so it was put into the folder.
        keys: numbers of what was read of the record.
        unknown: what was looked for there in vain.
        pieces: how a long file is put together, as MessagePack; empty for others.
    """

    path: str
    digest: bytes
    is_new: bool
    keys: tuple[int, ...]
    unknown: tuple[str, ...]
    pieces: bytes


class Maker:
    """Makes outputs.

    Args:
        record: what they are made from.
        page_bytes: makes a file of what is neither an export nor bytes already.
        site_src: where they stand.
        staged: where they are put.
        outputs: what is known of those that stand.
        trusted: the digest of each file in `site_src` whose content is known, by path.
    """

    def __init__(
        self,
        record: Struct,
        page_bytes: Callable[[Any], bytes],
        site_src: Path,
        staged: Path,
        outputs: Outputs,
        trusted: Mapping[str, bytes],
    ) -> None:
        self._reads = Reads()
        self._record = tracked(record, self._reads)
        self._page_bytes = page_bytes
        self._site_src = site_src
        self._staged = staged
        self._numbers = outputs.keys
        self._changed = outputs.changed
        self._trusted = trusted
        self._pieces: dict[int, StoredPieces] = {}
        self._known_pieces = outputs.pieces

    def made(self, jobs: Sequence[Job], processes: int) -> Iterator[tuple[Job, MadeOutput]]:
        """Make outputs; yield what came of each.

        Args:
            jobs: what to make.
            processes: how many at most work at once.

        Raises:
            Exception: that making one raised, such as for a template that cannot be used.
            OSError: the disk is full.
        """
        self._pieces = self._known_pieces([job.before.id for job in jobs if job.before])
        for folder in {posixpath.dirname(job.output.path) for job in jobs}:
            (self._staged / folder).mkdir(parents=True, exist_ok=True)
        chunks = list(_chunks(jobs))
        decode = Decoder(list[MadeOutput]).decode
        processes = min(processes, sum(job.output.weight for job in jobs) // _WORTH_IT)
        answers = in_parallel(self._chunk_made, chunks, processes, 1, _SHIFT)
        for chunk, answer in zip(chunks, answers, strict=True):
            yield from zip(chunk, decode(answer), strict=True)

    def _chunk_made(self, chunk: Sequence[Job]) -> bytes:
        answer = encode([self._made(job) for job in chunk])
        if chunk[-1].output.weight > _HEAVY:
            give_back()
        return answer

    def _made(self, job: Job) -> MadeOutput:
        self._reads.taken()
        content = job.output.made(self._record)
        pieces = b""
        if isinstance(content, LongExport):
            data, stored, unknown = self._joined(content, job)
            keys = tuple(set(stored.keys).union(*(piece.keys for piece in stored.pieces)) - {ALWAYS})
            pieces = encode(stored)
        else:
            is_file = isinstance(content, Export | BinaryExport)
            data = content.data if is_file else self._page_bytes(content)
            keys, unknown = self._taken()
        digest = digest_of(data)
        path = job.output.path
        is_new = self._standing(path) != digest
        if is_new:
            write_new(self._staged / path, data)
        return MadeOutput(path, digest, is_new, keys, unknown, pieces)

    def _taken(self) -> tuple[tuple[int, ...], tuple[str, ...]]:
        """What was read: the numbers of its keys, and the names of those that have none."""
        reads, numbers = self._reads.taken(), self._numbers
        known = tuple(numbers[key] for key in reads if key in numbers)
        return known, tuple(key for key in reads if key not in numbers)

    def _standing(self, path: str) -> bytes | None:
        """A digest of the file that stands there; None where there is none, or only a link to one."""
        if path in self._trusted:
            return self._trusted[path]
        file = self._site_src / path
        if file.is_symlink() or not file.is_file():
            return None
        return digest_of(file.read_bytes())

    def _joined(self, content: LongExport, job: Job) -> tuple[bytes, StoredPieces, tuple[str, ...]]:
        """A long file, put together from what stands and what has changed."""
        of_rest, missing = self._taken()
        unknown = set(missing)
        standing = self._standing_pieces(job)
        parts, pieces = [], []
        for piece in content.pieces:
            stands = standing.get(piece.name)
            if stands is not None and self._changed.isdisjoint(stands[1].keys):
                data, stored = stands
            else:
                data = piece.make().encode()
                keys, missing = self._taken()
                unknown.update(missing)
                # What has no number yet cannot be found again by it.
                stored = StoredPiece(piece.name, len(data), (*keys, ALWAYS) if missing else keys)
            parts.append(data)
            pieces.append(stored)
        head, between = content.head.encode(), content.between.encode()
        data = head + between.join(parts) + content.tail.encode()
        return data, StoredPieces(len(head), len(between), of_rest, tuple(pieces)), tuple(unknown)

    def _standing_pieces(self, job: Job) -> dict[str, tuple[bytes, StoredPiece]]:
        """The parts of a long file, by name, where it stands as it was made."""
        before, path = job.before, job.output.path
        if before is None or before.id not in self._pieces or self._trusted.get(path) != before.digest:
            return {}
        data, stored = (self._site_src / path).read_bytes(), self._pieces[before.id]
        found, start = {}, stored.start
        for piece in stored.pieces:
            found[piece.name] = data[start : start + piece.size], piece
            start += piece.size + stored.between
        return found


def _chunks(jobs: Sequence[Job]) -> Iterator[list[Job]]:
    """Jobs, some at a time: a page and what goes with it, such as its feed, one after the other."""
    place: dict[str, int] = {}
    for job in jobs:
        place.setdefault(_stem(job), len(place))
    chunk: list[Job] = []
    weight = 0
    for job in sorted(jobs, key=lambda job: place[_stem(job)]):
        chunk.append(job)
        weight += job.output.weight
        if weight >= _AT_A_TIME:
            yield chunk
            chunk, weight = [], 0
    if chunk:
        yield chunk


def _stem(job: Job) -> str:
    return job.output.path.partition(".")[0]

"""A stage that makes files: those that are stale are made and staged, by several processes."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.msgpack import Decoder, encode

from onrecord.engine.digests import content_digest, digest_of, short_digest
from onrecord.engine.files import LongExport, write_new
from onrecord.engine.output import OutputGroup
from onrecord.engine.output_table import ALWAYS, MadeOutput, OutputTable, StoredPiece, StoredPieces
from onrecord.engine.pool import in_parallel, trim_heap
from onrecord.engine.progress import Progress
from onrecord.engine.reads import ReadLog, tracked
from onrecord.engine.staleness import BuildTask, stale_outputs

# So much a worker makes at a time: what it is made from is in part the same.
_AT_A_TIME = 16
_WORTH_IT = 100  # With so much work a worker does more than it costs to start.
_HEAVY = 32  # From so much on an output leaves memory free that is worth giving back.
_MAX_TASKS = 40  # So many times; then another worker takes over.


class Target(Struct, frozen=True):
    """The folder of a stage's outputs.

    Attributes:
        name: what is done, as progress is told.
        folder: has the outputs of the last build; None where new ones go into an empty folder.
        staged: where new outputs are put.
        modified: paths of outputs that are not there, or not as they were made.
    """

    name: str
    folder: Path | None
    staged: Path
    modified: Collection[str]


class RebuildResult(Struct, frozen=True):
    """What became of a stage's outputs.

    Attributes:
        made: a digest of the content of those that were made, by path.
        new: of those that differ from what is in the folder; they are staged.
        changed: of those that differ from what the last build made.
        removed: of what is no longer made.
        is_anew: whether nothing was known of any of them.
        notes: what was to be said when they were made.
    """

    made: dict[str, bytes]
    new: frozenset[str]
    changed: frozenset[str]
    removed: frozenset[str]
    is_anew: bool
    notes: tuple[str, ...]


def rebuild(
    groups: Iterable[OutputGroup[Any]],
    record: Struct,
    table: OutputTable,
    target: Target,
    jobs: int,
    progress: Progress,
) -> RebuildResult:
    """Make what is stale, and stage it.

    Args:
        groups: all outputs of the stage.
        record: what they are made from.
        table: the outputs as they were made; it has found out which keys have changed.  It learns what is
            made, but does not save it.
        target: where the outputs are.
        jobs: how many processes at most work at once.
        progress: told how far the work is.

    Raises:
        Exception: that making one raised, such as for a template that cannot be used.
        OSError: the disk is full.
    """
    plan = stale_outputs(groups, record, table, target.modified)
    builder = OutputBuilder(record, table, target)
    digests, new, changed, notes = dict[str, bytes](), set[str](), set[str](), list[str]()
    for number, (task, made) in enumerate(builder.build(plan.tasks, jobs)):
        progress(target.name, number, len(plan.tasks))
        table.put(made, task.group, task.key, task.before)
        digests[made.path] = made.digest
        if made.is_new:
            new.add(made.path)
        if made.is_new or task.before is None or task.before.digest != made.digest:
            changed.add(made.path)
        notes += made.notes
    removed = plan.removed - digests.keys()
    table.remove(removed, plan.removed_groups)
    # What a build that was killed has taken out of one folder, and not out of the next, is gone as well.
    removed |= table.forgotten - digests.keys()
    return RebuildResult(
        made=digests,
        new=frozenset(new),
        changed=frozenset(changed),
        removed=frozenset(removed),
        is_anew=table.is_new,
        notes=tuple(notes),
    )


class OutputBuilder:
    """Makes outputs.

    Args:
        record: what they are made from.
        table: the outputs as they were made.
        target: where they are.
    """

    def __init__(self, record: Struct, table: OutputTable, target: Target) -> None:
        self._log = ReadLog()
        self._record = tracked(record, self._log)
        self._target = target
        self._numbers = table.keys
        self._changed = table.changed
        self._pieces: dict[int, StoredPieces] = {}
        self._known_pieces = table.pieces

    def build(self, tasks: Sequence[BuildTask], processes: int) -> Iterator[tuple[BuildTask, MadeOutput]]:
        """Make outputs; yield each as it was made.

        Args:
            tasks: what to make.
            processes: how many at most work at once.

        Raises:
            Exception: that making one raised.
            OSError: the disk is full.
        """
        self._pieces = self._known_pieces([task.before.id for task in tasks if task.before])
        for folder in {posixpath.dirname(task.output.path) for task in tasks}:
            (self._target.staged / folder).mkdir(parents=True, exist_ok=True)
        chunks = list(_chunks(tasks))
        decode = Decoder(list[MadeOutput]).decode
        processes = min(processes, sum(task.output.cost for task in tasks) // _WORTH_IT)
        answers = in_parallel(self._build_chunk, chunks, processes, 1, _MAX_TASKS)
        for chunk, answer in zip(chunks, answers, strict=True):
            yield from zip(chunk, decode(answer), strict=True)

    def _build_chunk(self, chunk: Sequence[BuildTask]) -> bytes:
        answer = encode([self._build_one(task) for task in chunk])
        if chunk[-1].output.cost > _HEAVY:
            trim_heap()
        return answer

    def _build_one(self, task: BuildTask) -> MadeOutput:
        self._log.drain()
        content = task.output.made(self._record)
        pieces, notes = b"", ()
        if isinstance(content, LongExport):
            data, stored, unknown = self._joined(content, task)
            keys = tuple(set(stored.keys).union(*(piece.keys for piece in stored.pieces)) - {ALWAYS})
            pieces = encode(stored)
        else:
            data, notes = content.data, content.notes
            keys, unknown = self._keys_read()
        digest, path = digest_of(data), task.output.path
        is_new = self._digest_there(task) != digest
        if is_new:
            write_new(self._target.staged / path, data)
        return MadeOutput(path, digest, is_new, keys, unknown, pieces, notes)

    def _keys_read(self) -> tuple[tuple[int, ...], tuple[str, ...]]:
        """The numbers of the keys that were read, and the names of those that have none."""
        reads, numbers = self._log.drain(), self._numbers
        known = tuple(numbers[key] for key in reads if key in numbers)
        return known, tuple(key for key in reads if key not in numbers)

    def _digest_there(self, task: BuildTask) -> bytes | None:
        """A digest of the file that is there; None where there is none, or only a link to one."""
        folder = self._target.folder
        if folder is None:
            return None
        if task.before and not task.was_modified:
            return task.before.digest
        return content_digest(folder / task.output.path)

    def _joined(self, content: LongExport, task: BuildTask) -> tuple[bytes, StoredPieces, tuple[str, ...]]:
        """A long file, put together from the pieces that are there and those that have changed."""
        of_rest, missing = self._keys_read()
        unknown = set(missing)
        there = self._pieces_there(task)
        parts, pieces = [], []
        for piece in content.pieces:
            name = short_digest(piece.name.encode())
            known = there.get(name)
            if known is not None and self._changed.isdisjoint(known[1].keys):
                data, stored = known
            else:
                data = piece.make().encode()
                keys, missing = self._keys_read()
                unknown.update(missing)
                # What has no number yet cannot be found again by it.
                stored = StoredPiece(name, len(data), (*keys, ALWAYS) if missing else keys)
            parts.append(data)
            pieces.append(stored)
        head, between = content.head.encode(), content.between.encode()
        data = head + between.join(parts) + content.tail.encode()
        return data, StoredPieces(len(head), len(between), of_rest, tuple(pieces)), tuple(unknown)

    def _pieces_there(self, task: BuildTask) -> dict[bytes, tuple[bytes, StoredPiece]]:
        """The pieces of a long file by their names' digests, where it is there as it was made."""
        before, folder = task.before, self._target.folder
        if before is None or folder is None or before.id not in self._pieces or task.was_modified:
            return {}
        data, stored = (folder / task.output.path).read_bytes(), self._pieces[before.id]
        found, start = {}, stored.start
        for piece in stored.pieces:
            found[piece.name] = data[start : start + piece.size], piece
            start += piece.size + stored.between
        return found


def _chunks(tasks: Sequence[BuildTask]) -> Iterator[list[BuildTask]]:
    """Tasks, some at a time: a page and what goes with it, such as its feed, one after the other."""
    place: dict[str, int] = {}
    for task in tasks:
        place.setdefault(_stem(task), len(place))
    chunk: list[BuildTask] = []
    cost = 0
    ordered = sorted(tasks, key=lambda task: place[_stem(task)])
    for task, following in zip(ordered, [*ordered[1:], None], strict=False):
        chunk.append(task)
        cost += task.output.cost
        together = task.output.together_with
        if cost >= _AT_A_TIME and not (together and following and following.output.together_with == together):
            yield chunk
            chunk, cost = [], 0
    if chunk:
        yield chunk


def _stem(task: BuildTask) -> str:
    return task.output.together_with or task.output.path.partition(".")[0]

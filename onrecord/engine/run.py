"""Run a stage: make the stale outputs in several processes, and stage them."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.msgpack import Decoder, encode

from onrecord.engine import system
from onrecord.engine.digests import content_digest, digest_of, short_digest
from onrecord.engine.files import LongExport, write_new
from onrecord.engine.output import OutputGroup
from onrecord.engine.output_table import ALWAYS, MadeOutput, OutputTable, StoredPiece, StoredPieces
from onrecord.engine.pool import in_parallel
from onrecord.engine.progress import Progress
from onrecord.engine.reads import ReadLog, tracked
from onrecord.engine.staleness import BuildTask, stale_outputs

# The cost of the outputs that a worker makes at a time; their inputs are partly the same.
_AT_A_TIME = 16
_WORTH_IT = 100  # One worker is started for each this much cost; with less, starting it takes longer.
_HEAVY = 32  # After an output of higher cost, free memory is returned to the system.
_MAX_TASKS = 40  # A worker is replaced after this many chunks.


class Target(Struct, frozen=True):
    """The folders of a stage's outputs.

    Attributes:
        name: the name of the work, for showing progress.
        folder: has the outputs of the last build; None if the outputs go into an empty folder.
        staged: the folder for new outputs.
        modified: the paths of outputs in `folder` that are missing or were modified.
    """

    name: str
    folder: Path | None
    staged: Path
    modified: Collection[str]


class RebuildResult(Struct, frozen=True):
    """The result of running a stage.

    Attributes:
        made: the digests of the content of the outputs that were made, by path.
        new: the paths of those that differ from the files in the folder; they are staged.
        changed: the paths of those that differ from the outputs of the last build.
        removed: the paths of outputs that no longer exist.
        made_all: whether all outputs were made, since none was known.
        notes: warnings from making the outputs.
    """

    made: dict[str, bytes]
    new: frozenset[str]
    changed: frozenset[str]
    removed: frozenset[str]
    made_all: bool
    notes: tuple[str, ...]


def rebuild(
    groups: Iterable[OutputGroup[Any]],
    record: Struct,
    table: OutputTable,
    target: Target,
    jobs: int,
    progress: Progress,
) -> RebuildResult:
    """Make the stale outputs of a stage, and stage them.

    Args:
        groups: all outputs of the stage.
        record: the outputs are made from it.
        table: the stored outputs, after `find_changed`.  New outputs are put into it; the caller saves it.
        target: the folders of the outputs.
        jobs: use at most this many processes.
        progress: called with the state of the work.

    Raises:
        Exception: raised by making an output, for example because a template cannot be used.
        OSError: the disk is full.
    """
    plan = stale_outputs(groups, record, table, target.modified)
    builder = OutputBuilder(record, table, target)
    digests, new, changed, notes = dict[str, bytes](), set[str](), set[str](), list[str]()
    for number, (task, made) in enumerate(builder.build(plan.tasks, jobs)):
        progress(target.name, number, len(plan.tasks))
        table.put(made, task.group, task.key, task.before)
        digests[made.path] = made.digest
        if made.differs:
            new.add(made.path)
        if made.differs or task.before is None or task.before.digest != made.digest:
            changed.add(made.path)
        notes += made.notes
    removed = plan.removed - digests.keys()
    table.remove(removed, plan.removed_groups)
    # A killed build may have removed such files from one folder and not from the next.
    removed |= table.forgotten - digests.keys()
    return RebuildResult(
        made=digests,
        new=frozenset(new),
        changed=frozenset(changed),
        removed=frozenset(removed),
        made_all=table.was_empty,
        notes=tuple(notes),
    )


class OutputBuilder:
    """Makes outputs.

    Args:
        record: the outputs are made from it.
        table: the stored outputs.
        target: the folders of the outputs.
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
        """Make outputs; yield each task with its result.

        Args:
            tasks: the outputs to make.
            processes: use at most this many processes.

        Raises:
            Exception: raised by making an output.
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
            system.trim_heap()
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
        differs = self._digest_there(task) != digest
        if differs:
            write_new(self._target.staged / path, data)
        return MadeOutput(path, digest, differs, keys, unknown, pieces, notes)

    def _keys_read(self) -> tuple[tuple[int, ...], tuple[str, ...]]:
        """The numbers of the keys that were read, and the names of those without a number."""
        reads, numbers = self._log.drain(), self._numbers
        known = tuple(numbers[key] for key in reads if key in numbers)
        return known, tuple(key for key in reads if key not in numbers)

    def _digest_there(self, task: BuildTask) -> bytes | None:
        """A digest of the existing file in the folder; None if there is none, or it is a link."""
        folder = self._target.folder
        if folder is None:
            return None
        if task.before and not task.was_modified:
            return task.before.digest
        return content_digest(folder / task.output.path)

    def _joined(self, content: LongExport, task: BuildTask) -> tuple[bytes, StoredPieces, tuple[str, ...]]:
        """Join a long file from its unchanged pieces in the existing file and the others, which are made.

        Returns:
            Its bytes, its pieces, and the names of the keys that it read and that have no number.
        """
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
                # A key without a number cannot be stored: make this piece again next time.
                stored = StoredPiece(name, len(data), (*keys, ALWAYS) if missing else keys)
            parts.append(data)
            pieces.append(stored)
        head, between = content.head.encode(), content.between.encode()
        data = head + between.join(parts) + content.tail.encode()
        return data, StoredPieces(len(head), len(between), of_rest, tuple(pieces)), tuple(unknown)

    def _pieces_there(self, task: BuildTask) -> dict[bytes, tuple[bytes, StoredPiece]]:
        """The pieces in the existing long file by the digests of their names; none if it was modified."""
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
    """Split tasks into chunks; a page and the files that belong to it, such as its feed, are adjacent."""
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

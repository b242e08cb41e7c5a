"""The files of the search index, as outputs of a build.

Each file is a script that calls one function with the file's name and data. So browsers can also load it from
disk, where they cannot read data files.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from hashlib import blake2b
from typing import Any

from msgspec.structs import replace

from onrecord.addresses import SEARCH_CALL, search_path
from onrecord.engine.files import Export, LongExport, Piece
from onrecord.engine.output import Output, OutputGroup
from onrecord.mkdocs_yml.settings import Settings
from onrecord.record import Record
from onrecord.search.compared import compared_outputs
from onrecord.search.excerpts import excerpts_of
from onrecord.search.sections import Section, as_script, section_of
from onrecord.search.segments import (
    IN_SEGMENT,
    KINDS,
    Files,
    Kind,
    Segment,
    divided,
    files_for,
    segments_of,
    units_of,
)

PAGES_IN_FILE: dict[Kind, int] = {"briefs": 8, "actors": 32, "issues": 32}  # of a file with texts of results
_KEPT = 1 << 12  # sections that a process keeps: all of them


def groups(
    record: Record, settings: Settings, digests: Mapping[str, bytes]
) -> Iterator[OutputGroup[Export | LongExport]]:
    """The files, in groups; none where the site wants no search.

    Args:
        record: the record to search.
        settings: the site's.
        digests: the digests of the record's values, by key.
    """
    if not settings.search:
        return
    segments = segments_of(record, digests)
    names = tuple(segment.name for segment in segments)
    yield OutputGroup("search", lambda _: _index(record, segments), names)
    yield OutputGroup("search results", _texts)
    yield OutputGroup("comparisons", compared_outputs)
    yield OutputGroup("search excerpts", _excerpts)


def _index(record: Record, segments: list[Segment]) -> Iterator[Output[Export | LongExport]]:
    """The manifest, and the files with one part per segment.

    They are made from a record that does not track reads: the segment's digest covers all that its part
        depends on, and a changed digest means a new part.
    """
    files = files_for(record)

    # Several files share a section, so one process makes all of them.
    @lru_cache(_KEPT)
    def section(segment: Segment) -> Section:
        return section_of(record, segment, files)

    def of_terms(_: Record, file: int) -> LongExport:
        return _joined(f"words-{file:02x}", segments, lambda segment: section(segment).terms[file])

    def of_phrases(_: Record, file: int) -> LongExport:
        return _joined(f"phrases-{file:02x}", segments, lambda segment: section(segment).phrases[file])

    def of_facts(_: Record) -> LongExport:
        return _joined("facts", segments, lambda segment: section(segment).facts)

    def of_lengths(_: Record) -> LongExport:
        return _joined("lengths", segments, lambda segment: section(segment).lengths)

    def of_spellings(_: Record) -> LongExport:
        return _joined("spellings", segments, lambda segment: section(segment).spellings)

    def of_names(_: Record, kind: str) -> LongExport:
        chosen = [segment for segment in segments if segment.kind == kind]
        return _joined(f"names-{kind}", chosen, lambda segment: section(segment).names)

    def of_index(name: str, make: Callable[..., Export | LongExport], *args: Any) -> Output[Any]:
        return Output(search_path(name), make, args, (args, names), cost=0, together_with="search")

    names = [segment.name for segment in segments]
    yield of_index("manifest", lambda _: _manifest(segments, files))
    yield of_index("facts", of_facts)
    yield of_index("lengths", of_lengths)
    yield of_index("spellings", of_spellings)
    for kind in ("actors", "issues"):
        of_kind = [segment.name for segment in segments if segment.kind == kind]
        yield replace(of_index(f"names-{kind}", of_names, kind), key=of_kind)
    for file in range(files.words):
        yield of_index(f"words-{file:02x}", of_terms, file)
    for file in range(files.phrases):
        yield of_index(f"phrases-{file:02x}", of_phrases, file)


def _manifest(segments: list[Segment], files: Files) -> Export:
    """The data that a browser needs before it loads other files.

    The last entry changes with every change of the index. It is part of the addresses of files, so that
        browsers do not reuse files of an older index.
    """
    kinds = [[kind, sum(segment.kind == kind for segment in segments), PAGES_IN_FILE[kind]] for kind in KINDS]
    edition = blake2b(" ".join(segment.name for segment in segments).encode(), digest_size=6).hexdigest()
    path = search_path("manifest")
    return Export(
        path,
        f"{SEARCH_CALL}{as_script('manifest')},{as_script([files.words, files.phrases, kinds, edition])});\n",
    )


def _joined(name: str, segments: Iterable[Segment], part: Callable[[Segment], str]) -> LongExport:
    """A file with one part per segment."""
    pieces = [Piece(segment.name, partial(part, segment)) for segment in segments]
    return LongExport(search_path(name), f"{SEARCH_CALL}{as_script(name)},[\n", pieces, ",\n", "\n]);\n")


def _texts(record: Record) -> Iterator[Output[Export]]:
    """The files with texts of results: each has some pages of one segment."""
    keys_of: dict[Kind, Iterable[str]] = {
        "briefs": record.days,
        "actors": record.actors,
        "issues": record.issues,
    }
    for kind, keys in keys_of.items():
        for number, segment in enumerate(divided(keys, IN_SEGMENT[kind])):
            for at in range(0, len(segment), PAGES_IN_FILE[kind]):
                name = f"{kind}-{number}-{at // PAGES_IN_FILE[kind]}"
                given = name, kind, segment[at : at + PAGES_IN_FILE[kind]]
                yield Output(search_path(name), _text, given)


def _text(record: Record, name: str, kind: Kind, keys: Sequence[str]) -> Export:
    units = [
        [unit.page, unit.title, unit.language, [thing.shown or 0 for thing in unit.things]]
        for key in keys
        for unit in units_of(record, kind, key)
    ]
    lines = ",\n".join(map(as_script, units))
    return Export(search_path(name), f"{SEARCH_CALL}{as_script(name)},[\n{lines}\n]);\n")


def _excerpts(record: Record) -> Iterator[Output[Export]]:
    """The files with the articles' words; they have the same pages as those with texts of results."""
    for number, slugs in enumerate(divided(record.days, IN_SEGMENT["briefs"])):
        for at in range(0, len(slugs), PAGES_IN_FILE["briefs"]):
            name = f"excerpts-{number}-{at // PAGES_IN_FILE['briefs']}"
            yield Output(search_path(name), _excerpt, (name, slugs[at : at + PAGES_IN_FILE["briefs"]]))


def _excerpt(record: Record, name: str, slugs: Sequence[str]) -> Export:
    units = (unit for slug in slugs for unit in excerpts_of(record, record.briefs[slug]))
    lines = ",\n".join(map(as_script, units))
    return Export(search_path(name), f"{SEARCH_CALL}{as_script(name)},[\n{lines}\n]);\n")

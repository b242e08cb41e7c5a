"""`data/versions.json`: the hash of each position as it is now, and its earlier wordings, if git has them.

The program remembers nothing by itself: everything here is in the YAML or in git. An earlier wording is shown
only with the correction that came with its change; otherwise the file has its hash and the day alone. So what
was withdrawn because it had to be, without a correction, is not published again.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from hashlib import sha256
from itertools import pairwise
from posixpath import normpath
from typing import Any

from msgspec import Struct

from onrecord.engine.files import LongExport, Piece
from onrecord.exports.files import GENERATOR, LIST_BETWEEN, LIST_TAIL, as_lines, compact_json
from onrecord.exports.proof import ProofPart, parts_of
from onrecord.metadata.history import History, Version, read_blobs
from onrecord.metadata.wordings import NOTHING, Correction, Wording, Wordings, wordings_in
from onrecord.proof.words import digest_of, folded, joined
from onrecord.record import AnchoredBrief, AnchoredPosition, Record
from onrecord.text.inline import plain
from onrecord.text.spans import OMISSION

VERSIONS = "data/versions.json"
_OMISSION = re.compile(r" ?\[…\] ?")
_AT_ONCE = 100  # Git is asked for the versions of so many briefings at a time: starting it takes longest.


class Changed(Struct, frozen=True):
    """A wording that a commit changed or removed.

    Attributes:
        wording: as it was before.
        version: what the commit made of the briefing.
        corrections: those that came with the change.
    """

    wording: Wording
    version: Version
    corrections: tuple[Correction, ...]


def version_parts(record: Record) -> Iterator[ProofPart]:
    """The file, and its parts if there are many positions."""
    return parts_of(record, VERSIONS)


def versions_file(record: Record, part: ProofPart, history: History) -> LongExport:
    """A file of versions, one line per briefing."""

    @cache
    def blobs_of(number: int) -> Mapping[str, bytes]:
        slugs = part.slugs[number * _AT_ONCE : (number + 1) * _AT_ONCE]
        wanted = [version.blob for slug in slugs for version in _changing(history, slug) if version.blob]
        return read_blobs(history.root, wanted) if history.root and wanted else {}

    def line(slug: str, number: int) -> str:
        said = _said(_changing(history, slug), blobs_of(number // _AT_ONCE))
        return as_lines([_versions(record.briefs[slug], changes_in(said))])

    head = {**GENERATOR, "parts": list(part.parts)}
    members = "".join(f"{json.dumps(key)}: {compact_json(value)},\n" for key, value in head.items())
    pieces = [
        # The name tells the versions, so that the line is made again when there is a new one.
        Piece(
            f"{slug} {' '.join(version.blob for version in _changing(history, slug))}",
            partial(line, slug, number),
        )
        for number, slug in enumerate(part.slugs)
    ]
    return LongExport(part.path, f'{{\n{members}"briefings": [\n', pieces, LIST_BETWEEN, f"{LIST_TAIL}\n}}\n")


def hash_of(says: str, words: Iterable[str], source: str) -> str:
    """The hash of a position: of the editor's sentence, the passages and the source.

    Args:
        says: the sentence.
        words: the hash of each passage, as in `data/proof.json`.
        source: the article's path inside `seeds/`.
    """
    text = json.dumps([says, list(words), source], ensure_ascii=False, separators=(",", ":"))
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def changes_in(said: Sequence[tuple[Version, Wordings]]) -> dict[str, list[Changed]]:
    """The earlier wordings of each position, oldest first, by id.

    Args:
        said: the versions of a briefing, oldest first.
    """
    found: defaultdict[str, list[Changed]] = defaultdict(list)
    for (_, older), (version, newer) in pairwise(said):
        for id_, wording in older.positions.items():
            there = newer.positions.get(id_)
            if there is None or wording_hash(there) != wording_hash(wording):
                found[id_].append(Changed(wording, version, _explaining(version, older, newer)))
    return found


def _explaining(version: Version, older: Wordings, newer: Wordings) -> tuple[Correction, ...]:
    """The corrections that came with a change: in the same commit, or dated the day of it."""
    with_it = tuple(made for made in newer.corrections if made not in older.corrections)
    day = version.day.isoformat() if version.day else ""
    return with_it or tuple(made for made in newer.corrections if made.day == day)


def _changing(history: History, slug: str) -> Sequence[Version]:
    """The versions of a briefing, oldest first; none if it never changed."""
    versions = history.versions.get(slug, ())
    return versions[::-1] if len(versions) > 1 else ()


def _said(versions: Iterable[Version], blobs: Mapping[str, bytes]) -> list[tuple[Version, Wordings]]:
    """What each version says, without those that cannot be read and so were never published."""
    said = []
    for version in versions:
        if not version.blob:
            said.append((version, NOTHING))
        elif (data := blobs.get(version.blob)) is not None and (found := wordings_in(data)) is not None:
            said.append((version, found))
    return said


def _versions(brief: AnchoredBrief, changes: Mapping[str, list[Changed]]) -> dict[str, Any]:
    now = {position.id: _hash_now(brief, position) for position in brief.positions}
    line: dict[str, Any] = {
        "briefing": brief.slug,
        "positions": [
            {"id": id_, "sha256": digest, **_listed("earlier", map(_shown, changes.get(id_, ())))}
            for id_, digest in now.items()
        ],
    }
    gone = [{"id": id_, "earlier": list(map(_shown, of))} for id_, of in changes.items() if id_ not in now]
    return line | _listed("removed", gone)


def _listed(key: str, items: Iterable[Any]) -> dict[str, list[Any]]:
    listed = list(items)
    return {key: listed} if listed else {}


def _shown(changed: Changed) -> dict[str, Any]:
    shown: dict[str, Any] = {"sha256": wording_hash(changed.wording)}
    if changed.version.day:
        shown["until"] = changed.version.day.isoformat()
    if changed.corrections:
        shown["says"] = changed.wording.says
        shown["passages"] = list(changed.wording.passages)
        shown["source_file"] = changed.wording.source
        shown["corrections"] = [{"date": made.day, "note": plain(made.note)} for made in changed.corrections]
    return shown


def wording_hash(wording: Wording) -> str:
    """The hash of a position as the YAML words it."""
    words = (OMISSION.join(filter(None, _OMISSION.split(folded(words)))) for words in wording.passages)
    return hash_of(wording.says, map(digest_of, words), wording.source)


def _hash_now(brief: AnchoredBrief, position: AnchoredPosition) -> str:
    text = brief.article.text
    words = [digest_of(folded(joined(text, anchor.pieces))) for anchor in position.anchors]
    return hash_of(" ".join(position.stated.says.split()), words, normpath(brief.brief.source.file))

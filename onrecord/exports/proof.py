"""`data/proof.json`: the article, position and hash of each published passage.

If the table of positions is divided into years, so is the proof: then an edit changes only one part.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from itertools import groupby
from posixpath import normpath

from msgspec import Struct

from onrecord.addresses import briefing_path, embed_path
from onrecord.engine.files import LongExport, Piece
from onrecord.exports.files import GENERATOR, LIST_BETWEEN, as_lines
from onrecord.exports.tables import MAX_ROWS
from onrecord.mkdocs_yml.settings import Settings
from onrecord.proof.files import PROOF, VERSION, ProvedBriefing, ProvedPassage
from onrecord.proof.words import digest_of, folded, joined
from onrecord.record import AnchoredBrief, Record


class ProofPart(Struct, frozen=True):
    """A file of proofs, or of versions.

    Attributes:
        path: on the site.
        parts: the names of further files.
        slugs: of the briefings that it has, newest first.
    """

    path: str
    parts: tuple[str, ...]
    slugs: tuple[str, ...]


def proof_parts(record: Record) -> Iterator[ProofPart]:
    """The file, and its parts if there are many positions."""
    return parts_of(record, PROOF)


def parts_of(record: Record, path: str) -> Iterator[ProofPart]:
    """A file with a line for each briefing, and its parts if there are many positions."""
    days = dict(record.days.items())
    rows = sum(map(len, record.positions_of.values())) + len(record.questions)
    if rows <= MAX_ROWS:
        yield ProofPart(path, (), tuple(days))
        return
    parts = [
        ProofPart(f"{path.removesuffix('.json')}-{year:04}.json", (), tuple(slugs))
        for year, slugs in groupby(days, key=lambda slug: days[slug].year)
    ]
    yield ProofPart(path, tuple(part.path.removeprefix("data/") for part in parts), ())
    yield from parts


def proof_file(record: Record, part: ProofPart, settings: Settings) -> LongExport:
    """A file of proofs, one line per briefing."""

    def line(slug: str) -> str:
        return as_lines([proved(record.briefs[slug], has_frames=settings.has_embeds)])

    head: dict[str, object] = {**GENERATOR, "version": VERSION}
    if settings.site_url:
        head["homepage"] = settings.site_url
    head["parts"] = list(part.parts)
    members = "".join(
        f"{json.dumps(key)}: {json.dumps(value, ensure_ascii=False)},\n" for key, value in head.items()
    )
    pieces = [Piece(slug, partial(line, slug)) for slug in part.slugs]
    return LongExport(part.path, f'{{\n{members}"briefings": [\n', pieces, LIST_BETWEEN, "\n]\n}\n")


def proved(brief: AnchoredBrief, *, has_frames: bool = False) -> ProvedBriefing:
    """The proofs of a briefing's passages; `has_frames` says whether its positions have frames."""
    items = [
        (position.id, number, anchor.pieces)
        for position in brief.positions
        for number, anchor in enumerate(position.anchors, start=1)
    ]
    items += [(position.id, 0, (position.gist,)) for position in brief.positions if position.gist]
    items += [
        (question.id, number, anchor.pieces)
        for question in brief.questions
        for number, anchor in enumerate(question.anchors, start=1)
    ]
    return ProvedBriefing(
        briefing=brief.slug,
        page=f"{briefing_path(brief.slug).removesuffix('.md')}.html",
        source=normpath(brief.brief.source.file),
        source_sha256=brief.article.sha256,
        passages=tuple(
            ProvedPassage(
                id=id_,
                number=number,
                sha256=digest_of(folded(joined(brief.article.text, pieces))),
                pieces=tuple((piece.start, piece.end) for piece in pieces),
            )
            for id_, number, pieces in items
        ),
        frames={p.id: embed_path(brief.slug, p.id, "html") for p in brief.positions if has_frames},
    )

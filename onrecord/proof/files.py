"""`data/proof.json`: the proofs of all published passages, and functions to read them.

If there are many, the file lists parts, one per year of the briefings' dates, in the same format.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from onrecord.proof.words import Proof, ref_of
from onrecord.text.spans import Span

PROOF = "data/proof.json"
VERSION = 1
_PATH = r"\A(?!/)(?!(?:.*/)?\.{1,2}(?:/|\Z))[^\\\x00-\x1f]+\Z"

MAX_PATH = 1000

_Path = Annotated[str, Meta(pattern=_PATH, max_length=MAX_PATH)]
_Sha256 = Annotated[str, Meta(pattern=r"\A[0-9a-f]{64}\Z")]
_Id = Annotated[str, Meta(pattern=r"\A[a-z0-9][a-z0-9_-]*\Z", max_length=200)]
_Number = Annotated[int, Meta(ge=0)]
_Place = Annotated[int, Meta(ge=0, le=1 << 40)]


def can_be_named(path: str) -> bool:
    """Whether a proof can have the path of an article: below its folder, on every system."""
    return len(path) <= MAX_PATH and bool(re.match(_PATH, path))


class ProvedPassage(Struct, frozen=True):
    """A passage in the file.

    Attributes:
        id: of its position or question.
        number: of the passage in it, from 1; 0 is a position's gist.
        sha256: the hash of its words, by `onrecord.proof.words`.
        pieces: the start and the end of each piece, in code points, the end excluded.
    """

    id: _Id
    number: _Number
    sha256: _Sha256
    pieces: tuple[tuple[_Place, _Place], ...]


class ProvedBriefing(Struct, frozen=True, omit_defaults=True):
    """A briefing in the file.

    Attributes:
        briefing: its slug.
        page: the path of its page on the site.
        source: the article's path inside ``seeds/``.
        source_sha256: of the article's bytes.
        passages: in the order of the page.
        frames: the paths of pages that show one position by itself, by its id.
    """

    briefing: _Id
    page: _Path
    source: _Path
    source_sha256: _Sha256
    passages: tuple[ProvedPassage, ...]
    frames: dict[_Id, _Path] = {}


class ProofFile(Struct, frozen=True):
    """A file of proofs.

    Attributes:
        homepage: the address of the site, if it gives one.
        parts: the names of further files beside it.
    """

    generator: str
    version: int
    briefings: tuple[ProvedBriefing, ...]
    homepage: str | None = None
    parts: tuple[Annotated[str, Meta(pattern=r"\Aproof-[0-9]{4}\.json\Z")], ...] = ()


class _Undecoded(Struct):
    """A file of proofs whose briefings are still JSON."""

    briefings: tuple[msgspec.Raw, ...]


class _Named(Struct):
    briefing: str


_DECODER = msgspec.json.Decoder(ProofFile)
_UNDECODED = msgspec.json.Decoder(_Undecoded)
_NAMED = msgspec.json.Decoder(_Named)
_BRIEFING = msgspec.json.Decoder(ProvedBriefing)


class NotAProofError(Exception):
    """The file cannot be read; the message says why."""


def read_proofs(data: bytes) -> ProofFile:
    """Read a file of proofs.

    Raises:
        NotAProofError: the data is not a proof, or from another version of the program.
    """
    try:
        file = _DECODER.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise NotAProofError(re.sub(r"\s+", " ", str(error))) from error
    if file.version != VERSION:
        raise NotAProofError(f"it has version {file.version}, and this program reads version {VERSION}")
    return file


def undecoded(data: bytes) -> Iterator[tuple[str, msgspec.Raw]]:
    """Yield each briefing of a file that the program has just made: its slug, and its JSON for `decoded`.

    A large collection has hundreds of thousands of passages; decoded they would take more than twice the
    memory.
    """
    for briefing in _UNDECODED.decode(data).briefings:
        yield _NAMED.decode(briefing).briefing, briefing


def decoded(briefing: msgspec.Raw) -> list[Proof]:
    """The proofs of a briefing from `undecoded`."""
    return list(proofs_in([_BRIEFING.decode(briefing)]))


def proofs_in(briefings: Iterable[ProvedBriefing]) -> Iterator[Proof]:
    """Yield the proofs of all passages."""
    for briefing in briefings:
        for passage in briefing.passages:
            yield Proof(
                ref=ref_of(briefing.briefing, passage.id, passage.number),
                page=briefing.page,
                sha256=passage.sha256,
                source=briefing.source,
                source_sha256=briefing.source_sha256,
                pieces=tuple(Span(start, end) for start, end in passage.pieces),
            )

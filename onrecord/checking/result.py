"""What came of a briefing, as the cache keeps it and as other processes hand it over."""

from __future__ import annotations

import pickle
from collections.abc import Iterator

import msgspec
from msgspec import Struct

from onrecord.checking.examine import Examined
from onrecord.checking.stored_problem import StoredProblem, to_stored
from onrecord.metadata.outlines import Outline
from onrecord.model import AnchoredBrief, Entry
from onrecord.problems import Problem
from onrecord.record.index import entry_of


class Known(Struct, frozen=True, array_like=True):
    """What came of a briefing, but for the briefing itself.

    Attributes:
        source: its article as a path from the root; empty where there is none.
        sha256: of the article's bytes as they were read, in hexadecimal.
        named: ids of the actors that its article names.
    """

    source: str
    sha256: str
    outline: Outline | None
    named: frozenset[str]
    found: tuple[StoredProblem, ...]

    @property
    def problems(self) -> Iterator[Problem]:
        """The problems as they were found."""
        for found in self.found:
            yield found.problem


class Answer(Struct, frozen=True, array_like=True):
    """What came of a briefing, what the record takes from it, and the briefing itself.

    The last two are encoded, since a check has no use for them, and empty where there is an error.

    Attributes:
        text: the SHA-256 of its file, in hexadecimal, from before it was read; None where that could not be.
    """

    text: str | None
    known: Known
    entry: bytes
    anchored: bytes


def _known_of(examined: Examined, anchored: AnchoredBrief | None) -> Known:
    return Known(
        source=examined.source,
        sha256=anchored.article.sha256 if anchored else "",
        outline=examined.outline,
        named=examined.named,
        found=tuple(map(to_stored, examined.problems)),
    )


def bare_answer(text: str | None, examined: Examined) -> Answer:
    """What came of a briefing, without the briefing itself."""
    return Answer(text, _known_of(examined, None), b"", b"")


def encode_answer(text: str | None, examined: Examined) -> bytes:
    """What came of a briefing, as another process or a file can have it."""
    has_error = any(problem.is_error for problem in examined.problems)
    anchored = None if has_error else examined.anchored
    try:
        if anchored is None:
            return ENCODER.encode(bare_answer(text, examined))
        entry = ENCODER.encode(entry_of(anchored))
        return ENCODER.encode(Answer(text, _known_of(examined, anchored), entry, ENCODER.encode(anchored)))
    except UnicodeEncodeError:  # An error names half a character, or a file whose name is none.
        return pickle.dumps(bare_answer(text, examined))


def decode_answer(data: bytes) -> Answer:
    """What `encode_answer` was given, in the build that gave it."""
    if data.startswith(_PICKLED):
        return pickle.loads(data)  # type: ignore[no-any-return]  # noqa: S301 - of this very build
    return _ANSWER.decode(data)


ENCODER = msgspec.msgpack.Encoder()
ANCHORED = msgspec.msgpack.Decoder(AnchoredBrief)
ENTRY = msgspec.msgpack.Decoder(Entry)
KNOWN = msgspec.msgpack.Decoder(list[Known])
_ANSWER = msgspec.msgpack.Decoder(Answer)
_PICKLED = pickle.PROTO  # what no array of MessagePack's begins with

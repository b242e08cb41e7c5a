"""The result of examining a briefing, in the forms for the ledger and for transfer between processes."""

from __future__ import annotations

import pickle
from collections.abc import Iterator

import msgspec
from msgspec import Struct

from onrecord.checking.examine import Examined
from onrecord.checking.stored_problem import StoredProblem, to_stored
from onrecord.metadata.drafts import Gap
from onrecord.metadata.outlines import Outline
from onrecord.record import AnchoredBrief, Entry
from onrecord.record.index import entry_of
from onrecord.rules.problems import Problem


class BriefResult(Struct, frozen=True, array_like=True):
    """The result of examining a briefing, without the briefing itself.

    Attributes:
        source: the path of its article, relative to the root; empty if there is none.
        sha256: the SHA-256 of the article's bytes as read, in hexadecimal; empty if there is an error.
        outline: what checks across briefings need of it; None if its file cannot be read.
        named: the ids of the actors that its article names.
        found: the problems.
        gaps: for a draft, what it does not say yet; None if it is not a draft.
    """

    source: str
    sha256: str
    outline: Outline | None
    named: frozenset[str]
    found: tuple[StoredProblem, ...]
    gaps: tuple[Gap, ...] | None = None

    @property
    def problems(self) -> Iterator[Problem]:
        """The problems, in their usual form."""
        for found in self.found:
            yield found.problem


class Answer(Struct, frozen=True, array_like=True):
    """A worker's answer for a briefing: the result, its entry for the record, and the briefing itself.

    Attributes:
        text: the SHA-256 of its file before it was read, in hexadecimal; None if that was not possible.
        result: the result.
        entry: the encoded entry for the record; empty if there is an error.
        anchored: the encoded briefing; empty if there is an error.
    """

    text: str | None
    result: BriefResult
    entry: bytes
    anchored: bytes


def _result_of(examined: Examined, anchored: AnchoredBrief | None) -> BriefResult:
    return BriefResult(
        source=examined.source,
        sha256=anchored.article.sha256 if anchored else "",
        outline=examined.outline,
        named=examined.named,
        found=tuple(map(to_stored, examined.problems)),
        gaps=examined.gaps,
    )


def bare_answer(text: str | None, examined: Examined) -> Answer:
    """An answer without the entry and the briefing."""
    return Answer(text, _result_of(examined, None), b"", b"")


def encode_answer(text: str | None, examined: Examined) -> bytes:
    """Encode the answer for a briefing, for transfer to another process."""
    has_error = any(problem.is_error for problem in examined.problems)
    anchored = None if has_error else examined.anchored
    try:
        if anchored is None:
            return ENCODER.encode(bare_answer(text, examined))
        entry = ENCODER.encode(entry_of(anchored))
        return ENCODER.encode(Answer(text, _result_of(examined, anchored), entry, ENCODER.encode(anchored)))
    except UnicodeEncodeError:  # A problem quotes a lone surrogate, or an invalid file name.
        return pickle.dumps(bare_answer(text, examined))


def decode_answer(data: bytes) -> Answer:
    """Decode the result of `encode_answer`, which must come from the same build."""
    if data.startswith(_PICKLED):
        return pickle.loads(data)  # type: ignore[no-any-return]  # noqa: S301 - from this very build
    return _ANSWER.decode(data)


ENCODER = msgspec.msgpack.Encoder()
ANCHORED = msgspec.msgpack.Decoder(AnchoredBrief)
ENTRY = msgspec.msgpack.Decoder(Entry)
RESULTS = msgspec.msgpack.Decoder(list[BriefResult])
_ANSWER = msgspec.msgpack.Decoder(Answer)
_PICKLED = pickle.PROTO  # the first byte of a pickle; no MessagePack array begins with it

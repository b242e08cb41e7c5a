"""What a check finds: a rule, and a sentence about this case; where it is written is not its business."""

from __future__ import annotations

from msgspec import Struct

from onrecord.meaning.context import Piece
from onrecord.problems import Rule

# So much of an article is shown to either side of a cut.
_SHOWN = 44


class Finding(Struct, frozen=True):
    """A rule broken by a passage or by what was written about it."""

    rule: Rule
    message: str
    help: str


def cut_before(piece: Piece) -> str:
    """The end of what stands before a piece, and its beginning: “We will never | close the port”."""
    return f"“{_end_of(piece.before)} | {_beginning_of(piece.words)}”"


def cut_after(piece: Piece) -> str:
    """The end of a piece, and what follows: “the guard could | not be trusted”."""
    return f"“{_end_of(piece.words)} | {_beginning_of(piece.after)}”"


def _end_of(text: str) -> str:
    text = " ".join(text.split())
    if len(text) <= _SHOWN:
        return text.lstrip("\"' ")
    return f"… {text[-_SHOWN:].partition(' ')[2]}"


def _beginning_of(text: str) -> str:
    text = " ".join(text.split())
    if len(text) <= _SHOWN:
        return text.rstrip("\"' ")
    return f"{text[:_SHOWN].rpartition(' ')[0]} …"

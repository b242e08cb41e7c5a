"""The finding of a check: a broken rule and a message, not yet with a place."""

from __future__ import annotations

from msgspec import Struct

from onrecord.meaning.context import Piece
from onrecord.rules.problems import Rule

# A message shows this many characters of the article on either side of a cut.
_SHOWN = 44


class Finding(Struct, frozen=True):
    """A rule that a passage, or the editor's text about it, breaks."""

    rule: Rule
    message: str
    help: str


def cut_before(piece: Piece) -> str:
    """The end of the text before a piece, and the piece's beginning: “We will never | close the port”."""
    return f"“{_end_of(piece.before)} | {_beginning_of(piece.words)}”"


def cut_after(piece: Piece) -> str:
    """The end of a piece, and the beginning of the text after it: “the guard could | not be trusted”."""
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

"""Inputs made from the project's own examples: cut out, changed, or repeated until they are long."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from hypothesis import strategies as st

from bench.fuzz.running import PROGRAM, SIZE

# One input in so many is long, to measure time; the others are short, to be many.
_ONE_IN = 60
_MOST_LINES, _MOST_CHANGES = 12, 5
LINE_BREAKS = ("\r\n", "\r", "\n\n", "\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\x1c", "\n \n", "\n  ")
SPACES = (" ", "  ", "\u00a0", "\u2009", "\u202f", "\u3000", "\t", "\n", "\r\n")
# Characters with a role in one reader or another; those that nobody sees are at the end.
SIGNS = (
    *"“”„‟‘’‚‛«»‹›「」『』\"'`´ʼ″′,.;:!?…-–—()[]{}<>&#*_|~%@/\\+=0159aZéßIi",
    *(
        "''",
        "``",
        ",,",
        "’’",
        "...",
        ". . .",
        "--",
        "> ",
        "[…]",
        "1,500",
        "1\u00a0500",
        "6'2\"",
        "'90s",
        "O’Hara",
    ),
    *(
        "\u0301",
        "\u093f",
        "\ud55c",
        "\u1161",
        "\u05f3",
        "\u0640",
        "سلام",
        "мир",
        "和平",
        "한국",
        "\U0001f600",
        "\u212b",
    ),
    *(
        "\u200b",
        "\u200d",
        "\u200c",
        "\u00ad",
        "\ufeff",
        "\u202e",
        "\u2066",
        "\ufe0f",
        "\x00",
        "\x1b",
        "\x7f",
        "\ufffd",
    ),
)


def examples(pattern: str) -> tuple[str, ...]:
    """The texts of the project's files with such names."""
    paths = sorted(path for path in PROGRAM.glob(pattern) if ".venv" not in path.parts)
    return tuple(filter(None, (path.read_bytes().decode("utf-8-sig", "replace") for path in paths)))


@st.composite
def texts(draw: st.DrawFn, originals: Sequence[str], signs: Sequence[str] = SIGNS) -> str:
    """Some lines of an example with a few changes; now and then a long text."""
    lines = draw(st.sampled_from(originals)).splitlines(keepends=True)
    start = draw(st.integers(0, len(lines) - 1))
    text = "".join(lines[start : start + draw(st.integers(1, _MOST_LINES))])
    if draw(st.integers(1, _ONE_IN)) == _ONE_IN:
        return long(draw, text, signs)
    return changed(draw, text, signs)


@st.composite
def whole(draw: st.DrawFn, originals: Sequence[str], signs: Sequence[str] = SIGNS) -> str:
    """A whole example with a few changes; now and then a long text."""
    text = draw(st.sampled_from(originals))
    if draw(st.integers(1, _ONE_IN)) == _ONE_IN:
        return long(draw, text, signs)
    return changed(draw, text, signs)


def changed(draw: st.DrawFn, text: str, signs: Sequence[str] = SIGNS) -> str:
    """A text with a few changes."""
    for _ in range(draw(st.integers(0, _MOST_CHANGES))):
        text = _CHANGES[draw(st.integers(0, len(_CHANGES) - 1))](draw, text, signs)
    return text


def long(draw: st.DrawFn, text: str, signs: Sequence[str]) -> str:
    """A text of 100,000 characters: a few signs or a piece of a text again and again."""
    if draw(st.booleans()):
        piece = "".join(
            draw(st.lists(st.sampled_from([*signs, *SPACES, "a", "A b"]), min_size=1, max_size=4))
        )
    else:
        start, end = _stretch(draw, text, 60)
        piece = text[start:end] or "a"
    head, tail = (draw(st.sampled_from(["", *signs])) for _ in range(2))
    return text[:40] + head + piece * (SIZE // len(piece)) + tail


def _stretch(draw: st.DrawFn, text: str, most: int) -> tuple[int, int]:
    """A place in a text, as often as not beside a sign or a space, and another one behind it."""
    start = draw(st.integers(0, len(text)))
    if draw(st.booleans()):
        sign = re.compile(r"\W").search(text, start)
        start = sign.start() if sign else start
    return start, min(start + draw(st.integers(0, most)), len(text))


def _insert(draw: st.DrawFn, text: str, signs: Sequence[str]) -> str:
    start, end = _stretch(draw, text, 1)
    return text[:start] + draw(st.sampled_from(signs)) + text[end:]


def _insert_anything(draw: st.DrawFn, text: str, _: Sequence[str]) -> str:
    start, end = _stretch(draw, text, 3)
    return text[:start] + draw(st.text(min_size=1, max_size=3)) + text[end:]


def _delete(draw: st.DrawFn, text: str, _: Sequence[str]) -> str:
    start, end = _stretch(draw, text, 12)
    return text[:start] + text[end:]


def _again(draw: st.DrawFn, text: str, _: Sequence[str]) -> str:
    start, end = _stretch(draw, text, 80)
    at = draw(st.integers(0, len(text)))
    return text[:at] + text[start:end] * draw(st.integers(1, 3)) + text[at:]


def _without_line_break(draw: st.DrawFn, text: str, _: Sequence[str]) -> str:
    at = text.find("\n", draw(st.integers(0, len(text))))
    return text if at < 0 else text[:at] + draw(st.sampled_from(["", " ", *LINE_BREAKS])) + text[at + 1 :]


def _other_line_breaks(draw: st.DrawFn, text: str, _: Sequence[str]) -> str:
    return text.replace("\n", draw(st.sampled_from(LINE_BREAKS)))


def _other_sign(draw: st.DrawFn, text: str, signs: Sequence[str]) -> str:
    """Another sign in all places of one."""
    there = sorted({sign for sign in text if not (sign.isalnum() or sign.isspace())})
    return text.replace(draw(st.sampled_from(there)), draw(st.sampled_from(signs))) if there else text


def _decomposed(_: st.DrawFn, text: str, __: Sequence[str]) -> str:
    return unicodedata.normalize("NFD", text)


_CHANGES = (
    _insert,
    _insert,
    _insert_anything,
    _delete,
    _again,
    _without_line_break,
    _other_sign,
    _other_line_breaks,
    _decomposed,
)

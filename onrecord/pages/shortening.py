"""Words of an article, or of an editor, shortened where a page has no room for all of them."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from onrecord.pages.quoting import Lines, Segment

# Fewer characters of a text would not say what it is about.
FEWEST = 40
# The sign for words left out, as in an editor's passage.
_LEFT_OUT = " […]"


def shortened(passages: Sequence[Lines], limit: int) -> tuple[tuple[Lines, ...], bool]:
    """The start of some passages, up to the end of a word, and whether that is not all.

    Args:
        passages: as `lines_of` gives them.
        limit: how many characters there is room for.
    """
    room = _room("\n".join(s.text for lines in passages for line in lines for s in line), limit)
    if room is None:
        return tuple(passages), False
    kept: list[Lines] = []
    for lines in passages:
        kept_lines: list[tuple[Segment, ...]] = []
        for line in lines:
            segments = list(_start(line, room))
            room -= sum(len(segment.text) + 1 for segment in line)
            if room <= 0:
                segments.append(Segment(_LEFT_OUT, quoted=False))
                return (*kept, (*kept_lines, tuple(segments))), True
            kept_lines.append(tuple(segments))
        kept.append(tuple(kept_lines))
    raise AssertionError("what is cut is longer than its room")


def shortened_text(words: str, limit: int) -> str:
    """The start of a text, up to the end of a word, with a sign where that is not all."""
    room = _room(words, limit)
    return words if room is None else words[:room] + _LEFT_OUT


def characters_each(texts: Iterable[str], most: int, room: int) -> int:
    """How many characters of each text there is room for: the same for all, whatever their script.

    Letters of other scripts take up to three times as many bytes as those of English.  So what has to be
    cut is cut alike for all, and not for those alone who are heavy.

    Args:
        texts: in full.
        most: how many characters are shown where there is room.
        room: how many bytes all of them may have together in UTF-8; `FEWEST` characters of each are shown
            even where that is more.
    """
    starts = [text[:most] for text in texts]

    def weight(characters: int) -> int:
        return sum(len(start[:characters].encode()) for start in starts)

    if most <= FEWEST or weight(most) <= room:
        return most
    return max(bisect_right(range(FEWEST, most), room, key=weight) + FEWEST - 1, FEWEST)


def _start(line: Sequence[Segment], room: int) -> Iterator[Segment]:
    for segment in line:
        if room <= 0:
            return
        yield Segment(segment.text[:room], segment.quoted)
        room -= len(segment.text) + 1


def _room(words: str, limit: int) -> int | None:
    """How many characters to keep; None where all have room."""
    if len(words) <= limit:
        return None
    at = limit
    while at > limit // 2 and not words[at].isspace():
        at -= 1
    if not words[at].isspace():  # One very long word, or a script that sets no spaces.
        at = limit
        while at > 1 and (unicodedata.category(words[at])[0] == "M" or "\u200d" in words[at - 1 : at + 1]):
            at -= 1
    return max(at, 1)

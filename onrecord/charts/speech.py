"""Who speaks to whom: speakers on the left, on the right those spoken to and those who relay."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

from msgspec import Struct

from onrecord.charts.svg import figure, key, label, number, text

MAX_LINES = 60

_WIDTH = 480.0
_NAMES = 165.0  # the room for a name at either side
_LEFT, _RIGHT = 175.0, 305.0
_TOP, _ROW = 30.0, 42.0
_BEND = 60.0

# As drawn, and as the legend says it.
Kind = Literal["towards", "relayed", "relayer"]
_LINES: dict[Kind, tuple[str, str]] = {
    "towards": ('marker-end="url(#speech_arrow)"', "towards"),
    "relayed": (
        'stroke-dasharray="7 5" marker-end="url(#speech_arrow)"',
        "towards, in words that another relays",
    ),
    "relayer": ('stroke-dasharray="1 5" stroke-linecap="round" marker-end="url(#speech_ring)"', "relayed by"),
}
_MARKERS = (
    '<marker id="speech_arrow" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8"'
    ' orient="auto"><path d="M0 1 10 5 0 9Z" fill="currentColor"/></marker>'
    '<marker id="speech_ring" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="9" markerHeight="9">'
    '<circle cx="5" cy="5" r="3.5" fill="none" stroke="currentColor" stroke-width="1.5"/></marker>'
)


class Speech(Struct, frozen=True):
    """A line of the diagram; actors are named by id, for two may have the same name.

    Attributes:
        to: the one spoken to; of a `relayer` the one who says that the speaker said it.
    """

    speaker: str
    to: str
    kind: Kind


def speech_diagram(speeches: Iterable[Speech], names: Mapping[str, str]) -> str:
    """The diagram as a `<figure>`; of more than `MAX_LINES` lines, the first ones.

    Args:
        speeches: at least one; where two are the same, one line stands for both.
        names: of all actors in them, by id.

    Returns:
        Raw HTML, its ids `speech_*`.
    """
    every = list(dict.fromkeys(speeches))
    lines = every[:MAX_LINES]
    speakers = list(dict.fromkeys(line.speaker for line in lines))
    others = _beside(lines, speakers)
    height = _ROW * max(len(speakers), len(others))
    left, right = dict(_spread(speakers, height)), dict(_spread(others, height))
    kinds = [kind for kind in _LINES if any(line.kind == kind for line in lines)]
    drawn = [
        f"<defs>{_MARKERS}</defs>",
        *_headings(kinds),
        *(_line(line.kind, left[line.speaker], right[line.to]) for line in lines),
        *(label(names[actor], _LEFT - 8, y, _NAMES, ends=True) for actor, y in left.items()),
        *(label(names[actor], _RIGHT + 8, y, _NAMES, ends=False) for actor, y in right.items()),
    ]
    caption = _caption(kinds, len(every) - len(lines))
    return figure("speech_caption", (_WIDTH, _TOP + height), "img", drawn, caption)


def _beside(lines: Sequence[Speech], speakers: Sequence[str]) -> list[str]:
    """The right side, each as near as may be to those whose lines end there, so that few lines cross."""
    heights: dict[str, list[int]] = defaultdict(list)
    for line in lines:
        heights[line.to].append(speakers.index(line.speaker))
    return sorted(heights, key=lambda actor: sum(heights[actor]) / len(heights[actor]))


def _spread(actors: Sequence[str], height: float) -> Iterator[tuple[str, float]]:
    for at, actor in enumerate(actors):
        yield actor, _TOP + height * (at + 0.5) / len(actors)


def _headings(kinds: Sequence[Kind]) -> Iterator[str]:
    right = " or ".join(
        [*(["To whom"] if set(kinds) != {"relayer"} else []), *(["relayed by"] if "relayer" in kinds else [])]
    )
    for said, x, anchor in (("Who speaks", _LEFT - 8, "end"), (right.capitalize(), _RIGHT + 8, "start")):
        yield f'<text x="{number(x)}" y="16" text-anchor="{anchor}" font-weight="bold">{text(said)}</text>'


def _line(kind: Kind, start: float, end: float) -> str:
    path = (
        f"M{number(_LEFT)} {number(start)}C{number(_LEFT + _BEND)} {number(start)}"
        f" {number(_RIGHT - _BEND)} {number(end)} {number(_RIGHT)} {number(end)}"
    )
    return f'<path d="{path}" fill="none" stroke="currentColor" stroke-width="1.5" {_LINES[kind][0]}/>'


def _caption(kinds: Iterable[Kind], left_out: int) -> str:
    """The legend, and in words what is left out."""
    box = 'viewBox="0 0 40 10" width="40" height="10"'
    legend = " ".join(
        key(box, f'<path d="M1 5H38" stroke="currentColor" stroke-width="1.5" {drawn}/>', said)
        for drawn, said in (_LINES[kind] for kind in kinds)
    )
    omitted = f" Not drawn, for want of room: {left_out} more." if left_out else ""
    return f"{legend} <span>Who speaks to whom; the list says the same in words.{omitted}</span>"

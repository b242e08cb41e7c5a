"""The diagram of who addresses whom: speakers on the left; addressees and relaying actors on the right."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

from msgspec import Struct

from onrecord.languages import Wording, english
from onrecord.pages.charts.svg import across, at_end, figure, key, label, number, text, turned

MAX_LINES = 60

_WIDTH = 480.0
_NAMES = 165.0  # the room for a name at either side
_LEFT, _RIGHT = 175.0, 305.0
_TOP, _ROW = 30.0, 42.0
_BEND = 60.0

Kind = Literal["towards", "relayed", "relayer"]
_LINES: dict[Kind, str] = {
    "towards": 'marker-end="url(#speech_arrow)"',
    "relayed": 'stroke-dasharray="7 5" marker-end="url(#speech_arrow)"',
    "relayer": 'stroke-dasharray="1 5" stroke-linecap="round" marker-end="url(#speech_ring)"',
}
_MARKERS = (
    '<marker id="speech_arrow" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8"'
    ' orient="auto"><path d="M0 1 10 5 0 9Z" fill="currentColor"/></marker>'
    '<marker id="speech_ring" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="9" markerHeight="9">'
    '<circle cx="5" cy="5" r="3.5" fill="none" stroke="currentColor" stroke-width="1.5"/></marker>'
)


class Speech(Struct, frozen=True):
    """A line of the diagram. Actors are ids, because two may have the same name.

    Attributes:
        to: the actor addressed; with kind `relayer`, the actor who says that the speaker said it.
    """

    speaker: str
    to: str
    kind: Kind


class Spoken(Struct, frozen=True):
    """Who speaks, to whom, and who says that they did: actors by id."""

    actor: str
    toward: tuple[str, ...] = ()
    relayed_by: str | None = None


# A speaker, the one spoken to, the one who relays it; at least one of the last two is there.
Ends = tuple[str, str | None, str | None]


def ends_of(spoken: Spoken) -> Iterator[Ends]:
    """Who one position ties together."""
    for actor in spoken.toward:
        yield spoken.actor, actor, spoken.relayed_by
    if spoken.relayed_by and not spoken.toward:
        yield spoken.actor, None, spoken.relayed_by


def speeches_of(positions: Iterable[Spoken]) -> Iterator[Speech]:
    """The lines of a briefing's diagram, in the order of its positions."""
    every = dict.fromkeys(ends for spoken in positions for ends in ends_of(spoken))
    for speaker, toward, relayed_by in every:
        if toward:
            yield Speech(speaker, toward, "relayed" if relayed_by else "towards")
        if relayed_by:
            yield Speech(speaker, relayed_by, "relayer")


def speech_diagram(speeches: Iterable[Speech], names: Mapping[str, str], words: Wording | None = None) -> str:
    """The diagram as a `<figure>`, with at most `MAX_LINES` lines, the first ones.

    Args:
        speeches: at least one; equal ones are drawn as one line.
        names: of all actors in them, by id.
        words: the site's language; default: English. If it is read from right to left, speakers are on the
            right.

    Returns:
        Raw HTML, its ids `speech_*`.
    """
    words = words or english()
    every = list(dict.fromkeys(speeches))
    lines = every[:MAX_LINES]
    speakers = list(dict.fromkeys(line.speaker for line in lines))
    others = _beside(lines, speakers)
    height = _ROW * max(len(speakers), len(others))
    left, right = dict(_spread(speakers, height)), dict(_spread(others, height))
    kinds = [kind for kind in _LINES if any(line.kind == kind for line in lines)]
    drawn = [
        f"<defs>{_MARKERS}</defs>",
        *_headings(kinds, words),
        *(_line(line.kind, left[line.speaker], right[line.to], words) for line in lines),
        *_names(left, names, _LEFT - 8, words, ends=True),
        *_names(right, names, _RIGHT + 8, words, ends=False),
    ]
    caption = _caption(kinds, len(every) - len(lines), words)
    return figure("speech_caption", (_WIDTH, _TOP + height), "img", drawn, caption, words)


def _names(
    side: Mapping[str, float], names: Mapping[str, str], x: float, words: Wording, *, ends: bool
) -> Iterator[str]:
    for actor, y in side.items():
        yield label(names[actor], across(x, _WIDTH, words), y, _NAMES, words, ends=at_end(ends, words))


def _beside(lines: Sequence[Speech], speakers: Sequence[str]) -> list[str]:
    """The actors of the right side, ordered so that few lines cross: each near its speakers."""
    heights: dict[str, list[int]] = defaultdict(list)
    for line in lines:
        heights[line.to].append(speakers.index(line.speaker))
    return sorted(heights, key=lambda actor: sum(heights[actor]) / len(heights[actor]))


def _spread(actors: Sequence[str], height: float) -> Iterator[tuple[str, float]]:
    for at, actor in enumerate(actors):
        yield actor, _TOP + height * (at + 0.5) / len(actors)


def _headings(kinds: Sequence[Kind], words: Wording) -> Iterator[str]:
    to = "to_whom_or_relayers" if "relayer" in kinds else "to_whom"
    right = "relayers" if set(kinds) == {"relayer"} else to
    for key_, x, ends in (("speakers", _LEFT - 8, True), (right, _RIGHT + 8, False)):
        said, place = words.text(f"speech.{key_}"), number(across(x, _WIDTH, words))
        # A right-to-left text starts at its right, so the anchor is the same on the other side.
        look = f'text-anchor="{"end" if ends else "start"}"{turned(words)} font-weight="bold"'
        yield f'<text x="{place}" y="16" {look}>{text(said)}</text>'


def _line(kind: Kind, start: float, end: float, words: Wording) -> str:
    left, bend, unbend, right = (
        number(across(x, _WIDTH, words)) for x in (_LEFT, _LEFT + _BEND, _RIGHT - _BEND, _RIGHT)
    )
    path = f"M{left} {number(start)}C{bend} {number(start)} {unbend} {number(end)} {right} {number(end)}"
    return f'<path d="{path}" fill="none" stroke="currentColor" stroke-width="1.5" {_LINES[kind]}/>'


def _caption(kinds: Iterable[Kind], left_out: int, words: Wording) -> str:
    """The legend, with a note on lines that are left out."""
    box = 'viewBox="0 0 40 10" width="40" height="10"'
    line = "M1 5H38" if words.direction == "ltr" else "M39 5H2"
    legend = " ".join(
        key(
            box,
            f'<path d="{line}" stroke="currentColor" stroke-width="1.5" {_LINES[kind]}/>',
            words.text(f"speech.{kind}"),
        )
        for kind in kinds
    )
    omitted = f" {text(words.text('speech.not_drawn', number=left_out))}" if left_out else ""
    return f"{legend} <span>{text(words.text('speech.caption'))}{omitted}</span>"

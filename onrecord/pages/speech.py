"""Who speaks to whom in a briefing, in words."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from onrecord.pages.charts.speech import Ends, Spoken, ends_of
from onrecord.pages.links import Link, Linker
from onrecord.record import AnchoredBrief, AnchoredPosition
from onrecord.record.attribution import named

FEWEST_ACTORS = 3  # a diagram of two actors shows nothing new


class SpeechLine(Struct, frozen=True):
    """A speaker, with the addressee or the actor who relays the words, or both.

    Attributes:
        positions: links to the positions on the same page.
    """

    speaker: Link
    toward: Link | None
    relayed_by: Link | None
    positions: tuple[Link, ...]


class SpeechBlock(Struct, frozen=True):
    """Who speaks to whom, in lines of text; the diagram of the same is drawn when the page is published."""

    lines: tuple[SpeechLine, ...]


def speech_block(link: Linker, anchored: AnchoredBrief) -> SpeechBlock | None:
    """Who speaks to whom in a briefing; None where fewer than three actors do, or are spoken to."""
    found: dict[Ends, list[AnchoredPosition]] = {}
    for position in anchored.positions:
        stated = position.stated
        for ends in ends_of(Spoken(stated.actor, stated.toward, stated.relayed_by)):
            found.setdefault(ends, []).append(position)
    if len({actor for ends in found for actor in ends if actor}) < FEWEST_ACTORS:
        return None
    return SpeechBlock(tuple(_line(link, ends, positions) for ends, positions in found.items()))


def _line(link: Linker, ends: Ends, positions: list[AnchoredPosition]) -> SpeechLine:
    speaker, toward, relayed_by = ends
    return SpeechLine(
        speaker=replace(link.actor(speaker), text=named(link.record, speaker)),
        toward=link.actor(toward) if toward else None,
        relayed_by=replace(link.actor(relayed_by), text=named(link.record, relayed_by))
        if relayed_by
        else None,
        positions=tuple(Link(position.stated.says, f"#{position.id}") for position in positions),
    )

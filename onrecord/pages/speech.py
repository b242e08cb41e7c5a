"""Who addresses whom in a briefing: a diagram, and the same in words."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from onrecord.charts import Speech
from onrecord.model import AnchoredBrief, AnchoredPosition
from onrecord.pages.links import Link, Linker
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
    """The lines of the diagram, and the same as lines of text.

    Attributes:
        speeches: the lines of the diagram.
        names: the names of its actors, by id.
    """

    speeches: tuple[Speech, ...]
    names: tuple[tuple[str, str], ...]
    lines: tuple[SpeechLine, ...]


# The ids of the speaker, the addressee, and the actor who relays the words.
_Ends = tuple[str, str | None, str | None]


def speech_block(link: Linker, anchored: AnchoredBrief) -> SpeechBlock | None:
    """Who addresses whom in a briefing; None if fewer than three actors are involved."""
    found: dict[_Ends, list[AnchoredPosition]] = {}
    for position in anchored.positions:
        for ends in _ends(position):
            found.setdefault(ends, []).append(position)
    actors = dict.fromkeys(actor for ends in found for actor in ends if actor)
    if len(actors) < FEWEST_ACTORS:
        return None
    names = {actor: link.record.actors[actor].name for actor in actors}
    speeches = tuple(speech for ends in found for speech in _speeches(ends))
    lines = (_line(link, ends, positions) for ends, positions in found.items())
    return SpeechBlock(speeches, tuple(names.items()), tuple(lines))


def _ends(position: AnchoredPosition) -> Iterator[_Ends]:
    stated = position.stated
    for actor in stated.toward:
        yield stated.actor, actor, stated.relayed_by
    if stated.relayed_by and not stated.toward:
        yield stated.actor, None, stated.relayed_by


def _speeches(ends: _Ends) -> Iterator[Speech]:
    speaker, toward, relayed_by = ends
    if toward:
        yield Speech(speaker, toward, "relayed" if relayed_by else "towards")
    if relayed_by:
        yield Speech(speaker, relayed_by, "relayer")


def _line(link: Linker, ends: _Ends, positions: list[AnchoredPosition]) -> SpeechLine:
    speaker, toward, relayed_by = ends
    return SpeechLine(
        speaker=replace(link.actor(speaker), text=named(link.record, speaker)),
        toward=link.actor(toward) if toward else None,
        relayed_by=replace(link.actor(relayed_by), text=named(link.record, relayed_by))
        if relayed_by
        else None,
        positions=tuple(Link(position.stated.says, f"#{position.id}") for position in positions),
    )

"""The project's targets at 10,000 briefings, and whether they were met."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from bench.peers.results import CHECK, COLD, EDITED, HUGO, MKDOCS, OURS, UNCHANGED, Results, Size

LARGE, SMALL = 10_000, 1_000  # briefings
MEGABYTE = 1e6


class Bar(Struct, frozen=True):
    """A target.

    Attributes:
        name: what is measured.
        most: the highest acceptable value.
        unit: of both values, with the space before it.
        value: the measured value; None if it was not measured.
        strictly: whether the value must be lower than `most`.
    """

    name: str
    most: float
    unit: str
    value: float | None
    strictly: bool = False

    @property
    def holds(self) -> bool | None:
        """Whether it is met; None if it was not measured."""
        if self.value is None:
            return None
        return self.value < self.most if self.strictly else self.value <= self.most


def bars(results: Results) -> list[Bar]:
    """All targets, with the values measured at 10,000 briefings."""
    large, small = results.of(LARGE), results.of(SMALL)
    return list(_bars(large or Size(LARGE, 0, 0, 0, 0, {}), small))


def _bars(large: Size, small: Size | None) -> Iterator[Bar]:
    edited, unchanged = large.seconds(OURS, EDITED), large.seconds(OURS, UNCHANGED)
    check, peak = large.seconds(OURS, CHECK), large.peak(OURS)
    yield Bar("one briefing edited, of Hugo's time", 0.12, "", ratio(large, EDITED, HUGO, 0.12))
    yield Bar("one briefing edited", 2, " s", edited, strictly=True)
    yield Bar("nothing changed, of Hugo's time", 0.04, "", ratio(large, UNCHANGED, HUGO, 0.04))
    yield Bar("nothing changed", 0.5, " s", unchanged, strictly=True)
    yield Bar(
        "cold, of MkDocs' time for the same Markdown and theme", 0.25, "", ratio(large, COLD, MKDOCS, 0.25)
    )
    yield Bar(f"cold, a page, of that at {SMALL:,}", 1.05, "", _growth(large, small))
    yield Bar("`check`, a briefing", 1.5, " ms", check and check / large.number * 1000, strictly=True)
    yield Bar("memory, all processes", 500, " MB", peak and peak / MEGABYTE)


def ratio(size: Size, step: str, peer: str, most: float) -> float | None:
    """The ratio of our time to that of a peer.

    For a peer that was stopped, the true ratio is lower than the one with the limit: this can show that a
        target is met, but not that it is missed.
    """
    measured = size.ratio(OURS, peer, step)
    if measured is None or (not size.finished(peer, step) and measured > most):
        return None
    return measured


def _growth(large: Size, small: Size | None) -> float | None:
    per_page = [
        size and size.pages and (size.seconds(OURS, COLD) or 0) / size.pages for size in (large, small)
    ]
    return per_page[0] / per_page[1] if per_page[0] and per_page[1] else None

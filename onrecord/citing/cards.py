"""What stands on a briefing's social card: what it is about, from where and when, and what it rests on.

No judgement and no position: out of its page a position would stand without the words that show it.
"""

from __future__ import annotations

from collections import Counter

from msgspec import Struct

from onrecord.languages.wording import Literal
from onrecord.model import AnchoredBrief, Basis
from onrecord.settings import Settings


class Card(Struct, frozen=True):
    """The lines of a card, each on one line of text."""

    site: str
    title: str
    source: str
    tally: str

    @property
    def alternative(self) -> str:
        """The same for those who do not see it."""
        return f"{self.title}. {self.source}. {self.tally}. {self.site}"


def card_of(anchored: AnchoredBrief, settings: Settings) -> Card:
    """The card of a briefing."""
    bases = Counter(position.basis for position in anchored.positions)
    words, number = settings.words, len(anchored.positions)
    tally = words.text("counts.positions", number=number) if number else words.text("card.none")
    by_basis = words.listed(
        [
            words.text(f"tallies.{basis.value.replace(' ', '_')}", number=bases[basis])
            for basis in Basis
            if bases[basis]
        ]
    )
    return Card(
        site=settings.site_name,
        title=anchored.title,
        source=f"{anchored.brief.source.publisher} · {words.day(anchored.brief.date)}",
        tally=words.text("card.tally", positions=Literal(tally), bases=Literal(by_basis))
        if by_basis
        else tally,
    )
